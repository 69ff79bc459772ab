"""Where a list goes on: the last row that was given, packed for an address. Nothing in it is secret, or trusted."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from starlette.exceptions import HTTPException

#: Characters of the longest cursor of ours, by far.
LONGEST = 1_000


def pack(*place: str | int) -> str:
    """A place in a list, as an address can hold it."""
    text = json.dumps(place, ensure_ascii=True, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def unpack(cursor: str | None, *kinds: type[str] | type[int]) -> Any | None:  # noqa: ANN401  (as long as `kinds`)
    """The place of a cursor, a value of each of `kinds`; None where none is given.

    Raises HTTPException 422 where it is none of ours.
    """
    if cursor is None:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        place = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")).decode("ascii"))
    except (binascii.Error, UnicodeError, ValueError, RecursionError):
        place = None
    if not isinstance(place, list) or [type(v) for v in place] != list(kinds) or not all(map(_sane, place)):
        raise HTTPException(422, "cursor: It is none that a list here has given.")
    return tuple(place)


def _sane(value: str | int) -> bool:
    """What a database takes: no NUL, nothing that is half a character, no number beyond 64 bits."""
    if isinstance(value, int):
        return abs(value) < 1 << 62
    return "\x00" not in value and value.isprintable()
