"""The day of publication of a page, by its metadata, its address and what it prints. Runs in the child process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from firsthand.clean.dates import read_date
from firsthand.clean.linked_data import Node, is_article, is_page, text_of
from firsthand.clean.shown import own_words, words_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DATES = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date.created", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "publicationdate", "originalpublicationdate",
    "og:pubdate", "bt:pubdate", "parsely-pub-date", "sailthru.date", "article.published", "article:published",
    "article.created", "published-date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "citation_publication_date", "citation_online_date", "citation_date", "article_date_original", "published_at",
    "published_time", "iso-8601-publish-date", "displaydate", "pdate", "rnews:datepublished",
)  # fmt: skip
_ADDRESS_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?|[a-z]{3,9})[/-](\d\d?)(?:[/-]|$)", re.I)
_PRINTED_IN = ("h1", "time", "span", "div", "p", "li", "small", "em", "abbr", "h5", "h6", "a", "legend", "fieldset")
#: Elements after the heading in which a date is taken for the article's without further sign.
NEAR_HEADING = 25
#: The same before the heading.
ABOVE_HEADING = 12
#: The same for a date that "published" stands before.
LABELLED_WITHIN = 400
#: Elements on either side of the heading, where it is believed over the metadata if it is earlier.
UNDER_HEADING = 8
#: Elements on either side of the heading beyond which a date is as likely a neighbor's.
FAR_FROM_HEADING = 100
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


class Printed(NamedTuple):
    """A date that stands on the page for people to read."""

    value: str  #: ISO 8601
    distance: int  #: elements after the heading, or before it where negative
    labelled: bool  #: "published" stands before it
    updated: bool  #: "updated" stands before it, or the element is named so


def find_published(
    tree: HtmlElement,
    metas: dict[str, list[str]],
    article: Node,
    nodes: list[Node],
    language: str | None,
    url: str | None,
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


def _stated(metas: dict[str, list[str]], article: Node, nodes: list[Node]) -> Iterator[str]:
    """What the metadata say of the day of publication, most trusted first.

    What is neither article nor page, a video or a comment, has a day of its own, and is asked last.
    """
    own = [n for n in (article, *nodes) if is_article(n) or is_page(n)]
    for node in own:
        if value := text_of(node.get("datePublished")):
            yield value
    for name in _DATES:
        yield from metas.get(name, [])[:1]
    for node in nodes:
        if value := text_of(node.get("datePublished")):
            yield value


def _is_update(words: str) -> bool:
    return bool(_UPDATED.search(words)) and not _FIRST_PUBLISHED.search(words)


def _first_published(text: str) -> str:
    """The end of a note such as "This article was originally published on 14 March 2026", from the date on; else ""."""
    found = _FIRST_PUBLISHED.search(text[:300])
    return text[found.end() : found.end() + DATE_CHARACTERS] if found else ""


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
    if printed.value[:10] == stated[:10]:
        return False  # the metadata give the time and zone as well
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


def _marked_up(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("time", "span", "div", "p", "abbr", "meta"):
        if "datePublished" in (element.get("itemprop") or "") or "pubdate" in element.attrib:
            yield element.get("datetime") or element.get("content") or words_in(element)


def _printed(tree: HtmlElement, month_first: bool) -> list[Printed]:
    """Dates that the page prints beside its heading or in elements named for it, most trusted first."""
    elements = list(tree.iter(*_PRINTED_IN))
    heading = next((i for i, e in enumerate(elements) if e.tag == "h1"), -FAR)
    found: list[Printed] = []
    label = ""
    for i, element in enumerate(elements):
        own = own_words(element)
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
    return sorted(found, key=_rank)


def _rank(printed: Printed) -> tuple[bool, bool, bool]:
    """What stands far off comes last, whatever it says; else an update; "published" before what says nothing."""
    far = abs(printed.distance) > FAR_FROM_HEADING and not printed.labelled
    return far, printed.updated, not printed.labelled


def _by_htmldate(tree: HtmlElement) -> str | None:
    """htmldate's search, the last resort: it looks at everything, copyright lines among it."""
    from htmldate import find_date

    found: str | None = find_date(tree, extensive_search=True, original_date=True)
    return None if found and found.endswith("-01-01") else found  # a year alone, from a copyright line
