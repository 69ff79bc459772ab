"""The order of happening, not of reporting."""

from __future__ import annotations

from firsthand.align.timeline import make_timeline
from firsthand.inference.tagger import Tagger
from firsthand.model import Claim, Finding
from tests.align.told import tell
from tests.factory import make_article


def finding(name: str, happened: str | None, sources: int = 1) -> Finding:
    span = make_article("The bridge fell.").span(0, 16)
    claim = Claim(span, span, None, False, "stated", "fall", "bridge", None, happened)
    return Finding(name, "The bridge fell.", "agreed", sources, (claim,), happened)


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
