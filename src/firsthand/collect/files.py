"""Articles out of files, directories and standard input."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Literal

from firsthand.collect.encoding import find_encoding, is_binary
from firsthand.collect.records import read_records, read_stream
from firsthand.collect.sizes import LINE_BYTES, in_words, oversize
from firsthand.model import Capture, Failure

_TEXT = (".txt",)
_HTML = (".html", ".htm")
_RECORDS = (".jsonl", ".jsonl.gz")
#: Types that the contract names and that no reader is there for yet, with what they are.
_UNREAD = {
    ".xml": "a feed",
    ".rss": "a feed",
    ".atom": "a feed",
    ".json": "a JSON feed or ninjs",
    ".warc": "a web archive",
    ".warc.gz": "a web archive",
}
_LOOKS_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s{1,9}html|!--|(?:html|head|body|article|div|meta)[\s>])", re.I
)
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")
#: The most that is read of standard input or of a file of unknown type.
_SNIFFED_BYTES = 64_000_000


def collect(inputs: Sequence[str | Path], stdin: BinaryIO | None = None) -> Iterator[Capture | Failure]:
    """Each article that the inputs hold, or why it could not be read, in an order that does not depend on theirs.

    A file that is named twice, by itself or by a directory above it, is read once. An article whose bytes had to be
    guessed at comes with a Failure that says so. "-" is standard input, read from `stdin`.
    """
    seen: set[Path] = set()
    for name in sorted({str(i) for i in inputs}, key=lambda n: (n == "-", n)):
        if name == "-":
            yield from _standard_input(stdin)
        elif _URL.match(name):
            yield Failure(name, "collect", "Addresses cannot be fetched yet: save the page and name the file.")
        else:
            yield from _named(Path(name), seen)


def _named(path: Path, seen: set[Path]) -> Iterator[Capture | Failure]:
    """What a path that the user named holds."""
    try:
        if path.is_dir():
            found = list(_searched(path, seen))
            if not found:
                yield Failure(str(path), "collect", "It holds no .txt, .html, .htm, .jsonl or .jsonl.gz file.")
            yield from found
        elif not path.exists():
            yield Failure(str(path), "collect", "There is no such file.")
        elif path.resolve() not in seen:
            seen.add(path.resolve())
            yield from _read_file(path)
    except (OSError, ValueError, RuntimeError) as error:
        yield Failure(str(path), "collect", _why(error))


def _searched(folder: Path, seen: set[Path]) -> Iterator[Capture | Failure]:
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
            elif entry.is_file() and _suffix(entry) in (*_TEXT, *_HTML, *_RECORDS) and entry.resolve() not in seen:
                seen.add(entry.resolve())
                yield from _read_file(entry)
        except (OSError, RuntimeError) as error:
            yield Failure(str(entry), "collect", _why(error))


def _read_file(file: Path) -> Iterator[Capture | Failure]:
    suffix, source = _suffix(file), str(file)
    if not file.is_file():
        yield Failure(source, "collect", "It is neither a file nor a directory.")
    elif suffix in _UNREAD:
        yield Failure(source, "collect", f"It looks like {_UNREAD[suffix]}, which cannot be read yet.")
    elif suffix in _RECORDS:
        try:
            yield from read_records(file)
        except OSError as error:
            yield Failure(source, "collect", _why(error))
    else:
        media: Literal["text", "html"] | None = "text" if suffix in _TEXT else "html" if suffix in _HTML else None
        size = file.stat().st_size
        reason = oversize(size, media) if media else _too_much(size)
        if reason:
            yield Failure(source, "collect", reason)
            return
        yield from _read_bytes(file.read_bytes(), source, media)


def _standard_input(stdin: BinaryIO | None) -> Iterator[Capture | Failure]:
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


def _read_bytes(body: bytes, source: str, media: Literal["text", "html"] | None) -> Iterator[Capture | Failure]:
    """The article, or articles, in some bytes; `media` None where it must be told from them."""
    if not body.strip():
        yield Failure(source, "collect", "The file is empty.")
        return
    if is_binary(body):
        yield Failure(source, "collect", "The file is binary: it holds no text.")
        return
    if media is None and _are_records(body):
        yield from read_stream(BytesIO(body), source)
        return
    if media is None:
        media = "html" if _LOOKS_HTML.match(body) else "text"
    reason = oversize(len(body), media)
    if reason:
        yield Failure(source, "collect", reason)
        return
    charset, complaint = find_encoding(body, media)
    if complaint:
        yield Failure(source, "collect", complaint[0].upper() + complaint[1:] + ".")
    yield Capture(hashlib.sha256(body).hexdigest(), source, media, body, charset)


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


def _too_much(size: int) -> str | None:
    return f"More than {in_words(_SNIFFED_BYTES)} at once." if size > _SNIFFED_BYTES else None


def _suffix(file: Path) -> str:
    """The ending that names the type, in lower case, with the one before it where the last is .gz."""
    endings = [s.lower() for s in file.suffixes]
    return "".join(endings[-2:]) if endings[-1:] == [".gz"] else "".join(endings[-1:])


def _why(error: Exception) -> str:
    """What the operating system says, as a sentence."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return f"It cannot be read: {said[0].lower()}{said[1:].rstrip('.')}."
