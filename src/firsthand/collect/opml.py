"""Lists of feeds: OPML 1 and 2.

Read from the same elements as feeds are, and not by listparser: that hands the bytes to an HTML parser, which reads
them as Latin-1 and has no limits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from firsthand.collect.feed_values import Values
from firsthand.collect.xml_html import words_of
from firsthand.collect.xml_names import name_of
from firsthand.model import ParsedFeed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: Feeds of one list. Readers of news follow hundreds, the largest public lists have some 5,000.
MAX_FEEDS = 10_000


def read_opml(root: Element, values: Values) -> ParsedFeed:
    """The addresses of the feeds, of nested outlines too, each once, in the order of the document."""
    feeds: dict[str, None] = {}
    surplus = 0
    title = None
    for element in root.iter():
        name = name_of(element.tag)
        if name == "title" and title is None:
            title = values.text(words_of(element))
        if name != "outline":
            continue
        address = values.address(_stated(element))
        if address is None or address in feeds:
            continue
        if len(feeds) < MAX_FEEDS:
            feeds[address] = None
        else:
            surplus += 1
    if surplus:
        values.say(f"The list has {len(feeds) + surplus:,} feeds; the first {len(feeds):,} were read.")
    return ParsedFeed(kind="opml", title=title, feeds=tuple(feeds))


def _stated(outline: Element) -> str | None:
    """The address of a feed, or of a list that is part of this one; attributes are written in any case."""
    attributes = {str(key).lower(): str(value) for key, value in outline.attrib.items()}
    if attributes.get("xmlurl", "").strip():
        return attributes["xmlurl"]
    if attributes.get("type", "").strip().lower() in ("rss", "atom", "include"):
        return attributes.get("url")
    return None
