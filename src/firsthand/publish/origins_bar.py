"""The articles of a story as one bar, a segment an origin: how much of the coverage rests on how few texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.publish.outlets import SIGNS, Mark
from firsthand.publish.storypage import Source
from firsthand.publish.wording import counted, listed

#: Measures of the drawing, in hundredths of its width: it is as wide as the page lets it be.
WIDTH = 100.0
GAP = 0.7
#: Hundredths below which no sign fits into a cell, on a telephone as elsewhere.
ROOM = 4.5
#: Origins named in the sentence.
NAMED = 2


@dataclass(frozen=True, slots=True)
class BarCell:
    """One article."""

    x: float
    width: float
    mark: Mark
    sign: str  #: empty where there is no room
    tip: str
    leads: bool  #: the others of its origin rest on it


@dataclass(frozen=True, slots=True)
class OriginsBar:
    """What the template draws, and its sentence."""

    cells: tuple[BarCell, ...]
    sentence: str


def origins_bar(sources: Sequence[Source]) -> OriginsBar | None:
    """The bar of a story's origins, in the order given; None where no origins are known."""
    total = sum(1 + len(s.copies) for s in sources)
    if not total:
        return None
    gap = min(GAP, WIDTH / total / 3)
    unit = (WIDTH - gap * (len(sources) - 1)) / total
    cells, x = [], 0.0
    for source in sources:
        for member in (source.lead, *source.copies):
            leads = member is source.lead
            sign = SIGNS[member.mark.mark] if unit >= ROOM else ""
            tip = f"{member.name}, {member.mark.mark}" + ("" if leads else f", on the text of {source.lead.name}")
            cells.append(BarCell(round(x, 2), round(unit, 2), member.mark.mark, sign, tip, leads))
            x += unit
        x += gap
    return OriginsBar(tuple(cells), _sentence(sources, total))


def _sentence(sources: Sequence[Source], total: int) -> str:
    if total == 1:
        return "One article, one origin."
    folded = [s for s in sources if s.copies]
    if not folded:
        return f"Each of the {counted(total, 'article')} stands alone: none was found to rest on another’s text."
    named = [f"{1 + len(s.copies)} of {total} articles rest on the text of {_text_of(s)}" for s in folded[:NAMED]]
    more = f", and {counted(len(folded) - NAMED, 'more text')} {'is' if len(folded) - NAMED == 1 else 'are'} shared"
    alone = len(sources) - len(folded)
    told = listed(named) + (more if len(folded) > NAMED else "")
    rest = f" {counted(alone, 'article')} {'stands' if alone == 1 else 'stand'} alone." if alone else ""
    return f"{told}.{rest[:1]}{rest[1:2].upper()}{rest[2:]}"


def _text_of(source: Source) -> str:
    name = source.lead.name
    return f"{source.credited}, first seen in {name}" if source.credited and source.credited != name else name
