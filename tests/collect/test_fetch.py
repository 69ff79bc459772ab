"""What comes of servers that are as they should be: pages, redirects, statuses, permission."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from firsthand.collect.fetch import Fetcher, Limits, Request
from firsthand.errors import ConfigError
from tests.collect.fetching import CONTACT, fetched, fetching, refused
from tests.collect.hostile_web import NETWORK, PAGE, HostileWeb, hostile_web


@pytest.fixture(scope="module")
def web() -> Iterator[HostileWeb]:
    with hostile_web() as servers:
        yield servers


def test_a_page_comes_with_what_the_next_request_needs(web: HostileWeb) -> None:
    page = fetched(web.url("/ok"))
    assert (page.status, page.body, page.received_bytes) == (200, PAGE, len(PAGE))
    assert (page.etag, page.last_modified) == ('"first"', "Mon, 02 Mar 2026 08:00:00 GMT")
    assert (page.url, page.final_url, page.hops, page.permanent) == (web.url("/ok"), web.url("/ok"), (), False)


def test_what_has_not_changed_is_not_sent_again(web: HostileWeb) -> None:
    page = fetched(Request(web.url("/ok"), etag='"first"'))
    assert (page.status, page.body) == (304, b"")


def test_not_changed_without_having_been_asked_is_no_answer(web: HostileWeb) -> None:
    error = refused(web.url("/304"))
    assert (error.kind, error.status) == ("status", 304)


@pytest.mark.parametrize("etag", ['"a\r\nX-Injected: 1"', "\u2603", " ", '"' + "x" * 5_000 + '"'])
def test_a_validator_that_is_no_header_is_left_out(web: HostileWeb, etag: str) -> None:
    said = fetched(Request(web.url("/echo"), etag=etag)).body.decode("latin-1").lower()
    assert "if-none-match" not in said and "injected" not in said


def test_one_named_agent_with_its_contact_and_nothing_of_the_environment(
    web: HostileWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")

    async def run() -> str:
        async with fetching() as fetcher:
            await fetcher.fetch(Request(web.url("/echo")))
            return (await fetcher.fetch(Request(web.url("/echo"), accept="text/html"))).body.decode()

    said = asyncio.run(run())
    assert "\r\nUser-Agent: firsthand/" in said and f"(+{CONTACT})\r\n" in said
    assert f"\r\nFrom: {CONTACT}\r\n" in said
    assert "\r\nAccept: text/html\r\n" in said
    assert "Cookie" not in said and "Authorization" not in said


@pytest.mark.parametrize(("contact", "said"), [("", "where publishers reach"), ("  ", "reach you"), ("a b", "ASCII")])
def test_nothing_is_fetched_without_a_contact(contact: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        Fetcher(contact, Limits())


def test_a_network_that_is_none_is_named() -> None:
    with pytest.raises(ConfigError, match="allow_networks"):
        Fetcher(CONTACT, Limits(allow_networks=("10.0.0.0/99",)))


def test_a_connection_is_kept_and_one_that_was_closed_meanwhile_is_no_failure(web: HostileWeb) -> None:
    async def run() -> list[bytes]:
        async with fetching() as fetcher:
            return [(await fetcher.fetch(Request(web.url("/once")))).body for _ in range(3)]

    assert asyncio.run(run()) == [PAGE] * 3


@pytest.mark.parametrize(("status", "permanent"), [(301, True), (302, False), (303, False), (307, False), (308, True)])
def test_redirects_are_followed_and_it_is_known_which_are_for_good(
    web: HostileWeb, status: int, permanent: bool
) -> None:
    page = fetched(web.url(f"/moved/{status}"))
    assert (page.final_url, page.hops, page.permanent) == (web.url("/ok"), (web.url(f"/moved/{status}"),), permanent)
    assert page.body == PAGE


def test_a_redirect_for_good_after_one_for_now_is_for_now(web: HostileWeb) -> None:
    page = fetched(web.redirect(web.url("/moved/301")))
    assert (len(page.hops), page.permanent) == (2, False)


def test_a_circle_is_found(web: HostileWeb) -> None:
    error = refused(web.url("/loop"))
    assert (error.kind, "in a circle" in error.reason) == ("redirect", True)


def test_fifty_hops_end_at_the_limit(web: HostileWeb) -> None:
    before = len(web.asked)
    error = refused(web.url("/hops/50"))
    assert (error.kind, "more than 10 times" in error.reason) == ("redirect", True)
    assert len(web.asked) - before == 11
    assert fetched(web.url("/hops/10")).body == PAGE


def test_a_redirect_to_nowhere(web: HostileWeb) -> None:
    assert refused(web.url("/nowhere")).kind == "redirect"


@pytest.mark.parametrize("status", [204, 206, 400, 401, 402, 403, 404, 410, 418, 429, 451, 500, 503, 599])
def test_a_status_that_is_no_page(web: HostileWeb, status: int) -> None:
    error = refused(web.url(f"/status/{status}"))
    assert (error.kind, error.status, error.retry_after) == ("status", status, None)
    assert f"(status {status})" in error.reason


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("999999999999", 86_400.0),
        ("Mon, 02 Mar 2026 08:02:00 GMT", 120.0),
        ("Mon, 02 Mar 2020 08:02:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
    ],
)
def test_a_server_may_ask_to_be_left_alone(web: HostileWeb, value: str, seconds: float | None) -> None:
    assert refused(web.url(f"/status/503?{value.replace(' ', '%20')}")).retry_after == seconds


def test_permission_is_asked_before_every_hop(web: HostileWeb) -> None:
    asked: list[str] = []

    async def permit(url: str) -> str | None:
        asked.append(url)
        return "Its robots.txt refuses this." if url.endswith("/ok") else None

    error = refused(web.url("/moved/301"), permit=permit)
    assert (error.kind, "robots.txt refuses" in error.reason) == ("refused", True)
    assert asked == [web.url("/moved/301"), web.url("/ok")]


def test_robots_itself_can_be_fetched_within_the_question(web: HostileWeb) -> None:
    async def run() -> bytes:
        async def permit(url: str) -> str | None:
            await fetcher.fetch(Request(web.url("/ok?robots")), ask=False)
            return None

        limits = Limits(spacing=0, concurrency=1, allow_networks=(NETWORK,))
        async with Fetcher(CONTACT, limits, permit=permit) as fetcher:
            return (await fetcher.fetch(Request(web.url("/ok")))).body

    assert asyncio.run(run()) == PAGE
