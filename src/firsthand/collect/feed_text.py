"""From a feed's bytes to clean UTF-8, and what had to be guessed or mended on the way.

A feed that is valid UTF-8 is read as UTF-8, whatever it declares: text of another encoding that happens to be valid
UTF-8 is next to never met, and a feed that declares ISO-8859-1 and holds UTF-8 is met daily.
"""

from __future__ import annotations

import codecs
import re
import zlib

from firsthand.collect.encoding import NO_CHARSETS, find_encoding
from firsthand.collect.sizes import in_words
from firsthand.errors import InputError

#: Bytes of a feed or sitemap, unpacked. 100,000 items of 250 bytes are 25 MB; the sitemap protocol allows 50 MB, which
#: publishers of news stay far below. It bounds the memory of the child: some six times this.
MAX_BYTES = 32_000_000
_CHUNK = 1 << 16
_GZIP = b"\x1f\x8b"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"<\?xml\s[^<>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']\s{0,9}([A-Za-z0-9_.:-]{2,40})")
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_.:-]{2,40})", re.I)
_DECLARATION_WITHIN = 2000
#: What the web means by these names (WHATWG Encoding Standard): the larger set that holds the one named.
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "iso8859-8": "cp1255",
}


def unpack(body: bytes, source: str) -> bytes:
    """The bytes, out of gzip where they are packed. Raises InputError where they are broken or more than MAX_BYTES."""
    if not body.startswith(_GZIP):
        if len(body) > MAX_BYTES:
            reason = f"The document has {in_words(len(body))}; the limit for feeds is {in_words(MAX_BYTES)}."
            raise InputError(source, reason)
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(body, MAX_BYTES + 1)
    except zlib.error as error:
        raise InputError(source, f"It is broken gzip: {error}.") from error
    if len(unpacked) > MAX_BYTES:
        raise InputError(source, f"It unpacks to more than {in_words(MAX_BYTES)}, the limit for feeds.")
    if not unpacker.eof:
        raise InputError(source, "It is broken gzip: it ends too early.")
    return unpacked


def to_utf8(body: bytes, content_type: str | None) -> tuple[bytes, list[str]]:
    """The document as UTF-8 without a byte order mark, and a sentence for each thing that was wrong with it."""
    for mark, charset in _MARKS:
        if body.startswith(mark):
            return _decoded(body, charset)
    declared = _named(_found(_DECLARED, body))
    header = _named((_CHARSET.search(content_type or "") or [None, None])[1])
    stated = [name for name in dict.fromkeys((declared, header)) if name]
    if body.isascii():
        shifted = [name for name in stated if name.startswith(("iso2022", "hz")) and _reads(body, name)]
        return (body.decode(shifted[0]).encode() if shifted else body), []
    if _reads(body, "utf-8"):
        if stated and stated[0] != "utf-8":
            return body, [f"The document says that it is in {stated[0]}; it is in UTF-8 and was read so."]
        return body, []
    for name in stated:
        if name != "utf-8" and _reads(body, name):
            wrong = [f"The document is not in {stated[0]}, as it says; read as {name}."] if name != stated[0] else []
            return body.decode(name).encode(), wrong
    charset, complaint = find_encoding(body, "text")
    return body.decode(charset, "replace").encode("utf-8", "replace"), [f"The document is {complaint}."]


def _decoded(body: bytes, charset: str) -> tuple[bytes, list[str]]:
    """By a mark, which is certain; what is lost is complained of."""
    text = body.decode(charset, "replace").removeprefix("\ufeff")
    lost = text.count("\ufffd") - (body.count(b"\xef\xbf\xbd") if charset == "utf-8-sig" else 0)
    complaints = [f"Some bytes mean nothing in {charset}: {lost} unreadable characters."] if lost > 0 else []
    return text.encode("utf-8", "replace"), complaints


def _found(pattern: re.Pattern[bytes], body: bytes) -> str | None:
    found = pattern.search(body, 0, _DECLARATION_WITHIN)
    return found[1].decode("ascii") if found else None


def _named(name: str | None) -> str | None:
    """The codec for a declared charset; None where there is none that Python knows and that is one."""
    if not name:
        return None
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    if not info._is_text_encoding or info.name in NO_CHARSETS or info.name.startswith(("utf-16", "utf-32")):
        return None
    return _MEANT.get(info.name, info.name)


def _reads(body: bytes, charset: str) -> bool:
    """Whether every byte means something in that charset."""
    try:
        body.decode(charset)
    except (UnicodeDecodeError, ValueError):
        return False
    return True
