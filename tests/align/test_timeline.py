"""The order of happening, not of reporting."""

from __future__ import annotations

from firsthand.align.timeline import make_timeline
from firsthand.inference.tagger import Tagger
from firsthand.model import Annotations, Claim, Finding, Reading
from tests.align.told import tell
from tests.factory import make_article


def finding(name: str, happened: str | None, sources: int = 1, *, own: bool = True) -> Finding:
    span = make_article("The bridge fell.").span(0, 16)
    claim = Claim(span, span, None, False, "stated", "fall", "bridge", None, happened, dated=own)
    return Finding(name, f"{name}: the bridge fell.", "agreed", sources, (claim,), happened)


def test_by_the_day_of_happening_whatever_is_reported_first(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "The council ordered an inquiry into the contract on Tuesday.",
        "The Orlen bridge collapsed on Monday. Engineers had found cracks in the pillars in 2019.",
    )
    days = [t.when for t in told.story.timeline]
    assert days == ["2019", "2026-03-09", "2026-03-10"]
    assert [t.finding for t in told.story.timeline] == [
        told.finding(words).id for words in ("cracks", "collapsed", "inquiry")
    ]


def test_undated_findings_are_left_out_and_wide_times_come_before_narrow_ones() -> None:
    found = make_timeline(
        [finding("day", "2026-03-09"), finding("none", None), finding("year", "2026"), finding("month", "2026-03")]
    )
    assert [t.finding for t in found] == ["year", "month", "day"]


def test_on_one_day_what_more_sources_report_comes_first() -> None:
    found = make_timeline([finding("b", "2026-03-09"), finding("a", "2026-03-09"), finding("c", "2026-03-09", 3)])
    assert [t.finding for t in found] == ["c", "a", "b"]


def dated(name: str, day: str, words: str = "The bridge fell.", *, future: bool = False) -> Finding:
    span = make_article(words).span(0, len(words))
    claim = Claim(span, span, None, False, "stated", "fall", "bridge", None, day, dated=True, future=future)
    return Finding(name, words, "agreed", 1, (claim,), day)


def told_on(day: str) -> Reading:
    return Reading(make_article("The bridge fell.", published=day), Annotations("a1"))


def test_background_and_what_is_announced_are_told_apart() -> None:
    found = make_timeline(
        [
            dated("built", "1987", "It was built then."),
            dated("cracks", "2026-01-20", "Cracks were found."),
            dated("fall", "2026-03-09"),
            dated("inquiry", "2026-04", "An inquiry begins.", future=True),
            dated("opening", "2030", "A new one opens."),
        ],
        [told_on("2026-03-10"), told_on("2026-03-12")],
    )
    assert [(e.finding, e.kind) for e in found] == [
        ("built", "background"),
        ("cracks", "background"),
        ("fall", "happened"),
        ("inquiry", "announced"),
        ("opening", "announced"),
    ]


def test_what_one_article_announced_and_another_saw_has_happened() -> None:
    before, after = dated("x", "2026-03-11", future=True), dated("x", "2026-03-11")
    both = Finding("x", "The bridge fell.", "agreed", 2, (*before.claims, *after.claims), "2026-03-11")
    (entry,) = make_timeline([both], [told_on("2026-03-10"), told_on("2026-03-12")])
    assert entry.kind == "happened"


def test_each_line_says_how_precise_it_is() -> None:
    found = make_timeline([dated(day, day, f"On {day}.") for day in ("2025", "2026-02", "2026-03-09")])
    assert [(e.when, e.precision, e.time) for e in found] == [
        ("2025", "year", None),
        ("2026-02", "month", None),
        ("2026-03-09", "day", None),
    ]


def test_hours_and_parts_of_the_day_order_a_day(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "Thieves stole nine paintings on Monday night. The Orlen bridge collapsed at 6:15 a.m. on Monday. "
        "The council ordered an inquiry into the contract on Monday.",
    )
    assert [(t.time, t.precision) for t in told.story.timeline] == [
        (None, "day"),
        ("06:15", "minute"),
        ("night", "part of day"),
    ]


def test_what_lasted_is_an_interval(tagger: Tagger) -> None:
    told = tell(tagger, "The port was closed by a strike from June to August 2025.")
    assert [(t.when, t.precision) for t in told.story.timeline] == [("2025-06/2025-08", "interval")]


def test_a_day_from_elsewhere_in_the_sentence_makes_no_line() -> None:
    assert make_timeline([finding("a", "2026-03-09", own=False)]) == ()


def test_one_sentence_about_one_day_has_one_line() -> None:
    whole, part = dated("a", "2026-03-09", "The bridge fell and six died."), dated("b", "2026-03-09", "six died")
    assert [e.finding for e in make_timeline([whole, part])] == ["a"]
