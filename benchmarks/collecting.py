"""How long a look at 2,000 due feeds takes, beside bare httpx that makes the same requests and does nothing else."""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.press import ENTRIES, Press, open_press
from firsthand.collect.schedule import FeedState
from firsthand.config import CollectConfig, Config
from firsthand.desk.collecting import Collector, Round
from firsthand.desk.looking import state_bytes
from firsthand.desk.opening import Desk
from firsthand.desk.web import Web
from firsthand.store.database import Store
from firsthand.store.feeds import add_feed
from firsthand.store.schema import entry, feed

#: Feeds that are due at once, each on a host of its own.
FEEDS = 2_000
#: Seconds that looking at them may take where nothing has changed.
TARGET = 60.0
#: How loopback is collected from: without pauses.
SETTINGS = CollectConfig(contact="bench@vellmark.example", spacing=0.0, allow_networks=("127.0.0.0/8",))


@dataclass(frozen=True)
class Case:
    """One look at all feeds."""

    name: str
    ours: float  #: seconds
    bare: float  #: seconds of bare httpx


def measure_collecting(count: int = FEEDS, store: str | None = None) -> str:
    """The section of the results, as Markdown. `store` is an SQLAlchemy URL of an empty database; SQLite by default."""
    with tempfile.TemporaryDirectory() as folder, open_press() as press:
        opened = Store.open(store or f"sqlite:///{folder}/firsthand.db", create=True)
        try:
            cases = _cases(Desk(Config(Path(folder), collect=SETTINGS), opened), press, count)
        finally:
            opened.close()
    rows = "\n".join(
        f"| {c.name} | {c.ours:.1f} | {count / c.ours:.0f} | {c.bare:.1f} | {c.ours / c.bare:.1f} |" for c in cases
    )
    worst = max(c.ours for c in cases[1:])
    return (
        "## Collecting\n\n"
        f"{count:,} due feeds of {ENTRIES} entries, each on a host of its own on loopback; the server is another "
        "process on the same cores. Bare httpx makes the same requests for the feeds and keeps nothing.\n\n"
        "| look | seconds | feeds/s | bare httpx, seconds | ratio |\n|---|---:|---:|---:|---:|\n"
        f"{rows}\n\n"
        f"The slower look at what has not changed took {worst:.1f} s; the target is {TARGET:.0f} s for {FEEDS:,}."
    )


def _cases(desk: Desk, press: Press, count: int) -> list[Case]:
    urls = [press.feed(n) for n in range(count)]
    now = datetime.now(UTC)
    with desk.store.writing() as connection:
        for url in urls:
            add_feed(connection, url, "rss", state_bytes(FeedState(url, now)), 3600.0, now)
    tags: dict[str, str] = {}
    cases = []
    with Web(SETTINGS, now=lambda: datetime.now(UTC)) as web:
        collector = Collector(desk, web, jitter=random.Random(1).random)
        for name, validators in (
            ("the first: robots.txt, parsing, entries", True),
            ("nothing changed, the server says 304", True),
            ("nothing changed, the server sends the same bytes", False),
        ):
            press.say(validators=validators)
            with desk.store.writing() as connection:
                connection.execute(feed.update().values(due_at=now))
            ours = _look(collector, count)
            with desk.store.writing() as connection:
                connection.execute(entry.update().values(state="kept", due_at=None))
            cases.append(Case(name, ours, asyncio.run(_bare(urls, tags))))
    return cases


def _look(collector: Collector, count: int) -> float:
    start, done = time.perf_counter(), Round()
    while done.looked < count:
        collector.look(done)
    if done.failures:
        raise RuntimeError(done.failures[0])
    return time.perf_counter() - start


async def _bare(urls: list[str], tags: dict[str, str]) -> float:
    import httpx

    async def get(client: httpx.AsyncClient, url: str) -> None:
        known: Mapping[str, str] = {"If-None-Match": tags[url]} if url in tags else {}
        async with places:
            answer = await client.get(url, headers=known)
        if "etag" in answer.headers:
            tags[url] = answer.headers["etag"]

    places = asyncio.Semaphore(SETTINGS.concurrency)
    start = time.perf_counter()
    async with httpx.AsyncClient() as client:
        await asyncio.gather(*(get(client, url) for url in urls))
    return time.perf_counter() - start


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure collecting.")
    parser.add_argument("--feeds", type=int, default=FEEDS)
    parser.add_argument("--store", help="an SQLAlchemy URL of an empty database")
    asked = parser.parse_args()
    print(measure_collecting(asked.feeds, asked.store))
