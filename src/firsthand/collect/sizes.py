"""How large an input may be."""

from __future__ import annotations

from typing import Literal

#: Bytes of plain text an article. The longest report in the sets we measure on has 0.1 MB; reading time and memory of
#: the tagger grow with it, and a text at this limit takes some 20 s. A book given as one file is refused.
TEXT_BYTES = 500_000
#: Bytes of HTML a page. The largest of 397 real pages has 1.8 MB.
HTML_BYTES = 10_000_000
#: Bytes of one line of JSON Lines, unpacked: a page at its limit with room for escapes. Bounds what a gzip bomb takes.
LINE_BYTES = 12_000_000


def oversize(size: int, media: Literal["text", "html"]) -> str | None:
    """Why content of that many bytes is refused, in one sentence, or None."""
    limit = TEXT_BYTES if media == "text" else HTML_BYTES
    if size <= limit:
        return None
    return f"Larger than an article may be: {in_words(size)}, the limit for {media} is {in_words(limit)}."


def in_words(size: int) -> str:
    """A number of bytes for people."""
    return f"{size / 1e6:.1f} MB"
