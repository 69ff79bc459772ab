"""Feeds as OPML 2.0, the list that feed readers exchange."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

#: Address, title, and the address of the pages that it is a feed of.
Feed = tuple[str, str | None, str | None]

#: What XML 1.0 does not allow, even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def opml_lines(feeds: Iterable[Feed], at: datetime) -> Iterator[str]:
    """The document, line by line."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<opml version="2.0">\n'
    date = escape(format_datetime(at, usegmt=True))
    yield f"  <head><title>Feeds of firsthand</title><dateCreated>{date}</dateCreated></head>\n  <body>\n"
    for url, title, site in feeds:
        named = {"text": title or url, "title": title or url, "type": "rss", "xmlUrl": url}
        named |= {"htmlUrl": site} if site else {}
        yield f"    <outline {' '.join(f'{k}={_quoted(v)}' for k, v in named.items())}/>\n"
    yield "  </body>\n</opml>\n"


def _quoted(value: str) -> str:
    return quoteattr(_NO_XML.sub("", value), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
