"""Web archives for tests, record by record."""

from __future__ import annotations

PAGE = "<!DOCTYPE html><html><body><p>The ferry to Vellmark was late on Monday, the board said.</p></body></html>"
ADDRESS = "https://courier.example/ferry"
TIME = "2026-03-14T09:30:00Z"


def response(body: bytes = PAGE.encode(), *headers: str, status: str = "200 OK", media: str = "text/html") -> bytes:
    """An HTTP response."""
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {media}"] if media else []), *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(
    block: bytes,
    *headers: str,
    kind: str = "response",
    url: str = ADDRESS,
    at: str | None = TIME,
    length: int | str | None = None,
    version: str = "1.0",
    media: str = "application/http; msgtype=response",
) -> bytes:
    """One WARC record; `length` is what it claims."""
    lines = [
        f"WARC/{version}",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        *([f"WARC-Date: {at}"] if at else []),
        f"Content-Type: {media}",
        *headers,
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"
