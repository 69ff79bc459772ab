"""What persons say of two articles: that they belong in one story, or in two. Said, listed, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import insert, select, update

from firsthand.desk.finding import article_named
from firsthand.desk.opening import Desk
from firsthand.desk.telling import regroup
from firsthand.errors import InputError
from firsthand.group import judge
from firsthand.pipeline import Progress
from firsthand.publish.judgement_list import Judged
from firsthand.store.articles import note_changes
from firsthand.store.judgements import held_judgements
from firsthand.store.rows import parts
from firsthand.store.schema import article, judgement, story_article


def say_of(
    desk: Desk,
    a: str,
    b: str,
    *,
    together: bool,
    reason: str,
    by: str,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> tuple[str, str]:
    """Put two articles together or hold them apart, and share the stories out anew. The ids of their stories then.

    Articles are named as `show` takes them. Raises InputError where one is not there, where both are one, where nobody
    is named, and where it contradicts what was said before; nothing is kept then. Raises StoreError.
    """
    ids = say_of_all(desk, [(a, b, together)], reason=reason, by=by, now=now or datetime.now(UTC))[0]
    regroup(desk, progress=progress)
    with desk.store.reading() as connection:
        homes = {
            row.id: row.story
            for row in connection.execute(
                select(article.c.id, story_article.c.story)
                .join(story_article, story_article.c.article == article.c.n)
                .where(article.c.id.in_(ids))
            )
        }
    return homes.get(ids[0], ""), homes.get(ids[1], "")


def say_of_all(
    desk: Desk, pairs: Sequence[tuple[str, str, bool]], *, reason: str, by: str, now: datetime
) -> list[tuple[str, str]]:
    """Say of some pairs of articles whether they belong together: all of it or nothing. Their ids.

    The stories are not shared out anew here: `regroup`, or whoever tends the store, does it. Raises as `say_of`.
    """
    if not by.strip():
        raise InputError("--by", "Say who judges this: a name stands beside each judgement.")
    said: list[tuple[str, str]] = []
    with desk.store.writing() as connection:
        for a, b, together in pairs:
            first, second = article_named(connection, a).id, article_named(connection, b).id
            if first == second:
                raise InputError(b, "Both names mean the same article: a judgement takes two.")
            row = {"a": min(first, second), "b": max(first, second), "together": together, "at": now}
            row |= {"reason": " ".join(reason.split()), "by": " ".join(by.split())}
            connection.execute(insert(judgement).values(**row))
            said.append((first, second))
        try:
            judge(held_judgements(connection), "judgements")
        except InputError as error:
            what = "together" if all(together for _, _, together in pairs) else "apart"
            told = f"They cannot be held {what}: it contradicts what was said before. See `firsthand judgements`."
            raise InputError(" and ".join(said[0]), told) from error
        note_changes(connection, 1)
    return said


def take_back(
    desk: Desk, number: int, *, now: datetime | None = None, progress: Progress | None = None, group: bool = True
) -> None:
    """Undo a judgement by its number. Raises InputError where there is none or it is undone already, and StoreError.

    With `group` unset the stories are not shared out anew here.
    """
    with desk.store.writing() as connection:
        row = connection.execute(select(judgement.c.undone_at).where(judgement.c.n == number)).first()
        if row is None:
            raise InputError(str(number), "There is no judgement of this number. `firsthand judgements` lists them.")
        if row.undone_at is not None:
            raise InputError(str(number), "It was taken back already.")
        connection.execute(
            update(judgement).where(judgement.c.n == number).values(undone_at=now or datetime.now(UTC))
        )
        try:
            judge(held_judgements(connection), "judgements")
        except InputError as error:
            told = "Without it, what was said earlier of the two would contradict the rest. Take that back first."
            raise InputError(str(number), told) from error
        note_changes(connection, 1)
    if group:
        regroup(desk, progress=progress)


def list_judgements(desk: Desk) -> list[Judged]:
    """All that was said, in order, what was taken back included. Raises StoreError."""
    with desk.store.reading() as connection:
        rows = list(connection.execute(select(judgement).order_by(judgement.c.n)))
        names = sorted({n for row in rows for n in (row.a, row.b)})
        headlines = {
            row.id: row.headline
            for some in parts(names)
            for row in connection.execute(select(article.c.id, article.c.headline).where(article.c.id.in_(some)))
        }
    latest = {(row.a, row.b): row.n for row in rows if row.undone_at is None}
    return [
        Judged(
            number=row.n,
            articles=(row.a, row.b),
            headlines=(headlines.get(row.a), headlines.get(row.b)),
            together=row.together,
            reason=row.reason,
            by=row.by,
            at=row.at,
            undone_at=row.undone_at,
            holds=latest.get((row.a, row.b)) == row.n,
        )
        for row in rows
    ]
