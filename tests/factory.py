"""Invented articles for tests, in as few words as the test needs."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from firsthand.model import Article, Block, Publisher, Role


def make_article(
    text: str,
    id: str = "a1",
    *,
    headline: str | None = None,
    published: str | None = "2026-03-14",
    publisher: str | None = "Vellmark Courier",
    url: str | None = None,
    roles: dict[int, Role] | None = None,
    credits: tuple[str, ...] = (),
    language: str = "en",
) -> Article:
    """An article whose lines are body, but for those named by number in `roles` (from 0, blank lines not counted)."""
    article = Article(
        id=id,
        capture=hashlib.sha256(text.encode()).hexdigest(),
        source=f"{id}.txt",
        text=text,
        url=url,
        publisher=Publisher(publisher.lower().replace(" ", "-"), publisher) if publisher else None,
        headline=headline,
        language=language,
        published_at=published,
        published_basis="given" if published else "none",
        credits=credits,
    )
    blocks: list[Block] = []
    offset = 0
    for line in text.split("\n"):
        if line.strip():
            role = (roles or {}).get(len(blocks), "body")
            blocks.append(Block(article.span(offset, offset + len(line)), role, "given by the test"))
        offset += len(line) + 1
    return replace(article, blocks=tuple(blocks))
