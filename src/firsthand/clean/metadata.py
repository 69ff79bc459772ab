"""What a page says of itself: headline, authors, day, publisher, address, language, section. Runs in the child process.

In order of trust: JSON-LD, OpenGraph and other meta elements, microdata, the page's own markup, its text. The
headline is the exception: what the page prints over the article is what a reader saw, and metadata only tell which
heading that is.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from firsthand.clean.authors import find_authors
from firsthand.clean.heading import find_headline
from firsthand.clean.linked_data import Node, article_node, text_of
from firsthand.clean.printed_authors import find_signature
from firsthand.clean.published import find_published
from firsthand.clean.site_name import find_site

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Metas = dict[str, list[str]]


def find_facts(tree: HtmlElement, url: str | None, metas: Metas, nodes: list[Node]) -> dict[str, Any]:
    """The fields of a Page that its metadata settle: its meta elements, and the nodes of its JSON-LD."""
    article = article_node(nodes)
    address = _canonical(tree, metas)
    site = find_site(tree, first(metas, "og:site_name", "application-name"), article, nodes, address or url)
    authors = find_authors(tree, metas, article, nodes, site)
    language = (tree.get("lang") or text_of(article.get("inLanguage")) or "")[:20] or None
    return {
        "headline": find_headline(tree, metas, article, site),
        "byline": tuple(authors),
        "signature": find_signature(tree, authors),
        "description": first(metas, "og:description", "description", "twitter:description"),
        "published": find_published(tree, metas, article, nodes, language, url),
        "publisher": site,
        "url": address,
        "language": language,
        "section": first(metas, "article:section") or text_of(article.get("articleSection")),
    }


def read_metas(tree: HtmlElement) -> Metas:
    """The content of each meta element by its name, in lower case."""
    found: Metas = defaultdict(list)
    for meta in tree.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        if content:
            for attribute in ("property", "name", "itemprop"):
                if meta.get(attribute):
                    names = meta.get(attribute).lower()
                    for name in names.split() if attribute == "itemprop" else [names.strip()]:
                        found[name].append(content)
    return found


def first(metas: Metas, *names: str) -> str | None:
    """The first content of the first of these names that the page has."""
    return next((metas[n][0] for n in names if metas.get(n)), None)


def _canonical(tree: HtmlElement, metas: Metas) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower() and (link.get("href") or "").startswith("http"):
            return str(link.get("href")).strip()
    address = first(metas, "og:url")
    return address if address and address.startswith("http") else None
