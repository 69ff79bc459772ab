"""Two articles side by side: what stands in both, what in one alone, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.model.annotation import Claim
from firsthand.model.article import Span
from firsthand.model.edition import Reading
from firsthand.model.source import Failure
from firsthand.model.story import Actor, Derivation, Disagreement, Finding, Story


@dataclass(frozen=True, slots=True)
class Change:
    """Words within a shared passage that are not the same in both. None where one has no words there."""

    a: Span | None
    b: Span | None


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """The same words in both articles, but for its changes."""

    a: Span
    b: Span
    words: int  #: that are the same in both
    quoted: bool  #: most of them stand in quotation marks: somebody's, whom both may have heard
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedText:
    """All the words that two articles share, and how much of each they are."""

    passages: tuple[SharedPassage, ...] = ()  #: in the order of the first article
    share_a: float = 0.0  #: of the words of its body that stand in the other, 0 to 1
    share_b: float = 0.0


@dataclass(frozen=True, slots=True)
class CommonQuotation:
    """Somebody's words that both articles carry."""

    text: str  #: of the shorter of the two cuts
    speaker: str | None
    a: tuple[Span, ...]
    b: tuple[Span, ...]
    first: str | None  #: id of the article that was published first; None where that is not known


@dataclass(frozen=True, slots=True)
class CommonFact:
    """A fact that both articles tell, each with its own claims of it."""

    statement: str
    findings: tuple[str, ...]  #: ids; two where the words alone, being the same, show that it is one fact
    a: tuple[Claim, ...]
    b: tuple[Claim, ...]
    same_words: bool  #: all of them stand in shared passages


@dataclass(frozen=True, slots=True)
class Credit:
    """A source that an article names: an agency, or another publisher."""

    name: str  #: usual short name
    places: tuple[Span, ...]  #: where the article names it; empty where the name stands outside its text
    relays: bool  #: it is credited, or something is attributed to it; else it is merely named


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two articles side by side, `a` and `b` in the order in which they were given."""

    a: Reading
    b: Reading
    story: Story  #: of the two; its `links` are empty where they would not have been told as one story
    shared: SharedText = SharedText()
    quotations: tuple[CommonQuotation, ...] = ()
    facts: tuple[CommonFact, ...] = ()
    only_a: tuple[Finding, ...] = ()  #: facts in the order of its text, without those in shared passages
    only_b: tuple[Finding, ...] = ()
    differences: tuple[Disagreement, ...] = ()
    names_a: tuple[Actor, ...] = ()  #: that the other does not mention, in the order of its text
    names_b: tuple[Actor, ...] = ()
    credits_a: tuple[Credit, ...] = ()
    credits_b: tuple[Credit, ...] = ()
    failures: tuple[Failure, ...] = ()  #: what was read only in part

    @property
    def derivations(self) -> tuple[Derivation, ...]:
        """Who took whose text: between the two, then from sources that are not at hand."""
        ids = {self.a.article.id, self.b.article.id}
        return tuple(sorted(self.story.derivations, key=lambda d: d.source not in ids))

    @property
    def in_common(self) -> bool:
        """Whether the two share anything: words, a quotation, a fact, or a thing that they differ on."""
        return bool(self.shared.passages or self.quotations or self.facts or self.differences)
