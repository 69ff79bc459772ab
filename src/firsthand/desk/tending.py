"""Keeping what pages show current: stories grouped anew where articles came, and each told before somebody looks."""

from __future__ import annotations

import threading

from sqlalchemy import ColumnElement, func, literal, or_, select

from firsthand.desk.opening import Desk
from firsthand.desk.searching import search_up_to_date
from firsthand.desk.telling import regroup, told
from firsthand.errors import InputError
from firsthand.pipeline import Progress
from firsthand.store.schema import story
from firsthand.store.stories import changes
from firsthand.store.words import outdated


def is_behind(desk: Desk) -> bool:
    """Whether stories must be grouped or told anew. Raises StoreError."""
    with desk.store.reading() as connection:
        come, grouped = changes(connection)
        if outdated(connection):
            return True
        return come != grouped or connection.execute(select(literal(1)).where(_untold()).limit(1)).first() is not None


def count_untold(desk: Desk) -> int:
    """How many stories must be told anew. Raises StoreError."""
    with desk.store.reading() as connection:
        return connection.execute(select(func.count()).select_from(story).where(_untold())).scalar_one()


def tend(desk: Desk, *, stop: threading.Event | None = None, progress: Progress | None = None) -> int:
    """Group the stories anew where articles came, and tell those that need it, the newest first. How many were told.

    `progress` hears "account" and how many articles. Raises StoreError; what was told until then stays.
    """
    search_up_to_date(desk)
    regroup(desk, progress=progress)
    with desk.store.reading() as connection:
        waiting = select(story.c.id, story.c.articles).where(_untold())
        rows = list(connection.execute(waiting.order_by(story.c.last_reported.desc(), story.c.id)))
    done = 0
    for id, articles in rows:
        if stop is not None and stop.is_set():
            break
        try:
            told(desk, id)
        except InputError:
            continue  # it went into another meanwhile
        done += 1
        if progress:
            progress("account", articles)
    return done


def _untold() -> ColumnElement[bool]:
    return or_(story.c.told_for.is_(None), story.c.told_for != story.c.members)
