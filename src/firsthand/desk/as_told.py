"""A story with its articles in the versions that it was told from: one may have been edited since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection, select

from firsthand.annotate import settle
from firsthand.desk.opening import Desk
from firsthand.desk.showing import Shown
from firsthand.errors import InputError, StoreError
from firsthand.model import Edition, Reading, Span, Story
from firsthand.store.articles import load_readings, load_version
from firsthand.store.schema import article, capture, version


def as_told(desk: Desk, shown: Shown) -> Shown:
    """The same, where no article was edited since it was told; else with the versions that its passages stand in.

    Raises StoreError where such a version is not kept any more.
    """
    before = _before(desk, shown)
    if not before:
        return shown
    readings = [before.get(r.article.id, r) for r in shown.readings]
    return replace(shown, articles={r.article.id: r.article for r in settle(readings)}, current=False)


def reading_as_told(desk: Desk, shown: Shown, id: str) -> Reading:
    """One of its articles with all that was read in it, in the same version. Raises InputError and StoreError."""
    article = shown.articles.get(id)
    if article is None:
        raise InputError(id, "It is no article of this story.")
    with desk.store.reading() as connection:
        found = next((r for r in load_readings(connection, [id]) if r.article.capture == article.capture), None)
        return replace(found or _version(connection, id, article.capture), article=article)


def edition_as_told(desk: Desk, shown: Shown) -> Edition:
    """The story alone, likewise. Raises StoreError."""
    current = shown.readings
    stale = [r.article.id for r in current if r.article.capture != shown.articles[r.article.id].capture]
    before = {id: reading_as_told(desk, shown, id) for id in stale}
    readings = settle([before.get(r.article.id, r) for r in current]) if before else current
    ordered = tuple(sorted(readings, key=lambda r: r.article.id))
    left_out = (*(d for r in ordered for d in r.article.dropped), *shown.dropped)
    return Edition(ordered, (shown.story,), (), left_out)


def _before(desk: Desk, shown: Shown) -> dict[str, Reading]:
    """The versions that the passages stand in, of those articles that have another one now."""
    pointed = {s.article: s.capture for s in _spans(shown.story)}
    stale = [a for a in shown.articles.values() if pointed.get(a.id, a.capture) != a.capture]
    if not stale:
        return {}
    with desk.store.reading() as connection:
        return {a.id: _version(connection, a.id, pointed[a.id]) for a in stale}


def _version(connection: Connection, id: str, sha256: str) -> Reading:
    rows = (
        select(version.c.n)
        .join(capture, version.c.capture == capture.c.n)
        .join(article, version.c.article == article.c.n)
        .where(article.c.id == id, capture.c.sha256 == sha256)
        .order_by(version.c.n.desc())
    )
    number = connection.execute(rows.limit(1)).scalar()
    if number is None:
        raise StoreError("the store", f"The version of {id} that its story was told from is not kept any more.")
    return load_version(connection, number)


def _spans(story: Story) -> Iterator[Span]:
    """Every passage that a story points at."""
    for finding in story.findings:
        yield from (c.span for c in finding.claims)
    for actor in story.actors:
        yield from actor.mentions
    for quotation in story.quotations:
        yield from quotation.claims
    for statement in story.account:
        yield from (c.span for c in statement.citations)
    for derivation in story.derivations:
        yield from (span for pair in derivation.evidence for span in pair)
