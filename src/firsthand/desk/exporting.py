"""Taking out what is kept, in forms that other programs and another firsthand read.

Articles and stories are loaded some at a time, so that memory stays flat however many there are; what is taken down
meanwhile is left out from then on.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import BinaryIO, TypeVar

from sqlalchemy import Connection, select

from firsthand.clean.publishers import as_publisher
from firsthand.desk.opening import Desk
from firsthand.desk.selecting import Wanted, wanted_articles, wanted_stories
from firsthand.desk.telling import regroup, told
from firsthand.errors import InputError
from firsthand.model import Given, Reading, Story
from firsthand.pipeline import Progress
from firsthand.publish.evidence_tables import TABLES, write_parquet
from firsthand.publish.forms import Evidence
from firsthand.publish.opml import opml_lines
from firsthand.publish.records import reading_record, story_record
from firsthand.publish.sheets import Row, sheet
from firsthand.publish.warc_out import Kept, write_warc
from firsthand.store.archive import get_body
from firsthand.store.articles import given_of, load_readings, retrieval_of
from firsthand.store.feeds import listed_feeds
from firsthand.store.rows import AnyRow
from firsthand.store.schema import article, capture, version

#: Articles in memory at once: some 5 MB.
AT_ONCE = 50
T = TypeVar("T")

#: What begins a file so that spreadsheets read it as UTF-8.
BOM = b"\xef\xbb\xbf"


class What(StrEnum):
    """What can be exported."""

    stories = "stories"
    articles = "articles"
    readings = "readings"
    captures = "captures"
    feeds = "feeds"
    findings = "findings"
    quotations = "quotations"
    disagreements = "disagreements"


#: What the file of each is called in a folder of all.
FILES = {
    What.stories: "stories.jsonl",
    What.articles: "articles.jsonl",
    What.readings: "readings.jsonl",
    What.captures: "captures.warc.gz",
    What.feeds: "feeds.opml",
    What.findings: "findings.csv",
    What.quotations: "quotations.csv",
    What.disagreements: "disagreements.csv",
}
_SHEETS: dict[What, Evidence] = {
    What.findings: "findings",
    What.quotations: "quotations",
    What.disagreements: "disagreements",
}


@dataclass(frozen=True, slots=True)
class How:
    """In which form."""

    whole: bool = False  #: stories as one document with their articles, as `firsthand account` has it; else by lines
    bom: bool = False  #: sheets begin with a byte-order mark
    parquet: bool = False  #: sheets as Parquet, which has none


EVERYTHING = Wanted()
AS_LINES = How()


def export(
    desk: Desk,
    what: What,
    file: BinaryIO,
    wanted: Wanted = EVERYTHING,
    how: How = AS_LINES,
    progress: Progress | None = None,
) -> int:
    """Write what is wanted; how many there were. `progress` hears "export" and how many more are written.

    Raises InputError where a story or a query is none, and StoreError.
    """
    if what == What.feeds:
        return _feeds(desk, file)
    regroup(desk)
    if what == What.articles:
        return _lines(file, _articles(desk, wanted), progress)
    if what == What.readings:
        return _lines(file, (reading_record(r) for r in _readings(desk, wanted)), progress)
    if what == What.captures:
        return write_warc(_counted(_captures(desk, wanted), progress), file)
    if what == What.stories:
        if how.whole:
            return _document(desk, wanted, file, progress)
        return _lines(file, (story_record(s) for s, _ in _stories(desk, wanted)), progress)
    return _sheet(desk, _SHEETS[what], wanted, file, how, progress)


def _lines(file: BinaryIO, records: Iterable[object], progress: Progress | None) -> int:
    number = 0
    for record in _counted(records, progress):
        file.write(_json(record) + b"\n")
        number += 1
    return number


def _counted(each: Iterable[T], progress: Progress | None) -> Iterator[T]:
    for one in each:
        yield one
        if progress:
            progress("export", 1)


def _json(record: object) -> bytes:
    return json.dumps(record, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")


def _in_parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[first : first + AT_ONCE] for first in range(0, len(ids), AT_ONCE))


def _readings(desk: Desk, wanted: Wanted) -> Iterator[Reading]:
    """The current versions, in the order in which the articles arrived."""
    for some in _in_parts(wanted_articles(desk, wanted)):
        with desk.store.reading() as connection:
            found = {r.article.id: r for r in load_readings(connection, some)}
        yield from (found[id] for id in some if id in found)


def _stories(desk: Desk, wanted: Wanted) -> Iterator[tuple[Story, list[Reading]]]:
    """Each story in full, with its articles; one that went meanwhile is left out."""
    for id in wanted_stories(desk, wanted):
        try:
            kept, readings = told(desk, id)
        except InputError:
            continue
        yield kept.story, readings


def _document(desk: Desk, wanted: Wanted, file: BinaryIO, progress: Progress | None) -> int:
    """The stories with their articles as one document: written as it is made."""
    number = 0
    file.write(b'{"stories": [')
    for story, _ in _counted(_stories(desk, wanted), progress):
        file.write((b",\n" if number else b"\n") + _json(story_record(story)))
        number += 1
    file.write(b'\n], "articles": [')
    between = b"\n"
    for _, readings in _stories(desk, wanted):
        for reading in readings:
            file.write(between + _json(reading_record(reading)))
            between = b",\n"
    file.write(b"\n]}\n")
    return number


def _sheet(desk: Desk, kind: Evidence, wanted: Wanted, file: BinaryIO, how: How, progress: Progress | None) -> int:
    rows = _rows(desk, kind, wanted, progress)
    if how.parquet:
        return write_parquet(kind, rows, file)
    file.write((BOM if how.bom else b"") + sheet([TABLES[kind].columns]).encode())
    number = 0
    for row in rows:
        file.write(sheet([row]).encode())
        number += 1
    return number


def _rows(desk: Desk, kind: Evidence, wanted: Wanted, progress: Progress | None) -> Iterator[Row]:
    for story, readings in _counted(_stories(desk, wanted), progress):
        yield from TABLES[kind].rows(story, {r.article.id: r.article for r in readings})


def _articles(desk: Desk, wanted: Wanted) -> Iterator[dict[str, str]]:
    """Articles as `firsthand add` takes them: the bytes that were read, and what was known of them."""
    for some in _in_parts(wanted_articles(desk, wanted)):
        with desk.store.reading() as connection:
            yield from _given_again(connection, some)


def _given_again(connection: Connection, ids: Sequence[str]) -> Iterator[dict[str, str]]:
    rows = connection.execute(
        select(article, capture.c.sha256, capture.c.media, capture.c.charset, capture.c.given)
        .join(version, version.c.n == article.c.version)
        .join(capture, capture.c.n == version.c.capture)
        .where(article.c.id.in_(ids))
        .order_by(article.c.n)
    ).all()
    for row in rows:
        given = given_of(row.given) if row.given else Given()
        known = {
            "id": row.id,
            "url": given.url or row.url,
            "publisher": given.publisher or _publisher(row),
            "published": given.published or row.published_at,
            "title": given.title or row.headline,
            row.media: get_body(connection, row.sha256).decode(row.charset or "utf-8", "replace"),
        }
        yield {name: value for name, value in known.items() if value}


def _publisher(row: AnyRow) -> str | None:
    """The printed name, where that names the same publisher again; else its address says who it is."""
    if row.publisher is None:
        return None
    found = as_publisher(row.publisher_name)
    return found.name if (found.id, found.name) == (row.publisher, row.publisher_name) else None


def _captures(desk: Desk, wanted: Wanted) -> Iterator[Kept]:
    """Every capture of the articles, with how it came."""
    for some in _in_parts(wanted_articles(desk, wanted)):
        with desk.store.reading() as connection:
            rows = connection.execute(
                select(capture, article.c.url)
                .join(article, article.c.n == capture.c.article)
                .where(article.c.id.in_(some))
                .order_by(capture.c.n)
            ).all()
            for row in rows:
                came = retrieval_of(row.retrieval) if row.retrieval else None
                given = given_of(row.given) if row.given else Given()
                yield (
                    came.final_url if came else given.url or row.url or f"urn:sha256:{row.sha256}",
                    came.at if came else row.at.astimezone(UTC).isoformat(timespec="seconds"),
                    get_body(connection, row.sha256),
                    f"{'text/plain' if row.media == 'text' else 'text/html'}; charset={row.charset or 'utf-8'}",
                    came.headers if came else (),
                )


def _feeds(desk: Desk, file: BinaryIO) -> int:
    with desk.store.reading() as connection:
        feeds = [(row.url, row.title, row.site) for row in listed_feeds(connection)]
    out = io.TextIOWrapper(file, encoding="utf-8", newline="")
    out.writelines(opml_lines(feeds, datetime.now(UTC)))
    out.flush()
    out.detach()
    return len(feeds)
