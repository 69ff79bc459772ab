"""The lines of a timeline in words."""

from __future__ import annotations

from firsthand.model import TimelineEntry
from firsthand.publish.days import by_kind, entry_words


def test_what_happened_comes_before_what_is_announced_and_what_went_before() -> None:
    built = TimelineEntry("1987", "f1", "background", "year")
    fall = TimelineEntry("2026-03-09", "f2")
    inquiry = TimelineEntry("2026-04", "f3", "announced", "month")
    assert [(heading, entries) for heading, entries in by_kind([built, fall, inquiry])] == [
        ("What happened when", [fall]),
        ("What is announced", [inquiry]),
        ("What went before", [built]),
    ]
    assert [heading for heading, _ in by_kind([built])] == ["What went before"]


def test_a_line_names_its_hour() -> None:
    assert entry_words(TimelineEntry("2026-03-14", "f1", "happened", "minute", "05:30")) == "14 March 2026, 05:30"
    assert entry_words(TimelineEntry("2026-03-14", "f1", "happened", "part of day", "night")) == "14 March 2026, night"
    assert entry_words(TimelineEntry("2026-03/2026-05", "f1", precision="interval")) == "March 2026 to May 2026"
