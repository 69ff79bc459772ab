"""Times, as TIMEX3 annotates them: where they stand, and what they mean on the day of the article.

    candidates of every rule -> the longest where they meet -> tense and context into the recipe -> value

`TimeExpression.template` is the recipe of `calendar.value_of`, complete: it needs nothing but an anchor day.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from firsthand.annotate.calendar import RecipeError, needs_anchor, value_of
from firsthand.annotate.tense import direction_of
from firsthand.annotate.time_rules import RULES, Rule, read_recipe
from firsthand.annotate.time_words import SIGNS
from firsthand.inference.tagger import Tagged
from firsthand.model import Article, TimeExpression, TimeKind

#: Lines that hold no time of the article's own.
DEAF_ROLES = frozenset({"boilerplate", "disclosure", "credit"})
#: Typographic variants that mean the same, each one code point for one, so that offsets stay.
PLAIN = str.maketrans("\u2019\u2018\u2013\u2014\u00a0\u2009\u202f", "''--   ")


#: Entity labels of the tagger that are no times.
NAMES = frozenset("PERSON ORG GPE LOC FAC NORP WORK_OF_ART PRODUCT EVENT LAW".split())


class Candidate(NamedTuple):
    """A place where a rule fits."""

    start: int
    end: int
    rule: int
    kind: TimeKind
    recipe: str
    whole: tuple[int, int]  #: the range of all that the rule matched, whose verb tells the direction


def find_times(article: Article, tagged: Tagged) -> tuple[TimeExpression, ...]:
    """The times in the article's lines, in order, settled against the day that it was published on, if known."""
    anchor = day_of(article.published_at)
    found: list[TimeExpression] = []
    context: list[str] = []
    for candidate in _longest(_candidates(article)):
        if _is_name(tagged, candidate):
            continue
        recipe = candidate.recipe
        if "~" in recipe:
            recipe = recipe.replace("~", direction_of(tagged, *candidate.whole))
        recipe = _with_context(recipe, context)
        try:
            value = value_of(recipe, anchor)
        except RecipeError:
            continue  # June 31 is no time; neither is a year that no calendar holds
        found.append(
            TimeExpression(
                article.span(candidate.start, candidate.end),
                "TIME" if candidate.kind == "DATE" and "T" in value.removesuffix("REF")[8:] else candidate.kind,
                value,
                recipe if needs_anchor(recipe) else "",
            )
        )
        if candidate.kind in ("DATE", "TIME") and not recipe.startswith("is "):
            context.append("|".join(s for s in recipe.split("|") if not s.startswith(("part", "clock"))))
    return tuple(found)


def settle(times: Iterable[TimeExpression], anchor: date) -> tuple[TimeExpression, ...]:
    """The same times with the values that they have on that day."""
    return tuple(replace(t, value=value_of(t.template, anchor)) if t.template else t for t in times)


def day_of(published_at: str | None) -> date | None:
    """The day of an ISO 8601 date or time; None where there is none."""
    try:
        return date.fromisoformat((published_at or "")[:10])
    except ValueError:
        return None


#: How far a rule may reach to either side of its sign, in code points: the longest of the table's phrases.
REACH = 48
SIGN_PATTERNS = {sign: re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE) for sign, words in SIGNS.items()}


def _candidates(article: Article) -> Iterator[Candidate]:
    """Every place where a rule fits, within one line of the article."""
    text = article.text.translate(PLAIN)
    lines = [(b.span.start, b.span.end) for b in article.blocks if b.role not in DEAF_ROLES]
    windows = {sign: [w for line in lines for w in _windows(text, line, sign)] for sign in SIGNS}
    for number, rule in enumerate(RULES):
        for start, end in windows[rule.sign]:
            for match in rule.pattern.finditer(text, start, end):
                yield from _read(number, rule, match)


def _windows(text: str, line: tuple[int, int], sign: str) -> Iterator[tuple[int, int]]:
    """The parts of a line that lie around the words of a kind, in order and apart from each other."""
    start = end = -1
    for match in SIGN_PATTERNS[sign].finditer(text, *line):
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
        first = read_recipe(rule.recipe, match)
        then = read_recipe(rule.then, match) if rule.then else ""
    except (ValueError, KeyError):
        return
    if then:
        yield Candidate(*match.span("first"), number, rule.kind, first, match.span())
        yield Candidate(*match.span("then"), number, rule.kind, then, match.span())
    else:
        yield Candidate(*match.span(), number, rule.kind, first, match.span())


def _longest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that do not overlap: the longer before the shorter, then the earlier rule."""
    kept: list[Candidate] = []
    starts: list[int] = []
    for candidate in sorted(candidates, key=lambda c: (c.start - c.end, c.rule, c.start)):
        place = bisect_right(starts, candidate.start)
        if place and kept[place - 1].end > candidate.start:
            continue
        if place < len(kept) and kept[place].start < candidate.end:
            continue
        starts.insert(place, candidate.start)
        kept.insert(place, candidate)
    return kept


def _is_name(tagged: Tagged, candidate: Candidate) -> bool:
    """Whether the words are somebody's or something's name: Theresa May, the Sunday Times."""
    words = tagged.text[candidate.start : candidate.end]
    if candidate.recipe.startswith("holiday") or any(c.isdigit() for c in words):
        return False
    inside = tagged.tokens_in(candidate.start, candidate.end)
    if any(tagged.tokens[i].label in NAMES for i in inside):
        return True
    first = tagged.tokens[inside[0]] if inside else None
    before = tagged.tokens[inside[0] - 1] if inside and inside[0] else None
    return (
        first is not None
        and before is not None
        and RULES[candidate.rule].name == "June"
        and (before.pos == "PROPN" or (before.text[0].isupper() and before.start > tagged.sentence_span(before.sentence)[0]))
    )


#: How many times back the text may look for what "that day" or "a year earlier" starts from.
MEMORY = 6


def _with_context(recipe: str, context: list[str]) -> str:
    """`ref UNIT` replaced by the time last spoken of that is at least as precise; else by the day of writing."""
    first, _, rest = recipe.partition("|")
    if not first.startswith("ref "):
        return recipe
    rest = f"|{rest}" if rest else ""
    unit = first[4:]
    recent = list(reversed(context[-MEMORY:]))
    if unit == "quarter":
        found = next((r for r in recent if r.startswith(("quarter", "on")) and "Q" in r.upper() and "shift" not in r), None)
        return (found or "shift -1 quarter|at quarter") + rest
    if unit == "year-ago":
        found = next((r for r in recent if "quarter" in r and "shift -1 year" not in r), None)
        return (found or "at year") + rest
    return next((r for r in recent if _precision(r) <= RANK[unit] and r.count("|") < MEMORY), "shift 0 day") + rest


RANK = {
    "second": 0, "minute": 0, "hour": 0, "day": 0, "week": 1, "weekend": 1, "fortnight": 1, "month": 2, "quarter": 3, "season": 3, "half": 4,
    "year": 5, "decade": 6, "century": 7,
}


def _precision(recipe: str) -> int:
    last = 0
    for step in recipe.split("|"):
        verb, _, rest = step.partition(" ")
        if verb == "at":
            last = RANK[rest]
        elif verb in RANK:
            last = RANK[verb]
        elif verb == "on":
            last = {4: 5, 3: 6, 2: 7, 7: 2 if "Q" not in rest and "H" not in rest else 3}.get(len(rest), 0)
    return last
