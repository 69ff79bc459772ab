"""Two days, or two hours, for one act; and an announced hour that another was kept of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import combinations

from firsthand.align.disputes.ground import Dispute, Ground, Value, apart, kind_of, linked, sides_of
from firsthand.model import Claim, TimeExpression

#: Probability, the day left aside, above which two claims of one verb tell one act.
ONE_DAY = 0.1
ONE_YEAR = 0.25
#: The same where the verb tells little, but one thing does it: "the gate gave way".
ONE_DOING = 0.3
ONE_SPAN = 0.6
#: Days between two months or weeks beyond which they are of two acts.
STRETCH = 120
_ISO = re.compile(r"(?P<year>(?:1[89]|20)\d\d)(?:-W(?P<week>\d\d)|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
#: Names and words that the two sentences must have in common besides the verb.
SHARED = 3
#: The same for clock times, which few claims give.
ONE_HOUR = 0.03
#: Days beyond which two reports speak of two happenings rather than dispute the day of one.
DAYS_APART = 3
#: Minutes beyond which two clock times are of two acts, and up to which they are one time roughly told.
HOURS_APART = 120
MINUTES = 2
HALF_A_DAY = 12 * 60
_HEADING = re.compile(
    r"(?:\W*(?:published|updated|posted)\b|\W*(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2},? \d{4}\W)|.{0,60}\bpublished\b\s*:",
    re.IGNORECASE,
)
_POSTED = re.compile(r"\(@\w+\)")  # whose post it is, with the day it was posted
_CLOCK = re.compile(r"T(\d\d):(\d\d)")
#: What was only to be.
_PLANNED = re.compile(
    r"\b(?:schedul|plan|suppos|expect|due|originally|meant|slated|set to|was to|were to|intend)\w*", re.IGNORECASE
)
_ROUGHLY = re.compile(
    r"(?:about|around|roughly|approximately|shortly|just|soon|minutes?|nearly|almost|by|until|since|before|after|from|between)"
    r"\s+$",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\s*\(?(?:E[SD]?T|C[SD]?T|M[SD]?T|P[SD]?T|GMT|UTC|BST|CET|IST)\b")


def find_day_disputes(ground: Ground) -> Iterator[Dispute]:
    """One act on two days, a few days or whole years apart."""
    dated = {
        i: c.happened
        for i, c in enumerate(ground.claims)
        if c.dated and c.happened and len(c.happened) == len("2026-03-09") and not _is_heading(ground, c)
    }
    pairs = [*_years(ground), *_spans(ground)]
    for i, j in combinations(dated, 2):
        a, b = ground.claims[i], ground.claims[j]
        if (
            dated[i] == dated[j]
            or ground.alike[i, j] < ONE_DAY
            or not _near_days(dated[i], dated[j], _years_given(ground, a, b))
        ):
            continue
        if a.future == b.future and _one_act(ground, i, j) and not _planned(ground, a, b):
            pairs.append((i, j))
    both = {
        (c.span.article, c.predicate, dated[i]) for i, c in enumerate(ground.claims) if i in dated
    }  # who gives both days of an act knows two acts
    pairs = [
        (i, j)
        for i, j in pairs
        if (ground.claims[i].span.article, ground.claims[i].predicate, ground.claims[j].happened) not in both
        and (ground.claims[j].span.article, ground.claims[j].predicate, ground.claims[i].happened) not in both
    ]
    for group in linked(pairs):
        claims = [c for i in group for c in _with_day(ground, ground.claims[i])]
        days = [_day(ground, c) for c in claims]
        sides = sides_of(days, partial(_finest, days))
        if apart(sides) and len({s.value.lower() for s in sides}) > 1:
            kind = kind_of(sides)
            why = "Each day is a speaker's word" if kind == "attribution" else "They name different days"
            yield Dispute("date", kind, "the day", sides, f"{why}.")


def find_hour_disputes(ground: Ground) -> Iterator[Dispute]:
    """One act at two hours of the clock; morning against evening; an announced hour and the one that was kept."""
    hours = {i: t for i, c in enumerate(ground.claims) if (t := _own_hour(ground, c)) is not None}
    clash: list[tuple[int, int]] = []
    kept: list[tuple[int, int]] = []
    for i, j in combinations(hours, 2):
        a, b = ground.claims[i], ground.claims[j]
        gap = abs(_minutes(hours[i]) - _minutes(hours[j]))
        if gap <= MINUTES or ground.alike[i, j] < ONE_HOUR or not _may_be_one_day(a, b):
            continue
        if gap == HALF_A_DAY and not a.future and not b.future and {*a.places} & {*b.places}:
            clash.append((i, j))
        elif a.future != b.future:
            if {*a.places} & {*b.places} and gap <= HOURS_APART:
                kept.append((i, j))
        elif a.predicate == b.predicate and gap <= HOURS_APART and not _planned(ground, a, b):
            clash.append((i, j))
    for group in linked(clash):
        sides = sides_of(_hour(ground, i, hours[i]) for i in group)
        if apart(sides):
            kind = kind_of(sides)
            why = "Each hour is a speaker's word" if kind == "attribution" else "They name different hours"
            yield Dispute("date", kind, "the hour", sides, f"{why}.")
    for group in linked(kept):
        sides = sides_of(_hour(ground, i, hours[i]) for i in group)
        if apart(sides):
            yield Dispute("date", "update", "the hour", sides, "One hour was announced, the other is told afterwards.")


def _one_act(ground: Ground, i: int, j: int) -> bool:
    """Whether two claims may tell one act: by a telling verb, or by any verb of one and the same thing."""
    a, b = ground.claims[i], ground.claims[j]
    shared = len(ground.shared(a, b))
    if a.predicate == b.predicate and a.agent is not None and ground.actor(a.agent) == ground.actor(b.agent):
        return shared > 1 and bool(ground.alike[i, j] >= ONE_DOING or ground.one_act(a, b))
    return shared >= SHARED and ground.one_act(a, b)


def _is_heading(ground: Ground, claim: Claim) -> bool:
    """Whether the claim's sentence gives the date of a text or a post, which is not the day of what that tells."""
    sentence = ground.by_id[claim.span.article].article.quote(claim.sentence)
    return bool(_HEADING.match(sentence) or _POSTED.search(sentence))


def _spans(ground: Ground) -> Iterator[tuple[int, int]]:
    """One act in two months, weeks or years that do not overlap."""
    told: dict[int, tuple[int, int]] = {}
    for i, c in enumerate(ground.claims):
        times = ground.by_id[c.span.article].annotations.times
        own = [t.value for t in times if t.kind == "DATE" and c.span.covers(t.span)]
        days = _stretch(own[0]) if len(own) == 1 and c.patient else None
        if days:
            told[i] = days
    for i, j in combinations(told, 2):
        a, b = ground.claims[i], ground.claims[j]
        (first, last), (start, end) = told[i], told[j]
        gap = max(first, start) - min(last, end)
        if not 0 < gap <= STRETCH or last - first == end - start == 0 or ground.alike[i, j] < ONE_SPAN:
            continue
        if ground.one_act(a, b) and a.future == b.future and a.span.article != b.span.article and _one_patient(a, b):
            yield i, j


def _one_patient(a: Claim, b: Claim) -> bool:
    one, other = str(a.patient).lower().split(), str(b.patient).lower().split()
    return one[-1] == other[-1]


def _stretch(value: str) -> tuple[int, int] | None:
    """The first and the last day of an ISO day, week, month or year, as ordinals; None for anything vaguer."""
    found = _ISO.fullmatch(value)
    if found is None:
        return None
    year = int(found["year"])
    if found["week"]:
        start = date.fromisocalendar(year, min(int(found["week"]), 52), 1).toordinal()
        return start, start + 6
    month, day = int(found["month"] or 1), int(found["day"] or 1)
    start = date(year, month, day).toordinal()
    if found["day"]:
        return start, start
    last = date(year + month // 12, month % 12 + 1, 1) if found["month"] else date(year + 1, 1, 1)
    return start, last.toordinal() - 1


def _years(ground: Ground) -> Iterator[tuple[int, int]]:
    """One month of two years, for what was done to one thing: one of the two years is a slip."""
    dated = [i for i, c in enumerate(ground.claims) if c.dated and c.happened and len(c.happened) >= 7 and c.patient]
    for i, j in combinations(dated, 2):
        a, b = ground.claims[i], ground.claims[j]
        first, then = str(a.happened), str(b.happened)
        if a.patient != b.patient or first[:4] == then[:4] or first[5:7] != then[5:7] or a.future != b.future:
            continue
        if not _years_given(ground, a, b):
            continue
        exact = len(first) == len(then) == len("2026-03-09")
        if ground.alike[i, j] >= ONE_YEAR and (not exact or first[5:] == then[5:]) and a.span.article != b.span.article:
            yield i, j


def _hour(ground: Ground, i: int, time: TimeExpression) -> Value:
    claim = ground.claims[i]
    clock = _minutes(time)
    words = ground.by_id[claim.span.article].article.quote(time.span)
    return Value(claim, f"{clock // 60:02}:{clock % 60:02}", " ".join(words.split()))


def _own_hour(ground: Ground, claim: Claim) -> TimeExpression | None:
    """The one exact clock time of a claim; None where it gives none, or two, or one only roughly."""
    reading = ground.by_id[claim.span.article]
    own = [t for t in reading.annotations.times if claim.span.covers(t.span) and _CLOCK.search(t.value)]
    if len(own) != 1:
        return None
    text = reading.article.text
    start, end = own[0].span.start, own[0].span.end
    before = re.sub(r"\bat\s+$", "", text[max(claim.span.start, start - 24) : start])
    if _ROUGHLY.search(before) or _ROUGHLY.match(text[start:end]) or _ZONE.match(text, end):
        return None
    return own[0]


def _minutes(time: TimeExpression) -> int:
    found = _CLOCK.search(time.value)
    return int(found[1]) * 60 + int(found[2]) if found else 0


def _may_be_one_day(a: Claim, b: Claim) -> bool:
    if not (a.happened and b.happened and len(a.happened) >= 10 and len(b.happened) >= 10):
        return True
    return _near_days(a.happened, b.happened)


def _planned(ground: Ground, a: Claim, b: Claim) -> bool:
    """Whether one of two claims tells what was to be, and the other what was."""
    return bool(_PLANNED.search(ground.words(a))) != bool(_PLANNED.search(ground.words(b)))


def _years_given(ground: Ground, a: Claim, b: Claim) -> bool:
    """Whether both claims write their year out; one that was reckoned is not always right."""
    return all(str(c.happened)[:4] in ground.words(c) for c in (a, b))


def _near_days(first: str, second: str, any_year: bool = False) -> bool:
    """Whether two days can be a dispute over one happening: a few days apart, or one day of two years."""
    one, other = date.fromisoformat(first[:10]), date.fromisoformat(second[:10])
    return abs((one - other).days) <= DAYS_APART or (any_year and (one.month, one.day) == (other.month, other.day))


def _finest(days: Sequence[Value], day: Value) -> str:
    """The day, else the finest of `days` that lies in it: "April" and "14 April" are one side."""
    return max((d.key for d in days if d.key.startswith(day.key)), key=len)


def _with_day(ground: Ground, claim: Claim) -> list[Claim]:
    """The claim, and where its day stands in another clause of the sentence, the least claim that has it."""
    days = [t.span for t in ground.by_id[claim.span.article].annotations.times if t.value[:10] == claim.happened]
    if any(claim.span.covers(d) for d in days):
        return [claim]
    held = [
        c
        for c in ground.claims
        if c.sentence == claim.sentence and c.happened == claim.happened and any(c.span.covers(d) for d in days)
    ]
    return [claim, *sorted(held, key=lambda c: c.span.end - c.span.start)[:1]]


def _day(ground: Ground, claim: Claim) -> Value:
    """The day that a claim gives, else the week or the like, with the words that give it."""
    reading = ground.by_id[claim.span.article]
    times = [t for t in reading.annotations.times if t.kind == "DATE" or t.value[:10] == claim.happened]
    own = [t for t in times if claim.span.covers(t.span)] or [t for t in times if claim.sentence.covers(t.span)]
    given = next((t for t in own if claim.happened and t.value[:10] == claim.happened), own[0] if own else None)
    words = reading.article.quote(given.span if given else claim.span)
    return Value(claim, claim.happened or (given.value if given else ""), " ".join(words.split()))
