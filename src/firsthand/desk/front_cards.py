"""What a list says of a story at a glance: its lead, who reports it, how its reports lie in time, what is new in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import cast

from sqlalchemy import Connection, func, select

from firsthand.publish.outlets import Mark
from firsthand.publish.wording import is_day, moment
from firsthand.store.leads import Lead, unpack_lead
from firsthand.store.reader_tables import event
from firsthand.store.rows import AnyRow
from firsthand.store.schema import article, story, story_article

#: Publishers that a card names. Five with their marks fill two lines; how many more there are is said.
NAMED = 5
#: Bars of a spark: wider ones do not fit beside a headline at 320 px.
BARS = 24
#: Hours up to which it is said in hours how far reports are apart; beyond, in days.
MOST_HOURS = 48
#: Later than every article.reported, as `Article.moment` of an undated article begins; in the store those have "".
UNDATED = "9999"
#: The best mark of a publisher's articles is the one that is shown.
_ORDER: tuple[Mark, ...] = ("first-hand", "agency", "rewrite", "copy")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher on a card."""

    id: str
    name: str
    mark: Mark | None  #: the best of its articles; None where the story was not told yet


@dataclass(frozen=True, slots=True)
class Card:
    """One story of a list."""

    id: str
    headline: str | None  #: None where the story was not told yet, or none of its articles has one
    told: bool  #: False where its articles were not read together yet
    articles: int
    origins: int  #: an upper bound
    disagreements: int
    first_reported: str | None  #: ISO 8601, a time or a day
    last_reported: str | None
    day: str  #: ISO day of the last report; empty where none is known
    lead: Lead | None
    outlets: tuple[Outlet, ...]  #: NAMED at most
    more_outlets: int
    spark: tuple[int, ...]  #: articles by time, in bars of one length
    spread: str  #: the same in words
    news: tuple[str, ...]  #: what is new since the reader was here, in words


@dataclass(slots=True)
class _Reports:
    """What the articles of a story say of it together."""

    first: str = ""  #: as article.reported has it; empty where no article is dated
    hours: dict[str, int] = field(default_factory=dict)  #: articles by "2026-03-14T06"; those undated by ""
    outlets: dict[str, tuple[int, str, str, Mark | None]] = field(default_factory=dict)  #: by id, to be sorted


#: The columns that a card is made of; not what was told, which is large.
COLUMNS = (
    *(story.c.id, story.c.members, story.c.articles, story.c.changed_at, story.c.last_reported, story.c.told_for),
    *(story.c.headline, story.c.origins, story.c.disagreements, story.c.first_reported, story.c.lead),
)


def cards_of(
    connection: Connection, rows: Sequence[AnyRow], since: int | None = None, before: datetime | None = None
) -> list[Card]:
    """The cards of some rows of stories, of COLUMNS.

    `since`, the number of an event, and `before`, its time, say from when on something is new; None: nothing is.
    """
    ids = [row.id for row in rows]
    reports = _reports(connection, ids)
    news = _news(connection, ids, since) if since is not None else {}
    return [_card(row, reports.get(row.id, _Reports()), _said(row, news.get(row.id), before)) for row in rows]


def _reports(connection: Connection, ids: Sequence[str]) -> dict[str, _Reports]:
    """When and by whom each story is reported: one statement for all of them."""
    found: dict[str, _Reports] = {}
    if not ids:
        return found
    hour = func.substr(article.c.reported, 1, 13).label("hour")
    first, many = func.min(article.c.reported).label("first"), func.count().label("many")
    by = (story_article.c.story, article.c.publisher, article.c.publisher_name, story_article.c.mark, hour)
    statement = (
        select(*by, first, many)
        .join(article, article.c.n == story_article.c.article)
        .where(story_article.c.story.in_(ids))
        .group_by(*by)
    )
    for row in connection.execute(statement):
        held = found.setdefault(row.story, _Reports())
        held.first = min(filter(None, (held.first, row.first)), default="")
        held.hours[row.hour] = held.hours.get(row.hour, 0) + row.many
        if row.publisher is not None:
            mark = cast("Mark | None", row.mark)
            place = (_ORDER.index(mark) if mark else len(_ORDER), row.first, row.publisher_name or row.publisher, mark)
            held.outlets[row.publisher] = min(held.outlets.get(row.publisher, place), place, key=lambda p: p[:3])
    return found


def _card(row: AnyRow, reports: _Reports, news: tuple[str, ...]) -> Card:
    outlets = sorted(reports.outlets.items(), key=lambda o: (o[1][:3], o[0]))
    return Card(
        id=row.id,
        headline=row.headline,
        told=row.origins is not None,
        articles=row.articles,
        origins=row.origins or 0,
        disagreements=row.disagreements or 0,
        first_reported=in_utc(row.first_reported) or iso_of(reports.first),
        last_reported=iso_of(row.last_reported),
        day=day_of(row.last_reported),
        lead=unpack_lead(row.lead),
        outlets=tuple(Outlet(id, place[2], place[3]) for id, place in outlets[:NAMED]),
        more_outlets=max(0, len(outlets) - NAMED),
        spark=bars(reports.hours),
        spread=spread_words(reports.hours, row.articles),
        news=news,
    )


def iso_of(stamp: str) -> str | None:
    """article.reported as ISO 8601: a time in UTC, or a day; None where none is known."""
    if len(stamp) < len("2026-03-14"):
        return None
    return stamp[:10] if stamp[10:].startswith("T99") else f"{stamp[:19]}+00:00"


def in_utc(value: str | None) -> str | None:
    """An ISO time in UTC; a day as it is."""
    time = moment(value)
    return value if time is None or is_day(value) else time.isoformat(timespec="seconds")


def day_of(stamp: str) -> str:
    """The ISO day of an article.reported; empty where none is known."""
    return stamp[:10]


def bars(hours: Mapping[str, int]) -> tuple[int, ...]:
    """Articles by time in bars of one length: hours ("2026-03-14T06") where they are few, else what gives BARS of them.

    Empty where fewer than two articles have a day: there is nothing to be seen. A plain day counts as its last hour.
    """
    known: dict[datetime, int] = {}
    for hour, many in hours.items():
        at = _hour(hour)
        if at is not None:
            known[at] = known.get(at, 0) + many
    if sum(known.values()) < 2:
        return ()
    start = min(known)
    span = int((max(known) - start).total_seconds() // 3600) + 1
    length = -(-span // BARS)
    counts = [0] * -(-span // length)
    for at, many in known.items():
        counts[int((at - start).total_seconds() // 3600) // length] += many
    return tuple(counts)


def spread_words(hours: Mapping[str, int], articles: int) -> str:
    """How the articles lie in time: "7 articles within 3 hours". Hours are those of the clock, whole ones."""
    dated = {hour: many for hour, many in hours.items() if hour}
    count = sum(dated.values())
    if not count:
        return "No article says when it was published"
    whole = "1 article" if articles == 1 else f"{articles:,} articles"
    if count < articles:
        whole = f"{count:,} of {whole} {'is' if count == 1 else 'are'} dated,"
    first, last = _hour(min(dated)), _hour(max(dated))
    if first is None or last is None:
        return whole.rstrip(",")
    span = int((last - first).total_seconds() // 3600) + 1
    if span <= MOST_HOURS and not any(hour.endswith("T99") for hour in dated):
        return f"{whole} within {'an hour' if span == 1 else f'{span} hours'}"
    days = (last.date() - first.date()).days + 1
    return f"{whole} {'on one day' if days == 1 else f'within {days:,} days'}"


def _hour(hour: str) -> datetime | None:
    """The time of "2026-03-14T06"; a plain day ("…T99") is its last hour."""
    try:
        day = datetime.fromisoformat(hour[:10]).replace(tzinfo=UTC)
        return day + timedelta(hours=min(int(hour[11:13]), 23))
    except ValueError:
        return None


def _news(connection: Connection, ids: Sequence[str], since: int) -> dict[str, dict[str, int]]:
    """What happened to each story after an event, counted by its kind."""
    found: dict[str, dict[str, int]] = {}
    statement = (
        select(event.c.story, event.c.kind, func.count().label("many"))
        .where(event.c.story.in_(ids), event.c.n > since)
        .group_by(event.c.story, event.c.kind)
    )
    for row in connection.execute(statement):
        found.setdefault(row.story, {})[row.kind] = row.many
    return found


def _said(row: AnyRow, counts: Mapping[str, int] | None, before: datetime | None) -> tuple[str, ...]:
    """What is new in a story, in words; what was not read together yet has changed all the same."""
    if counts:
        return news_words(counts)
    if before is not None and row.changed_at > before and row.told_for != row.members:
        return ("changed",)
    return ()


#: How each kind of event is called, one of it and several.
_NEWS = {
    "article": ("new article", "new articles"),
    "origin": ("new origin", "new origins"),
    "disagreement": ("new disagreement", "new disagreements"),
    "denial": ("new denial", "new denials"),
    "correction": ("correction", "corrections"),
    "merged": ("story merged into it", "stories merged into it"),
}


def news_words(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Events of a story, counted by their kind, in words: "new story", or "2 new articles", "1 new disagreement"."""
    if counts.get("story"):
        return ("new story",)
    return tuple(f"{counts[k]:,} {words[counts[k] != 1]}" for k, words in _NEWS.items() if counts.get(k))
