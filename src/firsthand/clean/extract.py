"""From a page's HTML to the lines of its article: two readings and a judge. Runs in the child process."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from firsthand.clean.access import MAX_PROMPT, PROMPT, find_wall, take_out
from firsthand.clean.address import base_of, find_address
from firsthand.clean.alignment import Lines, align
from firsthand.clean.gaps import with_gaps_filled
from firsthand.clean.linked_data import article_node, read_nodes
from firsthand.clean.links import with_links
from firsthand.clean.metadata import find_facts, read_metas
from firsthand.clean.page import Line, Page
from firsthand.clean.paragraphs import find_paragraphs, length_of
from firsthand.clean.pictured import with_captions
from firsthand.clean.posts import FEWEST, describe, find_posts, read_updates, with_posts, with_updates
from firsthand.clean.runs import Run, read_runs
from firsthand.model import Role

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# The constants below were set on 397 real article pages, where trafilatura alone reaches a body F1 of .938, the second
# reading alone .934, both with this judge .952, and the better of the two for each page .962.

#: Share of the second reading's words under which trafilatura is taken to have missed the article: .4 costs .001.
MISSED_SHARE = 0.5
#: How much longer its other mode must be to be taken instead.
LONGER = 1.5
#: Words under which nothing but the second reading is left: at 300 words one short article in four loses to its menus.
NEXT_TO_NOTHING = 150
#: Runs of text behind the article's last line in which a prompt to subscribe stands.
BEHIND = 8
#: Characters of a line by which it is found again in the other reading.
_KEY = 60
_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")
#: Elements of trafilatura's result that begin and end a line.
_BLOCKS = frozenset({"p", "head", "item", "quote", "row", "table", "list", "code", "ab", "div", "body", "figure", "lb"})


def parse_page(html: str, url: str | None = None) -> Page:
    """All that a page holds. Raises ValueError where it is no HTML at all."""
    import lxml.html

    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    metas = read_metas(tree)
    nodes = read_nodes(s.text or "" for s in tree.iter("script") if "ld+json" in (s.get("type") or "").lower())
    article = article_node(nodes)
    facts = find_facts(tree, url, metas, nodes)
    base = base_of(tree, url or facts["url"])
    facts["url"] = find_address(url, stated_addresses(tree, metas), base)
    wall = find_wall(article, nodes, metas)
    facts |= {"paywalled": wall.closed, "words": count_of(article.get("wordCount")), "visible": length_of(tree)}
    facts["withheld"] = take_out(tree, wall)
    updates, posts = read_updates(nodes), find_posts(tree)
    runs = read_runs(tree, posts)
    lines = find_lines(tree)
    if posts:
        facts["posts"] = tuple(describe(posts, updates))
        lines = with_posts(lines, runs)
    elif len(updates) >= FEWEST:
        facts["posts"] = tuple(u.about for u in updates)
        lines = with_updates(lines, updates)
    lines = with_links(with_captions(lines, runs), runs, base)
    return Page(lines=tuple(lines), prompt=prompt_after(runs, lines), **facts)


def stated_addresses(tree: HtmlElement, metas: Mapping[str, Sequence[str]]) -> list[str]:
    """What the page says that its address is, most trusted first, as written."""
    links = (e.get("href") for e in tree.iter("link") if "canonical" in (e.get("rel") or "").lower().split())
    return [a for a in (*links, *metas.get("og:url", ())) if a]


def prompt_after(runs: Sequence[Run], lines: Sequence[Line]) -> str | None:
    """What asks, right behind the last of the lines on the page, to subscribe in order to read on."""
    last = max((i for i, place in enumerate(align(runs, Lines(lines))) if place), default=None)
    if last is None:
        return None
    behind = (r.text for r in runs[last + 1 : last + 1 + BEHIND])
    return next((t for t in behind if len(t) <= MAX_PROMPT and PROMPT.search(t)), None)


def count_of(value: object) -> int | None:
    """A number of words, which pages write as a number or in digits."""
    text = str(value).strip().replace(",", "")
    return int(text) if text.isdecimal() and len(text) <= 7 else None


def find_lines(tree: HtmlElement) -> list[Line]:
    """The article's lines, by whichever reading of the page found it."""
    plain = find_paragraphs(tree)
    lines = by_trafilatura(tree, favor_recall=True)
    if words_of(lines) < MISSED_SHARE * words_of(plain):
        other = by_trafilatura(tree, favor_recall=False)
        if words_of(other) > LONGER * words_of(lines):
            lines = other
        elif words_of(lines) < NEXT_TO_NOTHING:
            return plain
    kept = without_tail(lines, plain)
    return with_gaps_filled(kept, [fold(line.text) for line in kept], [(line, fold(line.text)) for line in plain])


def by_trafilatura(tree: HtmlElement, favor_recall: bool) -> list[Line]:
    """The lines that trafilatura finds; none where it gives the page up."""
    from trafilatura import bare_extraction

    document = bare_extraction(tree, include_comments=False, favor_recall=favor_recall)
    body = getattr(document, "body", None)
    return [] if body is None else list(_lines(body))


def without_tail(lines: Sequence[Line], plain: Sequence[Line]) -> list[Line]:
    """The lines up to the last that the second reading has too: behind it stand teasers, biographies and comments."""
    keys = [fold(line.text) for line in lines]
    whole = " ".join(keys)
    last, after = -1, 0
    for line in plain:
        key = fold(line.text)[:_KEY]
        found = whole.find(key, after) if key else -1
        if found >= 0:
            last, after = found, found + len(key)
    if last < 0:
        return list(lines)
    kept, start = [], 0
    for line, key in zip(lines, keys, strict=True):
        if start > last:
            break
        kept.append(line)
        start += len(key) + 1
    return kept


def words_of(lines: Sequence[Line]) -> int:
    """Words in all the lines."""
    return sum(len(line.text.split()) for line in lines)


def fold(text: str) -> str:
    """The words alone, in lower case."""
    return " ".join(_WORD.findall(text.lower()))


def _lines(body: Any) -> Iterator[Line]:  # noqa: ANN401  (an lxml element, whose types are not published)
    """One line for each block of trafilatura's result."""
    words: list[str] = []

    def flush(hint: Role | None) -> Iterator[Line]:
        text = _SPACE.sub(" ", "".join(words)).strip()
        words.clear()
        if text:
            yield Line(text, hint)

    def walk(element: Any, hint: Role | None) -> Iterator[Line]:  # noqa: ANN401
        block = element.tag in _BLOCKS
        if block:
            yield from flush(hint)
        own: Role | None = "subheading" if element.tag == "head" else hint
        if element.text:
            words.append(element.text)
        for child in element:
            yield from walk(child, own)
            if child.tail:
                words.append(child.tail)
        if block:
            yield from flush(own)
        elif element.tag == "cell":
            words.append(" ")

    yield from walk(body, None)
