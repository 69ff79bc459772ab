"""Findings, quotations and disagreements as rows for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from firsthand.model import Article, Span, Story

#: What a spreadsheet takes for the beginning of a formula, in the forms that it reads as one too. Source: OWASP, CSV
#: injection. A cell that begins so gets an apostrophe, which the sheet does not show.
_FORMULA = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?\d{1,30}(?:[.,]\d{1,30})?%?")
#: Not allowed in a cell: they end a file for some readers.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Several:
    """A list in a row: one cell of a sheet, and a list where a form has lists."""

    values: tuple[str, ...]
    between: str = "; "  #: what stands between them in a cell


Articles = Mapping[str, Article]
Value = str | int | Several | None
Row = Sequence[Value]

FINDINGS = (
    "story",
    "story_headline",
    "finding",
    "statement",
    "standing",
    "independent_sources",
    "owners",
    "happened",
    "actors",
    "articles",
    "publishers",
    "addresses",
    "first_article",
    "first_words",
)
QUOTATIONS = ("story", "story_headline", "words", "speaker", "first_article", "first_address", "articles", "publishers")
DISAGREEMENTS = (
    "story",
    "story_headline",
    "disagreement",
    "slot",
    "about",
    "type",
    "value",
    "normalized",
    "articles",
    "publishers",
    "addresses",
    "reason",
)


def finding_rows(story: Story, articles: Articles) -> Iterator[Row]:
    """One row a finding, with where it is claimed."""
    names = {a.id: a.name for a in story.actors}
    for each in story.findings:
        spans = [c.span for c in each.claims]
        first = min(spans, key=lambda s: (articles[s.article].moment, s.article, s.start))
        yield (
            story.id,
            story.headline,
            each.id,
            each.statement,
            each.standing,
            each.independent_sources,
            each.owners,
            each.happened,
            Several(tuple(names.get(a, a) for a in each.actors)),
            *_where(spans, articles),
            first.article,
            articles[first.article].quote(first),
        )


def quotation_rows(story: Story, articles: Articles) -> Iterator[Row]:
    """One row a quotation, with where its words stand."""
    for each in story.quotations:
        ids, publishers, _ = _where(each.claims, articles)
        first = articles[each.first]
        yield story.id, story.headline, each.text, each.speaker, first.id, first.url, ids, publishers


def disagreement_rows(story: Story, articles: Articles) -> Iterator[Row]:
    """One row a side of a disagreement, with who reports it."""
    for each in story.disagreements:
        for side in each.sides:
            yield (
                story.id,
                story.headline,
                each.id,
                each.slot,
                each.about,
                each.type,
                side.value,
                side.normalized,
                *_where([c.span for c in side.claims], articles),
                each.reason,
            )


def sheet(rows: Iterable[Row]) -> str:
    """Rows as CSV (RFC 4180), in which nothing is a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def cell(value: Value) -> str | int:
    """A value as a cell that no spreadsheet runs."""
    if value is None or isinstance(value, int):
        return "" if value is None else value
    if isinstance(value, Several):
        value = value.between.join(value.values)
    text = _CONTROLS.sub("", value).encode("utf-8", "replace").decode()
    return f"'{text}" if _FORMULA.match(text.lstrip(" ")) and not _NUMBER.fullmatch(text) else text


def _where(spans: Iterable[Span], articles: Articles) -> tuple[Several, Several, Several]:
    """The articles, their publishers and their addresses, each once."""
    found = list(dict.fromkeys(s.article for s in spans))
    publishers = dict.fromkeys(p.name for a in found if (p := articles[a].publisher))
    addresses = tuple(u for a in found if (u := articles[a].url))
    return Several(tuple(found)), Several(tuple(publishers)), Several(addresses, " ")
