"""What one HTML page holds: its lines in reading order, and what it says of itself."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, NamedTuple

from firsthand.model import Role


class LineLink(NamedTuple):
    """Words of a line that lead elsewhere: their range in the line, and the absolute address."""

    start: int
    end: int
    url: str


class PagePost(NamedTuple):
    """What a page says of one post of its live blog."""

    published: str | None = None  #: ISO 8601
    headline: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, heading, list item, caption or row of a table of the extracted text."""

    text: str  #: without line breaks
    hint: Role | None = None  #: what the markup says that it is; None where it says nothing
    links: tuple[LineLink, ...] = ()  #: in order, apart from each other
    post: int | None = None  #: number of the post of a live blog that it belongs to


@dataclass(frozen=True, slots=True)
class Page:
    """The outcome of parsing. Everything but the lines may be missing."""

    lines: tuple[Line, ...] = ()
    headline: str | None = None
    description: str | None = None  #: the page's own summary of itself
    byline: tuple[str, ...] = ()
    signature: str | None = None  #: the line that holds the byline, as printed: it may credit an agency too
    published: str | None = None  #: ISO 8601 as the page has it, with its zone where it gives one
    publisher: str | None = None
    url: str | None = None  #: canonical
    language: str | None = None  #: as declared in the markup
    section: str | None = None
    posts: tuple[PagePost, ...] = ()  #: of a live blog
    paywalled: bool = False  #: the page says that its text is not free to read
    withheld: int = 0  #: characters of text that stand behind the paywall in the markup, and were not read
    prompt: str | None = None  #: what asks the reader, right behind the text, to subscribe in order to read on
    words: int | None = None  #: of the whole article, as the page counts them
    visible: int = 0  #: characters of text on the whole page

    def to_record(self) -> dict[str, Any]:
        """For the way from one process to another."""
        return asdict(self)

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Page:
        """The reverse of `to_record`."""
        values = {f.name: record[f.name] for f in fields(cls)}
        values["lines"] = tuple(
            Line(line["text"], line["hint"], tuple(LineLink(*x) for x in line["links"]), line["post"])
            for line in record["lines"]
        )
        values["byline"] = tuple(record["byline"])
        values["posts"] = tuple(PagePost(*p) for p in record["posts"])
        return cls(**values)
