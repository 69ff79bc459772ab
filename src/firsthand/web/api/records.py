"""Rows of the store as records of the API, and what of an article's record is nobody's business."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from urllib.parse import urlsplit

from firsthand.model import Article, Edition, Reading
from firsthand.publish.encoded import utc_text
from firsthand.store.leads import unpack_lead
from firsthand.store.rows import AnyRow
from firsthand.web.api.answering import reported
from firsthand.web.api.shapes import ArticleLine, Change, Lead, Passage, StoryLine
from firsthand.write.citations import CONTEXT


def story_line(row: AnyRow) -> StoryLine:
    """A row of `story` in a list."""
    found = unpack_lead(row.lead)
    lead: Lead | None = None
    if found is not None:
        lead = {
            "text": found.text,
            "article": found.article,
            "capture": found.capture,
            "start": found.start,
            "end": found.end,
            "publisher": found.publisher,
            "sources": found.sources,
        }
    return {
        "id": row.id,
        "headline": row.headline,
        "lead": lead,
        "articles": row.articles,
        "origins": row.origins,
        "disagreements": row.disagreements,
        "first_reported_at": row.first_reported,
        "last_reported_at": reported(row.last_reported),
        "changed_at": utc_text(row.changed_at),
    }


def article_line(row: AnyRow) -> ArticleLine:
    """A row of `listing.list_articles`."""
    return {
        "id": row.id,
        "url": row.url,
        "publisher": {"id": row.publisher, "name": row.publisher_name or row.publisher} if row.publisher else None,
        "headline": row.headline,
        "language": row.language,
        "published_at": row.published_at,
        "words": row.words,
        "capture": row.sha256,
        "seen_at": utc_text(row.seen_at),
        "story": row.story,
        "mark": row.mark,
        "leans_on": row.leans_on,
    }


def change(row: AnyRow) -> Change:
    """A row of `event`. (Rows are tuples, which have a `count` of their own.)"""
    return {
        "n": row.n,
        "at": utc_text(row.at),
        "story": row.story,
        "kind": row.kind,
        "ref": row.ref,
        "actor": row.actor,
        "count": row._mapping["count"],
    }


def passage(article: Article, start: int, end: int) -> Passage:
    """Words of an article, to the letter, with those around them. Raises SpanError where there is no such place."""
    span = article.span(start, end)
    return {
        "article": article.id,
        "capture": article.capture,
        "start": start,
        "end": end,
        "exact": article.quote(span),
        "prefix": article.text[max(0, start - CONTEXT) : start],
        "suffix": article.text[end : end + CONTEXT],
        "url": article.url,
        "publisher": article.publisher.name if article.publisher else None,
    }


def public(edition: Edition) -> Edition:
    """An edition without the folders of this machine: of a file that an article came from the name alone is told."""
    return replace(edition, readings=tuple(map(public_reading, edition.readings)))


def public_reading(reading: Reading) -> Reading:
    """A reading likewise."""
    source = reading.article.source
    if urlsplit(source).scheme in ("http", "https"):
        return reading
    return replace(reading, article=replace(reading.article, source=PurePath(source).name or "-"))
