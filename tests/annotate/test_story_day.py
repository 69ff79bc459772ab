from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from firsthand.annotate.story_day import story_anchor
from firsthand.annotate.times import find_times, settle
from firsthand.inference.tagger import Tagged
from firsthand.model import TimeExpression
from tests.factory import make_article


def times(text: str) -> tuple[TimeExpression, ...]:
    return find_times(make_article(text, published=None), Tagged(text, (), ()))


# 14 March 2026 is a Saturday.
STORY = [
    "The dam broke on Saturday. By early Sunday the valley was empty. It was built in 1951.",
    "Engineers, Vellmark, March 14, 2026.\nOn Tuesday a minister resigned. On Saturday the water came.",
    "Crews had warned the mayor on Friday. The dam broke on Saturday. On Monday schools opened.",
    "The operator was founded on May 4, 1987, and fined on June 1, 2019.",
]


def test_a_full_date_beside_weekdays_gives_the_day_of_writing() -> None:
    assert story_anchor([times(text) for text in STORY]) == date(2026, 3, 17)


def test_every_weekday_then_falls_where_the_story_has_it() -> None:
    found = [times(text) for text in STORY]
    anchor = story_anchor(found)
    assert anchor is not None
    values = {t.value for each in found for t in settle(each, anchor)}
    assert {"2026-03-13", "2026-03-14", "2026-03-15", "2026-03-16", "2026-03-17"} <= values


def test_the_order_of_the_articles_does_not_matter() -> None:
    found = [times(text) for text in STORY]
    assert {story_anchor(order) for order in permutations(found)} == {date(2026, 3, 17)}


def test_what_is_to_come_does_not_move_the_day() -> None:
    upcoming = TimeExpression(make_article("x").span(0, 1), "DATE", "XXXX-WXX-4", "weekday 4 next")
    assert story_anchor([*(times(text) for text in STORY), (upcoming,)]) == date(2026, 3, 17)


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        (["Nothing is dated here. The dam broke on Saturday."], None),
        (["It opened on May 5, 1987.", "The dam broke on Saturday."], None),
        (["Photo: March 14, 2026", "Photo: March 14, 2026. It opened on April 2, 2027."], date(2026, 3, 14)),
        (["It opened on May 2, 1987, and burned in 2009 and 2016.", "The dam broke on Saturday."], None),
        ([], None),
    ],
)
def test_without_a_date_that_fits_no_day_is_guessed(texts: list[str], day: date | None) -> None:
    assert story_anchor([times(text) for text in texts]) == day
