"""Reading one feed document, in a process of its own with limits of time and memory."""

from __future__ import annotations

import json

from firsthand.collect.feed_text import to_utf8, unpack
from firsthand.collect.feed_values import Values
from firsthand.collect.json_feed import read_json_feed
from firsthand.collect.opml import read_opml
from firsthand.collect.sitemaps import MAX_ADDRESSES, read_index, read_sitemap
from firsthand.collect.xml_feed import MAX_ENTRIES, read_xml_feed
from firsthand.collect.xml_guard import ROOTS, find_opening, is_web_page, refusal
from firsthand.collect.xml_tree import read_tree
from firsthand.errors import InputError
from firsthand.model import ParsedFeed
from firsthand.sandbox import serve

#: What a page that stands where a feed should be is refused with.
WEB_PAGE = "It is a web page, not a feed."
#: First elements of messages that servers send in place of a page.
_HTML = frozenset("a b br center font form h1 h2 iframe main noscript p pre span table".split())


def read_feed(body: bytes, url: str | None, content_type: str | None, source: str) -> ParsedFeed:
    """What the document holds. Raises InputError where it is no feed, or is refused."""
    from dataclasses import replace

    values = Values(url)
    document, wrong = to_utf8(unpack(body, source), content_type)
    for sentence in wrong:
        values.say(sentence)
    try:
        feed = _read(document, values)
    except ValueError as error:
        raise InputError(source, str(error)) from error
    return replace(feed, complaints=values.complaints())


def _read(document: bytes, values: Values) -> ParsedFeed:
    """By what the document is. Raises ValueError with a sentence."""
    first = document.lstrip()[:1]
    if not first:
        raise ValueError("It is empty.")
    if first in (b"{", b"["):
        return read_json_feed(document.lstrip(), values)
    opening = find_opening(document)
    known = opening.root in ROOTS
    reason = refusal(document, opening if known else opening._replace(start=len(document)))
    if reason and (known or not opening.root):
        raise ValueError(reason)
    if not known:
        raise ValueError(_what_else(document, opening.root))
    values.say(opening.complaint)
    root = opening.root
    limit = MAX_ADDRESSES if root in ("urlset", "sitemapindex") else MAX_ENTRIES
    tree = read_tree(document[opening.start :], root, limit)
    if tree is None:
        raise ValueError("It begins like a feed, and no element of it can be read.")
    values.say(tree.complaint)
    if root == "opml":
        return read_opml(tree.root, values)
    if root == "urlset":
        return read_sitemap(tree, values)
    if root == "sitemapindex":
        return read_index(tree, values)
    return read_xml_feed(tree, root, values)


def _what_else(document: bytes, root: str) -> str:
    """What a document is that is no feed."""
    if is_web_page(document) or root in _HTML:
        return WEB_PAGE
    if root:
        return f"It is XML, but no feed: its first element is <{root}>."
    if b"\0" in document[:4096]:
        return "It is binary, not a feed."
    return "It is neither XML nor JSON, so it is no feed."


def run() -> None:
    """The life of the child process."""
    import msgspec

    encode = msgspec.json.encode

    def answer(message: bytes) -> bytes:
        head, _, body = message.partition(b"\n")
        request = json.loads(head)
        try:
            return b"+" + encode(read_feed(body, request["url"], request["type"], ""))
        except InputError as error:
            return b"-" + error.reason.encode("utf-8", "replace")
        except MemoryError:
            return b"-It takes more memory than a feed may."

    serve(answer)
