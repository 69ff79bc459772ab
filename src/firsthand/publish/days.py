"""The lines of a timeline in words: what happened, what is announced and what went before, apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.model import TimelineEntry, TimelineKind
from firsthand.publish.wording import when_words

#: The kinds of lines in the order in which they are shown, with what stands over them.
KINDS: dict[TimelineKind, str] = {
    "happened": "What happened when",
    "announced": "What is announced",
    "background": "What went before",
}


def by_kind(timeline: Sequence[TimelineEntry]) -> Iterator[tuple[str, list[TimelineEntry]]]:
    """Each heading with its lines, in the order of happening; headings without lines are left out."""
    for kind, heading in KINDS.items():
        entries = [e for e in timeline if e.kind == kind]
        if entries:
            yield heading, entries


def entry_words(entry: TimelineEntry) -> str:
    """The day of a line, with its hour or part of day: "14 March 2026, 05:30", "March 2026"."""
    return ", ".join(filter(None, (when_words(entry.when), entry.time)))
