"""What persons said of two articles: whether they belong in one story."""

from __future__ import annotations

from sqlalchemy import Connection, select

from firsthand.store.schema import article, judgement


def held_judgements(connection: Connection) -> list[tuple[bool, tuple[str, str], str]]:
    """Whether together, the two articles, and why: the latest word on each pair that was not taken back.

    In the order in which they were said, and only of articles that are here.
    """
    here = select(article.c.id)
    rows = connection.execute(
        select(judgement.c.a, judgement.c.b, judgement.c.together, judgement.c.reason)
        .where(judgement.c.undone_at.is_(None), judgement.c.a.in_(here), judgement.c.b.in_(here))
        .order_by(judgement.c.n)
    )
    latest = {(row.a, row.b): (row.together, (row.a, row.b), row.reason) for row in rows}
    return list(latest.values())
