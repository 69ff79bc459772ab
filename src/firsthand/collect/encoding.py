"""Which characters a run of bytes stands for, and what was uncertain about it."""

from __future__ import annotations

import codecs
import re
from typing import Literal, NamedTuple

#: Byte order marks, longest first: UTF-32's little-endian one begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: HTML 5 has a browser look for the declaration in the first 1024 bytes; pages in the wild put it later.
_DECLARATION_WITHIN = 4096
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_.:-]{2,40})", re.I
)
#: Control characters that no text holds: all of C0 but tab, line feed, form feed, carriage return and escape.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
#: Share of control characters above which bytes are no text. Stray ones in old exports stay far below one in a hundred.
BINARY_SHARE = 0.01
#: Codecs of Python's that are no charset of a document: made for host names and source code. Some fail on any bytes,
#: and some take time in the square of the length.
NO_CHARSETS = frozenset(
    {"punycode", "idna", "utf-7", "unicode_escape", "raw_unicode_escape", "mbcs", "oem", "undefined"}
)
#: Bytes that are looked at to tell text from binary and to guess an encoding: more changes no guess and costs seconds.
_SAMPLE = 65536
#: Bad bytes, as a share of all, up to which text counts as damaged UTF-8 and not as another encoding.
_DAMAGED_SHARE = 0.002
#: Kinds of letter outside Latin-1 from which a text is Central European: Polish and Czech show them in one sentence.
_CENTRAL_LETTERS = 4


class Decoding(NamedTuple):
    """How to read some bytes."""

    charset: str  #: a codec that Python knows; to be used with errors="replace"
    complaint: str | None  #: one sentence where it was a guess or bytes are lost; None where all is certain


def is_binary(body: bytes) -> bool:
    """Whether the bytes are text in no encoding: zero bytes without a byte order mark, or many control characters."""
    if any(body.startswith(mark) for mark, _ in _MARKS):
        return False
    sample = body[:_SAMPLE]
    return b"\0" in sample or len(_CONTROL.findall(sample)) > BINARY_SHARE * len(sample)


def find_encoding(body: bytes, media: Literal["text", "html"]) -> Decoding:
    """The encoding: by its mark, as valid UTF-8, as a page declares it, else the likeliest by the bytes themselves."""
    for mark, charset in _MARKS:
        if body.startswith(mark):
            return Decoding(charset, _lost(body, charset))
    declared = _declared(body) if media == "html" else None
    if declared and declared != "utf-8" and _lost(body, declared) is None:
        return Decoding(declared, None)
    error = _first_error(body, "utf-8")
    if error is None:
        return Decoding("utf-8", None)
    if media == "html" and declared == "utf-8":
        return Decoding("utf-8", _lost(body, "utf-8"))
    bad = body.decode("utf-8", "replace").count("\ufffd")
    if any(byte > 0x7F for byte in body[: error.start]) and bad <= max(1, _DAMAGED_SHARE * len(body)):
        return Decoding("utf-8", _lost(body, "utf-8"))
    charset = _likeliest(body)
    return Decoding(charset, f"not valid UTF-8 (byte {error.start}); read as {charset}, a guess from the bytes")


def _declared(body: bytes) -> str | None:
    """The codec that a page names for itself, if Python knows it."""
    found = _DECLARED.search(body[:_DECLARATION_WITHIN])
    if not found:
        return None
    name = found.group(1).decode("ascii").lower()
    if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"):
        name = "windows-1252"  # as the WHATWG Encoding Standard has it
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    # A page found by its ASCII letters is not UTF-16, and codecs such as base64 are not encodings of text.
    if not info._is_text_encoding or info.name in NO_CHARSETS or info.name.startswith(("utf-16", "utf-32")):
        return None
    return info.name


def _likeliest(body: bytes) -> str:
    """charset-normalizer's best guess; windows-1252, the web's own default, where it has none."""
    from charset_normalizer import from_bytes

    best = from_bytes(body[:_SAMPLE]).best()
    if best is None or best.encoding in ("utf_8", "ascii"):
        return "windows-1252"
    # Single-byte pages for Latin letters differ in a few places, and short texts do not tell which: the web's default
    # stands unless the guess reads several letters that are in no Western language.
    guess = body[:_SAMPLE].decode(best.encoding, "replace")
    letters = {c for c in guess if c.isalpha() and ord(c) > 0xFF}
    western = all(ord(c) < 0x250 for c in letters) and len(letters) < _CENTRAL_LETTERS
    if western and _lost(body, "cp1252") is None:
        return "windows-1252"
    return best.encoding


def _first_error(body: bytes, charset: str) -> UnicodeDecodeError | None:
    try:
        body.decode(charset)
    except UnicodeDecodeError as error:
        return error
    return None


def _lost(body: bytes, charset: str) -> str | None:
    """The complaint where some bytes mean nothing in that encoding."""
    error = _first_error(body, charset)
    if error is None:
        return None
    lost = body.decode(charset, "replace").count("\ufffd")
    return f"invalid {charset.upper()} at byte {error.start}; {lost} unreadable characters stand as \ufffd"
