"""What a check says: one line, a level, and the way out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from firsthand.desk.opening import Desk

Level = Literal["ok", "warn", "fault"]


@dataclass(frozen=True, slots=True)
class Line:
    """What came of one check."""

    name: str
    level: Level
    said: str  #: one sentence
    way_out: str | None = None  #: what a person can do about it


@dataclass(frozen=True, slots=True)
class Examined:
    """What is examined, and how."""

    desk: Desk
    now: datetime
    full: bool  #: everything, and not a sample


Check = Callable[[Examined], Line]

#: What mends everything that can be made again from the articles.
MEND = "`firsthand doctor --mend` makes it again."
#: What is left where what was kept is damaged.
RESTORE = "Restore the store from a copy, as docs/how-to/look-after-a-store.md says."


def some_of(names: list[str], count: int = 3) -> str:
    """The first few of them, for a sentence."""
    more = f" and {len(names) - count} more" if len(names) > count else ""
    return ", ".join(names[:count]) + more
