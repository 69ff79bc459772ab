"""Where reports differ: on a number, on a day, on whether it happened at all. Recorded, never settled."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from firsthand.align.similarity import Matrix
from firsthand.model import Article, Claim, Disagreement, DisagreementType, Figure, Finding, Side

#: Probability, the disputed slot left aside, above which two claims speak of one thing. Lower finds more, and more that
#: is none: at .3 half of what was raised was noise.
ONE_THING = 0.5
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
    by_unit: dict[str, list[tuple[int, Figure]]] = {}
    for i, claim in enumerate(claims):
        for figure in claim.figures:
            if figure.unit and figure.unit != "age":
                by_unit.setdefault(figure.unit, []).append((i, figure))
    for unit in sorted(by_unit):
        for group in _linked([i for i, _ in by_unit[unit]], alike):
            values = [_Value(claims[i], _number(f), f) for i, f in by_unit[unit] if i in group]
            yield from _number_sides(articles, unit, values)


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
    dated = [i for i, c in enumerate(claims) if c.happened and len(c.happened) >= 10]
    for group in _linked(dated, alike):
        values = [_Value(claims[i], (claims[i].happened or "")[:10]) for i in group]
        sides = _sides(articles, values)
        if len(sides) > 1 and len({c.span.article for s in sides for c in s.claims}) > 1:
            yield "date", "the day", _kind(sides), sides, _reason(articles, sides, "the days differ")


def _denials(articles: Mapping[str, Article], claims: Sequence[Claim], alike: Matrix) -> Iterable[_Raised]:
    for group in _linked(range(len(claims)), alike):
        values = [
            _Value(claims[i], "denied" if claims[i].certainty == "denied" or claims[i].negated else "asserted")
            for i in group
        ]
        sides = _sides(articles, values)
        if len(sides) > 1:
            yield "whether", "whether it is so", _kind(sides), sides, _reason(articles, sides, "one side denies it")


def _linked(indices: Iterable[int], alike: Matrix) -> list[list[int]]:
    """The indices in groups, each of which speaks of one thing: every member is alike with the group's first."""
    groups: list[list[int]] = []
    for i in dict.fromkeys(indices):
        home = next((g for g in groups if all(alike[i, k] >= ONE_THING for k in g)), None)
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
