"""When a claim's happening took place: which of the times near it is its day.

the clause's own times, without those that only compare or belong to a noun | the finest | else its sentence's one
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from firsthand.model import Claim, Span, TimeExpression

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(?=$|T)")
_WEEK = re.compile(r"(\d{4})-W(\d{2})(?:-WE)?$")
_PART_OF_YEAR = re.compile(r"(\d{4})-(?:SP|SU|FA|WI|Q\d|H\d)$")
_LOOK_BACK = 48  #: code points before a time in which words say what it is for; more is another phrase
#: "the worst since 2004", "never since 1908": the year is what is compared with, not when this happened.
_COMPARED = re.compile(
    r"\b(?:first|only|last|never|not|no|most|least|worst|best|\w{3,}est)\b[^.;!?]*\bsince\s+(?:at least\s+|the\s+)?$"
    r"|\b(?:than|compared (?:with|to)|versus|(?:up|down) from)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
#: "his 2007 film", "a 2014 study": the year belongs to the noun. "In the 2015 raid" tells when.
_NAMED_YEAR = re.compile(r"\d{4}(?=\s+\w)")
_DETERMINED = re.compile(r"(?:\b(?:the|an?|this|its|his|her|their|our|my)|['’]s)\s+$", re.IGNORECASE)
#: "since 1959, when two men died": the day is that of the clause which explains it.
_WHEN = re.compile(r"[,\s]{0,3}when\b", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:in|during|at|over|after|before|until)\s+\w+\s+$", re.IGNORECASE)


def date_claims(
    claims: Iterable[Claim], times: Sequence[TimeExpression], text: str = "", published: str | None = None
) -> tuple[Claim, ...]:
    """The claims, each with the day, month or year that its own words give; else its sentence's, where that is one.

    `text` is the article's: without it every time near a claim counts. What has a day after `published` is still to
    come. To be called again when `times` were settled against another anchor.
    """
    dated = sorted((t for t in times if t.kind in ("DATE", "TIME") and _day(t.value)), key=lambda t: t.span.start)
    found = list(claims)
    starts = {c.span.start for c in found}
    explained = {m.end() - len("when"): t for t in dated if (m := _WHEN.match(text, t.span.end))}
    kept = {t.span for start, t in explained.items() if start not in starts}
    dated = [t for t in dated if t.span in kept or not _elsewhere(t.span, text)]
    siblings: dict[Span, list[Claim]] = {}
    for claim in found:
        siblings.setdefault(claim.sentence, []).append(claim)
    out = []
    for claim in found:
        around = [t for t in dated if claim.sentence.covers(t.span)]
        inner = [c.span for c in siblings[claim.sentence] if c.span != claim.span and claim.span.covers(c.span)]
        own = [t for t in around if claim.span.covers(t.span) and not any(s.covers(t.span) for s in inner)]
        told = explained.get(claim.span.start)
        chosen = told or max(own, key=_aptness, default=None)
        if chosen is None and len({_day(t.value) for t in around}) == 1:
            chosen = around[0]
        happened = _day(chosen.value) if chosen else None
        out.append(_announced(replace(claim, happened=happened, dated=bool(told or own) or claim.dated), published))
    return tuple(out)


def _announced(claim: Claim, published: str | None) -> Claim:
    """The claim, marked as still to come where its own day is after the day of publication."""
    if claim.future or not claim.dated or not claim.happened or not published:
        return claim
    return replace(claim, future=claim.happened > published[: len(claim.happened)])


def _aptness(time: TimeExpression) -> tuple[int, bool, int]:
    """The finer of two times; a day named rather than a bare hour ("at 10 a.m. on Sunday"); the earlier in the text."""
    return len(_day(time.value) or ""), time.kind == "DATE", -time.span.start


def _elsewhere(span: Span, text: str) -> bool:
    """Whether a time says when something else was: what is compared with, or the thing that a noun names."""
    before = text[max(0, span.start - _LOOK_BACK) : span.start]
    if _COMPARED.search(before):
        return True
    named = _NAMED_YEAR.match(text, span.start)
    if named is None or named.end() != span.end or _DETERMINED.search(before) is None:
        return False
    return _WITHIN.search(before) is None


def _day(value: str) -> str | None:
    """The day, month or year of a TIMEX3 value; of a week the month or year that holds it; None for what is wider."""
    found = _DAY.match(value)
    if found:
        return found[0]
    season = _PART_OF_YEAR.match(value)
    if season:
        return season[1]
    week = _WEEK.match(value)
    if week is None:
        return None
    try:
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
    except ValueError:
        return None
    sunday = monday + timedelta(days=6)
    if monday.year != sunday.year:
        return None
    return f"{monday:%Y-%m}" if monday.month == sunday.month else f"{monday:%Y}"
