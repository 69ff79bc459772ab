"""The names that a page prints as its authors'. Runs in the child process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from firsthand.clean.author_names import clean_name, is_prefix, reads_as_name
from firsthand.clean.shown import own_words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SAYS_BY = re.compile(
    r"\W{0,3}(?:(?:written|posted|reported|published|words|story|text|article|authored)\s+)?by\b:?", re.I
)
#: A class or id that names the author's name, and one that names a byline or an author's part of the page.
_OWN_NAME = re.compile(
    r"(?:author|byline|writer|contributor)(?:[-_]*box)?[-_]*(?:name|link)(?![a-z])|(?:name|link)[-_]*author", re.I
)
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:post|entry|article|meta|blog|c|p|is|has|the|td|by)?[-_]*(?:author|byline|by-line|writer"
    r"|contributor)s?(?:[\s_-]|$)",
    re.I,
)
_NOT_HERE = re.compile(
    r"bio|box|about|avatar|image|img|photo|social|comment|related|desc|follow|widget|sidebar|footer|twitter"
    r"|job|role|title|testimonial|quote|date|time|tag|topic|categor|review|modal",
    re.I,
)
#: Parts of a page that belong to others: readers who comment, and other articles.
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:comments?|respond|related|recommend\w*|teasers?|most-read|popular|trending|testimonials?)(?:[\s_-]|$)",
    re.I,
)
_OUTSIDE = ("footer", "aside", "nav")
#: The page of an author on the outlet's site.
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor|profiles?|people|persons?|staff|contributors?|writers?|reporters?|journalists?|columnists?|by)"
    r"/(?:[\w.%+-]+/)?([\w.%+-]+)/?$",
    re.I,
)
_JOINS = re.compile(r"\W*(?:and|&|,|und|et|y)?\W*", re.I)
_ELEMENTS = ("a", "span", "div", "p", "address", "li", "h3", "h4", "h5", "h6", "strong", "cite", "small", "b")
_TEXTS = (*_ELEMENTS, "em", "i", "time", "br")
#: What stands before the name of somebody who had a hand in the article and did not write it.
_HELPED_BY = re.compile(r"\b(?:review|edit|check|produc|photo\w*|illustrat|translat)(?:ed|s)? by:?\s*$", re.I)
_HELP_CHARACTERS = 40
#: Links to what an article is filed under, which stand in bylines too.
_FILED = re.compile(r"/(?:tags?|categor(?:y|ies)|topics?|sections?)/", re.I)
#: Characters of a byline: longer is a paragraph on the author. Words of a name that stands alone after "By".
_LONGEST, _NAME_WORDS = 120, 5
#: Letters of a word of a name that must stand in the address of its author's page.
_SLUG_LETTERS = 3


def printed_names(tree: HtmlElement) -> Iterator[list[str]]:
    """Names in elements that the page marks as its author's, then links to authors, then what follows "By"."""
    for attribute in ("itemprop", "rel"):
        found = [e for e in tree.iter(*_ELEMENTS) if "author" in (e.get(attribute) or "").split()]
        yield [name for e in _beside(found) for name in _stated_within(e) or _names(e)]
    others = _of_others(tree)
    elements = [
        (e, f"{e.get('class') or ''} {e.get('id') or ''}")
        for e in tree.iter(*_ELEMENTS)
        if e not in others and not _after_helper(e)
    ]
    for element, named in elements:
        if _OWN_NAME.search(named) and not _OTHERS.search(named):
            yield _names(element)
    for element, named in elements:
        if _NAMED.search(named) and not _NOT_HERE.search(named):
            yield _names(element) or _above_biography(element)
    yield [name for e in _beside([e for e, _ in elements if _links_to_author(e)]) for name in _names(e)]
    for element, _ in elements:
        yield _after_by(element)
    for element, _ in elements:
        yield _after_label(element)


def find_signature(tree: HtmlElement, authors: list[str]) -> str | None:
    """The printed line that names the first author: the shortest way to whom the article is shared with."""
    if not authors:
        return None
    for element in tree.iter("p", "div", "span", "address", "li", "h3", "h4", "h5", "h6", "small", "cite"):
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        marked = _NAMED.search(named) and not _NOT_HERE.search(named)
        if marked or _SAYS_BY.match((element.text or "").lstrip() or "-"):
            line = " ".join(_pieces(element)).replace(" ,", ",")
            if authors[0] in line and not any(a.tag in _OUTSIDE for a in element.iterancestors()):
                return line
    return None


def _of_others(tree: HtmlElement) -> set[HtmlElement]:
    """Every element in a part of the page that is not the article's own; never one that holds the top heading."""
    heading = next(tree.iter("h1"), None)
    above = set(heading.iterancestors()) if heading is not None else set()
    found: set[HtmlElement] = set()
    for element in tree.iter(*_OUTSIDE, "div", "section", "ul", "ol", "li"):
        if element in found or element in above:
            continue
        if element.tag in _OUTSIDE or _OTHERS.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            found.update(element.iter())
    return found


def _beside(found: list[HtmlElement]) -> list[HtmlElement]:
    """The first of the elements and those that stand beside it: the same mark further down is another article's."""
    if not found:
        return []
    near = {found[0].getparent(), found[0].getparent().getparent() if found[0].getparent() is not None else None}
    return [e for e in found[:12] if e.getparent() in near]


def _names(element: HtmlElement) -> list[str]:
    """The names at the beginning of an element: its first piece of text, and what "and" or a comma joins to it."""
    filed = {" ".join(a.text_content().split()) for a in element.iter("a") if _FILED.search(a.get("href") or "")}
    pieces = [p for p in _pieces(element) if p not in filed]
    if not 0 < sum(map(len, pieces)) <= _LONGEST:
        return []
    if pieces and is_prefix(pieces[0]):
        pieces = pieces[1:]
    names, joined = [], True
    for piece in pieces:
        if _JOINS.fullmatch(piece):
            joined = True
        elif joined:
            names.append(clean_name(piece))
            joined = False
    return names


def _above_biography(element: HtmlElement) -> list[str]:
    """The name at the beginning of an author's part of the page that goes on with his life."""
    if _pieces(element):
        return []
    first = next((t for t in (" ".join(text.split()) for text in element.itertext(*_TEXTS)) if t), "")
    return [first] if len(first.split()) > 1 and reads_as_name(first) else []


def _after_helper(element: HtmlElement) -> bool:
    """Whether the words before an element say that it names somebody who reviewed, edited or photographed."""
    before, parent = element.getprevious(), element.getparent()
    text = (before.tail if before is not None else parent.text if parent is not None else None) or ""
    return bool(_HELPED_BY.search(text[-_HELP_CHARACTERS:]))


def _stated_within(element: HtmlElement) -> list[str]:
    """The name that microdata give an author without printing it."""
    return [m.get("content") for m in element.iter("meta") if m.get("itemprop") == "name" and m.get("content")]


def _links_to_author(element: HtmlElement) -> bool:
    """Whether a link shows a name and leads to the page that is called after it."""
    if element.tag != "a" or not element.get("href"):
        return False
    try:
        found = _AUTHOR_PAGE.search(unquote(urlsplit(element.get("href").strip()).path))
    except ValueError:
        return False
    name = " ".join(_pieces(element))
    if found is None or not reads_as_name(name):
        return False
    slug = found[1].lower()
    return any(len(w) >= _SLUG_LETTERS and w in slug for w in re.findall(r"\w+", name.lower()))


def _after_by(element: HtmlElement) -> list[str]:
    """The name in a short element that begins with "By"."""
    if not _SAYS_BY.match((element.text or "").lstrip() or "-"):
        return []
    names = _names(element)
    return names if names and all(1 <= len(n.split()) <= _NAME_WORDS and n[:1].isupper() for n in names) else []


def _after_label(element: HtmlElement) -> list[str]:
    """The name that follows an element which says "Written by" and nothing else."""
    label = own_words(element)
    if not label or len(element) or not (_SAYS_BY.fullmatch(label) or re.fullmatch(r"authors?:?", label, re.I)):
        return []
    parent = element.getparent()
    following = element.getnext()
    if following is None and parent is not None:
        following = parent.getnext()
    name = (_names(following) or [""])[0] if following is not None and isinstance(following.tag, str) else ""
    return [name] if reads_as_name(name) else []


def _pieces(element: HtmlElement) -> list[str]:
    pieces: list[str] = []
    length = 0
    for text in element.itertext(*_TEXTS):
        piece = " ".join(text.split())
        if piece:
            pieces.append(piece)
            length += len(piece)
        if length > _LONGEST:
            return []
    return pieces
