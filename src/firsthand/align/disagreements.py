"""Where reports differ: on a number, on a day, on whether it happened at all. Recorded, never settled."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from firsthand.align.similarity import Matrix
from firsthand.model import Claim, Disagreement, DisagreementType, Figure, Finding, Reading, Side, Slot

#: Probability, the disputed slot left aside, above which two claims speak of one thing: of a number, a day, a claim and
#: its opposite, a denial in so many words. Lower raises more, and more that is no disagreement.
ONE_NUMBER = 0.5
ONE_TOLL = 0.3  # of the killed, the injured: a story has few tolls, and their unit says most of what they count
ONE_DAY = 0.1
ONE_OPPOSED = 0.6
ONE_DENIED = 0.4
#: Days beyond which two reports speak of two happenings rather than dispute the day of one.
DAYS_APART = 3
#: "About 40" and 39 agree within this share of the value.
ROUNDING = 0.1
#: Units whose count grows while a happening is under way, so that a later, higher figure overtakes an earlier one.
GROWING = frozenset({"killed", "injured", "missing", "arrested", "rescued", "hospitalized", "evacuated", "people"})
#: Units of which a difference tells nothing: ages are of different people, scores of different games.
UNCOUNTED = frozenset({"age", "score"})
_QUALIFIER = re.compile(
    r"(?:at least|at most|up to|(?:no )?(?:more|fewer|less) than|as many as|just under|nearly|almost|about|around|some|"
    r"over|roughly|approximately|an estimated)\s+(?:the\s+)?[$£€]?$",
    re.IGNORECASE,
)
_TAILS: dict[tuple[Slot, DisagreementType], str] = {
    ("number", "conflict"): "Both cannot hold of one moment.",
    ("number", "attribution"): "Each figure is a speaker's word.",
    ("number", "update"): "The later report gives the higher figure.",
    ("date", "conflict"): "They name different days.",
    ("date", "attribution"): "Each day is a speaker's word.",
    ("whether", "conflict"): "One asserts what the other denies.",
    ("whether", "attribution"): "One speaker asserts what another denies.",
}


@dataclass(frozen=True, slots=True)
class _Value:
    """What one claim gives for the disputed slot."""

    claim: Claim
    key: str  # what is compared
    words: str  # the outlet's own
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class _Dispute:
    slot: Slot
    type: DisagreementType
    about: str
    sides: tuple[Side, ...]


def find_disagreements(
    readings: Sequence[Reading], claims: Sequence[Claim], alike: Matrix, findings: Sequence[Finding]
) -> tuple[Disagreement, ...]:
    """The disagreements of one story: numbers first, then days, then denials, each in the order of its claims.

    `alike` is the probability for each pair of claims that they speak of one thing, disputable slots left aside.
    """
    by_id = {r.article.id: r for r in readings}
    finding_of = {(c.span, c.predicate): f.id for f in findings for c in f.claims}
    found: dict[str, Disagreement] = {}
    for dispute in (*_numbers(by_id, claims, alike), *_days(by_id, claims, alike), *_denials(by_id, claims, alike)):
        place = "|".join(sorted(f"{s.claims[0].span.article}:{s.claims[0].span.start}" for s in dispute.sides))
        name = "d-" + hashlib.sha256(f"{dispute.slot}|{place}".encode()).hexdigest()[:12]
        found[name] = Disagreement(
            id=name,
            slot=dispute.slot,
            about=dispute.about,
            type=dispute.type,
            sides=dispute.sides,
            reason=_reason(by_id, dispute),
            findings=tuple(sorted({finding_of[c.span, c.predicate] for s in dispute.sides for c in s.claims})),
        )
    return tuple(found.values())


def bounds(figure: Figure) -> tuple[float, float]:
    """The least and the most that a figure with its qualifier allows."""
    value, infinite = figure.value, float("inf")
    return {
        "exactly": (value, value),
        "about": (value * (1 - ROUNDING), value * (1 + ROUNDING)),
        "at least": (value, infinite),
        "more than": (value, infinite),
        "at most": (0.0, value),
        "fewer than": (value * (1 - ROUNDING), value),
    }[figure.qualifier]


def _numbers(by_id: Mapping[str, Reading], claims: Sequence[Claim], alike: Matrix) -> Iterator[_Dispute]:
    """Figures of one unit and one moment. A claim with two figures of a unit is left out: it may count two things."""
    by_unit: dict[str, dict[int, Figure]] = {}
    for i, claim in enumerate(claims):
        units = Counter(f.unit for f in claim.figures)
        for figure in claim.figures:
            if figure.unit and figure.unit not in UNCOUNTED and units[figure.unit] == 1:
                by_unit.setdefault(figure.unit, {})[i] = figure

    for unit in sorted(by_unit):
        need = ONE_TOLL if unit in GROWING and unit != "people" else ONE_NUMBER

        def one_thing(i: int, j: int, need: float = need) -> bool:
            return bool(alike[i, j] >= need) and _one_moment(claims[i], claims[j])

        for group in _linked({i: f"{f.value}" for i, f in by_unit[unit].items()}, one_thing):
            values = [_counted(by_id, claims[i], by_unit[unit][i]) for i in group]
            yield from _number(by_id, unit, values)


def _counted(by_id: Mapping[str, Reading], claim: Claim, figure: Figure) -> _Value:
    sign = {"at least": "≥", "more than": ">", "at most": "≤", "fewer than": "<", "about": "~", "exactly": ""}
    text = by_id[claim.span.article].article.text
    qualified = _QUALIFIER.search(text[max(claim.span.start, figure.span.start - 24) : figure.span.start])
    words = (qualified[0] if qualified else "") + text[figure.span.start : figure.span.end]
    number = f"{figure.value:f}".rstrip("0").rstrip(".")
    return _Value(claim, sign[figure.qualifier] + number, " ".join(words.split()), figure)


def _number(by_id: Mapping[str, Reading], unit: str, values: Sequence[_Value]) -> Iterator[_Dispute]:
    """What conflicts among the figures, and what a later report overtook, each on its own."""
    by_key: dict[str, list[_Value]] = {}
    for value in values:
        by_key.setdefault(value.key, []).append(value)
    conflicting: dict[str, None] = {}  # as ordered sets
    overtaken: dict[str, None] = {}
    for low, high in combinations(sorted(by_key, key=lambda k: _amount(by_key[k][0])), 2):
        if _amount(by_key[low][0]) == _amount(by_key[high][0]):
            continue
        if unit in GROWING and _overtakes(by_id, by_key[low], by_key[high]):
            overtaken |= {low: None, high: None}
        elif not _compatible(by_key[low][0], by_key[high][0]):
            conflicting |= {low: None, high: None}
    about = f"number {unit}" if unit in GROWING and unit != "people" else f"number of {unit}"
    sides = _sides([v for key in conflicting for v in by_key[key]])
    if len(sides) > 1 and _articles(sides) > 1:
        yield _Dispute("number", _kind(sides), about, sides)
    grown = _sides([v for key in overtaken for v in by_key[key]], lambda v: f"{_amount(v):020.3f}")
    if len(grown) > 1 and _articles(grown) > 1:
        yield _Dispute("number", "update", about, grown)


def _amount(value: _Value) -> float:
    return value.figure.value if value.figure else 0.0


def _compatible(a: _Value, b: _Value) -> bool:
    if a.figure is None or b.figure is None:
        return True
    (low, high), (least, most) = bounds(a.figure), bounds(b.figure)
    return max(low, least) <= min(high, most)


def _overtakes(by_id: Mapping[str, Reading], lower: Sequence[_Value], higher: Sequence[_Value]) -> bool:
    """Whether the higher figure was first published later than the lower one, by days or, where known, by hours."""
    first, then = (_first_published(by_id, side) for side in (lower, higher))
    return bool(first and then) and first < then and not then.startswith(first)


def _first_published(by_id: Mapping[str, Reading], values: Sequence[_Value]) -> str:
    """The earliest hour of publication; the earliest day where no article gives an hour."""
    times = [by_id[v.claim.span.article].article.published_at or "" for v in values]
    return min((t for t in times if "T" in t), default=min(times, default=""))


def _days(by_id: Mapping[str, Reading], claims: Sequence[Claim], alike: Matrix) -> Iterator[_Dispute]:
    dated = {i: c.happened[:10] for i, c in enumerate(claims) if c.dated and c.happened and len(c.happened) >= 10}

    def one_thing(i: int, j: int) -> bool:
        return bool(alike[i, j] >= ONE_DAY) and _one_act(claims[i], claims[j]) and _near_days(claims[i], claims[j])

    for group in _linked(dated, one_thing):
        values = [_Value(claims[i], dated[i], _day_words(by_id, claims[i])) for i in group]
        sides = _sides(values)
        if len(sides) > 1 and _articles(sides) > 1:
            yield _Dispute("date", _kind(sides), "the day", sides)


def _day_words(by_id: Mapping[str, Reading], claim: Claim) -> str:
    """The words that give the claim's day."""
    reading = by_id[claim.span.article]
    own = [t.span for t in reading.annotations.times if t.value[:10] == claim.happened]
    near = next((s for s in own if claim.span.covers(s)), next((s for s in own if claim.sentence.covers(s)), None))
    return " ".join(reading.article.quote(near or claim.span).split())


def _denials(by_id: Mapping[str, Reading], claims: Sequence[Claim], alike: Matrix) -> Iterator[_Dispute]:
    """A claim and its opposite by two voices: of one verb, or where somebody denies it in so many words.

    One speaker who says no to himself is no dispute.
    """
    firm = [
        i
        for i, c in enumerate(claims)
        if c.certainty == "denied" or (c.certainty != "possible" and c.predicate not in (None, "be", "have"))
    ]
    for i in firm:
        mine = claims[i]
        denied = mine.certainty == "denied"
        if not mine.negated and not denied:
            continue
        against = [
            claims[j]
            for j in firm
            if alike[i, j] >= (ONE_DENIED if denied else ONE_OPPOSED)
            and claims[j].certainty != "denied"
            and _opposite(mine, claims[j])
            and _two_voices(mine, claims[j])
        ]
        if against:
            sides = _sides([_said(by_id, mine, "denied"), *(_said(by_id, c, "asserted") for c in against)])
            yield _Dispute("whether", _kind(sides), "whether it is so", sides)


def _opposite(a: Claim, b: Claim) -> bool:
    """Whether two claims of one thing can be each other's opposite: one verb, once with and once without a no.

    What is denied in so many words is also denied by a claim of another verb: who denies that it failed and who says
    that it did not sound are at odds, though both say no.
    """
    if a.certainty == "denied":
        return a.negated != b.negated or a.predicate != b.predicate
    return a.negated != b.negated and a.predicate == b.predicate


def _two_voices(a: Claim, b: Claim) -> bool:
    if a.asserted_by is None and b.asserted_by is None:
        return a.span.article != b.span.article
    return a.asserted_by != b.asserted_by


def _said(by_id: Mapping[str, Reading], claim: Claim, key: str) -> _Value:
    span = claim.sentence if claim.certainty == "denied" else claim.span  # who denies it stands outside the clause
    return _Value(claim, key, " ".join(by_id[claim.span.article].article.quote(span).split()).strip(' .,;“”"'))


def _one_moment(a: Claim, b: Claim) -> bool:
    """Whether two claims may be of one time: neither month nor year tells them apart."""
    if not a.happened or not b.happened:
        return True
    shorter = min(len(a.happened), len(b.happened), 7)
    return a.happened[:shorter] == b.happened[:shorter]


def _near_days(a: Claim, b: Claim) -> bool:
    """Whether two days can be a dispute over one happening: a few days apart, or one day of two years."""
    first, second = (date.fromisoformat((c.happened or "")[:10]) for c in (a, b))
    return abs((first - second).days) <= DAYS_APART or (first.month, first.day) == (second.month, second.day)


def _one_act(a: Claim, b: Claim) -> bool:
    """Whether two claims may tell one act: one thing acted on, or one verb with somebody or something in common."""
    if a.patient is not None and a.patient == b.patient:
        return True
    shared = {*a.entities, *a.terms, a.agent} & {*b.entities, *b.terms, b.agent} - {a.predicate, None}
    return a.predicate is not None and a.predicate == b.predicate and bool(shared)


def _linked(values: Mapping[int, str], one_thing: Callable[[int, int], bool]) -> list[list[int]]:
    """Connected groups of claims, by index: each differs in value from another that speaks of one thing with it."""
    group_of = {i: [i] for i in values}
    for i, j in combinations(values, 2):
        if values[i] != values[j] and group_of[i] is not group_of[j] and one_thing(i, j):
            joined = sorted(group_of[i] + group_of[j])
            group_of.update(dict.fromkeys(joined, joined))
    return [g for i, g in group_of.items() if len(g) > 1 and g[0] == i]


def _sides(values: Sequence[_Value], key: Callable[[_Value], str] = lambda v: v.key) -> tuple[Side, ...]:
    """The values as sides, in the order of their keys; each in the words of the claim that was published first."""
    by_key: dict[str, list[_Value]] = {}
    for value in values:
        by_key.setdefault(key(value), []).append(value)
    return tuple(
        Side(held[0].words, held[0].key, tuple(dict.fromkeys(v.claim for v in held)))
        for _, held in sorted(by_key.items())
    )


def _articles(sides: Sequence[Side]) -> int:
    return len({c.span.article for s in sides for c in s.claims})


def _kind(sides: Sequence[Side]) -> DisagreementType:
    """Attribution, where each side is some named speaker's word; else the outlets themselves conflict."""
    speakers = [{c.asserted_by for c in s.claims} for s in sides]
    apart = all(None not in s for s in speakers) and not set.intersection(*speakers)
    return "attribution" if apart else "conflict"


def _reason(by_id: Mapping[str, Reading], dispute: _Dispute) -> str:
    """One plain sentence a side, and what makes it a disagreement."""
    parts = []
    for side in dispute.sides:
        article = by_id[side.claims[0].span.article].article
        name = article.publisher.name if article.publisher else article.source.rsplit("/", 1)[-1]
        day = date.fromisoformat(article.published_at[:10]) if article.published_at else None
        when = f", {day.day} {day:%B %Y}" if day else ""
        parts.append(f"{name}{when}: {side.value}")
    return f"{'; '.join(parts)}. {_TAILS[dispute.slot, dispute.type]}"
