"""Anchors for passages: every range that something points at gets one id, and texts are cut at the ranges' borders.

On a site the texts stand on pages of their own: there `Addresses` leads to them in the place of `Passages`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from firsthand.model import Article, Block, Span, Story

#: Digits of a capture's hash in an address: enough to tell the versions of one article apart.
HASH = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """A step of writing a text: open a passage, close the innermost one, or write words. Exactly one is set."""

    opens: str | None = None  #: id of the passage
    words: str | None = None
    closes: bool = False
    first: bool = False  #: the part of the passage that carries its id
    cited: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One block of an article, ready to be written."""

    block: Block
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """What of a passage lies in one block."""

    start: int
    end: int
    id: str
    first: bool
    cited: bool


class Passages:
    """The ranges of a story's articles that can be pointed at.

    `numbers` gives each article the number that its ids are made from, under the story's `prefix`.
    """

    def __init__(self, story: Story, articles: Mapping[str, Article], numbers: Mapping[str, int], prefix: str) -> None:
        """Gather every range that the story points at. Ranges that no line of the text holds get no anchor."""
        self.prefix = prefix
        self._numbers = numbers
        self._cited = {c.span for statement in story.account for c in statement.citations}
        self._ids: dict[Span, str] = {}
        self._of: dict[str, list[Span]] = {}
        blocks = {a: [b.span for b in _blocks(articles[a])] for a in numbers}
        for span in sorted(self._cited | set(_pointed_at(story))):
            if any(block.overlaps(span) for block in blocks.get(span.article, ())):
                self._ids[span] = f"{prefix}-a{numbers[span.article]}-{span.start}-{span.end}"
                self._of.setdefault(span.article, []).append(span)

    def article_id(self, article: str) -> str:
        """The anchor of an article's text."""
        return f"{self.prefix}-a{self._numbers[article]}"

    def href(self, span: Span) -> str:
        """The link to a range; to its article where the range has no anchor of its own."""
        return "#" + self._ids.get(span, self.article_id(span.article))

    def article_href(self, article: str) -> str:
        """The link to an article's text."""
        return "#" + self.article_id(article)

    def lines(self, article: Article) -> tuple[Line, ...]:
        """The text of an article, block by block, cut at the borders of its passages."""
        begun: set[str] = set()
        waiting = sorted(self._of.get(article.id, ()), key=lambda s: (s.start, -s.end))
        lines = []
        for block in _blocks(article):
            waiting = [s for s in waiting if s.end > block.span.start]
            parts = []
            for span in waiting:
                if span.start >= block.span.end:
                    break
                name = self._ids[span]
                start, end = max(span.start, block.span.start), min(span.end, block.span.end)
                parts.append(_Part(start, end, name, name not in begun, span in self._cited))
                begun.add(name)
            lines.append(Line(block, tuple(_cut(article.text, block.span, parts))))
        return tuple(lines)


class Addresses:
    """Where articles and their passages stand on a site, in the place of anchors on a page that has all texts."""

    def __init__(self, prefix: str) -> None:
        """`prefix` is that of the anchors that the page itself has."""
        self.prefix = prefix

    def href(self, span: Span) -> str:
        """The link to a range, marked in the version of the article that it was found in."""
        return f"{self.article_href(span.article)}?capture={span.capture[:HASH]}&at={span.start}-{span.end}#passage"

    def article_href(self, article: str) -> str:
        """The link to an article."""
        return "/articles/" + in_path(article)


@lru_cache(maxsize=4_096)
def in_path(name: str) -> str:
    """An id or a key as one part of an address's path."""
    return quote(name.encode("utf-8", "replace"), safe="")


def in_parts(lines: Iterable[Line]) -> list[str]:
    """The ids of the passages that are written in more than one part, for style rules that join the parts."""
    return list(dict.fromkeys(p.opens for line in lines for p in line.pieces if p.opens and not p.first))


def _pointed_at(story: Story) -> Iterable[Span]:
    for finding in story.findings:
        yield from (c.span for c in finding.claims)
    for disagreement in story.disagreements:
        yield from (c.span for side in disagreement.sides for c in side.claims)
    for quotation in story.quotations:
        yield from quotation.claims
    for derivation in story.derivations:
        yield from (span for pair in derivation.evidence for span in pair)


def _blocks(article: Article) -> tuple[Block, ...]:
    """The article's blocks; its lines as body where it has none."""
    if article.blocks or not article.text.strip():
        return article.blocks
    blocks, offset = [], 0
    for line in article.text.split("\n"):
        if line.strip():
            blocks.append(Block(article.span(offset, offset + len(line)), "body", "no blocks are known"))
        offset += len(line) + 1
    return tuple(blocks)


def _cut(text: str, block: Span, parts: Sequence[_Part]) -> Iterable[Piece]:
    """The words of a block with passages that nest: one that straddles the end of another is closed and reopened."""
    starting: dict[int, list[_Part]] = {}
    for part in parts:
        starting.setdefault(part.start, []).append(part)
    borders = sorted({block.start, block.end} | {p.start for p in parts} | {p.end for p in parts})
    stack: list[_Part] = []
    for border, following in zip(borders, [*borders[1:], block.end], strict=True):
        ending = [i for i, p in enumerate(stack) if p.end == border]
        if ending:
            closed, stack = stack[ending[0] :], stack[: ending[0]]
            yield from (Piece(closes=True) for _ in closed)
            reopened = [p for p in closed if p.end > border]
            yield from (Piece(opens=p.id, cited=p.cited) for p in reopened)
            stack += reopened
        for part in starting.get(border, ()):
            yield Piece(opens=part.id, first=part.first, cited=part.cited)
            stack.append(part)
        if following > border:
            yield Piece(words=text[border:following])
