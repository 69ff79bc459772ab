"""What keeping costs: `firsthand add` beside `firsthand read` of the same articles, and the size of the store.

The articles go into one store, a part at a time, each part read before it is added, so that both see the same machine.
Beside them bare SQLite: the same texts into a table with a full-text index, committed as often and as safely.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.articles import SEED, articles
from benchmarks.processes import run
from benchmarks.tables import spread, table

#: Articles in all: the target is set on so many.
KEPT = 10_000
#: Articles that bare SQLite commits at once: as `firsthand add` does.
BATCH = 24
#: The targets: articles a second against `read`, and bytes of the store against bytes of text.
LEAST_RATIO, MOST_SIZE = 0.8, 3.0
FIRSTHAND = [sys.executable, "-c", "from firsthand.cli import main; main()"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What one part cost."""

    held: int  #: articles in the store when it had been added
    read: float  #: articles a second
    added: float
    size: float  #: bytes of the store against bytes of text
    state: float  #: likewise of the state of grouping beside it


def measure_keeping(count: int, part: int) -> str:
    """The section on keeping, in Markdown: so many articles, `part` of them at a time."""
    with tempfile.TemporaryDirectory() as folder:
        kept = list(_parts(Path(folder), count, part))
        bare, bare_size = _bare(Path(folder) / "bare.db", count)
    rows = [
        [f"{k.held:,}", *(f"{v:.2f}" for v in (k.read, k.added, k.added / k.read, k.size, k.state))] for k in kept
    ]
    ratios = [k.added / k.read for k in kept]
    return "\n\n".join(
        [
            f"## Keeping: invented articles, seed {SEED}",
            f"{count:,} articles into one store, {part:,} at a time: whole commands, start and model included. Sizes"
            " are against the text: of the store, and of the state of grouping beside it, which can be made again.",
            table(["articles held", "`read`, articles/s", "`add`, articles/s", "ratio", "store", "state"], rows),
            f"Ratio: {spread(ratios)}; the target is at least {LEAST_RATIO}. Size: {kept[-1].size:.2f} times the text "
            f"at {count:,} articles; the target is under {MOST_SIZE:g}.",
            f"Bare SQLite with a full-text index, without reading: {bare:,.0f} articles/s, {bare_size:.2f} times the "
            "text.",
        ]
    )


def _parts(folder: Path, count: int, part: int) -> Iterator[Kept]:
    run([*FIRSTHAND, "init", str(folder / "desk")])
    config = folder / "desk" / "firsthand.toml"
    file, out = folder / "articles.jsonl", folder / "read.jsonl"
    coming, held, text = articles(count), 0, 0
    while records := list(islice(coming, part)):
        file.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
        text += sum(len(r["text"].encode()) for r in records)
        held += len(records)
        read = run([*FIRSTHAND, "read", str(file), "--quiet", "-o", str(out)])
        added = run([*FIRSTHAND, "add", str(file), "--quiet", "--config", str(config)])
        files = [f for f in (folder / "desk").rglob("*") if f.is_file()]
        beside = sum(f.stat().st_size for f in files if ".firsthand" in f.parts)
        size = sum(f.stat().st_size for f in files) - beside
        print(f"keeping: {held:,} articles, {len(records) / added.seconds:.1f} a second", file=sys.stderr)
        yield Kept(held, len(records) / read.seconds, len(records) / added.seconds, size / text, beside / text)


def _bare(file: Path, count: int) -> tuple[float, float]:
    """Articles a second, and bytes against bytes of text, of a table with a full-text index alone."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "CREATE TABLE article (n INTEGER PRIMARY KEY, url TEXT, title TEXT, text TEXT);"
        "CREATE VIRTUAL TABLE words USING fts5 (title, text, content = 'article', content_rowid = 'n');"
    )
    coming, text = articles(count), 0
    began = time.perf_counter()
    while records := list(islice(coming, BATCH)):
        _insert(connection, records)
        text += sum(len(r["text"].encode()) for r in records)
    seconds = time.perf_counter() - began
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return count / seconds, file.stat().st_size / text


def _insert(connection: sqlite3.Connection, records: Sequence[dict[str, str]]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for r in records:
        values = (r["url"], r["title"], r["text"])
        n = connection.execute("INSERT INTO article (url, title, text) VALUES (?, ?, ?)", values).lastrowid
        connection.execute("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", (n, r["title"], r["text"]))
    connection.execute("COMMIT")
