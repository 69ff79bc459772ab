"""What is written: statements, each with the passages that hold it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from firsthand.errors import UncitedError
from firsthand.model.article import Span

CitationRole = Literal["primary", "corroborating", "disputing"]
Section = Literal["lead", "more", "disputed"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage that backs, or disputes, a statement. Prefix and suffix as in the W3C's TextQuoteSelector."""

    span: Span
    exact: str
    prefix: str
    suffix: str
    url: str | None
    publisher: str | None
    role: CitationRole


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an account. Raises UncitedError where no passage backs it."""

    text: str
    finding: str
    citations: tuple[Citation, ...]
    section: Section = "lead"  #: lead: what most origins report; more: the rest by time; disputed: where reports differ

    def __post_init__(self) -> None:
        """Refuse a sentence that only disputing passages, or none, stand behind."""
        if not any(c.role != "disputing" for c in self.citations):
            raise UncitedError(f"no passage backs the sentence: {self.text!r}")
