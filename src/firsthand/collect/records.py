"""Articles out of JSON Lines: one object a line, with the fields of the contract."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal

from firsthand.collect.encoding import find_encoding
from firsthand.collect.sizes import LINE_BYTES, in_words, oversize
from firsthand.model import Capture, Failure, Given

_FIELDS = ("id", "url", "publisher", "published", "title")
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_records(file: Path) -> Iterator[Capture | Failure]:
    """Each record of a .jsonl or .jsonl.gz file, one line in memory at a time. Raises OSError as `open` does."""
    with file.open("rb") as raw:
        if file.suffix.lower() == ".gz":
            with gzip.GzipFile(fileobj=raw) as unpacked:
                yield from read_stream(unpacked, str(file))
        else:
            yield from read_stream(raw, str(file))


def read_stream(lines: BinaryIO | gzip.GzipFile, source: str) -> Iterator[Capture | Failure]:
    """Each record of an open stream; a line that cannot be used is named as "source:line", and the rest goes on."""
    number, records = 0, 0
    while True:
        try:
            line = lines.readline(LINE_BYTES + 1)
        except (gzip.BadGzipFile, zlib.error, EOFError) as error:
            yield Failure(source, "collect", f"broken gzip after line {number}: {error}".rstrip(".") + ".")
            return
        if not line:
            break
        number += 1
        if len(line) > LINE_BYTES and not line.endswith(b"\n"):
            yield Failure(f"{source}:{number}", "collect", f"The line is longer than {in_words(LINE_BYTES)}.")
            records += 1
            if not _skip_line(lines):
                return
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            records += 1
            yield from read_record(line, f"{source}:{number}")
    if not records:
        yield Failure(source, "collect", "The file is empty.")


def read_record(line: bytes, source: str) -> Iterator[Capture | Failure]:
    """The article of one line, what is wrong with the line, or both where the article could be kept all the same."""
    charset, complaint = find_encoding(line, "text")
    if complaint:
        yield Failure(source, "collect", complaint[0].upper() + complaint[1:] + ".")
    try:
        record = json.loads(line.decode(charset, "replace"))
    except (ValueError, RecursionError) as error:
        yield Failure(source, "collect", f"The line is not valid JSON: {error}.")
        return
    reason = _fault(record)
    if reason:
        yield Failure(source, "collect", reason)
        return
    media: Literal["text", "html"] = "text" if record.get("text") is not None else "html"
    content: str = record[media]
    if _SURROGATE.search(content):
        yield Failure(source, "collect", "Half a surrogate pair stands in the text; it is kept as \ufffd.")
    body = _SURROGATE.sub("\ufffd", content).encode()
    reason = oversize(len(body), media)
    if reason:
        yield Failure(source, "collect", reason)
        return
    given = Given(*(_text(record.get(name)) for name in _FIELDS))
    yield Capture(hashlib.sha256(body).hexdigest(), source, media, body, "utf-8", given)


def _text(value: object) -> str | None:
    """A field as a line of text; numbers are good ids, and an empty string says nothing."""
    if value is None:
        return None
    return " ".join(_SURROGATE.sub("\ufffd", str(value)).split()) or None


def _fault(record: object) -> str | None:
    """Why a JSON value is no article, in one sentence."""
    if not isinstance(record, dict):
        return "The line is JSON but not an object."
    for name in ("text", "html", "url", "publisher", "published", "title"):
        if not isinstance(record.get(name), str | None):
            return f"The field {name!r} is not a string."
    if isinstance(record.get("id"), bool) or not isinstance(record.get("id"), str | int | None):
        return "The field 'id' is neither a string nor a whole number."
    if record.get("text") is None and record.get("html") is None:
        return "The record has neither 'text' nor 'html'."
    content = record["text"] if record.get("text") is not None else record["html"]
    if not content.strip() and not (record.get("title") or "").strip():
        return "The article is empty."
    return None


def _skip_line(lines: BinaryIO | gzip.GzipFile) -> bool:
    """Read past the end of the line that is being read. Whether anything can follow."""
    try:
        while chunk := lines.readline(LINE_BYTES):
            if chunk.endswith(b"\n"):
                return True
    except (gzip.BadGzipFile, zlib.error, EOFError):
        return False
    return False
