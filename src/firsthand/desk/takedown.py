"""Notice and takedown: a receipt for every notice, a reasoned decision, and an end to what must go.

    find what is held | seal it, where policy allows an undo | take it out | set tombstones | write the ledger
        | have it leave the disk | regroup

Everything up to the ledger is one transaction: a takedown is whole, or it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection

from firsthand.collect.canonical import canonical_url
from firsthand.desk.copies import Copy, find_copies
from firsthand.desk.identity import text_key
from firsthand.desk.notice import Notice, checked, completed, lacks, notice_json, notice_of
from firsthand.desk.opening import Desk
from firsthand.desk.state import drop_state
from firsthand.desk.telling import regroup
from firsthand.errors import InputError
from firsthand.pipeline import Progress
from firsthand.store.articles import given_of, load_version, versions_of
from firsthand.store.removal import Held, close_addresses, find_held, overwrite_freed, seal, take_out
from firsthand.store.rows import AnyRow
from firsthand.store.similar import remove_similar
from firsthand.store.takedowns import (
    bury,
    change_notice,
    kept_out,
    ledger_of,
    load_notice,
    load_notices,
    next_receipt,
    record,
    save_notice,
    stop_savers,
)
from firsthand.store.words import purge

Decision = Literal["removed", "refused", "pending"]

#: An id that firsthand made of an address or of bytes. Only such a one is a tombstone: others have an article "1" too.
_OWN_ID = re.compile(r"[0-9a-f]{16}")
#: Words of the shortest text that is a tombstone: "Subscribe to read this." stands at many addresses.
_TELLING_WORDS = 25


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a notice."""

    receipt: str
    decision: str
    lacks: tuple[str, ...] = ()  #: what the notice's basis wants and it does not have
    articles: tuple[str, ...] = ()  #: ids of those that went, or came back
    versions: int = 0
    captures: int = 0
    entries: int = 0  #: of feeds
    copies: tuple[Copy, ...] = ()  #: other articles with the same text, which stay
    undo_until: datetime | None = None
    notes: tuple[str, ...] = ()  #: what a person should know, one sentence each


def take_down(
    desk: Desk,
    notice: Notice,
    by: str,
    now: datetime,
    *,
    decision: Decision = "removed",
    explanation: str | None = None,
    progress: Progress | None = None,
    group: bool = True,
) -> Outcome:
    """Receive a notice and decide on it. One that lacks what its basis wants is kept as pending.

    What must go is off the disk before the stories are made again from the rest, of which `progress` hears; without
    `group` that is left to whoever keeps the stories current.

    Raises InputError where it names no address and no article that is held, or says nothing of why.
    """
    notice, by, missing = checked(notice), who(by), lacks(notice)
    if missing:
        decision = "pending"
    if decision == "refused" and not (explanation or "").strip():
        raise InputError(notice.url, "A refusal is explained: --explanation says why.")
    with desk.store.writing() as connection:
        stop_savers(connection)
        held = find_held(connection, names_of(notice.url))
        if not held.anything and canonical_url(notice.url) is None:
            raise InputError(notice.url, "No article goes by this id, and it is no address.")
        receipt = next_receipt(connection, now.year)
        save_notice(
            connection,
            receipt,
            url=canonical_url(notice.url) or notice.url,
            article=held.articles[0].id if held.articles else None,
            basis=notice.basis,
            reason=notice.reason,
            notice=notice_json(notice),
            by=by,
            at=now,
            decision="pending",
        )
        record(connection, receipt, "received", by, now, notice.reason)
        outcome = _decided(desk, connection, receipt, decision, explanation, by, now)
    return finished(desk, replace(outcome, lacks=missing), progress, group=group)


def complete(desk: Desk, receipt: str, more: Notice, by: str, now: datetime) -> Outcome:
    """Add to a pending notice what it lacked. Where it is complete then, it waits for a decision."""
    more, by = checked(more), who(by)
    with desk.store.writing() as connection:
        row = _pending(connection, receipt)
        notice = completed(notice_of(row.notice), more)
        change_notice(connection, receipt, notice=notice_json(notice))
        record(connection, receipt, "completed", by, now)
    return Outcome(receipt, "pending", lacks(notice))


def decide(
    desk: Desk,
    receipt: str,
    decision: Decision,
    explanation: str,
    by: str,
    now: datetime,
    *,
    progress: Progress | None = None,
    group: bool = True,
) -> Outcome:
    """Decide on a pending notice, `group` as in `take_down`. Raises InputError where there is none, or no why."""
    by = who(by)
    if not explanation.strip():
        raise InputError(receipt, "A decision is explained: --explanation says why.")
    with desk.store.writing() as connection:
        stop_savers(connection)
        row = _pending(connection, receipt)
        outcome = _decided(desk, connection, receipt, decision, explanation, by, now)
    return finished(desk, replace(outcome, lacks=lacks(notice_of(row.notice))), progress, group=group)


def notices(desk: Desk, decision: str | None = None) -> list[AnyRow]:
    """All notices, or those with one decision, the latest first."""
    with desk.store.reading() as connection:
        return load_notices(connection, decision)


def notice_in_full(desk: Desk, receipt: str) -> tuple[AnyRow, Notice, list[AnyRow]]:
    """A notice's row, the notice itself, and its lines of the ledger. Raises InputError where there is none."""
    with desk.store.reading() as connection:
        row = found_notice(connection, receipt)
        return row, notice_of(row.notice), ledger_of(connection, receipt)


def _decided(
    desk: Desk,
    connection: Connection,
    receipt: str,
    decision: Decision,
    explanation: str | None,
    by: str,
    now: datetime,
) -> Outcome:
    """Act on a notice that was received."""
    if decision == "pending":
        return Outcome(receipt, "pending")
    explanation = (explanation or "").strip() or None
    decided: dict[str, object] = {"decision": decision, "decided_at": now, "decided_by": by, "explanation": explanation}
    row = found_notice(connection, receipt)
    outcome = Outcome(receipt, decision)
    if decision == "removed":
        held = find_held(connection, names_of(row.url))
        before = kept_out(connection, [f"url:{n}" for n in names_of(row.url)])
        outcome = _outcome(connection, row, held, before)
        if held.anything and desk.config.takedown.undo_days:
            outcome = replace(outcome, undo_until=now + timedelta(days=desk.config.takedown.undo_days))
            decided |= {"undo_until": outcome.undo_until, "sealed": seal(connection, held)}
        keys, reason = _tombstones(connection, row.url, held), f"It was taken down ({receipt})."
        bury(connection, keys, receipt, now)
        take_out(connection, held, reason)
        close_addresses(connection, addresses_of(keys), reason, now)
    change_notice(connection, receipt, **decided)
    record(connection, receipt, decision, by, now, explanation)
    return outcome


def _outcome(connection: Connection, row: AnyRow, held: Held, before: str | None) -> Outcome:
    notes = []
    if before is not None and not held.anything:
        notes.append(f"It was taken down before, by {before}.")
    elif not held.anything:
        notes.append("Nothing of it is in the store. It is kept out from now on.")
    if not held.anything:
        near = find_held(connection, variants_of(row.url)).articles
        notes += [f"The store has {each.url}, which is another address: take it down by that one." for each in near]
    return Outcome(
        row.receipt,
        "removed",
        articles=tuple(a.id for a in held.articles),
        versions=sum(len(versions_of(connection, a.n)) for a in held.articles),
        captures=len(held.captures),
        entries=len(held.entries),
        copies=find_copies(connection, held),
        notes=tuple(notes),
    )


def _tombstones(connection: Connection, name: str, held: Held) -> set[str]:
    """All that it can come back by: its addresses, its bytes, its words, its id."""
    keys = {f"capture:{c.sha256}" for c in held.captures}
    addresses = [name, *(e.key for e in held.entries), *(e.url for e in held.entries)]
    addresses += [c.source for c in held.captures]
    addresses += [given_of(c.given).url for c in held.captures if c.given]
    for row in held.articles:
        addresses += [row.url, row.key.removeprefix("url:")]
        if _OWN_ID.fullmatch(row.id):
            keys.add(f"article:{row.id}")
        for each in versions_of(connection, row.n):
            article = load_version(connection, each.n).article
            if len(article.text.split()) >= _TELLING_WORDS:
                keys.add(text_key(article))
    return keys | {f"url:{url}" for url in map(canonical_url, filter(None, addresses)) if url}


def addresses_of(keys: Iterable[str]) -> list[str]:
    """The addresses among the keys of tombstones."""
    return [key.removeprefix("url:") for key in keys if key.startswith("url:")]


def names_of(name: str) -> set[str]:
    """An address as it is written and in its canonical spelling."""
    return {n for n in (name, canonical_url(name)) if n}


def variants_of(url: str) -> set[str]:
    """Addresses that a person may have meant: http for https, with and without www., a slash, a query."""
    _, _, rest = url.partition("://")
    bare = rest.partition("?")[0].rstrip("/").removeprefix("www.")
    ends = (bare, f"{bare}/", rest.removeprefix("www."))
    found = {f"{s}://{www}{end}" for s in ("http", "https") for www in ("", "www.") for end in ends}
    return (found if rest else set()) - {url}


def who(by: str) -> str:
    """Who acts, on one line. Raises InputError where nobody does."""
    if not by.strip():
        raise InputError("--by", "The ledger says who did it: name a person or a desk.")
    return " ".join(by.split())


def found_notice(connection: Connection, receipt: str) -> AnyRow:
    """The row of a notice. Raises InputError where there is none."""
    row = load_notice(connection, receipt)
    if row is None:
        raise InputError(receipt, "There is no such receipt. `firsthand takedown list` lists those that there are.")
    return row


def _pending(connection: Connection, receipt: str) -> AnyRow:
    row = found_notice(connection, receipt)
    if row.decision != "pending":
        raise InputError(receipt, f"It was decided already: {row.decision}.")
    return row


def finished(desk: Desk, outcome: Outcome, progress: Progress | None, *, group: bool = True) -> Outcome:
    """After the transaction: the files beside the store, the disk, and last the stories, which can take a while.

    Without `group` they are left as the transaction made them: without what went, to be told anew.
    """
    if outcome.decision not in ("removed", "restored"):
        return outcome
    if outcome.decision == "removed" and outcome.captures + outcome.entries:
        drop_state(desk.config.files)
        remove_similar(desk.config.files)
        if outcome.articles:
            purge(desk.store)
        if not overwrite_freed(desk.store):
            note = "Another process is reading: the store's log is emptied when it is done, by any later command."
            outcome = replace(outcome, notes=(*outcome.notes, note))
    if group:
        regroup(desk, progress=progress)
    return outcome
