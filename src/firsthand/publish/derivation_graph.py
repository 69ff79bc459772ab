"""Who took from whom, as the page's script draws it: a lane an article, time from left to right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from firsthand.model import Article, Derivation, DerivationKind, Story
from firsthand.publish.outlets import AGENCY, SIGNS, Mark, outlet_mark, source_name, taken_words
from firsthand.publish.picture import rows_of
from firsthand.publish.wording import DERIVATIONS, is_day, moment, one_line, outlet_name, unnumbered


@dataclass(frozen=True, slots=True)
class GraphNode:
    """An article, or an agency whose text is not at hand."""

    id: str
    label: str
    mark: Mark
    sign: str
    lane: int  #: from the top, 0 on
    article: str | None  #: the id to link to; None for an agency whose text is not at hand
    headline: str | None
    time: str | None  #: ISO 8601: UTC where the hour is known, else the day; None where neither is
    x: float | None  #: of that time between the graph's start and end, 0 to 1
    until: float | None  #: the end of the day where only the day is known, else None
    reason: str  #: of the mark


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """From a text to the one that took from it."""

    source: str
    target: str
    kind: DerivationKind
    share: float  #: of the taker's words, 0 to 1
    directed: bool  #: False where nothing shows who took from whom
    words: str  #: "Dunmar Post reprints Vellmark Press Agency"
    reason: str


@dataclass(frozen=True, slots=True)
class DerivationGraph:
    """The picture, and its sentence."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    start: str | None  #: ISO 8601 in UTC; None where no article has a day
    end: str | None
    sentence: str

    def record(self) -> dict[str, object]:
        """The same as JSON objects and lists."""
        return asdict(self)


def derivation_graph(story: Story, articles: Mapping[str, Article]) -> DerivationGraph:
    """The graph of a story. Shared quotations are left to the table: they say little of who took from whom."""
    drawn = [d for d in story.derivations if d.kind != "quotes"]
    axis = _axis([articles[a] for a in story.articles])
    lanes = rows_of(story, articles, sorted({d.source for d in drawn if d.source.startswith(AGENCY)}))
    nodes = tuple(
        _agency(row, lane) if row.startswith(AGENCY) else _node(story, articles[row], axis, lane)
        for lane, row in enumerate(lanes)
    )
    edges = tuple(_edge(d, articles) for d in drawn if d.source in lanes)
    start, end = (t.isoformat() for t in axis) if axis else (None, None)
    return DerivationGraph(nodes, edges, start, end, taken_words(story, articles))


def _axis(articles: Sequence[Article]) -> tuple[datetime, datetime] | None:
    """From the first report to the last, a plain day taken whole; an hour at least."""
    known = [(t, is_day(a.published_at)) for a in articles if (t := moment(a.published_at)) is not None]
    if not known:
        return None
    start = min(t for t, _ in known)
    return start, max(start + timedelta(hours=1), *(t + timedelta(days=1) if day else t for t, day in known))


def _node(story: Story, article: Article, axis: tuple[datetime, datetime] | None, lane: int) -> GraphNode:
    mark = outlet_mark(story, article)
    time = moment(article.published_at)
    day = is_day(article.published_at)
    return GraphNode(
        id=article.id,
        label=outlet_name(article),
        mark=mark.mark,
        sign=SIGNS[mark.mark],
        lane=lane,
        article=article.id,
        headline=one_line(article.headline) if article.headline else None,
        time=_stamp(time, day) if time else None,
        x=_share(time, axis) if time and axis else None,
        until=_share(time + timedelta(days=1), axis) if time and axis and day else None,
        reason=unnumbered(mark.reason, story.articles),
    )


def _agency(source: str, lane: int) -> GraphNode:
    name = one_line(source.removeprefix(AGENCY))
    reason = "its own text is not at hand"
    return GraphNode(source, name, "agency", SIGNS["agency"], lane, None, None, None, None, None, reason)


def _edge(derivation: Derivation, articles: Mapping[str, Article]) -> GraphEdge:
    taker, source = outlet_name(articles[derivation.target]), source_name(derivation.source, articles)
    words = f"{taker} {DERIVATIONS[derivation.kind][0]} {source if source != taker else 'an earlier text of its own'}"
    return GraphEdge(
        derivation.source,
        derivation.target,
        derivation.kind,
        round(derivation.share, 3),
        derivation.directed,
        words,
        unnumbered(derivation.reason, articles),
    )


def _share(time: datetime, axis: tuple[datetime, datetime]) -> float:
    start, end = axis
    return round((time - start) / (end - start), 4)


def _stamp(time: datetime, day: bool) -> str:
    return time.date().isoformat() if day else time.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
