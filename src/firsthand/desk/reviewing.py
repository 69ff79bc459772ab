"""Deciding on notices: what would go, what carries the same text, and the decision, noted in the audit log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select

from firsthand.desk.audit import Actor, note
from firsthand.desk.copies import Copy, find_copies
from firsthand.desk.opening import Desk
from firsthand.desk.takedown import Outcome, decide, names_of, variants_of, who
from firsthand.desk.undoing import undo
from firsthand.store.articles import versions_of
from firsthand.store.removal import find_held
from firsthand.store.rows import AnyRow
from firsthand.store.schema import article

#: Copies that are named: a reprint of an agency's text stands in dozens of outlets.
MOST_COPIES = 50


@dataclass(frozen=True, slots=True)
class Going:
    """What the store has at the address of a notice."""

    articles: tuple[AnyRow, ...]
    versions: int
    captures: int
    entries: int  #: of feeds
    copies: tuple[Copy, ...]  #: other articles with the same text, which stay
    near: tuple[AnyRow, ...]  #: articles at addresses that somebody may have meant, where this one has nothing

    @property
    def anything(self) -> bool:
        """Whether there is something to take out."""
        return bool(self.articles or self.captures or self.entries)


def what_goes(desk: Desk, url: str) -> Going:
    """What a removal by this address would take out. Raises StoreError."""
    with desk.store.reading() as connection:
        held = find_held(connection, names_of(url))
        near = () if held.anything else find_held(connection, variants_of(url)).articles
        return Going(
            held.articles,
            sum(len(versions_of(connection, a.n)) for a in held.articles),
            len(held.captures),
            len(held.entries),
            find_copies(connection, held)[:MOST_COPIES],
            near,
        )


def copies_named(desk: Desk, ids: Sequence[str]) -> list[AnyRow]:
    """Those of some articles that are still there: id, url, publisher_name, headline."""
    columns = (article.c.id, article.c.url, article.c.publisher_name, article.c.headline)
    with desk.store.reading() as connection:
        return list(connection.execute(select(*columns).where(article.c.id.in_(ids[:MOST_COPIES]))))


def decide_notice(
    desk: Desk,
    receipt: str,
    decision: Literal["removed", "refused"],
    explanation: str,
    actor: Actor,
    now: datetime,
) -> Outcome:
    """Decide on a pending notice. What is removed is off the disk at once; the stories are told anew by their keeper.

    Raises InputError where it was decided already, or nothing is said of why.
    """
    done = decide(desk, receipt, decision, explanation, who(actor.account), now, group=False)
    note(desk, actor.account, "decide notice", receipt, decision, actor.address, now)
    return done


def restore_notice(desk: Desk, receipt: str, reason: str, actor: Actor, now: datetime) -> Outcome:
    """Lift a takedown. Raises InputError where there is nothing to undo, or nothing is said of why."""
    done = undo(desk, receipt, who(actor.account), reason, now, group=False)
    note(desk, actor.account, "restore notice", receipt, "restored", actor.address, now)
    return done
