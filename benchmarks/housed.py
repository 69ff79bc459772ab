"""A store of 100,000 articles and 5,000 stories, for measuring pages: a few stories read for real, copied many times.

The stages read and tell PATTERNS stories of invented articles. Each copy has ids, addresses and bytes of its own, and
days of its own; its words are those of the pattern, with a line at the end that no other article has.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, update

from benchmarks.articles import SEED, coverage, happening_of
from firsthand.annotate import settle
from firsthand.model import Capture, Given, Reading, Story
from firsthand.pipeline import read_each, tell
from firsthand.publish.outlets import outlet_mark
from firsthand.store.codec import compress, decompress, pack
from firsthand.store.database import Store
from firsthand.store.facets import facets_of, save_facets
from firsthand.store.leads import Lead, lead_of, pack_lead
from firsthand.store.reader_tables import event
from firsthand.store.schema import article, body, capture, grouping, story, story_article, version
from firsthand.store.stories import Told, digest_of, members

#: Stories that are read for real, and articles of each.
PATTERNS, MEMBERS = 12, 20
#: Stories of one transaction.
BATCH = 50
AT = datetime(2026, 6, 1, tzinfo=UTC)
FIRST_DAY = date(2025, 7, 1)
DAYS = 330


class Pattern:
    """One story as the stages tell it, ready to be copied."""

    def __init__(self, number: int) -> None:
        """Read and told: some seconds."""
        readings = settle([r for _, r in read_each(_captures(number), 1) if isinstance(r, Reading)])
        ids = tuple(sorted(r.article.id for r in readings))
        links = tuple((ids[0], other, "they name the same place and day") for other in ids[1:])
        self.story, dropped = tell(Story(f"s-{ids[0]}", ids, links), readings)
        self.readings = readings
        articles = {r.article.id: r.article for r in readings}
        self.told = pack(Told(self.story, dropped))
        self.packed = {r.article.id: pack(replace(r, article=replace(r.article, text=""))) for r in readings}
        self.marks = {a: outlet_mark(self.story, one).mark for a, one in articles.items()}
        self.facets = facets_of(self.story, articles)
        self.lead: Lead | None = lead_of(self.story, {a: one.language for a, one in articles.items()})


def fill(store: Store, stories: int, seed: int = SEED) -> None:
    """Put so many stories of MEMBERS articles into an empty store, told and up to date."""
    patterns = [Pattern(n) for n in range(min(PATTERNS, stories))]
    rng = random.Random(seed)
    for start in range(0, stories, BATCH):
        with store.writing() as connection:
            for number in range(start, min(start + BATCH, stories)):
                _copy(connection, patterns[number % len(patterns)], number, rng.randrange(DAYS))
    with store.writing() as connection:
        _finish(connection, stories)
    store.settle()


def _captures(number: int) -> Iterator[Capture]:
    """MEMBERS reports of one happening: several coverages of it, as if several agencies had been there."""
    rngs = [random.Random(f"{SEED}:{number}:{n}") for n in range(MEMBERS)]
    happening = happening_of(number, random.Random(f"{SEED}:{number}"))
    records = chain.from_iterable(coverage(happening, rng) for rng in rngs)
    for n, record in zip(range(MEMBERS), records, strict=False):
        text = f"{record['text']}\n\nEdition {n}.".encode()  # two reprints have bytes of their own
        name = f"p{number:04d}-{n:02d}"
        url = f"https://{record['publisher'].lower().replace(' ', '-')}.example/news/{name}"
        given = Given(name, url, record["publisher"], record["published"], record["title"])
        yield Capture(hashlib.sha256(text).hexdigest(), f"{name}.txt", "text", text, "utf-8", given)


def _copy(connection: Connection, pattern: Pattern, number: int, days: int) -> None:
    """One story more."""
    named = {pattern.story.id: f"s-c{number:06d}"}
    rows: list[dict[str, Any]] = []
    for n, reading in enumerate(pattern.readings):
        old = reading.article
        text = f"{old.text}\n\nPrinted as {number}-{n}."
        sha = hashlib.sha256(text.encode()).hexdigest()
        named |= {old.id: f"c{number:06d}-{n:02d}", old.capture: sha}
        if old.url:
            named[old.url] = old.url.replace(old.id, f"c{number:06d}-{n:02d}")
        rows.append({"n": number * MEMBERS + n + 1, "text": text, "sha": sha, "old": old})
    day = (FIRST_DAY + timedelta(days=days)).isoformat()
    connection.execute(
        insert(body),
        [{"sha256": r["sha"], "size": len(r["text"]), "zstd": compress(r["text"].encode())} for r in rows],
    )
    keys = [named[r["old"].id] for r in rows]
    connection.execute(
        insert(article),
        [
            {
                "n": r["n"],
                "id": key,
                "key": f"id:{key}",
                "url": named.get(r["old"].url or ""),
                "publisher": r["old"].publisher.id,
                "publisher_name": r["old"].publisher.name,
                "headline": r["old"].headline,
                "language": r["old"].language,
                "published_at": r["old"].published_at,
                "reported": day + r["old"].moment[10:],
                "words": len(r["text"].split()),
                "version": r["n"],
            }
            for r, key in zip(rows, keys, strict=True)
        ],
    )
    same = {"media": "text", "charset": "utf-8", "at": AT}
    came = [{"n": r["n"], "sha256": r["sha"], "source": k, "article": r["n"]} for r, k in zip(rows, keys, strict=True)]
    connection.execute(insert(capture), [each | same for each in came])
    connection.execute(
        insert(version),
        [
            {
                "n": r["n"],
                "article": r["n"],
                "capture": r["n"],
                "seen_at": AT,
                "text": None,
                "reading": _renamed(pattern.packed[r["old"].id], named),
            }
            for r in rows
        ],
    )
    _save_story(connection, pattern, number, named, day)
    homes = [{"article": r["n"], "story": f"s-c{number:06d}", "mark": pattern.marks[r["old"].id]} for r in rows]
    connection.execute(insert(story_article), homes)


def _save_story(connection: Connection, pattern: Pattern, number: int, named: Mapping[str, str], day: str) -> None:
    id, told = f"s-c{number:06d}", pattern.story
    lead = pattern.lead
    renamed = lead and replace(lead, article=named[lead.article], capture=named[lead.capture])
    last = max(r.article.moment for r in pattern.readings)
    links = [[named.get(part, part) for part in link] for link in told.links]
    values = {
        "id": id,
        "members": "",
        "articles": len(told.articles),
        "links": compress(msgspec.json.encode(links)),
        "changed_at": AT,
        "last_reported": day + last[10:],
        "told": _renamed(pattern.told, named),
        "headline": told.headline,
        "origins": len(told.origins),
        "disagreements": len(told.disagreements),
        "first_reported": told.first_reported_at,
        "lead": pack_lead(renamed),
    }
    connection.execute(insert(story).values(values))
    save_facets(connection, id, pattern.facets)
    connection.execute(insert(event).values(at=AT, story=id, kind="story"))


def _renamed(packed: bytes, named: Mapping[str, str]) -> bytes:
    """A record with other ids in it."""
    return compress(msgspec.msgpack.encode(_replaced(msgspec.msgpack.decode(decompress(packed)), named)))


def _replaced(value: Any, named: Mapping[str, str]) -> Any:  # noqa: ANN401  (what MessagePack holds)
    if isinstance(value, str):
        return named.get(value, value)
    if isinstance(value, list):
        return [_replaced(each, named) for each in value]
    if isinstance(value, dict):
        return {key: _replaced(each, named) for key, each in value.items()}
    return value


def _finish(connection: Connection, stories: int) -> None:
    """All of it is told and up to date."""
    everyone = members(connection)
    for number in range(stories):
        digest = digest_of(everyone[number * MEMBERS : (number + 1) * MEMBERS])
        values = {"members": digest, "told_for": digest}
        connection.execute(update(story).where(story.c.id == f"s-c{number:06d}").values(**values))
    connection.execute(update(grouping).values(changes=len(everyone), grouped=len(everyone), at=AT))
