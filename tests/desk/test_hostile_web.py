"""A web that means harm, on loopback: each of its feeds fails with a reason, and the feed beside them is unharmed."""

from __future__ import annotations

import gzip
import itertools
import resource
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from firsthand.collect.schedule import FeedState
from firsthand.desk.feed_health import feed_lines
from firsthand.desk.looking import state_bytes
from firsthand.desk.opening import Desk
from firsthand.desk.running import run
from firsthand.store.database import Store
from firsthand.store.feeds import add_feed
from tests.desk.press import SETTINGS, Clock, item, open_press
from tests.desk.press import Press as Good
from tests.kept import read
from tests.stores import make_desk

Send = Callable[[bytes], object]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
TEXT = "The bridge at Ostrel fell on Friday night. Twelve people were hurt, the mayor of Ostrel said on Saturday."
COUNT = itertools.count()
#: Bytes of memory that this process may need more than it had.
MEMORY = 300_000_000


def drips(send: Send, over: threading.Event) -> None:
    send(HEAD + b"Content-Length: 100000\r\n\r\n")
    while not over.wait(0.05):
        send(b"<")


def never_ends(send: Send, over: threading.Event) -> None:
    send(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while not over.is_set():
        send(b"10000\r\n" + b" " * 65536 + b"\r\n")


def is_silent(send: Send, over: threading.Event) -> None:
    over.wait(20)


def is_a_bomb(send: Send, over: threading.Event) -> None:
    packed = gzip.compress(gzip.compress(b" " * 50_000_000))
    send(HEAD + f"Content-Encoding: gzip, gzip\r\nContent-Length: {len(packed)}\r\n\r\n".encode() + packed)


def has_endless_headers(send: Send, over: threading.Event) -> None:
    send(HEAD)
    while not over.is_set():
        send(b"X-More: " + b"x" * 1000 + b"\r\n")


def breaks_off(send: Send, over: threading.Event) -> None:
    send(HEAD + b"Content-Length: 1000\r\n\r\n<rss>")


def lies(send: Send, over: threading.Event) -> None:
    send(b"HTTP/1.1 304 Not Modified\r\n\r\n")


def has_entities_from_elsewhere(send: Send, over: threading.Event) -> None:
    body = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title>'
    send(HEAD + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)


def redirects_on_and_on(send: Send, over: threading.Event) -> None:
    send(f"HTTP/1.1 302 Found\r\nLocation: ?{next(COUNT)}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())


def speaks_no_http(send: Send, over: threading.Event) -> None:
    send(b"SSH-2.0-OpenSSH_9.2\r\n")


TRICKS = {
    trick.__name__: (trick, said)
    for trick, said in (
        (drips, "were over"),
        (never_ends, "larger than"),
        (is_silent, "were over"),
        (is_a_bomb, "larger than"),
        (has_endless_headers, ""),
        (breaks_off, ""),
        (lies, ""),
        (has_entities_from_elsewhere, ""),
        (redirects_on_and_on, "It redirects more than 10 times"),
        (speaks_no_http, ""),
    )
}


@contextmanager
def hostile(trick: Callable[[Send, threading.Event], None]) -> Iterator[str]:
    """A server that plays one trick on whoever asks for the feed. Its address."""
    over = threading.Event()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            asked = self.rfile.readline()
            while self.rfile.readline().strip():
                pass
            with suppress(OSError):
                if b"/feed" in asked:
                    trick(self.request.sendall, over)
                else:
                    self.request.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/feed"
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def good() -> Iterator[Good]:
    with open_press("127.0.0.2") as made:
        yield made


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = Store.open(f"sqlite:///{tmp_path / 'firsthand.db'}", create=True)
    yield make_desk(store, tmp_path, collect=replace(SETTINGS, deadline=1.5, host_concurrency=32))
    store.close()


def test_each_trick_is_a_failure_with_its_reason_and_the_other_feed_is_unharmed(good: Good, desk: Desk) -> None:
    clock = Clock()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tricks = {name: hostile(trick) for name, (trick, _) in TRICKS.items()}
    urls = {name: each.__enter__() for name, each in tricks.items()}
    fine = good.feed("/feed", [item(good.page("/a", TEXT))])
    try:
        with desk.store.writing() as connection:
            for url in (*urls.values(), fine):
                add_feed(connection, url, "page", state_bytes(FeedState(url, clock())), 3600.0, clock())
        summary = run(desk, once=True, read=read, now=clock, jitter=lambda: 0.5)
    finally:
        for each in tricks.values():
            each.__exit__(None, None, None)
    lines = {line.url: line for line in feed_lines(desk, clock())}
    assert (summary.failed, summary.new, lines[fine].health) == (len(TRICKS), 1, "well")
    for name, (_, said) in TRICKS.items():
        line = lines[urls[name]]
        assert line.health == "failing", name
        assert said in (line.outcome or ""), name
        assert (line.outcome or "").endswith("."), f"{name}: {line.outcome}"
        assert "root:" not in (line.outcome or "") + (line.title or "")
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < MEMORY


def test_pages_that_play_tricks_cost_their_entries_alone(good: Good, desk: Desk) -> None:
    clock = Clock()
    with hostile(drips) as slow, hostile(is_a_bomb) as bomb:
        private = ["http://[::1]/feed", "http://2852039166/latest"]
        links = [slow, bomb, good.page("/a", TEXT), *private, "javascript:alert(1)"]
        feed = good.feed("/feed", [item(link, f"Article {n}") for n, link in enumerate(links)])
        with desk.store.writing() as connection:
            add_feed(connection, feed, "rss", state_bytes(FeedState(feed, clock())), 3600.0, clock())
        summary = run(desk, once=True, read=read, now=clock, jitter=lambda: 0.5)
    (line,) = feed_lines(desk, clock())
    assert (summary.new, line.health) == (1, "well")
    assert line.pages["kept"] == 1
    assert line.pages["refused"] == len(private)
    assert sum(line.pages.values()) == len(links)
