from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from firsthand.config import AlertConfig
from firsthand.desk.conditions import make_condition
from firsthand.desk.deliveries import is_due, send_due
from firsthand.desk.opening import Desk
from firsthand.desk.subscriptions import (
    Subscription,
    Wish,
    confirm,
    end,
    find_by_token,
    find_subscription,
    list_subscriptions,
    pause,
    resume,
    subscribe,
    tidy,
    token_of,
)
from firsthand.errors import InputError
from firsthand.store.reader_tables import delivery, subscription, user
from tests.desk.news import NOW, Ways, appears, told_stories, wants, with_settings

ADDRESS = "reader@post.example"
DAILY = make_condition("anything", period="daily")


def asks(desk: Desk, address: str = ADDRESS, query: str = "", after: float = 0) -> Subscription | None:
    """Ask for a digest, so many minutes after NOW."""
    wanted = make_condition("anything", period="daily", query=query)
    return subscribe(desk, Wish("digest", wanted, "mail", address), NOW + timedelta(minutes=after))


def test_nothing_is_sent_before_it_is_confirmed(desk: Desk) -> None:
    desk, ways = with_settings(desk), Ways()
    bridge, _ = told_stories(desk)
    made = asks(desk)
    assert made is not None and made.state == "waiting"
    appears(desk, bridge)
    send_due(desk, NOW, post=ways.post)
    (letter,) = ways.letters
    assert (letter.to, letter.unsubscribe) == (ADDRESS, None)
    assert f"https://news.example/digest/confirm/{token_of(desk.config, made)}" in letter.text
    assert f'href="https://news.example/digest/confirm/{token_of(desk.config, made)}"' in letter.html
    assert "bridge" not in letter.text.lower()
    send_due(desk, NOW + timedelta(days=6), post=ways.post)
    assert len(ways.letters) == 1


def test_what_somebody_typed_is_not_in_the_mail_to_somebody_else(desk: Desk) -> None:
    desk, ways = with_settings(desk), Ways()
    wanted = make_condition("anything", period="daily", query='"buy at shop.example"')
    subscribe(desk, Wish("digest", wanted, "mail", ADDRESS, "BUY NOW https://shop.example"), NOW)
    send_due(desk, NOW, post=ways.post)
    (letter,) = ways.letters
    for part in (letter.subject, letter.text, letter.html):
        assert "shop.example" not in part


def test_a_link_confirms_once_and_says_so_again(desk: Desk) -> None:
    desk = with_settings(desk)
    made = asks(desk)
    assert made is not None
    token = token_of(desk.config, made)
    assert confirm(desk, token, NOW).state == "active"
    assert confirm(desk, token, NOW + timedelta(days=30)).state == "active"
    end(desk, made.n, NOW)
    with pytest.raises(InputError, match="was ended"):
        confirm(desk, token, NOW)


def test_a_link_is_good_for_a_week_and_a_wrong_one_never(desk: Desk) -> None:
    desk = with_settings(desk)
    made = asks(desk)
    assert made is not None
    token = token_of(desk.config, made)
    with pytest.raises(InputError, match="too old"):
        confirm(desk, token, NOW + timedelta(days=8))
    for wrong in ("", token[:-1], token + "A", token.swapcase(), "\udcff", "x" * 10_000):
        with pytest.raises(InputError, match="not known"):
            confirm(desk, wrong, NOW)
    assert find_subscription(desk, made.n).state == "waiting"


def test_the_store_holds_no_token(desk: Desk) -> None:
    desk = with_settings(desk)
    made = asks(desk)
    assert made is not None
    token = token_of(desk.config, made)
    with desk.store.reading() as connection:
        row = connection.execute(select(subscription)).one()
        assert token not in json.dumps([str(value) for value in row])
        assert len(row.token) == 64
    found = find_by_token(desk, token)
    assert found is not None and found.n == made.n


def test_the_token_needs_the_secret(desk: Desk, tmp_path: Path) -> None:
    desk = with_settings(desk)
    made = asks(desk)
    assert made is not None
    other = replace(desk.config, serve=replace(desk.config.serve, secret="another secret that is long enough now"))
    none = replace(desk.config, folder=tmp_path, serve=replace(desk.config.serve, secret=""))
    tokens = {token_of(config, made) for config in (desk.config, other, none)}
    assert len(tokens) == 3
    assert token_of(none, made) in tokens
    key = none.files / "links.key"
    assert key.stat().st_mode & 0o077 == 0
    assert len(bytes.fromhex(key.read_text("ascii"))) == 32


def test_nobody_can_be_flooded_with_mails_that_ask(desk: Desk) -> None:
    desk, ways = with_settings(desk), Ways()
    for minute in range(0, 300, 20):
        for number, address in enumerate((ADDRESS, "Reader@post.example", "reader+x@POST.example")):
            asks(desk, address, f"query{minute}x{number}", minute)
        send_due(desk, NOW + timedelta(minutes=minute), post=ways.post)
    assert len(ways.letters) == 3
    moments = sorted(letter.at for letter in ways.letters)
    assert all(b - a >= timedelta(hours=1) for a, b in pairwise(moments))
    assert asks(desk, "other@post.example") is not None


def test_what_one_has_already_is_not_asked_for_again(desk: Desk) -> None:
    desk = with_settings(desk)
    wants(desk, DAILY)
    assert asks(desk, after=90) is None
    assert asks(desk, query="ferry", after=90) is not None


def test_an_ended_one_forgets_the_address_after_a_month(desk: Desk) -> None:
    desk, ways = with_settings(desk), Ways()
    made = wants(desk, DAILY)
    end(desk, made.n, NOW)
    tidy(desk, NOW + timedelta(days=29))
    assert find_subscription(desk, made.n).target == ADDRESS
    later = NOW + timedelta(days=31)
    assert is_due(desk, later)
    send_due(desk, later, post=ways.post)
    kept = find_subscription(desk, made.n)
    assert (kept.target, kept.name, kept.place) == ("", "", "forgotten")
    assert not is_due(desk, later)
    with desk.store.reading() as connection:
        for table in ("subscription", "delivery"):
            rows = connection.execute(text(f"SELECT * FROM {table}")).all()
            assert ADDRESS not in str(rows)


def test_what_nobody_confirmed_is_forgotten_after_a_week(desk: Desk) -> None:
    desk = with_settings(desk)
    asks(desk)
    tidy(desk, NOW + timedelta(days=6))
    assert len(list_subscriptions(desk)) == 1
    tidy(desk, NOW + timedelta(days=8))
    assert list_subscriptions(desk) == []
    with desk.store.reading() as connection:
        assert connection.execute(select(delivery)).all() == []


def test_paused_ones_get_nothing_and_go_on_with_what_is_new(desk: Desk) -> None:
    desk, ways = with_settings(desk), Ways()
    bridge, tax = told_stories(desk)
    made = wants(desk)
    pause(desk, made.n)
    appears(desk, bridge)
    send_due(desk, NOW, post=ways.post)
    resume(desk, made.n)
    send_due(desk, NOW, post=ways.post)
    assert ways.letters == []
    appears(desk, tax)
    send_due(desk, NOW, post=ways.post)
    (letter,) = ways.letters
    assert "Tax" in letter.text and "bridge" not in letter.text


def test_alerts_of_an_account_that_is_switched_off_rest(desk: Desk) -> None:
    desk, ways = with_settings(desk), Ways()
    bridge, _ = told_stories(desk)
    with desk.store.writing() as connection:
        connection.execute(
            insert(user).values(name="bo", role="editor", password="-", created_at=NOW, disabled_at=NOW)
        )
        connection.execute(insert(user).values(name="ada", role="editor", password="-", created_at=NOW))
    wants(desk, account="bo", to="bo@post.example")
    wants(desk, account="ada", to="ada@post.example")
    appears(desk, bridge)
    send_due(desk, NOW, post=ways.post)
    assert [letter.to for letter in ways.letters] == ["ada@post.example"]
    assert not is_due(desk, NOW + timedelta(hours=1))


def test_a_webhook_needs_no_confirmation_and_shows_its_secret_once(desk: Desk) -> None:
    desk = with_settings(desk)
    made = wants(desk, channel="webhook", to="https://hooks.example/services/T1/secret-part", account="ada")
    assert made.state == "active"
    assert made.secret is not None and made.secret.startswith("whsec_")
    (listed,) = list_subscriptions(desk, account="ada")
    assert listed.secret is None
    assert listed.place == "https://hooks.example/…"
    end(desk, made.n, NOW)
    assert find_subscription(desk, made.n).secret is None


@pytest.mark.parametrize(
    ("channel", "target"),
    [
        ("mail", "nobody"),
        ("mail", "a@b.example\r\nBcc: c@d.example"),
        ("webhook", "https://127.0.0.1/"),
        ("webhook", "http://hooks.example/"),
        ("apprise", "slack://a/b/c"),
    ],
)
def test_a_target_that_cannot_be_reached_is_refused(desk: Desk, channel: str, target: str) -> None:
    with pytest.raises(InputError):
        wants(with_settings(desk), channel=channel, to=target)  # type: ignore[arg-type]
    assert list_subscriptions(desk, states=("waiting", "active", "paused", "ended")) == []


def test_a_digest_goes_by_mail_alone_and_a_story_must_be_there(desk: Desk) -> None:
    desk = with_settings(desk, alerts=AlertConfig())
    with pytest.raises(InputError, match="by mail"):
        wants(desk, DAILY, channel="webhook", to="https://hooks.example/")
    with pytest.raises(InputError, match="no such story"):
        wants(desk, make_condition("story", story="s-0000000000000000"))


def test_only_ones_own_are_found(desk: Desk) -> None:
    desk = with_settings(desk)
    made = wants(desk, account="ada")
    assert find_subscription(desk, made.n, "ada").n == made.n
    for account in ("bo", ""):
        with pytest.raises(InputError, match="no alert of this number"):
            find_subscription(desk, made.n, account)
    assert list_subscriptions(desk, account="bo") == []
