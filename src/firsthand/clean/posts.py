"""The posts of a live blog: where each begins and ends, its time and its headline. Runs in the child process.

By the markup of the page, else by what its JSON-LD says of each update.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from firsthand.clean.alignment import Lines, align
from firsthand.clean.dates import read_date
from firsthand.clean.linked_data import Node, text_of
from firsthand.clean.page import Line, PagePost
from firsthand.clean.runs import Run, squeeze

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Posts that are read: a day of a large live blog has some 200.
MAX_POSTS = 1000
#: Posts below which a page is no live blog.
FEWEST = 2
#: Share of the posts' words that extraction must have found; otherwise the posts are read by themselves.
FOUND_SHARE = 0.8
#: Characters, without white space, by which an update of the JSON-LD is found in the text.
_KEY = 60
#: Share of a run's characters in links, and its words, from and under which it is furniture of the post.
_LINK_SHARE, _FEW_WORDS = 0.5, 10
_NAMED = re.compile(
    r"(?:^|[\s_-])live-?(?:blog|coverage|update|feed|stream)s?(?:[-_]{1,2}\w{1,12})?[-_]{1,2}(?:post|entry|item|block|update|card)"
    r"(?:$|\s)|(?:^|\s)(?:lb|liveblog)-?(?:post|entry|item|block|update)(?:$|\s)|(?:^|\s)live-?(?:post|update|entry)(?:$|\s)",
    re.I,
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h\d)\b[^<>]{0,200}>|[\r\n\u2028\u2029]+", re.I)
_SPACE = re.compile(r"\s+")


class Update(NamedTuple):
    """One post as the JSON-LD has it."""

    about: PagePost
    lines: tuple[str, ...]


def read_updates(nodes: Iterable[Node]) -> list[Update]:
    """The updates of the page's live blog, as its JSON-LD lists them."""
    for node in nodes:
        listed = node.get("liveBlogUpdate")
        if listed:
            updates = listed if isinstance(listed, list) else [listed]
            return [_update(u) for u in updates[:MAX_POSTS] if isinstance(u, dict)]
    return []


def _update(node: Node) -> Update:
    headline = text_of(node.get("headline")) or text_of(node.get("name"))
    written = node.get("articleBody")
    body = _BREAK.split(written) if isinstance(written, str) else []
    plain = (_SPACE.sub(" ", html.unescape(_TAG.sub("", piece))).strip() for piece in body)
    return Update(
        PagePost(read_date(text_of(node.get("datePublished")) or ""), headline), tuple(p for p in plain if p)
    )


def find_posts(tree: HtmlElement) -> dict[HtmlElement, int]:
    """The elements that hold a live blog's posts, numbered in order; none where there are fewer than two."""
    found: dict[HtmlElement, int] = {}
    inside: set[HtmlElement] = set()
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.getparent() in inside or element.getparent() in found:
            inside.add(element)
        elif len(found) < MAX_POSTS and _is_post(element):
            found[element] = len(found)
    timed = sum(1 for e in found if _time_in(e))
    return found if len(found) >= FEWEST and 2 * timed >= len(found) else {}


def _is_post(element: HtmlElement) -> bool:
    if element.tag in ("html", "body", "main", "a", "span", "time", "ul", "ol", "button"):
        return False
    if "liveBlogUpdate" in (element.get("itemprop") or "").split():
        return True
    return bool(_NAMED.search((element.get("class") or "")[:300]))


def _time_in(element: HtmlElement) -> str | None:
    for each in element.iter("time", "meta", "span", "abbr", "a"):
        if each.tag == "time" or "datePublished" in (each.get("itemprop") or ""):
            found = read_date(each.get("datetime") or each.get("content") or (each.text or "")[:60])
            if found:
                return found
    return None


def describe(elements: Mapping[HtmlElement, int], updates: Sequence[Update]) -> list[PagePost]:
    """What is known of each post by its own markup, else by the update whose words or headline it holds."""
    keys = [(squeeze(u.about.headline or ""), squeeze(" ".join(u.lines))[:_KEY], u.about) for u in updates]
    by_headline = {h: about for h, _, about in keys if h}
    by_body = {b: about for _, b, about in keys if len(b) == _KEY}
    described = []
    for element in elements:
        heading = next(element.iter("h2", "h3", "h4", "h1", "h5"), None)
        headline = " ".join(heading.text_content().split()) or None if heading is not None else None
        about = by_headline.get(squeeze(headline or ""))
        if about is None and by_body:
            text = squeeze(element.text_content())
            about = next((a for key, a in by_body.items() if key in text), None)
        stated = about or PagePost()
        described.append(PagePost(stated.published or _time_in(element), headline or stated.headline))
    return described


def with_posts(lines: Sequence[Line], runs: Sequence[Run]) -> list[Line]:
    """The lines with the number of the post that each belongs to; the posts' own runs where too few were found."""
    places = align(runs, Lines(lines))
    number: dict[int, int] = {}
    wanted = found = 0
    for run, place in zip(runs, places, strict=True):
        if run.post is not None and not _is_furniture(run):
            wanted += len(run.squeezed)
            found += len(run.squeezed) if place else 0
            if place:
                number.setdefault(place.line, run.post)
    if found < FOUND_SHARE * wanted:
        top = min(number, default=len(lines))
        own = [Line(r.text, r.hint, post=r.post) for r in runs if r.post is not None and not _is_furniture(r)]
        known = {line.text for line in own}
        return [*(line for line in lines[:top] if line.text not in known), *own]
    return _filled([replace(line, post=number.get(i)) for i, line in enumerate(lines)])


def _filled(lines: Sequence[Line]) -> list[Line]:
    """A line between two of one post is of it too."""
    after: int | None = None
    following: list[int | None] = []
    for line in reversed(lines):
        after = line.post if line.post is not None else after
        following.append(after)
    filled: list[Line] = []
    before: int | None = None
    for line, later in zip(lines, reversed(following), strict=True):
        if line.post is not None:
            before = line.post
        filled.append(replace(line, post=before) if line.post is None and before == later else line)
    return filled


def _is_furniture(run: Run) -> bool:
    linked = sum(a.end - a.start for a in run.anchors)
    return linked >= _LINK_SHARE * len(run.squeezed) and len(run.text.split()) < _FEW_WORDS


def with_updates(lines: Sequence[Line], updates: Sequence[Update]) -> list[Line]:
    """The lines with the updates of the JSON-LD found in them, or put behind them where they are not there."""
    first: dict[str, int] = {}
    for i, line in reversed(list(enumerate(lines))):
        text = squeeze(line.text)
        first[text] = first[text[:_KEY]] = i
    starts: dict[int, int] = {}
    for number, update in enumerate(updates):
        for key in filter(None, (update.about.headline, *update.lines[:1])):
            at = first.get(squeeze(key)[:_KEY])
            if at is not None and at not in starts:
                starts[at] = number
                break
    if 2 * len(starts) < len(updates):
        return [*(replace(line, post=None) for line in lines[: min(starts, default=len(lines))]), *_written(updates)]
    numbered: list[Line] = []
    current: int | None = None
    for i, line in enumerate(lines):
        current = starts.get(i, current)
        numbered.append(replace(line, post=current))
    return numbered


def _written(updates: Sequence[Update]) -> list[Line]:
    made: list[Line] = []
    for number, update in enumerate(updates):
        if update.about.headline and update.about.headline not in update.lines:
            made.append(Line(update.about.headline, "subheading", post=number))
        made.extend(Line(text, post=number) for text in update.lines)
    return made
