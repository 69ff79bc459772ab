"""From a document's bytes to its elements, by the strictest reading that succeeds.

First as XML, by libxml2; then, if it is none, with its characters mended; then by its tags alone. Most feeds in the
wild need the first only. Items beyond a limit are counted and emptied while the document is being read, so that a feed
of 100,000 items takes the memory of one.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from firsthand.collect.loose_xml import mend, read_loosely
from firsthand.collect.xml_names import name_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: What the items of a document are called, by its first element; those of RSS and Atom are met in each other's feeds.
_ITEMS = {"urlset": ("{*}url",), "sitemapindex": ("{*}sitemap",), "opml": ()}
_ITEM = re.compile(rb"<(?:[A-Za-z][\w.-]{0,60}:)?(item|entry|url|sitemap)[\s>]")
_ENTRIES = ("{*}item", "{*}entry")


class Tree(NamedTuple):
    """A document's elements."""

    root: Element
    items: list[Element]  #: the items, entries or addresses, no more than asked for
    surplus: int  #: how many more there are
    complaint: str | None  #: what was wrong with the document


def read_tree(document: bytes, root_name: str, limit: int) -> Tree | None:
    """The document from its first element on; None where nothing in it is an element."""
    from lxml.etree import XMLSyntaxError

    tags = _ITEMS.get(root_name, _ENTRIES)
    try:
        return _strictly(document, tags, limit, None)
    except XMLSyntaxError as error:
        complaint = f"The document is not well-formed XML: {_why(error)}."
    mended = mend(document)
    try:
        return _strictly(mended, tags, limit, complaint)
    except XMLSyntaxError as error:
        complaint = f"The document is not well-formed XML: {_why(error)}; it was read by its tags."
    names = frozenset(tag.removeprefix("{*}") for tag in tags)
    root, end = read_loosely(mended, names, limit)
    if root is None:
        return None
    items = [e for e in root.iter(*tags) if ":" not in name_of(e.tag)] if tags else []
    rest = sum(found[1].decode() in names for found in _ITEM.finditer(mended, end))
    if end < len(mended) and len(items) <= limit:
        complaint += " It has more tags than any feed; the rest was left."
    return Tree(root, items[:limit], max(0, len(items) - limit) + rest, complaint)


def _strictly(document: bytes, tags: tuple[str, ...], limit: int, complaint: str | None) -> Tree:
    from lxml.etree import iterparse

    items: list[Element] = []
    surplus = 0
    parser = iterparse(
        BytesIO(document),
        events=("end",),
        tag=tags or ("{*}outline",),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
        recover=False,
    )
    for _, element in parser:
        if not tags or ":" in name_of(element.tag):
            continue
        if len(items) < limit:
            items.append(element)
        else:
            surplus += 1
            element.clear()
    return Tree(parser.root, items, surplus, complaint)


def _why(error: Exception) -> str:
    """What the parser says, in its own words, short."""
    said = " ".join((getattr(error, "msg", None) or "it is broken").split())
    return said.split(", line ")[0][:120].rstrip(".").replace("\ufffd", "?")
