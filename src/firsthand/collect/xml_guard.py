"""What stands before a document's first element, and what no XML parser may see.

A document type with declarations of its own can hold entities that unfold to gigabytes or that name files of this
machine. It is refused here, by one linear look at the characters; and since only the part from the first element on is
handed to a parser, none ever reads a declaration. The plain `<!DOCTYPE rss PUBLIC …>` of RSS 0.91 is passed over.
"""

from __future__ import annotations

import re
from typing import NamedTuple

#: Attributes of one tag: real ones have under 50 (an `<rss>` with all its namespaces), and parsers compare each with
#: those before it.
MAX_ATTRIBUTES = 2_000
#: Bytes before the feed itself in which a warning of a broken server, a license comment or blank lines may stand.
PROLOGUE = 65_536
#: Names of the first elements of feeds.
ROOTS = frozenset({"rss", "rdf", "feed", "entry", "channel", "opml", "urlset", "sitemapindex"})
_SPACE = re.compile(rb"[\s\x00-\x20]*+")
_NAME = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,60}:)?([A-Za-z_][\w.-]{0,60})(?=[\s>/])")
_ROOT = re.compile(rb"<(?:[a-z_][\w.-]{0,60}:)?(?:rss|rdf|feed|opml|urlset|sitemapindex)(?=[\s>])", re.I)
_DECLARES = re.compile(rb"<!(?:entity|element|attlist|notation)\b|<!doctype[^<>\[]{0,2000}\[", re.I)
_PAGE = re.compile(rb"<!doctype\s{1,9}html|<(?:html|head|body|title|script|meta|div)[\s>]", re.I)
_QUOTED = re.compile(rb"\"[^\"<]*+\"|'[^'<]*+'")
_LONG_TAG = re.compile(rb"<[A-Za-z_:][^<>]{%d,}+>" % (3 * MAX_ATTRIBUTES))


class Opening(NamedTuple):
    """How a document begins."""

    root: str  #: local name of its first element in lower case; "" where there is none
    start: int  #: where that element stands
    complaint: str | None  #: where something stands before it that does not belong there


def find_opening(document: bytes) -> Opening:
    """The first element, past what may stand before it, or past a warning that the server printed into the feed."""
    start = _after_prologue(document)
    name = _NAME.match(document, start)
    root = name[1].decode("ascii").lower() if name else ""
    if root not in ROOTS:
        found = _ROOT.search(document, start, PROLOGUE)
        if found and not _PAGE.search(document, 0, found.start()):
            again = _NAME.match(document, found.start())
            junk = document[start : found.start()].split(b"<?xml")[0]
            shown = " ".join(re.sub(rb"<[^<>]*+>", b" ", junk).decode("utf-8", "replace").split())[:60]
            complaint = f"Something stands before the feed: {shown!r}."
            return Opening(again[1].decode("ascii").lower() if again else "", found.start(), complaint)
    before = document[:start]
    spaced = b"<?xml" in before and not before.startswith(b"<?xml")
    return Opening(root, start, "The XML declaration is not at the very beginning." if spaced else None)


def is_web_page(document: bytes) -> bool:
    """Whether it looks like HTML."""
    return bool(_PAGE.search(document, 0, PROLOGUE))


def refusal(document: bytes, opening: Opening) -> str | None:
    """Why no parser may see the document, in one sentence, or None."""
    if _DECLARES.search(_without_comments(document[: opening.start])):
        return "It declares a document type or entities of its own, which feeds have no use for and attacks have."
    for tag in _LONG_TAG.finditer(document, opening.start):
        count = _QUOTED.sub(b"", tag.group()).count(b"=")
        if count > MAX_ATTRIBUTES:
            return f"One of its tags has {count:,} attributes; the limit is {MAX_ATTRIBUTES:,}."
    return None


def _after_prologue(document: bytes) -> int:
    """Where the declaration, comments, instructions, document type and blanks at the beginning end."""
    at = 0
    while True:
        at = _end_of(_SPACE, document, at)
        for opener, closer in ((b"<?", b"?>"), (b"<!--", b"-->"), (b"<!", b">")):
            if document.startswith(opener, at):
                end = document.find(closer, at + len(opener))
                if end < 0:
                    return at
                at = end + len(closer)
                break
        else:
            return at


def _end_of(pattern: re.Pattern[bytes], document: bytes, at: int) -> int:
    found = pattern.match(document, at)
    return found.end() if found else at


def _without_comments(text: bytes) -> bytes:
    """The text without its comments; one that does not end is kept."""
    parts, at = [], 0
    while (start := text.find(b"<!--", at)) >= 0:
        end = text.find(b"-->", start + 4)
        if end < 0:
            break
        parts.append(text[at:start])
        at = end + 3
    return b" ".join((*parts, text[at:]))
