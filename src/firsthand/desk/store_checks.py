"""Whether what is kept is whole: the file, the archive, the readings, the search, the stories."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import chain

from sqlalchemy import Connection, Select, func, select, text

from firsthand.desk.checkup import MEND, RESTORE, Examined, Line, some_of
from firsthand.errors import ModelError, StoreError
from firsthand.model import Reading, Span
from firsthand.publish.wording import counted
from firsthand.store.archive import get_body
from firsthand.store.articles import load_version
from firsthand.store.rows import AnyRow, parts
from firsthand.store.schema import article, body, story, story_article, version
from firsthand.store.similar import FILE, listed_articles
from firsthand.store.stories import Member, changes, digest_of
from firsthand.store.words import outdated

#: Captures and versions that are looked at without --full: a second or two. Other ones every day.
SAMPLE = 500
#: Rows that one transaction looks at: others write meanwhile, and memory stays flat.
_AT_ONCE = 200


def integrity(examined: Examined) -> Line:
    """Whether the file of an embedded store is what SQLite wrote."""
    with examined.desk.store.reading() as connection:
        if not examined.desk.store.sqlite:
            connection.execute(text("SELECT 1"))
            return Line("integrity", "ok", "PostgreSQL answers; it looks after its files itself.")
        check = "integrity_check" if examined.full else "quick_check"
        found = [str(row[0]) for row in connection.execute(text(f"PRAGMA {check}(5)"))]
    if found == ["ok"]:
        return Line("integrity", "ok", f"SQLite's {check} finds no damage.")
    return Line("integrity", "fault", f"The file is damaged: {'; '.join(' '.join(f.split()) for f in found)}.", RESTORE)


def foreign_keys(examined: Examined) -> Line:
    """Whether every row leads to rows that are there."""
    if not examined.desk.store.sqlite:
        return Line("references", "ok", "PostgreSQL holds every row to what it refers to.")
    with examined.desk.store.reading() as connection:
        found = [f"{row[0]} {row[1]}" for row in connection.execute(text("PRAGMA foreign_key_check")).fetchmany(1_000)]
    if not found:
        return Line("references", "ok", "Every row leads to rows that are there.")
    said = f"{counted(len(found), 'row leads', 'rows lead')} to rows that are gone: {some_of(found)}."
    return Line("references", "fault", said, RESTORE)


def archive(examined: Examined) -> Line:
    """Whether captures are the bytes that were received."""
    damaged: list[str] = []
    looked = 0
    for some in _sampled(examined, select(body.c.sha256, body.c.size), body.c.sha256):
        with examined.desk.store.reading() as connection:
            for row in some:
                looked += 1
                try:
                    whole = len(get_body(connection, row.sha256)) == row.size
                except StoreError:
                    whole = False
                if not whole:
                    damaged.append(row.sha256[:12])
    total = _count(examined, select(func.count()).select_from(body))
    if damaged:
        said = f"{counted(len(damaged), 'capture is', 'captures are')} not what was received: {some_of(damaged)}."
        return Line("archive", "fault", said, RESTORE)
    return Line("archive", "ok", f"{_looked(looked, total, 'capture')} unpack to their SHA-256.")


def readings(examined: Examined) -> Line:
    """Whether what was understood of articles unpacks, and points at words that are there."""
    damaged: list[str] = []
    looked = 0
    for some in _sampled(examined, select(version.c.n), version.c.n):
        with examined.desk.store.reading() as connection:
            for row in some:
                looked += 1
                why = _fault_of(connection, row.n)
                if why:
                    damaged.append(f"version {row.n} ({why})")
    total = _count(examined, select(func.count()).select_from(version))
    if damaged:
        said = f"{counted(len(damaged), 'version', 'versions')} of articles cannot be read: {some_of(damaged)}."
        return Line("readings", "fault", said, RESTORE)
    said = f"{_looked(looked, total, 'version')} of articles unpack, and point into their texts."
    return Line("readings", "ok", said)


def _fault_of(connection: Connection, n: int) -> str | None:
    try:
        reading = load_version(connection, n)
    except (ModelError, StoreError, UnicodeDecodeError):
        return "damaged"
    size = len(reading.article.text)
    if any(span.limit != size or span.article != reading.article.id for span in _spans(reading)):
        return "it points outside its text"
    return None


def _spans(reading: Reading) -> Iterator[Span]:
    made, notes = reading.article, reading.annotations
    yield from chain((b.span for b in made.blocks), (x.span for x in made.links), (p.span for p in made.posts))
    yield from chain(notes.sentences, (m.span for m in notes.mentions), (t.span for t in notes.times))
    yield from (span for q in notes.quotations for span in (*q.content, *q.cue, *q.source))
    yield from (span for c in notes.claims for span in (c.span, c.sentence))


def current(examined: Examined) -> Line:
    """Whether every article has a current version, of its own."""
    inside = select(version.c.n).where(version.c.n == article.c.version, version.c.article == article.c.n).exists()
    lost = _ids(examined, select(article.c.id).where(~inside))
    if lost:
        said = f"{counted(len(lost), 'article has', 'articles have')} no current version: {some_of(lost)}."
        return Line("articles", "fault", said, RESTORE)
    total = _count(examined, _all(article))
    return Line("articles", "ok", f"{counted(total, 'article')}, each with a current version.".capitalize())


def search(examined: Examined) -> Line:
    """Whether search knows every article, and no other."""
    table = "search_article" if examined.desk.store.sqlite else "search"
    unknown = f"SELECT article.id FROM article LEFT JOIN {table} s ON s.n = article.n WHERE s.n IS NULL LIMIT 1000"
    strange = f"SELECT s.n FROM {table} s LEFT JOIN article ON s.n = article.n WHERE article.n IS NULL LIMIT 1000"
    with examined.desk.store.reading() as connection:
        missing = [str(row[0]) for row in connection.execute(text(unknown))]
        gone = [str(row[0]) for row in connection.execute(text(strange))]
        old = outdated(connection)
    if missing:
        said = f"Search does not know {counted(len(missing), 'article')}: {some_of(missing)}."
        return Line("search", "fault", said, MEND)
    if gone:
        return Line("search", "fault", f"Search knows {counted(len(gone), 'article')} that are gone.", MEND)
    if old:
        return Line("search", "warn", "The search was made by an older firsthand and finds less.", MEND)
    return Line("search", "ok", "Search knows every article.")


def vectors(examined: Examined) -> Line:
    """Whether the file of similar sentences is of articles that are there."""
    file = examined.desk.config.files / FILE
    if not file.exists():
        return Line("similar", "ok", "The file of similar sentences is made when it is first asked for.")
    listed = listed_articles(file)
    if listed is None:
        return Line("similar", "warn", f"{file} is damaged, or of an older firsthand.", MEND)
    with examined.desk.store.reading() as connection:
        now = {n: current for n, current in connection.execute(select(article.c.n, article.c.version))}
    gone = sum(n not in now for n in listed.articles)
    lacks = sum(n not in listed.articles for n in now)
    if gone:
        return Line("similar", "warn", f"{file} knows {counted(gone, 'article')} that are gone.", MEND)
    later = f"; {counted(lacks, 'article')} more when it is next asked" if lacks else ""
    known = counted(len(listed.articles), "article")
    return Line("similar", "ok", f"The file of similar sentences knows {known}{later}.")


def stories(examined: Examined) -> Line:
    """Whether the stories are of the articles that there are."""
    with examined.desk.store.reading() as connection:
        come, grouped = changes(connection)
        if come != grouped:
            said = f"The stories lack {counted(come - grouped, 'change')} of articles."
            return Line("stories", "warn", said, f"`firsthand run` and `firsthand add` bring them up to date. {MEND}")
        homeless = select(article.c.id).outerjoin(story_article, story_article.c.article == article.c.n)
        lost = list(connection.execute(homeless.where(story_article.c.article.is_(None)).limit(1_000)).scalars())
        wrong = _wrong_stories(connection)
    if lost:
        said = f"{counted(len(lost), 'article is', 'articles are')} in no story: {some_of(lost)}."
        return Line("stories", "fault", said, MEND)
    if wrong:
        said = f"{counted(len(wrong), 'story is', 'stories are')} not of the articles that it has: {some_of(wrong)}."
        return Line("stories", "fault", said, MEND)
    return Line("stories", "ok", f"{counted(_count(examined, _all(story)), 'story', 'stories')}, up to date.")


def _wrong_stories(connection: Connection) -> list[str]:
    """Stories whose digest or count is not of their articles; one story's articles in memory at a time."""
    rows = connection.execute(select(story.c.id, story.c.members, story.c.articles))
    kept = {row.id: (row.members, row.articles) for row in rows}
    inside = (
        select(story_article.c.story, article.c.n, article.c.id, article.c.version, article.c.reported)
        .join(article, article.c.n == story_article.c.article)
        .order_by(story_article.c.story)
    )
    wrong: list[str] = []
    held: list[Member] = []
    name: str | None = None

    def close() -> None:
        if name is not None and kept.pop(name, None) != (digest_of(held), len(held)):
            wrong.append(name)

    for row in connection.execute(inside):
        if row.story != name:
            close()
            name, held = row.story, []
        held.append(Member(row.n, row.id, row.version, row.reported))
    close()
    return sorted([*wrong, *kept])


def _sampled(examined: Examined, rows: Select[*tuple[object, ...]], key: object) -> Iterator[list[AnyRow]]:
    """Rows in small parts: all of them, or SAMPLE from a place that is another one every day."""
    keys = rows.with_only_columns(key).order_by(key)  # type: ignore[call-overload]
    with examined.desk.store.reading() as connection:
        found = list(connection.execute(keys).scalars())
    if not examined.full and len(found) > SAMPLE:
        day = hashlib.sha256(examined.now.date().isoformat().encode()).digest()
        start = int.from_bytes(day[:8], "big") % len(found)
        found = (found + found)[start : start + SAMPLE]
    for some in parts(found):
        for first in range(0, len(some), _AT_ONCE):
            with examined.desk.store.reading() as connection:
                yield list(connection.execute(rows.where(key.in_(some[first : first + _AT_ONCE]))))  # type: ignore[attr-defined]


def _looked(looked: int, total: int, noun: str) -> str:
    return f"All {counted(total, noun)}" if looked == total else f"{looked:,} of {counted(total, noun)}"


def _all(table: object) -> Select[int]:
    return select(func.count()).select_from(table)  # type: ignore[arg-type]


def _count(examined: Examined, query: Select[int]) -> int:
    with examined.desk.store.reading() as connection:
        return connection.execute(query).scalar_one()


def _ids(examined: Examined, query: Select[str]) -> list[str]:
    with examined.desk.store.reading() as connection:
        return list(connection.execute(query.limit(1_000)).scalars())
