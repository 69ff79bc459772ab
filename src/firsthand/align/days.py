"""The day of a happening, by vote of the articles that report it; and what lasted from one day to another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from firsthand.model import Claim, Span, TimeExpression

#: How finely a happening is dated: year, month, day, as the length of the ISO date.
_STEPS = (4, 7, 10)
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(?=$|T)")
_LOOK_BACK = 16  #: code points before a time in which "from" or "between" stands
_FROM = re.compile(r"\b(?:from|between|during)\s+(?:the\s+)?$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:to|and|until|till|through)\s+(?:the\s+)?", re.IGNORECASE)
_DASH = re.compile(r"\s*[-–—]\s*")


def happened(claims: Sequence[Claim]) -> str | None:
    """The day, month or year that most articles give, the earlier of two; None where none gives one.

    Claims whose own clause gives a day decide; a day that stands elsewhere in the sentence counts where there is no
    other. Years are voted on first, then the months of the year chosen, then its days: "in 2014" speaks for April 14,
    2014, not against it.
    """
    own = [c for c in claims if c.happened and c.dated]
    said = {(c.happened, c.span.article) for c in own or claims if c.happened}
    chosen = ""
    for length in _STEPS:
        voices: dict[str, set[str]] = {}
        for day, article in said:
            if len(day) >= length and day.startswith(chosen):
                voices.setdefault(day[:length], set()).add(article)
        if not voices:
            break
        chosen = min(voices, key=lambda d: (-len(voices[d]), d))
    return chosen or None


def find_intervals(times: Sequence[TimeExpression], text: str) -> Iterator[tuple[Span, str]]:
    """The times that begin an interval, each with its last day, month or year: "from June to August", "3-5 March".

    `times` are in the order of the text.
    """
    for first, last in pairwise(t for t in times if t.kind in ("DATE", "TIME")):
        start, end = _DAY.match(first.value), _DAY.match(last.value)
        between = text[first.span.end : last.span.start]
        if not (start and end and between and len(start[0]) == len(end[0]) and start[0] < end[0]):
            continue
        opened = _FROM.search(text[max(0, first.span.start - _LOOK_BACK) : first.span.start])
        if _DASH.fullmatch(between) or (opened and _TO.fullmatch(between)):
            yield first.span, end[0]
