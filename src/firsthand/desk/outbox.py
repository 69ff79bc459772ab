"""What is to be sent: rows that are written before anything goes out, so that a kill loses nothing and doubles little.

    fill    events -> rows, in one transaction with the number up to which they were looked through
    claim   a row's next try is noted before it is made: a process that dies in it leaves it to be tried again
    settle  sent, to be tried again later, or given up with the reason
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import func, select, update

from firsthand.desk.conditions import Period, matching
from firsthand.desk.opening import Desk
from firsthand.desk.subscriptions import (
    Channel,
    Subscription,
    behind,
    enabled_accounts,
    is_untidy,
    latest_event,
    queue,
)
from firsthand.errors import InputError
from firsthand.store.reader_tables import delivery, subscription
from firsthand.store.rows import AnyRow, parts

Pause = Literal["now", "after failures", "never"]

#: How long a digest covers.
PERIODS: dict[Period, timedelta] = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}
#: How long after an alert to a person the next one comes at the earliest: what happens meanwhile comes with it.
SPACING = timedelta(minutes=10)
#: Seconds until the next try, by how often it was tried; the last holds for all later ones. With the six tries of the
#: settings the last comes eleven hours after the first: a night without a server.
WAITS = (60, 300, 1_800, 7_200, 28_800)
#: The longest that a server may ask to wait.
LONGEST_WAIT = 86_400
#: Days after which what could not be sent is news no more.
STALE_DAYS = 7
#: Deliveries given up in a row, after which nothing more is sent there until somebody looks.
FAILURES = 3


_ROWS = select(delivery, subscription.c.channel).join(subscription, subscription.c.n == delivery.c.subscription)


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something to be sent, or that was."""

    n: int
    subscription: int
    channel: Channel
    events: tuple[int, ...]  #: of the store; none of a mail that asks to confirm
    at: datetime  #: when it was noted
    state: str  #: "waiting", "sent", "failed"
    tries: int
    due_at: datetime | None
    reason: str | None  #: why it was not sent, or not yet


def fill(desk: Desk, now: datetime, *, at_once: bool = False) -> int:
    """Note what is to be sent of what happened since it was last looked: how many deliveries. Raises StoreError.

    `at_once` has digests go out before their time.
    """
    with desk.store.reading() as connection:
        latest = latest_event(connection)
    made, nothing = 0, []
    for each in behind(desk, latest, now if at_once else now - min(PERIODS.values())):
        at = each.sent_at
        if each.condition.period is not None:
            at = now if at_once else _digest_due(each, now)
            if at is None:
                continue
        elif _too_soon(each, now):
            continue
        try:
            events = matching(desk, each.condition, each.upto, latest)
        except InputError as error:  # a query that an older firsthand took, and this one does not
            _give_up(desk, each, error.reason, now)
            continue
        if events or each.condition.period is not None:
            made += _note(desk, each, events, latest, now, at)
        else:
            nothing.append(each.n)
    _pass_by(desk, nothing, latest)
    return made


def _pass_by(desk: Desk, numbers: Sequence[int], latest: int) -> None:
    """Alerts for which there was nothing: all in one transaction, since on most days that is most of them."""
    if numbers:
        with desk.store.writing() as connection:
            for some in parts(numbers):
                own = (subscription.c.n.in_(some)) & (subscription.c.upto < latest)
                connection.execute(update(subscription).where(own).values(upto=latest))


def is_due(desk: Desk, now: datetime) -> bool:
    """Whether `send_due` would do something: a cheap look, for who decides whether to start it. Raises StoreError."""
    if is_untidy(desk, now):
        return True
    with desk.store.reading() as connection:
        latest = latest_event(connection)
    for each in behind(desk, latest, now - min(PERIODS.values())):
        if each.condition.period is None:
            if not _too_soon(each, now):
                return True
        elif _digest_due(each, now) is not None:
            return True
    return bool(due(desk, now, 1, channels(desk)))


def _too_soon(each: Subscription, now: datetime) -> bool:
    """Whether people have just got one: what happened since waits for the next."""
    return each.channel != "webhook" and each.sent_at is not None and now - each.sent_at < SPACING


def _give_up(desk: Desk, each: Subscription, reason: str, now: datetime) -> None:
    """Pause what cannot be looked for, and say why among its deliveries."""
    with desk.store.writing() as connection:
        queue(connection, each.n, (each.upto,), now)
        newest = select(func.max(delivery.c.n)).where(delivery.c.subscription == each.n).scalar_subquery()
        connection.execute(
            update(delivery).where(delivery.c.n == newest).values(state="failed", due_at=None, reason=reason)
        )
        connection.execute(update(subscription).where(subscription.c.n == each.n).values(state="paused"))


def _digest_due(each: Subscription, now: datetime) -> datetime | None:
    """When a digest was due that has not been made. It keeps its hour: what counts is not when it was looked."""
    period = PERIODS[each.condition.period or "daily"]
    last = each.sent_at or each.confirmed_at or each.created_at
    return last + (now - last) // period * period if now - last >= period else None


def _note(
    desk: Desk, each: Subscription, events: Sequence[int], latest: int, now: datetime, sent_at: datetime | None
) -> int:
    """Write a delivery, unless another process has been as quick."""
    with desk.store.writing() as connection:
        taken = connection.execute(
            update(subscription)
            .where(subscription.c.n == each.n, subscription.c.upto == each.upto, subscription.c.state == "active")
            .where(subscription.c.sent_at.is_(None) if each.sent_at is None else subscription.c.sent_at == each.sent_at)
            .values(upto=latest, sent_at=sent_at)
        )
        if not taken.rowcount or not events:
            return 0
        queue(connection, each.n, events, now)
    return 1


def due(desk: Desk, now: datetime, most: int, ready: Sequence[Channel]) -> list[Delivery]:
    """What is to be sent now by these channels, the longest due first: to those who want it, and who are asked."""
    wanted = (subscription.c.state == "active") | ((subscription.c.state == "waiting") & (delivery.c.events == "[]"))
    rows = (
        _ROWS.where(delivery.c.state == "waiting", delivery.c.due_at <= now, wanted)
        .where(subscription.c.channel.in_(ready), enabled_accounts())
        .order_by(delivery.c.due_at, delivery.c.n)
        .limit(most)
    )
    with desk.store.reading() as connection:
        return [_load(row) for row in connection.execute(rows)]


def claim(desk: Desk, each: Delivery, now: datetime) -> bool:
    """Have this process try it, and the next try come later if nothing is heard of this one."""
    with desk.store.writing() as connection:
        taken = connection.execute(
            update(delivery)
            .where(delivery.c.n == each.n, delivery.c.state == "waiting", delivery.c.tries == each.tries)
            .where(delivery.c.due_at == each.due_at)
            .values(tries=each.tries + 1, due_at=now + wait_after(each.tries + 1))
        )
        return bool(taken.rowcount)


def settle_sent(desk: Desk, each: Delivery, now: datetime, note: str | None = None) -> None:
    """It is gone; `note` says why, where there was nothing to send."""
    with desk.store.writing() as connection:
        connection.execute(
            update(delivery).where(delivery.c.n == each.n).values(state="sent", due_at=None, reason=note)
        )
        alert = (subscription.c.n == each.subscription) & (subscription.c.kind == "alert")
        connection.execute(update(subscription).where(alert).values(sent_at=now))


def settle_later(desk: Desk, each: Delivery, reason: str, at: datetime, *, counts: bool) -> None:
    """It is tried again. Without `counts` the try is not one of those after which it is given up."""
    with desk.store.writing() as connection:
        connection.execute(
            update(delivery)
            .where(delivery.c.n == each.n)
            .values(due_at=at, reason=reason, tries=each.tries + (1 if counts else 0))
        )


def settle_failed(desk: Desk, each: Delivery, reason: str, pause: Pause) -> bool:
    """It is given up, and its target paused: now, where FAILURES in a row were given up, or never. Whether it was."""
    with desk.store.writing() as connection:
        connection.execute(
            update(delivery).where(delivery.c.n == each.n).values(state="failed", due_at=None, reason=reason)
        )
        last = (
            select(delivery.c.state)
            .where(delivery.c.subscription == each.subscription, delivery.c.state != "waiting")
            .order_by(delivery.c.n.desc())
            .limit(FAILURES)
        )
        states = list(connection.execute(last).scalars())
        if pause == "never" or (pause == "after failures" and states != ["failed"] * FAILURES):
            return False
        own = (subscription.c.n == each.subscription) & (subscription.c.state == "active")
        return bool(connection.execute(update(subscription).where(own).values(state="paused")).rowcount)


def last_deliveries(desk: Desk, numbers: Sequence[int]) -> dict[int, Delivery]:
    """The latest delivery of each subscription that has one."""
    latest = (
        select(func.max(delivery.c.n)).where(delivery.c.subscription.in_(numbers)).group_by(delivery.c.subscription)
    )
    with desk.store.reading() as connection:
        rows = connection.execute(_ROWS.where(delivery.c.n.in_(latest)))
        return {row.subscription: _load(row) for row in rows}


def wait_after(tries: int) -> timedelta:
    """How long after so many tries the next one comes."""
    return timedelta(seconds=WAITS[min(tries, len(WAITS)) - 1])


def stale(each: Delivery, now: datetime) -> bool:
    """Whether it is too old to be news."""
    return now - each.at > timedelta(days=STALE_DAYS)


def channels(desk: Desk) -> tuple[Channel, ...]:
    """What can be sent by at all, as the settings are: what cannot waits until they change."""
    config = desk.config
    ready: dict[Channel, bool] = {"mail": bool(config.mail.host), "webhook": True, "apprise": config.alerts.apprise}
    return tuple(channel for channel, is_ready in ready.items() if is_ready)


def _load(row: AnyRow) -> Delivery:
    return Delivery(
        row.n,
        row.subscription,
        row.channel,
        tuple(json.loads(row.events)),
        row.at,
        row.state,
        row.tries,
        row.due_at,
        row.reason,
    )
