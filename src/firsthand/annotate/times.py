"""Times, as TIMEX3 annotates them: where they stand, and what they mean on the day of the article.

    every place where a rule fits | the longest where they meet | tense and context into the recipe | value

`TimeExpression.template` is the recipe of `calendar.value_of`, complete: with an anchor day it gives the value, so
`settle` needs nothing of the text. It is empty where the value depends on no day.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from firsthand.annotate.calendar import RecipeError, needs_anchor, value_of
from firsthand.annotate.tense import direction_of
from firsthand.annotate.time_context import in_context, remembered
from firsthand.annotate.time_grammar import Rule, read_recipe, rules, sign_patterns
from firsthand.inference.tagger import Tagged
from firsthand.model import Article, Role, TimeExpression, TimeKind

#: Lines that hold no time of what the article tells. Bylines and datelines stay: they may hold its day.
DEAF_ROLES: frozenset[Role] = frozenset({"boilerplate", "disclosure", "credit"})
#: Typographic variants that mean the same, each one code point for one, so that offsets stay.
PLAIN = str.maketrans("’‘–—\u00a0\u2009\u202f", "''--   ")
#: Entity labels of the tagger that are no times.
NAMES = frozenset("PERSON ORG GPE LOC FAC NORP WORK_OF_ART PRODUCT EVENT LAW".split())
_MONTH = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
#: "It had rained since Wednesday": the tale has not moved to Wednesday, and "at 6 a.m." after it is of another day.
_BOUND = re.compile(r"\b(?:since|until|till)\s+(?:the\s+|last\s+)?$", re.IGNORECASE)
_YEAR = re.compile(r"\b\d{4}\b")
_JOINED = re.compile(r"\s*(?:-|to|and|or|until|till|through)\s*(?:the\s+)?", re.IGNORECASE)
#: How far a rule may reach to either side of its sign, in code points: more than the longest of the table's phrases.
REACH = 48


class Candidate(NamedTuple):
    """A place where a rule fits."""

    start: int
    end: int
    rule: int  #: index in `rules()`
    recipe: str
    whole: tuple[int, int]  #: the range of all that the rule matched, whose verb tells the direction


def find_times(article: Article, tagged: Tagged) -> tuple[TimeExpression, ...]:
    """The times in the article's lines, in order, settled against the day that it was published on, if known.

    In a live blog that is the day of the post in which a time stands.
    """
    whole = day_of(article.published_at)
    found: list[TimeExpression] = []
    context: list[str] = []
    for candidate in _longest(_candidates(article)):
        if _is_name(tagged, candidate):
            continue
        recipe = candidate.recipe
        if "~" in recipe:
            recipe = recipe.replace("~", direction_of(tagged, *candidate.whole))
        recipe = in_context(recipe, context)
        post = article.post_at(candidate.start)
        own = day_of(post.published_at) if post else None
        try:
            value = value_of(recipe, own or whole)
        except RecipeError:
            continue  # June 31 is no time
        if not _BOUND.search(article.text[max(0, candidate.start - REACH) : candidate.start]):
            context += remembered(recipe)
        span = article.span(candidate.start, candidate.end)
        template = "" if own or not needs_anchor(recipe) else recipe
        found.append(TimeExpression(span, _kind(candidate, recipe), value, template))
    return tuple(_share_years(found, article.text.translate(PLAIN)))


def _share_years(times: Sequence[TimeExpression], text: str) -> Iterator[TimeExpression]:
    """The times; a month or day without a year has that of the one it is joined to: "from June to August 2025"."""
    for time, after in zip_longest(times, times[1:]):
        own, then = (text[t.span.start : t.span.end] if t else "" for t in (time, after))
        if after and time.template and not after.template and _YEAR.search(then) and _MONTH.search(own):
            joined = _JOINED.fullmatch(text, time.span.end, after.span.start)
            if joined and _MONTH.search(then) and not _YEAR.search(own):
                year = int(after.value[:4])
                year -= f"{year:04}{time.value[4:]}" > after.value
                yield replace(time, value=f"{year:04}{time.value[4:]}", template="")
                continue
        yield time


def settle(times: Iterable[TimeExpression], anchor: date) -> tuple[TimeExpression, ...]:
    """The same times with the values that they have on that day: those of `find_times` had it been published then."""
    return tuple(replace(t, value=value_of(t.template, anchor)) if t.template else t for t in times)


def day_of(published_at: str | None) -> date | None:
    """The day of an ISO 8601 date or time; None where there is none."""
    try:
        return date.fromisoformat((published_at or "")[:10])
    except ValueError:
        return None


def _kind(candidate: Candidate, recipe: str) -> TimeKind:
    """The rule's kind, save that rules for days also find times of day ("last Friday night") and "two hours later"."""
    kind = rules()[candidate.rule].kind
    if kind == "DATE" and recipe.startswith("is P") and not recipe.endswith("_REF"):
        return "DURATION"
    return "TIME" if kind == "DATE" and "|part " in recipe else kind


def _candidates(article: Article) -> Iterator[Candidate]:
    """Every place where a rule fits, within one line of the article."""
    text = article.text.translate(PLAIN)
    lines = [(b.span.start, b.span.end) for b in article.blocks if b.role not in DEAF_ROLES]
    windows = {
        sign: [window for line in lines for window in _windows(text, line, pattern)]
        for sign, pattern in sign_patterns().items()
    }
    for number, rule in enumerate(rules()):
        for start, end in windows[rule.sign]:
            for match in rule.pattern.finditer(text, start, end):
                yield from _read(number, rule, match)


def _windows(text: str, line: tuple[int, int], pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The parts of a line that lie around the words that a pattern finds, in order and apart from each other."""
    start = end = -1
    for match in pattern.finditer(text, *line):
        if start >= 0 and match.start() - REACH > end:
            yield start, end
            start = -1
        if start < 0:
            start = max(line[0], match.start() - REACH)
        end = min(line[1], match.end() + REACH)
    if start >= 0:
        yield start, end


def _read(number: int, rule: Rule, match: re.Match[str]) -> Iterator[Candidate]:
    try:
        first = read_recipe(rule, rule.recipe, match)
        then = read_recipe(rule, rule.then, match) if rule.then else ""
    except (ValueError, KeyError):
        return  # "twenty fifteenth" has the form of a year and is none
    if then:
        yield Candidate(*match.span("first"), number, first, match.span())
        yield Candidate(*match.span("then"), number, then, match.span())
    else:
        yield Candidate(*match.span(), number, first, match.span())


def _longest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that do not overlap, in order: the longer before the shorter, then the earlier rule."""
    kept: list[Candidate] = []
    starts: list[int] = []
    for candidate in sorted(candidates, key=lambda c: (c.whole[0] - c.whole[1], c.rule, c.start)):
        place = bisect_right(starts, candidate.start)
        if place and kept[place - 1].end > candidate.start:
            continue
        if place < len(kept) and kept[place].start < candidate.end:
            continue
        starts.insert(place, candidate.start)
        kept.insert(place, candidate)
    return kept


def _is_name(tagged: Tagged, candidate: Candidate) -> bool:
    """Whether the words are somebody's or something's name: Theresa May, the Sunday Times.

    Words with a figure are never taken for one, nor are feasts: the tagger errs on them too often.
    """
    words = tagged.text[candidate.start : candidate.end]
    rule = rules()[candidate.rule]
    if rule.sign == "feast" or any(c.isdigit() for c in words):
        return False
    inside = tagged.tokens_in(candidate.start, candidate.end)
    if any(tagged.tokens[i].label in NAMES for i in inside):
        return True
    return rule.example == "June" and bool(inside) and _follows_a_name(tagged, inside[0])


def _follows_a_name(tagged: Tagged, index: int) -> bool:
    """Whether the word before has a capital that is not the sentence's own: "Anna May", "the Long March"."""
    if not index:
        return False
    before = tagged.tokens[index - 1]
    begins = before.start == tagged.sentence_span(before.sentence)[0]
    return before.pos == "PROPN" or (before.text[0].isupper() and not begins)
