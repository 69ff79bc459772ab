"""An article: its text to the letter, what each line of it is, and ranges of it that can be pointed at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from firsthand.errors import ModelError, SpanError
from firsthand.model.source import Dropped, Publisher

Role = Literal[
    "headline", "subheading", "body", "caption", "byline", "dateline", "credit", "disclosure", "boilerplate"
]
PublishedBasis = Literal["given", "page", "text", "story", "none"]
Access = Literal["full", "stub"]

#: The roles in which an article says something of its own about the world.
TELLING_ROLES: frozenset[Role] = frozenset({"headline", "subheading", "body", "caption"})


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in the text of one capture of one article.

    Made by `Article.span`, which knows the length of the text. Raises SpanError where 0 <= start < end <= limit fails.
    """

    article: str
    capture: str
    start: int
    end: int
    limit: int = field(repr=False, compare=False)  #: length of the text it lies in

    def __post_init__(self) -> None:
        """Refuse a range outside its text."""
        if not 0 <= self.start < self.end <= self.limit:
            raise SpanError(f"{self.article}: {self.start}-{self.end} is not a range in a text of {self.limit}")

    def __len__(self) -> int:
        """Code points."""
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Whether `other` lies in this span, in the same capture."""
        return self.capture == other.capture and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a code point of the same capture."""
        return self.capture == other.capture and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Block:
    """One non-blank line of the text and what it is."""

    span: Span
    role: Role
    reason: str  #: why this role, for `--explain`


@dataclass(frozen=True, slots=True)
class Link:
    """Words of an article that lead somewhere else: often to the primary source of what they say."""

    span: Span  #: the anchor text, to the letter
    url: str  #: absolute, http or https


@dataclass(frozen=True, slots=True)
class Post:
    """One entry of a live blog, in the order of the page. Its words were published at its own time."""

    span: Span  #: from its first line to the end of its last
    published_at: str | None = None  #: ISO 8601 as the page has it
    headline: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One text of one publisher, as cleaned from one capture."""

    id: str
    capture: str  #: SHA-256 of the bytes
    source: str  #: where the capture came from, for messages to people
    text: str
    blocks: tuple[Block, ...] = ()  #: in order, covering every non-blank line once
    url: str | None = None  #: the canonical address, where the page states one that can be believed
    publisher: Publisher | None = None
    headline: str | None = None
    byline: tuple[str, ...] = ()
    language: str = "und"  #: BCP 47; "und" where it cannot be told
    published_at: str | None = None  #: ISO 8601 with its zone, a plain day, or None
    published_basis: PublishedBasis = "none"
    credits: tuple[str, ...] = ()  #: agencies and outlets that the article itself credits, by their short names
    section: str | None = None  #: of the outlet, as it calls it: "World"
    links: tuple[Link, ...] = ()  #: in the lines that tell something, in order
    posts: tuple[Post, ...] = ()  #: of a live blog, in the order of the page; of any other article none
    access: Access = "full"  #: "stub" where the text ends at a paywall
    dropped: tuple[Dropped, ...] = ()  #: what cleaning left out of a page, and why

    @property
    def moment(self) -> str:
        """What articles are ordered by: the hour of publication in UTC; the end of the day where only that is known.

        A text of unknown hour thus never counts as earlier than one whose hour is known. Undated articles come last.
        """
        given = self.published_at
        if given is None or len(given) <= 10:
            return f"{given or '9999'}T99"
        when = datetime.fromisoformat(given)
        return (when.astimezone(UTC) if when.tzinfo else when).replace(tzinfo=None).isoformat()

    def post_at(self, offset: int) -> Post | None:
        """The post of a live blog in which a place of the text lies: its own time is what "today" means there."""
        return next((p for p in self.posts if p.span.start <= offset < p.span.end), None)

    def span(self, start: int, end: int) -> Span:
        """The range [start, end) of this text. Raises SpanError where it does not lie in it."""
        return Span(self.id, self.capture, start, end, len(self.text))

    def quote(self, span: Span) -> str:
        """The exact words of a span. Raises ModelError where the span is of another capture."""
        if span.capture != self.capture:
            raise ModelError(f"the span is of capture {span.capture[:12]}, the article of {self.capture[:12]}")
        return self.text[span.start : span.end]
