"""HTML out of a feed's elements: text that was escaped, a CDATA section, or tags that stand in the feed itself."""

from __future__ import annotations

import base64
import binascii
import html
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_VOID = frozenset({"br", "img", "hr", "input", "wbr", "embed", "area", "col", "param", "link", "meta", "source"})
_TEXT = frozenset({"text", "text/plain"})
_XHTML = frozenset({"xhtml", "application/xhtml+xml", "xml", "application/xml", "text/xml"})
_HTML = frozenset({"html", "text/html", "text/x-html", "htm"})


def words_of(element: Element) -> str:
    """The text of an element and of all in it."""
    if not len(element):
        return element.text or ""
    return "".join(element.itertext())


def html_of(element: Element, escaped: bool) -> str | None:
    """What an element of RSS or Atom holds, as HTML; None where it is in another format.

    `escaped` is whether an element that names no type holds HTML, as RSS has it, or plain text, as Atom has it.
    """
    kind = (element.get("type") or "").strip().lower().partition(";")[0].rstrip()
    if len(element):
        return inner_html(element)
    text = element.text or ""
    if (element.get("mode") or "").lower() == "base64" or not _is_written(kind):
        decoded = _from_base64(text)
        if decoded is None or kind.startswith(("image/", "audio/", "video/")):
            return None
        return html.escape(decoded, quote=False) if kind in _TEXT else decoded
    if kind in _TEXT or (not kind and not escaped):
        return html.escape(text, quote=False)
    return text


def inner_html(element: Element) -> str:
    """The elements in an element as HTML: local names, no namespaces, text escaped."""
    inner = element
    if len(element) == 1 and not (element.text or "").strip() and _local(element[0]) == "div":
        inner = element[0]
    parts = [html.escape(inner.text or "", quote=False)]
    pending: list[Element | str] = list(reversed(inner))
    while pending:
        node = pending.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        name = _local(node)
        tail = html.escape(node.tail or "", quote=False)
        if not name:
            parts.append(tail)
            continue
        attributes = "".join(f' {_bare(k)}="{html.escape(v)}"' for k, v in node.attrib.items())
        parts.append(f"<{name}{attributes}>")
        if name in _VOID and not len(node) and not node.text:
            parts.append(tail)
            continue
        parts.append(html.escape(node.text or "", quote=False))
        pending.append(f"</{name}>{tail}")
        pending.extend(reversed(node))
    return "".join(parts)


def _is_written(kind: str) -> bool:
    """Whether content of that type is text that stands there as it is, and not as base64."""
    if not kind or "/" not in kind or kind.startswith("text/"):
        return True
    return kind in _HTML or kind in _XHTML or kind.endswith("+xml")


def _from_base64(text: str) -> str | None:
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None


def _local(element: Element) -> str:
    tag = element.tag
    return _bare(tag) if isinstance(tag, str) else ""


def _bare(name: str | bytes) -> str:
    text = name if isinstance(name, str) else name.decode()
    return text.rpartition("}")[2]
