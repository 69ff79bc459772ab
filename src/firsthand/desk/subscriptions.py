"""Who gets digests and alerts: asked for, confirmed, paused, ended.

Mail goes to nobody who has not confirmed it by the link in a first mail. Whoever has ended it is forgotten after a
while: the row stays, the address goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, get_args

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from firsthand.config import Config
from firsthand.desk.conditions import Condition, dump_condition, load_condition
from firsthand.desk.link_tokens import digest_of, make_token
from firsthand.desk.mailing import mail_address
from firsthand.desk.notify_by_apprise import check_service
from firsthand.desk.opening import Desk
from firsthand.desk.webhooks import check_hook, make_secret
from firsthand.errors import InputError
from firsthand.publish.wording import one_line
from firsthand.store.reader_tables import delivery, event, subscription, user
from firsthand.store.rows import AnyRow
from firsthand.store.schema import article
from firsthand.store.stories import resolve

Channel = Literal["mail", "webhook", "apprise"]
SubscriptionKind = Literal["digest", "alert"]
State = Literal["waiting", "active", "paused", "ended"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)

#: Days for which the link in a confirmation holds, and after which an address that never confirmed is forgotten.
CONFIRM_DAYS = 7
#: Days after which the address of an ended one is forgotten. Until then somebody who asks why gets an answer.
ENDED_DAYS = 30
#: What one mailbox can be made to get by others: so many confirmations an hour, so many unanswered ones at a time.
CONFIRMATIONS_AN_HOUR = 1
MOST_WAITING = 3
#: Subscriptions of one mailbox, and alerts of one account.
MOST_OF_MAILBOX = 20
MOST_OF_ACCOUNT = 100
#: Characters of a name.
NAME_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for."""

    kind: SubscriptionKind
    condition: Condition
    channel: Channel
    target: str  #: a mail address, the address of a webhook, or a service as Apprise writes it
    name: str = ""  #: what it is called; the condition in words where it is empty
    account: str | None = None  #: who asks; None for a reader who gives an address alone


@dataclass(frozen=True, slots=True)
class Subscription:
    """What somebody gets."""

    n: int
    kind: SubscriptionKind
    account: str | None
    name: str
    condition: Condition
    channel: Channel
    target: str  #: empty where it was forgotten
    state: State
    created_at: datetime
    confirmed_at: datetime | None
    ended_at: datetime | None
    upto: int  #: number of the last event that was looked at
    sent_at: datetime | None  #: the moment up to which digests were made; when an alert last went out
    secret: str | None = None  #: of a webhook; None in lists

    @property
    def place(self) -> str:
        """Where it goes to, as it may be shown: the secrets in an address left out."""
        if self.channel == "mail" or not self.target:
            return self.target or "forgotten"
        scheme, _, rest = self.target.partition("://")
        host = rest.partition("/")[0].rpartition("@")[2] if self.channel == "webhook" else ""
        return f"{scheme}://{host}/…" if host else f"{scheme}://…"


def subscribe(desk: Desk, wish: Wish, now: datetime) -> Subscription | None:
    """Note what is asked for; by mail it waits for its confirmation, which is put among the mails to be sent.

    None, and nothing noted, where the mailbox has been asked as often as it may be, or has it already: whoever asks is
    told no more than that a mail may come. With `secret` set for a webhook: it is shown this once. Raises InputError.
    """
    wish = replace(wish, target=_target(desk.config, wish), name=_name(wish))
    mail = wish.channel == "mail"
    with desk.store.writing() as connection:
        if wish.condition.story and resolve(connection, wish.condition.story) is None:
            raise InputError("story", "There is no such story.")
        _known_publisher(connection, wish.condition.publisher)
        if mail and not _may_ask(connection, wish, now):
            return None
        if wish.account is not None and _count_of(connection, wish.account) >= MOST_OF_ACCOUNT:
            raise InputError("alerts", f"There are {MOST_OF_ACCOUNT} of yours already: end some first.")
        secret = make_secret() if wish.channel == "webhook" else None
        n: int = connection.execute(
            insert(subscription)
            .values(
                kind=wish.kind,
                account=wish.account,
                name=wish.name,
                condition=dump_condition(wish.condition),
                channel=wish.channel,
                target=wish.target,
                secret=secret,
                token="",
                state="waiting" if mail else "active",
                created_at=now,
                confirmed_at=None if mail else now,
                upto=latest_event(connection),
            )
            .returning(subscription.c.n)
        ).scalar_one()
        made = _load(connection.execute(select(subscription).where(subscription.c.n == n)).one())
        token = digest_of(token_of(desk.config, made))
        connection.execute(update(subscription).where(subscription.c.n == n).values(token=token))
        if mail:
            queue(connection, n, (), now)
    return made


def _known_publisher(connection: Connection, id: str) -> None:
    """Raises InputError where no article is of a publisher: an alert on a misspelled one would never come."""
    there = select(article.c.n).where(article.c.publisher == id).limit(1)
    if id and connection.execute(there).first() is None:
        said = f"No article of {one_line(id)} is kept."
        raise InputError("publisher", f"{said} Write the id that stands in the address of its page: a host's name.")


def token_of(config: Config, made: Subscription) -> str:
    """What stands in the links of its mails. Raises ConfigError."""
    return make_token(config, "subscription", str(made.n), made.created_at.isoformat(), made.target)


def find_by_token(desk: Desk, token: str) -> Subscription | None:
    """The subscription that a link is of; None where there is none."""
    with desk.store.reading() as connection:
        row = connection.execute(select(subscription).where(subscription.c.token == digest_of(token))).first()
        return None if row is None else _load(row)


def confirm(desk: Desk, token: str, now: datetime) -> Subscription:
    """Have what waited begin; nothing where it has begun already. Raises InputError for a link that is no good."""
    found = find_by_token(desk, token)
    if found is None or found.state == "ended":
        raise InputError("link", "It is not known, or what it stood for was ended.")
    if found.state != "waiting":
        return found
    if now - found.created_at > timedelta(days=CONFIRM_DAYS):
        raise InputError("link", "It is too old. Ask again, and a new one comes.")
    with desk.store.writing() as connection:
        connection.execute(
            update(subscription)
            .where(subscription.c.n == found.n, subscription.c.state == "waiting")
            .values(state="active", confirmed_at=now, upto=latest_event(connection))
        )
        # the mail that asks may still wait for another try
        _withdraw(connection, found.n)
    return replace(found, state="active", confirmed_at=now)


def end(desk: Desk, n: int, now: datetime) -> None:
    """Have no more go out, ever; what waits to be sent is not sent."""
    with desk.store.writing() as connection:
        connection.execute(
            update(subscription)
            .where(subscription.c.n == n, subscription.c.state != "ended")
            .values(state="ended", ended_at=now, secret=None)
        )
        _withdraw(connection, n)


def pause(desk: Desk, n: int) -> None:
    """Have nothing go out until it is resumed."""
    with desk.store.writing() as connection:
        connection.execute(
            update(subscription)
            .where(subscription.c.n == n, subscription.c.state == "active")
            .values(state="paused")
        )


def resume(desk: Desk, n: int) -> None:
    """Have it go on with what comes from now on; what happened meanwhile is not sent."""
    with desk.store.writing() as connection:
        connection.execute(
            update(subscription)
            .where(subscription.c.n == n, subscription.c.state == "paused")
            .values(state="active", upto=latest_event(connection))
        )


def list_subscriptions(
    desk: Desk,
    *,
    account: str | None = None,
    kind: SubscriptionKind | None = None,
    states: Sequence[State] = ("waiting", "active", "paused"),
) -> list[Subscription]:
    """Those of one account, or of all, without their secrets; the first made first."""
    rows = select(subscription).where(subscription.c.state.in_(states)).order_by(subscription.c.n)
    if account is not None:
        rows = rows.where(subscription.c.account == account)
    if kind is not None:
        rows = rows.where(subscription.c.kind == kind)
    with desk.store.reading() as connection:
        return [replace(_load(row), secret=None) for row in connection.execute(rows)]


def behind(desk: Desk, latest: int, since: datetime) -> list[Subscription]:
    """Active alerts that have not looked at event `latest`, and digests whose last one was at `since` or before."""
    last = func.coalesce(subscription.c.sent_at, subscription.c.confirmed_at, subscription.c.created_at)
    alerts = (subscription.c.kind == "alert") & (subscription.c.upto < latest)
    digests = (subscription.c.kind == "digest") & (last <= since)
    rows = select(subscription).where(subscription.c.state == "active", alerts | digests, enabled_accounts())
    with desk.store.reading() as connection:
        return [_load(row) for row in connection.execute(rows.order_by(subscription.c.n))]


def find_subscription(desk: Desk, n: int, account: str | None = None) -> Subscription:
    """One by its number, of one account where that is named. Raises InputError where there is none."""
    with desk.store.reading() as connection:
        row = connection.execute(select(subscription).where(subscription.c.n == n)).first()
    if row is None or (account is not None and row.account != account):
        raise InputError(str(n), "There is no alert of this number.")
    return _load(row)


def tidy(desk: Desk, now: datetime) -> None:
    """Forget the addresses of what was ended a while ago, and what nobody ever confirmed."""
    if not is_untidy(desk, now):
        return
    ended, old = _overdue(now)
    with desk.store.writing() as connection:
        gone = select(subscription.c.n).where(old)
        connection.execute(delete(delivery).where(delivery.c.subscription.in_(gone)))
        connection.execute(delete(subscription).where(old))
        forgotten = select(subscription.c.n).where(ended)
        connection.execute(update(delivery).where(delivery.c.subscription.in_(forgotten)).values(reason=None))
        connection.execute(update(subscription).where(ended).values(target="", name="", secret=None))


def is_untidy(desk: Desk, now: datetime) -> bool:
    """Whether there is something to forget."""
    ended, old = _overdue(now)
    with desk.store.reading() as connection:
        return connection.execute(select(subscription.c.n).where(old | ended).limit(1)).first() is not None


def _overdue(now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """What was ended too long ago for its address to be kept; what has waited too long to be confirmed."""
    since_ended, since_asked = now - timedelta(days=ENDED_DAYS), now - timedelta(days=CONFIRM_DAYS)
    ended = (subscription.c.state == "ended") & (subscription.c.ended_at < since_ended) & (subscription.c.target != "")
    return ended, (subscription.c.state == "waiting") & (subscription.c.created_at < since_asked)


def queue(connection: Connection, n: int, events: Sequence[int], now: datetime) -> None:
    """Put something among what is to be sent: news of these events, or without any the mail that asks to confirm."""
    numbers = "[" + ",".join(map(str, events)) + "]"
    connection.execute(
        insert(delivery).values(subscription=n, events=numbers, at=now, state="waiting", tries=0, due_at=now)
    )


def enabled_accounts() -> ColumnElement[bool]:
    """That a subscription is of nobody's account, or of one that is not switched off."""
    enabled = select(user.c.name).where(user.c.disabled_at.is_(None))
    return subscription.c.account.is_(None) | subscription.c.account.in_(enabled)


def latest_event(connection: Connection) -> int:
    """The number of the last thing that happened; 0 where nothing has."""
    latest: int = connection.execute(select(func.coalesce(func.max(event.c.n), 0))).scalar_one()
    return latest


def load_subscription(connection: Connection, n: int) -> Subscription | None:
    """One by its number; None where there is none."""
    row = connection.execute(select(subscription).where(subscription.c.n == n)).first()
    return None if row is None else _load(row)


def _load(row: AnyRow) -> Subscription:
    fields = {name: value for name, value in row._mapping.items() if name != "token"}
    return Subscription(**fields | {"condition": load_condition(row.condition)})


def _withdraw(connection: Connection, n: int) -> None:
    connection.execute(delete(delivery).where(delivery.c.subscription == n, delivery.c.state == "waiting"))


def _target(config: Config, wish: Wish) -> str:
    """Where it goes to, as it is kept. Raises InputError."""
    if wish.channel == "mail":
        return mail_address(wish.target)
    if wish.kind == "digest":
        raise InputError("digest", "Digests come by mail.")
    if wish.channel == "webhook":
        return check_hook(wish.target, config.alerts)
    return check_service(wish.target, config.alerts)


def _name(wish: Wish) -> str:
    return one_line(wish.name)[:NAME_LONGEST].strip()


def _may_ask(connection: Connection, wish: Wish, now: datetime) -> bool:
    """Whether a mailbox may be asked to confirm something more."""
    domain = wish.target.rpartition("@")[2]  # letters, digits, dots and hyphens: nothing that LIKE knows
    rows = connection.execute(
        select(subscription).where(subscription.c.target.like(f"%@{domain}"), subscription.c.state != "ended")
    )
    own = [_load(row) for row in rows if _mailbox(row.target) == _mailbox(wish.target)]
    if len(own) >= MOST_OF_MAILBOX or sum(s.state == "waiting" for s in own) >= MOST_WAITING:
        return False
    if any(s.state != "waiting" and (s.kind, s.condition) == (wish.kind, wish.condition) for s in own):
        return False
    since = now - timedelta(hours=1)
    asked = connection.execute(
        select(subscription.c.target)
        .join(delivery, delivery.c.subscription == subscription.c.n)
        .where(subscription.c.target.like(f"%@{domain}"), delivery.c.events == "[]", delivery.c.at > since)
    ).scalars()
    return sum(_mailbox(target) == _mailbox(wish.target) for target in asked) < CONFIRMATIONS_AN_HOUR


def _mailbox(address: str) -> str:
    """What two ways to write one mailbox have in common: case, and what many servers take behind a plus, left out."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _count_of(connection: Connection, account: str) -> int:
    own = select(func.count()).select_from(subscription)
    own = own.where(subscription.c.account == account, subscription.c.state != "ended")
    number: int = connection.execute(own).scalar_one()
    return number
