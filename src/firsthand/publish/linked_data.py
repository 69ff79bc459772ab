"""Stories and articles in the words of schema.org, as JSON-LD for pages and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from firsthand.model import Actor, Article, Derivation, Edition, MentionKind, SharedQuotation, Story
from firsthand.publish.encoded import json_bytes, urn_of, without_nothing
from firsthand.publish.layout import headline_of
from firsthand.publish.outlets import AGENCY, in_time
from firsthand.publish.selectors import citation_link
from firsthand.publish.wording import harmless, language_tag, moment, one_line, outlet_name, safe_url

_CONTEXT = "https://schema.org"
#: Actors that a story is said to be about; the others are mentioned.
ABOUT = 5
_KINDS: dict[MentionKind, str] = {
    "person": "Person",
    "organization": "Organization",
    "place": "Place",
    "other": "Thing",
}
#: What HTML could read as markup inside a script element, and what older scripts took for the end of a line.
_UNSAFE = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def story_linked_data(story: Story, articles: Mapping[str, Article], url: str | None = None) -> str:
    """A story's account as a schema.org Report, to stand in `<script type="application/ld+json">`.

    `url` is the address of its page.
    """
    return in_script({"@context": _CONTEXT, **_story(story, articles, url)})


def article_linked_data(
    article: Article, story: Story | None = None, articles: Mapping[str, Article] | None = None, url: str | None = None
) -> str:
    """An article as a schema.org NewsArticle, likewise; with `isBasedOn` where it took another's text.

    `story` is the one that it belongs to, `articles` those of that story, `url` the address of our page on it.
    """
    record = _article(article, story, articles or {article.id: article})
    if url:
        record["subjectOf"] = {"@type": "WebPage", "url": url}
    return in_script({"@context": _CONTEXT, **record})


def edition_linked_data(edition: Edition) -> bytes:
    """All stories and their articles, as one JSON-LD document."""
    articles = {r.article.id: r.article for r in edition.readings}
    graph: list[dict[str, object]] = []
    for story in edition.stories:
        graph.append(_story(story, articles, None))
        graph += [_article(a, story, articles) for a in in_time([articles[a] for a in story.articles])]
    return json_bytes({"@context": _CONTEXT, "@graph": graph})


def in_script(record: Mapping[str, object]) -> str:
    """A record as JSON that HTML can hold in a script element: nothing in it can end the element."""
    return json.dumps(record, ensure_ascii=False, allow_nan=False).translate(_UNSAFE)


def _story(story: Story, articles: Mapping[str, Article], url: str | None) -> dict[str, object]:
    ordered = in_time([articles[a] for a in story.articles])
    actors = sorted(story.actors, key=lambda a: (-len(a.mentions), a.id))
    cited = dict.fromkeys(
        link for s in story.account for c in s.citations if (link := citation_link(c)) is not None
    )
    return without_nothing(
        {
            "@type": "Report",
            "@id": urn_of("story", story.id),
            "url": url,
            "identifier": story.id,
            "headline": headline_of(story, ordered),
            "articleBody": " ".join(one_line(s.text) for s in story.account),
            "inLanguage": sorted({tag for a in ordered if (tag := language_tag(a.language))}),
            "datePublished": _time(story.first_reported_at),
            "dateModified": _time(story.last_reported_at),
            "publisher": {"@type": "Organization", "name": "firsthand"},
            "isBasedOn": [_reference(a) for a in ordered],
            "citation": list(cited),
            "about": [_actor(a) for a in actors[:ABOUT]],
            "mentions": [_actor(a) for a in actors[ABOUT:]],
            "hasPart": [_quotation(q, articles) for q in story.quotations],
        }
    )


def _article(article: Article, story: Story | None, articles: Mapping[str, Article]) -> dict[str, object]:
    taken = [d for d in story.derivations if d.target == article.id and _is_taking(d)] if story else []
    acting = [a for a in story.actors if any(m.article == article.id for m in a.mentions)] if story else []
    return without_nothing(
        {
            **_reference(article),
            "inLanguage": language_tag(article.language),
            "author": [{"@type": "Person", "name": one_line(n)} for n in article.byline if one_line(n)],
            "articleSection": one_line(article.section or ""),
            "isAccessibleForFree": False if article.access == "stub" else None,
            "isBasedOn": _sources(taken, articles),
            "isPartOf": {"@type": "Report", "@id": urn_of("story", story.id)} if story else None,
            "mentions": [_actor(a) for a in acting],
            "identifier": {"@type": "PropertyValue", "propertyID": "SHA-256", "value": article.capture},
        }
    )


def _reference(article: Article) -> dict[str, object]:
    """An article in as many fields as tell which it is."""
    return without_nothing(
        {
            "@type": "NewsArticle",
            "@id": urn_of("article", article.id),
            "url": safe_url(article.url),
            "headline": one_line(article.headline or ""),
            "datePublished": _time(article.published_at),
            "publisher": {"@type": "NewsMediaOrganization", "name": outlet_name(article)}
            if article.publisher
            else None,
        }
    )


def _is_taking(derivation: Derivation) -> bool:
    """Whether it says that one text rests on the other, and which on which."""
    return derivation.kind != "quotes" and derivation.directed


def _sources(taken: Iterable[Derivation], articles: Mapping[str, Article]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for each in dict.fromkeys(d.source for d in taken):
        if each.startswith(AGENCY):
            agency = {"@type": "NewsMediaOrganization", "name": one_line(each.removeprefix(AGENCY))}
            found.append({"@type": "NewsArticle", "publisher": agency})
        elif each in articles:
            found.append(_reference(articles[each]))
    return found


def _actor(actor: Actor) -> dict[str, object]:
    others: Sequence[str] = [one_line(a) for a in actor.aliases if a != actor.name]
    title = one_line(actor.roles[0].role) if actor.roles and actor.kind == "person" else None
    return without_nothing(
        {"@type": _KINDS[actor.kind], "name": one_line(actor.name), "alternateName": others, "jobTitle": title}
    )


def _quotation(quotation: SharedQuotation, articles: Mapping[str, Article]) -> dict[str, object]:
    speaker = one_line(quotation.speaker or "")
    return without_nothing(
        {
            "@type": "Quotation",
            "text": harmless(quotation.text),
            "creator": {"@type": "Person", "name": speaker} if speaker else None,
            "isPartOf": {"@type": "NewsArticle", "@id": urn_of("article", articles[quotation.first].id)},
        }
    )


def _time(value: str | None) -> str | None:
    """A day or time, where it is one."""
    return value if moment(value) else None
