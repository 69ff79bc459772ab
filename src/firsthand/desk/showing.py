"""What pages show: as it stands in the store, without making the reader wait for what is being grouped anew.

`firsthand serve` keeps the stories current beside the requests (`keeper`); a command does it itself before it looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from firsthand.annotate import settle
from firsthand.desk.changes import newest_event
from firsthand.desk.finding import story_named
from firsthand.desk.opening import Desk
from firsthand.desk.telling import told
from firsthand.errors import InputError
from firsthand.model import Article, Dropped, Edition, Reading, Story
from firsthand.store.articles import load_articles, load_readings
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
        """Its articles with all that was read in them, as the story settles them. Raises StoreError."""
        with self.desk.store.reading() as connection:
            return tuple(settle(load_readings(connection, self.story.articles)))

    @property
    def edition(self) -> Edition:
        """It alone, as `firsthand account` has it. Raises StoreError."""
        ordered = tuple(sorted(self.readings, key=lambda r: r.article.id))
        left_out = (*(d for r in ordered for d in r.article.dropped), *self.dropped)
        return Edition(ordered, (self.story,), (), left_out)


def show_story(desk: Desk, name: str) -> Shown:
    """The story that goes by an id, one that it had before, or the beginning of one.

    As it was last told, if all its articles are still there; told now where it never was. Raises InputError and
    StoreError.
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
            if not all(a.published_at for a in found):  # the others of the story date them
                found = [r.article for r in settle(load_readings(connection, kept.story.articles))]
            links, former = load_links(connection, id), former_ids(connection, id)
            story = replace(kept.story, links=links, former_ids=former, id=id)
            articles = {a.id: a for a in found}
            current = row.told_for == row.members
            return Shown(story, kept.dropped, articles, current, row.changed_at, newest, desk)
    made, readings = told(desk, id)
    articles = {r.article.id: r.article for r in readings}
    return Shown(made.story, made.dropped, articles, True, row.changed_at, newest, desk)
