"""An invented press on loopback: a server whose pages a test sets, and a clock that a test moves."""

from __future__ import annotations

import hashlib
import socketserver
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from firsthand.config import CollectConfig

#: How tests collect: without pauses, and from this machine.
SETTINGS = CollectConfig(contact="desk@vellmark.example", spacing=0.0, allow_networks=("127.0.0.0/8",), deadline=10.0)


@dataclass
class Page:
    """What the server answers."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    validators: bool = False  #: whether it has an ETag, and says 304 to whoever gives it back


class Press:
    """A server on a loopback address. `pages` is what it has, by path; `asked` the paths that were asked for."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        press = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                press.asked.append(self.path)
                press.agents.add(self.headers.get("User-Agent", ""))
                page = press.pages.get(self.path, Page(b"nothing here", 404))
                tag = f'"{hashlib.sha256(page.body).hexdigest()[:12]}"'
                same = page.validators and self.headers.get("If-None-Match") == tag
                body = b"" if same else page.body
                self.send_response(304 if same else page.status)
                for name, value in ({"ETag": tag} if page.validators else {}).items():
                    self.send_header(name, value)
                self.send_header("Content-Type", page.kind)
                for name, value in page.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: ANN401
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
                pass  # a client that went away

        socketserver.TCPServer.allow_reuse_address = True
        self.server = Server((host, 0), Handler)
        self.url = f"http://{host}:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})

    def page(self, path: str, text: str, **values: Any) -> str:  # noqa: ANN401
        """Put an article there. Its address."""
        html = f"<html><head><title>News</title></head><body><article><p>{text}</p></article></body></html>"
        self.pages[path] = Page(html.encode(), **values)
        return self.url + path

    def feed(self, path: str, items: Iterable[str], **values: Any) -> str:  # noqa: ANN401
        """Put an RSS feed of ready items there. Its address."""
        self.pages[path] = Page(rss(items), kind="application/rss+xml", **values)
        return self.url + path

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return self.asked.count(path)


@contextmanager
def open_press(host: str = "127.0.0.1") -> Iterator[Press]:
    press = Press(host)
    press.thread.start()
    try:
        yield press
    finally:
        press.server.shutdown()
        press.server.server_close()
        press.thread.join()


def rss(items: Iterable[str], title: str = "Vellmark Courier") -> bytes:
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>https://courier.vellmark.example/</link>{''.join(items)}</channel></rss>"
    ).encode()


def item(link: str, title: str = "A bridge falls", day: int = 14, **more: str) -> str:
    extra = "".join(f"<{name}>{value}</{name}>" for name, value in more.items())
    when = f"<pubDate>Sat, {day} Mar 2026 06:00:00 GMT</pubDate>"
    return f"<item><title>{title}</title><link>{link}</link>{when}{extra}</item>"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 14, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def move(self, **much: float) -> None:
        self.time += timedelta(**much)
