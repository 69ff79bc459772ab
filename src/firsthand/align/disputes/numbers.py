"""Two figures for one quantity: what conflicts, what a later report overtook, and what only looks so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from firsthand.align.disputes.ground import (
    TELLING,
    Dispute,
    Ground,
    Value,
    apart,
    kind_of,
    linked,
    one_moment,
    sides_of,
)
from firsthand.inference.frequencies import rarity
from firsthand.model import Claim, Figure

#: Probability, the figure left aside, above which two claims speak of one quantity. Lower raises more, and more that is
#: no disagreement.
ONE_NUMBER = 0.35
ONE_THING = 0.5  # where neither verb nor object says that they do
ONE_TOLL = 0.3  # of the killed, the injured: a story has few tolls, and their unit says most of what they count
ONE_TERM = 0.15  # of a sentence: a story has few, and outlets tell them in few words in common
#: The toll that two articles of one story open with is the story's, whatever words they have in common.
DEAD = "killed"
#: The unit of years in prison.
TERM = "years in prison"
#: "About 40" and 39 agree within this share of the value; so do a toll and a later one that is hardly higher.
ROUNDING = 0.1
#: Two measures agree within this share where one of them is round: 20,000 and 19,850.
ROUND = 0.05
#: Units whose count grows while a happening is under way, so that a later, higher figure overtakes an earlier one.
GROWING = frozenset({"killed", "injured", "missing", "arrested", "rescued", "hospitalized", "evacuated", "people"})
#: Units of which a difference tells nothing: ages are of different people, and a match has many of all the others.
UNCOUNTED = frozenset(
    "age score minute second run out inning yard point hit touchdown rebound assist strikeout down shot wicket "
    "lap pitch carry".split()
)
#: Figures of one unit in one article above which it counts many things of that kind: runs, yards, prices.
TALLY = 2
_QUALIFIER = re.compile(
    r"(?:at (?:least|most)|up to|upwards of|in excess of|close to|an? (?:minimum|maximum) of|"
    r"(?:no |not )?(?:more|fewer|less) than|as (?:many|much) as|(?:just )?under|below|above|exceeding|nearly|almost|"
    r"about|around|some|over|roughly|approximately|an estimated)\s+(?:the\s+)?[$£€]?$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"\s+or (?:more|fewer|less)\b|\+", re.IGNORECASE)
#: Words at a number that make it a part of something or an addition to it.
_PART = re.compile(
    r"\b(?:first|last|next|final|remaining|straight|consecutive|each|per|"
    r"every|both|new|of (?:which|whom|them|these|those)|including|seriously|critically|severely|slightly)\b",
    re.IGNORECASE,
)
_ADDED = re.compile(r"\b(?:other|others|another|additional|further|extra|(?<!or )more(?! than))\b", re.IGNORECASE)
_CEILING = re.compile(r"up to|maximum", re.IGNORECASE)
_UNIT = re.compile(r"[a-z][a-z ]+|[A-Z]{3}|[%$£€¥]", re.IGNORECASE)
_KIND = re.compile(r"\s?[-–]\s?[a-z]")
_PRISON = re.compile(r"\b(?:prison|jail|jailed|imprison\w+|behind bars|sentenced?)\b", re.IGNORECASE)
_VAGUE = re.compile(r"scores|dozens|hundreds|thousands|tens|millions|several", re.IGNORECASE)
#: Letters on either side of a number in which `_PART` is looked for.
_BESIDE = 24


def find_number_disputes(ground: Ground) -> Iterator[Dispute]:
    """Figures of one unit and one moment. A claim with two figures of a unit is left out: it may count two things."""
    by_unit: dict[str, dict[int, Figure]] = {}
    for i, claim in enumerate(ground.claims):
        units = Counter(f.unit for f in claim.figures)
        prison = bool(_PRISON.search(ground.words(claim)))
        for figure in claim.figures:
            if _countable(ground, claim, figure) and units[figure.unit] == 1:
                unit = TERM if prison and figure.unit == "year" else str(figure.unit)
                by_unit.setdefault(unit, {})[i] = figure
    told = _told(ground)
    for unit, figures in sorted(by_unit.items()):
        conflicts, updates = [], []
        for i, j in combinations(figures, 2):
            if figures[i].value == figures[j].value or not _one_quantity(ground, unit, (i, j), figures, told):
                continue
            low, high = (i, j) if figures[i].value < figures[j].value else (j, i)
            if unit in GROWING and _overtakes(ground, (low, high), figures):
                updates.append((low, high))
            elif _at_odds(ground, (low, high), figures):
                conflicts.append((low, high))
        overtaken = {tuple(figures[i].value for i in pair) for pair in updates}
        conflicts = [pair for pair in conflicts if tuple(figures[i].value for i in pair) not in overtaken]
        yield from _disputes(ground, unit, figures, conflicts, updates)


def _countable(ground: Ground, claim: Claim, figure: Figure) -> bool:
    """Whether a difference of the figure can tell something: it counts or measures, and is no part of a name.

    "A 32-bit version" and "a .38 pistol" say which one, and not how many.
    """
    if not figure.unit or figure.unit in UNCOUNTED or not _UNIT.fullmatch(figure.unit):
        return False
    text = ground.by_id[claim.span.article].article.text
    kind = _KIND.match(text, figure.span.end)
    return not (kind or text[max(0, figure.span.start - 2) : figure.span.start].strip() == ".")


def bounds(figure: Figure) -> tuple[float, float]:
    """The least and the most that a figure with its qualifier allows."""
    value, infinite = figure.value, float("inf")
    return {
        "exactly": (value, value),
        "about": (value * (1 - ROUNDING), value * (1 + ROUNDING)),
        "at least": (value, infinite),
        "more than": (value, infinite),
        "at most": (0.0, value),
        "fewer than": (value * (1 - ROUNDING), value),
    }[figure.qualifier]


def _disputes(
    ground: Ground,
    unit: str,
    figures: Mapping[int, Figure],
    conflicts: Sequence[tuple[int, int]],
    updates: Sequence[tuple[int, int]],
) -> Iterator[Dispute]:
    about = f"number {unit}" if unit in GROWING and unit != "people" else f"number of {_several(unit)}"
    for group in linked(conflicts):
        sides = sides_of(_counted(ground, i, figures[i]) for i in group)
        if apart(sides):
            kind = kind_of(sides)
            why = "Each figure is a speaker's word" if kind == "attribution" else "Both cannot hold of one moment"
            yield Dispute("number", kind, about, sides, f"{why}.")
    for group in linked(updates):
        grown = sides_of((_counted(ground, i, figures[i]) for i in group), lambda v: f"{_amount(v):020.3f}")
        if apart(grown):
            yield Dispute("number", "update", about, grown, "The later report gives the higher figure.")


def _several(unit: str) -> str:
    """A unit as it stands after "number of": "photos"; a currency, a share or a measure as it is."""
    if not (unit.isalpha() and unit.islower() and len(unit) > 2) or unit.endswith("s") or unit == "people":
        return unit
    if unit.endswith(("ch", "sh", "x", "z")):
        return f"{unit}es"
    return f"{unit[:-1]}ies" if unit.endswith("y") and unit[-2] not in "aeiou" else f"{unit}s"


def _told(ground: Ground) -> dict[tuple[str, str], set[float]]:
    """The figures that each article gives of each unit."""
    told: dict[tuple[str, str], set[float]] = {}
    for claim in ground.claims:
        for figure in claim.figures:
            told.setdefault((claim.span.article, (figure.unit or "").removesuffix(" in all")), set()).add(figure.value)
    return told


def _one_quantity(
    ground: Ground,
    unit: str,
    pair: tuple[int, int],
    figures: Mapping[int, Figure],
    told: Mapping[tuple[str, str], set[float]],
) -> bool:
    """Whether two figures are of one quantity.

    An article that gives both figures knows two quantities, and one that gives many of a unit counts many things.
    """
    i, j = pair
    a, b = ground.claims[i], ground.claims[j]
    toll = (unit in GROWING and unit != "people") or unit == TERM
    need = ONE_TERM if unit == TERM else ONE_TOLL if toll else ONE_NUMBER
    of_the_story = unit == DEAD and ground.opens(a) and ground.opens(b)
    if ground.alike[i, j] < need and not of_the_story:
        return False
    if not one_moment(a, b) or ground.old(a) != ground.old(b):
        return False
    if ground.two_periods(a, b):
        return False
    beside = [_beside(ground, c, f) for c, f in ((a, figures[i]), (b, figures[j]))]
    if any(_PART.search(t) for t in beside) or len({bool(_ADDED.search(t)) for t in beside}) > 1:
        return False
    if a.span.article == b.span.article:
        return bool(a.asserted_by and b.asserted_by) and ground.two_voices(a, b) and (toll or _kindred(a, b))
    unit = "year" if unit == TERM else unit.removesuffix(" in all")
    mine, theirs = told[a.span.article, unit], told[b.span.article, unit]
    if figures[j].value in mine or figures[i].value in theirs:
        return False
    return toll or (max(len(mine), len(theirs)) <= TALLY and (ground.alike[i, j] >= ONE_THING or _kindred(a, b)))


def _kindred(a: Claim, b: Claim) -> bool:
    """Whether two claims say one kind of thing of what they count: by one verb, or by one thing acted on."""
    same = a.predicate is not None and a.predicate == b.predicate and rarity(a.predicate) >= TELLING
    return same or (a.patient is not None and a.patient == b.patient and bool({*a.entities} & {*b.entities}))


def _beside(ground: Ground, claim: Claim, figure: Figure) -> str:
    """The words on either side of a number, which tell a part or an addition: "another 40", "the first two"."""
    text = ground.by_id[claim.span.article].article.text
    before = text[max(claim.sentence.start, figure.span.start - _BESIDE) : figure.span.start]
    return f"{before} # {text[figure.span.end : min(claim.sentence.end, figure.span.end + _BESIDE)]}"


def _counted(ground: Ground, i: int, figure: Figure) -> Value:
    claim = ground.claims[i]
    sign = {"at least": "≥", "more than": ">", "at most": "≤", "fewer than": "<", "about": "~", "exactly": ""}
    text = ground.by_id[claim.span.article].article.text
    qualified = _QUALIFIER.search(text[max(claim.span.start, figure.span.start - 24) : figure.span.start])
    more = _OR_MORE.match(text, figure.span.end, claim.span.end)
    words = (qualified[0] if qualified else "") + text[figure.span.start : more.end() if more else figure.span.end]
    number = f"{figure.value:f}".rstrip("0").rstrip(".")
    return Value(claim, sign[figure.qualifier] + number, " ".join(words.split()), figure)


def _amount(value: Value) -> float:
    return value.figure.value if value.figure else 0.0


def _at_odds(ground: Ground, pair: tuple[int, int], figures: Mapping[int, Figure]) -> bool:
    """Whether a lower and a higher figure cannot both be true: neither by what they allow nor by rounding."""
    low, high = (figures[i] for i in pair)
    if all(
        f.qualifier == "at most" and _CEILING.search(_counted(ground, i, f).words)
        for i, f in zip(pair, (low, high), strict=False)
    ):
        return high.value > low.value * (1 + ROUNDING)  # two who name the most that can be
    (least, most), (floor, ceiling) = bounds(low), bounds(high)
    if max(least, floor) <= min(most, ceiling):
        return False
    rounded = any(_is_round(f.value) for f in (low, high))
    return not (rounded and high.value <= low.value * (1 + ROUND))


def _is_round(value: float) -> bool:
    """Whether a number from a hundred up has two telling digits at most."""
    return value >= 100 and len(f"{value:.0f}".rstrip("0")) <= 2


def _overtakes(ground: Ground, pair: tuple[int, int], figures: Mapping[int, Figure]) -> bool:
    """Whether the higher figure was published later, by days or, where known, by hours, and is more than rounding."""
    low, high = pair
    if figures[high].value <= figures[low].value * (1 + ROUNDING) or _VAGUE.search(
        _counted(ground, low, figures[low]).words
    ):
        return False
    if figures[high].qualifier in ("at most", "fewer than"):
        return False
    first, then = ground.published(ground.claims[low]), ground.published(ground.claims[high])
    return bool(first and then) and first < then and not then.startswith(first)
