"""Who wrote an article, out of the lines that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable

from firsthand.clean.blocks import split_byline
from firsthand.model import Role


def find_byline(lines: Iterable[tuple[str, Role]]) -> tuple[str, ...]:
    """The names in the first line that is a byline."""
    for text, role in lines:
        if role == "byline":
            names = split_byline(text)
            if names:
                return names
    return ()


def split_names(names: str) -> tuple[str, ...]:
    """One name each."""
    return tuple(n.strip() for n in re.split(r",? (?:and|&) |, ", names) if n.strip())
