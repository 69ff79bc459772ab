"""The coverage of one happening: who took whose text, who acts in it, what is claimed, where reports differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from firsthand.errors import ModelError
from firsthand.model.account import Statement
from firsthand.model.annotation import Claim, MentionKind
from firsthand.model.article import Span

DerivationKind = Literal["reprint", "partial", "rewrite", "credit", "quotes"]
Standing = Literal["agreed", "single-source", "disputed"]
Slot = Literal["number", "date", "place", "who", "whether", "sequence"]
DisagreementType = Literal["conflict", "update", "attribution"]
TimelineKind = Literal["happened", "background", "announced"]
Precision = Literal["year", "month", "interval", "day", "part of day", "minute"]


@dataclass(frozen=True, slots=True)
class Derivation:
    """One text rests on another."""

    source: str  #: "from": an article id, or "agency:AFP" where the agency's own text is not at hand
    target: str  #: "to": the article that took it
    kind: DerivationKind
    share: float  #: of the target's telling words that stand in the source, 0 to 1
    reason: str  #: one sentence: what shows it, and what shows its direction
    evidence: tuple[tuple[Span, Span], ...] = ()  #: the same passage in source and target
    directed: bool = True  #: False where nothing shows which of the two is the source; the reason says so


@dataclass(frozen=True, slots=True)
class Origin:
    """Articles that rest on one text and so count as one source."""

    articles: tuple[str, ...]
    basis: str  #: why they belong together, or what makes a single one stand alone
    credited: str | None = None  #: the agency or publisher whose text it is, where an article says so
    owner: str | None = None  #: who owns the publisher whose text it is; that publisher, where no owner is known


@dataclass(frozen=True, slots=True)
class ActorRole:
    """What somebody was called at the time: the words of an article, with the day of its report."""

    role: str  #: "defence minister", as it is written most
    places: tuple[Span, ...]  #: the names that it stands with, an article one or more, the earliest report first
    since: str | None = None  #: the earliest and the latest day on which articles say so
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """One person, body or place across a story, under all its spellings."""

    id: str
    name: str
    kind: MentionKind
    aliases: tuple[str, ...]
    mentions: tuple[Span, ...]
    roles: tuple[ActorRole, ...] = ()  #: of a person, those that most articles give first


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact, with every claim of it in the story's articles."""

    id: str
    statement: str  #: the words of the claim that states it best
    standing: Standing
    independent_sources: int  #: origins among the claims, a relayed one counting for whom it relays: an upper bound
    claims: tuple[Claim, ...]
    happened: str | None = None  #: ISO day, month, year or interval
    actors: tuple[str, ...] = ()  #: actor ids
    owners: int = 1  #: publishers' owners among those sources; a publisher without a known one is its own
    relays: tuple[str | None, ...] = ()  #: for each claim the publisher that its article merely relays there

    def __post_init__(self) -> None:
        """Refuse a finding that nobody claims."""
        if not self.claims or self.independent_sources < 1:
            raise ModelError(f"finding {self.id}: a finding needs a claim and at least one source")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values that reports disagree on."""

    value: str  #: in an outlet's own words
    normalized: str | None  #: what was compared
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Reports that cannot all be true of the same moment, or that were overtaken."""

    id: str
    slot: Slot
    about: str
    type: DisagreementType
    sides: tuple[Side, ...]
    reason: str
    findings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a disagreement of fewer than two sides."""
        if len(self.sides) < 2:
            raise ModelError(f"disagreement {self.id}: one side is no disagreement")


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A finding on the day it happened."""

    when: str  #: ISO day, month, year or interval
    finding: str
    kind: TimelineKind = "happened"  #: background is well before the story's reports, announced still to come in them
    precision: Precision = "day"
    time: str | None = None  #: "05:30", or "night": as the articles say it, in local time


@dataclass(frozen=True, slots=True)
class SharedQuotation:
    """The same quoted words wherever the story's articles carry them."""

    text: str
    speaker: str | None
    articles: tuple[str, ...]
    claims: tuple[Span, ...]  #: where the words stand, one an article or more
    first: str  #: the article that carried them first


@dataclass(frozen=True, slots=True)
class Story:
    """The coverage of one happening. `group` makes it with its articles alone; later stages fill in the rest."""

    id: str
    articles: tuple[str, ...]
    links: tuple[tuple[str, str, str], ...] = ()  #: (article, article, why they belong together)
    headline: str | None = None
    first_reported_at: str | None = None
    last_reported_at: str | None = None
    origins: tuple[Origin, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    actors: tuple[Actor, ...] = ()
    findings: tuple[Finding, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    quotations: tuple[SharedQuotation, ...] = ()
    account: tuple[Statement, ...] = ()
    former_ids: tuple[str, ...] = ()  #: of stories that were merged into this one
    since: str | None = None  #: ISO day: the account tells only what is new since; None where it tells all

    @property
    def owners(self) -> int:
        """How many owners stand behind the origins; one whose owner is not known counts for itself."""
        return len({o.owner or o.articles[0] for o in self.origins})

    @property
    def copies(self) -> frozenset[str]:
        """The articles that rest on another's text; sharing somebody's quoted words alone does not count."""
        return frozenset(d.target for d in self.derivations if d.kind != "quotes")

    def actor_of(self) -> dict[str, str]:
        """The actor's id for every name and alias; the most mentioned actor where two share an alias."""
        found: dict[str, str] = {}
        for actor in self.actors:
            for name in (actor.name, *actor.aliases):
                found.setdefault(name, actor.id)
        return found
