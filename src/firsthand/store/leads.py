"""The one sentence that a list shows of a story, with where it stands."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from firsthand.model import Story


@dataclass(frozen=True, slots=True)
class Lead:
    """The first sentence of an account."""

    text: str
    article: str  #: id of the article that its primary passage stands in
    capture: str
    start: int
    end: int
    publisher: str | None  #: of that article, as it is printed
    sources: int  #: articles that are cited for it
    language: str = "en"


def lead_of(story: Story, languages: dict[str, str]) -> Lead | None:
    """The first sentence of the account; None where nothing could be told. `languages`: of each article."""
    for statement in story.account:
        backing = [c for c in statement.citations if c.role != "disputing"]
        first = next((c for c in backing if c.role == "primary"), backing[0])
        span = first.span
        sources = len({c.span.article for c in backing})
        return Lead(
            statement.text,
            span.article,
            span.capture,
            span.start,
            span.end,
            first.publisher,
            sources,
            languages.get(span.article, "en"),
        )
    return None


def pack_lead(lead: Lead | None) -> bytes | None:
    """As it is kept."""
    return None if lead is None else msgspec.json.encode(lead)


def unpack_lead(packed: bytes | None) -> Lead | None:
    """As it was kept; None where nothing was."""
    return None if packed is None else msgspec.json.decode(packed, type=Lead)
