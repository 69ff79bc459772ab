"""Captures, articles and their versions: saved, loaded, forgotten."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, count
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, case, delete, func, insert, or_, select, update

from firsthand.errors import ModelError, StoreError
from firsthand.model import Article, Capture, Failure, Given, Reading, Retrieval
from firsthand.store.archive import drop_body, put_body, unpack_body
from firsthand.store.codec import compress, decompress, pack, unpack, unpack_field
from firsthand.store.reader_tables import facet
from firsthand.store.rows import AnyRow, parts
from firsthand.store.schema import article, body, capture, grouping, story, story_article, version
from firsthand.store.words import index_article, unindex_article

#: Characters of an id that are enough to name it, where no other begins so.
ENOUGH_OF_AN_ID = 6

What = Literal["new", "changed", "same"]
#: What an edit is called, from the old and the new reading; None where the text says the same.
Classify = Callable[[Reading, Reading], str | None]


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a reading."""

    what: What
    article: int  #: article.n
    version: int  #: version.n, the current one


#: Statements that run for every article are made once: making one takes as long as running it.
_SAME = select(capture.c.article, capture.c.stage, capture.c.reason).where(
    capture.c.sha256 == bindparam("sha256"),
    capture.c.media == bindparam("media"),
    capture.c.given == bindparam("given"),
)
_OF_KEY = select(article.c.n, article.c.id, article.c.version).where(article.c.key == bindparam("key"))
_OF_ID = select(article.c.n).where(article.c.id == bindparam("id"))
_NEW_CAPTURE, _NEW_ARTICLE, _NEW_VERSION = insert(capture), insert(article), insert(version)
_SET_ARTICLE = update(capture).where(capture.c.n == bindparam("this")).values(article=bindparam("of"))
_SET_VERSION = update(article).where(article.c.n == bindparam("this")).values(version=bindparam("current"))


def known_bodies(connection: Connection, sha256s: Collection[str]) -> set[str]:
    """Those of some hashes under which there are bytes: what can be `held`, asked of many at once."""
    found: set[str] = set()
    for some in parts(sorted(sha256s)):
        found.update(connection.execute(select(body.c.sha256).where(body.c.sha256.in_(some))).scalars())
    return found


def held(connection: Connection, found: Capture) -> Saved | Failure | None:
    """What was made of these bytes, with what is said of them, where they are the latest of their article.

    None where they must be read: they are new, or the page has gone back to an earlier text, which is an edit.
    """
    same = {"sha256": found.id, "media": found.media, "given": _json(found.given)}
    for row in connection.execute(_SAME, same).all():
        if row.article is None:
            return Failure(found.source, row.stage, row.reason)
        latest = select(capture.c.sha256).where(capture.c.article == row.article).order_by(capture.c.n.desc()).limit(1)
        if connection.execute(latest).scalar() == found.id:
            current = connection.execute(select(article.c.version).where(article.c.n == row.article)).scalar_one()
            return Saved("same", row.article, current)
    return None


def save_capture(
    connection: Connection,
    found: Capture,
    at: datetime,
    *,
    entry: int | None = None,
    failure: Failure | None = None,
) -> int:
    """Keep bytes as they were received, and why they hold no article where they hold none. capture.n."""
    values = {
        "sha256": put_body(connection, found.body),
        "source": found.source,
        "media": found.media,
        "charset": found.charset,
        "at": at,
        "given": _json(found.given),
        "retrieval": _json(found.retrieval) if found.retrieval else None,
        "entry": entry,
        "stage": failure.stage if failure else None,
        "reason": failure.reason if failure else None,
    }
    return _key_of(connection.execute(_NEW_CAPTURE, values))


def article_of(connection: Connection, key: str) -> AnyRow | None:
    """The article of that identity: n, id and version."""
    return connection.execute(_OF_KEY, {"key": key}).first()


def same_again(connection: Connection, found: Article) -> Saved | None:
    """The article that goes by this very id and has this very text, whatever its key; None where there is none."""
    row = connection.execute(_OF_ID, {"id": found.id}).first()
    if row is None:
        return None
    current = connection.execute(select(article.c.version).where(article.c.n == row.n)).scalar_one()
    same = load_version(connection, current).article.text == found.text
    return Saved("same", row.n, current) if same else None


def free_id(connection: Connection, id: str, sha256: str) -> str:
    """The id for a new article: as it is, or with a part of its capture's hash, as `clean.ids` does it, or a number."""
    names = chain((id, f"{id}-{sha256[:8]}"), (f"{id}-{sha256[:8]}-{n}" for n in count(2)))
    return next(name for name in names if connection.execute(_OF_ID, {"id": name}).first() is None)


def save_reading(
    connection: Connection,
    capture_n: int,
    reading: Reading,
    key: str,
    at: datetime,
    *,
    content: str | None,
    classify: Classify,
) -> Saved:
    """Keep what was understood of a capture: a new article, a new version of one, or nothing new.

    `key` is the article's identity, and `reading` goes by the article's id already. `content` is the capture's bytes as
    text, where they are text: where that is the article's own, it is not kept twice. Search knows the article after it.
    """
    found = reading.article
    before = article_of(connection, key)
    edit = None
    if before is not None:
        old = load_version(connection, before.version)
        edit = classify(old, reading)
        if edit is None:
            connection.execute(_SET_ARTICLE, {"this": capture_n, "of": before.n})
            return Saved("same", before.n, before.version)
        unindex_article(connection, before.n)
    facts = {
        "url": found.url,
        "publisher": found.publisher.id if found.publisher else None,
        "publisher_name": found.publisher.name if found.publisher else None,
        "headline": found.headline,
        "language": found.language,
        "published_at": found.published_at,
        "reported": "" if found.published_at is None else found.moment,
        "words": len(found.text.split()),
    }
    if before is None:
        n = _key_of(connection.execute(_NEW_ARTICLE, {"id": found.id, "key": key, "version": 0} | facts))
    else:
        n = before.n
        connection.execute(update(article).where(article.c.n == n).values(**facts))
    connection.execute(_SET_ARTICLE, {"this": capture_n, "of": n})
    values = {
        "article": n,
        "capture": capture_n,
        "seen_at": at,
        "text": None if found.text == content else compress(found.text.encode("utf-8", "surrogatepass")),
        "reading": pack(replace(reading, article=replace(found, text=""))),
        "edit": edit,
    }
    current = _key_of(connection.execute(_NEW_VERSION, values))
    connection.execute(_SET_VERSION, {"this": n, "current": current})
    index_article(connection, n, reading)
    return Saved("new" if before is None else "changed", n, current)


def note_changes(connection: Connection, count: int) -> None:
    """That so many articles came, changed or went: the stories are to be made again."""
    connection.execute(update(grouping).values(changes=grouping.c.changes + count))


_LOADED = (
    version.c.n,
    version.c.article,
    version.c.text,
    version.c.reading,
    capture.c.sha256,
    capture.c.charset,
    case((version.c.text.is_(None), body.c.zstd)).label("body"),  #: where the bytes are the text: not those of a page
)
_KEPT_IN = version.join(capture, version.c.capture == capture.c.n).join(body, body.c.sha256 == capture.c.sha256)


def load_version(connection: Connection, n: int) -> Reading:
    """One version of an article. Raises StoreError where it is not there or damaged."""
    row = connection.execute(select(*_LOADED).select_from(_KEPT_IN).where(version.c.n == n)).one()
    return _reading(connection, row)


def load_readings(connection: Connection, ids: Collection[str]) -> list[Reading]:
    """The current versions of articles, in the order of their ids; those that are not there are left out."""
    found = [_reading(connection, row) for row in _current(connection, ids)]
    return sorted(found, key=lambda r: r.article.id)


def load_articles(connection: Connection, ids: Collection[str]) -> list[Article]:
    """The same without what was read in them, in a third of the time: for who shows texts alone."""
    found = [_article(connection, row) for row in _current(connection, ids)]
    return sorted(found, key=lambda a: a.id)


def _current(connection: Connection, ids: Collection[str]) -> Iterator[AnyRow]:
    for some in parts(sorted(ids)):
        yield from connection.execute(
            select(*_LOADED)
            .select_from(_KEPT_IN.join(article, article.c.version == version.c.n))
            .where(article.c.id.in_(some))
        )


def find_article(connection: Connection, name: str) -> AnyRow | None:
    """The article that goes by an id, an address, or the beginning of an id where no other begins so; its whole row."""
    exact = connection.execute(
        select(article).where(or_(article.c.id == name, article.c.url == name, article.c.key == f"url:{name}"))
    ).first()
    if exact is not None or len(name) < ENOUGH_OF_AN_ID:
        return exact
    begun = connection.execute(
        select(article).where(article.c.id >= name, article.c.id < name + "\U0010ffff").limit(2)
    ).all()
    return begun[0] if len(begun) == 1 else None


def versions_of(connection: Connection, article_n: int) -> list[AnyRow]:
    """The versions of an article, the earliest first: n, seen_at, edit, and of its capture n, sha256, at, source."""
    return list(
        connection.execute(
            select(
                version.c.n,
                version.c.seen_at,
                version.c.edit,
                capture.c.n.label("capture"),
                capture.c.sha256,
                capture.c.at,
                capture.c.source,
            )
            .join(capture, version.c.capture == capture.c.n)
            .where(version.c.article == article_n)
            .order_by(version.c.n)
        )
    )


def forget(connection: Connection, article_n: int) -> None:
    """Take an article out: versions, captures, bodies that nothing else needs, search, stories that were told with it.

    Entries that led to it, and tombstones, are the caller's.
    """
    unindex_article(connection, article_n)
    inside = select(story_article.c.story).where(story_article.c.article == article_n)
    told_in = connection.execute(inside).scalars().all()
    connection.execute(delete(story_article).where(story_article.c.article == article_n))
    for id in told_in:
        left = connection.execute(select(func.count()).where(story_article.c.story == id)).scalar_one()
        if left:
            connection.execute(
                update(story)
                .where(story.c.id == id)
                .values(
                    members="", links=compress(b"[]"), told=None, told_for=None, headline=None, lead=None, articles=left
                )
            )
            connection.execute(delete(facet).where(facet.c.story == id))
        else:
            connection.execute(delete(story).where(story.c.id == id))
    connection.execute(delete(version).where(version.c.article == article_n))
    captures = connection.execute(select(capture.c.n, capture.c.sha256).where(capture.c.article == article_n)).all()
    connection.execute(delete(capture).where(capture.c.article == article_n))
    connection.execute(delete(article).where(article.c.n == article_n))
    for sha256 in {row.sha256 for row in captures}:
        drop_body(connection, sha256)
    note_changes(connection, 1)


def given_of(data: bytes) -> Given:
    """What was said of a capture. Raises ValueError where the bytes hold none."""
    import msgspec

    return msgspec.json.decode(data, type=Given)


def retrieval_of(data: bytes) -> Retrieval:
    """How a capture came. Raises ValueError where the bytes hold no retrieval."""
    import msgspec

    return msgspec.json.decode(data, type=Retrieval)


def _reading(connection: Connection, row: AnyRow) -> Reading:
    with _whole(connection, row):
        reading = unpack(Reading, row.reading)
    return replace(reading, article=_with_text(connection, reading.article, row))


def _article(connection: Connection, row: AnyRow) -> Article:
    with _whole(connection, row):
        found: Article = unpack_field(Reading, "article", row.reading)
    return _with_text(connection, found, row)


def _with_text(connection: Connection, found: Article, row: AnyRow) -> Article:
    if row.text is None:
        text = unpack_body(connection, row.sha256, row.body).decode(row.charset or "utf-8", "replace")
    else:
        with _whole(connection, row):
            text = decompress(row.text).decode("utf-8", "surrogatepass")
    return replace(found, text=text)


@contextmanager
def _whole(connection: Connection, row: AnyRow) -> Iterator[None]:
    """Raises StoreError where what is kept of a version cannot be read."""
    try:
        yield
    except (ModelError, UnicodeDecodeError) as error:
        name = connection.engine.url.render_as_string(hide_password=True)
        reason = f"Version {row.n} of article {row.article} is damaged: {error}. `firsthand doctor` says what else is."
        raise StoreError(name, reason) from error


def _json(value: object) -> bytes:
    import msgspec

    return msgspec.json.encode(value)


def _key_of(done: Any) -> int:  # noqa: ANN401  (what SQLAlchemy gives back of an insert)
    keys: Sequence[int] = done.inserted_primary_key
    return keys[0]
