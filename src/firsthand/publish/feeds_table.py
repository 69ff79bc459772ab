"""How followed feeds are, as a table for people and as JSON for scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

#: Letters of a terminal from which on feeds stand in one line each.
WIDE = 100
#: The order in which feeds are listed: what wants a person first.
ORDER = ("gone", "failing", "new", "quiet", "well", "unfollowed")

_COLORS = {"gone": "red", "failing": "red", "new": "cyan", "quiet": "yellow", "well": "green", "unfollowed": "dim"}


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One feed, as it is told of."""

    url: str
    title: str | None
    kind: str
    health: str  #: one of ORDER
    sentence: str  #: the health in words
    outcome: str | None  #: of the last look, in words
    added_at: datetime
    looked_at: datetime | None
    answered_at: datetime | None  #: the last look that it could be used at
    changed_at: datetime | None  #: the last look that brought a new entry
    due_at: datetime | None  #: None where it is not looked at any more
    interval: float  #: seconds
    failures: int  #: looks in a row
    entries: int  #: that it has brought
    pages: Mapping[str, int]  #: of its entries, by state
    trouble: Sequence[tuple[str, int]]  #: why pages of it could not be kept, and how many each


def in_order(lines: Sequence[FeedLine]) -> list[FeedLine]:
    """What wants a person first, then by address."""
    return sorted(lines, key=lambda line: (ORDER.index(line.health), line.url))


def feed_record(line: FeedLine) -> dict[str, Any]:
    """A feed as JSON has it."""
    return {
        "url": line.url,
        "title": line.title,
        "kind": line.kind,
        "health": line.health,
        "sentence": line.sentence,
        "outcome": line.outcome,
        "added_at": _json_time(line.added_at),
        "looked_at": _json_time(line.looked_at),
        "answered_at": _json_time(line.answered_at),
        "changed_at": _json_time(line.changed_at),
        "due_at": _json_time(line.due_at),
        "interval": round(line.interval),
        "failures": line.failures,
        "entries": line.entries,
        "pages": dict(sorted(line.pages.items())),
        "trouble": [{"reason": reason, "pages": count} for reason, count in line.trouble],
    }


def print_feeds(lines: Sequence[FeedLine], console: Console) -> None:
    """Print the feeds, those that want a person first, and a line that sums up."""
    from rich.text import Text

    if not lines:
        console.print("No feed is followed. Follow one: firsthand follow URL", markup=False)
        return
    for line in in_order(lines):
        head = Text(f"{line.health:<8}", style=_COLORS[line.health])
        head.append(plain(line.title or line.url), style="bold")
        console.print(head, soft_wrap=True)
        if line.title:
            _say(console, line.url)
        _say(console, line.sentence)
        if line.outcome and line.health not in ("well", "unfollowed"):
            _say(console, f"Last look: {line.outcome}")
        _say(console, _times(line))
        _say(console, _pages(line))
        for reason, count in line.trouble[:1]:
            _say(console, f"{count} of its pages: {reason}")
    counts = [(h, sum(line.health == h for line in lines)) for h in ORDER]
    total = f"{len(lines)} feed{'s' * (len(lines) != 1)}: " + ", ".join(f"{n} {h}" for h, n in counts if n) + "."
    console.print(total, markup=False)


def time_text(moment: datetime | None) -> str:
    """A moment for people: "2026-01-05 06:00 UTC"; "never" where there is none."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC") if moment else "never"


def _times(line: FeedLine) -> str:
    looked = f"Looked at {time_text(line.looked_at)}, last new entry {time_text(line.changed_at)}"
    return f"{looked}, next look {time_text(line.due_at)}."


def _pages(line: FeedLine) -> str:
    states = ", ".join(f"{count} {state}" for state, count in sorted(line.pages.items()) if count)
    entries = f"{line.entries:,} entr{'y' if line.entries == 1 else 'ies'}"
    return f"{entries}: {states}." if states else f"{entries}."


def _say(console: Console, words: str) -> None:
    from rich.text import Text

    console.print(Text(" " * 8 + plain(words)), soft_wrap=True)


def plain(words: str) -> str:
    """Control characters out of hostile titles made visible."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in words)


def _json_time(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None
