"""The words of an element as a reader sees them. Runs in the child process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def words_in(element: HtmlElement) -> str:
    """The text of an element with single spaces; what is not seen is left out."""
    return " ".join("".join(_seen(element)).split())


def own_words(element: HtmlElement) -> str:
    """The text that stands in the element itself and in none of its children, with single spaces."""
    return " ".join("".join([element.text or "", *(c.tail or "" for c in element)]).split())


def _seen(element: HtmlElement) -> Iterator[str]:
    if element.tag in ("script", "style", "noscript", "svg", "template"):
        return
    yield element.text or ""
    for child in element:
        if child.tag in ("br", "div", "p", "li"):
            yield " "
        yield from _seen(child)
        yield child.tail or ""
