"""Claims of one fact, gathered across articles."""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from firsthand.align.days import happened
from firsthand.align.similarity import Matrix
from firsthand.model import Article, Claim, Finding, Origin, Reading

#: Mean probability of one fact above which two groups of claims join. Lower joins look-alikes, higher splits facts: of
#: what joins at .2, three in four pairs are one fact and one look-alike in eleven joins; at .35 five in six and one in
#: fourteen, and an eighth fewer facts are found.
JOIN = 0.2
#: Probability below which two claims count as having nothing to do with each other. Anything from 0 to .06 moves no
#: figure by .005; the lower, the more pairs are kept in mind.
FAINT = 0.05


def gather(same: Matrix, first_of: Sequence[int] | None = None) -> tuple[tuple[int, ...], ...]:
    """The claims as groups of one fact each, by average linkage over `same`, the probability for each pair.

    `first_of` gives of each claim the first that says the same word for word: copies are in one group from the start,
    and only the first's likeness is looked up. Groups come in the order of their first claim; every claim is in exactly
    one.
    """
    members: dict[int, list[int]] = {}
    for i, first in enumerate(first_of if first_of is not None else range(len(same))):
        members.setdefault(first, []).append(i)
    near = _neighbors(same, list(members))
    # The likest pair first; what was judged of a group that has since grown or joined another is passed over.
    waiting = [(-score, i, j) for i, others in near.items() for j, score in others.items() if i < j and score >= JOIN]
    heapq.heapify(waiting)
    while waiting:
        score, i, j = heapq.heappop(waiting)
        if i not in near or j not in near or near[i].get(j) != -score:
            continue
        merged = _merge(near, i, j, len(members[i]), len(members[j]))
        members[i] += members.pop(j)
        for other, likeness in merged.items():
            if likeness >= JOIN:
                heapq.heappush(waiting, (-likeness, min(i, other), max(i, other)))
    return tuple(sorted((tuple(sorted(m)) for m in members.values()), key=lambda group: group[0]))


def _neighbors(same: Matrix, firsts: Sequence[int]) -> dict[int, dict[int, float]]:
    """The claims that each is not unlike, with their likeness."""
    columns = np.array(firsts, dtype=np.intp)
    near: dict[int, dict[int, float]] = {}
    for i in firsts:
        row = same[i, columns]
        kept = np.flatnonzero(row >= FAINT)
        near[i] = {int(columns[k]): float(row[k]) for k in kept if columns[k] != i}
    return near


def _merge(near: dict[int, dict[int, float]], i: int, j: int, size: int, other_size: int) -> dict[int, float]:
    """Group `j` goes into group `i`: the mean likeness of the joined group to each other one."""
    mine, theirs = near[i], near.pop(j)
    total = size + other_size
    merged = {
        k: (mine.get(k, 0.0) * size + theirs.get(k, 0.0) * other_size) / total
        for k in sorted({*mine, *theirs} - {i, j})
    }
    near[i] = merged
    for k, likeness in merged.items():
        near[k].pop(j, None)
        near[k][i] = likeness
    return merged


def make_findings(
    readings: Sequence[Reading],
    claims: Sequence[Claim],
    groups: Sequence[Sequence[int]],
    same: Matrix,
    origins: Sequence[Origin],
    actor_of: Mapping[str, str],
) -> tuple[Finding, ...]:
    """The findings, those that most independent origins report first, then in the order of the articles."""
    articles = {r.article.id: r.article for r in readings}
    origin_of = {a: n for n, o in enumerate(origins) for a in o.articles}
    found = []
    for group in groups:
        own = [claims[i] for i in group]
        central = _central(group, claims, same)
        sources = len({origin_of[c.span.article] for c in own})
        named = Counter(actor_of[e] for c in own for e in c.entities if e in actor_of)
        found.append(
            Finding(
                id=finding_id(own[0], articles[own[0].span.article].capture),
                statement=_words(articles[central.span.article], central),
                standing="agreed" if sources > 1 else "single-source",
                independent_sources=sources,
                claims=tuple(own),
                happened=happened(own),
                actors=tuple(a for a, n in sorted(named.items(), key=lambda x: (-x[1], x[0]))),
            )
        )
    return tuple(sorted(found, key=lambda f: -f.independent_sources))


def _words(article: Article, claim: Claim) -> str:
    """The claim as it stands; its whole sentence, where it is a clause that could not be read alone."""
    words = article.quote(claim.span)
    return words if claim.main or not words[:1].islower() else article.quote(claim.sentence)


def finding_id(first: Claim, capture: str) -> str:
    """An id that rests on the finding's first claim alone, so that it outlives new articles."""
    place = f"{capture}:{first.span.start}:{first.span.end}:{first.span.article}"
    return "f-" + hashlib.sha256(place.encode()).hexdigest()[:12]


def _central(group: Sequence[int], claims: Sequence[Claim], same: Matrix) -> Claim:
    """The claim most like the others; of two alike the firmer, then the fuller, then the earlier."""
    inner = same[np.ix_(group, group)].mean(1, dtype=np.float32) if len(group) > 2 else np.zeros(len(group))
    firm = {"stated": 0, "reported": 1, "denied": 2, "possible": 3}

    def order(k: int) -> tuple[float, int, int]:
        claim = claims[group[k]]
        return -round(float(inner[k]), 2), firm[claim.certainty], -len(claim.terms)

    return claims[group[min(range(len(group)), key=order)]]
