"""The picture of who took from whom: one row an article, time from left to right, arrows from text to taker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from firsthand.model import Article, Derivation, DerivationKind, Story
from firsthand.publish.outlets import AGENCY, Mark, in_time, lead_of, outlet_mark, source_name
from firsthand.publish.wording import is_day, moment, outlet_name, when_words

#: Measures of the drawing, in units of its view box.
ROW = 30.0
TOP = 34.0
LABELS = 232.0
PLOT = 540.0
MARGIN = 18.0
#: Where articles without a day, and agencies whose text is not at hand, are drawn: left of the time axis.
UNDATED = LABELS + 8.0
PLOT_LEFT = LABELS + 30.0
#: A drawing of more rows is no longer read; the table and the sentence carry it alone.
MAX_ROWS = 60
#: Letters of a label that fit beside the plot; the table has the whole name.
LABEL_LETTERS = 26
#: Days between two ticks, the first that gives no more than this many ticks.
TICK_DAYS = (1, 2, 7, 14, 30, 91, 365, 3650)
MAX_TICKS = 6


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the time axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Node:
    """An article, or an agency whose text is not at hand. `end` is past `x` where only the day is known."""

    label: str
    mark: Mark | None
    x: float
    end: float
    y: float
    dated: bool
    tip: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """From a text to the one that took from it, as an SVG path."""

    path: str
    kind: DerivationKind
    tip: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What the template draws."""

    width: float
    height: float
    ticks: tuple[Tick, ...]
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    baseline: float


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days to places on the axis; None where no article has a day."""

    first: datetime
    days: int

    def at(self, time: datetime) -> float:
        """The place of a time."""
        share = (time - self.first) / timedelta(days=self.days)
        return round(PLOT_LEFT + share * (PLOT - 2 * MARGIN), 1)


def draw(story: Story, articles: Mapping[str, Article]) -> Picture | None:
    """The picture; None where nobody took from anybody, nothing is dated, or the rows would be too many.

    Shared quotations are left to the table: they say little of who took from whom, and there may be many.
    """
    drawn = [d for d in story.derivations if d.kind != "quotes"]
    scale = _scale([articles[a] for a in story.articles])
    agencies = sorted({d.source for d in drawn if d.source.startswith(AGENCY)})
    if not drawn or scale is None or len(story.articles) + len(agencies) > MAX_ROWS:
        return None
    places: dict[str, Node] = {}
    for number, row in enumerate(rows_of(story, articles, agencies)):
        y = TOP + ROW * (number + 0.5)
        places[row] = _agency(row, y) if row.startswith(AGENCY) else _node(story, articles[row], scale, y)
    height = TOP + ROW * len(places) + 8
    arrows = tuple(_arrow(d, places, articles) for d in drawn if d.source in places)
    return Picture(LABELS + PLOT, height, _ticks(scale), tuple(places.values()), arrows, TOP + ROW * len(places))


def rows_of(story: Story, articles: Mapping[str, Article], agencies: Sequence[str]) -> list[str]:
    """Articles and agencies from top to bottom: origin by origin in time, what is taken from before those who take.

    `agencies`: those whose text is not at hand, as derivations name them, in their order.
    """
    rows: list[str] = []
    origins = [o.articles for o in story.origins] or [(a,) for a in story.articles]
    leads = {lead_of(story, o, articles): o.articles for o in story.origins} or {o[0]: o for o in origins}
    for lead in in_time([articles[a] for a in leads]):
        group = leads[lead.id]
        takes = {d.source for d in story.derivations if d.target in group and d.kind != "quotes"}
        rows += [a for a in agencies if a in takes and a not in rows]
        rows += [lead.id, *(a.id for a in in_time([articles[a] for a in group]) if a.id != lead.id)]
    return rows


def _scale(articles: Sequence[Article]) -> _Scale | None:
    times = [t for t in (moment(a.published_at) for a in articles) if t is not None]
    if not times:
        return None
    first = min(times).replace(hour=0, minute=0, second=0, microsecond=0)
    return _Scale(first, (max(times) - first).days + 1)


def _ticks(scale: _Scale) -> tuple[Tick, ...]:
    step = next((d for d in TICK_DAYS if scale.days / d <= MAX_TICKS), TICK_DAYS[-1])
    days = [scale.first + timedelta(days=n) for n in range(0, scale.days, step)]
    return tuple(Tick(scale.at(d), when_words(d.date().isoformat())) for d in days)


def _agency(source: str, y: float) -> Node:
    name = source.removeprefix(AGENCY)
    return Node(_short(name), "agency", UNDATED, UNDATED, y, False, f"{name}: its own text is not at hand")


def _node(story: Story, article: Article, scale: _Scale, y: float) -> Node:
    name, mark = outlet_name(article), outlet_mark(story, article).mark
    time = moment(article.published_at)
    tip = f"{name}, {when_words(article.published_at)}, {mark}"
    if time is None:
        return Node(_short(name), mark, UNDATED, UNDATED, y, False, tip)
    x = scale.at(time)
    end = scale.at(time.astimezone(UTC) + timedelta(days=1)) if is_day(article.published_at) else x
    return Node(_short(name), mark, x, end, y, True, tip)


def _arrow(derivation: Derivation, places: Mapping[str, Node], articles: Mapping[str, Article]) -> Arrow:
    source, target = places[derivation.source], places[derivation.target]
    tip = f"{source_name(derivation.source, articles)} to {outlet_name(articles[derivation.target])}: {derivation.kind}"
    gap = 7.0 if target.y > source.y else -7.0
    reached = min(max(source.x, target.x), target.end)
    if abs(reached - source.x) < gap * (1 if gap > 0 else -1) * 2:
        path = f"M{source.x} {source.y + gap}V{target.y - gap}"
    else:
        side = -8.0 if reached > source.x else 8.0
        path = f"M{source.x} {source.y + gap}V{target.y}H{reached + side}"
    return Arrow(path, derivation.kind, tip)


def _short(name: str) -> str:
    return name if len(name) <= LABEL_LETTERS else name[: LABEL_LETTERS - 1].rstrip() + "…"
