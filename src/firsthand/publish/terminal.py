"""Editions and readings as plain lines for a terminal: nothing needs color, and nothing outside text says steers it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from firsthand.model import Article, Disagreement, Edition, Quotation, Reading, Statement, Story
from firsthand.publish.days import by_kind, entry_words
from firsthand.publish.layout import headline_of, lag_words
from firsthand.publish.outlets import in_time, outlet_mark, taken_words
from firsthand.publish.paragraphs import row as _row
from firsthand.publish.paragraphs import say as _say
from firsthand.publish.paragraphs import title as _title
from firsthand.publish.standing import standing_of
from firsthand.publish.wording import (
    BASES,
    UPPER_BOUND,
    about_words,
    counted,
    one_line,
    outlet_key,
    outlet_name,
    part_title,
    quoted,
    reported_words,
    story_counts,
    summary_words,
    untold_words,
    when_words,
)

if TYPE_CHECKING:
    from rich.console import Console

#: Lines of the timeline before the rest is only counted: a terminal is for a first look.
TIMELINE = 12
#: Of these, the lines kept for what is announced and for what went before, each.
APART = 2
#: Findings, names and times listed for one article by `firsthand read`.
LISTED = 12
#: Letters of the column that days and values stand in.
COLUMN = 24


def print_edition(edition: Edition, console: Console) -> None:
    """Print the stories of an edition. Failures are left to the command line, which names them on standard error."""
    articles = {r.article.id: r.article for r in edition.readings}
    if not edition.stories:
        _say(console, summary_words(0, len(articles)))
    for number, story in enumerate(edition.stories):
        if number:
            _say(console, "")
            _say(console, "-" * min(console.width, 80))
        _story(console, story, articles)
    if any(len(story.origins) > 1 for story in edition.stories):
        _say(console, "")
        _say(console, UPPER_BOUND, style="dim")


def print_readings(readings: Sequence[Reading], console: Console) -> None:
    """Print what was understood of each article."""
    if not readings:
        _say(console, "No article was read.")
    for number, reading in enumerate(readings):
        if number:
            _say(console, "")
        _reading(console, reading)


def _story(console: Console, story: Story, articles: Mapping[str, Article]) -> None:
    ordered = in_time([articles[a] for a in story.articles])
    numbers = {a.id: n for n, a in enumerate(ordered, 1)}
    _say(console, headline_of(story, ordered), style="bold")
    outlets = len({outlet_key(a) for a in ordered})
    _say(console, story_counts(len(ordered), outlets, len(story.origins), story.owners) + ".")
    _say(console, reported_words(story.first_reported_at, story.last_reported_at))
    _account(console, story, numbers)
    if story.disagreements:
        _title(console, "Where the reports disagree")
        for disagreement in story.disagreements:
            _disagreement(console, disagreement, articles, numbers)
    _title(console, "The outlets")
    for article in ordered:
        label = f"[{numbers[article.id]}] {outlet_mark(story, article).mark}"
        _row(console, label, f"{outlet_name(article)}, {when_words(article.published_at)}", 16)
        _say(console, one_line(article.url or article.source), indent=18, style="dim")
    if story.derivations:
        _title(console, "Who took from whom")
        _say(console, taken_words(story, articles), indent=2)
    _timeline(console, story, articles)


def _account(console: Console, story: Story, numbers: Mapping[str, int]) -> None:
    """The account; its sentences on the differences are left to the table of disagreements, which says the same."""
    section = None
    for statement in story.account:
        if statement.section == "disputed" and story.disagreements:
            continue
        if statement.section != section:
            section = statement.section
            _title(console, part_title(section, story.since))
        _statement(console, statement, story, numbers)
    if not story.account:
        _say(console, "")
        _say(console, untold_words(story.since))


def _statement(console: Console, statement: Statement, story: Story, numbers: Mapping[str, int]) -> None:
    backing = _marks([c.span.article for c in statement.citations if c.role != "disputing"], numbers)
    against = _marks([c.span.article for c in statement.citations if c.role == "disputing"], numbers)
    _say(console, f"{one_line(statement.text)} {backing}", indent=2)
    notes = list(standing_of(statement, story))
    if against:
        notes.append(f"disputed by {against}")
    if notes:
        _say(console, "(" + "; ".join(dict.fromkeys(notes)) + ")", indent=6, style="dim")


def _disagreement(
    console: Console, disagreement: Disagreement, articles: Mapping[str, Article], numbers: Mapping[str, int]
) -> None:
    _say(console, f"{about_words(disagreement)} ({disagreement.type})", indent=2)
    for side in disagreement.sides:
        told = in_time([articles[a] for a in dict.fromkeys(c.span.article for c in side.claims)])
        reports = "; ".join(f"{outlet_name(a)} [{numbers[a.id]}], {when_words(a.published_at)}" for a in told)
        _row(console, one_line(side.value), reports, COLUMN, indent=4)
    _say(console, one_line(disagreement.reason), indent=4, style="dim")


def _timeline(console: Console, story: Story, articles: Mapping[str, Article]) -> None:
    findings = {f.id: f for f in story.findings}
    parts = list(by_kind(story.timeline))
    left = TIMELINE
    for number, (heading, entries) in enumerate(parts, 1):
        shown = entries[: max(0, left - APART * (len(parts) - number))]
        _title(console, heading)
        for entry in shown:
            finding = findings[entry.finding]
            first = in_time([articles[a] for a in {c.span.article for c in finding.claims}])[0]
            lag = lag_words(entry.when, first.published_at)
            reported = f"{outlet_name(first)}, {lag or when_words(first.published_at)}"
            _row(console, entry_words(entry), f"{one_line(finding.statement)} ({reported})", COLUMN)
        left -= len(shown)
    if len(story.timeline) > TIMELINE:
        _say(console, f"and {counted(len(story.timeline) - TIMELINE, 'more line')} in the page and the JSON", indent=2)


def _reading(console: Console, reading: Reading) -> None:
    article, notes = reading.article, reading.annotations
    _say(console, one_line(article.headline or "") or "no headline", style="bold")
    _say(console, f"{outlet_name(article)}, {when_words(article.published_at)} ({BASES[article.published_basis]})")
    roles = Counter(b.role for b in article.blocks)
    kinds = Counter(q.kind for q in notes.quotations)
    rows = (
        ("source", one_line(article.source)),
        ("url", one_line(article.url or "")),
        ("by", ", ".join(one_line(b) for b in article.byline)),
        ("language", "not known" if article.language == "und" else one_line(article.language)),
        ("credits", ", ".join(one_line(c) for c in article.credits)),
        ("lines", ", ".join(f"{n} {role}" for role, n in sorted(roles.items()))),
        ("sentences", f"{len(notes.sentences):,}"),
        ("claims", f"{len(notes.claims):,}"),
        ("names", _most([m.entity for m in notes.mentions])),
        ("times", _most([t.value for t in notes.times])),
        ("quotations", ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items()))),
    )
    for label, text in rows:
        if text:
            _row(console, label, text, 12)
    for quotation in notes.quotations[:LISTED]:
        _say(console, _quotation(article, quotation), indent=14)
    if len(notes.quotations) > LISTED:
        _say(console, f"and {counted(len(notes.quotations) - LISTED, 'more quotation')}", indent=14)


def _quotation(article: Article, quotation: Quotation) -> str:
    words = " … ".join(one_line(article.quote(span)) for span in quotation.content)
    said = words if quotation.kind == "indirect" else quoted(words)
    return f"{one_line(quotation.speaker or 'speaker not known')}: {said}"


def _most(names: Sequence[str]) -> str:
    """The names met most often, with how often; the number of the others."""
    counts = Counter(one_line(n) for n in names)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = ", ".join(f"{name} ({n})" if n > 1 else name for name, n in ranked[:LISTED])
    return shown + (f" and {counted(len(ranked) - LISTED, 'other')}" if len(ranked) > LISTED else "")


def _marks(articles: Sequence[str], numbers: Mapping[str, int]) -> str:
    return "".join(f"[{numbers[a]}]" for a in dict.fromkeys(articles))
