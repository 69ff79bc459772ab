"""Sending what is due: alerts when something happened that they wait for, digests when their time has come.

The words are made when something is sent, of what the store holds then: what was taken down meanwhile never goes out.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from firsthand.config import Config
from firsthand.desk.conditions import said
from firsthand.desk.digesting import digest_of, site_of
from firsthand.desk.link_tokens import digest_of as digest_of_token
from firsthand.desk.mailing import Letter, Post, mail_session
from firsthand.desk.notify_by_apprise import notify
from firsthand.desk.opening import Desk
from firsthand.desk.outbox import (
    LONGEST_WAIT,
    Delivery,
    Pause,
    channels,
    claim,
    due,
    fill,
    is_due,
    settle_failed,
    settle_later,
    settle_sent,
    stale,
    wait_after,
)
from firsthand.desk.subscriptions import CONFIRM_DAYS, Channel, Subscription, load_subscription, tidy, token_of
from firsthand.desk.webhooks import Message, Send, send_webhook
from firsthand.errors import ConfigError, DeliveryError, InputError
from firsthand.publish.confirm_mail import SUBJECT, Confirmation, confirmation_html, confirmation_text
from firsthand.publish.digest_mail import Digest, digest_html, digest_record, digest_short, digest_text
from firsthand.publish.wording import counted, one_line

__all__ = ["Sent", "is_due", "letter_of", "send_due", "send_test"]

#: Seconds until the way there is tried again, where that is what fails.
OURS_AGAIN = 300
#: Letters of a headline in a subject.
HEADLINE = 100
#: How the ids of messages to webhooks begin, as the Standard Webhooks specification has them.
MESSAGE = "msg"
#: Sends a message of a few lines: target, title, text. Raises DeliveryError.
Notify = Callable[[str, str, str], None]


@dataclass(slots=True)
class Sent:
    """What one look came to."""

    noted: int = 0  #: deliveries that were made of events
    sent: int = 0
    empty: int = 0  #: of which nothing was held any more
    later: int = 0  #: that failed and are tried again
    failed: int = 0  #: that were given up
    paused: int = 0  #: targets, after failures
    reasons: list[str] = field(default_factory=list)  #: of failures, each once

    def note(self, error: DeliveryError) -> None:
        """Remember why something failed."""
        if str(error) not in self.reasons:
            self.reasons.append(str(error))


@dataclass(frozen=True, slots=True)
class Ways:
    """What hands things over."""

    post: Post
    send: Send
    notify: Notify


def send_due(
    desk: Desk,
    now: datetime,
    *,
    post: Post | None = None,
    send: Send | None = None,
    notify: Notify | None = None,
    most: int = 50,
    seconds: float = 60.0,
    at_once: bool = False,
) -> Sent:
    """Note what is to be sent, and send what is due: `most` deliveries, none begun after `seconds`. Raises StoreError.

    `at_once` has digests go out before their time.

    `post` hands mails over, `send` messages to webhooks, `notify` to services; by default as the settings say. Not to
    be called in an event loop.
    """
    result = Sent()
    tidy(desk, now)
    result.noted = fill(desk, now, at_once=at_once)
    ready: set[Channel] = set(channels(desk))
    ready |= {"mail"} if post else set()
    ready |= {"apprise"} if notify else set()
    until = time.monotonic() + seconds
    with _ways(desk.config, post, send, notify) as ways:
        for each in due(desk, now, most, sorted(ready)):
            if each.channel not in ready:
                continue  # the way there failed a moment ago
            if time.monotonic() > until:
                break
            if claim(desk, each, now) and not _attempt(desk, each, now, ways, result):
                ready.discard(each.channel)
    return result


def send_test(desk: Desk, each: Subscription, now: datetime) -> None:
    """Send something to the target of an alert, to see whether it comes. Raises DeliveryError, and InputError."""
    if each.state not in ("active", "paused"):
        raise InputError(each.name or str(each.n), "It waits for its confirmation, or was ended.")
    site = site_of(desk.config)
    digest = Digest(f"Test: {_name(desk, each)}", "This is a test. Nothing happened.", (), 0, site)
    with _ways(desk.config, None, None, None) as ways:
        _hand_over(desk, each, digest, f"test.{each.n}.{int(now.timestamp())}", now, ways)


@contextmanager
def _ways(config: Config, post: Post | None, send: Send | None, notified: Notify | None) -> Iterator[Ways]:
    def send_it(message: Message) -> None:
        send_webhook(message, config.alerts)

    def notify_it(target: str, title: str, text: str) -> None:
        notify(target, title, text, config.alerts)

    with ExitStack() as stack:
        yield Ways(post or stack.enter_context(mail_session(config)), send or send_it, notified or notify_it)


def _attempt(desk: Desk, each: Delivery, now: datetime, ways: Ways, result: Sent) -> bool:
    """Try one delivery, and note what came of it. False where it is the way there that fails."""
    try:
        told = _deliver(desk, each, now, ways)
    except (DeliveryError, InputError, ConfigError) as error:
        if isinstance(error, DeliveryError):
            return _failed(desk, each, error, now, result)
        place = error.source if isinstance(error, InputError) else error.setting
        return _failed(desk, each, DeliveryError(place, error.reason, final=True), now, result)
    settle_sent(desk, each, now, None if told else "Nothing of it was held any more.")
    result.sent += told
    result.empty += not told
    return True


def _failed(desk: Desk, each: Delivery, error: DeliveryError, now: datetime, result: Sent) -> bool:
    result.note(error)
    tries = each.tries + 1
    if stale(each, now) or error.final or (not error.ours and tries >= desk.config.alerts.tries):
        pause: Pause = "now" if error.final else "never" if error.ours else "after failures"
        result.failed += 1
        result.paused += settle_failed(desk, each, error.reason, pause)
    elif error.ours:
        result.later += 1
        settle_later(desk, each, error.reason, now + timedelta(seconds=OURS_AGAIN), counts=False)
    else:
        result.later += 1
        asked = timedelta(seconds=min(error.retry_after or 0, LONGEST_WAIT))
        settle_later(desk, each, error.reason, now + max(wait_after(tries), asked), counts=True)
    return not error.ours


def _deliver(desk: Desk, each: Delivery, now: datetime, ways: Ways) -> bool:
    """Make the words and hand them over; False where there is nothing to say any more."""
    with desk.store.reading() as connection:
        to = load_subscription(connection, each.subscription)
    if to is None or not to.target:
        return False
    id = f"{each.n}.{each.subscription}.{digest_of_token(f'{each.n}.{each.at.isoformat()}')[:12]}"
    if not each.events:
        ways.post(_confirmation(desk.config, to, id, now))
        return True
    token = token_of(desk.config, to)
    end = f"{site_of(desk.config)}/digest/unsubscribe/{token}" if to.channel == "mail" else None
    why = _why(desk, to)
    title = _name(desk, to) if to.kind == "alert" else f"{(to.condition.period or 'daily').capitalize()} digest"
    digest = digest_of(desk, each.events, title, why=why, unsubscribe=end)
    if not digest.items:
        return False
    _hand_over(desk, to, digest, id, now, ways)
    return True


def _hand_over(desk: Desk, to: Subscription, digest: Digest, id: str, now: datetime, ways: Ways) -> None:
    if to.channel == "mail":
        ways.post(letter_of(digest, to.target, id, now))
    elif to.channel == "webhook":
        record = {
            "type": "test" if id.startswith("test.") else "alert",
            "timestamp": now.isoformat(timespec="seconds"),
            "data": {"alert": to.n, "name": to.name, **digest_record(digest)},
        }
        body = json.dumps(record, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
        ways.send(Message(to.target, to.secret or "", f"{MESSAGE}_{id.replace('.', '_')}", body, now))
    else:
        ways.notify(to.target, digest.title, digest_short(digest))


def letter_of(digest: Digest, to: str, id: str, now: datetime) -> Letter:
    """A digest as a mail to an address."""
    subject = digest.title
    if digest.items:
        more = len(digest.items) - 1 + digest.more
        also = f" and {counted(more, 'more story', 'more stories')}" if more else ""
        subject = f"{digest.title}: {one_line(digest.items[0].headline)[:HEADLINE].rstrip()}{also}"
    return Letter(to, subject, digest_text(digest), digest_html(digest), id, now, digest.unsubscribe)


def _confirmation(config: Config, to: Subscription, id: str, now: datetime) -> Letter:
    period = to.condition.period
    what = f"a {period} digest of what is new" if period else "alerts"
    site = site_of(config)
    asked = Confirmation(what, site, f"{site}/digest/confirm/{token_of(config, to)}", CONFIRM_DAYS)
    return Letter(to.target, SUBJECT, confirmation_text(asked), confirmation_html(asked), id, now)


def _name(desk: Desk, to: Subscription) -> str:
    return to.name or _capital(said(desk, to.condition))


def _why(desk: Desk, to: Subscription) -> str:
    """Why somebody gets it, in a sentence."""
    what = said(desk, to.condition)
    if to.kind == "digest":
        return f"You get this because you asked for a {to.condition.period or 'daily'} digest of {what}."
    return f"You get this because of an alert on {what}."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
