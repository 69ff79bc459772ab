"""How alike two claims are: slots first, words second.

No similarity of words alone tells "the same claim" from "the same actors, another claim", so every pair of claims is
described by several features and judged by a logistic model over them. The features are in `FEATURES`, in order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from firsthand.inference.encoder import Encoder
from firsthand.model import Claim, Figure

Matrix = npt.NDArray[np.float32]

#: What is compared, with the weight of each in the judgement "one fact". Fitted by logistic regression on pairs of sentences
#: that a reader marked as one fact or not, twelve happenings, each left out once to measure; re-fit them together, never one.
WEIGHTS: dict[str, float] = {
    "words": 1.55,  # cosine of the weighted lemmas
    "near words": 3.83,  # the same, counting words of like meaning as partly shared
    "meaning": 2.75,  # cosine of the weighted mean vectors
    "names": 0.0,  # share of the rarer names in common
    "same figure": 2.87,  # one figure of the same unit and value
    "other figure": 0.11,  # figures of the same unit, none of the same value
    "same predicate": 0.34,  # cosine of the head verbs
    "same agent": 0.3,
    "other agent": 0.31,
    "same patient": 0.86,
    "opposed": -0.37,  # one is negated, the other is not
    "same day": 0.0,
    "other day": 0.0,
    "length": -0.15,  # how unlike the two are in length
}
BIAS = -5.0
FEATURES = tuple(WEIGHTS)
#: What two reports of one quantity, day or denial may differ in: left out when asking whether they speak of one thing.
DISPUTABLE = frozenset({"same figure", "other figure", "opposed", "same day", "other day"})

#: Cosine above which two words count as near in meaning. At .45 unrelated verbs met, at .7 hardly any but inflections.
NEAR = 0.55


def compare(claims: Sequence[Claim], actor_of: Mapping[str, str], encoder: Encoder) -> npt.NDArray[np.float32]:
    """The features of every pair of claims: an array of (feature, claim, claim), symmetric in the last two.

    `actor_of` gives the actor of an entity's name, so that spellings meet.
    """
    n = len(claims)
    out = np.zeros((len(FEATURES), n, n), dtype=np.float32)
    if n == 0:
        return out
    terms = [Counter(c.terms) for c in claims]
    vocabulary = sorted({t for each in terms for t in each})
    column = {t: i for i, t in enumerate(vocabulary)}
    spread = Counter(t for each in terms for t in each)
    weight = np.array([(0.1 + encoder.rarity(t)) * np.log1p(n / spread[t]) for t in vocabulary], dtype=np.float32)
    x = np.zeros((n, len(vocabulary)), dtype=np.float32)
    for row, each in enumerate(terms):
        for t in each:
            x[row, column[t]] = weight[column[t]]
    vectors = np.stack([_vector(t, encoder) for t in vocabulary]) if vocabulary else np.zeros((0, 1), np.float32)
    near = np.clip(vectors @ vectors.T, 0, 1)
    near[near < NEAR] = 0
    np.fill_diagonal(near, 1)
    out[0] = _cosine(x @ x.T)
    out[1] = _cosine(x @ near @ x.T)
    mean = x @ vectors
    out[2] = np.clip(_cosine(mean @ mean.T), 0, 1)
    out[3] = _names(claims, actor_of)
    out[4], out[5] = _figures(claims)
    predicates = [c.predicate or "" for c in claims]
    verbs = np.stack([_vector(p, encoder) for p in predicates])
    same = np.array(predicates)[:, None] == np.array(predicates)[None, :]
    out[6] = np.where(same & (np.array(predicates) != "")[:, None], 1, np.clip(verbs @ verbs.T, 0, 1))
    agents = [actor_of.get(c.agent, c.agent) if c.agent else None for c in claims]
    out[7], out[8] = _equal(agents)
    out[9], _ = _equal([actor_of.get(c.patient, c.patient) if c.patient else None for c in claims])
    negated = np.array([c.negated for c in claims])
    out[10] = negated[:, None] != negated[None, :]
    out[11], out[12] = _equal([c.happened[:10] if c.happened else None for c in claims])
    size = np.array([len(c.terms) for c in claims], dtype=np.float32)
    out[13] = np.abs(size[:, None] - size[None, :]) / np.maximum(size[:, None] + size[None, :], 1)
    return out


def judge(features: Matrix, without: frozenset[str] = frozenset()) -> Matrix:
    """The probability that each pair states one fact, from `compare`'s features; some of them may be left out."""
    weights = np.array([0.0 if name in without else w for name, w in WEIGHTS.items()], dtype=np.float32)
    return np.asarray(1 / (1 + np.exp(-(np.tensordot(weights, features, 1) + BIAS))), dtype=np.float32)


def _vector(word: str, encoder: Encoder) -> npt.NDArray[np.float32]:
    known = encoder.vector(word)
    return known if known is not None else np.zeros_like(_blank(encoder))


def _blank(encoder: Encoder) -> npt.NDArray[np.float32]:
    known = encoder.vector("report")
    return known if known is not None else np.zeros(1, dtype=np.float32)


def _cosine(products: Matrix) -> Matrix:
    norms = np.sqrt(np.maximum(np.diag(products), 1e-9))
    return np.asarray(products / norms[:, None] / norms[None, :], dtype=np.float32)


def _names(claims: Sequence[Claim], actor_of: Mapping[str, str]) -> Matrix:
    named = [{actor_of.get(e, e) for e in c.entities} for c in claims]
    spread = Counter(a for each in named for a in each)
    actors = sorted(spread)
    column = {a: i for i, a in enumerate(actors)}
    x = np.zeros((len(claims), max(1, len(actors))), dtype=np.float32)
    for row, each in enumerate(named):
        for a in each:
            x[row, column[a]] = np.sqrt(np.log1p(len(claims) / spread[a]))
    shared = x @ x.T
    whole = np.diag(shared)
    least = np.minimum(whole[:, None], whole[None, :])
    return np.asarray(np.where(least > 0, shared / np.maximum(least, 1e-9), 0), dtype=np.float32)


def _figures(claims: Sequence[Claim]) -> tuple[Matrix, Matrix]:
    n = len(claims)
    same, other = np.zeros((n, n), np.float32), np.zeros((n, n), np.float32)
    holders = [i for i, c in enumerate(claims) if c.figures]
    for at, i in enumerate(holders):
        for j in holders[at + 1 :]:
            alike, unlike = figures_agree(claims[i].figures, claims[j].figures)
            same[i, j] = same[j, i] = alike
            other[i, j] = other[j, i] = unlike
    return same, other


def figures_agree(a: Sequence[Figure], b: Sequence[Figure]) -> tuple[bool, bool]:
    """Whether two claims share a figure of one unit and value, and whether they hold unlike figures of one unit."""
    alike = any(x.unit == y.unit and x.value == y.value for x in a for y in b)
    unlike = not alike and any(x.unit is not None and x.unit == y.unit for x in a for y in b)
    return alike, unlike


def _equal(values: Sequence[str | None]) -> tuple[Matrix, Matrix]:
    """Where both are known and the same; where both are known and not."""
    codes = {v: i for i, v in enumerate(sorted({v for v in values if v is not None}))}
    row = np.array([codes[v] if v is not None else -1 for v in values])
    known = (row >= 0)[:, None] & (row >= 0)[None, :]
    equal = row[:, None] == row[None, :]
    return (known & equal).astype(np.float32), (known & ~equal).astype(np.float32)
