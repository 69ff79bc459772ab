"""A comparison as Markdown: what both have as lists, what each alone has below its own heading."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model import Comparison
from firsthand.publish.comparison import view
from firsthand.publish.comparison_rows import Column, ComparisonView, Snippet
from firsthand.publish.comparison_words import FOUND, counts_words, credit_words, published_words
from firsthand.publish.markdown import escaped
from firsthand.publish.wording import about_words, counted, quoted, safe_url


def render_comparison_markdown(comparison: Comparison) -> str:
    """The comparison as one Markdown document, ending in a line feed."""
    shown = view(comparison)
    lines = [f"# {escaped(shown.a.name)} and {escaped(shown.b.name)}, side by side", "", *_about(shown)]
    lines += ["## At one look", ""]
    for sentence in shown.verdict:
        lines += [escaped(sentence), ""]
    if comparison.in_common:
        lines += [f"- {escaped(count)}" for count in counts_words(shown)] + [""]
        lines += [*_both(shown), *_alone(shown), *_differences(shown), *_names(shown)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _about(shown: ComparisonView) -> list[str]:
    rows: list[tuple[str, ...]] = [("", *(f"{c.letter}: {escaped(c.name)}" for c in shown.columns))]
    articles = [c.article for c in shown.columns]
    credits = shown.comparison.credits_a, shown.comparison.credits_b
    rows.append(("Published", *(escaped(published_words(x)) for x in articles)))
    rows.append(("Headline", *(escaped(x.headline or "no headline") for x in articles)))
    rows.append(("Language", *("not known" if x.language == "und" else escaped(x.language) for x in articles)))
    rows.append(("Length", *(counted(c.words, "word") for c in shown.columns)))
    rows.append(("Sources", *(escaped(credit_words(c)) for c in credits)))
    if any(x.url for x in articles):
        rows.append(("Address", *(_linked(x.url) for x in articles)))
    head, *rest = rows
    return [_row(head), "| --- | --- | --- |", *(_row(r) for r in rest), ""]


def _both(shown: ComparisonView) -> list[str]:
    lines: list[str] = []
    if shown.passages:
        lines += ["## The same words in both", ""]
    for row in shown.passages:
        kind = ", quoted" if row.passage.quoted else ""
        lines.append(f"{row.number}. {escaped(quoted(row.excerpt))} ({counted(row.passage.words, 'word')}{kind})")
        lines += [f"    - changed: {escaped(change)}" for change in row.changes]
    if shown.quotations:
        lines += ["", "## Quotations that both carry", ""]
    for item in shown.quotations:
        first = f" (first in {escaped(item.first)})" if item.first else ""
        speaker = escaped(item.quotation.speaker or "speaker not named")
        lines.append(f"- {speaker}: {escaped(quoted(item.quotation.text.rstrip(' ,')))}{first}")
    if shown.told:
        lines += ["", "## Facts that both tell, each in its own words", ""]
        lines += [_row((escaped(shown.a.name), escaped(shown.b.name), "")), "| --- | --- | --- |"]
        lines += [_row((_told(row.a), _told(row.b), escaped(row.remark))) for row in shown.told]
    if shown.told_alike:
        told = counted(shown.told_alike, "fact").capitalize()
        lines += ["", f"{told} in the same words, in the passages above."]
    return [*lines, ""]


def _told(snippets: Sequence[Snippet]) -> str:
    return " ".join(escaped(s.words) for s in snippets)


def _alone(shown: ComparisonView) -> list[str]:
    lines = []
    for title, snippets, column in zip(shown.titles, shown.only, shown.columns, strict=True):
        lines += [f"## {escaped(title)}", "", *_items(snippets, column), ""]
    return [*lines, FOUND, ""] if any(shown.only) else lines


def _items(snippets: Sequence[Snippet], column: Column) -> list[str]:
    if not snippets:
        return [f"Nothing that was found only in {escaped(column.name)}."]
    return [f"- {escaped(s.words)}" + (f" ({escaped(s.note)})" if s.note else "") for s in snippets]


def _differences(shown: ComparisonView) -> list[str]:
    lines = ["## What differs", ""]
    if not shown.comparison.differences:
        lines += ["No number, day or denial was found on which the two differ.", ""]
    for difference in shown.comparison.differences:
        lines += [f"### {escaped(about_words(difference))}", ""]
        lines += [f"*{difference.type}*: {escaped(difference.reason)}", ""]
        for side in shown.sides[difference.id]:
            lines.append(f"- {', '.join(escaped(c.name) for c, _ in side.reports)}: {escaped(quoted(side.value))}")
        lines.append("")
    return lines


def _names(shown: ComparisonView) -> list[str]:
    if not any(shown.names):
        return []
    lines = ["## Names that only one of them mentions", ""]
    for column, groups in zip(shown.columns, shown.names, strict=True):
        told = "; ".join(f"{label}: {', '.join(escaped(a.name) for a in actors)}" for label, actors in groups)
        lines.append(f"- {escaped(column.name)}: {told or 'none'}")
    return [*lines, ""]


def _linked(url: str | None) -> str:
    """The address as a link that a table can hold, else the words of what is none."""
    if url is None or safe_url(url) is None:
        return escaped(url or "")
    return f"<{url.replace('<', '%3C').replace('>', '%3E').replace('|', '%7C')}>"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
