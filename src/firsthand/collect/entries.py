"""The articles that a feed carries itself, as captures."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from firsthand.collect.sizes import oversize
from firsthand.model import Capture, Entry, Failure, Given, ParsedFeed

#: Words from which a summary counts as the article. Teasers of news have 15 to 50; whole reports in `<description>`
#: have 100 and more. Lower takes teasers for articles, higher loses short news.
SUMMARY_WORDS = 75
#: Words from which what the feed calls content counts as one: below it stand pictures and "Read more".
CONTENT_WORDS = 12
_TAG = re.compile(r"<[^<>]*+>")
_BLOCK = re.compile(r"<(?:p|div|br|li|h[1-6]|article|section|blockquote|table)\b", re.I)


def captures_of(feed: ParsedFeed, source: str) -> Iterator[Capture | Failure]:
    """Each entry's text as a page of its own, or why there is none, in the order of the feed.

    `source` names the document where an entry has no address.
    """
    for number, entry in enumerate(feed.entries, 1):
        where = entry.url or f"{source}:{number}"
        text = _text(entry)
        if text is None:
            yield Failure(where, "collect", _why_not(entry))
            continue
        body = _page(entry, feed, text).encode("utf-8", "replace")
        reason = oversize(len(body), "html")
        if reason:
            yield Failure(where, "collect", reason)
            continue
        given = Given(None, entry.url, _publisher(entry, feed), entry.published or entry.updated, entry.title)
        yield Capture(hashlib.sha256(body).hexdigest(), where, "html", body, "utf-8", given)


def _publisher(entry: Entry, feed: ParsedFeed) -> str | None:
    """Who published it, where the entry's own address does not say it."""
    if entry.publisher:
        return entry.publisher
    return None if _host(entry.url) else feed.title or _host(feed.site)


def _text(entry: Entry) -> str | None:
    """The HTML that is the article."""
    if entry.content and _words(entry.content) >= CONTENT_WORDS:
        return entry.content
    if entry.summary and _words(entry.summary) >= SUMMARY_WORDS:
        return entry.summary
    return None


def _why_not(entry: Entry) -> str:
    if entry.content or entry.summary:
        return "It carries no text: the feed gives only a teaser. Fetch the page itself to read the article."
    return "It carries no text: the feed gives only its title and address. Fetch the page itself to read the article."


def _page(entry: Entry, feed: ParsedFeed, text: str) -> str:
    """A page with nothing on it but the article."""
    if not _BLOCK.search(text):
        text = "".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())
    language, title = entry.language or feed.language, html.escape(entry.title or "")
    head = "".join(f'<meta name="author" content="{html.escape(a)}">' for a in entry.authors)
    if feed.title and _host(entry.url) == (_host(feed.site) or _host(entry.url)):
        head += f'<meta property="og:site_name" content="{html.escape(feed.title)}">'
    return (
        f'<!DOCTYPE html><html lang="{html.escape(language or "")}"><head><meta charset="utf-8">'
        f"<title>{title}</title>{head}</head>"
        f"<body><main><article>{f'<h1>{title}</h1>' if title else ''}{text}</article></main></body></html>"
    )


def _words(text: str) -> int:
    return len(_TAG.sub(" ", text).split())


def _host(url: str | None) -> str | None:
    """The host of an address without "www."; None where there is none."""
    if not url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
