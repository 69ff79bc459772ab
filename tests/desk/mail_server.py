"""A mail server on loopback that keeps what it is given: with TLS and login, or refusing things, as a test wants it.

    with mail_server() as server:
        server.port, server.letters
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

#: For localhost and 127.0.0.1, signed by itself.
CERTIFICATE = Path(__file__).parent / "data" / "mail.vellmark.example.pem"
USER, PASSWORD = "desk", "a password of the tests"


class MailServer:
    """Where it listens, and what it took: envelopes, and letters as a mail program reads them."""

    def __init__(self) -> None:
        self.port = 0
        self.envelopes: list[Envelope] = []
        self.refused: dict[str, str] = {}  #: addresses, and what is answered
        self.data_answer = "250 OK"
        self.sessions: set[int] = set()
        self.encrypted: list[bool] = []

    @property
    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(self.raw(n), policy=default) for n in range(len(self.envelopes))]

    def raw(self, n: int = -1) -> bytes:
        content = self.envelopes[n].content
        assert isinstance(content, bytes)
        return content

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.data_answer.startswith("2"):
            self.envelopes.append(envelope)
            self.sessions.add(id(session))
            assert server.transport is not None
            self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        return self.data_answer


class _Controller(Controller):
    """Takes any port that is free: the library's own would greet itself on port 0 to see whether it listens."""

    def _trigger_server(self) -> None:
        server: Any = self.server
        self.port = server.sockets[0].getsockname()[1]
        with socket.create_connection((self.hostname, self.port), 5):
            pass


@contextmanager
def mail_server(*, tls: str = "none", login: bool = False) -> Iterator[MailServer]:
    """`tls`: "none", "starttls" or "tls"."""
    kept = MailServer()
    settings: dict[str, Any] = {}
    if tls != "none":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(CERTIFICATE)
        settings = {"ssl_context": context} if tls == "tls" else {"tls_context": context, "require_starttls": True}
    if login:

        def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
            good = isinstance(data, LoginPassword) and data.login == USER.encode()
            good = good and cast(LoginPassword, data).password == PASSWORD.encode()
            return AuthResult(success=good, handled=False)

        settings |= {"authenticator": check, "auth_required": True, "auth_require_tls": tls == "starttls"}
    controller = _Controller(kept, hostname="127.0.0.1", port=0, **settings)
    controller.start()
    try:
        kept.port = controller.port
        yield kept
    finally:
        controller.stop()


@contextmanager
def silent_server() -> Iterator[int]:
    """A port where somebody takes connections, greets, and then says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        held: list[socket.socket] = []

        def take() -> None:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            held.append(connection)
            connection.sendall(b"220 here\r\n")

        thread = threading.Thread(target=take)
        thread.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(10)
        for each in held:
            each.close()
