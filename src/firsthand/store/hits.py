"""What a search gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Order = Literal["newest", "best"]
#: Words to show, in pieces: each with whether it is what was looked for.
Marked: TypeAlias = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that was found."""

    n: int  #: article.n
    id: str
    url: str | None
    publisher: str | None  #: as it is printed
    headline: Marked
    language: str
    published_at: str | None  #: ISO 8601 as the article has it
    story: str | None  #: the story that it is in
    snippet: Marked  #: where most of what was looked for stands together, on one line
    score: float | None = None  #: more is better, within one search; None where hits are in time's order


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one search, in order."""

    hits: tuple[Hit, ...]
    order: Order
    #: How many articles match in all; None where there are more than `counted`, which are not counted further.
    total: int | None
    #: Up to how many matches are counted and, for the best first, ranked: those beyond are older.
    counted: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article that is like another."""

    article: str  #: id
    headline: str | None
    publisher: str | None
    published_at: str | None
    url: str | None
    story: str | None
    start: int  #: in the article's text, as spans have it
    end: int
    text: str  #: on one line
    score: float  #: cosine of the angle between the two, 1 for the same words
