"""Which articles report one happening."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from firsthand.group.compare import explain, likenesses, weigh
from firsthand.group.stories import join, strongest_links
from firsthand.group.terms import read_terms
from firsthand.model import Article, Reading, Story

__all__ = ["group"]


def group(readings: Sequence[Reading]) -> tuple[Story, ...]:
    """The stories, earliest first, each with its articles and why they belong together.

    Every article is in one story. A story is named after its earliest article. The order of the input does not matter.
    """
    ordered = sorted(readings, key=lambda r: (*_when(r.article), r.article.id))
    articles = weigh([(read_terms(r.article), _day(r.article)) for r in ordered])
    likeness = likenesses(articles)
    tied: dict[int, list[tuple[int, int]]] = {}
    groups = join(len(ordered), likeness)
    home = {i: g[0] for g in groups for i in g}
    for a, b in likeness:
        if home[a] == home[b]:
            tied.setdefault(home[a], []).append((a, b))
    stories = []
    for members in groups:
        inside = {pair: likeness[pair] for pair in tied.get(members[0], ())}
        places = frozenset(
            m.entity for i in members for m in ordered[i].annotations.mentions if m.kind == "place"
        )
        links = tuple(
            (ordered[a].article.id, ordered[b].article.id, explain(articles[a], articles[b], value, places))
            for a, b, value in strongest_links(members, inside)
        )
        stories.append(
            Story(f"s-{ordered[members[0]].article.id}", tuple(sorted(ordered[i].article.id for i in members)), links)
        )
    return tuple(stories)


def _when(article: Article) -> tuple[bool, float]:
    day = _day(article)
    return day is None, day or 0.0


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
