"""What the templates of a story are given: every part worked out, so that they only set it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from firsthand.desk.showing import Shown
from firsthand.model import Actor, Article, Citation, MentionKind, Reading, Span, Statement, Story
from firsthand.publish.deeds import Deeds, deeds_of
from firsthand.publish.lanes import Lanes, lanes_of
from firsthand.publish.layout import story_page
from firsthand.publish.origins_bar import OriginsBar, origins_bar
from firsthand.publish.outlets import outlet_mark
from firsthand.publish.page import counts_words
from firsthand.publish.passages import HASH, Addresses, in_path
from firsthand.publish.place_map import PlaceMap, place_map
from firsthand.publish.selectors import text_fragment
from firsthand.publish.storypage import Member, StoryPage, Words
from firsthand.publish.value_matrix import ValueMatrix, value_matrix
from firsthand.publish.wording import counted, one_line, outlet_name
from firsthand.store.facets import key_of

#: What the anchors of a page begin with.
PREFIX = "s1"
#: Rows of a table, quotations, or disagreements, before the rest is left to a page of its own: the page of a story of
#: 20 articles must stay below 150 KB.
ROWS = 10
#: Cells of the matrix of claims, and of all matrices of disagreements, that the page itself sets: some 110 bytes each.
CELLS = 120
#: Rows and disagreements that it sets however many outlets there are.
FEWEST = 3
#: Outlets that are listed beside the account, and articles that are drawn as signs beside the counts.
BESIDE = 30
#: Origins that the page lists.
ORIGINS = 15
#: Actors and quotations that the page tells programs of; the form `jsonld` has them all.
IN_BRIEF = 10
#: Letters of the description that feeds of links and search engines show.
DESCRIPTION = 200
#: Code points of a text that are shown on either side of a passage at most.
AROUND = 500

#: The parts that have a page with all of their rows, and its title.
WHOLE = {
    "disagreements": "Where the reports disagree",
    "origins": "Which articles rest on which text",
    "claims": "Who says what",
    "timeline": "What happened when",
    "taking": "Who took from whom",
    "deeds": "Who did what",
    "actors": "Who acts",
    "quotations": "Who is quoted",
    "passages": "The account, passage by passage",
    "links": "Why these articles are one story",
    "changes": "What changed",
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody's words in a story."""

    name: str  #: empty where no speaker is named
    href: str | None
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two articles are in one story."""

    a: Member
    b: Member
    why: str


@dataclass(frozen=True)
class StoryFace:
    """A story as its pages show it; each part is made when a template asks for it."""

    shown: Shown
    base: str  #: the address of the site

    @property
    def story(self) -> Story:
        """The story."""
        return self.shown.story

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """By id."""
        return self.shown.articles

    @cached_property
    def page(self) -> StoryPage:
        """Its layout, with links to the pages of the articles."""
        return story_page(self.story, self.articles, 1, Addresses(PREFIX))

    @property
    def path(self) -> str:
        """The path of its page."""
        return story_path(self.story.id)

    @property
    def url(self) -> str:
        """The address of its page."""
        return self.base + self.path

    @property
    def counts(self) -> str:
        """The one line of counts."""
        told = counts_words(self.page)
        if len(self.page.members) == 1 or not self.page.sources:
            return told
        return f"{told}, {counted(len(self.page.disputes), 'disagreement')}"

    @property
    def description(self) -> str:
        """What it is about in one sentence of plain text: the first of its account, else the counts."""
        told = one_line(self.story.account[0].text) if self.story.account else f"{self.counts}."
        return told if len(told) <= DESCRIPTION else told[: DESCRIPTION - 1].rstrip() + "…"

    def dispute_href(self, anchor: str) -> str:
        """Where a disagreement stands: on the page while it is among the first, else on the page of them all."""
        return f"#{anchor}" if anchor in self._first_disputes else f"{self.path}/all/disagreements#{anchor}"

    @cached_property
    def bar(self) -> OriginsBar | None:
        """The origins as a bar."""
        return origins_bar(self.page.sources)

    @cached_property
    def matrices(self) -> tuple[ValueMatrix, ...]:
        """Each disagreement, value by outlet by time."""
        return tuple(value_matrix(d, self.page.outlets) for d in self.page.disputes)

    @property
    def first_matrices(self) -> tuple[ValueMatrix, ...]:
        """Those of the first disagreements that the page has room for."""
        return self.matrices[: len(self._first_disputes)]

    @cached_property
    def _first_disputes(self) -> frozenset[str]:
        """Anchors of the disagreements that the page has room for."""
        found: list[str] = []
        cells = 0
        for matrix in self.matrices[:ROWS]:
            cells += len(matrix.rows) * len(matrix.outlets)
            if len(found) >= FEWEST and cells > CELLS:
                break
            found.append(matrix.dispute.id)
        return frozenset(found)

    @property
    def claim_rows(self) -> int:
        """Rows of the matrix of claims that the page has room for."""
        return max(FEWEST, min(ROWS, CELLS // max(1, len(self.page.outlets))))

    @property
    def in_brief(self) -> Story:
        """The story as its page tells programs of it: its main actors, and the primary source of each sentence."""
        account = (replace(s, citations=_primary(s)) for s in self.story.account)
        actors = tuple(a for a, _ in self.actors[:IN_BRIEF])
        quotations = tuple(w.quotation for w in self.page.words[:IN_BRIEF])
        return replace(self.story, account=tuple(account), actors=actors, quotations=quotations)

    @cached_property
    def lanes(self) -> Lanes:
        """Days of happening and of report."""
        return lanes_of(self.page.days)

    @cached_property
    def deeds(self) -> Deeds:
        """Who did what to whom."""
        return deeds_of(self.story, self.articles)

    @cached_property
    def places(self) -> PlaceMap:
        """Where it happens."""
        return place_map(self.story, self.articles)

    @cached_property
    def actors(self) -> tuple[tuple[Actor, int], ...]:
        """The actors with how many articles name each, those that most do first."""
        named = [(a, len({m.article for m in a.mentions})) for a in self.story.actors]
        return tuple(sorted(named, key=lambda pair: (-pair[1], -len(pair[0].mentions), pair[0].name)))

    @cached_property
    def speakers(self) -> tuple[Speaker, ...]:
        """The quotations by speaker: who is quoted in most articles first, the words of nobody by name last."""
        hrefs = {a.id: actor_path(a.kind, a.name) for a in self.story.actors}
        of = self.story.actor_of()
        found = []
        ordered = sorted(self.page.words, key=lambda w: one_line(w.quotation.speaker or ""))  # stable: the widest first
        for name, group in groupby(ordered, key=lambda w: one_line(w.quotation.speaker or "")):
            words = tuple(group)
            found.append(Speaker(name, hrefs.get(of.get(words[0].quotation.speaker or "", "")), words))
        return tuple(sorted(found, key=lambda s: (not s.name, -sum(len(w.links) for w in s.words), s.name)))

    def first_speakers(self, most: int) -> tuple[Speaker, ...]:
        """The first speakers with so many quotations in all."""
        found = []
        for speaker in self.speakers:
            if most <= 0:
                break
            found.append(Speaker(speaker.name, speaker.href, speaker.words[:most]))
            most -= len(speaker.words)
        return tuple(found)

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """Why its articles are in one story."""
        members = {m.article.id: m for m in self.page.members}
        found = [(a, b, why) for a, b, why in self.story.links if a in members and b in members]
        return tuple(Tie(members[a], members[b], one_line(why)) for a, b, why in found)

    @property
    def parts(self) -> Sequence[tuple[str, str]]:
        """The parts that its page has, by the ends of their anchors, with what links to them say."""
        has = (
            ("disputes", "Disagreements", self.page.disputes),
            ("origins", "Origins", self.page.sources),
            ("claims", "Who says what", self.page.compared or self.page.alone),
            ("timeline", "Timeline", self.page.days),
            ("taking", "Who took from whom", self.page.takings),
            ("actors", "Actors", self.story.actors),
            ("places", "Places", self.places.places),
            ("quotations", "Quotations", self.page.words),
            ("changes", "What changed", True),
            ("take", "Take it along", True),
        )
        return [(name, words) for name, words, held in has if held]


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage with the sentences around it."""

    member: Member
    before: str
    exact: str
    after: str
    cut_before: bool  #: its line goes on before what is shown
    cut_after: bool
    href: str  #: in the article
    outside: str | None  #: at the publisher, at the words


def passage_view(story: Story, reading: Reading, capture: str, start: int, end: int) -> PassageView | None:
    """A passage of one of a story's articles; None where the version that was meant has none there."""
    article = reading.article
    if not article.capture.startswith(capture) or len(capture) < HASH or not 0 <= start < end <= len(article.text):
        return None
    span = article.span(start, end)
    lines = [b.span for b in article.blocks if b.span.overlaps(span)]
    low, high = _around(span, reading.annotations.sentences, lines)
    addresses = Addresses(PREFIX)
    text = article.text
    mark = outlet_mark(story, article)
    member = Member(article, outlet_name(article), addresses.article_href(article.id), mark)
    exact = article.quote(span)
    return PassageView(
        member,
        text[low:start],
        exact,
        text[end:high],
        bool(lines) and low > lines[0].start,
        bool(lines) and high < lines[-1].end,
        addresses.href(span),
        text_fragment(article.url, exact, text[max(0, start - 60) : start], text[end : end + 60]),
    )


def _primary(statement: Statement) -> tuple[Citation, ...]:
    """The first passage that backs a sentence."""
    return tuple(c for c in statement.citations if c.role != "disputing")[:1]


def _around(span: Span, sentences: Sequence[Span], lines: Sequence[Span]) -> tuple[int, int]:
    """From the sentence before a passage to the one after it, within the lines that the passage stands in."""
    low = min([span.start, *(b.start for b in lines)])
    high = max([span.end, *(b.end for b in lines)])
    own = [s for s in sentences if s.overlaps(span)]
    first, last = min([span.start, *(s.start for s in own)]), max([span.end, *(s.end for s in own)])
    before = [s.start for s in sentences if s.end <= first]
    after = [s.end for s in sentences if s.start >= last]
    low = max(low, min(span.start, max(before, default=low)), span.start - AROUND)
    high = min(high, max(span.end, min(after, default=high)), span.end + AROUND)
    return low, high


def story_path(id: str) -> str:
    """The path of a story's page."""
    return "/stories/" + in_path(id)


def actor_path(kind: MentionKind, name: str) -> str | None:
    """The path of an actor's page; None for what has none."""
    key = key_of(name)
    if kind == "other" or not key:
        return None
    return f"/actors/{kind}/" + in_path(key)
