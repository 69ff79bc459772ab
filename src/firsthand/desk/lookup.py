"""Looking things up: the list of stories, one story's account, one article, and the words that a citation points at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from sqlalchemy import Connection, func, select

from firsthand.desk.finding import article_named, story_named
from firsthand.desk.opening import Desk
from firsthand.desk.telling import regroup, told
from firsthand.errors import InputError
from firsthand.model import Edition, Reading, Retrieval, Span, Story
from firsthand.pipeline import Progress
from firsthand.publish.article_view import ArticleView, KeptVersion, Taken
from firsthand.publish.outlets import AGENCY, source_name
from firsthand.publish.story_list import ListedStory
from firsthand.relate.edits import EditKind
from firsthand.store.archive import get_body
from firsthand.store.articles import load_version, retrieval_of, versions_of
from firsthand.store.rows import AnyRow
from firsthand.store.schema import capture, story, story_article, version
from firsthand.store.stories import load_told, stories_of
from firsthand.write import LENGTH, write

#: Digits of a capture's hash that are enough to name a version of an article.
ENOUGH_OF_A_HASH = 6


@dataclass(frozen=True, slots=True)
class Listing:
    """The newest stories, and how many more there are."""

    stories: tuple[ListedStory, ...]
    more: int  #: older ones, that the list leaves out
    others: int = 0  #: stories whose last report is older than was asked for


def list_stories(
    desk: Desk, *, limit: int = 20, since: str | None = None, progress: Progress | None = None
) -> Listing:
    """The stories with the newest reports, first those reported last; with `since`, an ISO day, none that is older.

    Those of them that were not told yet are told on the way; `progress` hears "account" and how many articles.
    Raises StoreError.
    """
    regroup(desk, progress=progress)
    with desk.store.reading() as connection:
        rows = stories_of(connection, since=since, limit=limit)
        total = _count(connection, None)
        fitting = _count(connection, since)
    found = [s for row in rows if (s := _listed(desk, row.id, progress)) is not None]
    return Listing(tuple(found), max(0, fitting - len(rows)), total - fitting)


def _count(connection: Connection, since: str | None) -> int:
    rows = select(func.count()).select_from(story)
    return connection.execute(rows if since is None else rows.where(story.c.last_reported >= since)).scalar_one()


def _listed(desk: Desk, id: str, progress: Progress | None) -> ListedStory | None:
    """A story of the list, told now if it must be; None where another process took it away meanwhile."""
    with desk.store.reading() as connection:
        kept = load_told(connection, id)
    try:
        found = kept.story if kept else told(desk, id)[0].story
    except InputError:
        return None
    if progress and not kept:
        progress("account", len(found.articles))
    return ListedStory(
        id=id,
        headline=found.headline,
        articles=len(found.articles),
        origins=len(found.origins),
        disagreements=len(found.disagreements),
        first_reported_at=found.first_reported_at,
        last_reported_at=found.last_reported_at,
    )


@dataclass(frozen=True, slots=True)
class Found:
    """A story as it was asked for."""

    id: str  #: the one that it goes by now
    edition: Edition  #: it alone, with its articles


def find_story(
    desk: Desk,
    name: str,
    *,
    length: int = LENGTH,
    since: str | None = None,
    single_source: bool = True,
    progress: Progress | None = None,
) -> Found:
    """The story that goes by an id, by one that it had before, or by the beginning of one, with its account.

    `length`, `since` and `single_source` are those of `write`. Raises InputError where there is none, and StoreError.
    """
    regroup(desk, progress=progress)
    with desk.store.reading() as connection:
        id = story_named(connection, name)
    kept, readings = told(desk, id)
    found, dropped = kept.story, kept.dropped
    if (length, since, single_source) != (LENGTH, None, True):
        members = sorted(readings, key=lambda r: (r.article.moment, r.article.id))
        written = write(found, members, length, since=since, single_source=single_source)
        found, dropped = replace(found, account=written.statements, since=since), written.dropped
    ordered = tuple(sorted(readings, key=lambda r: r.article.id))
    left_out = (*(d for r in ordered for d in r.article.dropped), *dropped)
    return Found(found.id, Edition(ordered, (found,), (), left_out))


def find_article_view(
    desk: Desk, name: str, *, which: str | None = None, progress: Progress | None = None
) -> ArticleView:
    """The article that goes by an id, the beginning of one, or an address, with all that is known of it.

    `which` names one of its versions by its number or the beginning of its capture's hash; by default the current
    one. Raises InputError where there is none, and StoreError.
    """
    regroup(desk, progress=progress)
    with desk.store.reading() as connection:
        row = article_named(connection, name)
        versions = versions_of(connection, row.n)
        number = version_number(versions, which, name)
        shown = versions[number - 1]
        reading = load_version(connection, shown.n)
        retrieval = _retrieval(connection, shown.capture)
        home = connection.execute(
            select(story_article.c.story).where(story_article.c.article == row.n)
        ).scalar()
    belongs: Story | None = None
    taken: tuple[Taken, ...] = ()
    if home is not None and number == len(versions):
        kept, readings = told(desk, home)
        belongs = kept.story
        taken = _taken(belongs, readings, row.id)
    return ArticleView(
        reading=reading,
        number=number,
        versions=tuple(
            KeptVersion(n, v.seen_at, v.sha256, cast("EditKind | None", v.edit)) for n, v in enumerate(versions, 1)
        ),
        source=shown.source,
        received_at=shown.at,
        retrieval=retrieval,
        story=(home, belongs.headline if belongs else None) if home else None,
        taken=taken,
    )


def find_bytes(desk: Desk, name: str, which: str | None = None) -> bytes:
    """The bytes of an article's version as they were received. Raises InputError and StoreError."""
    with desk.store.reading() as connection:
        versions = versions_of(connection, article_named(connection, name).n)
        return get_body(connection, versions[version_number(versions, which, name) - 1].sha256)


def find_text(desk: Desk, name: str, which: str | None = None) -> Reading:
    """An article's version alone, without what surrounds it. Raises InputError and StoreError."""
    with desk.store.reading() as connection:
        versions = versions_of(connection, article_named(connection, name).n)
        return load_version(connection, versions[version_number(versions, which, name) - 1].n)


def cited(desk: Desk, span: Span) -> str:
    """The exact words that a span points at, in the version that it was made from, whatever came after.

    Raises InputError where that version is no longer kept, since it was taken down, and StoreError.
    """
    with desk.store.reading() as connection:
        n = connection.execute(
            select(version.c.n)
            .join(capture, version.c.capture == capture.c.n)
            .where(capture.c.sha256 == span.capture)
            .where(version.c.article == article_named(connection, span.article).n)
            .limit(1)
        ).scalar()
        if n is None:
            raise InputError(span.article, f"None of its versions is of capture {span.capture[:12]}.")
        reading = load_version(connection, n)
    return reading.article.quote(span)


def words_at(reading: Reading, place: str) -> str:
    """The words at "START-END", counted in code points as in the JSON. Raises InputError where that is no place."""
    start, _, end = place.partition("-")
    try:
        return reading.article.quote(reading.article.span(int(start), int(end)))
    except ValueError as error:
        reason = f"It is no place in a text of {len(reading.article.text):,} characters; write it like 120-188."
        raise InputError(place, reason) from error


def version_number(versions: list[AnyRow], wanted: str | None, name: str) -> int:
    """Which of an article’s versions is meant, counted from 1. Raises InputError."""
    if wanted is None:
        return len(versions)
    if wanted.isascii() and wanted.isdigit() and len(wanted) < ENOUGH_OF_A_HASH:
        if 1 <= int(wanted) <= len(versions):
            return int(wanted)
    elif len(wanted) >= ENOUGH_OF_A_HASH:
        found = [n for n, v in enumerate(versions, 1) if v.sha256.startswith(wanted.lower())]
        if found:
            return found[-1]
    there = "1 version" if len(versions) == 1 else f"{len(versions)} versions"
    raise InputError(name, f"It has {there}, and none is {wanted!r}; `firsthand history` lists them.")


def _retrieval(connection: Connection, capture_n: int) -> Retrieval | None:
    packed = connection.execute(select(capture.c.retrieval).where(capture.c.n == capture_n)).scalar()
    return retrieval_of(packed) if packed else None


def _taken(found: Story, readings: list[Reading], article: str) -> tuple[Taken, ...]:
    """Whose text the article took, by what the story found."""
    articles = {r.article.id: r.article for r in readings}
    return tuple(
        Taken(source_name(d.source, articles), d.kind, d.share, d.reason)
        for d in found.derivations
        if d.target == article and (d.source.startswith(AGENCY) or d.source in articles)
    )
