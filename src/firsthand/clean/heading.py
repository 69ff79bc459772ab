"""The headline of a page: what it prints over the article. Runs in the child process.

What the page prints is what a reader saw. Metadata tell which heading that is and where it ends; alone they serve where
the page prints none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from firsthand.clean.linked_data import Node, text_of
from firsthand.clean.shown import words_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TITLES = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "title",
    "headline",
    "sailthru.title",
    "parsely-title",
)
_DASHES = re.compile(r"\s+[-–—|·•»:]+\s+|\s*[|»]\s*")
_BAR = re.compile(r"\s+[|/]\s+")
_WORD = re.compile(r"\w+")
#: Share of the shorter one's words that must stand in both heading and title for them to name one article.
SAME_TITLE = 0.6
#: Headings of one rank that are looked at: the article's is among the first.
_HEADINGS = 12
#: Characters and pieces of text of a heading that can hold more than its title.
_LONGEST, _PIECES = 400, 12
#: Words of the only top heading from which it is the headline, whatever the metadata call the page. Shorter ones are
#: names of sections: at 2 one page in two hundred is lost, without this rule three.
FEWEST_WORDS = 3


def find_headline(tree: HtmlElement, metas: dict[str, list[str]], article: Node, site: str | None) -> str | None:
    """The heading that the page prints over the article, else its title in the metadata without the site's name."""
    titles = _titles(tree, metas, article, site)
    tops = [h for h in _headings(tree, ("h1",), titles) if not _is_site(h, site, tree)]
    for headings in (tops, _headings(tree, ("h2", "legend"), titles)):
        ranked = [(max((likeness(h, t) for t in titles), default=0.0), -i, h) for i, h in enumerate(headings)]
        best = max(ranked, default=None)
        if best and best[0] >= SAME_TITLE:
            return _before_bar(best[2])
        if headings is tops and len({fold(h) for h in tops}) == 1 and len(tops[0].split()) >= FEWEST_WORDS:
            return _before_bar(tops[0])
    if titles:
        return titles[0]
    return next((words_in(h) for h in tree.iter("h1")), None) or None


def _titles(tree: HtmlElement, metas: dict[str, list[str]], article: Node, site: str | None) -> list[str]:
    """What the metadata call the article, most trusted first, without the site's name."""
    stated = [text_of(article.get("headline")), *(metas[n][0] for n in _TITLES if metas.get(n)), _window(tree)]
    return [without_site(t, site) for t in stated if t]


def _window(tree: HtmlElement) -> str:
    window = tree.find(".//title")
    return words_in(window) if window is not None else ""


def _headings(tree: HtmlElement, tags: Sequence[str], titles: Sequence[str]) -> list[str]:
    keys = {fold(t) for t in titles}
    return [h for h in (_heading(e, keys) for e in tree.iter(*tags)) if h][:_HEADINGS]


def _heading(element: HtmlElement, titles: set[str]) -> str:
    """The words of a heading; without what stands in it before or behind a title: a section, a day, a count."""
    whole = words_in(element)
    if len(whole) > _LONGEST or fold(whole) in titles or next(element.iterchildren(), None) is None:
        return whole
    pieces = [p for p in (" ".join(text.split()) for text in element.itertext()) if p][:_PIECES]
    for i in range(1, len(pieces)):
        for part in (" ".join(pieces[:-i]), " ".join(pieces[i:])):
            if fold(part) in titles:
                return part
    return whole


def _is_site(heading: str, site: str | None, tree: HtmlElement) -> bool:
    """Whether a heading is the outlet's name: it is called so, or the window's title adds the article's to it."""
    key = fold(heading)
    if site and key == fold(site):
        return True
    window = _window(tree)
    return fold(window) != key and any(key == fold(part) for part in _DASHES.split(window)[1:])


def _before_bar(heading: str) -> str:
    start = _BAR.split(heading)[0]
    return start if len(start.split()) >= 3 else heading


def fold(text: str) -> str:
    """The words alone, in lower case."""
    return " ".join(_WORD.findall(text.lower()))


def likeness(heading: str, title: str) -> float:
    """Share of the words of the shorter that both have; of both, where the shorter is too short to mean anything."""
    a, b = (set(_WORD.findall(x.lower())) for x in (heading, title))
    if not a or not b:
        return 0.0
    shared = len(a & b)
    return shared / min(len(a), len(b)) if min(len(a), len(b)) > 2 else shared / max(len(a), len(b))


def without_site(title: str, site: str | None) -> str:
    """A title without the name of its site, which stands behind a dash or bar, seldom before one or a colon."""
    if site and title.lower().startswith(f"{site.lower()}: "):
        return title[len(site) + 2 :]
    parts = [p for p in _DASHES.split(title) if p]
    if len(parts) < 2:
        return title
    if site and parts[0].lower() == site.lower():
        return title[title.index(parts[1], len(parts[0])) :]
    if (site and parts[-1].lower() == site.lower()) or (
        len(parts[-1].split()) <= 5 and title.rindex(parts[-1]) > len(title) / 2
    ):
        title = title[: title.rindex(parts[-1])].rstrip(" -–—|·•»:")
    return title
