"""A comparison as one self-contained HTML page: no request goes out, no script runs, every row leads to its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import resources
from typing import TYPE_CHECKING

from firsthand.model import Comparison, Derivation, Span, Story
from firsthand.publish.comparison import view
from firsthand.publish.comparison_rows import ComparisonView
from firsthand.publish.comparison_words import FOUND, counts_words, credit_words, published_words
from firsthand.publish.passages import Passages, in_parts
from firsthand.publish.templating import make_environment, style_fields

if TYPE_CHECKING:
    from jinja2 import Environment

#: Rows of one kind before the rest is folded: about one screen.
FOLD = 15
#: The parts of the page that the counts lead to, in the order of `counts_words`.
PARTS = ("same", "quotations", "told", "only-a", "only-b", "differs")


def render_comparison_page(comparison: Comparison) -> str:
    """The comparison as one HTML file."""
    shown = view(comparison)
    numbers = {shown.a.article.id: 1, shown.b.article.id: 2}
    articles = {column.article.id: column.article for column in shown.columns}
    passages = Passages(_pointing(shown), articles, numbers, "c")
    texts = {column.letter: passages.lines(column.article) for column in shown.columns}
    joined = tuple(in_parts(line for lines in texts.values() for line in lines))
    return (
        _environment()
        .get_template("comparison.html.j2")
        .render(
            shown=shown,
            comparison=comparison,
            title=f"{shown.a.name} and {shown.b.name}, side by side",
            counts=list(zip(PARTS, counts_words(shown), strict=True)),
            passages=passages,
            texts=texts,
            shared=_shared(shown, passages),
            changed={passages.href(s)[1:] for s in _changed(shown)},
            joined=joined,
            **style_fields(_style(joined)),
        )
    )


def _pointing(shown: ComparisonView) -> Story:
    """A story that points at every range that the page leads to, for `Passages` to gather."""
    ids = shown.a.article.id, shown.b.article.id
    evidence = tuple((span, span) for span in _spans(shown))
    return Story("comparison", ids, derivations=(Derivation(*ids, "quotes", 0.0, "", evidence),))


def _spans(shown: ComparisonView) -> Iterator[Span]:
    for row in shown.passages:
        yield from (row.passage.a, row.passage.b)
    yield from _changed(shown)
    for item in shown.quotations:
        yield from (item.quotation.a[0], item.quotation.b[0])
    for told in shown.told:
        yield from (s.span for s in (*told.a, *told.b))
    for snippets in shown.only:
        yield from (s.span for s in snippets)
    for sides in shown.sides.values():
        yield from (span for side in sides for _, span in side.reports)
    for groups in shown.names:
        yield from (actor.mentions[0] for _, actors in groups for actor in actors)


def _changed(shown: ComparisonView) -> Iterator[Span]:
    for row in shown.passages:
        for change in row.passage.changes:
            yield from (span for span in (change.a, change.b) if span)


def _shared(shown: ComparisonView, passages: Passages) -> Mapping[str, tuple[int, str, str]]:
    """For the anchor of each shared passage its number, the link to the same words, and in whose text they stand."""
    found = {}
    for row in shown.passages:
        one, two = passages.href(row.passage.a), passages.href(row.passage.b)
        found[one[1:]] = (row.number, two, shown.b.name)
        found[two[1:]] = (row.number, one, shown.a.name)
    return found


def _style(joined: tuple[str, ...]) -> str:
    """The style sheets, with a rule for every passage that is written in several parts and so needs joining."""
    folder = resources.files("firsthand.publish").joinpath("templates")
    sheets = [folder.joinpath(name).read_text(encoding="utf-8") for name in ("page.css", "comparison.css")]
    rules = "".join(f":root:has(#{n}:target) mark.{n}{{background:var(--marked)}}\n" for n in joined)
    return "\n" + "".join(sheets) + rules


def _environment() -> Environment:
    environment = make_environment()
    environment.filters.update(credits=credit_words, published=published_words)
    environment.globals.update(FOLD=FOLD, FOUND=FOUND)
    return environment
