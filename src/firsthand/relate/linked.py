"""Links as evidence: to another article of the story, or to a publisher beside words that attribute."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from firsthand.model import Article
from firsthand.relate.outlets import Attribution, load_outlets, outlet_of

#: Characters before and after a link's words in which the words that attribute stand, in the link's own sentence.
BESIDE = 60
_ATTRIBUTES = re.compile(
    r"\b(?:according to|as (?:first )?(?:noted|reported|seen) (?:by|in|on)|broke|cit(?:es|ed|ing)|confirmed (?:by|to)"
    r"|exclusive|first (?:noticed|published|reported|spotted)|h/t|interview|published|quot(?:es|ed|ing)|reporting"
    r"|reports?|reported|reportedly|reveal(?:s|ed)|said|says|source|spoke to|tells|told|via|wrote|writes)\b",
    re.IGNORECASE,
)
#: The part of a query that names the page; the rest says where the reader came from.
_NUMBER = re.compile(r"(?<![^&])(?:article|articleid|id|nid|p|story|storyid)=[^&]+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s|\n")


def address(url: str | None) -> str | None:
    """What two addresses of one page have in common: host without "www.", and path. None where there is no path."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    path, number = parts.path.rstrip("/"), "&".join(_NUMBER.findall(parts.query))
    return f"{_bare(parts.netloc)}{path}?{number}" if path else None


def addresses(articles: Sequence[Article]) -> dict[str | None, str]:
    """The id of each article by its address, of those that have one."""
    return {key: a.id for a in reversed(articles) if (key := address(a.url))}


def publishing_hosts(articles: Sequence[Article]) -> dict[str, str]:
    """The short name of the publisher by host, for the articles that a page was read of."""
    found = {}
    for article in articles:
        if (outlet := outlet_of(article.publisher)) and article.publisher and "." in article.publisher.id:
            found[_bare(article.publisher.id)] = outlet
    return found


def with_links(article: Article, named: Sequence[Attribution], hosts: Mapping[str, str]) -> list[Attribution]:
    """The attributions of an article, with those that a link alone makes: "according to a report", linked."""
    found = list(named)
    for link in article.links:
        outlet = _outlet_at(link.url, hosts)
        if outlet is None:
            continue
        start, end = link.span.start, link.span.end
        if any(a.outlet == outlet and abs(a.start - start) <= BESIDE + len(link.span) for a in named):
            continue  # named in so many words
        before = _SENTENCE_END.split(article.text[max(0, start - BESIDE) : start])[-1]
        after = _SENTENCE_END.split(article.text[end : end + BESIDE])[0]
        beside = f"{before}{article.text[start:end]}{after}"
        found.append(Attribution(outlet, start, end, _ATTRIBUTES.search(beside) is not None))
    return sorted(found, key=lambda a: (a.start, a.end, a.outlet))


def _outlet_at(url: str, hosts: Mapping[str, str]) -> str | None:
    """The publisher of a linked page; None where the link leads to a front page, a section or a subject."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if not re.search(r"\d{4}|-\w+-", parts.path):
        return None
    labels = _bare(parts.netloc).split(".")
    known = load_outlets().by_host
    names = (".".join(labels[i:]) for i in range(len(labels) - 1))
    return next((o for n in names if (o := hosts.get(n) or known.get(n))), None)


def _bare(host: str) -> str:
    return host.lower().rpartition("@")[2].partition(":")[0].removeprefix("www.")
