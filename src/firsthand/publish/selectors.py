"""Citations as addresses: W3C Web Annotations of the passages, and links that open a page at the words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from firsthand.model import Article, Citation, Edition, Statement, Story
from firsthand.publish.encoded import json_bytes, urn_of, without_nothing
from firsthand.publish.layout import headline_of
from firsthand.publish.outlets import in_time
from firsthand.publish.wording import harmless, language_tag, one_line, outlet_name, safe_url

#: Source: Web Annotation Data Model, W3C Recommendation of 23 February 2017.
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: Characters above which a link names only the beginning and the end of a passage, as the specification advises.
LONG = 300
#: Words named of each end then. Fewer may stand elsewhere too, more break sooner when the page is edited.
ENDS = 5
#: Words below which the words around a passage are named too, since it may stand on the page more than once. For a
#: longer one they do harm: an advertisement between would keep the browser from finding it.
SHORT = 6
#: Words of context that are named then.
AROUND = 3
_DIRECTIVE = ":~:"


def annotation_collection(edition: Edition) -> bytes:
    """Every citation of an edition's accounts as a Web Annotation, in one AnnotationCollection (JSON-LD)."""
    articles = {r.article.id: r.article for r in edition.readings}
    items = [each for story in edition.stories for each in story_annotations(story, articles)]
    name = " ".join(s.id for s in edition.stories)
    collection = urn_of("annotations", name)
    record: dict[str, object] = {
        "@context": CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "label": _label(edition, articles),
        "total": len(items),
    }
    if items:
        page = urn_of("annotations", name, "1")
        record["first"] = {"id": page, "type": "AnnotationPage", "partOf": collection, "startIndex": 0, "items": items}
        record["last"] = page
    return json_bytes(record)


def story_annotations(story: Story, articles: Mapping[str, Article]) -> list[dict[str, object]]:
    """An annotation a citation, in the order of the account: the sentence on the passage that backs or disputes it."""
    return [
        _annotation(story, number, statement, citation, articles[citation.span.article])
        for number, statement in enumerate(story.account)
        for citation in statement.citations
    ]


def text_fragment(url: str | None, exact: str, prefix: str = "", suffix: str = "") -> str | None:
    """The address of a page at some words of it (`#:~:text=`); None where the address is none, or there are no words.

    `prefix` and `suffix` are what stands around the words and may begin or end within a word. A fragment that the
    address has already is kept. Source: URL Fragment Text Directives, WICG.
    """
    address = safe_url(url)
    lines = [line for line in (one_line(part) for part in exact.splitlines()) if line]
    if address is None or not lines:
        return None
    words = " ".join(lines).split()
    if len(lines) > 1 or sum(map(len, lines)) > LONG:
        first, last = lines[0].split()[:ENDS], lines[-1].split()[-ENDS:]
        if len(words) <= max(len(first), len(last)):  # one line without spaces to cut at
            parts = [_encoded(" ".join(words))]
        else:
            parts = [_encoded(" ".join(first)), _encoded(" ".join(last))]
    else:
        parts = [_encoded(lines[0])]
    if len(words) < SHORT:
        before, after = _before(prefix), _after(suffix)
        parts = [*([f"{_encoded(before)}-"] if before else []), *parts, *([f"-{_encoded(after)}"] if after else [])]
    base, _, fragment = address.partition("#")
    return f"{base}#{fragment.partition(_DIRECTIVE)[0]}{_DIRECTIVE}text={','.join(parts)}"


def citation_link(citation: Citation) -> str | None:
    """The address that opens a citation's page at its words; None where it has no address."""
    return text_fragment(citation.url, citation.exact, citation.prefix, citation.suffix)


def _annotation(
    story: Story, number: int, statement: Statement, citation: Citation, article: Article
) -> dict[str, object]:
    span = citation.span
    place = f"{span.article}:{span.capture}:{span.start}-{span.end}"
    body = without_nothing(
        {
            "type": "TextualBody",
            "value": harmless(statement.text),
            "format": "text/plain",
            "language": language_tag(article.language),
            "purpose": "describing",
        }
    )
    role = {"type": "TextualBody", "value": citation.role, "format": "text/plain", "purpose": "classifying"}
    source = without_nothing(
        {
            "id": safe_url(article.url) or urn_of("article", article.id),
            "type": "Text",
            "language": language_tag(article.language),
            "creator": {"type": "Organization", "name": outlet_name(article)},
        }
    )
    return {
        "id": urn_of("annotation", story.id, str(number), place),
        "type": "Annotation",
        "motivation": "linking",
        "body": [body, role],
        "target": {
            "type": "SpecificResource",
            "source": source,
            # the positions are those of the text that firsthand took out of the page
            "renderedVia": {"type": "Software", "name": "firsthand"},
            "state": {"type": "TimeState", "cached": f"urn:sha256:{span.capture}"},
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": citation.exact,
                    "prefix": citation.prefix,
                    "suffix": citation.suffix,
                },
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            ],
        },
    }


def _label(edition: Edition, articles: Mapping[str, Article]) -> str:
    if len(edition.stories) == 1:
        (story,) = edition.stories
        return headline_of(story, in_time([articles[a] for a in story.articles]))
    return f"Citations of {len(edition.stories)} stories"


def _before(prefix: str) -> str:
    """The last whole words of what stands before: the first one may be cut, and a line is another piece of a page."""
    line = prefix.splitlines()[-1] if prefix.splitlines() else ""
    words = one_line(line).split()
    if line == prefix and not line[:1].isspace():
        words = words[1:]
    found = " ".join(words[-AROUND:])
    return found if re.search(r"\w", found) else ""


def _after(suffix: str) -> str:
    """The first whole words of what stands after, likewise; none where a full stop is all that the line has left."""
    line = suffix.splitlines()[0] if suffix.splitlines() else ""
    words = one_line(line).split()
    if line == suffix and not line[-1:].isspace():
        words = words[:-1]
    found = " ".join(words[:AROUND])
    return found if re.search(r"\w", found) else ""


def _encoded(words: str) -> str:
    """Percent-encoded, and so are the signs that mean something in a directive."""
    return quote(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")
