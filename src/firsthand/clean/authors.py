"""Who wrote an article, by its page's metadata and markup. Runs in the child process."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from firsthand.clean.author_names import is_name, is_nobody, is_publisher, reads_as_name, split_names
from firsthand.clean.linked_data import Node, names_of
from firsthand.clean.printed_authors import printed_names

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_METAS = (
    "author", "article:author", "citation_author", "citation_authors", "dc.creator", "dcterms.creator",
    "dc.creator.personalname", "sailthru.author", "parsely-author", "byl", "creator", "og:article:author",
    "article:author_name", "cxenseparse:author", "rnews:author", "twitter:data1",
)  # fmt: skip
#: A name as catalogs of studies have it, the surname first.
_INVERTED = re.compile(r"^([^,;]{1,60}), ([^,;]{1,60})$")
#: The author in the layers of data that pages keep for their statistics.
_DATA_LAYER = re.compile(
    r"""["']?\b(?:pagePostAuthor|(?:article|post|content|page)_?author(?:_?name)?|author_?names?)["']?\s*:\s*\[?\s*"""
    r"""(?:"([^"\\<>]{3,60})"|'([^'\\<>]{3,60})')""",
    re.I,
)
#: Characters of a script in which that is looked for: longer ones are programs.
_LAYER_CHARACTERS = 20_000


def find_authors(
    tree: HtmlElement, metas: dict[str, list[str]], article: Node, nodes: list[Node], publisher: str | None
) -> list[str]:
    """The names, from the first of the page's statements that holds any.

    The publisher itself, and names such as "Staff", are believed only where no statement names a person.
    """
    later: list[str] = []
    for statement in _statements(tree, metas, article, nodes):
        apart = (n for stated in statement for n in split_names(stated, publisher))
        names = list(dict.fromkeys(n for n in apart if is_name(n)))
        persons = [n for n in names if not is_nobody(n) and not is_publisher(n, publisher)]
        if persons:
            return persons
        later = later or names
    return later


def _statements(
    tree: HtmlElement, metas: dict[str, list[str]], article: Node, nodes: list[Node]
) -> Iterator[list[str]]:
    yield names_of(article.get("author") or article.get("creator"), nodes)
    for name in _METAS:
        if name != "twitter:data1" or first_label(metas):
            stated = [html.unescape(n) for n in metas.get(name, [])]
            yield [_INVERTED.sub(r"\2 \1", n) for n in stated] if name.startswith("citation") else stated
    yield from printed_names(tree)
    yield from _layers(tree)


def first_label(metas: dict[str, list[str]]) -> bool:
    """Whether the first label of the page's card says that its value is the author."""
    return any("written" in v.lower() or "author" in v.lower() for v in metas.get("twitter:label1", []))


def _layers(tree: HtmlElement) -> Iterator[list[str]]:
    for script in tree.iter("script"):
        if script.get("src") is None:
            for found in _DATA_LAYER.finditer((script.text or "")[:_LAYER_CHARACTERS]):
                name = html.unescape(found[1] or found[2])
                yield [name] if reads_as_name(name) else []
