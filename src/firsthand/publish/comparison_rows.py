"""A comparison as it is shown: every row worked out, so that terminal, page and Markdown only set them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from firsthand.model import Actor, Article, CommonQuotation, Comparison, SharedPassage, Span


@dataclass(frozen=True, slots=True)
class Column:
    """One of the two articles."""

    letter: str  #: A or B
    name: str  #: of its outlet, told apart where both are of one
    short: str  #: the same for running text: the letter where the name is long
    article: Article
    words: int  #: of its text


@dataclass(frozen=True, slots=True)
class Snippet:
    """Words of one article, and where they stand."""

    words: str
    span: Span
    note: str = ""  #: who says so, where the words themselves do not name anybody


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A shared passage, cut to its ends where it is long."""

    number: int
    passage: SharedPassage
    excerpt: str
    changes: tuple[str, ...]  #: in words


@dataclass(frozen=True, slots=True)
class QuotationRow:
    """A quotation of both."""

    quotation: CommonQuotation
    first: str | None  #: name of the article that was published first


@dataclass(frozen=True, slots=True)
class ToldRow:
    """What both tell, each in its own words: one sentence, or several where the other says it in one."""

    a: tuple[Snippet, ...]
    b: tuple[Snippet, ...]
    remark: str = ""  #: where they differ in who says so, or how surely


@dataclass(frozen=True, slots=True)
class SideRow:
    """One value that reports differ on, and which of the two give it, where."""

    value: str
    reports: tuple[tuple[Column, Span], ...]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """All that a terminal, a page or Markdown shows of a comparison."""

    comparison: Comparison
    a: Column
    b: Column
    verdict: tuple[str, ...]  #: sentences
    titles: tuple[str, str]  #: over what only the one, only the other tells
    passages: tuple[PassageRow, ...]
    quotations: tuple[QuotationRow, ...]
    told: tuple[ToldRow, ...]
    told_alike: int  #: facts that both tell in the same words
    only: tuple[tuple[Snippet, ...], tuple[Snippet, ...]]
    names: tuple[tuple[tuple[str, tuple[Actor, ...]], ...], tuple[tuple[str, tuple[Actor, ...]], ...]]
    sides: Mapping[str, tuple[SideRow, ...]]  #: of each difference, by its id

    @property
    def columns(self) -> tuple[Column, Column]:
        """Both articles."""
        return self.a, self.b
