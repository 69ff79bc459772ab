"""Where a lead begins behind its dateline: "HALVEN, March 14 (Tessera) - "."""

from __future__ import annotations

import re

_DATELINE = re.compile(
    r"(?:[A-Z][\w.'’-]*[ ,]+){1,6}(?:\w+\.? \d{1,2},? )?\([A-Z][^()\n]{1,40}\)\s*[-–—]+\s*"
    r"|[A-Z][A-Z .'’-]{2,30}(?:, [^()\n]{1,30})?(?: \([^()\n]{1,40}\))?\s+[-–—]+\s+|\([A-Z][\w ]{1,30}\)\s*[-–—]*\s*"
)


def after_dateline(text: str, start: int, end: int) -> int:
    """The offset in [start, end) at which the line's own words begin: `start` itself where it has no dateline."""
    found = _DATELINE.match(text, start, end)
    return found.end() if found and found.end() < end else start
