"""Whether an address may be fetched and kept."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.collect import permissions as module
from firsthand.collect.licenses import NAMESPACE
from firsthand.collect.optouts import Policy
from firsthand.collect.permissions import Permission, Permissions
from firsthand.errors import FetchError

SITE = "https://news.vellmark.example"
PAGE = f"{SITE}/ferry"
ROBOTS = f"{SITE}/robots.txt"
TDM = f"{SITE}/.well-known/tdmrep.json"
LICENSE = f"{SITE}/l.xml"
START = datetime(2031, 5, 4, 12, tzinfo=UTC)
FREE = f'<rsl xmlns="{NAMESPACE}"><content url="/"><license><permits>all</permits></license></content></rsl>'
RECORD = Policy("record", "record", "record", "record")


class Web:
    """Answers as told, 404 for all else, and remembers what it was asked; the clock is its own."""

    def __init__(self, **answers: str | int | FetchError) -> None:
        self.answers: dict[str, str | int | FetchError] = {
            {"robots": ROBOTS, "tdm": TDM, "license": LICENSE}[name]: answer for name, answer in answers.items()
        }
        self.asked: list[str] = []
        self.now = START

    async def get(self, url: str) -> tuple[int, bytes]:
        self.asked.append(url)
        await asyncio.sleep(0)
        answer = self.answers.get(url, 404)
        if isinstance(answer, FetchError):
            raise answer
        return (answer, b"") if isinstance(answer, int) else (200, answer.encode())

    def gate(self, policy: Policy | None = None) -> Permissions:
        return Permissions(self.get, policy or Policy(), lambda: self.now)


def fetching(gate: Permissions, url: str = PAGE) -> Permission:
    return asyncio.run(gate.may_fetch(url))


def run(make: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(make())


def test_a_site_that_states_nothing_may_be_fetched() -> None:
    web = Web()
    assert fetching(web.gate()) == Permission(None, (), None)
    assert web.asked == [ROBOTS, TDM]


def test_robots_txt_refuses_and_asks_for_a_pace() -> None:
    web = Web(robots="User-agent: *\nDisallow: /ferry\nCrawl-delay: 4\n")
    gate = web.gate()
    refused = fetching(gate)
    assert refused.reason == "Its robots.txt does not allow firsthand to fetch it."
    assert [(o.kind, o.value, o.where) for o in refused.optouts] == [("robots.txt", "Disallow", ROBOTS)]
    assert fetching(gate, f"{SITE}/train") == Permission(None, (), 4.0)


def test_robots_txt_and_the_file_of_tdmrep_may_always_be_fetched() -> None:
    web = Web(robots="User-agent: *\nDisallow: /\n")
    gate = web.gate()
    assert fetching(gate, ROBOTS).reason is None
    assert fetching(gate, TDM).reason is None
    assert web.asked == []


@pytest.mark.parametrize("url", ["", "ftp://news.example/a", "file:///etc/passwd", "https://[", "https:///a", "//a/b"])
def test_what_is_no_address_is_refused_without_a_look_up(url: str) -> None:
    web = Web()
    assert fetching(web.gate(), url).reason == "It is no address of http or https."
    assert web.asked == []


def test_the_operator_may_record_instead() -> None:
    web = Web(robots="User-agent: *\nDisallow: /\nLicense: /l.xml\n", tdm='[{"location": "/", "tdm-reservation": 1}]')
    permission = fetching(web.gate(RECORD))
    assert permission.reason is None
    assert [o.value for o in permission.optouts] == ["Disallow", "tdm-reservation: 1", LICENSE]
    assert LICENSE not in web.asked


def test_tdmrep_refuses_where_it_says_so() -> None:
    web = Web(tdm=json.dumps([{"location": "/open/", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]))
    gate = web.gate()
    assert fetching(gate).reason == f"Its publisher reserves text and data mining (TDMRep, {TDM})."
    opened = fetching(gate, f"{SITE}/open/a")
    assert (opened.reason, [o.value for o in opened.optouts]) == (None, ["tdm-reservation: 0"])


def test_a_license_is_read_and_refuses_unless_it_grants() -> None:
    assert fetching(Web(robots="License: /l.xml", license=FREE).gate()).reason is None
    for answer in ("<html>", 404, FREE.replace("all", "search"), FetchError(LICENSE, "Too slow.", "timeout")):
        reason = fetching(Web(robots="License: /l.xml", license=answer).gate()).reason
        assert reason == f"Its publisher asks for a license (RSL, {LICENSE})."


@settings(deadline=None)
@given(st.text(max_size=30) | st.sampled_from(["https://[", "//", "https://a:b/", "\x1b[2J", "ftp://a.example/l"]))
def test_a_license_whose_address_is_none_reserves_all_the_same(written: str) -> None:
    web = Web(robots=f"User-agent: *\nLicense: {written}x\nSitemap: {written}\nContent-Signal: {written}\n")
    permission = fetching(web.gate())
    assert all(o.value.isprintable() for o in permission.optouts)
    assert permission.reason is None or permission.reason.startswith("Its publisher")


def test_a_license_at_no_address_is_asked_for() -> None:
    assert "asks for a license" in (fetching(Web(robots="License: https://[").gate()).reason or "")


def test_a_site_that_names_a_thousand_licenses_has_few_of_them_read() -> None:
    web = Web(robots="".join(f"License: /{n}.xml\n" for n in range(1000)))
    assert fetching(web.gate()).reason
    assert len(web.asked) <= 2 + module.MAX_LICENSES


@pytest.mark.parametrize(
    "trouble",
    [
        500,
        503,
        429,
        FetchError(ROBOTS, "It did not answer in time.", "timeout"),
        FetchError(ROBOTS, "It is in a private network.", "private"),
        FetchError(ROBOTS, "It is too large.", "too large", status=200),
        FetchError(ROBOTS, "It answered 502.", "status", status=502),
    ],
)
def test_a_site_that_cannot_say_is_left_alone_until_it_can(trouble: int | FetchError) -> None:
    web = Web(robots=trouble)
    gate = web.gate()
    reason = fetching(gate).reason
    assert reason is not None
    assert reason.startswith("Its site cannot say what may be fetched, so nothing is.")
    web.now += timedelta(minutes=5)
    fetching(gate)
    assert web.asked == [ROBOTS]
    web.answers.clear()
    web.now += module.AGAIN
    assert fetching(gate).reason is None


@pytest.mark.parametrize(
    "answer",
    [
        404,
        403,
        301,
        FetchError(ROBOTS, "It answered 404.", "status", status=404),
        FetchError(ROBOTS, "More than 5 redirects.", "redirect"),
    ],
)
def test_a_site_without_robots_txt_may_be_fetched(answer: int | FetchError) -> None:
    assert fetching(Web(robots=answer).gate()).reason is None


def test_the_last_good_answer_holds_for_thirty_days_while_the_site_is_away() -> None:
    web = Web(robots="User-agent: *\nDisallow: /ferry\n")
    gate = web.gate()
    fetching(gate)
    web.answers[ROBOTS] = 503
    web.now += timedelta(days=29)
    assert fetching(gate, f"{SITE}/train").reason is None
    assert "does not allow" in (fetching(gate).reason or "")
    web.now += timedelta(days=2)
    assert "cannot say" in (fetching(gate, f"{SITE}/train").reason or "")


def test_an_answer_holds_for_a_day() -> None:
    web = Web(robots="User-agent: *\nDisallow: /ferry\n")
    gate = web.gate()
    fetching(gate)
    web.answers[ROBOTS] = "User-agent: *\nDisallow: /train\n"
    web.now += timedelta(hours=23)
    assert fetching(gate).reason is not None
    web.now += timedelta(hours=1)
    assert fetching(gate).reason is None


def test_many_at_once_share_one_look_up_and_one_that_gives_up_spoils_nothing() -> None:
    web = Web()
    gate = web.gate()

    async def ask() -> None:
        tasks = [asyncio.ensure_future(gate.may_fetch(f"{SITE}/{n}")) for n in range(50)]
        await asyncio.sleep(0)
        tasks[0].cancel()
        found = await asyncio.gather(*tasks[1:])
        assert {f.reason for f in found} == {None}
        with pytest.raises(asyncio.CancelledError):
            await tasks[0]

    run(ask)
    assert sorted(web.asked) == sorted([ROBOTS, TDM])


def test_each_origin_speaks_for_itself() -> None:
    web = Web(robots="User-agent: *\nDisallow: /\n")
    gate = web.gate()
    assert fetching(gate, "HTTPS://News.Vellmark.example:443/a").reason is not None
    assert fetching(gate, "http://news.vellmark.example/a").reason is None
    assert fetching(gate, f"{SITE}:8443/a").reason is None


def test_what_is_remembered_survives_a_restart() -> None:
    web = Web(
        robots="User-agent: *\nDisallow: /ferry\nCrawl-delay: 9\nLicense: /l.xml\n",
        tdm='[{"location": "/train", "tdm-reservation": 1}]',
        license=FREE,
    )
    first = web.gate()
    before = [fetching(first, f"{SITE}/{p}") for p in ("ferry", "train", "bus")]
    records = json.loads(json.dumps(first.export()))
    second = web.gate()
    second.restore(records)
    web.asked.clear()
    assert [fetching(second, f"{SITE}/{p}") for p in ("ferry", "train", "bus")] == before
    assert web.asked == []


def test_a_restart_forgives_no_site_its_trouble_and_forgets_what_is_old() -> None:
    web = Web(robots="User-agent: *\nDisallow: /ferry\n")
    gate = web.gate()
    fetching(gate)
    web.answers[ROBOTS] = 503
    web.now += timedelta(days=2)
    fetching(gate)
    again = web.gate()
    again.restore(gate.export())
    assert "does not allow" in (fetching(again).reason or "")
    late = web.gate()
    web.now += timedelta(days=40)
    late.restore(gate.export())
    assert late.export() == []


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"url": ROBOTS},
        {"url": ROBOTS, "checked_at": "soon", "answered_at": None, "status": 200, "text": ""},
        {"url": ROBOTS, "checked_at": 7, "answered_at": None, "status": 200, "text": ""},
        {"url": ROBOTS, "checked_at": "2031-05-04T11:00:00", "answered_at": None, "status": 200, "text": ""},
        {"url": ROBOTS, "checked_at": "2041-05-04T11:00:00+00:00", "answered_at": None, "status": 200, "text": ""},
    ],
)
def test_a_record_that_is_none_is_left_out(record: dict[str, Any]) -> None:
    gate = Web().gate()
    gate.restore([record])
    assert gate.export() == []


def test_too_many_rules_refuse_after_a_restart_as_well() -> None:
    web = Web(robots="User-agent: *\n" + "".join(f"Allow: /{n}\n" for n in range(30_000)))
    gate = web.gate()
    assert "too many to honor" in (fetching(gate).reason or "")
    again = web.gate()
    again.restore(gate.export())
    assert fetching(again).reason is not None


def test_no_more_is_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_DOCUMENTS", 6)
    gate = Web().gate()
    for host in "abcdefghij":
        fetching(gate, f"https://{host}.example/")
    assert [r["url"] for r in gate.export()][-1] == "https://j.example/.well-known/tdmrep.json"
    assert len(gate.export()) == 6
    monkeypatch.setattr(module, "MAX_RULES_KEPT", 50)
    web = Web(robots="User-agent: *\n" + "".join(f"Disallow: /{n}\n" for n in range(60)))
    large = web.gate()
    fetching(large)
    assert [r["url"] for r in large.export()] == [TDM]


def test_what_an_answer_states_itself_decides_whether_it_is_kept() -> None:
    gate = Web(license=FREE).gate()

    def kept(headers: list[tuple[str, str]], html: str | None = None) -> Permission:
        return asyncio.run(gate.may_keep(PAGE, headers, html))

    assert kept([("content-type", "text/html")], "<title>Ferry</title>") == Permission(None)
    assert kept([("X-Robots-Tag", "noai")]).reason is not None
    assert kept([], '<meta name="tdm-reservation" content="1">').reason is not None
    granted = kept([("Link", '</l.xml>; rel="license"; type="application/rsl+xml"')])
    assert (granted.reason, len(granted.optouts)) == (None, 1)
    assert kept([("Link", '</other.xml>; rel="license"; type="application/rsl+xml"')]).reason is not None


def test_a_look_up_under_way_ends_when_the_gate_is_closed() -> None:
    started = asyncio.Event()

    async def never(url: str) -> tuple[int, bytes]:
        started.set()
        await asyncio.Event().wait()
        return 200, url.encode()

    async def close() -> None:
        gate = Permissions(never, Policy(), lambda: START)
        waiting = asyncio.ensure_future(gate.may_fetch(PAGE))
        await started.wait()
        await gate.aclose()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    run(close)
