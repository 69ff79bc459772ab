"""Few or nearly all: "one of them" against "all but three", of one thing that is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from firsthand.align.disputes.ground import Dispute, Ground, Value, apart, kind_of, linked, one_moment, sides_of

#: Probability above which two claims of one verb and one object speak of the same people or things.
ONE_SHARE = 0.3
_MANY = re.compile(
    r"^(?:that |how )?((?:all but \w+|nearly all|almost all|all|most|the majority|"
    r"virtually all)\b(?: of \w+(?: \w+)?)?)",
    re.IGNORECASE,
)
_FEW = re.compile(
    r"^(?:that |how )?(?:only |just )?((?:one|none|two|a few|few|no more than \w+)\b of \w+(?: \w+)?)", re.IGNORECASE
)


def find_share_disputes(ground: Ground) -> Iterator[Dispute]:
    """Two shares of one whole that cannot both be."""
    shares = {}
    for i, claim in enumerate(ground.claims):
        words = ground.words(claim)
        found = (("most", _MANY.match(words)), ("few", _FEW.match(words)))
        match = next(((key, m[1]) for key, m in found if m), None)
        if match and claim.predicate and claim.patient and not claim.negated:
            shares[i] = match
    pairs = [
        (i, j)
        for i, j in combinations(shares, 2)
        if shares[i][0] != shares[j][0]
        and ground.alike[i, j] >= ONE_SHARE
        and ground.claims[i].predicate == ground.claims[j].predicate
        and ground.claims[i].patient == ground.claims[j].patient
        and one_moment(ground.claims[i], ground.claims[j])
    ]
    for group in linked(pairs):
        sides = sides_of(Value(ground.claims[i], *shares[i]) for i in group)
        if apart(sides):
            yield Dispute("number", kind_of(sides), "how many of them", sides, "Both cannot hold of one moment.")
