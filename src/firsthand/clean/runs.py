"""The page's text in reading order, run by run, with what the markup knows of each. Runs in the child process.

Extraction gives lines without markup. A run is what stands between two borders of block elements; it knows its links,
whether it belongs to a picture, and to which post of a live blog. `alignment` finds the runs again in the lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from firsthand.model import Role

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Pictured = Literal["caption", "credit"]

_UNSEEN = frozenset({
    "script", "style", "noscript", "template", "svg", "iframe", "head", "button", "select", "dialog", "input",
    "textarea", "object", "canvas",
})  # fmt: skip
_BLOCKS = frozenset({
    "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "tr", "td", "th", "dt", "dd", "figcaption",
    "div", "section", "article", "main", "body", "ul", "ol", "dl", "table", "figure", "br", "header", "footer", "nav",
    "aside", "center", "summary", "details", "time",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PICTURES = frozenset({"img", "picture", "video", "amp-img"})
#: Levels above a picture in which an element named for captions is taken for its caption.
_ROUND_PICTURE = 4
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:wp-caption-text|wp-element-caption|gallery-caption"
    r"|(?:image|img|photo|picture|figure|media|slide|lightbox)[-_]{0,2}(?:caption|description)|caption)"
    r"(?:[-_]{1,2}(?:text|body|content|inner|wrapper))?(?:$|\s)",
    re.I,
)
_CREDIT = re.compile(
    r"(?:^|[\s_-])(?:(?:image|img|photo|picture|figure|media|caption)[-_]{0,2}(?:credits?|copyright|source|byline"
    r"|attribution|author)|photographer)(?:$|\s)",
    re.I,
)
#: Characters of a caption: a longer element named so is a part of the article.
MAX_CAPTION = 1500


class Anchor(NamedTuple):
    """A link's place in its run, counted in characters that are no white space, and where it leads as written."""

    start: int
    end: int
    href: str


@dataclass(slots=True)
class Run:
    """A run of text between borders of block elements."""

    text: str  #: with single spaces
    squeezed: str  #: without white space: what two readings of a page agree on
    anchors: list[Anchor] = field(default_factory=list)
    pictured: Pictured | None = None
    post: int | None = None
    heading: bool = False

    @property
    def hint(self) -> Role | None:
        """What the markup says that it is."""
        return self.pictured or ("subheading" if self.heading else None)


class _State(NamedTuple):
    """What an element hands down to those in it."""

    pictured: Pictured | None
    post: int | None
    heading: bool = False


def read_runs(tree: HtmlElement, posts: Mapping[HtmlElement, int]) -> list[Run]:
    """Every run of the page's text, in order; `posts` numbers the elements that hold a live blog's posts."""
    body = tree.find("body")
    reader = _Reader(posts, _round_pictures(tree))
    reader.read(tree if body is None else body)
    return reader.runs


def _round_pictures(tree: HtmlElement) -> set[HtmlElement]:
    """The elements that hold a picture, a few levels up from it."""
    found: set[HtmlElement] = set()
    for picture in tree.iter(*_PICTURES):
        element = picture
        for _ in range(_ROUND_PICTURE):
            element = element.getparent()
            if element is None or element.tag in ("body", "article", "main"):
                break
            found.add(element)
    return found


class _Reader:
    """One walk over the page, without recursion, since pages nest deeper than Python does."""

    def __init__(self, posts: Mapping[HtmlElement, int], pictures: set[HtmlElement]) -> None:
        self.runs: list[Run] = []
        self._posts = posts
        self._pictures = pictures
        self._pieces: list[str] = []
        self._length = 0
        self._anchors: list[Anchor] = []
        self._open: list[tuple[int, str] | None] = []
        self._state = _State(None, None)

    def read(self, root: HtmlElement) -> None:
        stack: list[tuple[HtmlElement, _State, bool]] = [(root, self._state, False)]
        while stack:
            element, state, leaving = stack.pop()
            if leaving:
                self._leave(element, state)
            elif isinstance(element.tag, str) and element.tag not in _UNSEEN:
                own = self._enter(element, state)
                stack.append((element, state, True))
                stack.extend((child, own, False) for child in reversed(element))
                continue
            if element is not root and element.tail:
                self._add(element.tail)
        self._flush()

    def _enter(self, element: HtmlElement, state: _State) -> _State:
        own = _State(
            self._kind(element, state.pictured is not None) or state.pictured,
            self._posts.get(element, state.post),
            state.heading or element.tag in _HEADINGS,
        )
        if element.tag in _BLOCKS or own != state:
            self._flush()
            self._state = own
        if element.tag == "a":
            href = element.get("href")
            self._open.append((self._length, href) if href else None)
        if element.text:
            self._add(element.text)
        return own

    def _leave(self, element: HtmlElement, state: _State) -> None:
        if element.tag == "a" and self._open:
            opened = self._open.pop()
            if opened and self._length > opened[0]:
                self._anchors.append(Anchor(opened[0], self._length, opened[1]))
        if element.tag in _BLOCKS or self._state != state:
            self._flush()
            self._state = state

    def _kind(self, element: HtmlElement, inside: bool) -> Pictured | None:
        if element.tag == "figcaption":
            return "caption"
        if element.get("itemprop") in ("caption", "copyrightHolder"):
            return "caption" if element.get("itemprop") == "caption" else "credit"
        named = element.get("class")
        if not named or element.tag in ("body", "article", "main", "figure"):
            return None
        parent = element.getparent()
        beside = inside or element in self._pictures or (parent is not None and parent in self._pictures)
        if beside and _CREDIT.search(named[:300]):
            return "credit"
        return "caption" if beside and _CAPTION.search(named[:300]) else None

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len("".join(text.split()))

    def _flush(self) -> None:
        text = " ".join("".join(self._pieces).split())
        if text:
            kind = self._state.pictured if len(text) <= MAX_CAPTION else None
            run = Run(text, text.replace(" ", ""), self._anchors, kind, self._state.post, self._state.heading)
            self.runs.append(run)
        self._pieces.clear()
        self._anchors = []
        self._length = 0
        self._open = [None] * len(self._open)  # a link over several blocks has no one place


def squeeze(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())
