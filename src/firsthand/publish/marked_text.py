"""The text of an article with what was found in it: every kind of range at once, nested, cut where they cross.

It is written as HTML in one walk, since an article of 10,000 words has 12,000 borders: what comes from the text is
escaped and harmless, and what stands around it is made of words of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from markupsafe import Markup, escape

from firsthand.model import Article, Block, Reading, Span
from firsthand.publish.wording import harmless

#: What a range is. Where several begin and end alike, the ones that are named first enclose the others.
Layer = Literal["passage", "shared", "claim", "cited", "quoted", "speaker", "cue", "name"]
LAYERS: tuple[Layer, ...] = ("passage", "shared", "claim", "cited", "quoted", "speaker", "cue", "name")
_RANK = {layer: rank for rank, layer in enumerate(LAYERS)}
#: Layers that a reader was led to: they are `mark` in HTML, the others `span`.
_LED_TO = frozenset({"passage", "shared"})
#: What an id or a kind of ours may be made of.
_OURS = re.compile(r"[a-z0-9-]*")


class Marked(NamedTuple):
    """A range of a text, and what it is."""

    start: int
    end: int
    layer: Layer
    id: str = ""  #: of the first part of it; empty where nothing leads to it
    kind: str = ""  #: a word of ours that tells it from others of its layer: "person", "denied"
    lead: Markup = Markup()  #: stands before its words


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """One block of an article, written."""

    block: Block
    html: Markup


def marked_of(span: Span, layer: Layer, id: str = "", kind: str = "") -> Marked:
    """A range as it is marked."""
    return Marked(span.start, span.end, layer, id, kind)


def found_marks(reading: Reading) -> list[Marked]:
    """What reading an article found: quotations with cue and speaker, names, claims, each led to by its number.

    Ids are "q", "n" and "c" with the place of the quotation, the name or the claim in the annotations, from 1.
    """
    notes = reading.annotations
    marks = []
    for number, quotation in enumerate(notes.quotations, 1):
        marks += [marked_of(s, "cue") for s in quotation.cue]
        marks += [marked_of(s, "speaker") for s in quotation.source]
        for part, span in enumerate(quotation.content):
            marks.append(marked_of(span, "quoted", "" if part else f"q{number}", quotation.kind))
    for number, mention in enumerate(notes.mentions, 1):
        marks.append(marked_of(mention.span, "name", f"n{number}", mention.kind))
    for number, claim in enumerate(notes.claims, 1):
        marks.append(marked_of(claim.span, "claim", f"c{number}", "denied" if claim.negated else claim.certainty))
    return marks


def marked_lines(article: Article, marks: Iterable[Marked]) -> Iterator[MarkedLine]:
    """The text of an article, block by block, with its marks, in one walk over both."""
    waiting = sorted(marks, key=lambda m: (m.start, -m.end, _RANK[m.layer], m.id))
    begun: set[Marked] = set()
    write = _plain if harmless(article.text) != article.text else escape
    for block in blocks_of(article):
        start, end = block.span.start, block.span.end
        here: list[Marked] = []
        later: list[Marked] = []
        upto = 0
        for mark in waiting:
            if mark.start >= end:
                break
            upto += 1
            if mark.end > start:
                here.append(mark)
            if mark.end > end:
                later.append(mark)
        waiting[:upto] = later
        yield MarkedLine(block, Markup("".join(_pieces(article.text, start, end, here, begun, write))))


def blocks_of(article: Article) -> Sequence[Block]:
    """The article's blocks; its lines as body where it has none."""
    if article.blocks or not article.text.strip():
        return article.blocks
    blocks, offset = [], 0
    for line in article.text.split("\n"):
        if line.strip():
            blocks.append(Block(article.span(offset, offset + len(line)), "body", "no blocks are known"))
        offset += len(line) + 1
    return blocks


def _pieces(
    text: str,
    start: int,
    end: int,
    marks: Sequence[Marked],
    begun: set[Marked],
    write: Callable[[str], Markup],
) -> Iterator[str]:
    """The words of a block. A mark that goes on where one around it ends is closed with it and opened again."""
    stack: list[Marked] = []
    at, coming, count = start, 0, len(marks)
    while at < end:
        closing = len(stack)
        for i, mark in enumerate(stack):
            if mark.end <= at:
                closing = i
                break
        opening = []
        while len(stack) > closing:
            mark = stack.pop()
            yield _close(mark.layer)
            if mark.end > at:
                opening.append(mark)
        while coming < count and marks[coming].start <= at:
            opening.append(marks[coming])
            coming += 1
        if len(opening) > 1:
            opening.sort(key=lambda m: (-m.end, _RANK[m.layer]))
        for mark in opening:
            yield _open(mark, mark not in begun)
            begun.add(mark)
            stack.append(mark)
        following = marks[coming].start if coming < count and marks[coming].start < end else end
        for mark in stack:
            if mark.end < following:
                following = mark.end
        yield write(text[at:following])
        at = following
    for mark in reversed(stack):
        yield _close(mark.layer)


def _plain(words: str) -> Markup:
    return escape(harmless(words))


def _open(mark: Marked, first: bool) -> str:
    if not first:
        return f"<{_tag(mark.layer)} {_class(mark.layer, mark.kind, False)}>"
    named = f' id="{mark.id}"' if mark.id and _OURS.fullmatch(mark.id) else ""
    return f"<{_tag(mark.layer)}{named} {_class(mark.layer, mark.kind, True)}>{mark.lead}"


def _close(layer: Layer) -> str:
    return f"</{_tag(layer)}>"


def _tag(layer: Layer) -> str:
    return "mark" if layer in _LED_TO else "span"


@lru_cache(maxsize=256)
def _class(layer: Layer, kind: str, first: bool) -> str:
    """As an attribute. A kind that is no word of ours is left out: a store may come from elsewhere."""
    words = (layer, kind if _OURS.fullmatch(kind) else "", "first" if first else "")
    return f'class="{" ".join(filter(None, words))}"'
