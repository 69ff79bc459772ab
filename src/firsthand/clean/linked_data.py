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
_PAGE = re.compile(r"(?:webpage|itempage)$", re.I)
#: What a page without an article is about.
_SUBJECT = re.compile(r"(?:webpage|itempage|^recipe|^howto|^videoobject|^podcastepisode|^event)$", re.I)
_CRUFT = re.compile(
    r"^\s*(?:<!\[CDATA\[|<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:\]\]>|-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|;)\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_KIND = re.compile(r'"@type"\s*:\s*\[?\s*"(\w{1,40})"')
#: Fields that are read out of broken JSON, each a string that ends where the next field or the object does.
_FIELD = re.compile(
    r'"(headline|datePublished|dateModified|articleSection|inLanguage)"\s{0,9}:\s{0,9}'
    r'"([^\n]{1,400}?)"(?=\s{0,99}(?:,\s{0,99}"[\w@]{1,40}"\s{0,9}:|\}))'
)
_AUTHOR = re.compile(r'"author"\s{0,9}:\s{0,9}(?:(\[[^\]]{1,1000}\]|\{[^{}]{1,1000}\})|"([^"\n]{1,200})")')
_NAME = re.compile(r'"name"\s{0,9}:\s{0,9}"([^"\n]{1,200})"')
#: Characters of a broken script that are looked through: the fields stand before the text.
_SALVAGED_CHARACTERS = 100_000
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
    articles = [n for n in nodes if is_article(n)]
    for wanted in ("headline", "author", "datePublished", "name"):
        for node in articles:
            if node.get(wanted):
                return node
    pages = [n for n in nodes if _is(n, _SUBJECT) and (n.get("datePublished") or n.get("author"))]
    return next(iter([*pages, *articles]), {})


def is_article(node: Node) -> bool:
    """Whether its type is an article's."""
    return _is(node, _ARTICLE)


def is_page(node: Node) -> bool:
    """Whether its type is that of a page."""
    return _is(node, _PAGE)


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
    """JSON as pages write it: with comments around it, line breaks in strings, a comma too many, or broken."""
    bare = _TRAILING_COMMA.sub(r"\1", _CRUFT.sub("", _CRUFT.sub("", script)))
    for text in (script, bare):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvage(bare[:_SALVAGED_CHARACTERS])


def _salvage(script: str) -> Node | None:
    """The article's own fields out of JSON that cannot be parsed, mostly for a quotation mark in the text; else None.

    The first of each field is the article's, for what it refers to stands behind it.
    """
    kind = next(filter(_ARTICLE.search, _KIND.findall(script)), None)
    if kind is None:
        return None
    node: Node = {"@type": kind}
    for found in _FIELD.finditer(script):
        node.setdefault(found[1], _unescaped(found[2]))
    author = _AUTHOR.search(script)
    if author:
        node["author"] = [_unescaped(name) for name in _NAME.findall(author[1])] or _unescaped(author[2] or "")
    return node


def _unescaped(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text
