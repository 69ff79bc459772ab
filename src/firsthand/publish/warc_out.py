"""Captures written as a web archive (WARC 1.1, ISO 28500:2017) that any tool for such archives reads."""

from __future__ import annotations

import gzip
import hashlib
import re
from base64 import b32encode
from collections.abc import Iterable, Sequence
from typing import BinaryIO
from uuid import UUID

#: Address, time of capture (ISO 8601 in UTC), bytes, media type, and the headers that came with them.
Kept = tuple[str, str, bytes, str, Sequence[tuple[str, str]]]

#: gzip's usual level: 9 takes twice the time for one part in a hundred.
_LEVEL = 6
#: Headers that say how a body was coded on its way; what is kept is the body without it, and these are set anew.
_CODING = frozenset({"transfer-encoding", "content-encoding", "content-length", "content-type"})
_TYPE = "content-type"
_LINE_BREAK = re.compile(r"[\r\n\x00]+\s*")
_NO_NAME = re.compile(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]")
_NO_URI = re.compile(r"[\x00-\x20<>\x7f]")
_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,6})?(?:Z|\+00:00)")


def write_warc(captures: Iterable[Kept], file: BinaryIO) -> int:
    """Write each capture as a response record, packed by itself; how many there were.

    The same captures give the same bytes: a record's id is taken from its content, and no time of writing is in it.
    Raises ValueError where a time is not ISO 8601 in UTC.
    """
    file.write(_packed(_record("warcinfo", (), "application/warc-fields", _INFO)))
    written = 0
    for uri, at, body, media, headers in captures:
        time = _TIME.fullmatch(at)
        if not time:
            raise ValueError(f"{at!r} is no time in UTC")
        named = (
            ("WARC-Target-URI", _NO_URI.sub(lambda m: f"%{ord(m[0]):02X}", uri)),
            ("WARC-Date", f"{time[1]}{time[2] or ''}Z"),
            ("WARC-Payload-Digest", f"sha256:{b32encode(hashlib.sha256(body).digest()).decode()}"),
        )
        block = _response(body, media, headers)
        file.write(_packed(_record("response", named, "application/http; msgtype=response", block)))
        written += 1
    return written


_INFO = b"software: firsthand\r\nformat: WARC File Format 1.1\r\n"


def _response(body: bytes, media: str, headers: Sequence[tuple[str, str]]) -> bytes:
    """The answer as it would have come without any coding of its body."""
    said = next((value for name, value in headers if name.lower() == _TYPE), media)
    kept = [(name, value) for name, value in headers if name.lower() not in _CODING]
    lines = [("Content-Type", said), ("Content-Length", str(len(body))), *kept]
    head = "".join(f"{_NO_NAME.sub('-', name)}: {_LINE_BREAK.sub(' ', value)}\r\n" for name, value in lines)
    return b"HTTP/1.1 200 OK\r\n" + head.encode("utf-8", "replace") + b"\r\n" + body


def _record(kind: str, named: Sequence[tuple[str, str]], content_type: str, block: bytes) -> bytes:
    fields = [
        ("WARC-Type", kind),
        *named,
        *(() if named else (("WARC-Date", "1970-01-01T00:00:00Z"),)),  # mandatory, and the same at every writing
        ("Content-Type", content_type),
        ("Content-Length", str(len(block))),
    ]
    head = "".join(f"{name}: {value}\r\n" for name, value in fields).encode("utf-8", "replace")
    identity = f"WARC-Record-ID: <urn:uuid:{_uuid(head + block)}>\r\n".encode()
    return b"WARC/1.1\r\n" + identity + head + b"\r\n" + block + b"\r\n\r\n"


def _uuid(content: bytes) -> UUID:
    """SHA-256 as a UUID of version 8 (RFC 9562, 5.8), the one for hashes other than MD5 and SHA-1."""
    digest = bytearray(hashlib.sha256(content).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    return UUID(bytes=bytes(digest))


def _packed(record: bytes) -> bytes:
    return gzip.compress(record, _LEVEL, mtime=0)
