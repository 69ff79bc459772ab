from __future__ import annotations

from collections.abc import Iterator

import pytest

from firsthand.config import AlertConfig
from firsthand.desk import notify_by_apprise
from firsthand.desk.deliveries import is_due, send_due
from firsthand.desk.notify_by_apprise import check_service, notify
from firsthand.desk.opening import Desk
from firsthand.errors import DeliveryError, InputError
from tests.desk.news import NOW, SITE, appears, told_stories, wants, with_settings

pytest.importorskip("apprise")
#: Apprise loads all of its services at the first use of one, and some load what is old.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

ON = AlertConfig(apprise=True)
SLACK = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/newsroom"


TELEGRAM = "TGRAM://123456789:abcdefg_hijklmnop/lead2gold"


@pytest.mark.parametrize("good", [SLACK, TELEGRAM, "ntfy://newsroom", "ntfys://push.vellmark.example/newsroom"])
def test_services_are_taken(good: str) -> None:
    assert check_service(f" {good} ", ON) == good.replace("TGRAM", "tgram")


@pytest.mark.parametrize(
    "bad",
    [
        *("mailto://a:b@mail.example", "mailtos://a:b@mail.example", "json://127.0.0.1/", "jsons://hooks.example/"),
        *("xml://10.0.0.1/", "form://hooks.example/", "syslog://", "dbus://", "windows://", "macosx://", "exec://ls"),
        *("apprise://127.0.0.1/token", "file:///etc/passwd", "ntfy://127.0.0.1/topic", "ntfy://a:b@127.0.0.1"),
        *("matrix://a:b@127.0.0.1", "rocket://a:b@127.0.0.1/x", "workflow://x/y", "mqtt://127.0.0.1/x", "python://x"),
        *("ntfy://topic?mode=private", f"{SLACK}?template=/etc/passwd", f"{SLACK}&+X-Header=1", f"{SLACK}?image_url=x"),
        *(f"{SLACK}, json://127.0.0.1/", f"{SLACK} json://127.0.0.1/", f"{SLACK}\njson://127.0.0.1/", "slack://"),
        "ntfy",
        *("", "x" * 2_000, "slack://\u202ea/b/c", "discord://one"),
    ],
)
def test_all_else_is_refused(bad: str) -> None:
    with pytest.raises(InputError) as caught:
        check_service(bad, ON)
    assert caught.value.reason[-1] == "."


def test_it_is_switched_off_by_default() -> None:
    with pytest.raises(InputError, match="not switched on"):
        check_service(SLACK, AlertConfig())
    with pytest.raises(DeliveryError, match="not switched on"):
        notify(SLACK, "t", "x", AlertConfig())


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "[::1]", "192.168.1.4:8443", "0x7f000001", "localhost"])
def test_a_service_on_a_private_host_gets_nothing(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("requests.Session.request", forbidden)
    monkeypatch.setattr("requests.post", forbidden)
    target = f"ntfys://{host}/newsroom"
    try:
        check_service(target, ON)
    except InputError:
        return  # Apprise itself reads no host there
    with pytest.raises(DeliveryError):
        notify(target, "t", "x", ON)


def forbidden(*_: object, **__: object) -> None:
    pytest.fail("it was sent")


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """What is handed to Apprise, in place of its services; one whose title ends in "fail" does not take it."""
    found: list[tuple[str, str]] = []

    class Service:
        def notify(self, body: str, title: str) -> bool:
            found.append((title, body))
            return not title.endswith("fail")

    monkeypatch.setattr(notify_by_apprise, "_instance", lambda target: Service())
    yield found


def test_what_the_service_does_not_take_is_tried_again(sent: list[tuple[str, str]]) -> None:
    notify(SLACK, "Ferry\nsinks", "One story.", ON)
    assert sent == [("Ferry sinks", "One story.")]
    with pytest.raises(DeliveryError) as caught:
        notify(SLACK, "fail", "x", ON)
    assert not caught.value.final


def test_an_alert_goes_out_by_it(desk: Desk, sent: list[tuple[str, str]]) -> None:
    desk = with_settings(desk, alerts=ON)
    bridge, _ = told_stories(desk)
    made = wants(desk, channel="apprise", to=SLACK)
    assert made.place == "slack://…"
    appears(desk, bridge)
    assert send_due(desk, NOW).sent == 1
    ((title, text),) = sent
    assert title == "All that is new"
    assert text.splitlines() == [
        "1 new story: 2 new articles.",
        "Orrin bridge falls at Ostrel (2 articles by 2 outlets, 1 independent origin)",
        f"{SITE}/stories/{bridge}",
    ]


def test_switched_off_again_it_waits(desk: Desk, sent: list[tuple[str, str]]) -> None:
    on, off = with_settings(desk, alerts=ON), with_settings(desk)
    bridge, _ = told_stories(on)
    wants(on, channel="apprise", to=SLACK)
    appears(on, bridge)
    assert send_due(off, NOW).sent == 0
    assert not is_due(off, NOW)
    assert send_due(on, NOW).sent == 1
