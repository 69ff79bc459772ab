"""Stories put straight into a store, as if they had been grouped and told: for what lists and counts them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, insert, select

from firsthand.model import Story
from firsthand.store.codec import compress, pack
from firsthand.store.facets import FacetKind, key_of
from firsthand.store.reader_tables import event, facet
from firsthand.store.schema import article, story, story_article
from firsthand.store.stories import Told

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Report:
    """An article of a story."""

    reported: str  #: as article.reported has it: "2026-03-14T06:10:00", "2026-03-14T99", or nothing
    publisher: str | None = "courier.example"
    name: str | None = "Vellmark Courier"
    mark: str | None = "first-hand"
    leans_on: str | None = None
    language: str = "en"


def put(
    connection: Connection,
    id: str,
    reports: Iterable[Report | str],
    *,
    told: bool = True,
    headline: str | None = "Ferry sinks",
    facets: Mapping[FacetKind, Iterable[str]] | None = None,
    telling: Story | None = None,
    changed_at: datetime = LONG_AGO,
    origins: int = 1,
    disagreements: int = 0,
) -> list[str]:
    """A story with its articles, publishers and languages among its facets. The ids of the articles."""
    made = [Report(r) if isinstance(r, str) else r for r in reports]
    values = {
        "id": id,
        "members": id,
        "articles": len(made),
        "links": compress(b"[]"),
        "changed_at": changed_at,
        "last_reported": max(r.reported for r in made),
    }
    if told:
        values |= {"told_for": id, "headline": headline, "origins": origins, "disagreements": disagreements}
        values |= {"told": pack(Told(telling, ()))} if telling else {}
    connection.execute(insert(story).values(**values))
    first = connection.execute(select(func.coalesce(func.max(article.c.n), 0))).scalar_one() + 1
    ids = list(telling.articles) if telling else [f"{id}-{number}" for number in range(len(made))]
    for n, (name, report) in enumerate(zip(ids, made, strict=True), first):
        connection.execute(
            insert(article).values(
                n=n,
                id=name,
                key=f"id:{name}",
                publisher=report.publisher,
                publisher_name=report.name,
                headline=f"Report {name}",
                language=report.language,
                published_at=None if not report.reported else report.reported[:10],
                reported=report.reported,
                words=100,
                version=n,
            )
        )
        mark = report.mark if told else None
        connection.execute(
            insert(story_article).values(article=n, story=id, mark=mark, leans_on=report.leans_on if told else None)
        )
    if told:
        found = {(kind, key_of(name)): name for kind, names in (facets or {}).items() for name in names}
        found |= {("publisher", r.publisher): r.name or r.publisher for r in made if r.publisher}
        found |= {("language", r.language): r.language for r in made}
        rows = [{"story": id, "kind": k, "key": key, "name": name, "count": 1} for (k, key), name in found.items()]
        if rows:
            connection.execute(insert(facet), rows)
    return ids


def happen(connection: Connection, id: str, *kinds: str, at: datetime = LONG_AGO) -> int:
    """Something happens to a story. The number of the newest event."""
    for kind in kinds:
        connection.execute(insert(event).values(story=id, kind=kind, at=at))
    return int(connection.execute(select(func.max(event.c.n))).scalar_one())


def clear(connection: Connection) -> None:
    """Take everything out again."""
    for table in (facet, event, story_article, article, story):
        connection.execute(delete(table))
