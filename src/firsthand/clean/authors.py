"""Who wrote an article, by its page's metadata and markup. Runs in the child process."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from firsthand.clean.linked_data import Node, names_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_METAS = (
    "author", "article:author", "dc.creator", "dcterms.creator", "sailthru.author", "parsely-author", "byl", "creator",
    "og:article:author", "article:author_name", "cxenseparse:author", "rnews:author", "twitter:data1",
    "citation_author",
)  # fmt: skip
_PREFIX = re.compile(
    r"^\W*(?:(?:(?:this|the) (?:post|article|story|page|guide) (?:was|is) )?(?:written|posted|reported"
    r"|published|reviewed"
    r"|story|words|text|article|created|contributed|authored|edited|medically reviewed)?\s*by\b:?|authors?\b\s?:?|from:"
    r"|reporter:?|contributors?:?|(?:read )?more (?:about|from|by)\b)\s*",
    re.I,
)
_SAYS_BY = re.compile(
    r"\W{0,3}(?:(?:written|posted|reported|published|words|story|text|article|authored)\s+)?by\b:?", re.I
)
_NO_NAME = re.compile(
    r"https?://|www\.|@|\d{2}|^[^A-Za-zÀ-ɏ]*$|^\w+(?:\.\w+){2,}$|^\$|\{\{|^(?:none|null|undefined|by)$", re.I
)
#: Names of nobody in particular: taken where a page has no other.
_NOBODY = re.compile(
    r"^(?:the )?(?:\w+ )?(?:admin(?:istrator)?|staff|editor|editorial(?: (?:team|staff|board|office))?|webmaster|guest"
    r"|user|unknown|anonymous|author|team|news|newsroom|root|default|wordpress|wp|super ?user|web ?desk|desk)$",
    re.I,
)
_REST = re.compile(
    r"\s*(?:,\s+with\b|\bin (?-i:[A-Z][\w-]+(?: [A-Z][\w-]+)?)$|[|•·—]|\s[-–]\s"
    r"|\b(?:on|updated|published|posted|last|min read|\d+ min)\b|(?:19|20)\d\d|\d{1,2}/"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}).*$",
    re.I,
)
#: A class or id that names the author's name, and one that names a byline or an author's part of the page.
_OWN_NAME = re.compile(
    r"(?:author|byline|writer|contributor)[-_]*(?:name|link)(?![a-z])|(?:name|link)[-_]*author", re.I
)
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:post|entry|article|meta|blog|c|p|is|has|the|td|by)?[-_]*(?:author|byline|by-line|writer"
    r"|contributor)s?(?:[\s_-]|$)",
    re.I,
)
_NOT_HERE = re.compile(
    r"bio|box|about|avatar|image|img|photo|social|comment|related|desc|follow|widget|sidebar|footer|twitter"
    r"|job|role|title|testimonial|quote|date|time",
    re.I,
)
_OUTSIDE = ("footer", "aside", "nav")
_JOINS = re.compile(r"\W*(?:and|&|,|und|et|y)?\W*", re.I)
#: Characters of a byline: longer is a paragraph on the author. Words of a name that stands alone after "By".
_LONGEST, _NAME_WORDS = 120, 5


def find_authors(
    tree: HtmlElement, metas: dict[str, list[str]], article: Node, nodes: list[Node], publisher: str | None
) -> list[str]:
    """The names, from the first of the page's statements that holds any.

    The publisher itself, and names such as "Staff", are believed only where no statement names a person.
    """
    later: list[str] = []
    for statement in _statements(tree, metas, article, nodes):
        names = list(dict.fromkeys(n for n in statement if n and not _NO_NAME.search(n)))
        persons = [n for n in names if not _NOBODY.match(n) and not _is_publisher(n, publisher)]
        if persons:
            return persons
        later = later or names
    return later


def _statements(
    tree: HtmlElement, metas: dict[str, list[str]], article: Node, nodes: list[Node]
) -> Iterator[list[str]]:
    yield [clean_name(n) for n in names_of(article.get("author") or article.get("creator"), nodes)]
    for name in _METAS:
        values = metas.get(name, [])
        if name != "twitter:data1" or first_label(metas):
            yield [clean_name(html.unescape(n)) for n in values]
    yield from _marked(tree)


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


def first_label(metas: dict[str, list[str]]) -> bool:
    """Whether the first label of the page's card says that its value is the author."""
    return any("written" in v.lower() or "author" in v.lower() for v in metas.get("twitter:label1", []))


def _marked(tree: HtmlElement) -> Iterator[list[str]]:
    """Names in elements that the page marks as its author's, then those that follow a printed "By"."""
    for attribute in ("itemprop", "rel"):
        found = [
            e for e in tree.iter("a", "span", "div", "p", "address") if "author" in (e.get(attribute) or "").split()
        ]
        yield [name for e in _beside(found) for name in _names(e)]
    elements = [
        (e, f"{e.get('class') or ''} {e.get('id') or ''}")
        for e in tree.iter(
            "a", "span", "div", "p", "address", "li", "h3", "h4", "h5", "h6", "strong", "cite", "small", "b"
        )
        if not any(a.tag in _OUTSIDE for a in e.iterancestors())
    ]
    for element, named in elements:
        if _OWN_NAME.search(named):
            yield _names(element)
    for element, named in elements:
        if _NAMED.search(named) and not _NOT_HERE.search(named):
            yield _names(element)
    for element, _ in elements:
        yield _after_by(element)


def _beside(found: list[HtmlElement]) -> list[HtmlElement]:
    """The first of the elements and those that stand beside it: the same mark further down is another article's."""
    if not found:
        return []
    near = {found[0].getparent(), found[0].getparent().getparent() if found[0].getparent() is not None else None}
    return [e for e in found[:12] if e.getparent() in near]


def _names(element: HtmlElement) -> list[str]:
    """The names at the beginning of an element: its first piece of text, and what "and" or a comma joins to it."""
    pieces = _pieces(element)
    if not 0 < sum(map(len, pieces)) <= _LONGEST:
        return []
    if pieces and _PREFIX.fullmatch(pieces[0]):
        pieces = pieces[1:]
    names, joined = [], True
    for piece in pieces:
        if _JOINS.fullmatch(piece):
            joined = True
        elif joined:
            names.append(clean_name(piece))
            joined = False
    return names


def _after_by(element: HtmlElement) -> list[str]:
    """The name in a short element that begins with "By"."""
    if not _SAYS_BY.match((element.text or "").lstrip() or "-"):
        return []
    names = _names(element)
    return names if names and all(1 <= len(n.split()) <= _NAME_WORDS and n[:1].isalpha() for n in names) else []


def _pieces(element: HtmlElement) -> list[str]:
    pieces: list[str] = []
    length = 0
    for text in element.itertext(
        "a",
        "span",
        "div",
        "p",
        "strong",
        "em",
        "b",
        "i",
        "address",
        "li",
        "cite",
        "small",
        "h3",
        "h4",
        "h5",
        "h6",
        "time",
        "br",
    ):
        piece = " ".join(text.split())
        if piece:
            pieces.append(piece)
            length += len(piece)
        if length > _LONGEST:
            return []
    return pieces


def clean_name(text: str) -> str:
    """A name without "By" before it and date or role after it."""
    name = _PREFIX.sub("", " ".join(text.split()))
    return _REST.sub("", name).strip(" ,;:-–—|•·")


def _is_publisher(name: str, publisher: str | None) -> bool:
    a, b = (re.sub(r"\W+|\b(?:inc|ltd|llc|blog|the)\b", "", (x or "").lower()) for x in (name, publisher))
    return bool(a and b) and (a in b or b in a)
