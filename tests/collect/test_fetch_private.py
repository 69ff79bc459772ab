"""What must never be reached: private networks in every notation, other schemes, names that lie."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence

import pytest

from firsthand.collect.fetch import Fetcher, Limits, Request
from firsthand.errors import FetchError
from tests.collect.fetching import CONTACT, LATE, SOON, fetched, fetching, refused
from tests.collect.hostile_web import ADDRESS, NETWORK, PAGE, TLS_NAME, HostileWeb, hostile_web


@pytest.fixture(scope="module")
def web() -> Iterator[HostileWeb]:
    with hostile_web() as servers:
        yield servers


@pytest.mark.parametrize(
    "to",
    [
        "file:///etc/passwd",
        "ftp://news.vellmark.example/",
        "gopher://news.vellmark.example/",
        "data:text/html,hello",
        "javascript:alert(1)",
        "FILE:/etc/passwd",
        "http://",
        "http://name:word@news.vellmark.example/",
        "http://a%00b/",
    ],
)
def test_a_redirect_to_what_is_never_fetched(web: HostileWeb, to: str) -> None:
    error = refused(web.redirect(to))
    assert error.kind == "redirect"
    assert "where nothing is fetched" in error.reason


INSIDE = [
    "http://127.0.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fd00:ec2::254]/",
    "http://[ff02::1]/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://0x7f.1/",
    "http://0x7f000001/",
    "http://127.1/",
    "http://127.0.0.1./",
    "http://%31%32%37.0.0.1/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
    "http://0/",
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://192.168.0.1/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http:\\\\127.0.0.1/",
    "//127.0.0.1/",
]


@pytest.mark.parametrize("to", INSIDE)
def test_a_redirect_into_the_private_network_is_refused(web: HostileWeb, to: str) -> None:
    error = refused(web.redirect(to))
    assert error.kind == "private"
    assert "redirected to" in error.reason


@pytest.mark.parametrize("url", INSIDE[:-1])
def test_the_private_network_is_refused_in_every_notation(url: str) -> None:
    assert refused(url).kind == "private"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("file:///etc/passwd", "Only http and https"),
        ("news.vellmark.example/feed", "does not start with http"),
        ("http://desk:word@news.vellmark.example/", "user name"),
        ("http://127.0.0.1@[fe80::1%25eth0]/", "user name"),
        ("http://[fe80::1%25eth0]/", "zone"),
        ("http://news.vellmark.example:25/", "Port 25"),
        ("http://news.vellmark.example:6667/", "Port 6667"),
        ("http://news.vellmark.example:99999/", "port"),
        ("http://256.1.1.1/", "out of range"),
        ("", "does not start with http"),
        ("http://" + "a" * 20_000 + "/", "characters"),
    ],
)
def test_an_address_that_is_never_fetched(url: str, said: str) -> None:
    error = refused(url)
    assert error.kind == "refused"
    assert said in error.reason


def answers(*given: Sequence[str]) -> Callable[[str, int], Awaitable[Sequence[str]]]:
    """A resolver that answers so, one after the other, the last for ever."""
    left = list(given)

    async def resolve(host: str, port: int) -> Sequence[str]:
        return left.pop(0) if len(left) > 1 else left[0]

    return resolve


@pytest.mark.parametrize(
    "addresses",
    [["10.0.0.1"], ["203.0.114.7", "10.0.0.1"], ["2a00::1", "::1"], ["127.0.0.2", "127.0.0.1"], ["fe80::1%2"]],
)
def test_one_private_answer_refuses_the_name(addresses: list[str]) -> None:
    error = refused("http://news.vellmark.example/", resolve=answers(addresses))
    assert error.kind == "private"
    assert "stands for" in error.reason


def test_a_name_that_rebinds_is_checked_at_every_connection(web: HostileWeb) -> None:
    url = f"http://news.vellmark.example:{web.port}/once"

    async def run() -> None:
        async with fetching(resolve=answers([ADDRESS], ["127.0.0.1"])) as fetcher:
            assert (await fetcher.fetch(Request(url))).body == PAGE
            with pytest.raises(FetchError) as caught:
                await fetcher.fetch(Request(url))
            assert caught.value.kind == "private"

    asyncio.run(run())


def test_what_was_checked_is_what_is_connected_to_without_a_second_look_up(web: HostileWeb) -> None:
    asked: list[str] = []

    async def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return [ADDRESS] if len(asked) == 1 else ["127.0.0.1"]

    page = fetched(f"http://news.vellmark.example.:{web.port}/ok", resolve=resolve)
    assert (page.body, asked) == (PAGE, ["news.vellmark.example"])


def test_an_address_that_does_not_answer_is_passed_over(web: HostileWeb) -> None:
    both = answers(["127.0.0.3", ADDRESS])  # nobody listens at the first
    page = fetched(f"http://{TLS_NAME}:{web.port}/ok", resolve=both, allow=(NETWORK, "127.0.0.3/32"))
    assert page.body == PAGE


def test_a_name_without_an_address() -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        raise OSError(-2, "Name or service not known")

    assert refused("http://news.vellmark.example/", resolve=resolve).kind == "dns"
    assert refused("http://news.vellmark.example/", resolve=answers([])).kind == "dns"
    assert refused("http://news.vellmark.example/", resolve=answers(["no address"])).kind == "dns"


def test_a_look_up_that_hangs_meets_the_deadline_and_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()

    def slow(host: bytes, port: int, **how: object) -> list[object]:
        released.wait(LATE)
        raise OSError(-3, "Temporary failure in name resolution")

    monkeypatch.setattr("socket.getaddrinfo", slow)

    async def run() -> str:
        async with Fetcher(CONTACT, Limits(spacing=0, deadline=SOON)) as fetcher:
            with pytest.raises(FetchError) as caught:
                await fetcher.fetch(Request("http://news.vellmark.example/"))
            released.set()
            return caught.value.kind

    assert asyncio.run(run()) == "timeout"


def test_the_machine_itself_resolves_localhost_to_what_is_refused() -> None:
    async def run() -> None:
        async with Fetcher(CONTACT, Limits(spacing=0)) as fetcher:
            with pytest.raises(FetchError) as caught:
                await fetcher.fetch(Request("http://localhost/"))
            assert caught.value.kind == "private"

    asyncio.run(run())
