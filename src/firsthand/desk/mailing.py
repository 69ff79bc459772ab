"""Mail by SMTP: one letter in, handed over to the mail server of the settings, or one sentence why not.

What stands in a header is made harmless first: a headline from outside can end a line, or spell one end of a line in
the words that headers are encoded in (RFC 2047), and would write headers of its own with either.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any

from firsthand.config import Config
from firsthand.errors import DeliveryError, InputError
from firsthand.publish.wording import one_line, safe_url

#: Characters of an address (RFC 5321, 4.5.3.1.3, without its angle brackets), and of what stands before the "@".
ADDRESS_LONGEST = 254
LOCAL_LONGEST = 64
#: Characters of a subject. Programs show 60 to 80.
SUBJECT_LONGEST = 200
#: Hosts to which a password may go without TLS: nobody is between.
LOOPBACK = ("127.0.0.1", "::1", "localhost")

#: An address as mail servers take it: no quotes, comments or routes, which only tricks have.
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_PLACE = re.compile(r"[\x21-\x7e]+")

#: Takes a letter, and hands it over. Raises DeliveryError.
Post = Callable[["Letter"], None]


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to one address."""

    to: str
    subject: str
    text: str
    html: str
    id: str  #: letters, digits and dots: the same for the same mail sent again, so that it can be known as that
    at: datetime
    unsubscribe: str | None = None  #: the address that ends it at one click (RFC 8058)


def mail_address(written: str) -> str:
    """An address that can be written to, its domain in lower case and ASCII. Raises InputError."""
    given = written.strip()
    local, at, domain = given.rpartition("@")
    if not at or len(given) > ADDRESS_LONGEST or len(local) > LOCAL_LONGEST or not _LOCAL.fullmatch(local):
        raise InputError("address", "It is no mail address like reader@example.org.")
    try:
        import idna

        domain = domain.lower() if domain.isascii() else idna.encode(domain, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise InputError("address", "What stands behind the @ is no name of a host.") from error
    if not _DOMAIN.fullmatch(domain) or "." not in domain or domain.rpartition(".")[2].isdigit():
        raise InputError("address", "What stands behind the @ is no name of a host.")
    return f"{local}@{domain}"


def make_message(letter: Letter, sender: str) -> EmailMessage:
    """A letter as it goes out: text and HTML of equal content. Raises InputError or DeliveryError for a bad address."""
    name, written = parseaddr(one_line(sender))
    local, _, domain = written.rpartition("@")
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain.lower()):
        reason = "[mail] sender in firsthand.toml is no address like Firsthand <news@example.org>."
        raise DeliveryError("mail", reason, ours=True)
    message = EmailMessage(_policy())
    message["From"] = Address(_header(name), local, domain)
    message["To"] = Address(addr_spec=mail_address(letter.to))
    message["Subject"] = _header(letter.subject)[:SUBJECT_LONGEST]
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = f"<{re.sub('[^A-Za-z0-9.]', '.', letter.id)}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe is not None:
        if safe_url(letter.unsubscribe) is None or not _PLACE.fullmatch(letter.unsubscribe):
            raise InputError("unsubscribe", "It is no address of a page.")
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        if letter.unsubscribe.startswith("https://"):  # RFC 8058, 3.1: by https alone
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return message


@contextmanager
def mail_session(config: Config, *, tls: ssl.SSLContext | None = None) -> Iterator[Post]:
    """What hands letters over, over one connection that is opened for the first of them and again where it broke.

    `tls` holds the certificates that are trusted, by default those of this machine.
    """
    opened: list[smtplib.SMTP] = []

    def post(letter: Letter) -> None:
        message = make_message(letter, config.mail.sender)
        sender = message["From"].addresses[0].addr_spec
        with _in_time(config) as watched:
            for server in opened[:]:  # kept from the last letter; closed by the server meanwhile it may be
                watched(server)
                try:
                    server.send_message(message, sender, [mail_address(letter.to)])
                    return
                except smtplib.SMTPServerDisconnected:
                    opened.clear()
            opened.append(_connect(config, tls or ssl.create_default_context(), watched))
            try:
                opened[0].send_message(message, sender, [mail_address(letter.to)])
            except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused):
                raise  # the server is there, and said no
            except Exception:
                opened.pop().close()
                raise

    try:
        yield post
    finally:
        for server in opened:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()


def _connect(config: Config, tls: ssl.SSLContext, watched: Callable[[smtplib.SMTP], None]) -> smtplib.SMTP:
    """A server that takes mail, with TLS and login as the settings say."""
    mail = config.mail
    if not mail.host:
        raise DeliveryError("mail", "No mail server is set: write [mail] host into firsthand.toml.", ours=True)
    if mail.user and mail.security == "none" and mail.host not in LOOPBACK:
        reason = 'The password would go there unencrypted: set security to "starttls" or "tls".'
        raise DeliveryError(mail.host, reason, ours=True)
    if mail.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(mail.host, mail.port, timeout=mail.deadline, context=tls)
    else:
        server = smtplib.SMTP(mail.host, mail.port, timeout=mail.deadline)
    watched(server)
    try:
        if mail.security == "starttls":
            server.starttls(context=tls)
        if mail.user:
            server.login(mail.user, config.mail_password)
    except Exception:
        server.close()
        raise
    return server


@contextmanager
def _in_time(config: Config) -> Iterator[Callable[[smtplib.SMTP], None]]:
    """Cuts the connection when the time for one mail is over, and tells what fails as a DeliveryError."""
    sockets: list[socket.socket] = []
    late = threading.Event()

    def cut() -> None:
        late.set()
        for each in sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def watched(server: smtplib.SMTP) -> None:
        if server.sock is not None:
            sockets.append(server.sock)

    host, deadline = config.mail.host, config.mail.deadline
    timer = threading.Timer(deadline, cut)
    timer.daemon = True
    timer.start()
    try:
        yield watched
    except (OSError, smtplib.SMTPException) as error:
        if late.is_set() or isinstance(error, TimeoutError):
            reason = f"The {deadline:g} s that a mail may take were over."
            raise DeliveryError(host, reason, ours=True) from error
        raise _told(host, error) from error
    finally:
        timer.cancel()


def _told(host: str, error: OSError | smtplib.SMTPException) -> DeliveryError:
    """What a fault of the mail server means."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(error.recipients.values()), (550, b""))
        return DeliveryError(host, f"The mail server refuses the address ({_words(code, answer)}).", final=code >= 500)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return DeliveryError(host, "The mail server refuses the user or the password.", ours=True)
    if isinstance(error, smtplib.SMTPSenderRefused):
        reason = f"The mail server refuses the sender ({_words(error.smtp_code, error.smtp_error)})."
        return DeliveryError(host, reason, ours=True)
    if isinstance(error, smtplib.SMTPDataError):
        reason = f"The mail server refuses the mail ({_words(error.smtp_code, error.smtp_error)})."
        return DeliveryError(host, reason, final=error.smtp_code >= 500)
    if isinstance(error, smtplib.SMTPResponseException):
        reason = f"The mail server answers otherwise than it should ({_words(error.smtp_code, error.smtp_error)})."
        return DeliveryError(host, reason, ours=True)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        lacking = "TLS" if "STARTTLS" in str(error) else "what is asked of it: a login, or letters beyond ASCII"
        return DeliveryError(host, f"The mail server does not know {lacking}.", ours=True)
    if isinstance(error, ssl.SSLCertVerificationError):
        reason = f"The mail server's certificate is not valid for this name: {error.verify_message.rstrip('.')}."
        return DeliveryError(host, reason, ours=True)
    if isinstance(error, ssl.SSLError):
        return DeliveryError(host, "The mail server does not speak TLS as it should: is the port right?", ours=True)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return DeliveryError(host, "The mail server closed the connection.", ours=True)
    said = one_line(getattr(error, "strerror", None) or str(error))[:200]
    return DeliveryError(host, f"The mail server cannot be reached ({said}).", ours=True)


def _words(code: int, said: bytes | str) -> str:
    """What a server says, without the addresses in it."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {re.sub(r'[^ <>]*@[^ <>]*', '…', one_line(words))}"[:200].rstrip()


def _header(text: str) -> str:
    """Outside words for a header: one line, that no mail program takes for encoded words."""
    return one_line(text).replace("=?", "= ?")


class _Verbatim(UnstructuredHeader):
    """A header that is never folded: the library would encode a long address, and nobody could click it."""

    def fold(self, *, policy: Any) -> str:  # noqa: ANN401  (whatever the library hands over)
        """As it is."""
        own: Any = self  # the registry mixes this class with one that has a name
        return f"{own.name}: {own}{policy.linesep}"


def _policy() -> Any:  # noqa: ANN401  (the stubs of the library do not fit each other)
    registry: Any = HeaderRegistry()
    registry.map_to_type("list-unsubscribe", _Verbatim)
    registry.map_to_type("message-id", _Verbatim)
    return SMTP.clone(header_factory=registry)
