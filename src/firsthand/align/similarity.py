"""How alike two claims are: slots and words together, judged by a logistic model.

No similarity of words alone tells "the same claim" from "the same actors, another claim". So every pair of claims is
described by the features of `firsthand.align.features`, and a weighted sum of them is the judgement. Pairs are judged
in blocks, what a reprint repeats word for word once, so that a story of several hundred articles fits into memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from firsthand.align.features import Feature, make_features
from firsthand.align.units import Units, find_units, says_nothing
from firsthand.inference.encoder import Encoder
from firsthand.model import Claim

#: Probabilities of pairs. Half the usual precision: three digits are enough, and there are millions of pairs.
Matrix = npt.NDArray[np.float16]

#: What each feature weighs in the judgement "one fact". Fitted by logistic regression (C = .3) on pairs of sentences
#: that a reader marked as one fact or not, over twelve happenings, look-alikes counted three times; each happening left
#: out once to measure (decision 0009). Re-fit them all together, never one alone.
FACT: dict[str, float] = {
    "same predicate": 0.75,  # cosine of the head verbs' vectors
    "opposed": -0.66,  # one is negated, the other is not
    "same day": 1.47,  # the fewer claims give the day, the more it tells
    "own same day": 2.19,  # both give the day in their own words
    "length": -1.13,  # how unlike the two are in length
    "shared weight": 1.56,  # logarithm of the weight of what is shared, near words partly
    "letters": 3.33,  # cosine of the weighted four-letter runs
    "one quoted": -0.45,  # one stands in quotation marks, the other does not
    "both quoted": -1.22,  # two speakers' own words seldom say one thing, however alike
    "same speaker": 0.98,
    "other speaker": -0.44,
    "one attributed": -0.36,  # one is somebody's word, the other the article's
    "shorter": -1.28,  # logarithm of the content words of the shorter
    "least share": 0.58,  # of their sentences, the lesser share: a by-clause matches by chance
    "both open": 1.18,  # both open their articles, where the news is told
    "same figure": 2.49,  # one number, and how alike what is counted: "21 girls", "21 captives"
    "other place": -0.33,  # both say where, and nowhere in common
    "sentence covered": 1.99,  # how much of the less covered sentence is met, near words partly
    "sentence meaning": 1.8,  # cosine of the whole sentences' mean vectors
}
BIAS_FACT = -3.73

#: What each feature weighs in the judgement "one thing": figure, day and denial, which two reports of one thing may
#: differ in, are left out. The thresholds of `disagreements` are set on these.
THING: dict[str, float] = {
    "words": 0.2,  # cosine of the weighted lemmas
    "names": -0.2,  # share of the rarer names in common; "no name shared" carries what it tells
    "same predicate": 0.68,
    "same agent": 0.02,
    "same patient": 0.55,
    "length": -0.72,
    "sentence words": 2.39,  # cosine of the whole sentences' lemmas, those near in meaning partly shared
    "sentence meaning": 1.53,
    "shared weight": 1.43,
    "letters": 3.91,
    "no name shared": -0.24,  # both name somebody, nobody in common
    "one quoted": -0.54,
    "same speaker": 0.88,
    "other speaker": -0.4,
    "shorter": -0.73,
}
BIAS_THING = -4.24

#: Pairs that are judged at a time. More make the memory grow, fewer cost a little time.
BLOCK = 2_000_000


@dataclass(frozen=True, slots=True)
class Likeness:
    """For each pair of claims a probability; symmetric, and 0 for a claim with itself."""

    one_fact: Matrix  #: that they state one fact
    one_thing: Matrix  #: that they speak of one thing, whatever figure, day or denial they give
    first_of: tuple[int, ...]  #: of each claim the first that says the same word for word; itself where it is the first


def compare(claims: Sequence[Claim], words: Sequence[str], actor_of: Mapping[str, str], encoder: Encoder) -> Likeness:
    """The likeness of every pair of claims.

    `words` are the claims' own words; `actor_of` gives the actor of an entity's name, so that spellings meet.
    """
    n = len(claims)
    fact, thing = np.zeros((n, n), dtype=np.float16), np.zeros((n, n), dtype=np.float16)
    if not n:
        return Likeness(fact, thing, ())
    units = find_units(claims, words, actor_of)
    features = make_features(units, actor_of, encoder)
    unit_of = np.array(units.unit_of, dtype=np.intp)
    apart = np.array(units.apart, dtype=np.intp).reshape(-1, 2)
    step = max(1, BLOCK // len(units.claims))
    for start in range(0, len(units.claims), step):
        which = np.arange(start, min(start + step, len(units.claims)))
        one_fact, one_thing = _judge(which, units, features)
        here = apart[(apart[:, 0] >= start) & (apart[:, 0] <= which[-1])]
        for block in (one_fact, one_thing):
            block[here[:, 0] - start, here[:, 1]] = 0  # a sentence that says two things belongs to two findings
        rows = np.flatnonzero((unit_of >= start) & (unit_of <= which[-1]))
        back = unit_of[rows] - start
        fact[rows], thing[rows] = one_fact[back][:, unit_of], one_thing[back][:, unit_of]
    mute = [i for i, c in enumerate(claims) if says_nothing(c)]
    for matrix in (fact, thing):
        matrix[mute] = 0
        matrix[:, mute] = 0
        np.fill_diagonal(matrix, 0)
    firsts = dict(reversed([(u, i) for i, u in enumerate(units.unit_of)]))
    return Likeness(fact, thing, tuple(firsts[u] for u in units.unit_of))


def _judge(which: npt.NDArray[np.intp], units: Units, features: Mapping[str, Feature]) -> tuple[Matrix, Matrix]:
    """Both judgements on some units against all; each feature is made but once, no two are in memory at once."""
    shape = (len(which), len(units.claims))
    fact, thing = np.full(shape, BIAS_FACT, dtype=np.float32), np.full(shape, BIAS_THING, dtype=np.float32)
    for name in sorted({*FACT, *THING}):
        value = features[name](which)
        fact += np.float32(FACT.get(name, 0)) * value
        thing += np.float32(THING.get(name, 0)) * value
    return _probability(fact), _probability(thing)


def _probability(scores: npt.NDArray[np.float32]) -> Matrix:
    with np.errstate(over="ignore"):
        return np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float16)
