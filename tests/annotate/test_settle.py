"""An article without a day is dated by its story."""

from __future__ import annotations

from firsthand.annotate import settle
from firsthand.inference.tagger import Tagger
from firsthand.model import Reading
from tests.annotate.told import told

FELL = "The Orlen bridge in Halven collapsed on Monday."


def reading(tagger: Tagger, text: str, published: str | None) -> Reading:
    return Reading(*told(tagger, text, published))


def test_the_day_of_the_other_articles(tagger: Tagger) -> None:
    dated = [reading(tagger, FELL, "2026-03-10T08:00:00Z"), reading(tagger, FELL, "2026-03-10")]
    late = reading(tagger, FELL, "2026-03-19")
    *before, settled = settle([*dated, late, reading(tagger, FELL, None)])
    assert before == [*dated, late]
    assert (settled.article.published_at, settled.article.published_basis) == ("2026-03-10", "story")
    assert [t.value for t in settled.annotations.times] == ["2026-03-09"]
    assert [c.happened for c in settled.annotations.claims] == ["2026-03-09"]


def test_a_full_date_beside_a_weekday(tagger: Tagger) -> None:
    picture = "The bridge, seen here on Monday, March 9, 2026, was built by Orlen Works."
    readings = [reading(tagger, picture, None), reading(tagger, f"{FELL} Police came on Tuesday.", None)]
    settled = settle(readings)
    assert {r.article.published_basis for r in settled} == {"story"}
    assert {r.article.published_at for r in settled} == {"2026-03-10"}
    fell = next(c for c in settled[1].annotations.claims if c.predicate == "collapse")
    assert fell.happened == "2026-03-09"


def test_where_nothing_pins_the_week_no_day_is_invented(tagger: Tagger) -> None:
    readings = [reading(tagger, FELL, None), reading(tagger, "Police came to Halven on Tuesday.", None)]
    assert settle(readings) == readings


def test_dated_articles_are_left_as_they_are(tagger: Tagger) -> None:
    readings = [reading(tagger, FELL, "2026-03-10"), reading(tagger, FELL, "2026-03-11")]
    assert settle(readings) == readings


def test_the_order_of_articles_does_not_matter(tagger: Tagger) -> None:
    readings = [reading(tagger, FELL, day) for day in ("2026-03-10", "2026-03-11", None)]
    assert sorted(map(repr, settle(readings))) == sorted(map(repr, settle(readings[::-1])))


def test_what_comes_after_the_settled_day_is_announced(tagger: Tagger) -> None:
    undated = reading(tagger, "The harbor office closes on April 2, 2026.", None)
    assert [c.future for c in undated.annotations.claims] == [False]
    settled, _ = settle([undated, reading(tagger, FELL, "2026-03-10")])
    assert [c.future for c in settled.annotations.claims] == [True]
