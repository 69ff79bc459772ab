"""Where text comes from: publishers, feeds, captures, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Stage = Literal["collect", "clean", "annotate", "relate", "group", "align", "write"]
FeedKind = Literal["rss", "atom", "json", "sitemap", "sitemap index", "opml", "ninjs", "page"]
OptOutKind = Literal["robots.txt", "meta robots", "x-robots-tag", "tdmrep", "rsl"]


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who puts articles before the public."""

    id: str  #: host name without "www.", else the name in lower case with hyphens
    name: str  #: as it is printed


@dataclass(frozen=True, slots=True)
class Given:
    """What the input itself says of an article, beside its text: trusted before anything found in the text."""

    id: str | None = None
    url: str | None = None
    publisher: str | None = None  #: a host name or a printed name
    published: str | None = None  #: ISO 8601, a day or a time
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed, or a news sitemap, says of one article."""

    url: str | None  #: absolute, http or https
    guid: str | None = None  #: what the feed itself tells its entries apart by
    title: str | None = None  #: plain text
    published: str | None = None  #: ISO 8601, a day or a time with its zone
    updated: str | None = None  #: ISO 8601 likewise
    summary: str | None = None  #: HTML as received, never trusted
    content: str | None = None  #: HTML of the whole article, where the feed carries it
    authors: tuple[str, ...] = ()
    publisher: str | None = None  #: who published it first, where that is not the feed's own outlet (RSS `<source>`)
    language: str | None = None  #: BCP 47


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What one feed document holds."""

    kind: FeedKind
    title: str | None = None
    site: str | None = None  #: address of the pages that it is a feed of
    language: str | None = None
    entries: tuple[Entry, ...] = ()  #: in the order of the document
    feeds: tuple[str, ...] = ()  #: addresses of further feeds: those of an OPML list, of a sitemap index, of a page
    every: int | None = None  #: seconds between its changes, as it says itself (`ttl`, `sy:updatePeriod`)
    complaints: tuple[str, ...] = ()  #: what was wrong with the document and was read all the same, one sentence each


@dataclass(frozen=True, slots=True)
class OptOut:
    """A reservation that a publisher states: no crawling, no text and data mining, no training, a license."""

    kind: OptOutKind
    value: str  #: as it is written: "noai", "tdm-reservation: 1", a license's address
    where: str  #: the address of the document, or the header, that says so


@dataclass(frozen=True, slots=True)
class Retrieval:
    """How bytes came over the network, or how a web archive says that they did."""

    url: str  #: that was asked for
    final_url: str  #: that answered, after redirects
    status: int
    at: str  #: ISO 8601 in UTC
    headers: tuple[tuple[str, str], ...] = ()  #: names in lower case, in the order received
    opt_outs: tuple[OptOut, ...] = ()  #: recorded with the bytes, whatever was done about them


@dataclass(frozen=True, slots=True)
class Capture:
    """One article's bytes as received."""

    id: str  #: SHA-256 of `body`, hexadecimal
    source: str  #: file, "file:line" or URL, for messages to people
    media: Literal["text", "html"]
    body: bytes
    charset: str | None = None  #: the charset that collect decided on, to be decoded with errors="replace"
    given: Given = Given()
    retrieval: Retrieval | None = None  #: None where the bytes were at hand


@dataclass(frozen=True, slots=True)
class Failure:
    """An input, or a part of one, that could not be used, and why. The rest goes on."""

    source: str  #: file, "file:line", URL or article id
    stage: Stage
    reason: str  #: one sentence, without the source


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something left out on purpose, and why; listed by `--explain`."""

    source: str  #: article id, "article id:start-end", or file
    stage: Stage
    reason: str
