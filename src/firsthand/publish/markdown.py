"""Editions as Markdown: the account with a footnote for every passage, the differences and the outlets as tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from firsthand.model import Article, Citation, Disagreement, Edition, Story
from firsthand.publish.days import by_kind, entry_words
from firsthand.publish.layout import headline_of
from firsthand.publish.outlets import in_time, outlet_mark, taken_words
from firsthand.publish.standing import standing_of
from firsthand.publish.wording import (
    ROLES,
    UPPER_BOUND,
    about_words,
    one_line,
    outlet_key,
    outlet_name,
    part_title,
    quoted,
    reported_words,
    safe_url,
    story_counts,
    summary_words,
    untold_words,
    when_words,
)

#: What Markdown, GitHub's dialect and HTML read as markup anywhere in a line.
_MARKUP = re.compile(r"([\\`*_\[\]<>&|~$^#])")
#: What they read as markup at the start of a line: lists, rules, headings underlined.
_OPENING = re.compile(r"^(?:([+\-=:])|(\d{1,9})([.)]))")


def render_markdown(edition: Edition) -> str:
    """The edition as one Markdown document, ending in a line feed."""
    articles = {r.article.id: r.article for r in edition.readings}
    lines: list[str] = []
    notes: list[str] = []
    if not edition.stories:
        lines += ["# No story", "", summary_words(0, len(articles)), ""]
    for story in edition.stories:
        lines += _story(story, articles, notes)
    if any(len(story.origins) > 1 for story in edition.stories):
        lines += [UPPER_BOUND, ""]
    if edition.failures:
        lines += ["## What could not be used", ""]
        rows = [(escaped(f.source), f.stage, escaped(f.reason)) for f in edition.failures]
        lines += _table(("Input", "Stage", "Reason"), rows)
    return "\n".join([*lines, *notes]).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    """Outside text on one line, without any character that Markdown or HTML would read as markup."""
    line = _MARKUP.sub(r"\\\1", one_line(text))
    return _OPENING.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", line)


def _story(story: Story, articles: Mapping[str, Article], notes: list[str]) -> list[str]:
    ordered = in_time([articles[a] for a in story.articles])
    outlets = len({outlet_key(a) for a in ordered})
    lines = [
        f"# {escaped(headline_of(story, ordered))}",
        "",
        f"**{story_counts(len(ordered), outlets, len(story.origins), story.owners)}.** "
        + escaped(reported_words(story.first_reported_at, story.last_reported_at)),
        "",
    ]
    lines += _account(story, articles, notes)
    if story.disagreements:
        lines += ["## Where the reports disagree", ""]
        for disagreement in story.disagreements:
            lines += _disagreement(disagreement, articles)
    lines += ["## The outlets", "", *_outlets(story, ordered)]
    if story.derivations:
        lines += ["## Who took from whom", "", escaped(taken_words(story, articles)), ""]
    if story.timeline:
        findings = {f.id: f for f in story.findings}
        for heading, entries in by_kind(story.timeline):
            rows = [(escaped(entry_words(t)), escaped(findings[t.finding].statement)) for t in entries]
            lines += [f"## {heading}", "", *_table(("When", "What"), rows)]
    return lines


def _account(story: Story, articles: Mapping[str, Article], notes: list[str]) -> list[str]:
    lines: list[str] = []
    section = None
    for statement in story.account:
        if statement.section != section:
            section = statement.section
            lines += [f"## {escaped(part_title(section, story.since))}", ""]
        backing = against = ""
        for citation in statement.citations:
            mark = f"[^{len(notes) + 1}]"
            notes.append(f"{mark}: {_note(citation, articles[citation.span.article])}")
            if citation.role == "disputing":
                against += mark
            else:
                backing += mark
        about = [*standing_of(statement, story), f"disputed by {against}" if against else ""]
        standing = "; ".join(filter(None, about))
        lines += [f"{escaped(statement.text)}{backing}{f' ({standing})' if standing else ''}", ""]
    if not story.account:
        lines += [escaped(untold_words(story.since)), ""]
    return lines


def _note(citation: Citation, article: Article) -> str:
    where = f"{escaped(outlet_name(article))}, {escaped(when_words(article.published_at))}, {ROLES[citation.role]}"
    return f"{where}: {escaped(quoted(citation.exact))}{_address(citation.url)}"


def _address(url: str | None) -> str:
    """The link, else the words of what is none."""
    if safe_url(url) is None:
        return f" {escaped(url)}" if url else ""
    return f" <{(url or '').replace('<', '%3C').replace('>', '%3E').replace('|', '%7C')}>"


def _disagreement(disagreement: Disagreement, articles: Mapping[str, Article]) -> list[str]:
    rows = []
    for side in disagreement.sides:
        told = in_time([articles[a] for a in dict.fromkeys(c.span.article for c in side.claims)])
        for article in told:
            day = escaped(when_words(article.published_at))
            rows.append((escaped(side.value), escaped(outlet_name(article)), day))
    return [
        f"### {escaped(about_words(disagreement))}",
        "",
        f"*{disagreement.type}*: {escaped(disagreement.reason)}",
        "",
        *_table(("Value", "Outlet", "Reported"), rows),
    ]


def _outlets(story: Story, ordered: Sequence[Article]) -> list[str]:
    rows = []
    for article in ordered:
        mark = outlet_mark(story, article)
        headline = escaped(article.headline or "no headline") + _address(article.url)
        day = escaped(when_words(article.published_at))
        rows.append((escaped(outlet_name(article)), mark.mark, day, headline, escaped(mark.reason)))
    return _table(("Outlet", "Mark", "Reported", "Article", "Why this mark"), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    return [*lines, *(f"| {' | '.join(row)} |" for row in rows), ""]
