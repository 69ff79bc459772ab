"""The headline of a text that comes without one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.clean.blocks import judge_lines
from firsthand.clean.page import Line

#: Words of a headline, from and to.
_FEWEST, _MOST = 3, 25
#: Words up to which a line in capitals may be the publisher's name above the headline.
_MASTHEAD = 5
#: Lines among which the headline is looked for: furniture, captions and bylines may stand before it.
_LOOKED_AT = 15
_FINAL = re.compile(r"[.!…:;,_-][\"'”’»)\]]*$")


def find_headline(lines: Sequence[Line]) -> str | None:
    """The first line that is no furniture, caption or byline, if it reads like a headline and a longer one follows."""
    head = [Line(" ".join(line.text[:1000].split())) for line in lines[:_LOOKED_AT] if line.text.strip()]
    masthead = None
    for i, (line, judgement) in enumerate(zip(head, judge_lines(head), strict=True)):
        words = line.text.split()
        if judgement.role not in ("body", "subheading") or len(words) < _FEWEST:
            continue
        if not _reads_so(line.text, [after.text for after in head[i + 1 :]]):
            return masthead
        if masthead or not line.text.isupper() or len(words) > _MASTHEAD:
            return line.text
        masthead = line.text
    return masthead


def _reads_so(text: str, following: Sequence[str]) -> bool:
    if not _FEWEST <= len(text.split()) <= _MOST or _FINAL.search(text) or not text[0].isprintable() or "http" in text:
        return False
    return any(len(line) > len(text) for line in following)
