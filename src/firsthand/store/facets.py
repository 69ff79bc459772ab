"""What stories are found by beside their words: actors, places, publishers, languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, delete, func, insert, select

from firsthand.model import Article, Story
from firsthand.store.reader_tables import facet

FacetKind = Literal["person", "organization", "place", "publisher", "language"]
FACETS: tuple[FacetKind, ...] = ("person", "organization", "place", "publisher", "language")
#: Letters of a key; a name of more is no name.
KEY_LETTERS = 80


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that a story can be found by."""

    kind: FacetKind
    key: str
    name: str
    count: int  #: mentions of an actor or a place, articles of a publisher or in a language


def key_of(name: str) -> str:
    """A name as it is looked up: letters and digits without case and accents, joined by "-"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split())[:KEY_LETTERS]


def facets_of(found: Story, articles: Mapping[str, Article]) -> tuple[Facet, ...]:
    """The facets of a story, each once: two spellings with one key count together."""
    held: dict[tuple[FacetKind, str], Facet] = {}
    for actor in found.actors:
        kind: FacetKind | None = actor.kind if actor.kind != "other" else None
        if kind is not None:
            _add(held, kind, key_of(actor.name), actor.name, len(actor.mentions))
    for id in found.articles:
        made = articles[id]
        if made.publisher is not None:
            _add(held, "publisher", made.publisher.id, made.publisher.name, 1)
        _add(held, "language", made.language, made.language, 1)
    return tuple(held.values())


def _add(held: dict[tuple[FacetKind, str], Facet], kind: FacetKind, key: str, name: str, count: int) -> None:
    if not key:
        return
    before = held.get((kind, key))
    held[kind, key] = Facet(kind, key, before.name if before else name, count + (before.count if before else 0))


def save_facets(connection: Connection, id: str, facets: Iterable[Facet]) -> None:
    """Have a story be found by these and by no others."""
    connection.execute(delete(facet).where(facet.c.story == id))
    rows = [{"story": id, "kind": f.kind, "key": f.key, "name": f.name, "count": f.count} for f in facets]
    if rows:
        connection.execute(insert(facet), rows)


def name_of(connection: Connection, kind: FacetKind, key: str) -> str | None:
    """The name that a key is printed as; None where no story has it."""
    rows = select(func.min(facet.c.name)).where(facet.c.kind == kind, facet.c.key == key)
    found: str | None = connection.execute(rows).scalar()
    return found
