"""Which claims of a finding back the words of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.model import Claim, Side, Slot, Span, Story

#: Content words, names apart, that a claim must share with the sentence it is to back.
ENOUGH = 2
#: Share of the shorter claim's content words above which it says what the other says, whatever the verb.
MOST = 0.5
#: What a claim that is no more than this cannot back where it is told as stated or reported.
_WEAK = frozenset({"possible", "denied"})


def holds_too(claim: Claim, other: Claim, actor_of: Mapping[str, str]) -> bool:
    """Whether a second claim of a finding backs the words of the first.

    It must not give its opposite, another day, or another actor who does it, and give every figure of the first; and
    share its verb and more, or most of the content words of the shorter of the two. Names count for nothing: two claims
    about one person may say two things. What is only possible, or denied, backs nothing that is told as said.
    `actor_of` gives the actor of a name, so that spellings meet.
    """
    if claim.span == other.span:
        return True
    figures = {(f.unit, f.value) for f in claim.figures}
    if other.certainty in _WEAK and other.certainty != claim.certainty:
        return False
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


def other_sides(story: Story, finding: str, words: Span, inside: Sequence[Claim]) -> list[Claim]:
    """The claims on the other sides of the disagreements in which the words take one; nothing that was overtaken.

    The words take the side of the claims that stand in them, and of those that give the same figure or day of the same
    finding: `inside` are the claims told. That the finding is disputed elsewhere is not enough.
    """
    found: list[Claim] = []
    for disagreement in story.disagreements:
        if disagreement.type == "update":
            continue
        alike = inside if finding in disagreement.findings else ()
        mine = [s for s in disagreement.sides if _takes(disagreement.slot, s, words, alike)]
        if mine:
            found += [c for s in disagreement.sides if s not in mine for c in s.claims if not c.span.overlaps(words)]
    return found


def _takes(slot: Slot, side: Side, words: Span, alike: Sequence[Claim]) -> bool:
    if any(c.span.overlaps(words) for c in side.claims):
        return True
    if slot == "number":
        figures = {(f.value, f.unit) for c in side.claims for f in c.figures}
        return any((f.value, f.unit) in figures for c in alike for f in c.figures)
    if slot == "date":
        days = {c.happened[:10] for c in side.claims if c.happened}
        return any(c.dated and c.happened and c.happened[:10] in days for c in alike)
    return False
