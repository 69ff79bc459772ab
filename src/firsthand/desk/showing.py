"""What pages show: as it stands in the store, without making the reader wait for what is being grouped anew.

`firsthand serve` keeps the stories current beside the requests (`keeper`); a command does it itself before it looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from firsthand.annotate import settle
from firsthand.desk.changes import newest_event
from firsthand.desk.finding import story_named
from firsthand.desk.opening import Desk
from firsthand.desk.telling import told
from firsthand.errors import InputError, StoreError
from firsthand.model import Article, Dropped, Edition, Reading, Span, Story
from firsthand.store.articles import load_articles, load_readings, load_version
from firsthand.store.schema import article, capture, version
from firsthand.store.stories import former_ids, kept_telling, load_links, story_row


@dataclass(frozen=True, slots=True)
class Shown:
    """A story as it was last told."""

    story: Story
    dropped: tuple[Dropped, ...]
    articles: Mapping[str, Article]  #: its articles by id, in their order
    current: bool  #: False where articles came or went since, and it will be told anew in a while
    changed_at: datetime  #: when articles last came, went or changed
    newest: int  #: number of the newest event that it shows
    desk: Desk

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Its articles with all that was read in them, in the same versions. Raises StoreError."""
        with self.desk.store.reading() as connection:
            found = load_readings(connection, self.story.articles)
            told = [self._same_version(connection, r) for r in found if r.article.id in self.articles]
        return tuple(settle(told))

    def reading(self, id: str) -> Reading:
        """One of its articles likewise. Raises InputError where it is none of them, and StoreError."""
        article = self.articles.get(id)
        if article is None:
            raise InputError(id, "It is no article of this story.")
        with self.desk.store.reading() as connection:
            found = load_readings(connection, [id])
            if not found:
                raise InputError(id, "It is no longer kept.")
            return replace(self._same_version(connection, found[0]), article=article)

    @property
    def edition(self) -> Edition:
        """It alone, as `firsthand account` has it. Raises StoreError."""
        ordered = tuple(sorted(self.readings, key=lambda r: r.article.id))
        left_out = (*(d for r in ordered for d in r.article.dropped), *self.dropped)
        return Edition(ordered, (self.story,), (), left_out)

    def _same_version(self, connection: Connection, reading: Reading) -> Reading:
        told = self.articles[reading.article.id]
        if reading.article.capture == told.capture:
            return reading
        return _version(connection, told.id, told.capture)


def show_story(desk: Desk, name: str) -> Shown:
    """The story that goes by an id, one that it had before, or the beginning of one.

    As it was last told, if all its articles are still there; told now where it never was. Where an article was edited
    since, its text is that of the version that was told from. Raises InputError and StoreError.
    """
    with desk.store.reading() as connection:
        id = story_named(connection, name)
        row = story_row(connection, id)
        if row is None:
            raise InputError(name, "There is no such story.")
        newest = newest_event(connection, id)
        kept = kept_telling(connection, id)
        found = load_articles(connection, kept.story.articles) if kept else []
        if kept is not None and len(found) == len(kept.story.articles):
            before = _before(connection, kept.story, found)
            if before or not all(a.published_at for a in found):  # the others of the story date those without a day
                readings = [before.get(r.article.id, r) for r in load_readings(connection, kept.story.articles)]
                found = [r.article for r in settle(readings)]
            links, former = load_links(connection, id), former_ids(connection, id)
            story = replace(kept.story, links=links, former_ids=former, id=id)
            articles = {a.id: a for a in found}
            current = row.told_for == row.members and not before
            return Shown(story, kept.dropped, articles, current, row.changed_at, newest, desk)
    made, members = told(desk, id)
    articles = {r.article.id: r.article for r in members}
    return Shown(made.story, made.dropped, articles, True, row.changed_at, newest, desk)


def _before(connection: Connection, story: Story, articles: Sequence[Article]) -> dict[str, Reading]:
    """The versions that a story's passages stand in, of those articles that have another one now."""
    pointed = {s.article: s.capture for s in _spans(story)}
    stale = [a.id for a in articles if pointed.get(a.id, a.capture) != a.capture]
    return {id: _version(connection, id, pointed[id]) for id in stale}


def _version(connection: Connection, id: str, sha256: str) -> Reading:
    rows = (
        select(version.c.n)
        .join(capture, version.c.capture == capture.c.n)
        .join(article, version.c.article == article.c.n)
        .where(article.c.id == id, capture.c.sha256 == sha256)
        .order_by(version.c.n.desc())
    )
    number = connection.execute(rows.limit(1)).scalar()
    if number is None:
        raise StoreError("the store", f"The version of {id} that its story was told from is not kept any more.")
    return load_version(connection, number)


def _spans(story: Story) -> Iterator[Span]:
    """Every passage that a story points at."""
    for finding in story.findings:
        yield from (c.span for c in finding.claims)
    for actor in story.actors:
        yield from actor.mentions
    for quotation in story.quotations:
        yield from quotation.claims
    for statement in story.account:
        yield from (c.span for c in statement.citations)
    for derivation in story.derivations:
        yield from (span for pair in derivation.evidence for span in pair)
