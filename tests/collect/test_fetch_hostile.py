"""A web that is hostile: each attack has a stated outcome, and a healthy server beside it is unharmed."""

from __future__ import annotations

import asyncio
import time
import tracemalloc
from collections.abc import Iterator

import httpcore
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.collect import fetch as module
from firsthand.collect.connections import Connections
from firsthand.collect.fetch import Fetched, Fetcher, Limits, Request
from firsthand.errors import FetchError
from tests.collect.fetching import CONTACT, LATE, LIMIT, SOON, fetched, fetching, refused
from tests.collect.hostile_web import ADDRESS, PAGE, HostileWeb, hostile_web, packed_bomb

TLS = httpcore.default_ssl_context()


@pytest.fixture(scope="module")
def web() -> Iterator[HostileWeb]:
    with hostile_web() as servers:
        yield servers


def test_tls_is_checked_for_the_name_though_an_address_is_connected_to(web: HostileWeb) -> None:
    before = len(web.asked)
    assert fetched(web.tls("/ok")).body == PAGE
    assert "HTTP/2" in web.asked[before]


def test_a_certificate_of_another_name_is_refused(web: HostileWeb) -> None:
    error = refused(web.tls("/ok", name="other.vellmark.example"))
    assert error.kind == "tls"
    assert "certificate is not valid" in error.reason


def test_a_server_that_does_not_speak_tls(web: HostileWeb) -> None:
    url = web.url("/ok").replace("http:", "https:")
    assert refused(url, deadline=1.0).kind in ("tls", "timeout", "network")


def test_a_handshake_that_does_not_end_meets_the_deadline(web: HostileWeb) -> None:
    error = refused(f"https://{ADDRESS}:{web.silent_port}/", deadline=SOON)
    assert error.kind == "timeout"
    assert "while TLS was agreed on" in error.reason


def test_an_endless_answer_of_http2_ends_at_the_limit_and_the_next_request_is_unharmed(web: HostileWeb) -> None:
    async def run() -> tuple[str, bytes]:
        async with fetching() as fetcher:
            with pytest.raises(FetchError) as caught:
                await fetcher.fetch(Request(web.tls("/endless"), limit=30_000))
            return caught.value.kind, (await fetcher.fetch(Request(web.tls("/ok")))).body

    assert asyncio.run(run()) == ("too large", PAGE)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/drip", "bytes so far"),
        ("/drip-headers", "an answer was waited for"),
        ("/never", "an answer was waited for"),
        ("/early-hints", "an answer was waited for"),
    ],
)
def test_the_deadline_holds_for_the_whole(web: HostileWeb, path: str, said: str) -> None:
    start = time.monotonic()
    error = refused(web.url(path), deadline=SOON)
    assert (error.kind, said in error.reason) == ("timeout", True), error
    assert time.monotonic() - start < SOON + 2


def test_the_deadline_holds_for_all_hops_together(web: HostileWeb) -> None:
    assert refused(web.redirect(web.url("/drip")), deadline=SOON).kind == "timeout"


@pytest.mark.parametrize("path", ["/endless", "/huge", "/header-flood?201", "/header-flood?9000", "/long-header"])
def test_too_much_is_refused(web: HostileWeb, path: str) -> None:
    assert refused(web.url(path)).kind == "too large"


def test_a_body_in_crumbs_is_refused(web: HostileWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PIECES_MOST", 1_000)
    error = refused(web.url("/crumbs"))
    assert (error.kind, "1,000 pieces" in error.reason) == ("too large", True)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip,gzip"])
def test_a_bomb_takes_no_more_than_the_limit(web: HostileWeb, encoding: str) -> None:
    packed_bomb(encoding)
    tracemalloc.start()
    try:
        error = refused(web.url(f"/bomb/{encoding}"))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert error.kind == "too large"
    assert most < LIMIT + 12_000_000


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/short-body", "breaks off"),
        ("/broken-chunks", "breaks off"),
        ("/reset", "broke in the middle"),
        ("/garbage", "does not speak HTTP"),
        ("/hang-up", "without an answer"),
        ("/wrong-encoding?gzip", "not the gzip"),
        ("/wrong-encoding?br", "not the br"),
        ("/wrong-encoding?zstd", "not the zstd"),
        ("/wrong-encoding?rot13", "not known here"),
        ("/wrong-encoding?gzip,gzip,gzip,gzip", "4 times over"),
    ],
)
def test_a_broken_answer_is_said_to_be_one(web: HostileWeb, path: str, said: str) -> None:
    error = refused(web.url(path))
    assert error.kind == "network"
    assert said in error.reason


FIELDS = ["Content-Length: 5", "Transfer-Encoding: chunked", "Content-Encoding: gzip", "Location: /x", "ETag: x"]
STARTS = ["HTTP/1.1 200 OK", "HTTP/1.1 301 Moved", "HTTP/1.1 103 Hint", "HTTP/1.0 304 Same", ""]
LINES = st.sampled_from(STARTS + FIELDS)
HTTP1 = st.lists(LINES | st.text(max_size=8), max_size=10).map(lambda lines: "\r\n".join(lines).encode())


def frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    """One frame of HTTP/2 (RFC 9113, 4.1)."""
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


STATUS_200 = frame(4, 0, 0, b"") + frame(1, 4, 1, b"\x88")
STREAMS = st.sampled_from([0, 1, 1, 1, 3])
FRAMES = st.builds(frame, st.integers(0, 11), st.integers(0, 255), STREAMS, st.binary(max_size=20))
HTTP2 = st.tuples(st.sampled_from([b"", STATUS_200]), st.lists(FRAMES, max_size=5)).map(lambda t: t[0] + b"".join(t[1]))


@settings(max_examples=300, deadline=None)
@given(HTTP1.map(lambda sent: (sent, False)) | HTTP2.map(lambda sent: (sent, True)))
def test_whatever_bytes_a_server_sends_a_page_or_a_reason_comes_of_them(case: tuple[bytes, bool]) -> None:
    sent, http2 = case

    async def run() -> None:
        async with Fetcher(CONTACT, Limits(spacing=0, deadline=LATE), tls=TLS) as fetcher:
            fetcher._connections = Connections(httpcore.AsyncMockBackend([sent], http2=http2), TLS)
            try:
                assert (await fetcher.fetch(Request("https://news.vellmark.example/", etag='"x"'))).status in (200, 304)
            except FetchError as error:
                assert error.reason.endswith(".")

    asyncio.run(run())


def test_a_port_where_nobody_listens(web: HostileWeb) -> None:
    error = refused("http://127.0.0.2:1030/")
    assert error.kind == "network"
    assert "Connection refused" in error.reason


def test_a_name_that_is_no_encoding_is_passed_over(web: HostileWeb) -> None:
    assert fetched(web.url("/wrong-encoding?UTF-8")).body == PAGE


def test_more_than_was_announced_is_no_part_of_this_answer_or_the_next(web: HostileWeb) -> None:
    async def run() -> tuple[bytes, bytes]:
        async with fetching() as fetcher:
            first = await fetcher.fetch(Request(web.url("/long-body")))
            return first.body, (await fetcher.fetch(Request(web.url("/ok")))).body

    assert asyncio.run(run()) == (b"0123456789", PAGE)


def test_a_healthy_server_is_unharmed_by_all_of_them_together(web: HostileWeb) -> None:
    packed_bomb("gzip")
    hostile = "/drip /never /endless /bomb/gzip /loop /hops/50 /reset /garbage /header-flood?9000".split()

    async def run(beside: HostileWeb) -> tuple[list[Fetched | BaseException], list[Fetched]]:
        async with fetching(deadline=3.0) as fetcher:
            bad = [fetcher.fetch(Request(web.url(path), limit=LIMIT)) for path in hostile]
            good = [fetcher.fetch(Request(f"http://healthy.vellmark.example:{beside.port}/ok")) for _ in range(20)]
            outcomes = await asyncio.gather(*bad, *good, return_exceptions=True)
            return outcomes[: len(bad)], [o for o in outcomes[len(bad) :] if isinstance(o, Fetched)]

    with hostile_web() as beside:
        bad, good = asyncio.run(run(beside))
    assert all(isinstance(outcome, FetchError) for outcome in bad)
    assert [page.body for page in good] == [PAGE] * 20


def test_a_fetch_that_is_given_up_leaves_nothing_open(web: HostileWeb) -> None:
    async def run() -> bytes:
        async with fetching() as fetcher:
            task = asyncio.create_task(fetcher.fetch(Request(web.url("/never"))))
            while not web.requests("/never"):
                await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return (await fetcher.fetch(Request(web.url("/ok")))).body

    assert asyncio.run(run()) == PAGE
