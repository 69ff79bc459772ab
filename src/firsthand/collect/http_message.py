"""An HTTP response as a web archive keeps it: status line, headers and body in one run of bytes."""

from __future__ import annotations

import codecs
import re
from typing import Literal, NamedTuple

from firsthand.collect.encoding import Decoding, find_encoding, is_binary
from firsthand.collect.unpacking import TooLargeError, UnpackingError, unpack

#: Bytes of the status line and all headers. Browsers and servers stop at 8 to 256 KB.
HEAD_BYTES = 65_536
#: Headers that are to be kept, and characters of each: real answers have under 50, the longest are policies of 4 KB.
MOST_HEADERS = 64
HEADER_CHARACTERS = 4_096
_STATUS = re.compile(rb"HTTP/[0-9.]{1,5}[ \t]{1,9}([0-9]{3})(?![0-9])")
_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"[ \t]{0,9}([0-9A-Fa-f]{1,8})[ \t]{0,99}(?:;[^\r\n]{0,999})?\r?\n")
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_.:-]{2,40})", re.I)
#: As the WHATWG Encoding Standard has it: the larger set that holds the one named.
_MEANT = {"iso8859-1": "windows-1252", "ascii": "windows-1252"}
#: Codecs of Python that are no charset of a page.
_NO_CHARSET = frozenset({"punycode", "idna", "utf-7", "unicode_escape", "raw_unicode_escape", "undefined"})


class Message(NamedTuple):
    """One response, with the codings of its body as they are."""

    status: int
    headers: tuple[tuple[str, str], ...]  #: names in lower case, in the order received
    start: int  #: where the body begins

    def header(self, name: str) -> str:
        """The first header of that name (lower case); "" where there is none."""
        return next((value for key, value in self.headers if key == name), "")

    def values(self, name: str) -> list[str]:
        """All headers of that name (lower case)."""
        return [value for key, value in self.headers if key == name]


def parse_message(block: bytes) -> Message | None:
    """The head of a response; None where the bytes do not begin with one that ends within HEAD_BYTES."""
    status = _STATUS.match(block)
    end = _END.search(block, 0, HEAD_BYTES)
    if not status or not end:
        return None
    headers: list[tuple[str, str]] = []
    for line in block[: end.start()].split(b"\n")[1:]:
        if line[:1] in (b" ", b"\t") and headers:  # a header that goes on, as HTTP once allowed
            name, value = headers[-1]
            headers[-1] = (name, f"{value} {_text(line)}"[:HEADER_CHARACTERS])
            continue
        raw_name, colon, raw_value = line.partition(b":")
        if colon and raw_name.strip():
            headers.append((_text(raw_name).lower()[:100], _text(raw_value)[:HEADER_CHARACTERS]))
    return Message(int(status[1]), tuple(headers), end.end())


def find_body(message: Message, block: bytes, limit: int) -> tuple[bytes, str | None]:
    """The body with its codings undone, at most `limit` bytes, and one sentence where it had to be taken as it came.

    Many archives keep the headers of a coding that they have undone themselves: a body that is plainly not coded is
    taken as it is. Raises UnpackingError, TooLargeError where it is coded and cannot be undone within the limit.
    """
    body, complaint = block[message.start :], None
    if "chunked" in message.header("transfer-encoding").lower():
        body, complaint = _unchunk(body)
    try:
        return unpack(body, message.values("content-encoding"), limit), complaint
    except TooLargeError:
        raise
    except UnpackingError:
        if is_binary(body):
            raise
        return body, complaint


def choose_encoding(body: bytes, media: Literal["text", "html"], content_type: str) -> Decoding:
    """The encoding, as browsers choose it: by its mark, by the header, else as `find_encoding` does.

    A header under which bytes are lost is not believed.
    """
    found = _CHARSET.search(content_type)
    marked = body.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    charset = _codec(found[1]) if found and not marked else None
    if charset:
        try:
            body.decode(charset)
        except UnicodeError:
            return find_encoding(body, media)
        return Decoding(charset, None)
    return find_encoding(body, media)


def _codec(name: str) -> str | None:
    """The codec that a header names, if Python knows it as an encoding of text."""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not info._is_text_encoding or info.name in _NO_CHARSET:
        return None
    return _MEANT.get(info.name, info.name)


def _unchunk(body: bytes) -> tuple[bytes, str | None]:
    """RFC 9112, 7.1 undone; what stands before a break, with the complaint; a body without chunks as it is."""
    place = 0
    pieces: list[bytes] = []
    while size := _CHUNK.match(body, place):
        length = int(size[1], 16)
        if not length:
            return b"".join(pieces), None
        pieces.append(body[size.end() : size.end() + length])
        place = size.end() + length
        if place > len(body):
            break
        place += 2 if body[place : place + 2] == b"\r\n" else 1 if body[place : place + 1] == b"\n" else 0
    if not pieces:
        return body, None
    size_read = sum(map(len, pieces))
    return b"".join(pieces), f"Its chunked encoding breaks off after {size_read:,} bytes; what stands before is read."


def _text(raw: bytes) -> str:
    """A header as people read it: UTF-8 where it is that, else Latin-1, which takes any byte."""
    try:
        return raw.strip().decode("utf-8")
    except UnicodeDecodeError:
        return raw.strip().decode("latin-1")
