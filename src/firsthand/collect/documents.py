"""Documents that hold several articles, told apart by their content: feeds, JSON Feed and ninjs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Literal

from firsthand.collect.feeds import captures_of, parse_feed
from firsthand.collect.ninjs import is_ninjs, read_ninjs
from firsthand.collect.sizes import in_words
from firsthand.collect.xml_guard import ROOTS, find_opening
from firsthand.errors import InputError
from firsthand.model import Capture, Failure, ParsedFeed

#: Bytes of one JSON document. Parsed, the worst takes some 25 times as much memory; ninjs of a day's wire has 5 MB.
JSON_BYTES = 12_000_000
#: First elements that are feeds only with others around them: in a text they may stand for anything.
_VAGUE_ROOTS = frozenset({"entry", "channel"})
#: Of a feed that is fine and empty.
NO_ARTICLES = "It is a feed without articles."
_LISTS = frozenset({"opml", "urlset", "sitemapindex"})
_OPENS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(.)", re.S)

Kind = Literal["feed", "list", "json feed", "ninjs", "json"]


def find_kind(body: bytes) -> Kind | None:
    """What bytes are that may hold several articles: "list" names feeds or pages, "json" is any other object or list.

    None for anything else, and for JSON that is broken or larger than JSON_BYTES.
    """
    opens = _OPENS.match(body)
    if opens and opens[1] == b"<":
        root = find_opening(body).root
        return "list" if root in _LISTS else "feed" if root in ROOTS - _VAGUE_ROOTS else None
    if not opens or opens[1] not in b"{[" or len(body) > JSON_BYTES:
        return None
    try:
        record = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return "json feed" if is_json_feed(record) else "ninjs" if is_ninjs(record) else "json"


def read_feed(
    body: bytes, source: str, url: str | None = None, content_type: str | None = None
) -> Iterator[Capture | Failure]:
    """The articles that a feed carries itself, what was wrong with it, and why it gives none where it gives none."""
    try:
        feed = parse_feed(body, url=url, content_type=content_type, source=source)
    except InputError as error:
        yield Failure(source, "collect", error.reason)
        return
    for complaint in feed.complaints:
        yield Failure(source, "collect", complaint)
    listed = _listed(feed)
    if listed:
        yield Failure(source, "collect", listed)
        return
    nothing = True
    for outcome in captures_of(feed, source):
        nothing = False
        yield outcome
    if nothing:
        yield Failure(source, "collect", NO_ARTICLES)


def read_json(
    body: bytes, source: str, url: str | None = None, content_type: str | None = None
) -> Iterator[Capture | Failure]:
    """The articles of a JSON document: a JSON Feed or ninjs; else a Failure that says that it is neither."""
    if len(body) > JSON_BYTES:
        reason = f"A JSON document of {in_words(len(body))}; the limit is {in_words(JSON_BYTES)}."
        yield Failure(source, "collect", reason)
        return
    kind = find_kind(body)
    if kind == "json feed":
        yield from read_feed(body, source, url, content_type)
    elif kind == "ninjs":
        yield from read_ninjs(body, source)
    elif kind == "json":
        reason = "It is neither a JSON Feed nor ninjs. Records of your own are read from .jsonl, one a line."
        yield Failure(source, "collect", reason)
    else:
        yield Failure(source, "collect", _why_no_json(body))


def is_json_feed(record: object) -> bool:
    """Whether a JSON value is a JSON Feed: by its version, or by a title over items that say when they are of."""
    if not isinstance(record, dict):
        return False
    if isinstance(version := record.get("version"), str) and "jsonfeed.org" in version:
        return True
    items = record.get("items")
    if not isinstance(items, list) or not isinstance(record.get("title"), str):
        return False
    return any(isinstance(i, dict) and {"content_html", "content_text", "date_published"} & i.keys() for i in items)


def _listed(feed: ParsedFeed) -> str | None:
    """What to do with a document that only names addresses; None where it carries articles."""
    if feed.kind in ("opml", "sitemap index", "page"):
        what = "sitemap" if feed.kind == "sitemap index" else "feed"
        many = len(feed.feeds)
        return f"It lists {many:,} {what}{'' if many == 1 else 's'}: follow them with `firsthand follow FILE`."
    if feed.kind == "sitemap":
        many = len(feed.entries)
        return f"It lists {many:,} address{'' if many == 1 else 'es'}: follow them with `firsthand follow FILE`."
    return None


def _why_no_json(body: bytes) -> str:
    """What is wrong with bytes that should be JSON."""
    try:
        json.loads(body)
    except (ValueError, RecursionError) as error:
        return f"It is not valid JSON: {str(error)[:200]}".rstrip(".") + "."
    return "It is JSON, but neither an object nor a list."
