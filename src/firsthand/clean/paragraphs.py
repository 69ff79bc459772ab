"""A second, simpler reading of a page: the smallest part that holds most of its prose. Runs in the child process."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from firsthand.clean.page import Line
from firsthand.model import Role

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SPACE = re.compile(r"\s+")
_UNSEEN = frozenset({
    "script", "style", "noscript", "template", "svg", "iframe", "head", "button", "select",
    "dialog", "label", "input", "textarea", "object", "canvas", "menu",
})  # fmt: skip
_FURNITURE = frozenset({"nav", "footer", "aside", "form"})
_CONTENT = frozenset({"body", "article", "main"})
#: Elements whose own text is prose: leaves out scripts, which outweigh it.
_TEXTUAL = ("p", "li", "span", "a", "div", "h1", "h2", "h3", "h4", "td", "strong", "em", "b", "i", "blockquote")
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-list|disqus|related|recommend\w*|newsletter|subscribe|signup|sign-up"
    r"|share|sharing|social"
    r"|cookie\w*|consent|gdpr|sidebar|side-bar|footer|menu|nav|navigation|navbar|breadcrumbs?|promo\w*"
    r"|advert\w*|ads?|sponsor\w*"
    r"|popup|modal|author-?(?:bio|box)|tag-?(?:s|list|links|cloud)|taxonomy|toc|table-of-contents"
    r"|more-(?:from|stories)|read-?(?:more|next)"
    r"|trending|popular|byline|visually-hidden|sr-only|screen-reader-text|pagination|paywall|toolbar)(?:[\s_-]|$)",
    re.I,
)
_BLOCKS = frozenset({
    "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "tr", "dt", "dd", "figcaption", "div",
    "section", "article", "main", "body", "ul", "ol", "dl", "table", "figure", "br", "header", "center", "td", "th",
    "summary", "details",
})  # fmt: skip
#: Words from which a block is prose, and the share of them in links from which it is a list of links.
PROSE_WORDS, LINK_SHARE = 10, 0.4
#: Share of the page's characters from which an element is the article whatever its class says.
FURNITURE_SHARE = 0.2
#: Share of the page's prose that the chosen part must hold: higher takes in comments and teasers, lower loses sections.
HELD_SHARE = 0.75


def find_paragraphs(tree: HtmlElement) -> list[Line]:
    """The lines of the smallest element that holds most of the page's prose."""
    body = tree.find("body")
    if body is None:
        return []
    blocks = list(_blocks(body))
    weight: Counter[HtmlElement] = Counter()
    total = 0
    for element, text, linked, _ in blocks:
        words = len(text.split())
        if words >= PROSE_WORDS and linked <= LINK_SHARE * len(text):
            total += words
            weight[element] += words
            for ancestor in element.iterancestors():
                weight[ancestor] += words
    if not total:
        return []
    home = min((e for e, w in weight.items() if w >= HELD_SHARE * total), key=lambda e: weight[e] - _depth(e) / 1000)
    inside = [b for b in blocks if b[0] is home or any(a is home for a in b[0].iterancestors())]
    return [
        Line(text, hint)
        for _, text, linked, hint in inside
        if linked <= LINK_SHARE * len(text) or len(text.split()) >= 30
    ]


def _depth(element: HtmlElement) -> int:
    return sum(1 for _ in element.iterancestors())


def _blocks(root: HtmlElement) -> Iterator[tuple[HtmlElement, str, int, Role | None]]:
    """Each run of text between block elements: its element, the text, its characters in links, its role if marked."""
    pieces: list[str] = []
    linked = 0
    stack: list[tuple[HtmlElement, bool]] = [(root, False)]
    most = FURNITURE_SHARE * length_of(root)
    owner = root

    def flush() -> Iterator[tuple[HtmlElement, str, int, Role | None]]:
        nonlocal linked
        text = _SPACE.sub(" ", "".join(pieces)).strip()
        count = linked
        pieces.clear()
        linked = 0
        if text:
            tag = owner.tag
            yield (
                owner,
                text,
                count,
                "subheading" if tag[0] == "h" and tag[1:].isdigit() else "caption" if tag == "figcaption" else None,
            )

    while stack:
        element, leaving = stack.pop()
        block = element.tag in _BLOCKS
        if leaving:
            if block:
                yield from flush()
                owner = element.getparent() if element.getparent() is not None else root
            if element is not root and element.tail:
                pieces.append(element.tail)
            continue
        if not isinstance(element.tag, str) or element.tag in _UNSEEN or _hidden(element, most):
            if element.tail:
                pieces.append(element.tail)
            continue
        if block:
            yield from flush()
            owner = element
        if element.text:
            pieces.append(element.text)
        if element.tag == "a":
            linked += len(element.text_content())
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def _hidden(element: HtmlElement, most: float) -> bool:
    """Whether an element is not seen, or named as furniture and too small a part of the page to be the article."""
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    unseen = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    furniture = unseen or element.tag in _FURNITURE or (element.tag not in _CONTENT and _NAMED.search(named))
    return bool(furniture) and length_of(element) < most


def length_of(element: HtmlElement) -> int:
    """Characters of text in an element that are not code."""
    return sum(len(t) for t in element.itertext(*_TEXTUAL))
