"""Feeds that firsthand gives out: Atom (RFC 4287) and JSON Feed 1.1, of stories or of articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from firsthand.model import Article, Disagreement, Statement, Story
from firsthand.publish.encoded import json_bytes, urn_of, utc_text, without_nothing, xml_bytes, xml_line, xml_text
from firsthand.publish.layout import headline_of
from firsthand.publish.outlets import in_time
from firsthand.publish.wording import (
    DISAGREEMENTS,
    about_words,
    counted,
    language_tag,
    listed,
    moment,
    one_line,
    outlet_key,
    outlet_name,
    quoted,
    safe_url,
    story_counts,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

ATOM = "http://www.w3.org/2005/Atom"
ATOM_TYPE = "application/atom+xml"
JSON_FEED_TYPE = "application/feed+json"
_JSON_FEED = "https://jsonfeed.org/version/1.1"
#: Sentences of an account in an item; the story's page has the rest.
SENTENCES = 3
#: Disagreements named in an item likewise.
DIFFERENCES = 3
#: Characters of an article's own text in an item: a pointer to it, and no copy.
EXTRACT = 300
#: Tags of an item: the actors that are mentioned most.
TAGS = 8


@dataclass(frozen=True, slots=True)
class OutSource:
    """Where something in an item comes from."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class OutItem:
    """One story or article. What is in `summary_html` has been escaped; all else is escaped when it is written."""

    id: str  #: an IRI that stays the same
    url: str | None
    title: str
    summary_html: str
    summary_text: str
    published: datetime | None
    updated: datetime
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sources: tuple[OutSource, ...] = ()
    language: str | None = None  #: BCP 47


@dataclass(frozen=True, slots=True)
class OutFeed:
    """A feed. `self_url` is its own address, `html_url` that of the page which shows the same."""

    title: str
    subtitle: str
    id: str  #: an IRI that stays the same
    self_url: str
    html_url: str
    updated: datetime
    items: tuple[OutItem, ...] = ()


def story_item(story: Story, articles: Mapping[str, Article], base_url: str, changed_at: datetime) -> OutItem:
    """A story as an item: the first sentences with their sources, the counts, and where the reports differ.

    `base_url` is the address below which the pages are; `changed_at` when the story last changed.
    """
    ordered = in_time([articles[a] for a in story.articles])
    counts = story_counts(len(ordered), len({outlet_key(a) for a in ordered}), len(story.origins), story.owners)
    differing = counted(len(story.disagreements), "disagreement")
    sentences = [_sentence(s, articles) for s in story.account[:SENTENCES]]
    differences = [_difference(d, articles) for d in story.disagreements[:DIFFERENCES]]
    more = len(story.disagreements) - len(differences)
    if more:
        differences.append((f"and {more} more", escape(f"and {more} more")))
    tail = f"{counts}; {differing}."
    told = [f"<p>{html}</p>\n" for _, html in sentences]
    items = "".join(f"<li>{html}</li>\n" for _, html in differences)
    named = sorted(story.actors, key=lambda a: (-len(a.mentions), a.id))[:TAGS]
    return OutItem(
        id=urn_of("story", story.id),
        url=page_address(base_url, "stories", story.id),
        title=headline_of(story, ordered),
        summary_html="".join(told) + f"<p>{escape(tail)}</p>\n" + (f"<ul>\n{items}</ul>\n" if items else ""),
        summary_text="\n".join([*(t for t, _ in sentences), tail, *(f"- {t}" for t, _ in differences)]),
        published=moment(story.first_reported_at),
        updated=changed_at,
        tags=tuple(dict.fromkeys(one_line(a.name) for a in named)),
        sources=tuple(OutSource(outlet_name(a), safe_url(a.url)) for a in ordered),
        language=_language(ordered),
    )


def article_item(article: Article, base_url: str, changed_at: datetime) -> OutItem:
    """An article as an item: its beginning, and the address at its publisher as its source.

    `changed_at` is when this version of it was first seen.
    """
    name = outlet_name(article)
    extract = _extract(article)
    url = safe_url(article.url)
    source = f'<a href="{escape(url)}">{escape(name)}</a>' if url else escape(name)
    return OutItem(
        id=urn_of("article", article.id),
        url=page_address(base_url, "articles", article.id),
        title=one_line(article.headline or "") or extract or name,
        summary_html=f"<p>{escape(quoted(extract))} ({source})</p>\n" if extract else f"<p>{source}</p>\n",
        summary_text=f"{quoted(extract)} ({name})" if extract else name,
        published=moment(article.published_at),
        updated=changed_at,
        authors=article.byline or (name,),
        tags=(article.section,) if article.section else (),
        sources=(OutSource(name, url),),
        language=language_tag(article.language),
    )


def page_address(base_url: str, kind: str, id: str) -> str:
    """The address of the page of a story or an article: `<base>/stories/<id>`."""
    return f"{base_url.rstrip('/')}/{kind}/{quote(id, safe='')}"


def atom_feed(feed: OutFeed) -> bytes:
    """The feed as an Atom document."""
    from lxml import etree

    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    _add(root, "id", feed.id)
    _add(root, "title", xml_line(feed.title))
    if feed.subtitle:
        _add(root, "subtitle", xml_line(feed.subtitle))
    _add(root, "updated", utc_text(feed.updated))
    _add(_add(root, "author"), "name", "firsthand")
    _add(root, "generator", "firsthand")
    _add(root, "link", rel="self", type=ATOM_TYPE, href=feed.self_url)
    _add(root, "link", rel="alternate", type="text/html", href=feed.html_url)
    for item in feed.items:
        _atom_entry(_add(root, "entry"), item)
    return xml_bytes(root)


def json_feed(feed: OutFeed) -> bytes:
    """The feed as JSON Feed 1.1. What it has no field for stands in `_firsthand`, as it asks extensions to."""
    record = without_nothing(
        {
            "version": _JSON_FEED,
            "title": one_line(feed.title),
            "home_page_url": feed.html_url,
            "feed_url": feed.self_url,
            "description": one_line(feed.subtitle),
            "authors": [{"name": "firsthand"}],
        }
    )
    return json_bytes(record | {"items": [_json_item(i) for i in feed.items]})


def _atom_entry(entry: _Element, item: OutItem) -> None:
    _add(entry, "id", item.id)
    _add(entry, "title", xml_line(item.title) or "untitled")
    _add(entry, "updated", utc_text(item.updated))
    if item.published:
        _add(entry, "published", utc_text(item.published))
    if item.url:
        _add(entry, "link", rel="alternate", type="text/html", href=item.url)
    for source in item.sources:
        if url := safe_url(source.url):
            _add(entry, "link", rel="via", href=url, title=xml_line(source.name))
    for author in filter(None, map(xml_line, item.authors)):
        _add(_add(entry, "author"), "name", author)
    for tag in filter(None, map(xml_line, item.tags)):
        _add(entry, "category", term=tag)
    _add(entry, "summary", xml_text(item.summary_text), type="text")
    content = _add(entry, "content", xml_text(item.summary_html), type="html")
    if language := language_tag(item.language or "und"):
        content.set("{http://www.w3.org/XML/1998/namespace}lang", language)


def _json_item(item: OutItem) -> dict[str, object]:
    sources = [without_nothing({"name": one_line(s.name), "url": safe_url(s.url)}) for s in item.sources]
    return without_nothing(
        {
            "id": item.id,
            "url": item.url,
            "title": one_line(item.title),
            "content_html": xml_text(item.summary_html),
            "summary": one_line(item.summary_text),
            "date_published": utc_text(item.published) if item.published else None,
            "date_modified": utc_text(item.updated),
            "authors": [{"name": name} for name in map(one_line, item.authors) if name],
            "tags": [tag for tag in map(one_line, item.tags) if tag],
            "language": language_tag(item.language or "und"),
            "_firsthand": {"sources": sources} if sources else None,
        }
    )


def _add(parent: _Element, name: str, text: str | None = None, **attributes: str) -> _Element:
    from lxml import etree

    child: _Element = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = text
    return child


def _sentence(statement: Statement, articles: Mapping[str, Article]) -> tuple[str, str]:
    """A sentence with its sources, as text and as HTML; those that dispute it named as such."""
    text = one_line(statement.text)
    words, marks = [], []
    for disputing, title in ((False, ""), (True, "disputed by ")):
        cited = [c for c in statement.citations if (c.role == "disputing") is disputing]
        sources = {outlet_name(articles[c.span.article]): safe_url(c.url) for c in reversed(cited)}
        names = list(reversed(sources))
        if names:
            words.append(title + listed(names))
            marks.append(title + ", ".join(_link(n, sources[n]) for n in names))
    return f"{text} ({'; '.join(words)})", f"{escape(text, quote=False)} ({'; '.join(marks)})"


def _link(name: str, url: str | None) -> str:
    return f'<a href="{escape(url)}">{escape(name)}</a>' if url else escape(name)


def _difference(disagreement: Disagreement, articles: Mapping[str, Article]) -> tuple[str, str]:
    sides = []
    for side in disagreement.sides:
        told = in_time([articles[a] for a in dict.fromkeys(c.span.article for c in side.claims)])
        sides.append(f"{quoted(side.value)} ({listed(list(dict.fromkeys(outlet_name(a) for a in told)))})")
    text = f"{about_words(disagreement)} ({DISAGREEMENTS[disagreement.type]}): {'; '.join(sides)}"
    return text, escape(text, quote=False)


def _extract(article: Article) -> str:
    """The first words of its body, whole words only."""
    body = (one_line(article.quote(b.span)) for b in article.blocks if b.role == "body")
    first = next((line for line in body if line), "")
    if len(first) <= EXTRACT:
        return first
    return first[:EXTRACT].rpartition(" ")[0].rstrip(" ,;:") + " …"


def _language(ordered: Sequence[Article]) -> str | None:
    """That of all the articles; None where they differ or it is not known."""
    found = {language_tag(a.language) for a in ordered}
    return found.pop() if len(found) == 1 else None
