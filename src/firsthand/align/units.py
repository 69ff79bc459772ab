"""The claims of a story without their repetitions: what a reprint says again word for word is compared but once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from firsthand.model import Claim, Span


@dataclass(frozen=True, slots=True)
class Units:
    """Claims of one wording each, with what is the same in all their copies."""

    claims: tuple[Claim, ...]  #: the first of each
    words: tuple[str, ...]  #: its own words
    times: tuple[int, ...]  #: how many claims it stands for
    unit_of: tuple[int, ...]  #: of each claim of the story
    sentences: tuple[Counter[str], ...]  #: the lemmas of each sentence, all its claims together
    place: tuple[int, ...]  #: which sentence each unit is in
    order: tuple[int, ...]  #: which of its article's sentences that is, from 0; those without a claim are not counted
    apart: tuple[tuple[int, int], ...]  #: pairs of units that stand in one sentence somewhere


#: Verbs by which somebody only speaks.
_SAYING = frozenset("say tell add note explain continue ask reply answer report state claim go declare write".split())


def says_nothing(claim: Claim) -> bool:
    """Whether a claim is that somebody spoke, and no more ("Marr said"): what was said is a claim of its own."""
    if claim.predicate not in _SAYING:
        return False
    named = {word.lower() for name in (*claim.entities, claim.agent or "") for word in name.split()}
    return all(t == claim.predicate or t in named for t in claim.terms)


def find_units(claims: Sequence[Claim], words: Sequence[str], actor_of: Mapping[str, str]) -> Units:
    """The units of a story's claims; `words` are their own words, `actor_of` gives the actor of an entity's name."""
    within: dict[Span, list[int]] = {}
    for i, claim in enumerate(claims):
        within.setdefault(claim.sentence, []).append(i)
    terms = {s: Counter(t for i in inside for t in claims[i].terms) for s, inside in within.items()}
    wording = {s: tuple(" ".join(words[i].split()) for i in inside) for s, inside in within.items()}
    order: dict[Span, int] = {}
    seen: Counter[str] = Counter()
    for sentence in sorted(within, key=lambda s: (s.article, s.start)):
        order[sentence] = seen[sentence.article]
        seen[sentence.article] += 1
    number: dict[Hashable, int] = {}
    unit_of = [0] * len(claims)
    firsts: list[int] = []
    for sentence, inside in within.items():
        for nth, i in enumerate(inside):
            key = (wording[sentence], nth, _sense(claims[i], actor_of), i if says_nothing(claims[i]) else None)
            if key not in number:
                number[key] = len(firsts)
                firsts.append(i)
            unit_of[i] = number[key]
    sentence_number: dict[Span, int] = {}
    for i in firsts:
        sentence_number.setdefault(claims[i].sentence, len(sentence_number))
    counts = Counter(unit_of)
    return Units(
        claims=tuple(claims[i] for i in firsts),
        words=tuple(words[i] for i in firsts),
        times=tuple(counts[u] for u in range(len(firsts))),
        unit_of=tuple(unit_of),
        sentences=tuple(terms[s] for s in sentence_number),
        place=tuple(sentence_number[claims[i].sentence] for i in firsts),
        order=tuple(order[claims[i].sentence] for i in firsts),
        apart=_apart(within.values(), unit_of),
    )


def _sense(claim: Claim, actor_of: Mapping[str, str]) -> Hashable:
    """All that is compared of a claim beside its words: two articles may mean another day, or another "he"."""
    meant = tuple(actor_of.get(e, e) if e else e for e in (claim.asserted_by, claim.agent, claim.patient))
    told = (claim.negated, claim.certainty, claim.quoted, claim.future, claim.dated, claim.happened, claim.main)
    counted = tuple((f.unit, f.value) for f in claim.figures)
    named = tuple(actor_of.get(e, e) for e in claim.entities)
    return meant, told, counted, named, claim.terms, claim.predicate, claim.places


def _apart(sentences: Iterable[Sequence[int]], unit_of: Sequence[int]) -> tuple[tuple[int, int], ...]:
    pairs = {
        (unit_of[i], unit_of[j]) for inside in sentences for i in inside for j in inside if unit_of[i] != unit_of[j]
    }
    return tuple(sorted(pairs))
