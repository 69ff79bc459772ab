"""For each finding the words that tell it best, and the claims that say so too."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from firsthand.model import Article, Claim, Finding, Reading, Role, Span, Story
from firsthand.write.backing import holds_too, other_sides
from firsthand.write.standalone import flaws
from firsthand.write.trim import Wording, word

#: Share of the content words in common above which two sentences say the same.
REPEATED = 0.4
#: The same where the second is quoted: somebody's words are news even where the matter is told.
REPEATED_WORDS = 0.5
#: Share of a sentence's content words that stand in sentences already told, above which it adds nothing.
KNOWN = 0.8
#: Words in a row, in the same order, that two sentences have in common where they say the same.
RUN = 6
#: Content words, the verb apart, that two sentences of one verb have in common where they tell the same deed.
SAME_VERB = 3
#: What it costs a sentence to look like the line under a picture: as much as two origins.
CAPTION = 4.0
#: Verbs that say nothing of what was done.
LIGHT = frozenset("be have do make take get go come say tell give begin start continue become see call use".split())


@dataclass(frozen=True, slots=True)
class Choice:
    """The words that tell a finding, and the claims, their own among them, that say so too."""

    finding: Finding
    claim: Claim
    wording: Wording
    backing: tuple[Claim, ...]
    sources: int  #: origins among the backing claims
    terms: frozenset[str] = frozenset()  #: lemmas of the content words that it tells
    verbs: frozenset[str] = frozenset()  #: lemmas of its main verbs, those that say nothing apart


#: Which claims of a finding may give its words.
Allowed = Callable[[Claim], bool]


class Chooser:
    """Finds wordings in one story. Holds what is looked up again and again, and changes nothing."""

    def __init__(self, story: Story, by_id: Mapping[str, Reading], allowed: Allowed) -> None:
        """`by_id` holds the articles in the order of publication; `allowed` says which claims may give words."""
        self.story = story
        self.by_id = by_id
        self.allowed = allowed
        self.finding_of = {(c.span, c.predicate): f for f in story.findings for c in f.claims}
        self._actor_of = story.actor_of()

    def best(self, finding: Finding) -> Choice | None:
        """The claim whose sentence tells the finding best: its own main clause, firm, not overlong, reported early.

        Where the words of few origins are the article's own, and others say whose word it is, those others are told.
        """
        stated = {self.origin(c) for c in finding.claims if c.asserted_by is None}
        taken = explained(self.story, {c.span.article for c in finding.claims})
        best: tuple[tuple[float, ...], Claim, Wording] | None = None
        for order, claim in enumerate(finding.claims):
            reading = self.by_id[claim.span.article]
            if claim.predicate is None or not self.allowed(claim) or role_of(reading.article, claim.span) != "body":
                continue
            wording = word(reading.article, reading.annotations, claim)
            if wording is None:
                continue
            inside = [c for c in reading.annotations.claims if wording.span.covers(c.span)]
            key = (
                not claim.main,
                claim.certainty == "possible",
                len(stated) == 1 and claim.asserted_by is None and len(finding.claims) > 1,
                len(inside) > 2,  # a sentence that says much more than the finding has that backed by nobody
                flaws(wording.text) + abs(len(wording.text.split()) - 22) // 8,
                claim.span.article in taken,
                order,
            )
            if best is None or key < best[0]:
                best = (key, claim, wording)
        return None if best is None else self.backed(finding, best[1], best[2])

    def backed(self, finding: Finding, claim: Claim, wording: Wording) -> Choice:
        """The wording with the claims of its finding that back it."""
        inside = self.inside(wording)
        against = {c.sentence for c in other_sides(self.story, finding.id, wording.span, inside)}
        backing = tuple(
            c for c in finding.claims if holds_too(claim, c, self._actor_of) and c.sentence not in against
        )
        return self.chosen(finding, claim, wording, backing)

    def chosen(self, finding: Finding, claim: Claim, wording: Wording, backing: tuple[Claim, ...]) -> Choice:
        """The wording with given claims behind it."""
        notes = self.by_id[claim.span.article].annotations
        terms = frozenset(t for c in notes.claims if wording.span.overlaps(c.span) for t in c.terms)
        sources = min(len({self.origin(c) for c in backing}), finding.independent_sources)  # relayed ones are one
        mains = (c.predicate for c in notes.claims if c.main and wording.span.covers(c.span))
        verbs = frozenset(v for v in mains if v and v not in LIGHT)
        return Choice(finding, claim, wording, backing, sources, terms, verbs)

    def inside(self, wording: Wording) -> list[Claim]:
        """The claims that stand whole in the words."""
        claims = self.by_id[wording.span.article].annotations.claims
        return [c for c in claims if wording.span.covers(c.span)]

    def origin(self, claim: Claim) -> int:
        """The number of the origin that a claim's article belongs to."""
        return next((n for n, o in enumerate(self.story.origins) if claim.span.article in o.articles), -1)

    def worth(self, choice: Choice) -> float:
        """What readers look for first: origins, articles, a place near the top, a day, a figure, firm words."""
        claims = choice.backing
        places = [c.span.start / max(1, len(self.by_id[c.span.article].article.text)) for c in claims]
        firm = all(c.certainty in ("stated", "reported") for c in claims)
        return round(
            2.0 * min(choice.sources, 4)
            + 0.3 * min(len({c.span.article for c in claims}), 8)
            - 2.0 * median(places)
            + 0.3 * bool(choice.finding.happened)
            + 0.2 * any(c.figures for c in claims)
            + 0.4 * firm
            + 0.3 * any(not c.quoted for c in claims)
            - 0.6 * flaws(choice.wording.text)
            - CAPTION * self._like_caption(choice),
            3,
        )


    def _like_caption(self, choice: Choice) -> bool:
        """Whether a sentence, the only one of its line, tells an act in the present tense: a picture's line does so."""
        claim, article = choice.claim, self.by_id[choice.claim.span.article].article
        verb = claim.predicate
        if not claim.main or claim.asserted_by or claim.future or verb is None or verb in LIGHT:
            return False
        line = next((b.span for b in article.blocks if b.span.covers(claim.sentence)), claim.sentence)
        alone = len(line) <= len(claim.sentence) + 2
        return alone and re.search(rf"\b(?<!to ){re.escape(verb)}e?s?\b", choice.wording.text) is not None


def explained(story: Story, among: Collection[str]) -> frozenset[str]:
    """Of some articles those that rest on another of them: whose words are another's."""
    return frozenset(
        d.target for d in story.derivations if d.kind != "quotes" and d.source in among and d.target in among
    )


def role_of(article: Article, span: Span) -> Role:
    """What the line is that a span stands in."""
    return next((b.role for b in article.blocks if b.span.covers(span)), "body")


def repeats(choice: Choice, told: Iterable[Choice]) -> bool:
    """Whether a sentence says what one of those told says, or what they say together."""
    known: set[str] = set()
    for other in told:
        if _alike(choice, other):
            return True
        known |= other.terms
    return len(choice.terms & known) > KNOWN * len(choice.terms)


def _alike(choice: Choice, other: Choice) -> bool:
    if choice.wording.span.overlaps(other.wording.span) and choice.claim.span.article == other.claim.span.article:
        return True
    units = {f.unit: f.value for f in other.claim.figures if f.unit}
    shared = [units[f.unit] == f.value for f in choice.claim.figures if f.unit in units]
    if shared and all(shared):
        return True  # one figure of one thing is said once
    a, b = choice.terms, other.terms
    most = REPEATED_WORDS if choice.claim.quoted else REPEATED
    if not shared and len(a & b) >= most * min(len(a), len(b)):
        return True
    if choice.verbs & other.verbs and not shared and len((a & b) - choice.verbs) >= SAME_VERB:
        return True
    return _run(choice.wording.text, other.wording.text)


def _run(first: str, second: str) -> bool:
    a, b = ([w.lower() for w in re.findall(r"\w+", text)] for text in (first, second))
    runs = {tuple(a[n : n + RUN]) for n in range(len(a) - RUN + 1)}
    return any(tuple(b[n : n + RUN]) in runs for n in range(len(b) - RUN + 1))
