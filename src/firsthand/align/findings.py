"""Claims of one fact, gathered across articles."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from firsthand.align.similarity import Matrix
from firsthand.model import Article, Claim, Finding, Origin, Reading

#: Mean probability of one fact above which two groups of claims join. Lower joins look-alikes, higher splits facts. Of
#: what joins at .3, four in five pairs are one fact; at .2 three in four, and a tenth more facts are found.
JOIN = 0.25


def gather(claims: Sequence[Claim], same: Matrix) -> tuple[tuple[int, ...], ...]:
    """The claims as groups of one fact each, by average linkage over `same`, the probability for each pair.

    Groups come in the order of their first claim; every claim is in exactly one.
    """
    n = len(claims)
    scores = same.astype(np.float64).copy()
    np.fill_diagonal(scores, -1.0)
    sizes = np.ones(n)
    members: dict[int, list[int]] = {i: [i] for i in range(n)}
    best = scores.argmax(1) if n else np.zeros(0, dtype=int)
    while len(members) > 1:
        rows = np.arange(n)
        i = int(scores[rows, best].argmax())
        j = int(best[i])
        if scores[i, j] < JOIN:
            break
        i, j = min(i, j), max(i, j)
        merged = (scores[i] * sizes[i] + scores[j] * sizes[j]) / (sizes[i] + sizes[j])
        merged[[*(k for k in range(n) if k not in members), i, j]] = -1.0
        scores[i], scores[:, i] = merged, merged
        scores[j], scores[:, j] = -1.0, -1.0
        sizes[i] += sizes[j]
        members[i] += members.pop(j)
        stale = (best == i) | (best == j)
        stale[[i, j]] = True
        best[stale] = scores[stale].argmax(1)
        better = scores[rows, i] > scores[rows, best]
        best[better] = i
    return tuple(tuple(sorted(members[k])) for k in sorted(members, key=lambda k: min(members[k])))


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
                happened=_happened(own),
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
    inner = same[np.ix_(group, group)].mean(1) if len(group) > 2 else np.zeros(len(group))
    firm = {"stated": 0, "reported": 1, "denied": 2, "possible": 3}
    return min(
        (claims[i] for i in group),
        key=lambda c: (
            -round(float(inner[[claims[i] for i in group].index(c)]), 2),
            firm[c.certainty],
            -len(c.terms),
        ),
    )


def _happened(claims: Sequence[Claim]) -> str | None:
    """The day that most articles give; the more precise of two, then the earlier. None where none gives one."""
    votes: dict[str, set[str]] = {}
    for claim in claims:
        if claim.happened:
            votes.setdefault(claim.happened, set()).add(claim.span.article)
    return min(votes, key=lambda d: (-len(votes[d]), -len(d), d), default=None)
