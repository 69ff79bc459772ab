"""Whether anybody came to harm: "without a shot" against "two airmen were killed"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.align.disputes.ground import Dispute, Ground, Value, apart, kind_of, sides_of
from firsthand.model import Claim

_NONE = re.compile(
    r"\bwithout (?:\w+ ){0,4}?(?:shot|shots|bloodshed|violence|casualt\w+|injur\w+|deaths?|loss of life)\b|"
    r"\b(?:no|nobody|no one|no-one|none)\b(?: \w+){0,3}? (?:hurt|injured|killed|wounded|harmed|casualties|"
    r"injuries|deaths|"
    r"fatalities|bloodshed)\b|\bbloodless(?:ly)?\b",
    re.IGNORECASE,
)
#: What limits a no to a time, or asks.
_LIMITED = re.compile(r"\b(?:since|until|before|previous\w*|if|yet|else|other|others)\b|\?", re.IGNORECASE)
#: Verbs of harm done to somebody.
_HARM = frozenset("kill injure wound die shoot hurt slay murder".split())
#: Probability above which the two speak of one thing at all: their words have little in common.
ONE_EVENT = 0.05


def find_harm(ground: Ground) -> Iterator[Dispute]:
    """One report says that nobody came to harm, another that somebody did."""
    harmed = [(j, c) for j, c in enumerate(ground.claims) if _harm(c) and not _NONE.search(ground.words(c))]
    for i, none in enumerate(ground.claims):
        words = ground.words(none)
        if none.future or none.certainty == "possible" or not _NONE.search(words) or _LIMITED.search(words):
            continue
        against = [c for j, c in harmed if ground.alike[i, j] >= ONE_EVENT and _meet(ground, none, c)]
        if against:
            values = [Value(none, "none", words), *(Value(c, "some", ground.words(c)) for c in against)]
            sides = sides_of(values)
            if apart(sides):
                yield Dispute(
                    "whether",
                    kind_of(sides),
                    "whether anybody came to harm",
                    sides,
                    "One says nobody, the other somebody.",
                )


def _harm(claim: Claim) -> bool:
    if claim.negated or claim.future or claim.certainty in ("possible", "denied"):
        return False
    return claim.predicate in _HARM or any(f.unit in ("killed", "injured") and f.value > 0 for f in claim.figures)


def _meet(ground: Ground, none: Claim, some: Claim) -> bool:
    if not ground.two_voices(none, some) or none.sentence == some.sentence or ground.old(none) != ground.old(some):
        return False
    if none.happened and some.happened:
        shorter = min(len(none.happened), len(some.happened))
        return none.happened[:shorter] == some.happened[:shorter]
    return True
