"""Articles out of web archives: WARC 1.0 and 1.1, plain, gzip or zstd, each record by itself or the file as a whole."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from firsthand.collect.archive_stream import ArchiveStream
from firsthand.collect.documents import NO_ARTICLES, find_kind, read_feed, read_json
from firsthand.collect.encoding import is_binary
from firsthand.collect.http_message import HEAD_BYTES, MOST_HEADERS, Message, choose_encoding, find_body, parse_message
from firsthand.collect.optouts import HEAD_CHARACTERS, find_optouts
from firsthand.collect.sizes import HTML_BYTES, in_words, oversize
from firsthand.collect.unpacking import UnpackingError
from firsthand.collect.versions import Versions
from firsthand.model import Capture, Failure, Given, Retrieval

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

#: Bytes of one response as it is stored: a page at its limit with its headers and room for what chunking adds.
RECORD_BYTES = HTML_BYTES + HTML_BYTES // 8 + HEAD_BYTES
#: Failures that are named one by one, an archive; of the others the number is told.
MOST_FAILURES = 1_000
_READ = 1 << 16
_WEB = re.compile(r"https?://[^\x00-\x20]", re.I)
_LENGTH = re.compile(r"\s{0,9}[0-9]{1,18}\s{0,9}")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?Z?)?)?)?")
_LOOKS_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s{1,9}html|html|head|body|article)[\s>]", re.I
)
#: Plain text that every crawler fetches and that is no article.
_NOT_ARTICLES = re.compile(
    r"https?://[^/?#]+/(?:\.well-known/.*|(?:robots|ads|app-ads|humans|llms|llms-full|security|sellers)\.txt)(?:[?#].*)?",
    re.I,
)
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_FEEDS = frozenset(f"application/{name}+xml" for name in ("rss", "atom", "rdf"))
_XML = frozenset({"text/xml", "application/xml"})
_JSON = frozenset({"application/json", "application/feed+json", "application/vnd.iptc.ninjs+json"})
_UNTOLD = frozenset({"", "application/octet-stream", "unknown/unknown", "application/unknown"})

Kind = Literal["html", "text", "feed", "json"]


def read_warc(file: Path) -> Iterator[Capture | Failure]:
    """Each page, text and feed that an archive holds, its versions in the order of time. Raises OSError as `open` does.

    What is no article (other types, other statuses, requests, metadata, revisits) is passed by; it is counted in a
    Failure where the archive holds nothing else. A page that cannot be read is named as "file:record N".
    """
    with file.open("rb") as raw:
        yield from read_archive(raw, str(file))


def read_archive(raw: BinaryIO, source: str) -> Iterator[Capture | Failure]:
    """The same of an open, seekable stream."""
    versions = Versions(_moments(raw))
    reading = _Reading(source)
    failures = 0
    for url, outcomes in reading.records(ArchiveStream(raw)):
        captures = []
        for outcome in outcomes:
            if isinstance(outcome, Capture):
                captures.append(outcome)
                reading.captures += 1
                continue
            failures += 1
            if failures <= MOST_FAILURES:
                yield outcome
        yield from versions.take(url, captures)
    yield from versions.release()
    if failures > MOST_FAILURES:
        yield Failure(source, "collect", f"{failures - MOST_FAILURES:,} more of its records could not be read.")
    elif not failures and not reading.captures:
        yield Failure(source, "collect", reading.nothing())


def _moments(raw: BinaryIO) -> Iterator[tuple[str, str]]:
    """Address and time of each record that may hold an article."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    types = WarcRecordType.response | WarcRecordType.resource
    try:
        for record in ArchiveIterator(ArchiveStream(raw), types, parse_http=False, stream_detect=False):
            yield _url(record), record.headers.get("WARC-Date") or ""
    except OSError:
        return  # told by the reading itself, at the same place


@dataclass(slots=True)
class _Reading:
    """One archive being read."""

    source: str
    captures: int = 0
    number: int = 0  #: of the record
    passed: Counter[str] = field(default_factory=Counter)  #: what was no article, and why

    def records(self, stream: ArchiveStream) -> Iterator[tuple[str, Iterable[Capture | Failure]]]:
        """Address and outcome of each record that may hold an article; a last one where the file is broken."""
        from fastwarc.warc import ArchiveIterator, WarcRecordType

        types = (WarcRecordType.response, WarcRecordType.resource)
        whole = True
        try:
            for record in ArchiveIterator(stream, parse_http=False, stream_detect=False):
                self.number += 1
                whole = False
                if not _LENGTH.fullmatch(record.headers.get("Content-Length") or ""):
                    stream.broken = stream.broken or "it does not say how long it is"
                    break
                if record.record_type not in types:
                    self.passed[f"{record.record_type} records"] += 1
                    continue
                outcomes, whole = self._outcomes(record, stream)
                yield _url(record), outcomes
        except OSError as error:
            if not stream.broken:
                self.number += 1
                stream.broken = "no WARC record begins where one must" if "Invalid" in str(error) else str(error)
        if stream.broken:
            yield "", [self._broken(stream.broken.rstrip("."))]
        elif self.number and not whole and not stream.tail.endswith((b"\n\r\n", b"\n\n")):
            yield "", [self._broken("the file breaks off in it")]

    def nothing(self) -> str:
        """Why there is no article, in one sentence."""
        if not self.number:
            return "The file is empty."
        most = ", ".join(f"{what} ({many:,})" for what, many in self.passed.most_common(5))
        return f"It holds no article: {self.number:,} records, all of them passed by: {most}."

    def _broken(self, why: str) -> Failure:
        if self.number == 1 and "no WARC record" in why:
            return Failure(self.source, "collect", "It is no web archive: it does not begin with a WARC record.")
        # What follows a break is not searched for records: a page may hold bytes that pass for one of another's page.
        place = f"{self.source}:record {self.number}"
        return Failure(place, "collect", f"The archive is broken here, and nothing after it is read: {why}.")

    def _outcomes(self, record: WarcRecord, stream: ArchiveStream) -> tuple[list[Capture | Failure], bool]:
        """What a response or resource gives, and whether the record was there to its end, as far as it was read."""
        url, place = _url(record), f"{self.source}:record {self.number}"
        if not _WEB.match(url):
            self.passed["records of no web address"] += 1
            return [], False
        block = _read(record, HEAD_BYTES)
        message = self._message(record, block)
        kind = self._kind(message, url, block) if message else None
        if not message or not kind:
            return [], False
        if record.content_length > RECORD_BYTES:
            reason = f"The record says that it has {in_words(record.content_length)}; the limit is "
            return [Failure(place, "collect", f"{reason}{in_words(RECORD_BYTES)}.")], False
        block += _read(record, RECORD_BYTES)
        if len(block) < record.content_length and stream.broken:
            return [], True  # it is said where the reading ends
        if len(block) < record.content_length:
            reason = "The file breaks off in this record: a page without its end is not read."
            return [Failure(place, "collect", reason)], True
        at = _date(record)
        if not at:
            return [Failure(place, "collect", "The record does not say when it was made: no usable WARC-Date.")], True
        retrieval = Retrieval(url, url, message.status, at, message.headers[:MOST_HEADERS])
        cut = record.headers.get("WARC-Truncated") or record.headers.get("WARC-Segment-Number")
        return list(self._read_message(message, block, kind, retrieval, place, cut)), True

    def _message(self, record: WarcRecord, block: bytes) -> Message | None:
        """The response in a record; a resource is one that has no head of its own."""
        content_type = record.headers.get("Content-Type") or ""
        if str(record.record_type) == "resource" and not content_type.lower().startswith("application/http"):
            return Message(200, (("content-type", content_type),), 0)
        message = parse_message(block)
        if message is None:
            self.passed["responses without HTTP headers"] += 1
        return message

    def _kind(self, message: Message, url: str, block: bytes) -> Kind | None:
        """What a response is read as; None, counted, where it is passed by."""
        content_type = message.header("content-type").partition(";")[0].strip().lower()
        body = block[message.start :]
        if message.status != 200:
            self.passed[f"responses with status {message.status}"] += 1
            return None
        kind: Kind | None = None
        if content_type in _HTML or (content_type in _UNTOLD and _LOOKS_HTML.match(body)):
            kind = "html"
        elif content_type == "text/plain" and not _NOT_ARTICLES.fullmatch(url):
            kind = "text"
        elif content_type in _FEEDS or content_type in _XML or (content_type in _UNTOLD and find_kind(body) == "feed"):
            kind = "feed"
        elif content_type in _JSON:
            kind = "json"
        if not kind:
            self.passed[f"responses of type {content_type[:60] or 'unknown'}"] += 1
        return kind

    def _read_message(
        self, message: Message, block: bytes, kind: Kind, retrieval: Retrieval, place: str, cut: str | None
    ) -> Iterator[Capture | Failure]:
        """The article or articles of a response, with what is wrong with it."""
        try:
            body, complaint = find_body(message, block, HTML_BYTES)
        except UnpackingError as error:
            yield Failure(place, "collect", str(error))
            return
        content_type = message.header("content-type")
        reason = _no_article(body, kind, content_type)
        if reason:
            self.passed[reason] += 1
            return
        if cut:
            complaint = f"The archive itself cut it short ({cut[:60]})."
        if complaint:
            yield Failure(place, "collect", complaint)
        if kind == "feed" or kind == "json":
            retrieval = replace(retrieval, opt_outs=find_optouts(message.headers, None, retrieval.url))
            yield from self._read_several(body, kind, retrieval, place, content_type)
            return
        if too_large := oversize(len(body), kind):
            yield Failure(place, "collect", too_large)
            return
        charset, guessed = choose_encoding(body, kind, content_type)
        if guessed:
            yield Failure(place, "collect", guessed[0].upper() + guessed[1:] + ".")
        head = body[: 4 * HEAD_CHARACTERS].decode(charset, "replace") if kind == "html" else None
        retrieval = replace(retrieval, opt_outs=find_optouts(message.headers, head, retrieval.url))
        given = Given(url=retrieval.url)
        yield Capture(hashlib.sha256(body).hexdigest(), place, kind, body, charset, given, retrieval)

    def _read_several(
        self, body: bytes, kind: Kind, retrieval: Retrieval, place: str, content_type: str
    ) -> Iterator[Capture | Failure]:
        """The articles of a feed or of ninjs. Of entries without a text, which stand for pages, the number is kept."""
        read = read_feed if kind == "feed" else read_json
        for outcome in read(body, place, retrieval.url, content_type):
            if isinstance(outcome, Capture):
                yield replace(outcome, retrieval=retrieval)
            elif outcome.source != place or outcome.reason == NO_ARTICLES:
                self.passed["entries of feeds without a text"] += 1
            else:
                yield outcome


def _no_article(body: bytes, kind: Kind, content_type: str) -> str | None:
    """Why an unpacked body is passed by: it is nothing, not what it is called, or data that holds no articles."""
    if not body.strip():
        return "empty responses"
    if kind in ("html", "text"):
        return f"binary responses called {content_type[:60]}" if is_binary(body) else None
    found = find_kind(body)
    if found == "list":
        return "sitemaps and lists of feeds"
    if kind == "feed":
        return None if found == "feed" else "responses of XML that is no feed"
    return None if found in ("json feed", "ninjs") else "responses of JSON that is neither a feed nor ninjs"


def _read(record: WarcRecord, limit: int) -> bytes:
    """At most that many bytes more of a record."""
    pieces: list[bytes] = []
    while limit > 0 and (piece := record.reader.read(min(limit, _READ))):
        pieces.append(piece)
        limit -= len(piece)
    return b"".join(pieces)


def _url(record: WarcRecord) -> str:
    """The address, without the angle brackets that some crawlers write about it."""
    url = (record.headers.get("WARC-Target-URI") or "").strip()
    return url[1:-1] if url.startswith("<") and url.endswith(">") else url


def _date(record: WarcRecord) -> str | None:
    """WARC-Date, in UTC; of a year, month or day alone, which WARC 1.1 allows, its first moment."""
    found = _DATE.fullmatch((record.headers.get("WARC-Date") or "").strip())
    if not found:
        return None
    parts = zip(found.groups()[:6], (None, 1, 1, 0, 0, 0), strict=True)
    year, month, day, hour, minute, second = (int(part or least or 0) for part, least in parts)
    micro = int((found[7] or "0").ljust(6, "0")[:6])
    try:
        return datetime(year, month, day, hour, minute, second, micro, UTC).isoformat()
    except ValueError:
        return None
