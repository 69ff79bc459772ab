"""Languages in words."""

from __future__ import annotations

from functools import cache
from typing import Any

from firsthand.publish.wording import language_tag


@cache
def _languages() -> Any:  # noqa: ANN401  (a table of babel's)
    from babel import Locale

    return Locale("en").languages


def language_name(tag: str) -> str:
    """A language in words: "German", "English (en-GB)"; what is no tag, or not known, as it is written."""
    if tag == "und":
        return "language not known"
    if language_tag(tag) is None:
        return tag
    main, _, rest = tag.partition("-")
    name = _languages().get(main.lower())
    return tag if name is None else f"{name} ({tag})" if rest else str(name)
