"""The day of a happening by vote, and what lasted."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from firsthand.align.days import find_intervals, happened
from firsthand.model import Claim, TimeExpression
from tests.factory import make_article


def claim(day: str | None, article: str) -> Claim:
    span = make_article("The bridge fell.", article).span(0, 16)
    return Claim(span, span, None, False, "stated", "fall", "bridge", None, day)


def voted(*days: str | None) -> str | None:
    return happened([claim(day, f"a{n}") for n, day in enumerate(days)])


def test_a_coarse_date_speaks_for_the_fine_one_in_it() -> None:
    assert voted("2014", "2014", "2014-04-14") == "2014-04-14"
    assert voted("2026-03", "2026-03-09", "2026-03-10", "2026-03-10") == "2026-03-10"


def test_most_articles_decide_and_no_article_votes_twice() -> None:
    assert voted("2014", "2015-01-02", "2015-02-03") == "2015-01-02"
    claims = [claim("2014", "a1"), claim("2014-05-01", "a1"), claim("2015", "a2"), claim("2015", "a3")]
    assert happened(claims) == "2015"


def test_a_day_of_the_clause_outvotes_those_from_elsewhere_in_the_sentence() -> None:
    borrowed = [claim("2026-03-10", "a1"), claim("2026-03-10", "a2")]
    assert happened([*borrowed, replace(claim("2026-03-09", "a3"), dated=True)]) == "2026-03-09"
    assert happened(borrowed) == "2026-03-10"


def test_where_nobody_gives_a_day_there_is_none() -> None:
    assert voted(None, None) is None
    assert voted(None, "2026-03") == "2026-03"


@given(st.lists(st.tuples(st.sampled_from(["2014", "2014-04", "2014-04-14", "2015-01-02"]), st.integers(0, 3))))
def test_the_order_of_claims_does_not_matter(rows: list[tuple[str, int]]) -> None:
    claims = [claim(day, f"a{n}") for day, n in rows]
    day = happened(claims)
    assert day == happened(claims[::-1])
    assert (day is None) == (not rows)
    assert day is None or any(d == day for d, _ in rows)


def intervals(text: str, *times: tuple[str, str]) -> list[tuple[str, str]]:
    article = make_article(text)
    found = []
    for words, value in times:
        start = text.index(words)
        found.append(TimeExpression(article.span(start, start + len(words)), "DATE", value))
    return [(article.quote(span), until) for span, until in find_intervals(found, text)]


def test_from_one_day_to_another() -> None:
    months = ("June", "2026-06"), ("August", "2026-08")
    assert intervals("It was shut from June to August.", *months) == [("June", "2026-08")]
    assert intervals("It was shut between June and August.", *months) == [("June", "2026-08")]
    assert intervals("It was shut June–August.", *months) == [("June", "2026-08")]


def test_two_days_are_no_interval() -> None:
    months = ("June", "2026-06"), ("August", "2026-08")
    assert intervals("It was shut in June and August.", *months) == []
    assert intervals("It was shut from June, and opened again in August.", *months) == []
    assert intervals("It was shut from August to June.", ("August", "2026-08"), ("June", "2026-06")) == []
