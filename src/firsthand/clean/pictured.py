"""Captions as lines of their own, never a part of a paragraph, by the page's markup. Runs in the child process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from firsthand.clean.alignment import Lines, Place, align, offsets
from firsthand.clean.page import Line
from firsthand.clean.runs import Run


def with_captions(lines: Sequence[Line], runs: Sequence[Run]) -> list[Line]:
    """The lines with each caption and picture credit of the page apart, and those that extraction lost put back."""
    if not any(run.pictured for run in runs):
        return list(lines)
    places = align(runs, Lines(lines))
    cuts: dict[int, list[tuple[Place, Run]]] = defaultdict(list)
    for run, place in zip(runs, places, strict=True):
        if run.pictured and place:
            cuts[place.line].append((place, run))
    lost = _lost(runs, places, {line.text for line in lines})
    made: list[Line] = []
    for i, line in enumerate(lines):
        made.extend(_cut(line, cuts[i]) if i in cuts else [line])
        made.extend(Line(run.text, run.pictured) for run in lost.get(i, ()))
    return made


def _lost(runs: Sequence[Run], places: Sequence[Place | None], known: set[str]) -> dict[int, list[Run]]:
    """The captions that stand in no line, by the line after which they stand on the page, each once."""
    last = max((i for i, p in enumerate(places) if p), default=-1)
    lost: dict[int, list[Run]] = defaultdict(list)
    before: int | None = None
    for run, place in zip(runs[: last + 1], places, strict=False):
        if place:
            before = place.line if before is None else max(before, place.line)
        elif run.pictured and before is not None and run.text not in known:
            known.add(run.text)
            lost[before].append(run)
    return lost


def _cut(line: Line, found: Sequence[tuple[Place, Run]]) -> list[Line]:
    """A line cut before and behind each caption in it."""
    at = offsets(line.text)
    pieces: list[Line] = []
    end = 0
    for place, run in sorted(found, key=lambda f: f[0]):
        start, stop = at[place.start], at[place.end - 1] + 1
        if start < end:
            continue
        if line.text[end:start].strip():
            pieces.append(replace(line, text=line.text[end:start].strip()))
        pieces.append(Line(line.text[start:stop], run.pictured))
        end = stop
    if line.text[end:].strip():
        pieces.append(replace(line, text=line.text[end:].strip()))
    return pieces
