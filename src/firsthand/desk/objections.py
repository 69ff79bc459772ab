"""Objections, by "This is wrong": what readers say of a story, and what an editor decided. All of it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import Connection, insert, select, update

from firsthand.desk.finding import story_named
from firsthand.desk.opening import Desk
from firsthand.errors import InputError
from firsthand.publish.wording import one_line
from firsthand.store.reader_tables import objection
from firsthand.store.rows import AnyRow, parts

Part = Literal[
    "account", "origins", "disagreements", "claims", "timeline", "quotations", "actors", "places", "articles"
]
PARTS: tuple[Part, ...] = get_args(Part)
State = Literal["open", "accepted", "refused"]

#: Letters of a reason or an answer, and of a name or a mail address.
MOST_LETTERS = 4_000
NAME_LETTERS = 200


def object_to(
    desk: Desk, story: str, part: str, ref: str | None, reason: str, by: str, mail: str | None, now: datetime
) -> int:
    """Keep what somebody says is wrong with a part of a story; `ref` is the id of what it is about. Its number.

    Raises InputError where there is no such story or part, or something is missing; and StoreError.
    """
    if part not in PARTS:
        raise InputError("part", f"{one_line(part)} is none of {', '.join(PARTS)}.")
    reason = _text(reason, "reason", MOST_LETTERS)
    name = _text(by, "name", NAME_LETTERS)
    address = " ".join((mail or "").split()) or None
    if address is not None and (len(address) > NAME_LETTERS or "@" not in address.strip("@")):
        raise InputError("mail", "That is no mail address. Leave it out where you want no answer.")
    with desk.store.writing() as connection:
        id = story_named(connection, story)
        made = connection.execute(
            insert(objection)
            .values(
                story=id,
                part=part,
                ref=one_line(ref)[:NAME_LETTERS] if ref else None,
                reason=reason,
                by=name,
                mail=address,
                at=now,
                state="open",
            )
            .returning(objection.c.n)
        )
        number: int = made.scalar_one()
    return number


def decide_objection(desk: Desk, number: int, state: State, answer: str, by: str, now: datetime) -> None:
    """Accept or refuse an objection with an answer, or open it again. Raises InputError and StoreError."""
    answer = _text(answer, "answer", MOST_LETTERS) if state != "open" else " ".join(answer.split())
    values = {"state": state, "answer": answer or None, "decided_by": by, "decided_at": now}
    with desk.store.writing() as connection:
        done = connection.execute(update(objection).where(objection.c.n == number).values(**values))
        if not done.rowcount:
            raise InputError(str(number), "There is no objection of this number.")


def objections_to(connection: Connection, stories: Sequence[str]) -> list[AnyRow]:
    """What was said of some stories, the latest first."""
    found: list[AnyRow] = []
    for some in parts(stories):
        found += connection.execute(select(objection).where(objection.c.story.in_(some)))
    return sorted(found, key=lambda row: -row.n)


def list_objections(
    desk: Desk, state: State | None = None, *, before: int | None = None, limit: int = 50
) -> list[AnyRow]:
    """What was said of all stories, the latest first; with `before`, below a number. Raises StoreError."""
    rows = select(objection).order_by(objection.c.n.desc()).limit(limit)
    if state is not None:
        rows = rows.where(objection.c.state == state)
    if before is not None:
        rows = rows.where(objection.c.n < before)
    with desk.store.reading() as connection:
        return list(connection.execute(rows))


def _text(value: str, field: str, most: int) -> str:
    """Raises InputError where it is empty or too long."""
    text = "\n".join(filter(None, (one_line(line) for line in value.splitlines())))
    if not text:
        raise InputError(field, "It is empty, and is needed.")
    if len(text) > most:
        raise InputError(field, f"It has {len(text):,} characters; {most:,} are taken.")
    return text
