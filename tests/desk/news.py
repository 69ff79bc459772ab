"""Stories for tests of digests and alerts, what happens to them, and people who want to hear of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, select

from firsthand.config import AlertConfig, MailConfig, ServeConfig
from firsthand.desk.changes import Change, save_changes
from firsthand.desk.conditions import Condition, make_condition
from firsthand.desk.mailing import Letter
from firsthand.desk.opening import Desk
from firsthand.desk.subscriptions import Channel, Subscription, Wish, confirm, latest_event, subscribe, token_of
from firsthand.desk.telling import regroup, told
from firsthand.desk.webhooks import Message
from firsthand.errors import DeliveryError
from firsthand.store.reader_tables import event
from firsthand.store.stories import stories_of
from tests.desk.test_lookup import fill

NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
SITE = "https://news.example"


@dataclass
class Ways:
    """What is handed over, in place of a mail server and of other machines; `broken` is raised instead."""

    letters: list[Letter] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    broken: DeliveryError | None = None

    def post(self, letter: Letter) -> None:
        if self.broken is not None:
            raise self.broken
        self.letters.append(letter)

    def send(self, message: Message) -> None:
        if self.broken is not None:
            raise self.broken
        self.messages.append(message)


def with_settings(desk: Desk, **settings: object) -> Desk:
    """The desk with an address of its own, a mail server by name, and these settings."""
    made: dict[str, Any] = {
        "serve": ServeConfig(public_url=SITE, secret="a secret that is long enough for tests"),
        "mail": MailConfig(host="mail.example", sender="News desk <news@news.example>"),
        "alerts": AlertConfig(),
    }
    return Desk(replace(desk.config, **(made | settings)), desk.store)


def told_stories(desk: Desk) -> list[str]:
    """The ids of two stories, grouped and told: of a bridge, in a report and a copy, and of a tax.

    That they are new is forgotten: what happens from here on is for the test to say.
    """
    fill(desk)
    regroup(desk)
    with desk.store.reading() as connection:
        ids = [row.id for row in stories_of(connection)]
    sizes = {id: len(told(desk, id)[0].story.articles) for id in ids}
    with desk.store.writing() as connection:
        connection.execute(delete(event))
    return sorted(ids, key=lambda id: -sizes[id])


def happens(desk: Desk, story: str, *changes: Change, at: datetime = NOW) -> list[int]:
    """Have something happen to a story: the numbers of the events."""
    with desk.store.writing() as connection:
        before = latest_event(connection)
        save_changes(connection, story, changes, at)
        return list(connection.execute(select(event.c.n).where(event.c.n > before).order_by(event.c.n)).scalars())


def appears(desk: Desk, story: str, at: datetime = NOW) -> list[int]:
    """Have a story be new, with all its articles."""
    articles = told(desk, story)[0].story.articles
    return happens(desk, story, Change("story"), *(Change("article", a) for a in articles), at=at)


def wants(
    desk: Desk,
    condition: Condition | str = "anything",
    *,
    to: str = "reader@post.example",
    channel: Channel = "mail",
    now: datetime = NOW,
    account: str | None = None,
    name: str = "",
) -> Subscription:
    """An alert, or a digest where the condition has a period, that is confirmed."""
    made = condition if isinstance(condition, Condition) else make_condition(condition)
    wish = Wish("digest" if made.period else "alert", made, channel, to, name, account)
    found = subscribe(desk, wish, now)
    assert found is not None
    if found.state == "waiting":
        return confirm(desk, token_of(desk.config, found), now)
    return found
