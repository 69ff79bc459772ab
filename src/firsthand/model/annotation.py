"""What was understood of one article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from firsthand.model.article import Span

MentionKind = Literal["person", "organization", "place", "other"]
QuotationKind = Literal["direct", "mixed", "indirect"]
TimeKind = Literal["DATE", "TIME", "DURATION", "SET"]
Certainty = Literal["stated", "reported", "possible", "denied"]
Qualifier = Literal["exactly", "about", "at least", "more than", "at most", "fewer than"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text."""

    span: Span  #: without title, role or possessive
    kind: MentionKind
    entity: str  #: the fullest name in the article
    role: str | None = None  #: the title or role that stands with it ("Defence Minister")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words or their gist. Content, cue and source as in PolNeAR (Newell et al., LREC 2018)."""

    kind: QuotationKind
    content: tuple[Span, ...]  #: without quotation marks; one range a paragraph or part
    cue: tuple[Span, ...] = ()  #: the verb or phrase that attributes
    source: tuple[Span, ...] = ()  #: the words that name who said it
    speaker: str | None = None  #: the fullest name of who said it, a description ("residents"), or None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time, as TIMEX3 (TimeML 1.2.1) annotates it."""

    span: Span
    kind: TimeKind
    value: str  #: 2023-06-24, 2023-W25, P3D; XXXX-WXX-6 where nothing anchors it
    template: str = ""  #: what is needed to settle the value against another anchor; empty where nothing is


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts."""

    span: Span  #: the number's words, its qualifier apart
    value: float
    qualifier: Qualifier
    unit: str | None  #: what is counted or measured: the head noun's lemma, "%", a currency code


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence or clause of an article asserts."""

    span: Span
    sentence: Span
    asserted_by: str | None  #: the speaker; None where the article says it itself
    negated: bool
    certainty: Certainty
    predicate: str | None  #: lemma of the head verb
    agent: str | None  #: who does it: an entity or a head noun's lemma
    patient: str | None  #: to whom or what
    happened: str | None  #: ISO day, month or year; None where neither the clause nor its sentence gives one
    figures: tuple[Figure, ...] = ()
    entities: tuple[str, ...] = ()  #: entities named, the agent among them
    terms: tuple[str, ...] = ()  #: lemmas of the content words, in order, for comparing
    quoted: bool = False  #: the words stand in quotation marks
    dated: bool = False  #: `happened` is the clause's own, not one that stands elsewhere in its sentence
    main: bool = False  #: the sentence's main clause, or what its main clause says that somebody says
    place: str | None = None  #: where it happens, as the clause itself says: an entity, else words ("red barn")
    places: tuple[str, ...] = ()  #: all that the clause says of where, the nearest first: "embassy", "Halven"
    future: bool = False  #: announced: still to come when it was written or said


@dataclass(frozen=True, slots=True)
class Annotations:
    """All of it, for one article."""

    article: str
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    claims: tuple[Claim, ...] = ()
