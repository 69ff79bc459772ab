"""What went wrong, said for people: statuses, faults of the network and of its protocols, as FetchError."""

from __future__ import annotations

import os
import re
import ssl
from functools import cache

import httpcore

from firsthand.collect.network import LookupFailedError, PrivateAddressError
from firsthand.collect.unpacking import TooLargeError, UnpackingError
from firsthand.errors import FetchError

#: What a status means to whoever follows a feed.
_STATUS = {
    400: "The server does not understand the request",
    401: "The server asks for a login",
    402: "The server asks for a payment",
    403: "The server refuses the request",
    404: "There is nothing at this address",
    405: "The server does not let this address be read",
    406: "The server has nothing of the kinds that can be read here",
    408: "The server waited too long for the request",
    410: "What was at this address is gone for good",
    421: "The server does not answer for this name",
    429: "The server asks for fewer requests",
    451: "The server withholds this for legal reasons",
    500: "The server has a fault",
    502: "The server behind this address cannot be reached",
    503: "The server is out of service for now",
    504: "The server behind this address does not answer",
}
#: How h11 and h2 quote what they were sent.
_BYTES = re.compile(r"(?:bytearray\()?b'((?:[^'\\]|\\.)*)'\)?")


class HeadersTooLargeError(Exception):
    """The headers of an answer are too many or too long; the message is one sentence."""


def status_error(url: str, status: int, retry_after: float | None) -> FetchError:
    """An answer that carries no page."""
    meaning = _STATUS.get(status)
    if meaning is None:
        meaning = "The server has a fault" if status >= 500 else "The server sends nothing that can be kept"
    wait = "" if retry_after is None else f", and asks to be left alone for {retry_after:,.0f} s"
    return FetchError(url, f"{meaning} (status {status}){wait}.", "status", status=status, retry_after=retry_after)


@cache
def network_faults() -> tuple[type[Exception], ...]:
    """All that a connection to a hostile server is known to raise, here and in the libraries."""
    from anyio import BrokenResourceError, ClosedResourceError, EndOfStream
    from h2.exceptions import H2Error

    return (
        PrivateAddressError,
        LookupFailedError,
        HeadersTooLargeError,
        UnpackingError,
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.TimeoutException,
        httpcore.UnsupportedProtocol,
        H2Error,
        BrokenResourceError,
        ClosedResourceError,
        EndOfStream,
        OSError,  # TLS faults in the middle of an answer are OSErrors too
        ValueError,  # an HTTP/2 status that is no number
    )


def fault(url: str, error: Exception) -> FetchError:
    """What one of `network_faults` means."""
    if isinstance(error, PrivateAddressError):
        return FetchError(url, str(error), "private")
    if isinstance(error, LookupFailedError):
        return FetchError(url, str(error), "dns")
    if isinstance(error, TooLargeError | HeadersTooLargeError):
        return FetchError(url, str(error), "too large")
    if isinstance(error, UnpackingError):
        return FetchError(url, str(error), "network")
    if (reason := _tls_reason(error)) is not None:
        return FetchError(url, reason, "tls")
    if getattr(error.__cause__, "error_status_hint", None) == 431:
        return FetchError(url, "The headers of the answer are longer than any that are taken.", "too large")
    return FetchError(url, _network_reason(error), "network")


def _tls_reason(error: BaseException | None) -> str | None:
    seen = 0
    while error is not None and seen < 8:
        if isinstance(error, ssl.SSLCertVerificationError):
            return f"The server's certificate is not valid for this name: {error.verify_message.rstrip('.')}."
        if isinstance(error, ssl.SSLError):
            return f"The server does not speak TLS as it should ({error.reason or 'no reason given'})."
        error, seen = error.__cause__ or error.__context__, seen + 1
    return None


def _network_reason(error: Exception) -> str:
    said = " ".join(_BYTES.sub(r"\1", str(error)).split())[:200]
    if said.isdigit():  # h2 says no more of a stream than its number
        said = type(error).__name__
    if isinstance(error, httpcore.ConnectError | httpcore.ConnectTimeout):
        return f"The server does not take connections ({_innermost(error) or said or 'no reason given'})."
    if isinstance(error, httpcore.RemoteProtocolError) and "disconnected" in said:
        return "The server closed the connection without an answer."
    if isinstance(error, httpcore.RemoteProtocolError) and ("incomplete" in said or "complete message body" in said):
        return f"The answer breaks off ({said})."
    if isinstance(error, httpcore.ReadError | httpcore.WriteError | ConnectionError):
        return "The connection broke in the middle of the answer."
    return f"The server does not speak HTTP as it should ({said or type(error).__name__})."


def _innermost(error: BaseException) -> str:
    """What the system says of a connection that does not stand: "Connection refused" and the like."""
    found, seen = "", 0
    cause: BaseException | None = error
    while cause is not None and seen < 8:
        if isinstance(cause, OSError) and cause.errno:
            found = os.strerror(cause.errno)
        cause, seen = cause.__cause__ or cause.__context__, seen + 1
    return found

