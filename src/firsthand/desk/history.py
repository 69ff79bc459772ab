"""The versions of an article, with what changed from each to the next."""

from __future__ import annotations

from itertools import count, pairwise

from sqlalchemy import func, select

from firsthand.desk.finding import article_named
from firsthand.desk.opening import Desk
from firsthand.publish.history_view import History, ShownVersion
from firsthand.relate.edits import classify
from firsthand.store.articles import load_version, versions_of
from firsthand.store.schema import capture, version


def find_history(desk: Desk, name: str) -> History:
    """All versions of the article that goes by an id, the beginning of one, or an address, the earliest first.

    Raises InputError where there is no such article, and StoreError.
    """
    return find_history_part(desk, name)[0]


def find_history_part(
    desk: Desk, name: str, *, upto: int | None = None, most: int | None = None
) -> tuple[History, int]:
    """So many versions at most, up to the one of a number (by default the latest), and how many there are in all.

    The one before them comes along, to compare the first with: it has no edit. Raises as `find_history` does.
    """
    with desk.store.reading() as connection:
        row = article_named(connection, name)
        every = versions_of(connection, row.n)
        last_shown = min(upto or len(every), len(every))
        before = max(0, last_shown - most - 1) if most else 0
        versions = every[before:last_shown]
        readings = [load_version(connection, v.n) for v in versions]
        made = select(version.c.capture).where(version.c.article == row.n)
        visits = connection.execute(
            select(func.count(), func.max(capture.c.n)).where(
                capture.c.article == row.n, capture.c.n.not_in(made), capture.c.stage.is_(None)
            )
        ).one()
        last = connection.execute(select(capture.c.at).where(capture.c.n == visits[1])).scalar() if visits[1] else None
    edits = (None, *(classify(old, new) for old, new in pairwise(readings)))
    shown = [
        ShownVersion(n, v.seen_at, v.source, reading, edit)
        for n, v, reading, edit in zip(count(before + 1), versions, readings, edits, strict=False)
    ]
    return History(tuple(shown), visits[0], last), len(every)
