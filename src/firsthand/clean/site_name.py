"""The name of the outlet that a page belongs to. Runs in the child process.

In order of trust: what the metadata call the site or the publisher; then what the page shows, where it agrees with the
letters of its address or with another place on the page: the end of the window's title, the link to the front page,
the line on copyright.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from firsthand.clean.linked_data import Node, names_of
from firsthand.clean.outlets import agrees, names_outlet
from firsthand.clean.publishers import host_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DASHES = re.compile(r"\s+[-–—|·•»:]+\s+|\s*[|»]\s*")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|[Cc]opyright)[\s©]{0,3}(?:[Cc]opyright\s)?(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)?,?\s?"
    r"(?:[Bb]y )?(?P<name>[A-ZÀ-Þ][\w&'’-]*(?: (?:[A-ZÀ-Þ][\w&'’-]*|of|the|and|&|de|la|le)){0,5})"
)
#: What stands beside the name in a picture's alternative text and in a link to the front page.
_BESIDE = re.compile(
    r"^(?:copyright|about|home(?:page)?(?: of)?|go to|visit|logo(?: of)?)\s|[\s-]+(?:logo|home(?:page)?)$|[®™]",
    re.I,
)
_HOME = re.compile(r"(?:https?://[^/]{1,80})?/?(?:index\.\w{2,5}|home)?(?:[?#].*)?", re.I)
#: Letters and words of a name: more is a sentence.
_LONGEST, _MOST_WORDS = 60, 6
#: Links to the front page that are looked at: the masthead is among the first.
_HOME_LINKS = 4
#: Characters of an element that can be the line on copyright.
_NOTICE = 300


def find_site(tree: HtmlElement, stated: str | None, article: Node, nodes: list[Node], url: str | None) -> str | None:
    """The outlet's name, as the metadata state it or as the page shows it; None where nothing agrees."""
    publishers = names_of(article.get("publisher"), nodes)
    return stated or (publishers[0] if publishers else None) or _shown(tree, host_of(url))


def _shown(tree: HtmlElement, host: str | None) -> str | None:
    titles, mastheads, notices = (list(dict.fromkeys(f(tree))) for f in (_title_ends, _mastheads, _notices))
    shown = [*titles, *mastheads, *notices]
    for name in shown:
        if agrees(name, host):
            return name
    for name in shown:
        places = sum(any(name.casefold() == n.casefold() for n in names) for names in (titles, mastheads, notices))
        if places > 1 and names_outlet(name):
            return name
    return None


def _title_ends(tree: HtmlElement) -> Iterator[str]:
    """What stands behind the last dash of the window's title, and before the first."""
    window = tree.find(".//title")
    parts = [p.strip() for p in _DASHES.split(" ".join((window.text_content() if window is not None else "").split()))]
    if len(parts) > 1:
        yield from (p for p in (parts[-1], parts[0]) if _is_name(p))


def _mastheads(tree: HtmlElement) -> Iterator[str]:
    """The words, or else the picture's, of links to the front page."""
    links = (a for a in tree.iter("a") if a.get("href") is not None and _HOME.fullmatch(a.get("href").strip()))
    for link, _ in zip(links, range(_HOME_LINKS), strict=False):
        shown = (link.text_content(), *(i.get("alt") or "" for i in link.iter("img")))
        names = (_BESIDE.sub("", " ".join(words.split())).strip() for words in shown)
        yield from (n for n in names if _is_name(n))


def _notices(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("p", "div", "span", "small", "li", "footer"):
        text = " ".join("".join([element.text or "", *(c.tail or "" for c in element)]).split())
        if len(text) <= _NOTICE and (found := _COPYRIGHT.search(text)) and _is_name(found["name"]):
            yield found["name"]


def _is_name(text: str) -> bool:
    short = 2 < len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS
    return short and text[0].isalnum() and text[0] == text[0].upper() and text[-1] not in "?!…,:"
