"""What is written: statements, each with the passages that hold it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from firsthand.errors import UncitedError
from firsthand.model.article import Span

CitationRole = Literal["primary", "corroborating", "disputing"]
#: lead: the happening and what most origins report; happened: more of it in the order of happening; disputed: where the
#: reports differ; said: who said what; next: what is announced; background: what was before.
Section = Literal["lead", "happened", "disputed", "said", "next", "background"]


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
    section: Section = "lead"
    independent_sources: int | None = None  #: origins of the passages that back it: an upper bound

    def __post_init__(self) -> None:
        """Refuse a sentence that only disputing passages, or none, stand behind."""
        if not any(c.role != "disputing" for c in self.citations):
            raise UncitedError(f"no passage backs the sentence: {self.text!r}")
