"""All that a person, a body or a place said and did, story by story, as the stories were last told.

Actors are matched by their names as they are written: two of one name and kind share a page, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, func, select

from firsthand.desk.front import Place, has_facet, page_of
from firsthand.desk.front_cards import Card, cards_of, iso_of
from firsthand.desk.opening import Desk
from firsthand.errors import InputError
from firsthand.model import Actor, Claim, Disagreement, Finding, Span, Story
from firsthand.publish.wording import one_line
from firsthand.store.facets import key_of, name_of
from firsthand.store.reader_tables import facet
from firsthand.store.rows import AnyRow, parts
from firsthand.store.schema import article
from firsthand.store.stories import kept_telling

ActorKind = Literal["person", "organization", "place"]
KINDS: tuple[ActorKind, ...] = ("person", "organization", "place")
#: Stories of a page: each is unpacked in full.
SIZE = 10


#: What is no deed of a speaker's: their words stand among the quotations.
SAYING = ("say", "tell", "add")


@dataclass(frozen=True, slots=True)
class Passage:
    """Where something stands."""

    article: str
    capture: str
    start: int
    end: int
    outlet: str | None  #: of the article, as it is printed
    published_at: str | None
    reported: str  #: to sort by


@dataclass(frozen=True, slots=True)
class Called:
    """What somebody was called in a story, and since when articles say so."""

    role: str
    since: str | None
    until: str | None
    places: tuple[Passage, ...]
    story: str


@dataclass(frozen=True, slots=True)
class Said:
    """Words of theirs, wherever a story carries them."""

    text: str
    story: str
    first: Passage  #: where they stand first
    outlets: tuple[str, ...]  #: all that carry them, the first first
    articles: int


@dataclass(frozen=True, slots=True)
class Did:
    """A finding in which they act; of a place, one that happens there."""

    finding: Finding
    story: str
    first: Passage
    denied: bool  #: somebody denies it in every claim of it


@dataclass(frozen=True, slots=True)
class AtOdds:
    """A disagreement that they are part of: its sides, each with who reports it."""

    disagreement: Disagreement
    story: str
    sides: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ActorPage:
    """One page of what the stories have of them."""

    kind: ActorKind
    key: str
    name: str
    aliases: tuple[str, ...]  #: other spellings in these stories
    called: tuple[Called, ...]
    said: tuple[Said, ...]  #: the newest first
    did: tuple[Did, ...]
    at_odds: tuple[AtOdds, ...]
    cards: tuple[Card, ...]
    stories: int  #: in all
    others: tuple[ActorKind, ...]  #: kinds under which the same name goes too
    next: Place | None


def show_actor(desk: Desk, kind: str, key: str, *, after: Place | None = None, size: int = SIZE) -> ActorPage:
    """A page of an actor: `size` stories, those reported last first. Raises InputError and StoreError.

    `after`: the end of the page before.
    """
    known = next((k for k in KINDS if k == kind), None)
    with desk.store.reading() as connection:
        name = name_of(connection, known, key) if known else None
        if known is None or name is None:
            raise InputError(key, "No story names anybody or anything so. Names are matched as they are written.")
        rows = page_of(connection, [has_facet((known,), (key,))], after, size + 1)
        shown = rows[:size]
        kept = [(row.id, kept_telling(connection, row.id)) for row in shown]
        told = [(id, telling.story) for id, telling in kept if telling is not None]
        articles = _articles(connection, {a for _, story in told for a in story.articles})
        held = [_Part(id, story, known, key, articles) for id, story in told]
        names = list(dict.fromkeys(n for part in held for actor in part.actors for n in (actor.name, *actor.aliases)))
        return ActorPage(
            kind=known,
            key=key,
            name=name,
            aliases=tuple(n for n in names if n != name),
            called=tuple(called for part in held for called in part.called()),
            said=_newest(said for part in held for said in part.said()),
            did=_newest_done(did for part in held for did in part.did()),
            at_odds=tuple(odds for part in held for odds in part.at_odds()),
            cards=tuple(cards_of(connection, shown)),
            stories=_count(connection, known, key),
            others=tuple(k for k in KINDS if k != known and name_of(connection, k, key) is not None),
            next=Place(shown[-1].last_reported, shown[-1].id) if len(rows) > size else None,
        )


class _Part:
    """What one story has of an actor."""

    def __init__(self, id: str, story: Story, kind: ActorKind, key: str, articles: dict[str, AnyRow]) -> None:
        self._id = id
        self._story = story
        self._kind = kind
        self._key = key
        self._articles = articles
        self.actors: list[Actor] = [a for a in story.actors if a.kind == kind and key_of(a.name) == key]
        self._ids = {a.id for a in self.actors}
        self._actor_of = story.actor_of()

    def called(self) -> Iterator[Called]:
        for actor in self.actors:
            for role in actor.roles:
                places = tuple(self._passage(place) for place in role.places if place.article in self._articles)
                if places:
                    yield Called(role.role, role.since, role.until, places, self._id)

    def said(self) -> Iterator[Said]:
        for quotation in self._story.quotations:
            if not self._is(quotation.speaker) or quotation.first not in self._articles:
                continue
            place = next((c for c in quotation.claims if c.article == quotation.first), quotation.claims[0])
            carriers = [quotation.first, *(a for a in quotation.articles if a != quotation.first)]
            yield Said(quotation.text, self._id, self._passage(place), self._outlets(carriers), len(carriers))

    def did(self) -> Iterator[Did]:
        statements: set[str] = set()
        for finding in self._story.findings:
            claims = [c for c in finding.claims if self._acts(c) and c.span.article in self._articles]
            if claims and finding.statement not in statements:
                statements.add(finding.statement)
                first = min((self._passage(c.span) for c in claims), key=lambda p: (not p.reported, p.reported))
                yield Did(finding, self._id, first, all(c.certainty == "denied" for c in claims))

    def at_odds(self) -> Iterator[AtOdds]:
        theirs = {f.id for f in self._story.findings if not self._ids.isdisjoint(f.actors)}
        for found in self._story.disagreements:
            claims = [c for side in found.sides for c in side.claims]
            if theirs.isdisjoint(found.findings) and not any(map(self._named_in, claims)):
                continue
            sides = tuple((s.value, self._outlets([c.span.article for c in s.claims])) for s in found.sides)
            yield AtOdds(found, self._id, sides)

    def _acts(self, claim: Claim) -> bool:
        if self._kind == "place":
            return any(map(self._is, (claim.place, *claim.places)))
        return self._is(claim.agent) and not claim.quoted and claim.predicate not in SAYING

    def _named_in(self, claim: Claim) -> bool:
        return any(map(self._is, (claim.asserted_by, claim.agent, claim.patient, *claim.entities)))

    def _is(self, name: str | None) -> bool:
        return name is not None and (self._actor_of.get(name) in self._ids or key_of(name) == self._key)

    def _passage(self, span: Span) -> Passage:
        row = self._articles.get(span.article)
        if row is None:
            return Passage(span.article, span.capture, span.start, span.end, None, None, "")
        published_at = row.published_at or iso_of(row.reported)
        return Passage(span.article, span.capture, span.start, span.end, row.publisher_name, published_at, row.reported)

    def _outlets(self, ids: Sequence[str]) -> tuple[str, ...]:
        names = (one_line(self._articles[a].publisher_name or "") or a for a in ids if a in self._articles)
        return tuple(dict.fromkeys(names))


def _newest(said: Iterable[Said]) -> tuple[Said, ...]:
    return tuple(sorted(said, key=lambda s: (s.first.reported, s.first.start), reverse=True))


def _newest_done(did: Iterable[Did]) -> tuple[Did, ...]:
    return tuple(sorted(did, key=lambda d: (d.first.reported, d.first.start), reverse=True))


def _articles(connection: Connection, ids: Iterable[str]) -> dict[str, AnyRow]:
    """What is printed of articles, by id; those that are gone are left out."""
    columns = (article.c.id, article.c.publisher_name, article.c.published_at, article.c.reported)
    return {
        row.id: row
        for some in parts(sorted(ids))
        for row in connection.execute(select(*columns).where(article.c.id.in_(some)))
    }


def _count(connection: Connection, kind: ActorKind, key: str) -> int:
    rows = select(func.count()).select_from(facet).where(facet.c.kind == kind, facet.c.key == key)
    return connection.execute(rows).scalar_one()
