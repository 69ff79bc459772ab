"""Sitemaps (sitemaps.org 0.9) with the fields of news, and indexes of sitemaps."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from firsthand.collect.feed_values import NAME, Values
from firsthand.collect.xml_feed import MAX_ENTRIES
from firsthand.collect.xml_html import words_of
from firsthand.collect.xml_names import name_of
from firsthand.collect.xml_tree import Tree
from firsthand.model import Entry, ParsedFeed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: Addresses of one sitemap, and sitemaps of one index, as the protocol has it.
MAX_ADDRESSES = 50_000

Found = tuple[str, Entry, str | None]  # when, the entry, the name of its publisher


def read_sitemap(tree: Tree, values: Values) -> ParsedFeed:
    """The addresses of a sitemap; of more than MAX_ENTRIES the newest, since sitemaps are in no order that is known."""
    found = [_entry(item, values) for item in tree.items]
    total = len(found) + tree.surplus
    if len(found) > MAX_ENTRIES:
        newest = sorted(range(len(found)), key=lambda i: (found[i][0], -i), reverse=True)[:MAX_ENTRIES]
        found = [found[i] for i in sorted(newest)]
    if total > len(found):
        values.say(f"The sitemap has {total:,} addresses; the newest {len(found):,} were read.")
    names = Counter(name for _, _, name in found if name)
    own = names.most_common(1)[0][0] if names else None
    entries = [_published_by(entry, name if name != own else None) for _, entry, name in found]
    return ParsedFeed(kind="sitemap", title=own, entries=values.entries(entries))


def read_index(tree: Tree, values: Values) -> ParsedFeed:
    """The addresses of the sitemaps of an index, newest first, those of no day last."""
    found: dict[str, str] = {}
    for item in tree.items:
        fields = _fields(item)
        address = values.address(fields.get("loc"))
        if address:
            found.setdefault(address, values.time(fields.get("lastmod")) or "")
    newest = sorted(found, key=lambda a: found[a], reverse=True)
    if len(newest) + tree.surplus > MAX_ENTRIES:
        total = len(newest) + tree.surplus
        values.say(f"The index has {total:,} sitemaps; the newest {MAX_ENTRIES:,} were read.")
    return ParsedFeed(kind="sitemap index", feeds=tuple(newest[:MAX_ENTRIES]))


def _entry(item: Element, values: Values) -> Found:
    fields = _fields(item)
    updated, published = values.time(fields.get("lastmod")), values.time(fields.get("news:publication_date"))
    entry = Entry(
        url=values.address(fields.get("loc")),
        title=values.text(fields.get("news:title")),
        published=published,
        updated=updated,
        language=values.language(fields.get("news:language")),
    )
    return published or updated or "", entry, values.text(fields.get("news:name"), NAME)


def _published_by(entry: Entry, name: str | None) -> Entry:
    from dataclasses import replace

    return replace(entry, publisher=name) if name else entry


def _fields(item: Element) -> dict[str, str]:
    """The text of each element below, the first of each name; what describes pictures is of another namespace."""
    fields: dict[str, str] = {}
    for element in item.iterdescendants():
        name = name_of(element.tag)
        if name and not len(element):
            fields.setdefault(name, words_of(element))
    return fields
