"""Links inside of an article's lines, each with the exact place of its words. Runs in the child process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from firsthand.clean.address import resolve
from firsthand.clean.alignment import Lines, Place, align, find_cut, offsets
from firsthand.clean.page import Line, LineLink
from firsthand.clean.runs import Run

#: Links an article. Real articles have under 100; a list of 1,000 is no article's, and each costs a line of output.
MAX_LINKS = 500


def with_links(lines: Sequence[Line], runs: Sequence[Run], base: str | None) -> list[Line]:
    """The same lines, each with its links. A link whose place is in doubt is left out."""
    ready = Lines(lines)
    found: dict[int, list[tuple[Place, str]]] = defaultdict(list)
    number = 0
    for run, place in zip(runs, align(runs, ready), strict=True):
        for spot, url in islice(_places(run, place, ready, base), MAX_LINKS - number):
            found[spot.line].append((spot, url))
            number += 1
        if number >= MAX_LINKS:
            break
    linked = list(lines)
    for line, links in found.items():
        at = offsets(lines[line].text)
        ordered = sorted({(p.start, p.end, url) for p, url in links})
        linked[line] = replace(lines[line], links=tuple(_apart(at, ordered)))
    return linked


def _places(run: Run, place: Place | None, lines: Lines, base: str | None) -> Iterator[tuple[Place, str]]:
    for anchor in run.anchors:
        url = resolve(anchor.href, base)
        if url is None:
            continue
        if place:
            yield Place(place.line, place.start + anchor.start, place.start + anchor.end), url
        elif cut := find_cut(run, anchor.start, anchor.end, lines):
            yield cut, url


def _apart(at: Sequence[int], links: Sequence[tuple[int, int, str]]) -> Iterator[LineLink]:
    """The links in the line's own offsets, none of them inside of another."""
    end = 0
    for start, stop, url in links:
        if start >= end:
            yield LineLink(at[start], at[stop - 1] + 1, url)
            end = stop
