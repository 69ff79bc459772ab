"""What came first: "a fire caused an explosion" against "an explosion sparked a fire"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.align.disputes.ground import Dispute, Ground, Value, apart, kind_of, sides_of, stem
from firsthand.model import Claim

_CAUSES = re.compile(
    r"\b(?:caused|causing|causes|sparked|sparking|sparks|triggered|triggering|triggers|ignited|igniting|"
    r"prompted|prompting|"
    r"provoked|provoking|set(?:ting)? off|touched off|touching off|led to|leading to|resulted in|resulting in|"
    r"gave rise "
    r"to)\b(?! by)",
    re.IGNORECASE,
)
_CAUSED = re.compile(
    r"\b(?:caused|sparked|triggered|ignited|prompted|provoked|set off|touched off)\s+by\b|"
    r"\b(?:as a result of|because of)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]{4,}")
_CLAUSE_END = re.compile(r"[,;:.–—]| and | but | which | that | when | after | before ")
#: Words of a clause on either side of the verb that may name cause and effect.
_NEAR = 6


def find_order_disputes(ground: Ground) -> Iterator[Dispute]:
    """Cause and effect told the other way round."""
    chains = [(c, *pair) for c in ground.claims if (pair := _chain(ground, c)) is not None]
    seen: set[tuple[str, ...]] = set()
    for n, (a, cause, effect) in enumerate(chains):
        for b, other_cause, other_effect in chains[n + 1 :]:
            first, then = cause & other_effect, effect & other_cause
            if not first or not then or first & then or not ground.two_voices(a, b) or a.sentence == b.sentence:
                continue
            key = (a.sentence.article, b.sentence.article, *sorted(first | then))
            sides = sides_of(
                (
                    Value(a, f"{min(first)} > {min(then)}", ground.words(a)),
                    Value(b, f"{min(then)} > {min(first)}", ground.words(b)),
                )
            )
            if key not in seen and apart(sides):
                seen.add(key)
                yield Dispute(
                    "sequence",
                    kind_of(sides),
                    "what came first",
                    sides,
                    "Each makes the cause what the other makes the effect.",
                )


def _chain(ground: Ground, claim: Claim) -> tuple[set[str], set[str]] | None:
    """The words of a claim's cause, and of its effect."""
    if claim.negated or claim.future:
        return None
    words = ground.words(claim)
    active, passive = _CAUSES.search(words), _CAUSED.search(words)
    found = passive or active
    if found is None:
        return None
    before = [stem(w) for w in _WORD.findall(words[: found.start()])][-_NEAR:]
    after = [stem(w) for w in _WORD.findall(_CLAUSE_END.split(words[found.end() :], maxsplit=1)[0])][:_NEAR]
    cause, effect = (after, before) if passive else (before, after)
    return set(cause), set(effect)
