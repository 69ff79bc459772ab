"""What the answers of the API hold, beside the shapes of the public contract: for the OpenAPI document, and for mypy.

Records of the contract (a story, a finding, an article, …) are described once, in publish/schemas: `contract` refers to
them. What is not in the contract is a TypedDict here. Times are UTC (RFC 3339), as in `2026-03-14T06:10:00Z`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, WithJsonSchema
from typing_extensions import TypedDict

from firsthand.desk.changes import Kind
from firsthand.publish.outlets import Mark
from firsthand.relate.edits import EditKind

ActorKind = Literal["person", "organization", "place"]
Moment = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
#: A day, or a time in UTC.
DayOrMoment = Annotated[str, WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d\d-\d\d"})]
#: Words for a reader that goes on where a list stopped.
Next = Annotated[str | None, Field(description="What `cursor` takes to go on; null at the end.")]


def contract(name: str) -> WithJsonSchema:
    """The shape that the public contract calls so."""
    return WithJsonSchema({"$ref": f"#/components/schemas/{name}"})


Record = dict[str, Any]
Statement = Annotated[Record, contract("statement")]
Finding = Annotated[Record, contract("finding")]
Disagreement = Annotated[Record, contract("disagreement")]
Quotation = Annotated[Record, contract("sharedQuotation")]
Origin = Annotated[Record, contract("origin")]
Derivation = Annotated[Record, contract("derivation")]
TimelineEntry = Annotated[Record, contract("timelineEntry")]
ContractActor = Annotated[Record, contract("actor")]


class Problem(TypedDict):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


class Lead(TypedDict):
    """The first sentence of an account, with where its primary passage stands."""

    text: str
    article: str
    capture: str
    start: int
    end: int
    publisher: str | None
    sources: Annotated[int, Field(description="Articles that are cited for it.")]


class StoryLine(TypedDict):
    """A story in a list."""

    id: str
    headline: str | None
    lead: Lead | None
    articles: int
    origins: Annotated[
        int | None, Field(description="Independent origins: an upper bound. Null until the story is told.")
    ]
    disagreements: Annotated[int | None, Field(description="Null until the story is told.")]
    first_reported_at: str | None
    last_reported_at: DayOrMoment | None
    changed_at: Moment


class Stories(TypedDict):
    """Stories, those first that were reported on last."""

    stories: list[StoryLine]
    next: Next


class StoryAccount(TypedDict):
    """The account of a story, at the length that was asked for."""

    story: str
    headline: str | None
    since: str | None
    account: list[Statement]


class StoryFindings(TypedDict):
    """All findings of a story."""

    story: str
    findings: list[Finding]


class StoryDisagreements(TypedDict):
    """Where the reports of a story differ."""

    story: str
    disagreements: list[Disagreement]


class StoryQuotations(TypedDict):
    """Who is quoted in a story."""

    story: str
    quotations: list[Quotation]


class StoryOrigins(TypedDict):
    """The independent origins of a story, which share out its articles. Their number is an upper bound."""

    story: str
    origins: list[Origin]


class StoryDerivations(TypedDict):
    """Who took whose text."""

    story: str
    derivations: list[Derivation]


class StoryTimeline(TypedDict):
    """What happened when, in the order of happening."""

    story: str
    timeline: list[TimelineEntry]


class StoryActors(TypedDict):
    """Who a story is about."""

    story: str
    actors: list[ContractActor]


class Publisher(TypedDict):
    """Who put an article before the public."""

    id: str
    name: str


class ArticleLine(TypedDict):
    """An article in a list."""

    id: str
    url: str | None
    publisher: Publisher | None
    headline: str | None
    language: str
    published_at: str | None
    words: int
    capture: Annotated[str, Field(description="SHA-256 of the bytes of its current version.")]
    seen_at: Annotated[Moment, Field(description="When its current version was first seen.")]
    story: str | None
    mark: Annotated[Mark | None, Field(description="What it is to the other articles of its story.")]
    leans_on: Annotated[str | None, Field(description="The agency or publisher whose text it took.")]


class Articles(TypedDict):
    """Articles, those first that arrived last."""

    articles: list[ArticleLine]
    next: Next


class StoryArticles(TypedDict):
    """The articles of a story."""

    story: str
    articles: list[ArticleLine]


class Version(TypedDict):
    """One version of an article."""

    number: int
    seen_at: Moment
    capture: str
    headline: str | None
    words: int
    edit: Annotated[EditKind | None, Field(description="What it changed; null for the first.")]


class Versions(TypedDict):
    """All versions of an article, the earliest first."""

    article: str
    versions: list[Version]


class Passage(TypedDict):
    """Words of one version of an article, to the letter."""

    article: str
    capture: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    url: str | None
    publisher: str | None


class Change(TypedDict):
    """Something that happened to a story."""

    n: Annotated[int, Field(description="Grows with every change.")]
    at: Moment
    story: str
    kind: Kind
    ref: Annotated[str | None, Field(description="Id of the article, finding, disagreement or former story.")]
    actor: Annotated[str | None, Field(description="Key of who denies.")]
    count: Annotated[int | None, Field(description="How many origins there are now, at most.")]


class Changes(TypedDict):
    """What happened, in order."""

    events: list[Change]
    next: Annotated[int, Field(description="What `after` takes to go on, now or later.")]


class ActorLine(TypedDict):
    """Who, in how many stories."""

    kind: ActorKind
    key: str
    name: str
    stories: int


class Actors(TypedDict):
    """Actors, those first that are in most stories."""

    actors: list[ActorLine]
    next: Next


class Appearance(TypedDict):
    """What one story has of an actor."""

    story: StoryLine
    mentions: int
    aliases: list[str]
    quotations: list[Quotation]
    findings: list[Finding]


class Actor(TypedDict):
    """An actor across stories. Two persons of one name cannot be told apart here."""

    kind: ActorKind
    key: str
    name: str
    appearances: list[Appearance]
    next: Next


class PublisherLine(TypedDict):
    """A publisher in a list."""

    id: str
    name: str
    articles: int
    last_reported_at: DayOrMoment | None


class Publishers(TypedDict):
    """Publishers, in the order of their ids."""

    publishers: list[PublisherLine]
    next: Next


class Marked(TypedDict):
    """How many articles are what to the others of their stories."""

    mark: Mark
    articles: int


class LeansOn(TypedDict):
    """How many articles took an agency's or a publisher's text."""

    name: str
    articles: int


class PublisherRecord(TypedDict):
    """What is held of a publisher."""

    id: str
    name: str
    articles: int
    stories: int
    first_reported_at: DayOrMoment | None
    last_reported_at: DayOrMoment | None
    marks: list[Marked]
    leans_on: list[LeansOn]
    corrections: Annotated[int, Field(description="Versions that say that they correct an earlier one.")]


class Hit(TypedDict):
    """An article that a search found. Marks are ranges of the text beside them."""

    article: str
    url: str | None
    publisher: str | None
    headline: str | None
    headline_marks: list[list[int]]
    language: str
    published: str | None
    story: str | None
    snippet: str
    marks: list[list[int]]
    score: float | None


class Found(TypedDict):
    """What a search found."""

    query: str
    order: Literal["newest", "best"]
    total: Annotated[int | None, Field(description="Null where there are more than are counted.")]
    hits: list[Hit]
    next: Next


class Likeness(TypedDict):
    """A sentence that says something alike."""

    article: str
    url: str | None
    publisher: str | None
    headline: str | None
    published: str | None
    story: str | None
    start: int
    end: int
    text: str
    score: Annotated[float, Field(description="1 for the same words.")]


class Similar(TypedDict):
    """The sentences that are most like one."""

    sentence: str
    hits: list[Likeness]
