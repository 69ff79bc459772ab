"""How alike two claims are: slots and words together, judged by a logistic model.

No similarity of words alone tells "the same claim" from "the same actors, another claim". So every pair of claims is
described by the features named in `WEIGHTS`, and their weighted sum is the judgement.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from firsthand.inference.encoder import Encoder
from firsthand.inference.frequencies import rarity
from firsthand.model import Claim

Matrix = npt.NDArray[np.float32]

#: What is compared, with the weight of each in the judgement "one fact". Fitted by logistic regression on pairs of
#: sentences that a reader marked as one fact or not, over twelve happenings, each left out once to measure. Re-fit them
#: all together, never one alone.
WEIGHTS: dict[str, float] = {
    "words": 0.2,  # cosine of the weighted lemmas
    "names": -0.2,  # share of the rarer names in common; "no name shared" carries what it tells
    "same figure": 2.4,  # one figure of the same unit and value
    "same predicate": 0.68,  # cosine of the head verbs' vectors
    "same agent": 0.02,
    "same patient": 0.55,
    "opposed": -0.78,  # one is negated, the other is not
    "same day": 5.87,  # the fewer claims give the day, the more it tells
    "length": -0.72,  # how unlike the two are in length
    "sentence words": 2.39,  # cosine of the whole sentences' lemmas, those near in meaning partly shared
    "sentence meaning": 1.53,  # cosine of the whole sentences' mean vectors
    "shared weight": 1.43,  # logarithm of the weight of what is shared, near words partly
    "letters": 3.91,  # cosine of the weighted four-letter runs
    "no name shared": -0.24,  # both name somebody, nobody in common
    "one quoted": -0.54,  # one stands in quotation marks, the other does not
    "same speaker": 0.88,
    "other speaker": -0.4,
    "shorter": -0.73,  # logarithm of the content words of the shorter
}
BIAS = -4.24
#: What two reports of one quantity, day or denial may differ in: left out when asking whether they speak of one thing.
DISPUTABLE = frozenset({"same figure", "opposed", "same day"})

#: Cosine above which two words count as near in meaning. At .45 unrelated verbs met, at .7 hardly any but inflections.
NEAR = 0.55
#: Columns that four-letter runs are hashed into. Fewer make unlike runs meet, more take memory.
LETTER_COLUMNS = 8192


#: Left out of the letters: a day in common is a feature of its own.
_CALENDAR = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|"
    r"november|december)\b"
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """For each pair of claims a probability; symmetric."""

    one_fact: Matrix  #: that they state one fact
    one_thing: Matrix  #: that they speak of one thing, whatever figure, day or denial they give


def compare(
    claims: Sequence[Claim], words: Sequence[str], actor_of: Mapping[str, str], encoder: Encoder
) -> Likeness:
    """The likeness of every pair of claims.

    `words` are the claims' own words; `actor_of` gives the actor of an entity's name, so that spellings meet.
    """
    n = len(claims)
    fact = np.full((n, n), BIAS, dtype=np.float32)
    thing = fact.copy()
    if n:
        for name, matrix in _features(claims, words, actor_of, encoder).items():
            part = np.float32(WEIGHTS[name]) * matrix()
            fact += part
            if name not in DISPUTABLE:
                thing += part
        _, place = _sentences(claims)
        apart = _equal([str(p) for p in place])[0] > 0
        fact[apart] = thing[apart] = -np.inf  # a sentence that says two things belongs to two findings
    return Likeness(_probability(fact), _probability(thing))


def _probability(scores: Matrix) -> Matrix:
    with np.errstate(over="ignore"):
        return np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float32)


def _features(
    claims: Sequence[Claim], words: Sequence[str], actor_of: Mapping[str, str], encoder: Encoder
) -> dict[str, Callable[[], Matrix]]:
    """One matrix a feature, each made only when it is asked for, so that no two are in memory at once."""
    vocabulary = _Vocabulary(sorted({t for c in claims for t in c.terms}), encoder)
    own = _Terms([Counter(c.terms) for c in claims], vocabulary)
    sentences, place = _sentences(claims)
    whole = _Terms(sentences, vocabulary)
    speakers = [actor_of.get(c.asserted_by, c.asserted_by) if c.asserted_by else None for c in claims]
    predicates = [c.predicate for c in claims]
    sizes = np.array([len(c.terms) for c in claims], dtype=np.float32)
    named = [frozenset(actor_of.get(e, e) for e in c.entities) for c in claims]
    across = np.ix_(place, place)
    return {
        "words": lambda: _cosine(own.rows @ own.rows.T),
        "names": lambda: _names(named),
        "same figure": lambda: _meet([frozenset((f.unit, f.value) for f in c.figures) for c in claims]),
        "same predicate": lambda: _predicates(predicates, encoder),
        "same agent": lambda: _equal([actor_of.get(c.agent, c.agent) if c.agent else None for c in claims])[0],
        "same patient": lambda: _equal([actor_of.get(c.patient, c.patient) if c.patient else None for c in claims])[0],
        "opposed": lambda: _differ([c.negated for c in claims]),
        "same day": lambda: _same_day([c.happened[:10] if c.happened else None for c in claims]),
        "length": lambda: np.abs(sizes[:, None] - sizes) / np.maximum(sizes[:, None] + sizes, 1),
        "sentence words": lambda: _cosine(whole.shared())[across],
        "sentence meaning": lambda: np.clip(_cosine(whole.means @ whole.means.T), 0, 1)[across],
        "shared weight": lambda: np.log1p(own.shared(root=True)),
        "letters": lambda: _letters(words),
        "no name shared": lambda: _strangers(named),
        "one quoted": lambda: _differ([c.quoted for c in claims]),
        "same speaker": lambda: _equal(speakers)[0],
        "other speaker": lambda: _equal(speakers)[1],
        "shorter": lambda: np.log1p(np.minimum(sizes[:, None], sizes)),
    }


class _Vocabulary:
    """All lemmas of the claims, in order, with their vectors and how near each is to each other in meaning."""

    def __init__(self, words: Sequence[str], encoder: Encoder) -> None:
        """`words` are sorted and hold none twice."""
        self.column = {w: i for i, w in enumerate(words)}
        self.rarity = [rarity(w) for w in words]
        self.vectors = _stack(words or [""], encoder)
        self.near = np.clip(self.vectors @ self.vectors.T, 0, 1)
        self.near[self.near < NEAR] = 0
        np.fill_diagonal(self.near, 1)


class _Terms:
    """Weighted lemmas of several texts: a word weighs more the rarer it is, in English and among these texts."""

    def __init__(self, texts: Sequence[Counter[str]], vocabulary: _Vocabulary) -> None:
        """Every lemma of the texts is in the vocabulary."""
        column = vocabulary.column
        spread = Counter(t for each in texts for t in each)
        weight = {t: (0.1 + vocabulary.rarity[column[t]]) * np.log1p(len(texts) / n) for t, n in spread.items()}
        self.rows = np.zeros((len(texts), max(1, len(column))), dtype=np.float32)
        for row, each in enumerate(texts):
            for t in each:
                self.rows[row, column[t]] = weight[t]
        self._vocabulary = vocabulary

    @property
    def means(self) -> Matrix:
        """The weighted mean vector of each text, not normalized."""
        return np.asarray(self.rows @ self._vocabulary.vectors, dtype=np.float32)

    def shared(self, root: bool = False) -> Matrix:
        """The weight that each pair shares, words of near meaning partly; of the weights' square roots, if `root`."""
        rows = np.sqrt(self.rows) if root else self.rows
        return np.asarray(rows @ self._vocabulary.near @ rows.T, dtype=np.float32)


def _stack(words: Sequence[str], encoder: Encoder) -> Matrix:
    known = [encoder.vector(w) for w in words]
    size = next((v.shape[0] for v in known if v is not None), 1)
    return np.stack([v if v is not None else np.zeros(size, dtype=np.float32) for v in known])


def _sentences(claims: Sequence[Claim]) -> tuple[list[Counter[str]], list[int]]:
    """The lemmas of each sentence, all its claims together, and which sentence each claim is in."""
    index: dict[Hashable, int] = {}
    texts: list[Counter[str]] = []
    place = []
    for claim in claims:
        if claim.sentence not in index:
            index[claim.sentence] = len(texts)
            texts.append(Counter())
        texts[index[claim.sentence]].update(claim.terms)
        place.append(index[claim.sentence])
    return texts, place


def _cosine(products: Matrix) -> Matrix:
    norms = np.sqrt(np.maximum(np.diag(products), 1e-9))
    return np.asarray(products / norms[:, None] / norms[None, :], dtype=np.float32)


def _letters(words: Sequence[str]) -> Matrix:
    """Cosine of the four-letter runs, each weighted by how few of the texts hold it."""
    runs = []
    for text in words:
        plain = f" {' '.join(_CALENDAR.sub(' ', text.lower()).split())} "
        runs.append({zlib.crc32(plain[i : i + 4].encode()) % LETTER_COLUMNS for i in range(len(plain) - 3)})
    columns = [np.fromiter(each, dtype=np.intp, count=len(each)) for each in runs]
    spread = np.bincount(np.concatenate(columns), minlength=LETTER_COLUMNS)
    used = np.flatnonzero(spread)  # a small story uses few of the columns: the others would only be multiplied by zero
    weight = np.zeros(LETTER_COLUMNS, dtype=np.float32)
    weight[used] = np.log1p(len(words) / spread[used])
    place = np.cumsum(spread > 0) - 1
    rows = np.zeros((len(words), len(used)), dtype=np.float32)
    for row, each in enumerate(columns):
        rows[row, place[each]] = weight[each]
    return _cosine(rows @ rows.T)


def _incidence(sets: Sequence[frozenset[Hashable]]) -> tuple[Matrix, list[int]]:
    """Which text holds which member, and how many hold each member."""
    column: dict[Hashable, int] = {}
    for each in sets:
        for member in sorted(each, key=repr):
            column.setdefault(member, len(column))
    rows = np.zeros((len(sets), max(1, len(column))), dtype=np.float32)
    for row, each in enumerate(sets):
        for member in each:
            rows[row, column[member]] = 1
    return rows, [int(n) for n in rows.sum(0)]


def _meet(sets: Sequence[frozenset[Hashable]]) -> Matrix:
    rows, _ = _incidence(sets)
    return np.asarray(rows @ rows.T > 0, dtype=np.float32)


def _strangers(sets: Sequence[frozenset[str]]) -> Matrix:
    rows, _ = _incidence(list(sets))
    some = rows.sum(1) > 0
    return np.asarray((rows @ rows.T == 0) & some[:, None] & some[None, :], dtype=np.float32)


def _names(sets: Sequence[frozenset[str]]) -> Matrix:
    """What is shared of the names of the one that names less, the rarer names weighing more."""
    rows, spread = _incidence(list(sets))
    rows = rows * np.sqrt(np.log1p(len(sets) / np.maximum(np.array(spread, dtype=np.float32), 1)))
    shared = rows @ rows.T
    own = np.diag(shared)
    least = np.minimum(own[:, None], own[None, :])
    return np.asarray(np.where(least > 0, shared / np.maximum(least, 1e-9), 0), dtype=np.float32)


def _predicates(predicates: Sequence[str | None], encoder: Encoder) -> Matrix:
    vectors = _stack([p or "" for p in predicates], encoder)
    return np.asarray(np.maximum(_equal(predicates)[0], np.clip(vectors @ vectors.T, 0, 1)), dtype=np.float32)


def _same_day(days: Sequence[str | None]) -> Matrix:
    """Where both give one day: 1 where nobody else does, less the more claims give it: most tell of the main day."""
    spread = Counter(d for d in days if d)
    known = max(1, sum(spread.values()))
    rare = np.array([np.log(known / spread[d]) / max(1.0, np.log(known)) if d else 0 for d in days], dtype=np.float32)
    return np.asarray(_equal(days)[0] * rare[:, None], dtype=np.float32)


def _differ(values: Sequence[bool]) -> Matrix:
    row = np.array(values)
    return np.asarray(row[:, None] != row[None, :], dtype=np.float32)


def _equal(values: Sequence[str | None]) -> tuple[Matrix, Matrix]:
    """Where both are known and the same; where both are known and not."""
    codes = {v: i for i, v in enumerate(sorted({v for v in values if v is not None}))}
    row = np.array([codes[v] if v is not None else -1 for v in values])
    known = (row >= 0)[:, None] & (row >= 0)[None, :]
    equal = row[:, None] == row[None, :]
    return (known & equal).astype(np.float32), (known & ~equal).astype(np.float32)
