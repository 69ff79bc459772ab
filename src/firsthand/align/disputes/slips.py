"""One name in two wordings: where one report has "Orin Gate" and another "Orin Gale", one of them slipped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from firsthand.align.disputes.ground import Dispute, Ground, Value, apart, kind_of, sides_of
from firsthand.model import Claim

#: Likeness of two quoted names, of 1, above which they are one name with a slip.
SLIP = 0.88
_QUOTED = re.compile(r"[“\"‘']([^“”\"‘’']{4,60})[”\"’']")
_TITLE = re.compile(r"[A-Z][\w’'-]*(?: (?:of|the|and|in|[A-Z][\w’'-]*)){1,4}")
#: Spellings of one word on two sides of an ocean, and what only counts.
_SAME = (("our", "or"), ("ise", "ize"), ("yse", "yze"), ("tre", "ter"), ("-", " "), ("’", "'"), ("ll", "l"))


def find_slips(ground: Ground) -> Iterator[Dispute]:
    """What two articles put in quotation marks as the name of one thing, alike but for a letter or two of one word."""
    quoted: dict[str, list[Claim]] = {}
    for claim in ground.claims:
        for found in _QUOTED.finditer(ground.words(claim)):
            if _TITLE.fullmatch(found[1]):
                quoted.setdefault(found[1], []).append(claim)
    for one, other in combinations(sorted(quoted), 2):
        if not _slip(one, other):
            continue
        values = [Value(c, name, name) for name in (one, other) for c in quoted[name]]
        articles = [{c.span.article for c in quoted[name]} for name in (one, other)]
        shared = [{ground.actor(e) for c in quoted[name] for e in c.entities} for name in (one, other)]
        sides = sides_of(values)
        if not articles[0] & articles[1] and shared[0] & shared[1] and apart(sides):
            yield Dispute("who", kind_of(sides), "the name", sides, "The names differ by a letter or two.")


def _slip(one: str, other: str) -> bool:
    first, second = (_plain(x) for x in (one, other))
    if first == second or len(first.split()) != len(second.split()):
        return False
    unlike = [(a, b) for a, b in zip(first.split(), second.split(), strict=True) if a != b]
    if len(unlike) != 1 or unlike[0][0] + "s" == unlike[0][1] or unlike[0][1] + "s" == unlike[0][0]:
        return False
    return len(first.split()) > 1 and SequenceMatcher(None, first, second).ratio() >= SLIP


def _plain(name: str) -> str:
    text = name.lower()
    for long, short in _SAME:
        text = text.replace(long, short)
    return text
