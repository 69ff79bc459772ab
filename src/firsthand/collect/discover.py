"""The feeds that a web page names, for whoever gave the address of the page."""

from __future__ import annotations

import html as entities
import re
from urllib.parse import urljoin, urlsplit

from firsthand.collect.feed_values import absolute

#: Characters of a page in which its feeds are looked for; they are named in its head.
_WITHIN = 1_000_000
#: Feeds of one page.
MAX_FEEDS = 50
_TAG = re.compile(r"<(link|base|a)\b([^<>]{0,4000}+)>", re.I)
_ATTRIBUTE = re.compile(r"([A-Za-z][\w-]{0,30})\s{0,9}=\s{0,9}(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|template|noscript)\b.*?(?:</\1|\Z)", re.I | re.S)
_KINDS = {
    "application/atom+xml": 0,
    "application/rss+xml": 0,
    "application/feed+json": 1,
    "application/rdf+xml": 1,
    "application/json": 3,
    "text/xml": 3,
    "application/xml": 3,
}
#: Feeds of comments and of pages' translations are no news.
_COMMENTS = re.compile(r"\bcomment|/comments?/|kommentar|reactions?\b", re.I)
_NO_FEED = re.compile(r"oembed|/wp-json|/xmlrpc|opensearch|manifest", re.I)
_NAMED = re.compile(r"(?:^|[/._=-])(?:rss|atom|feeds?)(?:[/._?=-]|$)|\.(?:rss|atom|rdf)$|\bfeed\.json$", re.I)
#: Where sites of news keep a feed that their pages do not name, best guess first.
_PLACES = ("/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json", "/news-sitemap.xml")


def find_feeds(html: str, url: str) -> tuple[str, ...]:
    """The addresses of a page's feeds, best first, absolute, of http or https; () where it names none.

    Those that it declares come first (`<link rel="alternate">`), news before comments; then links to addresses that
    look like a feed's.
    """
    base = url
    ranked: list[tuple[int, int, str]] = []
    for order, (name, attributes) in enumerate(_tags(html[:_WITHIN])):
        if name == "base" and base == url and attributes.get("href"):
            base = _joined(url, attributes["href"])
            continue
        rank = _rank(name, attributes)
        address = absolute(attributes.get("href", "").strip(), base) if rank is not None else None
        if address and rank is not None:
            ranked.append((rank, order, address.partition("#")[0]))
    return tuple(dict.fromkeys(address for _, _, address in sorted(ranked)))[:MAX_FEEDS]


def common_places(url: str) -> tuple[str, ...]:
    """Where a site that names no feed may have one all the same, best guess first; () where it is no address."""
    try:
        parts = urlsplit(url)
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return ()
    except ValueError:
        return ()
    return tuple(f"{parts.scheme}://{parts.netloc}{place}" for place in _PLACES)


def _rank(name: str, attributes: dict[str, str]) -> int | None:
    """How likely the link is one to the site's feed of news, 0 best; None where it is none."""
    href, title = attributes.get("href", "").strip(), attributes.get("title", "")
    if not href or _NO_FEED.search(href[:500]):
        return None
    comments = 10 if _COMMENTS.search(title[:200]) or _COMMENTS.search(href[:500]) else 0
    if name == "a":
        return 20 + comments if _NAMED.search(href[:500].partition("#")[0]) else None
    rel = attributes.get("rel", "").lower().split()
    kind = attributes.get("type", "").lower().partition(";")[0].strip()
    if "feed" in rel:
        return comments
    if "alternate" not in rel or "stylesheet" in rel or kind not in _KINDS:
        return None
    if _KINDS[kind] > 2 and not _NAMED.search(href[:500]):
        return None
    return _KINDS[kind] + comments


def _tags(html: str) -> list[tuple[str, dict[str, str]]]:
    found = []
    for tag in _TAG.finditer(_HIDDEN.sub(" ", html)):
        attributes: dict[str, str] = {}
        for name, *values in _ATTRIBUTE.findall(tag[2]):
            attributes.setdefault(name.lower(), entities.unescape(next((v for v in values if v), "")))
        found.append((tag[1].lower(), attributes))
    return found


def _joined(url: str, href: str) -> str:
    try:
        return urljoin(url, href.strip())
    except ValueError:
        return url
