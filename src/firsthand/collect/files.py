"""Articles out of files, directories and standard input."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Literal

from firsthand.collect.encoding import find_encoding, is_binary
from firsthand.collect.records import read_records, read_stream
from firsthand.collect.sizes import LINE_BYTES, in_words, oversize
from firsthand.model import Capture, Failure

Outcomes = Iterator[Capture | Failure]

_TEXT = (".txt",)
_HTML = (".html", ".htm")
_RECORDS = (".jsonl", ".jsonl.gz")
_ARCHIVES = (".warc", ".warc.gz", ".warc.zst")
_FEEDS = (".xml", ".rss", ".atom", ".opml")
_JSON = (".json",)
_READ = (*_TEXT, *_HTML, *_RECORDS, *_ARCHIVES, *_FEEDS, *_JSON)
_PACKED = (".gz", ".zst")
_LOOKS_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s{1,9}html|!--|(?:html|head|body|article|div|meta)[\s>])", re.I
)
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_ARCHIVE = b"WARC/"
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")
#: The most that is read of standard input or of a file of unknown type, as it comes and unpacked.
_SNIFFED_BYTES = 64_000_000
_NO_CONTACT = (
    "Nothing is fetched until there is a contact address: run `firsthand init`, then set contact under [collect] in "
    "firsthand.toml. Or save the page and name the file."
)


def collect(
    inputs: Sequence[str | Path], stdin: BinaryIO | None = None, fetch: Callable[[str], Outcomes] | None = None
) -> Outcomes:
    """Each article that the inputs hold, or why it could not be read, in an order that does not depend on theirs.

    A file that is named twice, by itself or by a directory above it, is read once. An article whose bytes had to be
    guessed at comes with a Failure that says so. "-" is standard input, read from `stdin`. `fetch` gives what an
    address holds; without it an address is a Failure.
    """
    seen: set[Path] = set()
    for name in sorted({str(i) for i in inputs}, key=lambda n: (n == "-", n)):
        if name == "-":
            yield from _standard_input(stdin)
        elif _URL.match(name):
            yield from fetch(name) if fetch else iter((Failure(name, "collect", _NO_CONTACT),))
        else:
            yield from _named(Path(name), seen)


def _named(path: Path, seen: set[Path]) -> Outcomes:
    """What a path that the user named holds."""
    try:
        if path.is_dir() and path.resolve() in seen:
            return  # searched with a directory above it
        if path.is_dir():
            found = False
            for outcome in _searched(path, seen):
                found = True
                yield outcome
            if not found:
                yield Failure(str(path), "collect", f"It holds no file of a type that is read: {', '.join(_READ)}.")
        elif not path.exists():
            yield Failure(str(path), "collect", "There is no such file.")
        elif path.resolve() not in seen:
            seen.add(path.resolve())
            yield from _read_file(path)
    except (OSError, ValueError, RuntimeError) as error:
        yield Failure(str(path), "collect", _why(error))


def _searched(folder: Path, seen: set[Path]) -> Outcomes:
    """What a directory and those below it hold, in the order of names; hidden entries and other types are passed by."""
    resolved = folder.resolve()
    if resolved in seen:
        return
    seen.add(resolved)
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Failure(str(folder), "collect", _why(error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            if entry.is_dir():
                yield from _searched(entry, seen)
            elif entry.is_file() and _suffix(entry) in _READ and entry.resolve() not in seen:
                seen.add(entry.resolve())
                yield from _read_file(entry)
        except (OSError, RuntimeError) as error:
            yield Failure(str(entry), "collect", _why(error))


def _read_file(file: Path) -> Outcomes:
    """What a file holds, by the ending of its name, else by its content."""
    suffix, source = _suffix(file), str(file)
    if not file.is_file():
        yield Failure(source, "collect", "It is neither a file nor a directory.")
        return
    try:
        if suffix in _RECORDS:
            yield from read_records(file)
        elif suffix in _ARCHIVES or (suffix not in _READ and _begins_archive(file)):
            from firsthand.collect.warc import read_warc

            yield from read_warc(file)
        else:
            media: Literal["text", "html"] | None = "text" if suffix in _TEXT else "html" if suffix in _HTML else None
            size = file.stat().st_size
            reason = oversize(size, media) if media else _too_much(size)
            if reason:
                yield Failure(source, "collect", reason)
            elif suffix in _FEEDS or suffix in _JSON:
                yield from _read_several(file.read_bytes(), source, "feed" if suffix in _FEEDS else "json")
            else:
                yield from _read_bytes(file.read_bytes(), source, media)
    except OSError as error:
        yield Failure(source, "collect", _why(error))


def _standard_input(stdin: BinaryIO | None) -> Outcomes:
    source = "standard input"
    if stdin is None:
        yield Failure(source, "collect", "Nothing is connected to standard input.")
        return
    body = stdin.read(_SNIFFED_BYTES + 1)
    reason = _too_much(len(body))
    if reason:
        yield Failure(source, "collect", reason)
    else:
        yield from _read_bytes(body, source, None)


def _read_bytes(body: bytes, source: str, media: Literal["text", "html"] | None) -> Outcomes:
    """The article, or articles, in some bytes; `media` None where it must be told from them."""
    if media is None and _is_archive(BytesIO(body)):
        from firsthand.collect.warc import read_archive

        yield from read_archive(BytesIO(body), source)
        return
    if media is None and body.startswith(_GZIP):
        body = _unpack(BytesIO(body), _SNIFFED_BYTES + 1) or b""
        if not body or (reason := _too_much(len(body))):
            yield Failure(source, "collect", "Its gzip is empty or broken." if not body else reason or "")
            return
    if not body.strip():
        yield Failure(source, "collect", "The file is empty.")
        return
    if is_binary(body):
        yield Failure(source, "collect", "The file is binary: it holds no text.")
        return
    if media is None:
        several = _kind_of_several(body)
        if several:
            yield from _read_several(body, source, several)
            return
        media = "html" if _LOOKS_HTML.match(body) else "text"
    reason = oversize(len(body), media)
    if reason:
        yield Failure(source, "collect", reason)
        return
    charset, complaint = find_encoding(body, media)
    if complaint:
        yield Failure(source, "collect", complaint[0].upper() + complaint[1:] + ".")
    yield Capture(hashlib.sha256(body).hexdigest(), source, media, body, charset)


def _kind_of_several(body: bytes) -> Literal["feed", "json", "records"] | None:
    """What bytes are that hold several articles: told by their beginning, and for JSON by all of it."""
    if _LOOKS_HTML.match(body):
        return None
    from firsthand.collect.documents import find_kind

    kind = find_kind(body)
    if kind in ("feed", "list"):
        return "feed"
    if kind in ("json feed", "ninjs"):
        return "json"
    if _are_records(body):
        return "records"
    return "json" if kind == "json" else None


def _read_several(body: bytes, source: str, kind: Literal["feed", "json", "records"]) -> Outcomes:
    """The articles of a document that holds several."""
    if kind == "records":
        yield from read_stream(BytesIO(body), source)
        return
    if not body.strip():
        yield Failure(source, "collect", "The file is empty.")
        return
    from firsthand.collect.documents import read_feed, read_json

    yield from (read_feed if kind == "feed" else read_json)(body, source)


def _are_records(body: bytes) -> bool:
    """Whether every line that is not blank is a JSON object; one broken line in a file of many does not change that."""
    lines = [line.strip() for line in body.split(b"\n", 20)[:20]]
    lines = [line for line in lines if line]
    if not all(line.startswith(b"{") for line in lines) or len(lines[0]) > LINE_BYTES:
        return False
    try:
        return isinstance(json.loads(lines[0]), dict)
    except (ValueError, RecursionError):
        return False


def _begins_archive(file: Path) -> bool:
    with file.open("rb") as raw:
        return _is_archive(raw)


def _is_archive(raw: BinaryIO) -> bool:
    """Whether bytes begin as a web archive, by themselves or under gzip; zstd holds nothing else that is read."""
    start = raw.read(len(_ARCHIVE))
    if start.startswith(_GZIP):
        raw.seek(0)
        start = _unpack(raw, len(_ARCHIVE)) or b""
    return start == _ARCHIVE or start.startswith(_ZSTD)


def _unpack(raw: BinaryIO, limit: int) -> bytes | None:
    """At most that many bytes of what gzip holds; None where it is broken before that."""
    try:
        with gzip.GzipFile(fileobj=raw) as unpacked:
            return unpacked.read(limit)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        return None


def _too_much(size: int) -> str | None:
    return f"More than {in_words(_SNIFFED_BYTES)} at once." if size > _SNIFFED_BYTES else None


def _suffix(file: Path) -> str:
    """The ending that names the type, in lower case, with the one before it where the last says how it is packed."""
    endings = [s.lower() for s in file.suffixes]
    return "".join(endings[-2:]) if endings[-1:] and endings[-1] in _PACKED else "".join(endings[-1:])


def _why(error: Exception) -> str:
    """What the operating system says, as a sentence."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return f"It cannot be read: {said[0].lower()}{said[1:].rstrip('.')}."
