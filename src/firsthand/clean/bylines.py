"""Who wrote an article, out of the lines that say so."""

from __future__ import annotations

from collections.abc import Iterable

from firsthand.clean.blocks import split_byline
from firsthand.model import Role


def find_byline(lines: Iterable[tuple[str, Role]], publisher: str | None = None) -> tuple[str, ...]:
    """The names in the first line that is a byline; the publisher's own, which often follows them, is not one."""
    for text, role in lines:
        if role == "byline":
            names = tuple(n for n in split_byline(text) if n.lower() != (publisher or "").lower())
            if names:
                return names
    return ()
