"""What happened to a story between two tellings of it: what alerts fire on, and what "new since" counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, func, insert, select, text

from firsthand.model import Claim, Finding, Story
from firsthand.store.facets import key_of
from firsthand.store.reader_tables import event
from firsthand.store.rows import parts
from firsthand.store.schema import article, version

#: story: it is new. article: one more belongs to it (ref: its id). origin: one more independent origin (count: how
#: many there are now). disagreement: a new one (ref). denial: somebody denies (ref: finding; actor: who, as facets have
#: them). correction: an article says that it corrects itself (ref: its id). merged: another story went into it (ref).
Kind = Literal["story", "article", "origin", "disagreement", "denial", "correction", "merged"]


#: PostgreSQL's lock under which events are numbered: whoever has looked as far as a number must not miss a lower one
#: that another transaction commits later. SQLite has one writer.
_IN_ORDER = 7118206


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to a story."""

    kind: Kind
    ref: str | None = None
    actor: str | None = None
    count: int | None = None


def changes_between(before: Story | None, after: Story, corrected: Set[str] = frozenset()) -> tuple[Change, ...]:
    """What is in the later telling that was not in the earlier; all of it where there was none.

    `corrected`: ids of articles whose current version says that it corrects an earlier one and that were not so before.
    """
    return tuple(_changes(before, after, corrected))


def _changes(before: Story | None, after: Story, corrected: Set[str]) -> Iterator[Change]:
    if before is None:
        yield Change("story")
    known = set(before.articles) if before else set()
    yield from (Change("article", a) for a in after.articles if a not in known)
    counted = len(before.origins) if before else 0
    yield from (Change("origin", count=n) for n in range(counted + 1, len(after.origins) + 1))
    at_odds = {d.id for d in before.disagreements} if before else set()
    yield from (Change("disagreement", d.id) for d in after.disagreements if d.id not in at_odds)
    denied = set(_denials(before)) if before else set()
    yield from (Change("denial", ref, who) for ref, who in _denials(after) if (ref, who) not in denied)
    yield from (Change("correction", a) for a in after.articles if a in corrected)
    gone = set(before.former_ids) if before else set()
    yield from (Change("merged", id) for id in after.former_ids if before and id not in gone)


def _denials(story: Story) -> dict[tuple[str, str | None], None]:
    """Findings that somebody denies, with who does, each once and in order."""
    names = {a.id: a.name for a in story.actors}
    actor_of = story.actor_of()
    found: dict[tuple[str, str | None], None] = {}
    for finding in story.findings:
        for claim in finding.claims:
            if claim.certainty == "denied":
                found[finding.id, _who(claim, finding, actor_of, names)] = None
    return found


def _who(claim: Claim, finding: Finding, actor_of: Mapping[str, str], names: Mapping[str, str]) -> str | None:
    if claim.asserted_by is None:
        return None
    known = actor_of.get(claim.asserted_by)
    return key_of(names[known] if known else claim.asserted_by) or None


def save_changes(connection: Connection, story: str, changes: tuple[Change, ...], at: datetime) -> None:
    """Note what happened to a story."""
    rows = [
        {"at": at, "story": story, "kind": c.kind, "ref": c.ref, "actor": c.actor, "count": c.count} for c in changes
    ]
    if rows:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _IN_ORDER})
        connection.execute(insert(event), rows)


def has_changes(connection: Connection, story: str) -> bool:
    """Whether anything was ever noted of a story."""
    return connection.execute(select(event.c.n).where(event.c.story == story).limit(1)).first() is not None


def newly_corrected(connection: Connection, articles: Sequence[str]) -> frozenset[str]:
    """Those of some articles whose current version corrects the one before, where that was not noted yet."""
    found: set[str] = set()
    noted = select(event.c.n).where(event.c.kind == "correction", event.c.ref == article.c.id)
    for some in parts(articles):
        rows = (
            select(article.c.id)
            .join(version, version.c.n == article.c.version)
            .where(article.c.id.in_(some), version.c.edit == "corrected")
            .where(~noted.where(event.c.at >= version.c.seen_at).exists())
        )
        found.update(connection.execute(rows).scalars())
    return frozenset(found)


def newest_event(connection: Connection, story: str) -> int:
    """The number of the latest that was noted of a story; 0 where nothing was."""
    found: int | None = connection.execute(select(func.max(event.c.n)).where(event.c.story == story)).scalar()
    return found or 0
