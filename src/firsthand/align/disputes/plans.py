"""What one report says was only meant to be, and another that it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.align.disputes.ground import TELLING, Dispute, Ground, Value, apart, kind_of, sides_of, stem
from firsthand.inference.frequencies import rarity

#: Probability above which a plan and an act of one verb and one time are of one thing.
ONE_PLAN = 0.2
#: A past plan in words that say it was not kept; "was scheduled to" leaves that open.
_MEANT = re.compile(
    r"\b(?:was|were|had been) (?:originally |initially |once )?"
    r"(?:supposed|meant|to have) (?:to )?(?:have )?(?:been |be )?(\w+)"
)


def find_unkept_plans(ground: Ground) -> Iterator[Dispute]:
    """A plan that was not kept, and the same told as done."""
    for i, plan in enumerate(ground.claims):
        words = ground.words(plan)
        meant = _MEANT.search(words)
        if plan.negated or meant is None or rarity(meant[1].lower()) < TELLING:
            continue
        done = [
            c
            for j, c in enumerate(ground.claims)
            if c.predicate
            and stem(c.predicate) == stem(meant[1])
            and not (c.negated or c.future)
            and c.certainty in ("stated", "reported")
            and c.happened == plan.happened
            and ground.alike[i, j] >= ONE_PLAN
            and ground.two_voices(plan, c)
            and not _MEANT.search(ground.words(c))
        ]
        sides = sides_of([Value(plan, "meant", words), *(Value(c, "done", ground.words(c)) for c in done)])
        if apart(sides):
            yield Dispute(
                "whether",
                kind_of(sides),
                "whether it came to pass",
                sides,
                "One says it was only meant to be, the other that it was.",
            )
