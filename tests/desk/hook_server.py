"""A program on loopback that takes webhooks: on 127.0.0.2, so that 127.0.0.1 can stay forbidden."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.collect.hostile_web import ADDRESS, CERTIFICATE


class Hooks:
    """Where it listens, what it answers, and what it was sent."""

    def __init__(self) -> None:
        self.port = 0
        self.status = 200
        self.headers: dict[str, str] = {}
        self.body = b""
        self.got: list[tuple[str, dict[str, str], bytes]] = []  #: path, headers with names in lower case, body

    def url(self, path: str = "/hook", scheme: str = "http", host: str = ADDRESS) -> str:
        return f"{scheme}://{host}:{self.port}{path}"


@contextmanager
def hook_server(*, tls: bool = False) -> Iterator[Hooks]:
    hooks = Hooks()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            hooks.got.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(hooks.status)
            for name, value in {"content-length": str(len(hooks.body)), **hooks.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(hooks.body)
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer((ADDRESS, 0), Handler) as server:
        if tls:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(CERTIFICATE)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        hooks.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield hooks
        finally:
            server.shutdown()
            thread.join(10)
