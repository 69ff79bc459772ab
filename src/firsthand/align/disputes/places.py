"""Two places for one act, one place spelled in two ways, and whereabouts that one report knows and another does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from firsthand.align.disputes.ground import Dispute, Ground, Value, apart, kind_of, linked, one_moment, sides_of
from firsthand.model import Claim

#: Probability above which two claims of one verb, with somebody or something in common, tell one act.
ONE_PLACE = 0.5
#: Probability above which two claims are nearly one text, so that a name spelled otherwise is a slip of one of them.
ONE_TEXT = 0.85
#: Likeness of two spellings of one name, of 1; "Halven Road" and "Halvern Road" are .95 alike.
SPELLING = 0.85
#: Verbs of going and being, of which one person does many in many places.
_GOING = frozenset(
    "arrive leave go come travel fly return move drive walk run visit live stay stand sit appear speak meet be have "
    "say tell see hold wait head enter reach land bring take send carry work play win lose".split()
)
#: Probability above which two claims of one verb and one enclosed place tell one act.
ONE_SPOT = 0.15
_ROOMS = (
    r"(tunnel|building|house|home|church|mosque|school|station|stadium|mall|hotel|bank|prison|hospital|court|embassy|"
    r"theater|theatre|car|vehicle|bus|train|tram|plane|underpass|compound|camp)"
)
_IN = re.compile(rf"\b(?:in|inside|within) (?:a|an|the|his|her|their) (?:[\w’'-]+ )?{_ROOMS}\b", re.IGNORECASE)
_OUT = re.compile(
    rf"\b(?:out of|outside|next to|close to|away from|short of|in front of) "
    rf"(?:a|an|the|his|her|their) (?:[\w’'-]+ )?{_ROOMS}\b",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"\bwhereabouts\b[^.;]{0,40}\b(?:unclear|unknown|not (?:known|clear|immediately (?:known|clear)))|"
    r"\b(?:unclear|unknown|not (?:known|clear)) where\b",
    re.IGNORECASE,
)
_ARRIVED = frozenset("arrive land be return reach appear fly go move settle stay live hide surface".split())


def find_place_disputes(ground: Ground) -> Iterator[Dispute]:
    """One act in two places of which neither holds the other."""
    wider = {(ground.actor(p), ground.actor(q)) for c in ground.claims for p, q in combinations(c.places, 2)}
    named = _named(ground)
    placed = {i: c for i, c in enumerate(ground.claims) if c.places and not c.negated}
    pairs = []
    for i, j in combinations(placed, 2):
        a, b = placed[i], placed[j]
        if ground.alike[i, j] < ONE_PLACE or a.span.article == b.span.article or not one_moment(a, b):
            continue
        slip = ground.alike[i, j] >= ONE_TEXT and _spelled(a, b)
        if slip or (
            _elsewhere(ground, a, b, wider, named)
            and _one_party(ground, a, b)
            and ground.one_act(a, b)
            and ground.shared(a, b)
        ):
            pairs.append((i, j))
    for group in linked(pairs):
        sides = sides_of(Value(placed[i], placed[i].places[0], placed[i].places[0]) for i in group)
        if apart(sides):
            kind = kind_of(sides)
            why = "Each place is a speaker's word" if kind == "attribution" else "They name different places"
            yield Dispute("place", kind, "the place", sides, f"{why}.")


def find_inside_disputes(ground: Ground) -> Iterator[Dispute]:
    """One act inside something, and outside of it: "in the tunnel" against "coming out of the tunnel"."""
    where = {i: told for i, c in enumerate(ground.claims) if not c.negated and (told := _inside(ground.words(c)))}
    pairs = [
        (i, j)
        for i, j in combinations(where, 2)
        if where[i][0] != where[j][0]
        and where[i][1] == where[j][1]
        and ground.claims[i].predicate == ground.claims[j].predicate is not None
        and ground.claims[i].span.article != ground.claims[j].span.article
        and ground.alike[i, j] >= ONE_SPOT
        and one_moment(ground.claims[i], ground.claims[j])
    ]
    for group in linked(pairs):
        sides = sides_of(Value(ground.claims[i], *where[i][::2]) for i in group)
        if apart(sides):
            yield Dispute("place", kind_of(sides), "the place", sides, "One says inside, the other outside.")


def _inside(words: str) -> tuple[str, str, str] | None:
    """Whether a claim tells something inside or outside, of what, and in which words."""
    found = [
        (key, m[1].lower(), m[0]) for key, mark in (("inside", _IN), ("outside", _OUT)) for m in mark.finditer(words)
    ]
    return found[0] if len(found) == 1 else None


def find_whereabouts(ground: Ground) -> Iterator[Dispute]:
    """Somebody whom one report places where another says that nobody knows it."""
    for a in ground.claims:
        if not _UNKNOWN.search(ground.words(a)):
            continue
        for who in sorted({e for e in (*a.entities, a.agent, a.patient) if e and e in ground.actor_of}):
            known = [
                c
                for c in ground.claims
                if c.predicate in _ARRIVED
                and not (c.negated or c.future)
                and c.certainty in ("stated", "reported")
                and c.places
                and ground.actor(c.agent) == ground.actor(who)
                and c.span.article != a.span.article
                and (c.happened or "") >= (a.happened or "")
            ]
            if known:
                yield _whereabouts(ground, a, known, who)
                break


def _whereabouts(ground: Ground, unknown: Claim, known: list[Claim], who: str) -> Dispute:
    values = [Value(unknown, "unknown", ground.words(unknown)), *(Value(c, c.places[0], c.places[0]) for c in known)]
    later = all(ground.published(c) > ground.published(unknown) for c in known)
    why = "The later report names a place." if later else "One names a place, the other says that it is not known."
    return Dispute("place", "update" if later else "conflict", f"where {who} is", sides_of(values), why)


def _named(ground: Ground) -> dict[str, frozenset[str | None]]:
    """What each article names."""
    return {key: frozenset(ground.actor(m.entity) for m in r.annotations.mentions) for key, r in ground.by_id.items()}


def _elsewhere(
    ground: Ground,
    a: Claim,
    b: Claim,
    wider: set[tuple[str | None, str | None]],
    named: dict[str, frozenset[str | None]],
) -> bool:
    """Whether two claims name places that exclude each other, and neither article knows the other's place."""
    if a.predicate in _GOING or a.place not in ground.actor_of or b.place not in ground.actor_of:
        return False
    mine, theirs = ({ground.actor(p) for p in c.places} for c in (a, b))
    if mine & theirs or any((p, q) in wider or (q, p) in wider for p in mine for q in theirs):
        return False
    one, other = str(a.place).lower(), str(b.place).lower()
    if one in other or other in one:
        return False
    return ground.actor(b.place) not in named[a.span.article] and ground.actor(a.place) not in named[b.span.article]


def _one_party(ground: Ground, a: Claim, b: Claim) -> bool:
    """Whether one and the same does or suffers it in both: many acts of one kind have many places."""
    one, other = ({ground.actor(x) for x in (c.agent, c.patient) if x} for c in (a, b))
    return bool(one & other)


def _spelled(a: Claim, b: Claim) -> bool:
    """Whether two claims name one place in two spellings: the same words but for a letter or two of a name."""
    one, other = a.places[0], b.places[0]
    if one == other or one.lower() == other.lower() or one[:1].islower() or other[:1].islower():
        return False
    return SequenceMatcher(None, one, other).ratio() >= SPELLING and len(one.split()) == len(other.split())
