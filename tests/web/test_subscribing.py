"""Digests for readers and alerts for editors: asked for, confirmed, ended, by the pages and by mail programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from firsthand.config import AlertConfig, MailConfig, ServeConfig
from firsthand.desk.audit import list_audit
from firsthand.desk.conditions import make_condition
from firsthand.desk.deliveries import send_due
from firsthand.desk.subscriptions import Subscription, find_subscription, list_subscriptions
from tests.collect.hostile_web import NETWORK
from tests.desk.hook_server import hook_server
from tests.desk.news import SITE, Ways
from tests.web.plain_site import PlainSite, open_site
from tests.web.signed_in import sign_in, token_in

ADDRESS = "reader@post.example"
TEXT = "The bridge at Ostrel fell on Friday night after weeks of rain, and twelve people were hurt, the mayor said."
SERVE = ServeConfig(public_url=SITE, requests_a_minute=0, logins_a_minute=0, notices_an_hour=0)
MAIL = MailConfig(host="mail.example", sender="News desk <news@news.example>")
HOOK = "https://hooks.example/T1/secret-part"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[PlainSite]:
    """A site that sends mail."""
    yield from open_site(tmp_path, serve=SERVE, mail=MAIL, alerts=AlertConfig(allow_networks=(NETWORK,)))


def ask(site: PlainSite, browser: TestClient | None = None, **fields: str) -> str:
    """Fill in the form for a digest; the page after it."""
    browser = browser or site.browser()
    token = token_in(browser.get("/digest").text)
    sent = {"csrf": token, "address": ADDRESS, "period": "daily", "query": ""} | fields
    return browser.post("/digest", data=sent).text


def link_in(text: str) -> str:
    """The path of the link to this site that a mail has."""
    (link,) = re.findall(rf"{SITE}(/digest/(?:confirm|unsubscribe)/\S+)", text)
    return str(link)


def sent(site: PlainSite, later: timedelta = timedelta()) -> Ways:
    ways = Ways()
    send_due(site.desk, site.house.now() + later, post=ways.post, send=ways.send)
    return ways


def only(site: PlainSite) -> Subscription:
    (found,) = list_subscriptions(site.desk, states=("waiting", "active", "paused", "ended"))
    return found


def test_from_the_form_to_the_digest_and_out_again(site: PlainSite) -> None:
    assert "Look into your mail" in ask(site, query="bridge")
    (asked,) = sent(site).letters
    path = link_in(asked.text)

    browser = site.browser()  # a mail is opened wherever it is opened
    for _ in range(2):
        shown = browser.get(path)
        assert shown.status_code == 200
        assert "a daily digest of all that is new in stories with articles found by “bridge”" in shown.text
    assert only(site).state == "waiting"  # programs that open links confirm nothing
    assert "From now on" in browser.post(path).text
    assert only(site).state == "active"

    site.keep(TEXT, url="https://courier.vellmark.example/bridge", title="Bridge falls")
    assert sent(site).letters == []
    (digest,) = sent(site, timedelta(days=1)).letters
    assert "Bridge falls" in digest.subject
    assert digest.unsubscribe is not None

    out = digest.unsubscribe.removeprefix(SITE)
    assert "Stop these mails" in browser.get(out).text
    assert only(site).state == "active"
    assert "You are unsubscribed" in browser.post(out).text
    assert only(site).state == "ended"
    assert "You are unsubscribed" in browser.get(out).text
    assert "was ended" in browser.post(path).text


def test_a_mail_program_unsubscribes_at_one_click(site: PlainSite) -> None:
    ask(site)
    (asked,) = sent(site).letters
    site.browser().post(link_in(asked.text))
    site.keep(TEXT, url="https://courier.vellmark.example/bridge", title="Bridge falls")
    (digest,) = sent(site, timedelta(days=1)).letters
    assert digest.unsubscribe is not None
    # RFC 8058: no cookies, no Origin, no Referer, one field
    program = TestClient(site.client.app, base_url="http://localhost", follow_redirects=False)
    answer = program.post(digest.unsubscribe.removeprefix(SITE), data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "location" not in answer.headers
    assert only(site).state == "ended"
    answer = program.post(digest.unsubscribe.removeprefix(SITE), data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200


def test_a_wrong_link_does_nothing(site: PlainSite) -> None:
    ask(site)
    browser = site.browser()
    for path in ("/digest/confirm/", "/digest/unsubscribe/"):
        for token in ("x", "x" * 24, "%00", "..%2f..", "x" * 5_000):
            assert browser.get(path + token).status_code == 404
            assert browser.post(path + token).status_code in (404, 410)
    assert only(site).state == "waiting"


def test_nobody_learns_whether_an_address_has_a_digest(site: PlainSite) -> None:
    first = ask(site)
    (asked,) = sent(site).letters
    site.browser().post(link_in(asked.text))
    assert ask(site) == first == ask(site, query="ferry") == ask(site, address="nobody@post.example")


def test_the_form_is_of_this_site_and_says_what_is_wrong(site: PlainSite) -> None:
    browser = site.browser()
    assert browser.post("/digest", data={"address": ADDRESS, "period": "daily"}).status_code == 403
    for fields, words in (
        ({"address": "a@b.example\r\nBcc: c@d.example"}, "no mail address"),
        ({"period": "hourly"}, "is none of daily, weekly"),
        ({"query": "(bridge"}, "bracket"),
        ({"address": '"><script>alert(1)</script>'}, "&lt;script&gt;"),
    ):
        shown = ask(site, None, **fields)
        assert words in shown
        assert "<script>alert" not in shown
    assert list_subscriptions(site.desk) == []


def test_without_a_mail_server_there_is_no_form(tmp_path: Path) -> None:
    for site in open_site(tmp_path):
        assert "No mails are sent from here" in site.page("/digest")
        assert 'name="address"' not in site.page("/digest")


def test_what_is_somebodys_own_is_kept_by_no_cache(site: PlainSite) -> None:
    ask(site)
    (asked,) = sent(site).letters
    for path in (link_in(asked.text), "/digest"):
        headers = site.browser().get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-robots-tag"] == "noindex"
        assert headers["referrer-policy"] in ("no-referrer", "same-origin")  # the token goes to no other site


def test_behind_a_login_only_readers_ask_and_everybody_gets_out(tmp_path: Path) -> None:
    from dataclasses import replace

    for site in open_site(tmp_path, serve=replace(SERVE, reading="login"), mail=MAIL):
        browser = site.browser()
        assert browser.get("/digest").headers["location"].startswith("/login")
        reader = site.browser()
        sign_in(reader, site.house, "reader", "ina")
        assert "Look into your mail" in ask(site, reader)
        (asked,) = sent(site).letters
        assert "From now on" in browser.post(link_in(asked.text)).text
        assert only(site).account == "ina"


# --- alerts -----------------------------------------------------------------------------------------------------------


def make(browser: TestClient, token: str, **fields: str) -> tuple[int, str, str]:
    """Fill in the form for an alert: status, where to, and the page."""
    given = {"csrf": token, "kind": "query", "query": "bridge", "channel": "webhook", "target": HOOK}
    answer = browser.post("/alerts", data=given | fields)
    return answer.status_code, answer.headers.get("location", ""), answer.text


def test_alerts_are_for_editors(site: PlainSite) -> None:
    assert site.browser().get("/alerts").headers["location"].startswith("/login")
    reader = site.browser()
    token = sign_in(reader, site.house, "reader", "ina")
    assert reader.get("/alerts").status_code == 403
    assert make(reader, token)[0] == 403
    editor, _ = site.editor()
    assert make(editor, "0" * 64)[0] == 403
    assert list_subscriptions(site.desk) == []


def test_an_alert_by_webhook_shows_its_secret_once(site: PlainSite) -> None:
    editor, token = site.editor()
    status, _, shown = make(editor, token, name="Bridges")
    assert status == 201
    secret = find_subscription(site.desk, only(site).n).secret
    assert secret is not None and secret in shown
    listed = editor.get("/alerts").text
    assert secret not in listed and "secret-part" not in listed
    assert "Bridges" in listed and "https://hooks.example/…" in listed
    assert "articles found by “bridge”" in listed
    site.keep(TEXT, url="https://courier.vellmark.example/bridge", title="Bridge falls")
    (message,) = sent(site).messages
    assert b"Bridge falls" in message.body
    assert "sent, <time" in editor.get("/alerts").text


def test_an_alert_by_mail_is_confirmed_first(site: PlainSite) -> None:
    editor, token = site.editor()
    assert make(editor, token, channel="mail", target=ADDRESS)[:2] == (303, "/alerts?done=asked")
    site.keep(TEXT, url="https://courier.vellmark.example/bridge", title="Bridge falls")
    (asked,) = sent(site).letters
    assert "Bridge" not in asked.text
    site.browser().post(link_in(asked.text))
    assert only(site).state == "active"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"target": "https://169.254.169.254/"}, "not reached from here"),
        ({"target": "http://[::ffff:10.0.0.1]/"}, "not reached from here"),
        ({"target": "javascript:alert(1)"}, "Only http and https"),
        ({"channel": "mail", "target": "nobody"}, "no mail address"),
        ({"channel": "apprise", "target": "slack://a/b/c"}, "Choose where"),
        ({"kind": "anything"}, "Choose what"),
        ({"kind": "denial", "query": ""}, "Name who denies"),
        ({"kind": "origins", "count": "many"}, "in digits"),
        ({"query": '"><svg onload=alert(1)>" ('}, "bracket"),
    ],
)
def test_what_is_wrong_with_an_alert_is_said(site: PlainSite, fields: dict[str, str], words: str) -> None:
    editor, token = site.editor()
    status, _, shown = make(editor, token, **fields)
    assert status == 422
    assert words in shown
    assert "<svg" not in shown
    assert list_subscriptions(site.desk) == []


def test_alerts_are_paused_resumed_tested_and_ended(site: PlainSite) -> None:
    editor, token = site.editor()
    with hook_server() as hooks:
        assert make(editor, token, target=hooks.url())[0] == 201
        n = only(site).n

        def act(what: str) -> str:
            answer = editor.post(f"/alerts/{n}", data={"csrf": token, "act": what})
            return answer.headers.get("location", "") or answer.text

        assert (act("pause"), only(site).state) == ("/alerts?done=pause", "paused")
        assert (act("resume"), only(site).state) == ("/alerts?done=resume", "active")
        assert act("test") == "/alerts?done=test"
        assert len(hooks.got) == 1
        hooks.status = 500
        assert "The test did not get through" in act("test")
        assert (act("end"), only(site).state) == ("/alerts?done=end", "ended")
        assert editor.post(f"/alerts/{n}", data={"csrf": token, "act": "dance"}).status_code == 400
    acts = [line.act for line in list_audit(site.desk)]
    assert acts[:5][::-1] == ["make alert", "pause alert", "resume alert", "test alert", "end alert"]


def test_others_alerts_are_found_by_admins_alone(site: PlainSite) -> None:
    mara, token = site.editor()
    make(mara, token, name="Mine alone")
    n = only(site).n
    bo, other = site.editor("bo")
    assert "Mine alone" not in bo.get("/alerts").text
    assert bo.post(f"/alerts/{n}", data={"csrf": other, "act": "end"}).status_code == 404
    admin = site.browser()
    token = sign_in(admin, site.house, "admin", "ada")
    assert "Mine alone" in admin.get("/alerts").text
    assert admin.post(f"/alerts/{n}", data={"csrf": token, "act": "end"}).status_code == 303
    assert only(site).state == "ended"


def test_a_link_fills_the_form_in(site: PlainSite) -> None:
    editor, _ = site.editor()
    shown = editor.get('/alerts?kind=story&story=s-1234&name="><b>').text
    assert '<option value="story" selected>' in shown
    assert 'name="story" maxlength="2000" autocomplete="off" value="s-1234"' in shown
    assert "<b>" not in shown


def test_a_condition_made_on_the_page_is_the_one_that_is_kept(site: PlainSite) -> None:
    editor, token = site.editor()
    make(editor, token, kind="origins", query="bridge", count="4", actor="Mara Veld")
    assert only(site).condition == make_condition("origins", query="bridge", count=4, actor="Mara Veld")
    assert only(site).created_at <= datetime.now(UTC)
