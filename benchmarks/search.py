"""What a search costs at 100,000 articles, beside bare SQLite FTS5 on the same text.

The articles are invented, and so is who is quoted and named in them: they are put into a store as reading would, with
no tagger. A search is timed whole, from the words of the query to the hits with their snippets.
"""

from __future__ import annotations

import hashlib
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import text as sql

from benchmarks import phrases
from benchmarks.articles import SEED, articles
from benchmarks.tables import table
from firsthand.model import Annotations, Article, Block, Capture, Mention, Publisher, Quotation, Reading
from firsthand.store.articles import load_version, save_capture, save_reading
from firsthand.store.database import Store
from firsthand.store.hits import Order
from firsthand.store.query import parse
from firsthand.store.search import find
from firsthand.store.tokens import tokens
from firsthand.store.words import index_article, unindex_article

#: Articles in the store.
HELD = 100_000
#: Articles of one transaction, as `add` keeps them.
BATCH = 100
#: Queries of one kind, and hits of each.
ASKED, HITS = 20, 20
#: Articles that are taken out of the index and put in again, to time it.
INDEXED = 500
#: Milliseconds within which 95 of 100 searches are to be answered, and an article is to be indexed.
MOST_SEARCH, MOST_INDEX = 50.0, 3.0
#: Words that nearly every article has.
COMMON = ("the", "said", "officials", "people", "of", "and", "that", "was")

#: What one search took: milliseconds of the clock, and of the processor.
Took = tuple[float, float]
Row = tuple[str, str, list[Took]]


def measure_search(held: int = HELD) -> str:
    """The section on search, in Markdown."""
    print(f"search: a store of {held:,} articles", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'firsthand.db'}", create=True)
        bytes_of_text = sum(fill(store, held))
        store.settle()
        indexing = _index_again(store)
        kept = _bytes_of_index(store) / bytes_of_text
        queries = _queries(random.Random(SEED), _sample(held))
        rows = [
            (kind, order, _timed([_search(store, q, order) for q in some]))
            for kind, some in queries.items()
            for order in ("newest", "best")
        ]
        store.close()
        peer, bare_kept = _bare(Path(folder) / "bare.db", held, queries)
    everything, busy = _sorted(rows)
    plain, _ = _sorted(peer)
    index = sorted(indexing)
    ratio = _at(everything, 95) / _at(plain, 95)
    return "\n\n".join(
        [
            f"## Search: {held:,} invented articles on SQLite",
            f"Milliseconds of the clock for one search with its first {HITS} hits and their snippets, {ASKED} queries "
            "of each kind; the peer is an FTS5 table of its own on the same text, asked the same.",
            table(["query", "order", "p50", "p95", "most"], [_line(*row) for row in rows]),
            f"All: p50 {_at(everything, 50):.1f}, p95 {_at(everything, 95):.1f}; the target is a p95 of at most "
            f"{MOST_SEARCH:.0f}. Of the processor's time: p50 {_at(busy, 50):.1f}, p95 {_at(busy, 95):.1f}.",
            table(["bare FTS5", "order", "p50", "p95", "most"], [_line(*row) for row in peer]),
            f"All: p50 {_at(plain, 50):.1f}, p95 {_at(plain, 95):.1f}. Ratio of the p95: {ratio:.2f}.",
            f"To index one article again, out and in: p50 {_at(index, 50):.2f}, p95 {_at(index, 95):.2f} ms; the "
            f"target is at most {MOST_INDEX:.0f}. The index takes {kept:.2f} times the text, that of bare FTS5 "
            f"{bare_kept:.2f} times.",
        ]
    )


def _queries(rng: random.Random, sample: Sequence[dict[str, str]]) -> dict[str, list[str]]:
    """Queries of each kind, out of what the articles say."""

    def some(make: Callable[[list[str], dict[str, str]], str]) -> list[str]:
        chosen = rng.choices(sample, k=ASKED)
        return [make(tokens(record["text"]), record) for record in chosen]

    def rare(words: list[str]) -> str:
        return max(rng.sample(words, 12), key=len)

    def run_of(words: list[str], size: int) -> str:
        at = rng.randrange(len(words) - size)
        return " ".join(words[at : at + size])

    return {
        "one word": some(lambda words, _: rare(words)),
        "a word of nearly every article": [rng.choice(COMMON) for _ in range(ASKED)],
        "two words": some(lambda words, _: f"{rare(words)} {rare(words)}"),
        "a phrase of four": some(lambda words, _: f'"{run_of(words, 4)}"'),
        "a phrase of two": some(lambda words, _: f'"{run_of(words, 2)}"'),
        "one without another": some(lambda words, _: f"{rng.choice(words)} -{rare(words)}"),
        "one or another": some(lambda words, _: f"{rare(words)} OR {rare(words)}"),
        "a word of a publisher": some(lambda words, r: f'{rng.choice(words)} publisher:"{r["publisher"]}"'),
        "a word of a month": some(
            lambda words, r: f"{rng.choice(words)} after:{r['published'][:7]} before:{_month_after(r['published'])}"
        ),
        "who said it": [f'speaker:"{_name(rng)}"' for _ in range(ASKED)],
    }


def _month_after(published: str) -> str:
    return (datetime.fromisoformat(published[:7] + "-28") + timedelta(days=4)).strftime("%Y-%m")


def _sample(held: int) -> list[dict[str, str]]:
    """Every so-many-th of the articles, some hundreds of them."""
    return list(islice(articles(held), 0, None, max(1, held // 300)))


def _search(store: Store, query: str, order: Order) -> Callable[[], object]:
    def ask() -> object:
        with store.reading() as connection:
            return find(connection, parse(query), order=order, limit=HITS)

    return ask


def _timed(asks: Sequence[Callable[[], object]]) -> list[Took]:
    """What each took."""
    took = []
    for ask in asks:
        began, busy = time.perf_counter(), time.process_time()
        ask()
        took.append(((time.perf_counter() - began) * 1000, (time.process_time() - busy) * 1000))
    return took


def _sorted(rows: Sequence[Row]) -> tuple[list[float], list[float]]:
    """All times of the clock, and all of the processor, each from the least to the most."""
    everything = [took for _, _, some in rows for took in some]
    return sorted(clock for clock, _ in everything), sorted(busy for _, busy in everything)


def _index_again(store: Store) -> list[float]:
    took = []
    with store.writing() as connection:
        rows = connection.execute(sql("SELECT n, version FROM article ORDER BY n DESC LIMIT :most"), {"most": INDEXED})
        for n, version in rows.all():
            reading = load_version(connection, version)
            began = time.perf_counter()
            unindex_article(connection, n)
            index_article(connection, n, reading)
            took.append((time.perf_counter() - began) * 1000)
    return took


def _bytes_of_index(store: Store) -> int:
    with store.reading() as connection:
        pages: int = connection.execute(sql("SELECT sum(length(block)) FROM search_data")).scalar_one()
        sizes: int = connection.execute(sql("SELECT sum(length(sz) + 8) FROM search_docsize")).scalar_one()
        known: int = connection.execute(sql("SELECT sum(length(digest) + 8) FROM search_article")).scalar_one()
    return pages + sizes + known


def _bare(file: Path, held: int, queries: Mapping[str, Sequence[str]]) -> tuple[list[Row], float]:
    """The same of a bare FTS5 table with the texts in it, and the bytes of its index for each byte of text."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL").close()
    connection.execute("CREATE VIRTUAL TABLE bare USING fts5(title, body)")
    connection.execute("BEGIN")
    size = 0
    for n, record in enumerate(articles(held), 1):
        values = (n, record["title"], record["text"])
        connection.execute("INSERT INTO bare (rowid, title, body) VALUES (?, ?, ?)", values)
        size += len(record["title"].encode()) + len(record["text"].encode())
    connection.execute("COMMIT")
    ends = {"newest": "rowid DESC", "best": "rank"}

    def ask(query: str, order: str) -> Callable[[], object]:
        shown = "SELECT rowid, title, snippet(bare, 1, '[', ']', '…', 32) FROM bare WHERE bare MATCH ?"
        return lambda: connection.execute(f"{shown} ORDER BY {ends[order]} LIMIT {HITS}", (query,)).fetchall()

    rows = []
    for kind, some in queries.items():
        if ":" not in some[0]:
            asked = [query.replace(" -", " NOT ") for query in some]
            rows += [(kind, order, _timed([ask(query, order) for query in asked])) for order in ends]
    (pages,) = connection.execute("SELECT sum(length(block)) FROM bare_data").fetchone()
    connection.close()
    return rows, pages / size


def _line(kind: str, order: str, took: list[Took]) -> list[str]:
    clock = sorted(ms for ms, _ in took)
    return [kind, order, f"{_at(clock, 50):.1f}", f"{_at(clock, 95):.1f}", f"{clock[-1]:.1f}"]


def _at(took: Sequence[float], percent: int) -> float:
    """That so many of 100 took no longer than; `took` is sorted."""
    return took[min(len(took) - 1, len(took) * percent // 100)]


def fill(store: Store, count: int) -> Iterator[int]:
    """Put so many invented articles into a store; gives the bytes of the texts of each transaction."""
    coming = articles(count)
    rng = random.Random(SEED)
    while batch := list(islice(coming, BATCH)):
        size = 0
        with store.writing() as connection:
            for record in batch:
                capture, reading = _read(record, rng)
                at = datetime.fromisoformat(record["published"]).astimezone(UTC) + timedelta(minutes=10)
                n = save_capture(connection, capture, at)
                key = f"url:{record['url']}"
                text = reading.article.text
                save_reading(connection, n, reading, key, at, content=text, classify=lambda old, new: "changed")
                size += len(capture.body)
        yield size


def _read(record: dict[str, str], rng: random.Random) -> tuple[Capture, Reading]:
    """A record as it comes out of reading, with some who speak and some who are named."""
    text = f"{record['title']}\n\n{record['text']}"
    body = text.encode()
    sha256 = hashlib.sha256(body).hexdigest()
    article = Article(
        id=record["id"],
        capture=sha256,
        source=record["url"],
        text=text,
        url=record["url"],
        publisher=Publisher(record["url"].split("/")[2], record["publisher"]),
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
            name = _name(rng)
            if number % 4 == 0:
                quotations.append(Quotation("indirect", (span,), speaker=name))
            mentions.append(Mention(article.span(at, at + 1), "person", name))
        at += len(line) + 1
    notes = Annotations(article.id, mentions=tuple(mentions), quotations=tuple(quotations))
    capture = Capture(sha256, record["url"], "text", body, "utf-8")
    return capture, Reading(replace(article, blocks=tuple(blocks)), notes)


def _name(rng: random.Random) -> str:
    return f"{rng.choice(phrases.FIRST)} {rng.choice(phrases.LAST)}"
