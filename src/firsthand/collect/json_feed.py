"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import html
import json
from typing import Any

from firsthand.collect.feed_values import AUTHORS, GUID, SUMMARY, Values, absolute
from firsthand.collect.xml_feed import MAX_ENTRIES
from firsthand.model import Entry, ParsedFeed

_VERSION = "jsonfeed.org/version/1"


def read_json_feed(document: bytes, values: Values) -> ParsedFeed:
    """The feed. Raises ValueError with a sentence where the document is no JSON, or JSON but no feed."""
    try:
        record = json.loads(document)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"It begins like JSON and is none: {str(error)[:120]}.") from error
    if not isinstance(record, dict) or not isinstance(record.get("items"), list):
        raise ValueError("It is JSON, but no JSON Feed: it has no list of items.")
    version = record.get("version")
    if not isinstance(version, str) or _VERSION not in version:
        if not isinstance(record.get("title"), str):
            raise ValueError("It is JSON, but no JSON Feed: it names no version of it.")
        values.say("It names no version of JSON Feed; it was read as 1.1.")
    items = record["items"]
    if len(items) > MAX_ENTRIES:
        values.say(f"The feed has {len(items):,} entries; the first {MAX_ENTRIES:,} were read.")
    found = [_entry(item, values) for item in items[:MAX_ENTRIES] if isinstance(item, dict)]
    return ParsedFeed(
        kind="json",
        title=values.text(_text(record, "title")),
        site=values.address(_text(record, "home_page_url")),
        language=values.language(_text(record, "language")),
        entries=values.entries(found),
    )


def _entry(item: dict[str, Any], values: Values) -> Entry:
    guid = values.text(_text(item, "id"), GUID)
    url = values.address(_text(item, "url") or _text(item, "external_url"))
    content = values.html(_text(item, "content_html"))
    plain = _text(item, "content_text")
    if content is None and plain and plain.strip():
        paragraphs = "".join(f"<p>{html.escape(p, quote=False)}</p>" for p in plain.splitlines() if p.strip())
        content = values.html(paragraphs)
    summary = _text(item, "summary")
    return Entry(
        url=url or (absolute(guid, None) if guid else None),
        guid=guid,
        title=values.text(_text(item, "title")),
        published=values.time(_text(item, "date_published")),
        updated=values.time(_text(item, "date_modified")),
        summary=values.html(html.escape(summary, quote=False), SUMMARY) if summary else None,
        content=content,
        authors=_authors(item, values),
        language=values.language(_text(item, "language")),
    )


def _authors(item: dict[str, Any], values: Values) -> tuple[str, ...]:
    """Of version 1.1 a list, of 1.0 one object."""
    said = item.get("authors")
    people = said if isinstance(said, list) else [item.get("author")]
    names = (values.author(_text(p, "name")) for p in people[:AUTHORS] if isinstance(p, dict))
    return tuple(dict.fromkeys(n for n in names if n))


def _text(record: dict[str, Any], name: str) -> str | None:
    """A field that is a string, or a number where ids are written so."""
    value = record.get(name)
    if isinstance(value, str):
        return value
    return str(value) if name == "id" and isinstance(value, int) and abs(value) < 10**18 else None
