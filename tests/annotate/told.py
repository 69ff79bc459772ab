"""What an invented line is understood to say, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.annotate import annotate
from firsthand.inference.tagger import Tagger
from firsthand.model import Annotations, Article, Claim, Figure
from tests.factory import make_article


def told(tagger: Tagger, text: str, published: str | None = "2026-03-14") -> tuple[Article, Annotations]:
    """An article of one line or more, published on a Saturday, and its annotations."""
    article = make_article(text, published=published)
    return article, annotate(article, tagger)


def claims_of(tagger: Tagger, text: str) -> dict[str, Claim]:
    """The claims by their words."""
    article, notes = told(tagger, text)
    return {article.quote(c.span).strip(" ."): c for c in notes.claims}


def figures_of(tagger: Tagger, text: str) -> list[tuple[str, float, str, str | None]]:
    """The figures of a line: words, value, qualifier, unit."""
    article, notes = told(tagger, text)
    return [_plain(article, f) for f in _figures(notes.claims)]


def _figures(claims: Sequence[Claim]) -> list[Figure]:
    return sorted({f for c in claims for f in c.figures}, key=lambda f: f.span.start)


def _plain(article: Article, figure: Figure) -> tuple[str, float, str, str | None]:
    return article.quote(figure.span), figure.value, figure.qualifier, figure.unit
