"""What is new, as a mail: HTML and plain text of equal content, from one `Digest`.

No picture, no script, nothing that tells who reads when: links lead to the site's own pages and to the sources alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from firsthand.publish.templating import make_environment
from firsthand.publish.wording import UPPER_BOUND, counted, one_line, safe_url

if TYPE_CHECKING:
    from jinja2 import Environment

#: Columns of the text: quoted in an answer it still fits into 80.
WIDTH = 74
_INDENT = "   "


@dataclass(frozen=True, slots=True)
class Source:
    """Where words stand."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, a value or a headline, with where it stands."""

    text: str
    sources: tuple[Source, ...]
    more: int = 0  #: sources that are left out
    language: str = "und"


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one kind, under a title of their own unless they tell the story."""

    title: str | None
    lines: tuple[Line, ...]
    more: int = 0  #: lines that are left out


@dataclass(frozen=True, slots=True)
class Item:
    """What is new of one story."""

    id: str
    headline: str
    url: str  #: of its page here
    new: bool  #: the story itself
    counts: str  #: in words: how widely it is told by now
    news: str  #: in words: what came
    parts: tuple[Part, ...]
    language: str = "und"


@dataclass(frozen=True, slots=True)
class Digest:
    """All that is new, the most widely told first."""

    title: str  #: the subject of the mail
    summary: str  #: how much is new, in a sentence or two
    items: tuple[Item, ...]
    more: int  #: stories that are left out
    site: str  #: the address of the pages
    why: str = ""  #: why somebody gets it, in a sentence
    unsubscribe: str | None = None


def digest_html(digest: Digest) -> str:
    """As the HTML part of a mail."""
    return _environment().get_template("digest_mail.html.j2").render(digest=digest, upper_bound=UPPER_BOUND)


def digest_text(digest: Digest) -> str:
    """As the plain text part of a mail, in lines of WIDTH; addresses are never broken."""
    return "\n".join(_lines(digest)) + "\n"


def digest_record(digest: Digest) -> dict[str, Any]:
    """As JSON: for webhooks."""
    return {
        "title": one_line(digest.title),
        "summary": digest.summary,
        "stories": [
            {
                "id": item.id,
                "headline": one_line(item.headline),
                "url": item.url,
                "new": item.new,
                "counts": item.counts,
                "news": item.news,
                "parts": [_part_record(part) for part in item.parts],
            }
            for item in digest.items
        ],
        "more_stories": digest.more,
    }


def digest_short(digest: Digest, most: int = 5) -> str:
    """As a message of a few lines: for services that show little."""
    lines = [digest.summary]
    for item in digest.items[:most]:
        lines += [f"{one_line(item.headline)} ({item.counts})", item.url]
    left = digest.more + len(digest.items[most:])
    return "\n".join([*lines, *([f"And {counted(left, 'more story', 'more stories')}."] if left else [])])


def _part_record(part: Part) -> dict[str, Any]:
    lines = [
        {
            "text": one_line(line.text),
            "sources": [{"name": one_line(s.name), "url": safe_url(s.url)} for s in line.sources],
            "more_sources": line.more,
        }
        for line in part.lines
    ]
    return {"title": part.title and one_line(part.title), "lines": lines, "more_lines": part.more}


def _lines(digest: Digest) -> Iterator[str]:
    yield from wrapped(one_line(digest.title))
    yield ""
    yield from wrapped(digest.summary)
    for number, item in enumerate(digest.items, 1):
        yield ""
        yield ""
        yield from _item_lines(number, item)
    if digest.more:
        yield ""
        yield ""
        yield from wrapped(f"And {counted(digest.more, 'more story', 'more stories')}: {digest.site}")
    yield ""
    yield "-" * WIDTH
    yield from wrapped(UPPER_BOUND)
    if digest.why:
        yield from wrapped(one_line(digest.why))
    if digest.unsubscribe:
        yield f"Unsubscribe: {digest.unsubscribe}"


def _item_lines(number: int, item: Item) -> Iterator[str]:
    yield from wrapped(f"{number}. {one_line(item.headline)}", later=_INDENT)
    yield from wrapped(f"{'New story' if item.new else 'News'}: {item.news}", _INDENT, _INDENT)
    yield from wrapped(item.counts, _INDENT, _INDENT)
    yield _INDENT + item.url
    for part in item.parts:
        yield ""
        if part.title:
            yield from wrapped(one_line(part.title), _INDENT, _INDENT)
        for place, line in enumerate(part.lines):
            if place and part.title is None:
                yield ""
            yield from _part_lines(line, bullet=part.title is not None)
        if part.more:
            yield f"{_INDENT}And {part.more:,} more."


def _part_lines(line: Line, bullet: bool) -> Iterator[str]:
    first = _INDENT + ("* " if bullet else "")
    yield from wrapped(one_line(line.text), first, " " * len(first))
    under = " " * len(first)
    for source in line.sources:
        url = safe_url(source.url)
        yield from wrapped(f"[{one_line(source.name)}] {url or ''}".rstrip(), under + "- ", under + "  ")
    if line.more:
        yield f"{under}- and {counted(line.more, 'more source')}"


def wrapped(text: str, first: str = "", later: str = "") -> Sequence[str]:
    """Text in lines of WIDTH at most, but for a word or an address that is longer."""
    lines = textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
    )
    return lines or [first.rstrip()]


@cache
def _environment() -> Environment:
    return make_environment()
