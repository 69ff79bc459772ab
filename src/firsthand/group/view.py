"""The articles that a new one is compared with: those of the last weeks, and never fewer than enough to judge by."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import heappop, heappush

from firsthand.group.compare import Weighted, explain, weigh
from firsthand.group.counts import Counts
from firsthand.group.index import Index
from firsthand.group.terms import Terms, read_terms, term_of
from firsthand.model import Article, Reading

#: Days before the latest article within which an article stays in view: beyond, a report is of another happening.
WINDOW = 60
#: Articles that stay in view however old they are, so that a small archive is judged as one, and how rare a term is
#: can be told. Also how many undated articles stay in view, as nothing else says when they have had their day.
ENOUGH = 4_000

When = tuple[bool, float, str]


@dataclass(frozen=True, slots=True)
class Coming:
    """An article on its way into view."""

    article: Article
    when: When  #: what articles are ordered by: undated ones last
    terms: Terms
    where: frozenset[str]  #: terms that stand for places


@dataclass(frozen=True, slots=True)
class Seen:
    """An article in view."""

    id: str
    when: When
    weighted: Weighted
    where: frozenset[str]
    near: dict[int, float]  #: the numbers of the articles in view that it is like, with the likeness


def coming(reading: Reading) -> Coming:
    """What of an article is compared."""
    places = {m.entity for m in reading.annotations.mentions if m.kind == "place"}
    where = frozenset(term_of(word) for place in places for word in place.split())
    article = reading.article
    day = _day(article)
    return Coming(article, (day is None, day or 0.0, article.id), read_terms(article), where)


class View:
    """The articles in view, by the numbers in which they came."""

    def __init__(self, kept: Collection[str] = frozenset()) -> None:
        """Empty. `kept`: ids of articles that never go out of view."""
        self.seen: dict[int, Seen] = {}
        self.kept = kept
        self.counts = Counts()
        self.index = Index()
        self.dated: list[tuple[float, int]] = []
        self.undated: list[int] = []  #: a heap, as the dated ones
        self.latest = 0.0

    def expect(self, article: Coming) -> None:
        """Count an article that is about to come, so that those before it are weighed by what comes with them."""
        self.counts.add(article.terms.counts)

    def take(self, number: int, article: Coming) -> Seen:
        """An article that was expected comes into view."""
        undated, day, _ = article.when
        weighted = weigh(article.terms, None if undated else day, self.counts)
        near = self.index.near(weighted, self.counts)
        for other, likeness in near.items():
            self.seen[other].near[number] = likeness
        seen = Seen(article.article.id, article.when, weighted, article.where, near)
        self.seen[number] = seen
        self.index.add(number, weighted)
        if seen.id in self.kept:
            return seen
        if undated:
            heappush(self.undated, number)
        else:
            heappush(self.dated, (day, number))
            self.latest = max(self.latest, day)
        return seen

    def leaving(self) -> Iterator[int]:
        """The numbers of the articles that have had their time; each is in view until the next is asked for."""
        while len(self.undated) > ENOUGH:
            yield from self._leave(heappop(self.undated))
        while len(self.seen) > ENOUGH and self.dated and self.dated[0][0] < self.latest - WINDOW:
            yield from self._leave(heappop(self.dated)[1])

    def _leave(self, number: int) -> Iterator[int]:
        yield number
        gone = self.seen.pop(number)
        for other in gone.near:
            del self.seen[other].near[number]
        self.index.remove(number)
        self.counts.remove(gone.weighted.all)

    def explain(self, a: int, b: int, likeness: float) -> str:
        """In one sentence why two articles in view belong together."""
        one, two = self.seen[a], self.seen[b]
        return explain(one.weighted, two.weighted, likeness, one.where | two.where)


def _day(article: Article) -> float | None:
    """When an article was published, in days; None where that is not known."""
    if article.published_at is None:
        return None
    try:
        moment = datetime.fromisoformat(article.published_at)
    except ValueError:
        return None  # a date that is no date is no reason to refuse the article
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.timestamp() / 86_400
