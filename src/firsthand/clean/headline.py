"""The headline of a text that comes without one."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Words of a headline, from and to.
_FEWEST, _MOST = 3, 25
_FINAL = re.compile(r"[.!…:;,][\"'”’»)\]]*$")


def find_headline(lines: Sequence[str]) -> str | None:
    """The first line, if it reads like a headline and something longer follows."""
    rows = [" ".join(line.split()) for line in lines[:6] if line.strip()]
    if len(rows) < 2:
        return None
    first = rows[0]
    if not _FEWEST <= len(first.split()) <= _MOST or _FINAL.search(first) or not first[0].isprintable():
        return None
    if (
        re.match(r"(?:By|FILE|Photo|Image|Updated|Published|Advertisement|Subscribe|Share|Read|Enlarge)\b", first)
        or "http" in first
    ):
        return None
    return first if any(len(row) > len(first) for row in rows[1:]) else None
