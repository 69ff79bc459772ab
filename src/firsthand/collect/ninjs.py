"""Articles out of ninjs 1.x to 3.x, the IPTC's JSON for news agencies (iptc.org/std/ninjs).

The versions differ in names alone: 1.x has `headline` and `body_html`, 2.x lists of `headlines` and `bodies`, 3.x the
same in camel case. So names are compared in lower case, and either form is taken wherever it stands.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any

from firsthand.collect.sizes import oversize
from firsthand.model import Capture, Failure, Given

#: Items of one document. A day of a large agency's wire has under 5,000.
MOST_ITEMS = 10_000
#: How deep an item may stand in the associations of others: a sidebar in a composite is at 2.
DEEPEST = 3
#: Names that nothing but ninjs has beside `uri`.
_TELLING = frozenset("versioncreated firstcreated contentcreated pubstatus representationtype altids".split())
_TELLING |= frozenset("bodies headlines body_text body_html body_xhtml infosource infosources".split())
_WRITTEN = frozenset({"", "text", "composite", "component"})
_OTHER = frozenset({"picture", "graphic", "audio", "video", "planning", "event"})
_TIMES = ("versioncreated", "firstcreated", "contentcreated")
_LINE = 2_000
_SURROGATE = re.compile("[\ud800-\udfff]")
_TAG = re.compile(r"<[^<>]*+>")
_WEB = re.compile(r"https?://[^\s/]", re.I)
_WHOLE_PAGE = re.compile(r"<body\b[^<>]*+>(.*?)(?:</body|\Z)", re.I | re.S)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")

Item = dict[str, Any]


def is_ninjs(record: object) -> bool:
    """Whether a JSON value is an item of ninjs, a list of such, or an object with such a list under `items`."""
    return any(_is_item(item) for item in _items(record)[:MOST_ITEMS])


def read_ninjs(body: bytes, source: str) -> Iterator[Capture | Failure]:
    """Each article of a ninjs document, as a page that holds what the item says, or why an item gives none.

    Pictures, recordings and events are passed by, named where the document holds nothing else. An item of a list is
    named as "source:number".
    """
    try:
        record = json.loads(body)
    except (ValueError, RecursionError) as error:
        yield Failure(source, "collect", f"It is not valid JSON: {error}".rstrip(".") + ".")
        return
    items = _items(record)
    told = False
    others: list[str] = []
    for number, item in enumerate(items[:MOST_ITEMS], 1):
        place = source if record is item else f"{source}:{number}"
        kind = str(item.get("type") or "") if isinstance(item, dict) else ""
        if kind in _OTHER:
            others.append(kind)
        for outcome in _read(item, place, set(), 1):
            told = True
            yield outcome
    if len(items) > MOST_ITEMS:
        yield Failure(source, "collect", f"It has {len(items):,} items; the first {MOST_ITEMS:,} are read.")
    elif not told and others:
        yield Failure(source, "collect", f"It is ninjs without an article: {', '.join(sorted(set(others)))}.")
    elif not told:
        yield Failure(source, "collect", "It is ninjs without items.")


def _items(record: object) -> list[Any]:
    """The items of a document, whichever of the three forms it has."""
    if isinstance(record, dict):
        items = record.get("items")
        return items if isinstance(items, list) and not _is_item(record) else [record]
    return record if isinstance(record, list) else []


def _is_item(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    item = _lowered(value)
    standard = item.get("standard") or item.get("$standard")
    if isinstance(standard, dict) and "ninjs" in str(standard.get("name")).lower():
        return True
    if not isinstance(item.get("uri"), str):
        return False
    typed = "headline" in item and str(item.get("type")) in (_WRITTEN | _OTHER) - {""}
    return typed or not _TELLING.isdisjoint(item)


def _read(value: object, place: str, seen: set[str], depth: int) -> Iterator[Capture | Failure]:
    """The article of an item, and those that it carries whole among its associations."""
    if not isinstance(value, dict):
        yield Failure(place, "collect", "The item is JSON but not an object.")
        return
    item = _lowered(value)
    uri = _line(item.get("uri"))
    if uri in seen:
        return
    if uri:
        seen.add(uri)
    kind = item.get("type")
    if not isinstance(kind, str) or kind in _WRITTEN or kind not in _OTHER:
        yield from _article(item, uri, place, depth)
    if depth < DEEPEST:
        for associated in _associated(item):
            yield from _read(associated, place, seen, depth + 1)


def _associated(item: Item) -> list[Item]:
    """The written items that an item carries with it."""
    held = item.get("associations")
    values = list(held.values()) if isinstance(held, dict) else held if isinstance(held, list) else []
    return [v for v in values[:MOST_ITEMS] if isinstance(v, dict) and v.get("type") in ("text", "composite")]


def _article(item: Item, uri: str | None, place: str, depth: int) -> Iterator[Capture | Failure]:
    status = item.get("pubstatus")
    if status in ("withheld", "canceled"):
        yield Failure(place, "collect", f"Its publisher has set its status to {status!r}: it is not read.")
        return
    content = _content(item)
    if content is None:
        if depth == 1 and not _associated(item):
            yield Failure(place, "collect", "The item carries no text: neither `body_html`, `body_text` nor `bodies`.")
        return
    if _line(item.get("embargoed")):
        reason = f"Its publisher holds it back until {_line(item['embargoed'])}: do not publish from it before."
        yield Failure(place, "collect", reason)
    if _SURROGATE.search(content):
        yield Failure(place, "collect", "Half a surrogate pair stands in the text; it is kept as \ufffd.")
    title = _headline(item)
    body = _SURROGATE.sub("\ufffd", _page(item, title, content)).encode()
    reason_large = oversize(len(body), "html")
    if reason_large:
        yield Failure(place, "collect", reason_large)
        return
    published = next((t for name in _TIMES if (t := _line(item.get(name)))), None)
    url = uri if uri and _WEB.match(uri) else None
    given = Given(None if url else uri, url, _publisher(item), published, title)
    yield Capture(hashlib.sha256(body).hexdigest(), place, "html", body, "utf-8", given)


def _content(item: Item) -> str | None:
    """The text as HTML: from a body that is HTML, else from one of plain text; None where there is neither."""
    bodies = [(name.removeprefix("body_"), value) for name, value in item.items() if name.startswith("body_")]
    listed = item.get("bodies")
    for entry in listed if isinstance(listed, list) else []:
        if isinstance(entry, dict):
            entry = _lowered(entry)
            bodies.append((str(entry.get("contenttype") or entry.get("role") or ""), entry.get("value")))
    found = [(kind.lower(), value) for kind, value in bodies if isinstance(value, str) and value.strip()]
    for kind, value in found:
        if "html" in kind:
            page = _WHOLE_PAGE.search(value)
            return page[1] if page else value
    for kind, value in found:
        if kind in ("text", "plain", "text/plain", "main", ""):
            return _paragraphs(value)
    return None


def _paragraphs(text: str) -> str:
    """Plain text as HTML: a paragraph where blank lines part it, else where lines do."""
    text = text.replace("\r\n", "\n").strip()
    parts = _BLANK_LINE.split(text)
    if len(parts) == 1:
        parts = text.split("\n")
    return "".join(f"<p>{escape(part.strip(), quote=False)}</p>\n" for part in parts if part.strip())


def _page(item: Item, title: str | None, content: str) -> str:
    """A page with nothing on it but the article; what else the item says of it stands in its head."""
    language = escape(_line(item.get("language")) or "")
    said = {
        "author": _line(item.get("byline")) or _line(item.get("by")),
        "geo.placename": _line(item.get("located")),
        "copyright": _line(item.get("copyrightnotice")),
    }
    metas = "".join(f'<meta name="{name}" content="{escape(text)}">' for name, text in said.items() if text)
    heading = escape(title or "", quote=False)
    return (
        f'<!DOCTYPE html><html lang="{language}"><head>'
        f'<meta charset="utf-8"><title>{heading}</title>{metas}</head><body><main><article>\n'
        f"{f'<h1>{heading}</h1>' if heading else ''}\n{content}\n</article></main></body></html>"
    )


def _headline(item: Item) -> str | None:
    """The main headline, else the first, else the title."""
    listed = item.get("headlines")
    entries = [_lowered(e) for e in listed if isinstance(e, dict)] if isinstance(listed, list) else []
    entries.sort(key=lambda e: e.get("role") != "main")
    for value in (*(e.get("value") for e in entries), item.get("headline"), item.get("title")):
        line = _line(_TAG.sub(" ", value)) if isinstance(value, str) else None
        if line:
            return line
    return None


def _publisher(item: Item) -> str | None:
    """Who holds the copyright, else whose information it is."""
    holder = item.get("copyrightholder")
    if isinstance(holder, dict):
        holder = holder.get("name")
    if _line(holder):
        return _line(holder)
    listed = item.get("infosources") or item.get("infosource")
    names = [_line(s.get("name")) for s in listed if isinstance(s, dict)] if isinstance(listed, list) else []
    return next((name for name in names if name), None)


def _lowered(item: Item) -> Item:
    """With names in lower case; where two fall together, the first stays."""
    lowered: Item = {}
    for name, value in item.items():
        lowered.setdefault(name.lower(), value)
    return lowered


def _line(value: object) -> str | None:
    """A field as a line of text; None for what is no text."""
    if not isinstance(value, str):
        return None
    return " ".join(_SURROGATE.sub("\ufffd", value[:_LINE]).split()) or None
