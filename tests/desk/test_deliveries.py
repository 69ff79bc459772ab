from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from firsthand.config import AlertConfig, MailConfig
from firsthand.desk.changes import Change
from firsthand.desk.conditions import make_condition
from firsthand.desk.deliveries import is_due, send_due, send_test
from firsthand.desk.notice import Notice
from firsthand.desk.opening import Desk
from firsthand.desk.outbox import last_deliveries
from firsthand.desk.subscriptions import end, find_subscription, token_of
from firsthand.desk.takedown import take_down
from firsthand.desk.webhooks import Message
from firsthand.errors import DeliveryError, InputError
from firsthand.store.reader_tables import delivery
from tests.collect.hostile_web import NETWORK
from tests.desk.hook_server import hook_server
from tests.desk.mail_server import mail_server
from tests.desk.news import NOW, SITE, Ways, appears, happens, told_stories, wants, with_settings

HOOK = "https://hooks.example/firsthand"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def states(desk: Desk) -> list[str]:
    with desk.store.reading() as connection:
        return list(connection.execute(select(delivery.c.state).order_by(delivery.c.n)).scalars())


def test_an_alert_goes_out_once(desk: Desk) -> None:
    desk, ways = with_settings(desk), Ways()
    bridge, _ = told_stories(desk)
    made = wants(desk, make_condition("query", query="bridge"), name="Bridges")
    appears(desk, bridge)
    assert is_due(desk, NOW)
    assert send_due(desk, NOW, post=ways.post).sent == 1
    assert not is_due(desk, NOW + DAY)
    assert send_due(desk, NOW + DAY, post=ways.post).sent == 0
    (letter,) = ways.letters
    assert letter.subject == "Bridges: Orrin bridge falls at Ostrel"
    assert letter.unsubscribe == f"{SITE}/digest/unsubscribe/{token_of(desk.config, made)}"
    assert letter.unsubscribe in letter.text and letter.unsubscribe in letter.html
    assert "an alert on articles found by “bridge”" in " ".join(letter.text.split())
    assert states(desk) == ["sent"]


def test_what_does_not_meet_the_condition_is_not_sent(desk: Desk) -> None:
    desk, ways = with_settings(desk), Ways()
    bridge, tax = told_stories(desk)
    wants(desk, make_condition("origins", count=1))
    happens(desk, bridge, Change("origin", count=2))
    appears(desk, tax)
    assert send_due(desk, NOW, post=ways.post).noted == 0
    assert not is_due(desk, NOW)
    happens(desk, bridge, Change("origin", count=1))
    assert send_due(desk, NOW, post=ways.post).sent == 1


def test_people_are_not_told_every_minute_and_programs_are(desk: Desk) -> None:
    desk, ways = with_settings(desk), Ways()
    bridge, tax = told_stories(desk)
    wants(desk)
    wants(desk, channel="webhook", to=HOOK)
    for minute in range(6):
        happens(desk, (bridge, tax)[minute % 2], Change("origin", count=1))
        send_due(desk, NOW + minute * MINUTE, post=ways.post, send=ways.send)
    assert (len(ways.letters), len(ways.messages)) == (1, 6)
    assert not is_due(desk, NOW + 6 * MINUTE)
    send_due(desk, NOW + 11 * MINUTE, post=ways.post, send=ways.send)
    assert len(ways.letters) == 2
    assert "News of 2 stories" in ways.letters[1].text


def test_a_digest_comes_when_its_time_has_come_with_only_what_is_new(desk: Desk) -> None:
    desk, ways = with_settings(desk), Ways()
    bridge, tax = told_stories(desk)
    wants(desk, make_condition("anything", period="daily"))
    appears(desk, bridge)
    assert not is_due(desk, NOW + 23 * HOUR)
    send_due(desk, NOW + 23 * HOUR, post=ways.post)
    assert ways.letters == []
    late = NOW + 26 * HOUR
    assert is_due(desk, late)
    send_due(desk, late, post=ways.post)
    appears(desk, tax)
    send_due(desk, NOW + 47 * HOUR, post=ways.post)
    assert len(ways.letters) == 1
    send_due(desk, NOW + 48 * HOUR, post=ways.post)  # it keeps its hour, though the last one was late
    send_due(desk, NOW + 72 * HOUR, post=ways.post)  # nothing is new, and nothing is sent
    first, second = ways.letters
    assert first.subject == "Daily digest: Orrin bridge falls at Ostrel"
    assert second.subject == "Daily digest: Tax"
    assert "bridge" not in second.text
    assert not is_due(desk, NOW + 72 * HOUR)


def test_a_weekly_digest_of_a_search(desk: Desk) -> None:
    desk, ways = with_settings(desk), Ways()
    bridge, tax = told_stories(desk)
    wants(desk, make_condition("anything", period="weekly", query="windows"))
    appears(desk, bridge)
    appears(desk, tax)
    send_due(desk, NOW + 6 * DAY, post=ways.post)
    assert ways.letters == []
    send_due(desk, NOW + 7 * DAY, post=ways.post)
    (letter,) = ways.letters
    assert "Tax" in letter.text and "bridge" not in letter.text
    why = "a weekly digest of all that is new in stories with articles found by “windows”"
    assert why in " ".join(letter.text.split())


def test_digests_go_out_at_once_where_that_is_asked_for(desk: Desk) -> None:
    desk, ways = with_settings(desk), Ways()
    bridge, _ = told_stories(desk)
    wants(desk, make_condition("anything", period="weekly"))
    appears(desk, bridge)
    send_due(desk, NOW + HOUR, post=ways.post, at_once=True)
    send_due(desk, NOW + 2 * HOUR, post=ways.post, at_once=True)
    assert len(ways.letters) == 1


def test_what_fails_is_tried_again_ever_later_and_then_given_up(desk: Desk) -> None:
    desk, ways = with_settings(desk), Ways(broken=DeliveryError("hooks.example", "It did not take it (status 500)."))
    bridge, _ = told_stories(desk)
    made = wants(desk, channel="webhook", to=HOOK)
    appears(desk, bridge)
    now = NOW
    tries: list[float] = []
    while is_due(desk, now):
        assert not is_due(desk, now - timedelta(seconds=1)) or not tries
        send_due(desk, now, send=ways.send)
        tries.append((now - NOW).total_seconds())
        last = last_deliveries(desk, [made.n])[made.n]
        now = last.due_at or now
    assert tries == [0, 60, 360, 2_160, 9_360, 38_160]
    assert (last.state, last.tries, last.reason) == ("failed", 6, "It did not take it (status 500).")
    assert find_subscription(desk, made.n).state == "active"
    ways.broken = None
    happens(desk, bridge, Change("origin", count=1))
    assert send_due(desk, now, send=ways.send).sent == 1


def test_a_server_that_asks_to_wait_is_left_alone_until_then(desk: Desk) -> None:
    desk = with_settings(desk)
    ways = Ways(broken=DeliveryError("hooks.example", "The server did not take it.", retry_after=3_600))
    bridge, _ = told_stories(desk)
    wants(desk, channel="webhook", to=HOOK)
    appears(desk, bridge)
    send_due(desk, NOW, send=ways.send)
    assert not is_due(desk, NOW + 59 * MINUTE)
    assert is_due(desk, NOW + 60 * MINUTE)


def test_a_target_that_is_gone_is_paused_at_once_and_one_that_fails_after_three(desk: Desk) -> None:
    desk = with_settings(desk, alerts=AlertConfig(tries=1))
    bridge, _ = told_stories(desk)
    gone, failing = (wants(desk, channel="webhook", to=f"{HOOK}/{n}") for n in range(2))

    def send(message: Message) -> None:
        raise DeliveryError("hooks.example", "It did not work.", final=message.to.endswith("/0"))

    seen = []
    for n in range(4):
        happens(desk, bridge, Change("origin", count=1))
        send_due(desk, NOW + n * DAY, send=send)
        seen.append([find_subscription(desk, each.n).state for each in (gone, failing)])
    assert [a for a, _ in seen] == ["paused"] * 4
    assert [b for _, b in seen] == ["active", "active", "paused", "paused"]
    assert len(states(desk)) == 4


def test_a_mail_server_that_is_down_costs_nobody_a_mail_and_is_asked_once(desk: Desk) -> None:
    desk = with_settings(desk)
    bridge, _ = told_stories(desk)
    for n in range(5):
        wants(desk, to=f"reader{n}@post.example")
    wants(desk, channel="webhook", to=HOOK)
    appears(desk, bridge)
    asked, ways = [], Ways()

    def down(letter: object) -> None:
        asked.append(letter)
        raise DeliveryError("mail.example", "The mail server cannot be reached.", ours=True)

    for hour in range(6):
        send_due(desk, NOW + hour * HOUR, post=down, send=ways.send)
    assert len(ways.messages) == 1
    assert len(asked) == 6
    assert send_due(desk, NOW + 49 * HOUR, post=ways.post).sent == 5
    assert {letter.to for letter in ways.letters} == {f"reader{n}@post.example" for n in range(5)}
    assert all(find_subscription(desk, n).state == "active" for n in range(1, 6))


def test_what_is_a_week_late_is_no_news(desk: Desk) -> None:
    desk = with_settings(desk)
    bridge, _ = told_stories(desk)
    made = wants(desk)
    appears(desk, bridge)
    ways = Ways(broken=DeliveryError("mail.example", "The mail server cannot be reached.", ours=True))
    send_due(desk, NOW, post=ways.post)
    send_due(desk, NOW + 8 * DAY, post=ways.post)
    assert states(desk) == ["failed"]
    assert find_subscription(desk, made.n).state == "active"


def test_whoever_is_killed_while_sending_sends_it_again_with_the_same_id(desk: Desk) -> None:
    desk = with_settings(desk)
    bridge, _ = told_stories(desk)
    wants(desk)
    wants(desk, channel="webhook", to=HOOK)
    appears(desk, bridge)
    ways, ids = Ways(), []

    def killed(thing: object) -> None:
        ids.append(thing.id)  # type: ignore[attr-defined]
        raise KeyboardInterrupt

    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            send_due(desk, NOW, post=killed, send=killed)
    assert states(desk) == ["waiting", "waiting"]
    assert send_due(desk, NOW + 2 * MINUTE, post=ways.post, send=ways.send).sent == 2
    assert {ways.letters[0].id, ways.messages[0].id} == set(ids)


def test_two_processes_send_one_mail(desk: Desk) -> None:
    desk, ways = with_settings(desk), Ways()
    bridge, _ = told_stories(desk)
    wants(desk)
    appears(desk, bridge)

    def post(letter: object) -> None:
        send_due(desk, NOW, post=ways.post)  # another process, while this one is sending
        ways.post(letter)  # type: ignore[arg-type]

    send_due(desk, NOW, post=post)
    assert len(ways.letters) == 1


def test_what_was_taken_down_before_it_went_out_is_not_sent(desk: Desk) -> None:
    desk = with_settings(desk)
    _, tax = told_stories(desk)
    wants(desk)
    appears(desk, tax)
    ways = Ways(broken=DeliveryError("mail.example", "The mail server cannot be reached.", ours=True))
    send_due(desk, NOW, post=ways.post)
    take_down(desk, Notice("https://marn.example/tax", "It must go."), by="Ada Lorn", now=NOW)
    ways.broken = None
    sent = send_due(desk, NOW + HOUR, post=ways.post)
    assert (sent.sent, sent.empty, ways.letters) == (0, 1, [])


def test_what_was_ended_is_not_sent_any_more(desk: Desk) -> None:
    desk = with_settings(desk)
    bridge, _ = told_stories(desk)
    made = wants(desk)
    appears(desk, bridge)
    ways = Ways(broken=DeliveryError("mail.example", "The mail server cannot be reached.", ours=True))
    send_due(desk, NOW, post=ways.post)
    end(desk, made.n, NOW)
    ways.broken = None
    assert send_due(desk, NOW + HOUR, post=ways.post).sent == 0


def test_no_more_than_so_many_go_out_at_one_look(desk: Desk) -> None:
    desk, ways = with_settings(desk), Ways()
    bridge, _ = told_stories(desk)
    for n in range(5):
        wants(desk, to=f"reader{n}@post.example")
    appears(desk, bridge)
    assert [send_due(desk, NOW, post=ways.post, most=2).sent for _ in range(4)] == [2, 2, 1, 0]


def test_without_a_mail_server_mails_wait_and_nothing_is_due(desk: Desk) -> None:
    desk = with_settings(desk, mail=MailConfig())
    bridge, _ = told_stories(desk)
    wants(desk)
    appears(desk, bridge)
    send_due(desk, NOW)
    assert states(desk) == ["waiting"]
    assert not is_due(desk, NOW)
    ways = Ways()
    assert send_due(with_settings(desk), NOW, post=ways.post).sent == 1


def test_by_a_real_mail_server_and_a_real_webhook(desk: Desk) -> None:
    bridge, _ = told_stories(desk)
    with mail_server() as server, hook_server() as hooks:
        mail = MailConfig(host="127.0.0.1", port=server.port, security="none", sender="News desk <news@news.example>")
        desk = with_settings(desk, mail=mail, alerts=AlertConfig(allow_networks=(NETWORK,)))
        made = wants(desk)
        hooked = wants(desk, channel="webhook", to=hooks.url(), name="All of it")
        appears(desk, bridge)
        sent = send_due(desk, NOW)
        assert (sent.sent, sent.reasons) == (2, [])
        send_test(desk, hooked, NOW)
    (got,) = server.letters
    assert got["List-Unsubscribe"] == f"<{SITE}/digest/unsubscribe/{token_of(desk.config, made)}>"
    text, html = (part.get_content() for part in got.iter_parts())
    assert "1 new story: 2 new articles." in text and "1 new story: 2 new articles." in html
    (_, headers, body), (_, _, test) = hooks.got
    record = json.loads(body)
    assert record["type"] == "alert" and record["timestamp"] == "2026-03-20T09:00:00+00:00"
    assert record["data"]["name"] == "All of it"
    assert record["data"]["stories"][0]["headline"] == "Orrin bridge falls at Ostrel"
    assert headers["webhook-id"].startswith("msg_")
    assert json.loads(test)["type"] == "test"


def test_a_test_goes_to_nobody_who_has_not_confirmed(desk: Desk) -> None:
    desk = with_settings(desk)
    made = wants(desk)
    end(desk, made.n, NOW)
    with pytest.raises(InputError, match="was ended"):
        send_test(desk, find_subscription(desk, made.n), NOW)


def test_a_headline_from_outside_ends_no_subject(desk: Desk) -> None:
    from tests.desk.test_digesting import other_side

    desk, ways = with_settings(desk), Ways()
    bridge, _ = told_stories(desk)
    other_side(desk, bridge, headline="Ferry\r\nBcc: victim@post.example\r\n\r\nbody" + "x" * 500)
    wants(desk)
    appears(desk, bridge)
    send_due(desk, NOW, post=ways.post)
    subject = ways.letters[0].subject
    assert "\n" not in subject and "\r" not in subject and len(subject) < 200
