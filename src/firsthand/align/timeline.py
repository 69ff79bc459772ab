"""What happened when: by the day of happening, not of reporting."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model import Finding, TimelineEntry


def make_timeline(findings: Sequence[Finding]) -> tuple[TimelineEntry, ...]:
    """The dated findings in order of their day; a month comes before its days, a year before its months."""
    dated = [f for f in findings if f.happened]
    return tuple(
        TimelineEntry(f.happened or "", f.id)
        for f in sorted(dated, key=lambda f: (f.happened or "", -f.independent_sources, f.id))
    )
