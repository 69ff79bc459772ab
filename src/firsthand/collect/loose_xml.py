"""Reads what is meant as XML and is none: HTML's entities, tags that nobody closes, namespaces that nobody declares.

Two steps, each linear in the length: `mend` replaces what no parser takes, character by character; `read_loosely`
builds a tree from any tags at all. An end tag closes the nearest open element of its name, and none if there is none;
so `<description><p>one<br>two</description>` ends where its author meant it to.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from firsthand.collect.xml_names import PREFIXES

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: Elements in elements; what is deeper is put at this depth. XML parsers stop at 256; real feeds reach some 30.
MAX_DEPTH = 100
#: Elements of a document that is no XML. A tree of them takes some 300 bytes each; 1,000 items have 20,000,
#: a sitemap of 50,000 addresses 400,000.
MAX_ELEMENTS = 500_000
#: Tags, sections and stray "<" of such a document; each takes a microsecond or two.
MAX_STEPS = 1_000_000
_CDATA = b"<![CDATA["
_SECTIONS = ((_CDATA, b"]]>"), (b"<!--", b"-->"), (b"<?", b"?>"), (b"<!", b">"))
_ITEM_END = re.compile(rb"</(?:item|entry|channel|feed)>")
#: A value may hold a "<", though XML forbids it, unless a tag begins there: so each search ends at the next tag.
_TAG = re.compile(
    rb"<(/?)([A-Za-z_][\w.-]{0,60}(?::[A-Za-z_][\w.-]{0,59})?)"
    rb"((?:[^<>\"']|\"(?:[^\"<]|<(?![A-Za-z/!?]))*+\"|'(?:[^'<]|<(?![A-Za-z/!?]))*+'|[\"'](?=[^<>]*+>))*+)>"
)
#: Names as XML has them, of its letters the ASCII ones: lxml makes no element or attribute of another name.
_ATTRIBUTE = re.compile(
    r"([A-Za-z_][\w.-]{0,60}(?::[A-Za-z_][\w.-]{0,59})?)\s{0,20}=\s{0,20}(\"[^\"]*+\"|'[^']*+'|[^\s\"'>]++)", re.ASCII
)
_REFERENCE = re.compile(rb"&(?:#(?:[0-9]{1,9}|[xX][0-9a-fA-F]{1,8});|[A-Za-z][A-Za-z0-9]{1,31};)?")
_FIVE = frozenset({b"&amp;", b"&lt;", b"&gt;", b"&quot;", b"&apos;"})
_CONTROL = bytes({*range(32)} - {9, 10, 13})
_NON_CHARACTER = re.compile(rb"\xef\xbf[\xbe\xbf]|\xed[\xa0-\xbf][\x80-\xbf]")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Elements of HTML that have no end tag. RSS has a `<link>` and a `<source>` of its own, which have one.
_VOID = frozenset({"br", "img", "hr", "input", "wbr", "embed", "area", "col", "param"})
_ITEMS = frozenset({"item", "entry", "url", "sitemap"})
_STRUCTURE = frozenset({"channel", "feed", "rss", "rdf", "urlset", "sitemapindex", "opml", *_ITEMS})


def mend(document: bytes) -> bytes:
    """The document with characters and references that XML has; the rest of it as it was."""
    document = _NON_CHARACTER.sub(b"", document.translate(None, _CONTROL))
    parts: list[bytes] = []
    at = 0
    while at < len(document):
        start = document.find(b"<![CDATA[", at)
        end = document.find(b"]]>", start) if start >= 0 else -1
        if end < 0:
            break
        parts += (_REFERENCE.sub(_as_xml, document[at:start]), document[start : end + 3])
        at = end + 3
    parts.append(_REFERENCE.sub(_as_xml, document[at:]))
    return b"".join(parts)


def _as_xml(found: re.Match[bytes]) -> bytes:
    """A reference as XML has it; an ampersand that begins none as one that stands for itself."""
    reference = found.group()
    if len(reference) == 1:
        return b"&amp;"
    if reference in _FIVE:
        return reference
    text = html.unescape(reference.decode("ascii"))
    if text.startswith("&"):
        return b"&amp;" + reference[1:]
    return html.escape(without_controls(text), quote=True).encode("utf-8", "replace")


def without_controls(text: str) -> str:
    """Without characters that XML has not: controls, halves of surrogate pairs, the two that are none."""
    return _NOT_XML.sub("", text)


class _Builder:
    """The tree as it grows: the open elements, and the namespaces that hold."""

    def __init__(self, items: frozenset[str]) -> None:
        self.items = items
        self.begun = 0
        self.open: list[Element] = []
        self.names: list[str] = []
        self.defaults: list[str] = [""]
        self.prefixes = dict(PREFIXES)
        self.root: Element | None = None
        self.count = 0
        self.words: list[str] = []
        self.last: list[Element | None] = []

    def text(self, raw: str) -> None:
        """Text where the tree stands, kept until the next tag."""
        self.words.append(raw)

    def flush(self) -> None:
        """Put the text that was kept into the tree."""
        raw = "".join(self.words)
        self.words.clear()
        if not self.open or not raw:
            return
        before = self.last[-1]  # lxml counts an element's children anew whenever it is asked for their number
        if before is not None:
            before.tail = (before.tail or "") + raw
        else:
            self.open[-1].text = (self.open[-1].text or "") + raw

    def start(self, name: str, attributes: dict[str, str], closed: bool) -> None:
        """An element begins; an item that is still open ends where the next begins."""
        from lxml import etree

        self.flush()
        local = name.rpartition(":")[2].lower()
        if local in _ITEMS and ":" not in name and name in self.names:
            self.end(name)
        default = attributes.pop("xmlns", self.defaults[-1])
        for key in [k for k in attributes if k.startswith("xmlns:")]:
            self.prefixes[key[6:].lower()] = attributes.pop(key)
        tag = self._tag(name, default)
        kept = {self._tag(key, ""): value for key, value in attributes.items()}
        self.count += 1
        self.begun += local in self.items
        if self.root is None:
            element = self.root = etree.Element(tag, kept)
        elif not self.open:
            return
        else:
            element = self.last[-1] = etree.SubElement(self.open[-1], tag, kept)
        if not closed and local not in _VOID and len(self.open) < MAX_DEPTH:
            self.open.append(element)
            self.last.append(None)
            self.names.append(name)
            self.defaults.append(default)

    def end(self, name: str) -> None:
        """The nearest open element of that name ends, and all in it."""
        self.flush()
        for depth in range(len(self.names) - 1, -1, -1):
            if self.names[depth] == name:
                if depth or name.rpartition(":")[2].lower() in _STRUCTURE:
                    del self.open[depth:], self.names[depth:], self.last[depth:], self.defaults[depth + 1 :]
                return
            if self.names[depth].lower() in _STRUCTURE and name.lower() not in _STRUCTURE:
                return

    def _tag(self, name: str, default: str) -> str:
        prefix, colon, local = name.rpartition(":")
        space = self.prefixes.get(prefix.lower(), "") if colon else default
        return f"{{{space}}}{local}" if space else local


def read_loosely(document: bytes, items: frozenset[str], limit: int) -> tuple[Element | None, int]:
    """A tree of whatever tags the (mended) document has, None where it has none; and where the reading ended.

    It ends early where `limit` elements of the names `items` have begun and another one comes, or at other limits.
    """
    builder = _Builder(items)
    missing: set[bytes] = set()
    at = 0
    for _ in range(MAX_STEPS):
        if at >= len(document) or builder.count >= MAX_ELEMENTS or builder.begun > limit:
            break
        start = document.find(b"<", at)
        if start < 0:
            start = len(document)
        builder.text(_unescaped(document[at:start]))
        if start == len(document):
            at = start
            break
        at = _step(builder, document, start, missing)
    builder.flush()
    return builder.root, at


def _step(builder: _Builder, document: bytes, start: int, missing: set[bytes]) -> int:
    """What begins at a "<"; where it ends. `missing` are the closing marks that do not come any more."""
    for opener, closer in _SECTIONS:
        if document.startswith(opener, start):
            inner = start + len(opener)
            end = -1 if closer in missing else document.find(closer, inner)
            if end < 0:
                missing.add(closer)
                closer = b""
                end = _section_end(document, start) if opener == _CDATA else inner
            if opener == _CDATA:
                builder.text(without_controls(document[inner:end].decode("utf-8", "replace")))
            return end + len(closer)
    tag = _TAG.match(document, start)
    if tag is None:
        builder.text("<")
        return start + 1
    name = tag[2].decode("utf-8", "replace")
    if tag[1]:
        builder.end(name)
    else:
        inner_text = tag[3].decode("utf-8", "replace")
        builder.start(name, _attributes(inner_text), inner_text.endswith("/"))
    return tag.end()


def _section_end(document: bytes, start: int) -> int:
    """Where a CDATA section that nobody ended is taken to end: at the end of its item, else of all."""
    found = _ITEM_END.search(document, start)
    return found.start() if found else len(document)


def _attributes(inner: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(inner):
        value = match[2]
        if value[:1] in "\"'":
            value = value[1:-1]
        found.setdefault(match[1], without_controls(html.unescape(value)))
    return found


def _unescaped(raw: bytes) -> str:
    text = raw.decode("utf-8", "replace")
    return without_controls(html.unescape(text)) if "&" in text else text
