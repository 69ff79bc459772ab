"""Ids of articles: stable, and never shared by two."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from firsthand.model import Article

#: Hexadecimal digits of a hash in an id: 64 bits, so that a collision among a billion articles stays unlikely.
DIGITS = 16


def derive_id(given: str | None, url: str | None, capture: str) -> str:
    """As given, else from the address, else from the content."""
    if given:
        return given
    if url:
        return hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:DIGITS]
    return capture[:DIGITS]


def unique_ids(articles: Iterable[Article]) -> list[Article]:
    """The same articles, sorted by id, each with an id of its own, whatever order they come in.

    Of several with one id the earliest keeps it; the others get a part of their capture's hash after it, and where
    that is the same too, since one is a copy of the other, a number.
    """
    ordered = sorted(articles, key=lambda a: (a.id, a.published_at or "9", a.capture, a.source))
    groups: dict[str, list[Article]] = defaultdict(list)
    for article in ordered:
        groups[article.id].append(article)
    taken = set(groups)
    unique = []
    for id, group in groups.items():
        unique.append(group[0])
        for article in group[1:]:
            base = id if article.capture == group[0].capture else f"{id}-{article.capture[:8]}"
            name, number = base, 2
            while name in taken:
                name, number = f"{base}-{number}", number + 1
            taken.add(name)
            unique.append(renamed(article, name))
    return sorted(unique, key=lambda a: a.id)


def renamed(article: Article, id: str) -> Article:
    """The article under another id, its spans and its list of what was dropped with it."""
    blocks = tuple(replace(b, span=replace(b.span, article=id)) for b in article.blocks)
    links = tuple(replace(x, span=replace(x.span, article=id)) for x in article.links)
    posts = tuple(replace(p, span=replace(p.span, article=id)) for p in article.posts)
    dropped = tuple(replace(d, source=id) if d.source == article.id else d for d in article.dropped)
    return replace(article, id=id, blocks=blocks, links=links, posts=posts, dropped=dropped)
