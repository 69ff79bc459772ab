"""Where the runs of a page stand in the lines that extraction made of it. Runs in the child process."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from firsthand.clean.page import Line
from firsthand.clean.runs import Run, squeeze

#: Characters of a run, without white space, from which it is looked for inside of longer lines. Shorter ones, such as
#: "Read more", stand in many.
INSIDE = 20
#: Runs looked for so. Real pages need some tens; each costs one pass over the text.
MAX_SEARCHES = 1000
#: Characters on one side of a link by which it is found where its run was cut.
CONTEXT = 24


class Place(NamedTuple):
    """A range of one line, counted in characters that are no white space."""

    line: int
    start: int
    end: int


class Lines:
    """The lines, made ready to be searched without regard to white space."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Their order is kept."""
        self._squeezed = [squeeze(line.text) for line in lines]
        self._all = "\n".join(self._squeezed)
        self._starts: list[int] = []
        self._whole: dict[str, list[int]] = defaultdict(list)
        offset = 0
        for i, text in enumerate(self._squeezed):
            self._starts.append(offset)
            self._whole[text].append(i)
            offset += len(text) + 1
        self._searches = 0

    def whole(self, text: str) -> list[int]:
        """The lines that are this text from end to end."""
        return self._whole.get(text, [])

    def within(self, text: str) -> Place | None:
        """The one place where it stands inside of a line; None where there is none or more than one."""
        self._searches += 1
        if self._searches > MAX_SEARCHES or not text:
            return None
        at = self._all.find(text)
        if at < 0 or self._all.find(text, at + 1) >= 0:
            return None
        line = bisect_right(self._starts, at) - 1
        start = at - self._starts[line]
        return Place(line, start, start + len(text))


def align(runs: Sequence[Run], lines: Lines) -> list[Place | None]:
    """A place for each run that has one beyond doubt: a text that stands in more lines than runs, or fewer, has none.

    Unless the runs say the same of themselves: then the first of them stand in the lines.
    """
    same: dict[str, list[int]] = defaultdict(list)
    for i, run in enumerate(runs):
        same[run.squeezed].append(i)
    places: list[Place | None] = [None] * len(runs)
    for text, numbers in same.items():
        found = lines.whole(text)
        if found:
            alike = len({tuple(a.href for a in runs[i].anchors) for i in numbers}) == 1
            if len(found) == len(numbers) or alike:
                for i, line in zip(numbers, found, strict=False):
                    places[i] = Place(line, 0, len(text))
        elif len(numbers) == 1 and len(text) >= INSIDE:
            places[numbers[0]] = lines.within(text)
    return places


def find_cut(run: Run, start: int, end: int, lines: Lines) -> Place | None:
    """The place of a part of a run that was not taken whole, by what stands before or behind it in the run."""
    before, after = run.squeezed[max(0, start - CONTEXT) : start], run.squeezed[end : end + CONTEXT]
    anchor = run.squeezed[start:end]
    if len(before) + len(after) < CONTEXT:
        return None
    for left, right in ((before, after), (before, ""), ("", after)):
        if len(left) + len(right) >= CONTEXT:
            found = lines.within(left + anchor + right)
            if found:
                return Place(found.line, found.start + len(left), found.end - len(right))
    return None


def offsets(text: str) -> list[int]:
    """The place in the text of each of its characters that is no white space."""
    return [i for i, c in enumerate(text) if not c.isspace()]
