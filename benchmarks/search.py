"""What a search costs at 100,000 articles, beside bare SQLite FTS5 on the same text.

The articles are invented, and so is who is quoted and named in them: they are put into a store as reading would, with
no tagger. A search is timed whole, from the words of the query to the hits with their snippets.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import phrases
from benchmarks.articles import SEED, articles
from firsthand.model import Annotations, Article, Block, Capture, Mention, Publisher, Quotation, Reading
from firsthand.store.articles import save_capture, save_reading
from firsthand.store.database import Store

#: Articles in the store.
HELD = 100_000
#: Articles of one transaction, as `add` keeps them.
BATCH = 100


def fill(store: Store, count: int) -> Iterator[int]:
    """Put so many invented articles into a store; gives how many there are after each transaction."""
    coming = articles(count)
    rng = random.Random(SEED)
    held = 0
    while held < count:
        with store.writing() as connection:
            for record in [r for _, r in zip(range(BATCH), coming, strict=False)]:
                capture, reading = _read(record, rng)
                at = datetime.fromisoformat(record["published"]).astimezone(UTC) + timedelta(minutes=10)
                n = save_capture(connection, capture, at)
                text = reading.article.text
                key = f"url:{record['url']}"
                save_reading(connection, n, reading, key, at, content=text, classify=lambda a, b: "changed")
                held += 1
        yield held


def _read(record: dict[str, str], rng: random.Random) -> tuple[Capture, Reading]:
    """A record as it comes out of reading, with some who speak and some who are named."""
    text = f"{record['title']}\n\n{record['text']}"
    body = text.encode()
    import hashlib

    sha256 = hashlib.sha256(body).hexdigest()
    site = record["url"].split("/")[2]
    article = Article(
        id=record["id"],
        capture=sha256,
        source=record["url"],
        text=text,
        url=record["url"],
        publisher=Publisher(site, record["publisher"]),
        headline=record["title"],
        language="en",
        published_at=record["published"],
        published_basis="given",
    )
    blocks, quotations, mentions, at = [], [], [], 0
    for number, line in enumerate(text.split("\n")):
        if line:
            span = article.span(at, at + len(line))
            blocks.append(Block(span, "body" if number else "headline", "invented"))
            name = f"{rng.choice(phrases.FIRST)} {rng.choice(phrases.LAST)}"
            if number % 4 == 0:
                quotations.append(Quotation("indirect", (span,), speaker=name))
            mentions.append(Mention(article.span(at, at + 1), "person", name))
        at += len(line) + 1
    from dataclasses import replace

    article = replace(article, blocks=tuple(blocks))
    notes = Annotations(article.id, quotations=tuple(quotations), mentions=tuple(mentions))
    return Capture(sha256, record["url"], "text", body, "utf-8"), Reading(article, notes)
