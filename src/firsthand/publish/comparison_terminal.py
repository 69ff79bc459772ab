"""A comparison as plain lines for a terminal: two columns where there is room for them, else one below the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from firsthand.model import Actor, Comparison
from firsthand.publish.comparison import view
from firsthand.publish.comparison_rows import Column, ComparisonView, Snippet
from firsthand.publish.comparison_words import FOUND, counts_words, credit_words, published_words
from firsthand.publish.wording import about_words, counted, language_tag, one_line, quoted

if TYPE_CHECKING:
    from rich.console import Console

#: Width from which two columns stand side by side: 36 letters each are the least that reads well.
TWO_COLUMNS = 76
#: Letters between the columns.
GUTTER = 3
#: Rows of one kind before the rest is only counted: a terminal is for a first look.
LISTED = 12
#: Names of one kind.
NAMED = 10
#: Changes listed for one passage.
CHANGES = 6


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Print two articles side by side. Failures are left to the command line."""
    shown = view(comparison)
    out = _Columns(console)
    out.pair(_about(shown.a), _about(shown.b))
    out.title("At one look")
    for sentence in shown.verdict:
        out.line(sentence, indent=2)
    if not comparison.in_common:
        return
    out.line(_sentence(counts_words(shown)), indent=2)
    _both(out, shown)
    _alone(out, shown)
    _differences(out, shown)
    _names(out, shown)


class _Columns:
    """Writes lines, and pairs of lines beside each other."""

    def __init__(self, console: Console) -> None:
        """The console's width decides how pairs are set."""
        self._console = console
        self.two = console.width >= TWO_COLUMNS
        self.width = (console.width - GUTTER) // 2 if self.two else console.width

    def title(self, words: str) -> None:
        """A title, with an empty line before it."""
        self.line("")
        self.line(words, style="bold")

    def line(self, words: str, *, indent: int = 0, style: str = "") -> None:
        """A paragraph, wrapped behind its indent."""
        from rich.text import Text

        for line in self._wrapped(words, self._console.width - indent):
            text = Text(" " * indent if line else "") + Text(line, style)
            self._console.print(text, no_wrap=True, overflow="ignore", crop=False)

    def pair(self, left: Sequence[str], right: Sequence[str]) -> None:
        """Two paragraphs beside each other, line by line; below each other where the terminal is narrow."""
        if not self.two:
            for words in (*left, *right):
                for line in self._wrapped(words, self.width):
                    self._plain(line)
            return
        one, two = ([line for words in side for line in self._wrapped(words, self.width)] for side in (left, right))
        for a, b in zip_longest(one, two, fillvalue=""):
            gap = self.width + GUTTER if b else 0
            self._plain(f"{a.ljust(gap)}{b}".rstrip())

    def _plain(self, line: str) -> None:
        from rich.text import Text

        self._console.print(Text(line), no_wrap=True, overflow="ignore", crop=False)

    def _wrapped(self, words: str, width: int) -> list[str]:
        """The words in lines; further lines of a listed item stand under its words."""
        from rich.text import Text

        hang = 2 if words.startswith("- ") else 0
        lines = Text(words).wrap(self._console, max(16, width - hang))
        return [(" " * hang if n and line else "") + line.plain.rstrip() for n, line in enumerate(lines)] or [""]


def _about(column: Column) -> list[str]:
    article = column.article
    language = language_tag(article.language) or "language not known"
    rows = [f"{column.letter}  {column.name}", published_words(article)]
    if article.headline:
        rows.append(quoted(article.headline))
    rows.append(f"{language}, {counted(column.words, 'word')}")
    return rows


def _both(out: _Columns, shown: ComparisonView) -> None:
    if shown.passages:
        out.title("The same words in both")
    for row in shown.passages[:LISTED]:
        kind = ", quoted" if row.passage.quoted else ""
        out.line(f"{row.number}. {counted(row.passage.words, 'word')}{kind}: {row.excerpt}", indent=2)
        for change in row.changes[:CHANGES]:
            out.line(f"changed: {change}", indent=5)
        _more(out, len(row.changes) - CHANGES, "change", indent=5)
    _more(out, len(shown.passages) - LISTED, "passage")
    if shown.quotations:
        out.title("Quotations that both carry")
    for item in shown.quotations[:LISTED]:
        first = f" (first in {item.first})" if item.first else ""
        speaker = one_line(item.quotation.speaker or "speaker not named")
        out.line(f"{speaker}: {quoted(item.quotation.text.rstrip(' ,'))}{first}", indent=2)
    _more(out, len(shown.quotations) - LISTED, "quotation")
    if shown.told or shown.told_alike:
        out.title("Facts that both tell, each in its own words")
    for fact in shown.told[:LISTED]:
        out.pair(_items(fact.a, out, shown.a), _items(fact.b, out, shown.b))
        if fact.remark:
            out.line(fact.remark, indent=2, style="dim")
    _more(out, len(shown.told) - LISTED, "fact")
    if shown.told_alike:
        out.line(f"{counted(shown.told_alike, 'fact')} in the same words, in the passages above", indent=2)


def _alone(out: _Columns, shown: ComparisonView) -> None:
    """What one of them alone tells, and that this is what was found."""
    lists = [[_words(s) for s in side[:LISTED]] for side in shown.only]
    for n, side in enumerate(shown.only):
        if len(side) > LISTED:
            lists[n].append(f"- and {len(side) - LISTED:,} more in the page and the JSON")
        if not side:
            lists[n].append("- nothing that was found")
    if out.two:
        out.title("What only one of them tells")
        out.pair([shown.titles[0], *lists[0]], [shown.titles[1], *lists[1]])
    else:
        for title, lines in zip(shown.titles, lists, strict=True):
            out.title(title)
            out.pair(lines, [])
    if any(shown.only):
        out.line(FOUND, style="dim")


def _differences(out: _Columns, shown: ComparisonView) -> None:
    out.title("What differs")
    differences = shown.comparison.differences
    if not differences:
        out.line("No number, day or denial was found on which the two differ.", indent=2)
    for difference in differences:
        out.line(f"{about_words(difference)} ({difference.type})", indent=2)
        for side in shown.sides[difference.id]:
            out.line(f"- {', '.join(column.name for column, _ in side.reports)}: {side.value}", indent=4)
        out.line(one_line(difference.reason), indent=4, style="dim")


def _names(out: _Columns, shown: ComparisonView) -> None:
    if any(shown.names):
        out.title("Names that only one of them mentions")
        one, two = (
            [column.name, *(_listed(held) or ["- none"])]
            for column, held in zip(shown.columns, shown.names, strict=True)
        )
        out.pair(one, two)
    out.title("Who each credits")
    common = shown.comparison
    for column, credits in zip(shown.columns, (common.credits_a, common.credits_b), strict=True):
        out.line(f"{column.name} {credit_words(credits)}.", indent=2)


def _items(snippets: Sequence[Snippet], out: _Columns, column: Column) -> list[str]:
    return [_words(s) if out.two else f"- {column.letter}: {s.words}" for s in snippets]


def _words(snippet: Snippet) -> str:
    return f"- {snippet.words}" + (f" ({snippet.note})" if snippet.note else "")


def _listed(held: Iterable[tuple[str, Sequence[Actor]]]) -> list[str]:
    lines = []
    for label, actors in held:
        more = f" and {len(actors) - NAMED} more" if len(actors) > NAMED else ""
        lines.append(f"- {label}: {', '.join(one_line(a.name) for a in actors[:NAMED])}{more}")
    return lines


def _more(out: _Columns, number: int, noun: str, indent: int = 2) -> None:
    if number > 0:
        out.line(f"and {counted(number, 'more ' + noun)} in the page and the JSON", indent=indent)


def _sentence(parts: Sequence[str]) -> str:
    text = "; ".join(parts)
    return text[:1].upper() + text[1:] + "."
