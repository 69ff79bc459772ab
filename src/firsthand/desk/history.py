"""The versions of an article, with what changed from each to the next."""

from __future__ import annotations

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
    with desk.store.reading() as connection:
        row = article_named(connection, name)
        versions = versions_of(connection, row.n)
        readings = [load_version(connection, v.n) for v in versions]
        made = select(version.c.capture).where(version.c.article == row.n)
        visits = connection.execute(
            select(func.count(), func.max(capture.c.n)).where(
                capture.c.article == row.n, capture.c.n.not_in(made), capture.c.stage.is_(None)
            )
        ).one()
        last = connection.execute(select(capture.c.at).where(capture.c.n == visits[1])).scalar() if visits[1] else None
    shown = [
        ShownVersion(n + 1, v.seen_at, v.source, readings[n], classify(readings[n - 1], readings[n]) if n else None)
        for n, v in enumerate(versions)
    ]
    return History(tuple(shown), visits[0], last)
