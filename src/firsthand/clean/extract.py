"""From a page's HTML to the lines of its article. Runs in the child process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from firsthand.clean.metadata import find_facts
from firsthand.clean.page import Line, Page
from firsthand.model import Role

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Words of an extraction below which the page is read less carefully.
ENOUGH_WORDS = 40
_SPACE = re.compile(r"\s+")
_UNSEEN = ("script", "style", "noscript", "template", "svg", "iframe", "head")
#: Elements of trafilatura's result that begin and end a line.
_BLOCKS = frozenset({"p", "head", "item", "quote", "row", "table", "list", "code", "ab", "div", "body", "figure", "lb"})


def parse_page(html: str, url: str | None = None) -> Page:
    """All that a page holds. Raises ValueError where it is no HTML at all."""
    import lxml.html

    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    facts = find_facts(tree, url)
    visible = sum(len(t.strip()) for t in _visible(tree))
    return Page(lines=tuple(find_lines(tree)), visible=visible, **facts)


def find_lines(tree: HtmlElement) -> list[Line]:
    """The article's lines, by trafilatura; by paragraphs alone where it finds next to nothing."""
    from trafilatura import bare_extraction

    document = bare_extraction(tree, include_comments=False, favor_recall=True)
    lines = [] if document is None else list(_lines(document.body))  # type: ignore[union-attr]
    if sum(len(line.text.split()) for line in lines) < ENOUGH_WORDS:
        plain = list(_paragraphs(tree))
        if sum(len(line.text) for line in plain) > sum(len(line.text) for line in lines):
            return plain
    return lines


def _lines(body: Any) -> Iterator[Line]:  # noqa: ANN401  (an lxml element, whose types are not published)
    """One line for each block of trafilatura's result."""
    words: list[str] = []

    def walk(element: Any, hint: Role | None) -> Iterator[Line]:  # noqa: ANN401
        tag = element.tag
        block = tag in _BLOCKS
        if block:
            yield from flush(hint)
        own: Role | None = "subheading" if tag == "head" else hint
        if element.text:
            words.append(element.text)
        for child in element:
            yield from walk(child, own)
            if child.tail:
                words.append(child.tail)
        if block:
            yield from flush(own)
        elif tag == "cell":
            words.append(" ")

    def flush(hint: Role | None) -> Iterator[Line]:
        text = _SPACE.sub(" ", "".join(words)).strip()
        words.clear()
        if text:
            yield Line(text, hint)

    yield from walk(body, None)


def _paragraphs(tree: HtmlElement) -> Iterator[Line]:
    """Every paragraph and heading of the page that is not in its navigation."""
    for element in tree.iter("p", "h1", "h2", "h3", "h4", "li", "blockquote", "figcaption"):
        if any(a.tag in ("nav", "footer", "header", "aside", "form") for a in element.iterancestors()):
            continue
        text = _SPACE.sub(" ", element.text_content()).strip()
        if len(text) > 1:
            yield Line(text, "subheading" if element.tag[0] == "h" else None)


def _visible(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter():
        if element.tag not in _UNSEEN and isinstance(element.tag, str):
            yield element.text or ""
        yield element.tail or ""
