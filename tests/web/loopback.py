"""A site of canned answers on loopback, with the very policy of the real one: for scripts in a real browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources

from firsthand.web.headers import POLICY

TYPES = {"js": "text/javascript", "mjs": "text/javascript", "css": "text/css", "json": "application/json"}


@dataclass(frozen=True)
class Canned:
    """An answer."""

    body: str
    kind: str = "text/html; charset=utf-8"


@contextmanager
def serving(answers: Mapping[str, Canned]) -> Iterator[str]:
    """The address of a server that gives these answers, and the site's own static files."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            canned = answers.get(path)
            if canned is not None:
                self.answer(200, canned.body.encode(), canned.kind)
            elif path.startswith("/static/"):
                self.static(path.removeprefix("/static/"))
            else:
                self.answer(404, b"", "text/plain")

        def static(self, name: str) -> None:
            room = "firsthand.publish" if name == "page.css" else "firsthand.web"
            file = resources.files(room).joinpath("templates" if name == "page.css" else "static", *name.split("/"))
            found = file.is_file()
            kind = TYPES.get(name.rpartition(".")[2], "image/svg+xml")
            self.answer(200 if found else 404, file.read_bytes() if found else b"", kind)

        def answer(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.send_header("content-security-policy", POLICY)
            self.send_header("x-content-type-options", "nosniff")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
