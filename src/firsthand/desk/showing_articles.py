"""An article as pages show it: with what its story was last told of it. Nothing is grouped or told on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, select

from firsthand.collect.canonical import canonical_url
from firsthand.desk.finding import article_named
from firsthand.desk.lookup import version_number
from firsthand.desk.opening import Desk
from firsthand.errors import InputError
from firsthand.model import Article, Publisher, Reading, Span, Story
from firsthand.publish.article_view import ArticleView, KeptVersion
from firsthand.publish.beside import ties
from firsthand.publish.outlets import AGENCY
from firsthand.relate.edits import EditKind
from firsthand.store.articles import load_version, retrieval_of, versions_of
from firsthand.store.rows import AnyRow, parts
from firsthand.store.schema import article, capture, story_article, takedown, version
from firsthand.store.stories import kept_telling
from firsthand.store.takedowns import kept_out, load_notice


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """A version of an article with what its story says of it."""

    view: ArticleView
    story: Story | None  #: as it was last told; None where it belongs to none, or none was told yet
    outlines: dict[str, Article]  #: without their texts: those that it took from, and that took from it


@dataclass(frozen=True, slots=True)
class Removed:
    """What is left of an article that was taken down."""

    receipt: str
    at: datetime | None
    basis: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Two articles, and the passages that their story found in both."""

    one: Reading
    two: Reading
    story: Story | None  #: that both belong to


def article_id(desk: Desk, name: str) -> str | Removed:
    """The id of the article that goes by an id, the beginning of one, an address or a file's name.

    What is left of it where it was taken down. Raises InputError where there is none, or several.
    """
    with desk.store.reading() as connection:
        try:
            return str(article_named(connection, name).id)
        except InputError:
            removed = _removed(connection, name)
            if removed is None:
                raise
            return removed


def show_article(desk: Desk, id: str, which: str | None = None) -> ShownArticle:
    """The article of an id, in its current version, or in that of the capture whose hash begins as `which`.

    Raises InputError where there is no such article or version, and StoreError.
    """
    with desk.store.reading() as connection:
        row = article_named(connection, id)
        versions = versions_of(connection, row.n)
        number = version_number(versions, which, id)
        shown = versions[number - 1]
        reading = load_version(connection, shown.n)
        packed = connection.execute(select(capture.c.retrieval).where(capture.c.n == shown.capture)).scalar()
        home = _home(connection, row.n)
        kept = kept_telling(connection, home) if home else None
        story = kept.story if kept else None
        outlines = _outlines(connection, _tied(story, row.id)) if story else {}
    view = ArticleView(
        reading=reading,
        number=number,
        versions=tuple(
            KeptVersion(n, v.seen_at, v.sha256, cast("EditKind | None", v.edit)) for n, v in enumerate(versions, 1)
        ),
        source=shown.source,
        received_at=shown.at,
        retrieval=retrieval_of(packed) if packed else None,
        story=(home, story.headline if story else None) if home else None,
    )
    return ShownArticle(view, story, outlines)


def show_beside(desk: Desk, id: str, other: str) -> Beside:
    """Two articles in the versions that their story was told of; in their current ones where it was not.

    Raises InputError where one of them is not there, and StoreError.
    """
    with desk.store.reading() as connection:
        rows = [article_named(connection, name) for name in (id, other)]
        homes = {_home(connection, row.n) for row in rows}
        home = homes.pop() if len(homes) == 1 else None
        kept = kept_telling(connection, home) if home else None
        story = kept.story if kept else None
        evidence = (pair for d in ties(story, rows[0].id, rows[1].id) for pair in d.evidence)
        spans = {span.article: span for pair in evidence for span in pair}
        one, two = (_told_version(connection, row, spans.get(row.id)) for row in rows)
    return Beside(one, two, story)


def _told_version(connection: Connection, row: AnyRow, span: Span | None) -> Reading:
    """The version that a span lies in; the current one where it is not kept."""
    wanted = None
    if span is not None:
        wanted = connection.execute(
            select(version.c.n)
            .join(capture, version.c.capture == capture.c.n)
            .where(capture.c.sha256 == span.capture, version.c.article == row.n)
            .order_by(version.c.n.desc())
            .limit(1)
        ).scalar()
    return load_version(connection, wanted or row.version)


def _home(connection: Connection, n: int) -> str | None:
    home: str | None = connection.execute(select(story_article.c.story).where(story_article.c.article == n)).scalar()
    return home


def _tied(story: Story, id: str) -> set[str]:
    """The articles that it took from or that took from it."""
    both = ((d.source, d.target) for d in story.derivations)
    tied = {other for pair in both if id in pair for other in pair}
    return {other for other in tied if other != id and not other.startswith(AGENCY)}


def _outlines(connection: Connection, ids: Iterable[str]) -> dict[str, Article]:
    """Articles in as much as a list needs of them: no text is read."""
    found: dict[str, Article] = {}
    for some in parts(sorted(ids)):
        rows = connection.execute(
            select(article, capture.c.sha256, capture.c.source)
            .join(version, version.c.n == article.c.version)
            .join(capture, capture.c.n == version.c.capture)
            .where(article.c.id.in_(some))
        )
        for row in rows:
            publisher = Publisher(row.publisher, row.publisher_name) if row.publisher else None
            found[row.id] = Article(
                row.id,
                row.sha256,
                row.source,
                "",
                url=row.url,
                publisher=publisher,
                headline=row.headline,
                language=row.language,
                published_at=row.published_at,
            )
    return found


def _removed(connection: Connection, name: str) -> Removed | None:
    """What a takedown left of an article, by its id or an address of it."""
    url = canonical_url(name)
    receipt = kept_out(connection, [f"article:{name}", *([f"url:{url}"] if url else [])])
    if receipt is None:  # an id that was given with the article is no tombstone: another's may be the same
        receipt = connection.execute(
            select(takedown.c.receipt)
            .where(takedown.c.article == name, takedown.c.decision == "removed")
            .order_by(takedown.c.receipt.desc())
            .limit(1)
        ).scalar()
    row = load_notice(connection, receipt) if receipt else None
    return Removed(row.receipt, row.decided_at, row.basis) if row else None
