"""Which claims of a finding back the words of one of them."""

from __future__ import annotations

from collections.abc import Mapping

from firsthand.model import Claim

#: Content words, names apart, that a claim must share with the sentence it is to back.
ENOUGH = 2
#: Share of the shorter claim's content words above which it says what the other says, whatever the verb.
MOST = 0.5


def holds_too(claim: Claim, other: Claim, actor_of: Mapping[str, str]) -> bool:
    """Whether a second claim of a finding backs the words of the first.

    It must not give its opposite, another day, or another actor who does it, and give every figure of the first; and
    share its verb and more, or most of the content words of the shorter of the two. Names count for nothing: two claims
    about one person may say two things. `actor_of` gives the actor of a name, so that spellings meet.
    """
    if claim.span == other.span:
        return True
    figures = {(f.unit, f.value) for f in claim.figures}
    if claim.negated != other.negated or figures - {(f.unit, f.value) for f in other.figures}:
        return False
    if claim.dated and other.dated and (claim.happened or "")[:10] != (other.happened or "")[:10]:
        return False
    doers = {actor_of[c.agent] for c in (claim, other) if c.agent in c.entities and c.agent in actor_of}
    if len(doers) > 1:
        return False
    names = {w.lower() for e in (*claim.entities, *other.entities) for w in e.split()}
    own, others = set(claim.terms) - names, set(other.terms) - names
    shared = len(own & others)
    same_verb = claim.predicate is not None and claim.predicate == other.predicate
    return shared >= ENOUGH and (same_verb or bool(figures) or shared > MOST * min(len(own), len(others)))
