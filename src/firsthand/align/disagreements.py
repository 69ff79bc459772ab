"""Where reports differ: on a number, on a day, on whether it happened at all. Recorded, never settled."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from firsthand.align.similarity import Matrix
from firsthand.model import Article, Claim, Disagreement, DisagreementType, Figure, Finding, Side

#: Probability, the disputed slot left aside, above which two claims speak of one thing: of a number, a day, a claim and
#: its opposite, a denial in so many words. Lower raises more, and more that is no disagreement.
ONE_NUMBER = 0.5
ONE_DAY = 0.1
ONE_OPPOSED = 0.6
ONE_DENIED = 0.4
#: Days beyond which two reports speak of two happenings rather than dispute the day of one.
DAYS_APART = 3
#: Units of which a difference tells nothing: ages are of different people.
UNCOUNTED = frozenset({"age"})
#: "About 40" and 39 agree within this share of the value.
ROUNDING = 0.1
#: Units whose count grows while a happening is under way, so that a later, higher figure overtakes an earlier one.
GROWING = frozenset({"killed", "injured", "missing", "arrested", "rescued", "hospitalized", "evacuated", "people"})


@dataclass(frozen=True, slots=True)
class _Value:
    claim: Claim
    key: str  # what is compared
    figure: Figure | None = None


def find_disagreements(
    articles: Mapping[str, Article], claims: Sequence[Claim], alike: Matrix, findings: Sequence[Finding]
) -> tuple[Disagreement, ...]:
    """The disagreements of one story, numbers first, then days, then denials, each in the order of its claims.

    `alike` is the probability for each pair of claims that they speak of one thing, disputable slots left aside.
    """
    finding_of = {(c.span, c.predicate): f.id for f in findings for c in f.claims}
    found = [
        *_numbers(articles, claims, alike),
        *_days(articles, claims, alike),
        *_denials(articles, claims, alike),
    ]
    out = []
    for slot, about, kind, sides, reason in found:
        inside = {finding_of[c.span, c.predicate] for s in sides for c in s.claims}
        place = "|".join(sorted(f"{s.claims[0].span.article}:{s.claims[0].span.start}" for s in sides))
        out.append(
            Disagreement(
                id="d-" + hashlib.sha256(f"{slot}|{place}".encode()).hexdigest()[:12],
                slot=slot,  # type: ignore[arg-type]
                about=about,
                type=kind,
                sides=sides,
                reason=reason,
                findings=tuple(sorted(inside)),
            )
        )
    return tuple({d.id: d for d in out}.values())


_Raised = tuple[str, str, DisagreementType, tuple[Side, ...], str]


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


def _numbers(articles: Mapping[str, Article], claims: Sequence[Claim], alike: Matrix) -> Iterable[_Raised]:
    """Claims that count one thing of one unit; a claim with two figures of a unit is left out, it may count two things."""
    by_unit: dict[str, dict[int, Figure]] = {}
    for i, claim in enumerate(claims):
        units = Counter(f.unit for f in claim.figures)
        for figure in claim.figures:
            if figure.unit and figure.unit not in UNCOUNTED and units[figure.unit] == 1:
                by_unit.setdefault(figure.unit, {})[i] = figure

    def one_thing(i: int, j: int) -> bool:
        return bool(alike[i, j] >= ONE_NUMBER) and _one_moment(claims[i], claims[j])

    for unit in sorted(by_unit):
        for group in _linked(by_unit[unit], one_thing):
            yield from _number_sides(
                articles, unit, [_Value(claims[i], _number(f), f) for i, f in by_unit[unit].items() if i in group]
            )


def _one_moment(a: Claim, b: Claim) -> bool:
    """Whether two claims may be of one time: neither day, month nor year tells them apart."""
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


def _number(figure: Figure) -> str:
    sign = {"at least": ">=", "more than": ">", "at most": "<=", "fewer than": "<", "about": "~", "exactly": ""}
    return f"{sign[figure.qualifier]}{figure.value:g}"


def _number_sides(articles: Mapping[str, Article], unit: str, values: Sequence[_Value]) -> Iterable[_Raised]:
    figures = [v.figure for v in values if v.figure]
    ranges = {bounds(f) for f in figures}
    if len({f.value for f in figures}) < 2:
        return
    compatible = max(low for low, _ in ranges) <= min(high for _, high in ranges)
    overtaken = unit in GROWING and _grows(articles, values)
    if compatible and not overtaken:
        return
    sides = _sides(articles, values)
    if len(sides) < 2 or len({c.span.article for s in sides for c in s.claims}) < 2:
        return
    kind: DisagreementType = "update" if overtaken else _kind(sides)
    tail = "the later figure is the higher one" if overtaken else "they cannot all be right"
    yield (
        "number",
        f"number {unit}" if unit in GROWING else f"number of {unit}",
        kind,
        sides,
        _reason(articles, sides, tail),
    )


def _grows(articles: Mapping[str, Article], values: Sequence[_Value]) -> bool:
    """Whether every higher figure was published on a later day or hour than every lower one."""
    dated = [(articles[v.claim.span.article].published_at, v.figure.value) for v in values if v.figure]
    if any(when is None for when, _ in dated):
        return False
    pairs = sorted((when or "", value) for when, value in dated)
    return all(a[1] <= b[1] for a, b in zip(pairs, pairs[1:], strict=False)) and all(
        a[0][: len(b[0])] != b[0] for a, b in zip(pairs, pairs[1:], strict=False) if a[1] != b[1]
    )


def _days(articles: Mapping[str, Article], claims: Sequence[Claim], alike: Matrix) -> Iterable[_Raised]:
    dated = [i for i, c in enumerate(claims) if c.dated and c.happened and len(c.happened) >= 10]

    def one_thing(i: int, j: int) -> bool:
        return bool(alike[i, j] >= ONE_DAY) and _one_act(claims[i], claims[j]) and _near_days(claims[i], claims[j])

    for group in _linked(dated, one_thing):
        values = [_Value(claims[i], (claims[i].happened or "")[:10]) for i in group]
        sides = _sides(articles, values)
        if len(sides) > 1 and len({c.span.article for s in sides for c in s.claims}) > 1:
            yield "date", "the day", _kind(sides), sides, _reason(articles, sides, "the days differ")


def _denials(articles: Mapping[str, Article], claims: Sequence[Claim], alike: Matrix) -> Iterable[_Raised]:
    """A claim and its opposite, of one verb, by two voices: one speaker who says no to himself is not a dispute."""
    firm = [i for i, c in enumerate(claims) if c.certainty != "possible" and c.predicate not in (None, "be", "have")]
    for i in firm:
        if not claims[i].negated and claims[i].certainty != "denied":
            continue
        need = ONE_DENIED if claims[i].certainty == "denied" else ONE_OPPOSED
        against = [
            j
            for j in firm
            if alike[i, j] >= need
            and not claims[j].negated
            and claims[j].certainty != "denied"
            and (claims[i].certainty == "denied" or claims[i].predicate == claims[j].predicate)
            and (claims[i].span.article, claims[i].asserted_by) != (claims[j].span.article, claims[j].asserted_by)
            and (claims[i].asserted_by is None or claims[i].asserted_by != claims[j].asserted_by)
        ]
        if against:
            values = [_Value(claims[i], "denied"), *(_Value(claims[j], "asserted") for j in against)]
            sides = _sides(articles, values)
            yield "whether", "whether it is so", _kind(sides), sides, _reason(articles, sides, "one side denies it")


def _linked(indices: Iterable[int], one_thing: Callable[[int, int], bool]) -> list[list[int]]:
    """The indices in groups, each of which speaks of one thing: every member does with every other."""
    groups: list[list[int]] = []
    for i in indices:
        home = next((g for g in groups if all(one_thing(i, k) for k in g)), None)
        if home is None:
            groups.append([i])
        else:
            home.append(i)
    return [g for g in groups if len(g) > 1]


def _sides(articles: Mapping[str, Article], values: Sequence[_Value]) -> tuple[Side, ...]:
    by_key: dict[str, list[_Value]] = {}
    for value in values:
        by_key.setdefault(value.key, []).append(value)
    return tuple(
        Side(_words(articles, held[0]), key, tuple(dict.fromkeys(v.claim for v in held)))
        for key, held in sorted(by_key.items())
    )


def _words(articles: Mapping[str, Article], value: _Value) -> str:
    """The side in the outlet's own words: the claim, as it stands."""
    return " ".join(articles[value.claim.span.article].quote(value.claim.span).split())


def _kind(sides: Sequence[Side]) -> DisagreementType:
    """Attribution, where each side is some named speaker's word; else the outlets themselves conflict."""
    speakers = [{c.asserted_by for c in s.claims} for s in sides]
    apart = all(None not in s for s in speakers) and not set.intersection(*speakers)
    return "attribution" if apart else "conflict"


def _reason(articles: Mapping[str, Article], sides: Sequence[Side], tail: str) -> str:
    parts = []
    for side in sides:
        article = articles[side.claims[0].span.article]
        name = article.publisher.name if article.publisher else article.source.rsplit("/", 1)[-1]
        day = f", {article.published_at[:10]}" if article.published_at else ""
        parts.append(f"{name}{day}: {side.normalized}")
    return f"{'; '.join(parts)}. {tail[0].upper()}{tail[1:]}."
