"""Names of the elements of feeds, whatever prefix or version of a namespace they are written with."""

from __future__ import annotations

import re
from functools import lru_cache

_FEED = ""
#: By address, in lower case and without "http://", "https://", "www." and a slash or # at the end.
_SPACES = {
    "": _FEED,
    "w3.org/2005/atom": _FEED,
    "purl.org/atom/ns": _FEED,
    "example.com/newformat": _FEED,
    "example.com/necho": _FEED,
    "purl.org/echo": _FEED,
    "purl.org/pie": _FEED,
    "purl.org/atom/draft-ietf-atompub-format": _FEED,
    "purl.org/rss/1.0": _FEED,
    "purl.org/net/rss1.1": _FEED,
    "channel.netscape.com/rdf/simple/0.9": _FEED,
    "my.netscape.com/rdf/simple/0.9": _FEED,
    "my.netscape.com/publish/formats/rss-0.91.dtd": _FEED,
    "purl.org/rss": _FEED,
    "backend.userland.com/rss": _FEED,
    "backend.userland.com/rss2": _FEED,
    "blogs.law.harvard.edu/tech/rss": _FEED,
    "cyber.law.harvard.edu/rss": _FEED,
    "sitemaps.org/schemas/sitemap/0.9": _FEED,
    "google.com/schemas/sitemap/0.84": _FEED,
    "google.com/schemas/sitemap/0.9": _FEED,
    "opml.org/spec2": _FEED,
    "w3.org/1999/02/22-rdf-syntax-ns": "rdf",
    "w3.org/1999/xhtml": "xhtml",
    "w3.org/xml/1998/namespace": "xml",
    "purl.org/rss/1.0/modules/content": "content",
    "purl.org/dc/elements/1.1": "dc",
    "purl.org/dc/elements/1.0": "dc",
    "purl.org/dc/terms": "dcterms",
    "purl.org/rss/1.0/modules/syndication": "sy",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "search.yahoo.com/mrss": "media",
    "itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "google.com/schemas/sitemap-news/0.9": "news",
    "google.com/schemas/sitemap-image/1.1": "image",
    "google.com/schemas/sitemap-video/1.1": "video",
    "purl.org/rss/1.0/modules/wiki": "wiki",
    "wellformedweb.org/commentapi": "wfw",
    "purl.org/rss/1.0/modules/slash": "slash",
    "georss.org/georss": "georss",
}
#: What a prefix stands for where a document declares none: the namespaces above by their usual prefixes.
PREFIXES = {prefix: f"http://{address}/" for address, prefix in reversed(_SPACES.items()) if prefix} | {
    "atom": "http://www.w3.org/2005/Atom",
    "atom10": "http://www.w3.org/2005/Atom",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_ENDS = re.compile(r"^https?://(?:www\.)?|[/#=]+$")
_VERSIONED = re.compile(r"^(backend\.userland\.com/rss)[\d.]*$|^(purl\.org/atom/draft-ietf-atompub-format).*$")


@lru_cache(maxsize=4096)
def name_of(tag: object) -> str:
    """A tag of lxml as "title" or "dc:creator", in lower case; "?:name" for a namespace that says nothing to us.

    "" for a comment or an instruction.
    """
    if not isinstance(tag, str):
        return ""
    space, closing, local = tag.rpartition("}")
    if not closing:
        return local.lower()
    prefix = _prefix(space[1:])
    return f"{prefix}:{local.lower()}" if prefix else local.lower()


def _prefix(space: str) -> str:
    address = _ENDS.sub("", space.strip().lower())
    found = _VERSIONED.match(address)
    if found:
        return _FEED
    return _SPACES.get(address, "?")
