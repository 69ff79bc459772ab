"""What is compared of two claims: each feature for a block of a story's units against all of them."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

import numpy as np

from firsthand.align.rows import Numbers, Places, Rows, Vocabulary, stack
from firsthand.align.units import Units
from firsthand.inference.encoder import Encoder
from firsthand.inference.frequencies import rarity
from firsthand.model import Claim

#: Columns that four-letter runs are hashed into. Fewer make unlike runs meet, more take memory.
LETTER_COLUMNS = 8192
#: Sentences over which an article's opening fades: the third weighs half as much as the first, about.
OPENING = 3.0
#: What one number tells where one of two reports does not say of what; as much as half-alike nouns.
UNKNOWN_UNIT = 0.75

#: Left out of the letters: a day in common is a feature of its own.
_CALENDAR = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|"
    r"november|december)\b"
)

#: A feature for the units of the given numbers, each a row, against every unit.
Feature = Callable[[Places], Numbers]


def make_features(units: Units, actor_of: Mapping[str, str], encoder: Encoder) -> dict[str, Feature]:
    """The features by name, each between 0 and 1 but for the shared weight and the sizes."""
    claims, times = units.claims, units.times
    vocabulary = Vocabulary(sorted({t for c in units.sentences for t in c}), encoder)
    own = _weigh([Counter(c.terms) for c in claims], times, vocabulary)
    opening = np.exp(-np.array(units.order, dtype=np.float32) / OPENING)
    share = np.array([(c.span.end - c.span.start) / (c.sentence.end - c.sentence.start) for c in claims], dtype="f4")
    named = [frozenset(actor_of.get(e, e) for e in c.entities) for c in claims]
    speaker = _codes(actor_of.get(c.asserted_by, c.asserted_by) if c.asserted_by else None for c in claims)
    day = [c.happened[:10] if c.happened else None for c in claims]
    quoted = np.array([c.quoted for c in claims])
    return {
        "words": _cosine(Rows(own, len(vocabulary.column))),
        "shared weight": _shared_weight(own, vocabulary),
        **_of_sentences(units, vocabulary),
        **_of_sizes(np.array([len(c.terms) for c in claims], dtype=np.float32)),
        "letters": _cosine(_letters(units.words, times)),
        "names": _names(named, times),
        "no name shared": _strangers(named),
        "other place": _strangers([frozenset(actor_of.get(p, p) for p in c.places) for c in claims]),
        "same figure": _figures(claims, encoder),
        "same predicate": _predicates([c.predicate for c in claims], encoder),
        "same agent": _equal(_codes(actor_of.get(c.agent, c.agent) if c.agent else None for c in claims)),
        "same patient": _equal(_codes(actor_of.get(c.patient, c.patient) if c.patient else None for c in claims)),
        "same speaker": _equal(speaker),
        "other speaker": _other(speaker),
        "one attributed": _differ(speaker >= 0),
        "opposed": _differ(np.array([c.negated for c in claims])),
        "one quoted": _differ(quoted),
        "both quoted": lambda which: np.asarray(quoted[which, None] & quoted, dtype=np.float32),
        "same day": _same_day(day, times),
        "own same day": _equal(_codes(d if c.dated else None for c, d in zip(claims, day, strict=True))),
        "both open": lambda which: np.asarray(opening[which, None] * opening, dtype=np.float32),
        "least share": lambda which: np.minimum(share[which, None], share),
    }


def _of_sizes(sizes: Numbers) -> dict[str, Feature]:
    def length(which: Places) -> Numbers:
        mine = sizes[which, None]
        return np.asarray(np.abs(mine - sizes) / np.maximum(mine + sizes, 1), dtype=np.float32)

    return {"length": length, "shorter": lambda which: np.log1p(np.minimum(sizes[which, None], sizes))}


def _weigh(texts: Sequence[Counter[str]], times: Sequence[int], vocabulary: Vocabulary) -> list[dict[int, float]]:
    """The lemmas of each text by column: one weighs more the rarer it is, in English and among these texts."""
    spread: Counter[str] = Counter()
    for each, n in zip(texts, times, strict=True):
        spread.update(dict.fromkeys(each, n))
    total = sum(times)
    weight = {t: (0.1 + rarity(t)) * float(np.log1p(total / n)) for t, n in spread.items()}
    return [{vocabulary.column[t]: weight[t] for t in sorted(each)} for each in texts]


def _shared_weight(own: Sequence[Mapping[int, float]], vocabulary: Vocabulary) -> Feature:
    """The logarithm of the weight that two texts share, words of near meaning partly."""
    roots = [{c: v**0.5 for c, v in each.items()} for each in own]
    width = len(vocabulary.column)
    rows, wide = Rows(roots, width), Rows([vocabulary.spread_out(r) for r in roots], width)
    return lambda which: np.log1p(wide.times(which, rows))


def _of_sentences(units: Units, vocabulary: Vocabulary) -> dict[str, Feature]:
    """What is compared of the units' whole sentences."""
    place = np.array(units.place, dtype=np.intp)
    times = [0] * len(units.sentences)
    for sentence, n in zip(units.place, units.times, strict=True):
        times[sentence] = max(times[sentence], n)
    own = _weigh(units.sentences, times, vocabulary)
    width = len(vocabulary.column)
    rows = Rows(own, width)
    spread = [vocabulary.spread_out(each) for each in own]
    wide, best = Rows(spread, width), Rows([vocabulary.nearest(each) for each in own], width)
    norms = np.sqrt([max(1e-9, sum(w[c] * v for c, v in o.items())) for o, w in zip(own, spread, strict=True)])
    sums = np.maximum(rows.sums(), 1e-6)
    means = np.stack([_mean(each, vocabulary) for each in own])
    lengths = np.sqrt(np.maximum((means**2).sum(1), 1e-9))

    def words(s: Places) -> Numbers:
        return np.asarray(wide.times(s, rows) / norms[s, None] / norms, dtype=np.float32)

    def meaning(s: Places) -> Numbers:
        return np.asarray(np.clip(means[s] @ means.T / lengths[s, None] / lengths, 0, 1), dtype=np.float32)

    def covered(s: Places) -> Numbers:
        mine, theirs = rows.times(s, best) / sums[s, None], best.times(s, rows) / sums
        return np.asarray(np.minimum(mine, theirs), dtype=np.float32)

    def of_units(feature: Feature) -> Feature:
        def each(which: Places) -> Numbers:
            wanted, back = np.unique(place[which], return_inverse=True)
            return np.asarray(feature(wanted)[np.ix_(back, place)], dtype=np.float32)

        return each

    found = {"sentence words": words, "sentence meaning": meaning, "sentence covered": covered}
    return {name: of_units(feature) for name, feature in found.items()}


def _mean(row: Mapping[int, float], vocabulary: Vocabulary) -> Numbers:
    """The weighted sum of the vectors of a text's words."""
    columns = np.fromiter(row, dtype=np.intp, count=len(row))
    weights = np.fromiter(row.values(), dtype=np.float32, count=len(row))
    return np.asarray(weights @ vocabulary.vectors[columns], dtype=np.float32)


def _cosine(rows: Rows) -> Feature:
    norms = rows.norms()
    return lambda which: np.asarray(rows.times(which, rows) / norms[which, None] / norms, dtype=np.float32)


def _letters(words: Sequence[str], times: Sequence[int]) -> Rows:
    """The four-letter runs of each text, each weighted by how few of the texts hold it."""
    runs = []
    spread: Counter[int] = Counter()
    for text, n in zip(words, times, strict=True):
        plain = f" {' '.join(_CALENDAR.sub(' ', text.lower()).split())} "
        runs.append(sorted({zlib.crc32(plain[i : i + 4].encode()) % LETTER_COLUMNS for i in range(len(plain) - 3)}))
        spread.update(dict.fromkeys(runs[-1], n))
    total = sum(times)
    weight = {c: float(np.log1p(total / n)) for c, n in spread.items()}
    column = {c: i for i, c in enumerate(sorted(weight))}  # a small story uses few of the columns
    return Rows([{column[c]: weight[c] for c in each} for each in runs], len(column))


def _members(sets: Sequence[frozenset[Hashable]], weight: Mapping[Hashable, float] | None = None) -> Rows:
    """Which text holds which member."""
    column: dict[Hashable, int] = {}
    for each in sets:
        for member in sorted(each, key=repr):
            column.setdefault(member, len(column))
    rows = [{column[m]: weight[m] if weight else 1.0 for m in sorted(each, key=repr)} for each in sets]
    return Rows(rows, len(column))


def _figures(claims: Sequence[Claim], encoder: Encoder) -> Feature:
    """1 for one number of one thing; the less alike what is counted, the less, to a half: "21 girls", "21 captives"."""
    counted = [sorted({(f.value, f.unit or "") for f in c.figures}) for c in claims]
    kinds = sorted({each for figures in counted for each in figures})
    column = {each: i for i, each in enumerate(kinds)}
    of_value: dict[float, list[str]] = {}
    for value, unit in kinds:
        of_value.setdefault(value, []).append(unit)
    likeness: dict[int, dict[int, float]] = {}
    for value, named in of_value.items():
        vectors = stack(named, encoder)
        cosines = np.clip(vectors @ vectors.T, 0, 1)
        for i, unit in enumerate(named):
            mine = {column[value, other]: 0.5 + 0.5 * float(cosines[i, j]) for j, other in enumerate(named)}
            if not unit:
                mine = dict.fromkeys(mine, UNKNOWN_UNIT)
            elif "" in named:
                mine[column[value, ""]] = UNKNOWN_UNIT
            likeness[column[value, unit]] = {**mine, column[value, unit]: 1.0}
    plain = Rows([{column[each]: 1.0 for each in figures} for figures in counted], len(kinds))
    wide: list[dict[int, float]] = []
    for figures in counted:
        row: dict[int, float] = {}
        for each in figures:
            for other, nearness in likeness[column[each]].items():
                row[other] = max(row.get(other, 0.0), nearness)
        wide.append(row)
    rows = Rows(wide, len(kinds))

    def feature(which: Places) -> Numbers:
        mine, theirs = rows.times(which, plain), plain.times(which, rows)
        return np.minimum(1, np.maximum(mine, theirs)).astype(np.float32)

    return feature


def _strangers(sets: Sequence[frozenset[str]]) -> Feature:
    """Where both hold something, and nothing in common."""
    rows = _members([frozenset(each) for each in sets])
    some = np.array([bool(each) for each in sets])

    def feature(which: Places) -> Numbers:
        return np.asarray((rows.times(which, rows) == 0) & some[which, None] & some, dtype=np.float32)

    return feature


def _names(sets: Sequence[frozenset[str]], times: Sequence[int]) -> Feature:
    """What is shared of the names of the one that names less, the rarer names weighing more."""
    spread: Counter[Hashable] = Counter()
    for each, n in zip(sets, times, strict=True):
        spread.update(dict.fromkeys(each, n))
    total = sum(times)
    weight = {name: float(np.sqrt(np.log1p(total / n))) for name, n in spread.items()}
    rows = _members([frozenset(each) for each in sets], weight)
    own = np.where([bool(each) for each in sets], rows.norms() ** 2, 0).astype(np.float32)

    def feature(which: Places) -> Numbers:
        least = np.minimum(own[which, None], own)
        return np.asarray(np.where(least > 0, rows.times(which, rows) / np.maximum(least, 1e-9), 0), dtype="f4")

    return feature


def _predicates(predicates: Sequence[str | None], encoder: Encoder) -> Feature:
    vectors, same = stack([p or "" for p in predicates], encoder), _equal(_codes(predicates))
    return lambda which: np.maximum(same(which), np.clip(vectors[which] @ vectors.T, 0, 1))


def _same_day(days: Sequence[str | None], times: Sequence[int]) -> Feature:
    """Where both give one day: 1 where nobody else does, less the more claims give it: most tell of the main day."""
    spread: Counter[str] = Counter()
    for each, n in zip(days, times, strict=True):
        if each:
            spread[each] += n
    known = max(1, sum(spread.values()))
    rare = np.array([np.log(known / spread[d]) / max(1.0, np.log(known)) if d else 0 for d in days], dtype=np.float32)
    same = _equal(_codes(days))
    return lambda which: same(which) * rare[which, None]


def _codes(values: Iterable[str | None]) -> Places:
    """A number for each value, -1 where it is not known."""
    listed = list(values)
    codes = {v: i for i, v in enumerate(sorted({v for v in listed if v is not None}))}
    return np.array([codes[v] if v is not None else -1 for v in listed], dtype=np.intp)


def _equal(codes: Places) -> Feature:
    """Where both are known and the same."""
    return lambda which: np.asarray((codes[which, None] >= 0) & (codes[which, None] == codes), dtype=np.float32)


def _other(codes: Places) -> Feature:
    """Where both are known and not the same."""
    known = codes >= 0

    def feature(which: Places) -> Numbers:
        return np.asarray(known[which, None] & known & (codes[which, None] != codes), dtype=np.float32)

    return feature


def _differ(values: np.ndarray) -> Feature:
    return lambda which: np.asarray(values[which, None] != values, dtype=np.float32)
