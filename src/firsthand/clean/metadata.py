"""What a page says of itself: headline, authors, day, publisher, address, language, section. Runs in the child process.

In order of trust: JSON-LD, OpenGraph and other meta elements, microdata, the page's own markup, its text. The
headline is the exception: what the page prints over the article is what a reader saw, and metadata only tell which
heading that is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from firsthand.clean.authors import find_authors, find_signature
from firsthand.clean.dates import read_date
from firsthand.clean.linked_data import Node, article_node, read_nodes, text_of
from firsthand.clean.site_name import find_site

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Metas = dict[str, list[str]]

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
_DATES = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.created", "dcterms.date", "pubdate", "publishdate", "publish-date", "publish_date",
    "parsely-pub-date", "sailthru.date", "article.published", "published-date", "cxenseparse:recs:publishtime",
    "citation_publication_date", "citation_date", "article_date_original", "published_at", "rnews:datepublished",
)  # fmt: skip
_PAYWALL = re.compile(r"^(?:false|no|0)$", re.I)
_DASHES = re.compile(r"\s+[-–—|·•»:]+\s+|\s*[|»]\s*")
_WORD = re.compile(r"\w+")
_ADDRESS_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?|[a-z]{3,9})[/-](\d\d?)(?:[/-]|$)", re.I)
_BAR = re.compile(r"\s+[|/]\s+")
_PRINTED_IN = ("h1", "time", "span", "div", "p", "li", "small", "em", "abbr", "h5", "h6", "a", "legend", "fieldset")
#: Share of the shorter one's words that must stand in both heading and title for them to name one article.
SAME_TITLE = 0.6
#: Elements after the heading in which a date is taken for the article's without further sign.
NEAR_HEADING = 25
#: The same before the heading.
ABOVE_HEADING = 12
#: The same for a date that "published" stands before.
LABELLED_WITHIN = 400
#: Elements on either side of the heading, where it is believed over the metadata if it is earlier.
UNDER_HEADING = 8
#: Where there is no heading.
FAR = 1_000_000
_FIRST_PUBLISHED = re.compile(
    r"\bthis (?:article|story|post|report) (?:was )?(?:originally|first) (?:published|posted|appeared) (?:on )?", re.I
)
_PUBLISHED = re.compile(r"\b(?:published|posted)\b", re.I)
#: Characters of a line that holds a date and little else.
DATE_CHARACTERS = 70
_DATED = re.compile(r"date|time|publish|posted|meta|byline|updated|entry-info", re.I)
_UPDATED = re.compile(r"updat|modif|edited|revis", re.I)


def find_facts(tree: HtmlElement, url: str | None) -> dict[str, Any]:
    """The fields of a Page that its metadata settle."""
    metas = read_metas(tree)
    nodes = read_nodes(s.text or "" for s in tree.iter("script") if "ld+json" in (s.get("type") or "").lower())
    article = article_node(nodes)
    address = _canonical(tree, metas)
    site = find_site(tree, first(metas, "og:site_name", "application-name"), article, nodes, address or url)
    authors = find_authors(tree, metas, article, nodes, site)
    language = (tree.get("lang") or text_of(article.get("inLanguage")) or "")[:20] or None
    return {
        "headline": find_headline(tree, metas, article),
        "byline": tuple(authors),
        "signature": find_signature(tree, authors),
        "description": first(metas, "og:description", "description", "twitter:description"),
        "published": find_published(tree, metas, article, nodes, language, url),
        "publisher": site,
        "url": address,
        "language": language,
        "section": first(metas, "article:section") or text_of(article.get("articleSection")),
        "paywalled": bool(_PAYWALL.match(str(article.get("isAccessibleForFree", "")))),
    }


def read_metas(tree: HtmlElement) -> Metas:
    """The content of each meta element by its name, in lower case."""
    found: Metas = defaultdict(list)
    for meta in tree.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        if content:
            for attribute in ("property", "name", "itemprop"):
                if meta.get(attribute):
                    found[meta.get(attribute).strip().lower()].append(content)
    return found


def first(metas: Metas, *names: str) -> str | None:
    """The first content of the first of these names that the page has."""
    return next((metas[n][0] for n in names if metas.get(n)), None)


def find_headline(tree: HtmlElement, metas: Metas, article: Node) -> str | None:
    """The heading that the page prints over the article, else its title in the metadata without the site's name."""
    site = first(metas, "og:site_name")
    titles = [t for t in (text_of(article.get("headline")), *(first(metas, n) for n in _TITLES)) if t]
    window = tree.find(".//title")
    if window is not None and words_in(window):
        titles.append(words_in(window))
    bare = [without_site(t, site) for t in titles]
    for tags in (("h1",), ("h2", "legend")):
        headings = [h for h in (words_in(e) for e in tree.iter(*tags)) if h][:12]
        ranked = [(max((likeness(h, t) for t in bare), default=0.0), -i, h) for i, h in enumerate(headings)]
        best = max(ranked, default=None)
        if best and best[0] >= SAME_TITLE:
            return _BAR.split(best[2])[0] if len(_BAR.split(best[2])[0].split()) >= 3 else best[2]
    if bare:
        return bare[0]
    heading = next(tree.iter("h1"), None)
    return words_in(heading) or None if heading is not None else None


def likeness(heading: str, title: str) -> float:
    """Share of the words of the shorter that both have; of both, where the shorter is too short to mean anything."""
    a, b = (set(_WORD.findall(x.lower())) for x in (heading, title))
    if not a or not b:
        return 0.0
    shared = len(a & b)
    return shared / min(len(a), len(b)) if min(len(a), len(b)) > 2 else shared / max(len(a), len(b))


def without_site(title: str, site: str | None) -> str:
    """A title without the name of its site, which stands behind a dash or bar, seldom before one."""
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


def _is_update(words: str) -> bool:
    return bool(_UPDATED.search(words)) and not _FIRST_PUBLISHED.search(words)


def _first_published(text: str) -> str:
    """The end of a note such as "This article was originally published on 14 March 2026", from the date on; else ""."""
    found = _FIRST_PUBLISHED.search(text[:300])
    return text[found.end() : found.end() + DATE_CHARACTERS] if found else ""


class Printed(NamedTuple):
    """A date that stands on the page for people to read."""

    value: str  #: ISO 8601
    distance: int  #: elements after the heading, or before it where negative
    labelled: bool  #: "published" stands before it
    updated: bool  #: "updated" stands before it, or the element is named so


def find_published(
    tree: HtmlElement, metas: Metas, article: Node, nodes: list[Node], language: str | None, url: str | None
) -> str | None:
    """ISO 8601 as the page has it, in the publisher's own zone where the page gives one instant in two."""
    month_first = (language or "en").lower() in ("en", "en-us", "en-ca", "en_us")
    printed = [p for p in _printed(tree, month_first) if p.value]
    for written in _stated(metas, article, nodes):
        day = read_date(written, month_first)
        if day:
            return next((p.value for i, p in enumerate(printed) if _corrects(p, day, i == 0)), day)
    address = read_date(_day_in_address(url))
    if address:
        return address
    for value in (*_marked_up(tree), *(p.value for p in printed), text_of(article.get("dateCreated")) or ""):
        day = read_date(value, month_first)
        if day:
            return day
    return _by_htmldate(tree)


def _day_in_address(url: str | None) -> str:
    """The day in an address such as .../2026/03/14/headline, or with the month written out; "" if there is none."""
    found = _ADDRESS_DAY.search(url or "")
    return f"{found[1]}-{found[2]}-{found[3]}".replace("/", "-") if found else ""


def _corrects(printed: Printed, stated: str, first: bool) -> bool:
    """Whether what the page prints is believed over its metadata.

    It is where it gives the same instant in the publisher's own zone; where it says "published"; and where it stands
    right beside the heading and is earlier, for content systems put the day of a later edit, or of the site's move, in
    the metadata.
    """
    if is_same_instant(printed.value, stated):
        return True
    earlier = printed.value[:10] < stated[:10]
    return not printed.updated and (
        (printed.labelled and printed.distance <= LABELLED_WITHIN)
        or (first and abs(printed.distance) <= UNDER_HEADING and earlier)
    )


def is_same_instant(a: str, b: str) -> bool:
    """Whether two times with zones, to the minute, are the same moment written for two zones."""
    try:
        first_time, second_time = datetime.fromisoformat(a), datetime.fromisoformat(b)
    except ValueError:
        return False
    if first_time.tzinfo is None or second_time.tzinfo is None or first_time.utcoffset() == second_time.utcoffset():
        return False
    return abs((first_time - second_time).total_seconds()) < 60


def _stated(metas: Metas, article: Node, nodes: list[Node]) -> Iterator[str]:
    """What the metadata say of the day of publication, most trusted first."""
    for node in (article, *nodes):
        value = text_of(node.get("datePublished"))
        if value:
            yield value
    for name in _DATES:
        yield from metas.get(name, [])[:1]


def _marked_up(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("time", "span", "div", "p", "abbr", "meta"):
        if "datePublished" in (element.get("itemprop") or "") or "pubdate" in element.attrib:
            yield element.get("datetime") or element.get("content") or words_in(element)


def _printed(tree: HtmlElement, month_first: bool) -> list[Printed]:
    """Dates that the page prints beside its heading or in elements named for it: "published" first, updates last."""
    elements = list(tree.iter(*_PRINTED_IN))
    heading = next((i for i, e in enumerate(elements) if e.tag == "h1"), -FAR)
    found: list[Printed] = []
    label = ""
    for i, element in enumerate(elements):
        own = " ".join("".join([element.text or "", *(c.tail or "" for c in element)]).split())
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        near = -ABOVE_HEADING <= i - heading <= NEAR_HEADING
        if element.tag == "time" or near or _DATED.search(named):
            text = own if near and element.tag != "time" else words_in(element)
            written = element.get("datetime") or (text if len(text) <= DATE_CHARACTERS else _first_published(text))
            value = read_date(written, month_first) if written else None
            if value and not any(a.tag in ("footer", "aside", "nav") for a in element.iterancestors()):
                words = f"{label} {text}"
                found.append(
                    Printed(value, i - heading, bool(_PUBLISHED.search(words)), _is_update(f"{named} {words}"))
                )
        label = own or label
    return sorted(found, key=lambda p: (p.updated, not p.labelled))


def _by_htmldate(tree: HtmlElement) -> str | None:
    """htmldate's search, the last resort: it looks at everything, copyright lines among it."""
    from htmldate import find_date

    found: str | None = find_date(tree, extensive_search=True, original_date=True)
    return None if found and found.endswith("-01-01") else found  # a year alone, from a copyright line


def _canonical(tree: HtmlElement, metas: Metas) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower() and (link.get("href") or "").startswith("http"):
            return str(link.get("href")).strip()
    address = first(metas, "og:url")
    return address if address and address.startswith("http") else None


def words_in(element: HtmlElement) -> str:
    """The text of an element with single spaces; what is not seen is left out."""
    return " ".join("".join(_seen(element)).split())


def _seen(element: HtmlElement) -> Iterator[str]:
    if element.tag in ("script", "style", "noscript", "svg", "template"):
        return
    yield element.text or ""
    for child in element:
        if child.tag in ("br", "div", "p", "li"):
            yield " "
        yield from _seen(child)
        yield child.tail or ""
