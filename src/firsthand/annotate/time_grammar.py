"""From the table of rules to compiled patterns, and from a match to its recipe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple, cast, get_args

from firsthand.annotate.time_rules import TABLE
from firsthand.annotate.time_words import READ, SIGNS, UNITS_OF_DAY, VOCABULARY, length
from firsthand.model import TimeKind


class Rule(NamedTuple):
    """One rule of the table."""

    sign: str  #: the kind of word, a key of `time_words.SIGNS`, without which it cannot fit
    example: str
    kind: TimeKind
    recipe: str
    then: str  #: the recipe of the group `then`, where it finds two times; else empty
    pattern: re.Pattern[str]
    words: Mapping[str, str]  #: group -> kind of word that it holds


def parse(table: str) -> Iterator[Rule]:
    """The rules of a table, in order. Raises ValueError where a line is none that the table may hold."""
    sign = ""
    for entry in re.split(r"\n(?=\S)", table.strip()):
        head, *pattern = entry.rstrip().split("\n")
        if head.startswith("["):
            sign = head.strip("[]")
            continue
        example, kind, recipe = head.split(" | ")
        first, _, then = recipe.partition(" ; ")
        if sign not in SIGNS or kind not in get_args(TimeKind) or not pattern:
            raise ValueError(f"not a rule: {entry!r}")
        compiled, words = _compile("".join(line[4:] for line in pattern))
        yield Rule(sign, example, cast(TimeKind, kind), first, then, compiled, words)


def _compile(pattern: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of the table as a regular expression, and what kind of word each of its groups holds."""
    words: dict[str, str] = {}

    def spell(match: re.Match[str]) -> str:
        label, source = match.groups()
        if label == ":":
            return f"(?:{VOCABULARY[source]})"
        group = (label or source).rstrip("=").replace("-", "_")
        words[group] = group if group in READ else source
        return f"(?P<{group}>{VOCABULARY[source]})"

    full = re.sub(r"(?<!\?P)<(:|\w+=)?([a-z][a-z-]*)>", spell, pattern)
    # A space stands for one or two, but not inside [...], in a look-behind, which has one width, or before "?".
    full = re.sub(r"(\[[^\]]*\]|\(\?<[=!][^)]*\))| (?!\?)", lambda m: m[1] or " {1,2}", full)
    borders = rf"(?=[\w'])(?<![\w$£€#])(?:{full})(?!\w|-(?!{VOCABULARY['month']}|{VOCABULARY['weekday']})[a-z])"
    compiled = re.compile(borders, re.IGNORECASE)
    return compiled, {group: words.get(group, group) for group in compiled.groupindex}


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of the guideline. Compiling them takes a tenth of a second, so it waits until they are wanted."""
    return tuple(parse(TABLE))


@cache
def sign_patterns() -> Mapping[str, re.Pattern[str]]:
    """Where each kind of sign stands."""
    return {sign: re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE) for sign, words in SIGNS.items()}


def read_recipe(rule: Rule, recipe: str, match: re.Match[str]) -> str:
    """A recipe of the rule with the words of a match filled in.

    "Several years ago" names no year: what is shifted by an unknown number becomes PAST_REF or FUTURE_REF, and what is
    shifted from another time, or by hours, the duration. Raises ValueError where a word does not mean what its place
    wants.
    """
    words = {}
    for group, text in match.groupdict().items():
        if text is not None:
            plain = re.sub(r"\s+", " ", text.lower()).strip()
            kind = rule.words[group]
            words[group.rstrip("2")] = READ[kind](plain) if kind in READ else plain
    for group, verb in (("weekday", " "), ("part", "|part ")):
        words[f"with_{group}"] = verb + words[group] if group in words else ""
    if "unit" in words:
        words |= _lengths(words)
    if "{n}" in recipe:
        if words["unit"] in UNITS_OF_DAY or (words["n"] == "X" and recipe.startswith("ref")):
            return f"is {words['length']}"
        if words["n"] == "X":
            return "is PAST_REF" if "shift -" in recipe else "is FUTURE_REF"
        words["n"] = str(int(float(words["n"])))
    return recipe.format_map(words)


def _lengths(words: Mapping[str, str]) -> dict[str, str]:
    unit, n = words["unit"], words.get("n", "1")
    found = {"one": length("1", unit), "many": length("X", unit), "length": length(n, unit)}
    if unit == "fortnight" and n != "X":
        found |= {"unit": "week", "n": f"{2 * float(n):g}"}
    return found
