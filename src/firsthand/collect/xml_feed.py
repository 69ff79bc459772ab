"""RSS 0.90 to 2.0 and Atom 0.3 and 1.0: from the elements of a document to its entries.

One reader for both: feeds mix them (`atom:link` and `dc:date` in RSS, `content:encoded` in Atom), and what an element
means depends on its name, not on the document's first one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from firsthand.collect.feed_values import AUTHORS, GUID, NAME, SUMMARY, Values, absolute, seconds_between
from firsthand.collect.xml_html import html_of, words_of
from firsthand.collect.xml_names import name_of
from firsthand.collect.xml_tree import Tree
from firsthand.model import Entry, FeedKind, ParsedFeed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: Entries of one document. Feeds of news hold 10 to 500; one that holds more is an archive or an attack, and what is
#: new stands on top. It bounds what one look at a feed can set off.
MAX_ENTRIES = 1_000

_PUBLISHED = ("pubdate", "published", "dc:date", "issued", "dcterms:issued", "created", "dcterms:created", "date")
_UPDATED = ("updated", "modified", "dcterms:modified")
_SUMMARY = ("description", "summary", "tagline", "dc:description", "itunes:summary", "media:description")
_CONTENT = ("content:encoded", "content", "fullitem", "xhtml:body", "xhtml:div", "body")
_AUTHORS = ("dc:creator", "author", "itunes:author", "dc:author")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Fields = dict[str, list["Element"]]


def read_xml_feed(tree: Tree, root: str, values: Values) -> ParsedFeed:
    """The feed, with its entries in the order of the document."""
    kind: FeedKind = "atom" if root in ("feed", "entry") else "rss"
    channel = _channel(tree.root)
    fields = _fields(channel)
    reader = _Reader(kind, values, _has_bases(tree.root))
    title = reader.plain(_first(fields, "title", "dc:title"))
    entries = [reader.entry(item, title) for item in tree.items]
    if tree.surplus:
        total = len(tree.items) + tree.surplus
        values.say(f"The feed has {total:,} entries; the first {len(tree.items):,} were read.")
    return ParsedFeed(
        kind=kind,
        title=title,
        site=reader.link(fields),
        language=values.language(
            _text(fields, "language", "dc:language") or channel.get(_LANG) or tree.root.get(_LANG)
        ),
        entries=values.entries(entries),
        every=_every(fields, values),
    )


class _Reader:
    """Reads the entries of one document."""

    def __init__(self, kind: FeedKind, values: Values, bases: bool) -> None:
        self.kind = kind
        self.values = values
        self.bases = bases

    def entry(self, item: Element, feed_title: str | None) -> Entry:
        """What one item or entry says."""
        fields, values = _fields(item), self.values
        guid = values.text(_text(fields, "guid", "id") or _about(item), GUID)
        content = self._content(fields)
        summary = self._html(_first(fields, *_SUMMARY), SUMMARY)
        return Entry(
            url=self._url(fields, item, guid),
            guid=guid,
            title=self.plain(_first(fields, "title", "dc:title", "media:title")),
            published=values.time(_text(fields, *_PUBLISHED)),
            updated=values.time(_text(fields, *_UPDATED)),
            summary=summary,
            content=content,
            authors=self._authors(fields),
            publisher=self._publisher(fields, feed_title),
            language=self._language(fields, item),
        )

    def plain(self, element: Element | None) -> str | None:
        """A title: HTML where its type says so, and in RSS, which has no types."""
        if element is None:
            return None
        return self.values.plain(html_of(element, escaped=self.kind == "rss"))

    def link(self, fields: Fields) -> str | None:
        """The address of the page: as RSS writes it, in the element; else as Atom does, in an attribute."""
        written = _written_links(fields)
        if written:
            return self.values.address(words_of(written[0]), self._base(written[0]))
        best = sorted(_alternates(fields), key=_rank)
        return self.values.address(best[0].get("href"), self._base(best[0])) if best else None

    def _url(self, fields: Fields, item: Element, guid: str | None) -> str | None:
        original = _text(fields, "feedburner:origlink")
        if original:
            return self.values.address(original, self._base(item))
        found = self.link(fields)
        if found or guid is None:
            return found
        permanent = all((e.get("isPermaLink") or "true").strip().lower() != "false" for e in fields.get("guid", ()))
        return absolute(guid, None) if permanent else None

    def _base(self, element: Element) -> str | None:
        """What relative addresses in an element are relative to."""
        if not self.bases:
            return self.values.url
        try:
            return urljoin(self.values.url or "", (element.base or "").strip()) or None
        except ValueError:
            return self.values.url

    def _content(self, fields: Fields) -> str | None:
        """The longest of the texts that the entry carries."""
        found = (self._html(e) for name in _CONTENT for e in fields.get(name, ()) if not e.get("src"))
        return max((c for c in found if c), key=len, default=None)

    def _html(self, element: Element | None, limit: int | None = None) -> str | None:
        if element is None:
            return None
        escaped = self.kind == "rss" or (element.get("mode") or "") == "escaped" or ":" in name_of(element.tag)
        text = html_of(element, escaped)
        return self.values.html(text, limit) if limit else self.values.html(text)

    def _authors(self, fields: Fields) -> tuple[str, ...]:
        names: list[str] = []
        for name in _AUTHORS:
            for element in fields.get(name, ())[:AUTHORS]:
                own = _fields(element) if len(element) else {}
                said = self.values.author(_text(own, "name") if own else words_of(element)[: 4 * NAME])
                if said and said not in names:
                    names.append(said)
            if names:
                break
        return tuple(names[:AUTHORS])

    def _language(self, fields: Fields, item: Element) -> str | None:
        """Of the entry, else of its text."""
        body = _first(fields, *_CONTENT)
        own = item.get(_LANG) or _text(fields, "dc:language", "language")
        return self.values.language(own or (body.get(_LANG) if body is not None else None))

    def _publisher(self, fields: Fields, feed_title: str | None) -> str | None:
        """Who published it first: RSS's `<source>`, or the title of the feed that an Atom entry was taken from."""
        for source in fields.get("source", ()):
            own = _first(_fields(source), "title") if len(source) else source
            name = self.plain(own)
            if name and name != feed_title:
                return name[:NAME]
        return None


def _channel(root: Element) -> Element:
    """Where the feed says what it is itself."""
    if name_of(root.tag) in ("rss", "rdf:rdf", "rdf"):
        for child in root:
            if name_of(child.tag) == "channel":
                return child
    return root


def _fields(element: Element) -> Fields:
    """The elements in an element, by name."""
    fields: Fields = {}
    for child in element:
        name = name_of(child.tag)
        if name:
            fields.setdefault(name, []).append(child)
    return fields


def _first(fields: Fields, *names: str) -> Element | None:
    """The first element of the first of these names that holds anything."""
    for name in names:
        for element in fields.get(name, ()):
            if len(element) or (element.text or "").strip():
                return element
    return None


def _text(fields: Fields, *names: str) -> str | None:
    element = _first(fields, *names)
    return words_of(element) if element is not None else None


def _written_links(fields: Fields) -> list[Element]:
    return [e for e in fields.get("link", ()) if not e.get("href") and (e.text or "").strip() and _is_alternate(e)]


def _alternates(fields: Fields) -> list[Element]:
    links = (*fields.get("link", ()), *fields.get("xhtml:link", ()))
    return [e for e in links if e.get("href") and _is_alternate(e)]


def _is_alternate(link: Element) -> bool:
    """Whether it leads to the same in another form; to what is related, enclosed or quoted lead other links."""
    return (link.get("rel") or "alternate").strip().lower().rpartition("/")[2] == "alternate"


def _rank(link: Element) -> int:
    """Pages before links of no type, and these before other formats of the same."""
    kind = (link.get("type") or "").strip().lower()
    return 0 if kind in ("text/html", "application/xhtml+xml") else 1 if not kind else 2


def _about(item: Element) -> str | None:
    """RSS 1.0 tells its items apart by an attribute."""
    return next((v for k, v in item.attrib.items() if name_of(k) == "rdf:about"), None)


def _has_bases(root: Element) -> bool:
    return bool(root.xpath("boolean(//@xml:base)"))


def _every(fields: Fields, values: Values) -> int | None:
    said = [_text(fields, name) for name in ("ttl", "sy:updateperiod", "sy:updatefrequency")]
    try:
        return seconds_between(*said)
    except (ValueError, OverflowError):
        values.wrong("interval", " ".join(s for s in said if s))
        return None
