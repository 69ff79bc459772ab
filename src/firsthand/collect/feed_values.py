"""The values of a feed's fields, cleaned and bounded, with a count of what was wrong with them."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import urljoin, urlsplit

from firsthand.collect.feed_dates import MAX_ODD, read_odd_time, read_time
from firsthand.collect.loose_xml import without_controls
from firsthand.model import Entry

#: Characters of a title, a name, an id: the longest real ones have some 300. What is longer is cut.
TITLE, NAME, GUID = 1_000, 200, 2_000
#: Characters of an address: what browsers and servers agree to take.
ADDRESS = 4_000
#: Characters of a summary and of a text. A long report has 60,000 with its tags; a book in a feed is cut.
SUMMARY, CONTENT = 100_000, 2_000_000
#: Authors of one entry.
AUTHORS = 20
#: Different things that one document is complained of.
COMPLAINTS = 20
_SHOWN = 60
_TAGS = re.compile(r"<(?:/?[A-Za-z][^<>]*+|!--[^<>]*+--)>")
_BREAKS = re.compile(r"<(?:br|p|/p|div|/div|li)\b[^<>]*+>", re.I)
_SPACE = re.compile(r"\s+")
_URL_JUNK = re.compile(r"[\x00-\x20\x7f-\x9f\u200b\ufeff]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,4}")
#: C1 controls are what Windows-1252 puts there, since nobody means them.
_WINDOWS = {c: bytes([c]).decode("cp1252", "ignore") or None for c in range(0x80, 0xA0)}
#: How an RSS author is written: "mail (Name)", "Name <mail>", "Name".
_MAIL = re.compile(r"[^\s@<>()]{1,80}@[^\s@<>()]{1,120}")
_MAIL_NAME = re.compile(r"^[^\s@<>()]{1,80}@[^\s@<>()]{1,120}\s{0,9}\(([^()]{1,200})\)$")

_SENTENCES = {
    "date": "{n} date(s) could not be read: {value!r}.",
    "zone": "{n} time(s) come without a zone that is known, and are taken for UTC: {value!r}.",
    "address": "{n} address(es) are none of the web, or cannot be made whole: {value!r}.",
    "repeated": "{n} entries repeat the id and address of an earlier one and were left out: {value!r}.",
    "empty": "{n} entries hold nothing and were left out.",
    "cut": "{n} text(s) were cut, being longer than any article: {value!r}.",
    "language": "{n} language(s) are none that is known: {value!r}.",
    "interval": "{n} statement(s) of how often it changes make no sense: {value!r}.",
}


class Values:
    """Reads the values of one document: knows its address and counts what is wrong."""

    def __init__(self, url: str | None) -> None:
        """`url` is the document's own address, where it is known."""
        self.url = url
        self._wrong: dict[str, tuple[int, str]] = {}
        self._said: list[str] = []
        self._odd: dict[str, str | None] = {}

    def say(self, sentence: str | None) -> None:
        """A complaint about the document as a whole."""
        if sentence:
            self._said.append(sentence)

    def wrong(self, what: str, value: str = "") -> None:
        """One thing that is wrong with one value."""
        count, first = self._wrong.get(what, (0, value))
        self._wrong[what] = (count + 1, first)

    def complaints(self) -> tuple[str, ...]:
        """All of them, a sentence each."""
        counted = (
            _SENTENCES[what].format(n=f"{n:,}", value=" ".join(value.split())[:_SHOWN])
            for what, (n, value) in self._wrong.items()
        )
        return (*self._said, *counted)[:COMPLAINTS]

    def text(self, raw: str | None, limit: int = TITLE) -> str | None:
        """One line of plain text."""
        if not raw:
            return None
        line = _SPACE.sub(" ", without_controls(raw[: 4 * limit]).translate(_WINDOWS)).strip()
        return unicodedata.normalize("NFC", line)[:limit].strip() or None

    def plain(self, raw: str | None, limit: int = TITLE) -> str | None:
        """One line of plain text out of HTML."""
        if not raw:
            return None
        raw = raw[: 16 * limit]
        if "<" in raw:
            raw = _TAGS.sub("", _BREAKS.sub(" ", raw))
        return self.text(html.unescape(raw) if "&" in raw else raw, limit)

    def html(self, raw: str | None, limit: int = CONTENT) -> str | None:
        """HTML as received, without the characters that no text has, and within the limit."""
        if not raw or raw.isspace():
            return None
        kept = without_controls(raw).translate(_WINDOWS).strip()
        if len(kept) > limit:
            self.wrong("cut", kept[:_SHOWN])
            kept = kept[:limit]
        return kept or None

    def address(self, raw: str | None, base: str | None = None) -> str | None:
        """An absolute address of http or https."""
        if not raw or not raw.strip():
            return None
        shown = raw.strip()[:_SHOWN]
        if len(raw) > 2 * ADDRESS:
            self.wrong("address", shown)
            return None
        written = without_controls(re.sub(r"[\t\r\n]+", "", raw)).strip()
        address = absolute(written, base or self.url)
        if address is None:
            self.wrong("address", shown)
        return address

    def time(self, raw: str | None) -> str | None:
        """A day, or a time with its zone, as ISO 8601."""
        if not raw or not raw.strip():
            return None
        found, assumed = read_time(raw)
        if found is None:
            key = raw.strip()[:200]
            if key not in self._odd and len(self._odd) < MAX_ODD:
                self._odd[key] = read_odd_time(key)
            found = self._odd.get(key)
            if found is None:
                self.wrong("date", raw.strip()[:200])
        if assumed:
            self.wrong("zone", raw.strip()[:200])
        return found

    def language(self, raw: str | None) -> str | None:
        """A language as BCP 47 has it."""
        tag = (raw or "").strip()[:40]
        if not tag:
            return None
        if not _LANGUAGE.fullmatch(tag):
            self.wrong("language", tag)
            return None
        return tag.replace("_", "-")

    def author(self, raw: str | None) -> str | None:
        """A name, without the mail address beside it; None where there is only an address."""
        line = self.plain(raw, 2 * NAME)
        if line is None or "@" not in line:
            return line[:NAME] if line else None
        named = _MAIL_NAME.match(line)
        return self.text(named[1] if named else _MAIL.sub("", line).strip(" <>()[],;:\"'-"), NAME)

    def entries(self, found: list[Entry]) -> tuple[Entry, ...]:
        """The entries without repetitions and without those that say nothing."""
        seen: set[tuple[str | None, ...]] = set()
        kept = []
        for entry in found:
            if not (entry.url or entry.title or entry.summary or entry.content):
                self.wrong("empty")
                continue
            key = (entry.guid, entry.url) if entry.guid else (None, entry.url, entry.title)
            if key in seen and (entry.guid or entry.url):
                self.wrong("repeated", entry.guid or entry.url or "")
                continue
            seen.add(key)
            kept.append(entry)
        return tuple(kept)


def absolute(written: str, base: str | None) -> str | None:
    """The address made whole; None where it is not of http or https, or cannot be."""
    try:
        whole = urljoin(base, written) if base else written
        parts = urlsplit(whole)
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname or parts.port == 0:
            return None
    except ValueError:
        return None
    whole = _URL_JUNK.sub(lambda m: "%20" * len(m.group().strip("\u200b\ufeff")), whole)
    return whole if len(whole) <= ADDRESS else None


def seconds_between(ttl: str | None, period: str | None, frequency: str | None) -> int | None:
    """How often a feed says that it changes: RSS's minutes, or the module Syndication's period and times in it.

    None where it says nothing; ValueError where it makes no sense.
    """
    if ttl and ttl.strip():
        minutes = float(ttl.strip()[:20])
        if not 0 < minutes < 600_000:
            raise ValueError(ttl)
        return round(minutes * 60)
    if not period or not period.strip():
        return None
    times = float((frequency or "1").strip()[:20] or "1")
    length = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_629_800, "yearly": 31_557_600}
    name = period.strip().lower()
    if name not in length or not 0 < times <= 86_400:
        raise ValueError(f"{period} {frequency}")
    return max(1, round(length[name] / times))
