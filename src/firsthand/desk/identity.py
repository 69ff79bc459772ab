"""What makes an article the same one when it is seen again."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from firsthand.collect.canonical import canonical_url
from firsthand.model import Article, Capture

#: Where a record of a file stands in it: the line goes, so that a file that grows keeps its articles.
_LINE = re.compile(r":(?:record )?\d+$")


def identity(capture: Capture, article: Article) -> str:
    """The key of an article: its address, without tracking; else its file, with the id that it was given there.

    Two addresses are two articles, and one address is one article in several versions. A text that comes without any of
    these is known by its bytes.
    """
    url = canonical_url(article.url or capture.given.url or "")
    if url:
        return f"url:{url}"
    if capture.source in ("-", "standard input"):
        return f"id:{capture.given.id}" if capture.given.id else f"text:{capture.id}"
    file = Path(_LINE.sub("", capture.source)).resolve()
    return f"file:{file}#{capture.given.id or (article.id if _LINE.search(capture.source) else '')}"


def tombstone_keys(capture: Capture, article: Article | None) -> list[str]:
    """By what a taken-down article is known when it comes again: its address, its bytes, its id, its words."""
    keys = [f"capture:{capture.id}"]
    for address in (capture.given.url, article.url if article else None):
        url = canonical_url(address or "")
        if url:
            keys.append(f"url:{url}")
    if article is not None:
        keys.append(f"article:{article.id}")
        if article.text:
            keys.append(text_key(article))
    return sorted(set(keys))


def text_key(article: Article) -> str:
    """The words of a publisher's text as a tombstone knows them: a hash, whatever the spaces and the case.

    Another publisher's copy is another article: a notice names an address, and not words wherever they stand.
    """
    publisher = article.publisher.id if article.publisher else ""
    words = f"{publisher}\n{' '.join(article.text.casefold().split())}"
    return "text:" + hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
