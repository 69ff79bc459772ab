"""Refuses pages that a parser could choke on, by looking at the characters alone.

One pass, linear in the length of the page, so that a hostile page is named within milliseconds on any machine.
"""

from __future__ import annotations

import re

#: Tags a page. The busiest of 397 real article pages has under 10,000; a table of 100,000 rows took the parser 7.5 s
#: and 416 MB.
MAX_TAGS = 100_000
#: Attributes a tag. libxml2 compares each with all before it: 200,000 of them did not return in a minute. Real tags
#: have under 100.
MAX_ATTRIBUTES = 5_000
#: Characters of a tag below which it cannot hold more attributes than that.
_LONG_TAG = 2 * MAX_ATTRIBUTES
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
#: A document type with an internal subset, or an entity of its own: no page of news has one.
_DECLARES = re.compile(r"<!doctype[^>\[]{0,2000}\[|<!(?:entity|element|attlist)\b", re.I)
#: Declarations stand before the first element.
_PROLOGUE = 20_000


def hostile(html: str) -> str | None:
    """Why the page is not parsed, in one sentence, or None."""
    tags = html.count("<")
    if tags > MAX_TAGS:
        return f"The page has {tags:,} tags; the limit is {MAX_TAGS:,}."
    if _DECLARES.search(html, 0, _PROLOGUE):
        return "The page declares a document type or entities of its own."
    pieces = html.split("<")
    for i, piece in enumerate(pieces):
        if len(piece) >= _LONG_TAG and piece[:1].isalpha() and not _in_script(pieces, i):
            count = len(_QUOTED.sub("x", piece.split(">", 1)[0]).split()) - 1
            if count > MAX_ATTRIBUTES:
                return f"One tag of the page has {count:,} attributes; the limit is {MAX_ATTRIBUTES:,}."
    return None


def _in_script(pieces: list[str], index: int) -> bool:
    """Whether the piece stands in a script or style, where "<" is no tag."""
    for piece in reversed(pieces[max(0, index - 5000) : index]):
        name = piece[:7].lower()
        if name.startswith(("/script", "/style")):
            return False
        if name.startswith(("script", "style")):
            return True
    return False
