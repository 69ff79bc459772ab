"""JSON-LD: what a page says of its article in schema.org's terms. Runs in the child process."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

Node = dict[str, Any]

#: schema.org types that are an article: NewsArticle, ReportageNewsArticle, BlogPosting, LiveBlogPosting, Report ...
_ARTICLE = re.compile(r"(?:article|blogposting|liveblogposting|mediaposting|^report|^review)$", re.I)
_PAGE = re.compile(r"(?:webpage|itempage|^recipe|^howto|^videoobject|^podcastepisode|^event)$", re.I)
_CRUFT = re.compile(
    r"^\s*(?:<!\[CDATA\[|<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:\]\]>|-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|;)\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
#: Levels of nesting that are followed. Real pages have up to eight; nodes seen at all: a page with more is not read on.
_DEPTH, _NODES = 12, 5000


def read_nodes(scripts: Iterable[str]) -> list[Node]:
    """Every object with a type in the page's JSON-LD, outer before inner; scripts that are no JSON are passed by."""
    found: list[Node] = []
    for script in scripts:
        value = _parse(script)
        if value is not None:
            found.extend(_walk(value, 0))
        if len(found) > _NODES:
            break
    return found[:_NODES]


def article_node(nodes: Iterable[Node]) -> Node:
    """The article's node: the first that has a headline, else the first of its kind, else the page's; {} if none."""
    articles = [n for n in nodes if _is(n, _ARTICLE)]
    for wanted in ("headline", "author", "datePublished", "name"):
        for node in articles:
            if node.get(wanted):
                return node
    pages = [n for n in nodes if _is(n, _PAGE) and (n.get("datePublished") or n.get("author"))]
    return next(iter([*pages, *articles]), {})


def names_of(value: object, nodes: Iterable[Node]) -> list[str]:
    """The names of persons or bodies in an author or publisher field, following references by @id."""
    by_id = {n["@id"]: n for n in nodes if isinstance(n.get("@id"), str) and n.get("name")}
    return list(dict.fromkeys(_names(value, by_id, 0)))


def text_of(value: object) -> str | None:
    """A field that should be a string, and is often a list of one."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("@id")
    return " ".join(html.unescape(value).split()) or None if isinstance(value, str) else None


def _names(value: object, by_id: dict[str, Node], depth: int) -> Iterator[str]:
    if depth > 3:
        return
    if isinstance(value, list):
        for each in value[:50]:
            yield from _names(each, by_id, depth + 1)
    elif isinstance(value, dict):
        reference = value.get("@id")
        if "name" not in value and isinstance(reference, str) and reference in by_id:
            value = by_id[reference]
        if value.get("name"):
            yield from _names(value["name"], by_id, depth + 1)
        elif value.get("givenName") or value.get("familyName"):
            yield " ".join(str(value[k]) for k in ("givenName", "familyName") if value.get(k))
    elif isinstance(value, str) and value.strip():
        yield " ".join(html.unescape(value).split())


def _walk(value: object, depth: int) -> Iterator[Node]:
    if depth > _DEPTH:
        return
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        children: Iterable[object] = value.values()
    elif isinstance(value, list):
        children = value
    else:
        return
    for child in children:
        if isinstance(child, dict | list):
            yield from _walk(child, depth + 1)


def _is(node: Node, kind: re.Pattern[str]) -> bool:
    types = node.get("@type")
    return any(isinstance(t, str) and kind.search(t) for t in (types if isinstance(types, list) else [types]))


def _parse(script: str) -> object:
    """JSON as pages write it: with comments around it, line breaks in strings, a comma too many."""
    for text in (script, _TRAILING_COMMA.sub(r"\1", _CRUFT.sub("", _CRUFT.sub("", script)))):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None
