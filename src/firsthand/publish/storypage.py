"""A story as its page shows it: every sentence, row and link worked out, so that the template only sets them."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.model import (
    Article,
    CitationRole,
    Derivation,
    Disagreement,
    DisagreementType,
    Finding,
    SharedQuotation,
    Story,
    TimelineEntry,
)
from firsthand.publish.outlets import OutletMark
from firsthand.publish.passages import Addresses, Line, Passages
from firsthand.publish.picture import Picture
from firsthand.publish.stances import Outlet, Row


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a passage: what it says, where it leads, the words found there."""

    name: str
    href: str
    words: str = ""
    role: CitationRole = "primary"
    role_words: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """That a sentence is disputed or overtaken, and where that is shown."""

    words: str
    href: str
    type: DisagreementType


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the account with its sources."""

    id: str
    text: str
    lang: str
    links: tuple[Link, ...]
    standing: str
    disputes: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class AccountPart:
    """A part of the account under its title."""

    title: str
    sentences: tuple[Sentence, ...]
    disputed: bool = False  #: sets the sides of disagreements beside each other


@dataclass(frozen=True, slots=True)
class Value:
    """One side of a disagreement: its words and who reports them, when and where."""

    value: str
    reports: tuple[tuple[Article, Link], ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A disagreement, value by value."""

    id: str
    disagreement: Disagreement
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """An article among those of its story."""

    article: Article
    name: str
    href: str
    mark: OutletMark


@dataclass(frozen=True, slots=True)
class Source:
    """One origin: the article that the others rest on, and those others."""

    lead: Member
    copies: tuple[Member, ...]
    basis: str
    credited: str | None


@dataclass(frozen=True, slots=True)
class Day:
    """A line of the timeline."""

    entry: TimelineEntry
    finding: Finding
    link: Link
    reported: str | None  #: when the first report of it came out
    lag: str  #: how that lies to the happening, in words; empty where it cannot be told
    others: int  #: outlets that report it beside the first


@dataclass(frozen=True, slots=True)
class Taking:
    """A derivation with links to the passages that show it."""

    derivation: Derivation
    source: str
    target: str
    evidence: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True, slots=True)
class Words:
    """A quotation and where it stands."""

    quotation: SharedQuotation
    links: tuple[Link, ...]
    first: str


@dataclass(frozen=True, slots=True)
class Text:
    """An article's whole text, cut at its passages."""

    member: Member
    id: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class StoryPage:
    """All that the template needs of a story."""

    id: str
    story: Story
    headline: str
    sections: tuple[AccountPart, ...]
    disputes: tuple[Dispute, ...]
    members: tuple[Member, ...]
    sources: tuple[Source, ...]
    outlets: tuple[Outlet, ...]
    compared: tuple[Row, ...]
    alone: tuple[Row, ...]
    days: tuple[Day, ...]
    takings: tuple[Taking, ...]
    taken: str
    picture: Picture | None
    words: tuple[Words, ...]
    texts: tuple[Text, ...]  #: none where they stand elsewhere
    passages: Passages | Addresses
    joined: tuple[str, ...]  #: passages in several parts

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that this page has, by the ends of their anchors."""
        has = {
            "disputes": self.disputes,
            "origins": self.sources,
            "claims": self.compared or self.alone,
            "timeline": self.days,
            "taking": self.takings,
            "quotations": self.words,
            "actors": self.story.actors,
            "passages": self.sections,
            "texts": self.texts,
        }
        return tuple(name for name, held in has.items() if held)
