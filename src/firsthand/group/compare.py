"""How alike two articles are, and why: the rare words, names and figures that both hold."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import mul

from firsthand.group.counts import Counts
from firsthand.group.terms import Terms

#: Likeness below which a pair counts as having none. .01 takes twice as long and changes no group of the sets.
LEAST_LIKENESS = 0.03
#: What is taken off the likeness of two articles that are LONG_APART days apart or more, from nothing at SOON_AFTER:
#: sequels and anniversaries. No set shows gain or loss, as few of their like happenings have days; .06 costs .004.
GAP_COST = 0.03
SOON_AFTER = 60
LONG_APART = 365


_NOTHING = repeat(0.0)


@dataclass(frozen=True, slots=True)
class Weighted:
    """An article as vectors of length 1 (or empty)."""

    english: bool
    all: Mapping[str, float]
    names: Mapping[str, float]  #: names and figures alone, to compare across languages
    shown: Mapping[str, str]  #: the form in which a term stands in the text, where that differs from the term
    day: float | None  #: when it was published, in days


def weigh(terms: Terms, day: float | None, counts: Counts) -> Weighted:
    """The article with every term weighted by how rare it is."""
    vector = {}
    for term, n in sorted(terms.counts.items()):
        rarity = counts.rarity(term)
        if rarity > 0:
            vector[term] = (1 + math.log(n)) * rarity
    shown = {t: terms.shown[t] for t in vector if terms.shown[t] != t}
    everything = _unit(vector)
    return Weighted(terms.english, everything, names_of(everything, terms.names), shown, day)


def names_of(everything: Mapping[str, float], names: Container[str]) -> dict[str, float]:
    """The weights of those terms that are names, as a vector of length 1 (or empty)."""
    return _unit({t: w for t, w in everything.items() if t in names})


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(math.fsum(w * w for w in vector.values()))
    return {t: w / length for t, w in vector.items()} if length else {}


def likeness(a: Weighted, b: Weighted, rare: float, common: Sequence[str], weights: Sequence[float]) -> float:
    """Up to 1. `rare` is what the rare terms that both hold add up to; `common` are the other terms of `a`.

    `weights` are those of `common` in `a`. Articles of which one is not English are compared by names and figures.
    """
    if a.english and b.english:
        value: float = rare + sum(map(mul, weights, map(b.all.get, common, _NOTHING)))  # in C: it is asked most
    else:
        value = sum(w * b.names[t] for t, w in a.names.items() if t in b.names)
    return value - _gap_cost(a.day, b.day)


def _gap_cost(a: float | None, b: float | None) -> float:
    if a is None or b is None or abs(a - b) <= SOON_AFTER:
        return 0.0
    return GAP_COST * min(1.0, math.log(abs(a - b) / SOON_AFTER) / math.log(LONG_APART / SOON_AFTER))


def explain(a: Weighted, b: Weighted, likeness: float, where: frozenset[str]) -> str:
    """In one sentence why two articles are held to report one happening. `where`: terms that stand for places."""
    shared = sorted((t for t in a.all if t in b.all), key=lambda t: (-a.all[t] * b.all[t], t))
    names = [t for t in shared if t in a.names and t in b.names and not t[0].isdigit()]
    words = [t for t in shared if t not in a.names and t not in b.names]
    figures = [t for t in shared if t[0].isdigit() and len(t) > 1]
    parts = []
    people = [a.shown.get(t, t) for t in names if t not in where][:4]
    if people:
        parts.append("both name " + _listed(people))
    if sites := [a.shown.get(t, t) for t in names if t in where][:2]:
        parts.append("both are set in " + _listed(sites))
    if words:
        parts.append("both use " + _listed([f"“{a.shown.get(t, t).lower()}”" for t in words[:4]]))
    if figures:
        parts.append("both give " + _listed([a.shown.get(t, t) for t in figures[:2]]))
    if a.day is not None and b.day is not None:
        days = round(abs(a.day - b.day))
        parts.append("they appeared within a day" if days <= 1 else f"they appeared {days} days apart")
    return f"Likeness {likeness:.2f}: " + "; ".join(parts) + "."


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]
