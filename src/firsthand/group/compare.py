"""How alike two articles are, and why: the rare words, names and figures that both hold."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.group.terms import Terms, term_of
from firsthand.inference.frequencies import share_of_texts

#: How many texts the word list at large is worth beside the articles at hand: LEAST_BACKGROUND, or as many as these
#: lack of ENOUGH_TEXTS. With five articles the list rules, with a thousand they do. A flat 50 breaks up one happening
#: read by itself (.46 of them whole, against .80, on the longest set), a flat 200 costs .006 on a thousand short items.
ENOUGH_TEXTS = 400
LEAST_BACKGROUND = 50
#: A term that a larger share of texts holds brings no two articles together, but counts where others did.
COMMON = 0.15
#: Likeness below which a pair counts as having none. .01 takes twice as long and changes no group of the sets.
LEAST_LIKENESS = 0.03
#: What is taken off the likeness of two articles that are LONG_APART days apart or more, from nothing at SOON_AFTER:
#: sequels and anniversaries. No set shows gain or loss, as few of their like happenings have days; .06 costs .004.
GAP_COST = 0.03
SOON_AFTER = 60
LONG_APART = 365


@dataclass(frozen=True, slots=True)
class Weighted:
    """An article as vectors of length 1 (or empty)."""

    terms: Terms
    all: Mapping[str, float]
    names: Mapping[str, float]  #: names and figures alone, to compare across languages
    day: float | None  #: when it was published, in days


def weigh(articles: Sequence[tuple[Terms, float | None]]) -> list[Weighted]:
    """The articles, given with the day of each, with every term weighted by how rare it is."""
    shares = share_at_hand([terms for terms, _ in articles])
    rarity = {term: -math.log(share) for term, share in shares.items()}
    weighted = []
    for terms, day in articles:
        vector = {t: (1 + math.log(n)) * rarity[t] for t, n in sorted(terms.counts.items()) if rarity[t] > 0}
        names = {t: w for t, w in vector.items() if t in terms.names}
        weighted.append(Weighted(terms, _unit(vector), _unit(names), day))
    return weighted


def share_at_hand(articles: Sequence[Terms]) -> dict[str, float]:
    """For each term of the articles the share of texts that hold it, above 0: here and at large together."""
    held = Counter(term for terms in articles for term in terms.counts)
    background = max(LEAST_BACKGROUND, ENOUGH_TEXTS - len(articles))
    total = len(articles) + background
    return {t: min(1.0, (n + background * _share_at_large(t)) / total) for t, n in held.items()}


def _share_at_large(term: str) -> float:
    """The share of English texts that hold a term, its plural counted in."""
    return min(1.0, share_of_texts(term) + share_of_texts(term + "s"))


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(math.fsum(w * w for w in vector.values()))
    return {t: w / length for t, w in vector.items()} if length else {}


def likenesses(articles: Sequence[Weighted]) -> dict[tuple[int, int], float]:
    """The pairs of articles that have something in common, by their numbers, each with a likeness up to 1.

    Candidates come from an index of the terms that are not common, so that most pairs are never looked at.
    """
    common = {t for t, share in share_at_hand([a.terms for a in articles]).items() if share >= COMMON}
    index: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    found = {}
    for i, article in enumerate(articles):
        sums: defaultdict[int, float] = defaultdict(float)
        for term, weight in article.all.items():
            if term not in common:
                for j, other in index[term]:
                    sums[j] += weight * other
                index[term].append((i, weight))
        shared = [(t, w) for t, w in article.all.items() if t in common]
        for j, rare in sums.items():
            if rare < LEAST_LIKENESS:
                continue
            theirs = articles[j].all
            value = rare + sum(w * theirs[t] for t, w in shared if t in theirs)
            if not (article.terms.english and articles[j].terms.english):
                value = sum(w * articles[j].names.get(t, 0.0) for t, w in article.names.items())
            value -= _gap_cost(article.day, articles[j].day)
            if value >= LEAST_LIKENESS:
                found[j, i] = value
    return found


def _gap_cost(a: float | None, b: float | None) -> float:
    if a is None or b is None or abs(a - b) <= SOON_AFTER:
        return 0.0
    return GAP_COST * min(1.0, math.log(abs(a - b) / SOON_AFTER) / math.log(LONG_APART / SOON_AFTER))


def explain(a: Weighted, b: Weighted, likeness: float, places: frozenset[str]) -> str:
    """In one sentence why two articles are held to report one happening. `places`: names that stand for places."""
    where = {term_of(word) for place in places for word in place.split()}
    shared = sorted((t for t in a.all if t in b.all), key=lambda t: (-a.all[t] * b.all[t], t))
    names = [t for t in shared if t in a.terms.names and t in b.terms.names and not t[0].isdigit()]
    words = [t for t in shared if t not in a.terms.names and t not in b.terms.names]
    figures = [t for t in shared if t[0].isdigit() and len(t) > 1]
    parts = []
    people = [a.terms.shown[t] for t in names if t not in where][:4]
    if people:
        parts.append("both name " + _listed(people))
    if sites := [a.terms.shown[t] for t in names if t in where][:2]:
        parts.append("both are set in " + _listed(sites))
    if words:
        parts.append("both use " + _listed([f"“{a.terms.shown[t].lower()}”" for t in words[:4]]))
    if figures:
        parts.append("both give " + _listed([a.terms.shown[t] for t in figures[:2]]))
    if a.day is not None and b.day is not None:
        days = round(abs(a.day - b.day))
        parts.append("they appeared within a day" if days <= 1 else f"they appeared {days} days apart")
    return f"Likeness {likeness:.2f}: " + "; ".join(parts) + "."


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]
