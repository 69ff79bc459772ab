from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.annotate.times import day_of, find_times, settle
from firsthand.inference.tagger import Tagged, Tagger
from firsthand.model import Article, Post
from tests.factory import make_article

#: 14 March 2026 is a Saturday.
PUBLISHED = "2026-03-14"


def tag(article: Article, tagger: Tagger) -> Tagged:
    return tagger(article.text, [(b.span.start, b.span.end) for b in article.blocks])


def read(tagger: Tagger, text: str, published: str | None = PUBLISHED) -> list[tuple[str, str, str]]:
    article = make_article(text, published=published)
    return [(article.quote(t.span), t.kind, t.value) for t in find_times(article, tag(article, tagger))]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        # days
        ("The bridge fell on Thursday.", "Thursday", "DATE", "2026-03-12"),
        ("The bridge fell on Saturday.", "Saturday", "DATE", "2026-03-14"),
        ("Guards left the port early Friday.", "early Friday", "DATE", "2026-03-13"),
        ("The council met last Monday.", "last Monday", "DATE", "2026-03-09"),
        ("The council met last Friday.", "last Friday", "DATE", "2026-03-06"),
        ("The council met on Monday of last week.", "Monday of last week", "DATE", "2026-03-02"),
        ("The ship sank yesterday.", "yesterday", "DATE", "2026-03-13"),
        ("The treaty was signed on January 9, 2024.", "January 9, 2024", "DATE", "2024-01-09"),
        ("The treaty was signed on 9th January 2024.", "9th January 2024", "DATE", "2024-01-09"),
        ("The treaty was signed on Feb. 3.", "Feb. 3", "DATE", "2026-02-03"),
        ("The treaty was signed on 20 November.", "20 November", "DATE", "2025-11-20"),
        ("She was freed on 2026-02-11.", "2026-02-11", "DATE", "2026-02-11"),
        ("He was hurt on New Year's Eve.", "New Year's Eve", "DATE", "2025-12-31"),
        ("Shops were shut last Thanksgiving.", "last Thanksgiving", "DATE", "2025-11-27"),
        ("She was freed on 25/02/2026.", "25/02/2026", "DATE", "2026-02-25"),
        ("She was freed on 2/25/2026.", "2/25/2026", "DATE", "2026-02-25"),
        # times of day
        ("The tram derailed just after 06:00 GMT near the port.", "06:00 GMT", "TIME", "2026-03-14T06:00"),
        ("A fire broke out in the early hours of Friday.", "the early hours of Friday", "TIME", "2026-03-13TMO"),
        ("They left at dawn on Friday.", "dawn on Friday", "TIME", "2026-03-13TMO"),
        ("Snow fell overnight into Friday.", "overnight into Friday", "TIME", "2026-03-12TNI"),
        ("Snow fell overnight Thursday.", "overnight Thursday", "TIME", "2026-03-12TNI"),
        # months and longer
        ("Wages fell in H1 2022.", "H1 2022", "DATE", "2022-H1"),
        ("Wages fell over the last decade.", "the last decade", "DURATION", "P10Y"),
        ("The mine was closed last month.", "last month", "DATE", "2026-02"),
        ("The mine was closed in December.", "December", "DATE", "2025-12"),
        ("The mine was closed in late May 2021.", "late May 2021", "DATE", "2021-05"),
        ("Wages fell last week.", "last week", "DATE", "2026-W10"),
        ("Wages fell over the weekend.", "the weekend", "DATE", "2026-W11-WE"),
        ("Wages fell in the third quarter.", "the third quarter", "DATE", "2025-Q3"),
        ("Wages fell in the third quarter of 2022.", "the third quarter of 2022", "DATE", "2022-Q3"),
        ("Wages fell in the first half of 2022.", "the first half of 2022", "DATE", "2022-H1"),
        ("Wages fell last summer.", "last summer", "DATE", "2025-SU"),
        ("Wages fell in fiscal 2023.", "fiscal 2023", "DATE", "2023"),
        ("Wages fell in the late 1970s.", "the late 1970s", "DATE", "197"),
        ("It was built in the 19th century.", "the 19th century", "DATE", "18"),
        ("The law was passed three years ago.", "three years ago", "DATE", "2023"),
        # times of day
        ("The alarm rang at 6.10am on Wednesday.", "6.10am on Wednesday", "TIME", "2026-03-11T06:10"),
        ("The alarm rang at 11 p.m. EST Friday.", "11 p.m. EST Friday", "TIME", "2026-03-13T23:00"),
        ("The alarm rang on Friday night.", "Friday night", "TIME", "2026-03-13TNI"),
        ("The alarm rang last night.", "last night", "TIME", "2026-03-13TNI"),
        ("The alarm rang overnight.", "overnight", "TIME", "2026-03-13TNI"),
        # how long and how often
        ("They marched for twenty-four hours.", "twenty-four hours", "DURATION", "PT24H"),
        ("They marched for two and a half years.", "two and a half years", "DURATION", "P2Y6M"),
        ("Profit rose in the nine months to June.", "the nine months", "DURATION", "P9M"),
        ("Profit rose in the year to June.", "the year", "DURATION", "P1Y"),
        ("It was the worst in several decades.", "several decades", "DURATION", "PXDE"),
        ("A 10-day truce began.", "10-day", "DURATION", "P10D"),
        ("The court sits every two weeks.", "every two weeks", "SET", "P2W"),
        ("The court sits every Tuesday.", "every Tuesday", "SET", "XXXX-WXX-2"),
        ("It burned. Two hours later it was out.", "Two hours later", "DURATION", "PT2H"),
        # no day
        ("The port is now closed.", "now", "DATE", "PRESENT_REF"),
        ("The port has recently been closed.", "recently", "DATE", "PAST_REF"),
        ("The port will be closed soon.", "soon", "DATE", "FUTURE_REF"),
        ("It stood there 7,000 years ago.", "7,000 years ago", "DATE", "PAST_REF"),
    ],
)
def test_what_news_writes_gets_the_value_that_a_reader_gives_it(
    tagger: Tagger, text: str, words: str, kind: str, value: str
) -> None:
    assert (words, kind, value) in read(tagger, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ministers will meet in Port Adler on Thursday.", "2026-03-19"),
        ("Ministers are scheduled to meet on Thursday.", "2026-03-19"),
        ("Ministers met in Port Adler on Thursday.", "2026-03-12"),
        ("Ministers had been scheduled to meet on Thursday.", "2026-03-12"),
        ("Voters will choose a mayor on May 3.", "2026-05-03"),
        ("Voters chose a mayor in May.", "2025-05"),
        ("Voters will choose a mayor in May.", "2026-05"),
        ("The law takes effect on April 1.", "2026-04-01"),
        ("They have until Tuesday to answer.", "2026-03-17"),
        ("The trial of the guard begins on Sunday.", "2026-03-15"),
        ("The vote is on Tuesday.", "2026-03-17"),
        ("The ship is due in port on Monday.", "2026-03-16"),
        ("The ban takes effect Monday.", "2026-03-16"),
        ("A hearing was set for Monday.", "2026-03-16"),
        ("The price was set on Monday.", "2026-03-09"),
        ("The hearing was adjourned to Thursday.", "2026-03-19"),
        ("A guard walks past a bank in Port Adler on Monday.", "2026-03-09"),
    ],
)
def test_the_verb_tells_past_from_future(tagger: Tagger, text: str, value: str) -> None:
    assert [v for _, _, v in read(tagger, text)] == [value]


def test_a_range_is_two_times(tagger: Tagger) -> None:
    assert read(tagger, "Leaders will gather in Vellmark on July 11–12.") == [
        ("July 11", "DATE", "2026-07-11"),
        ("12", "DATE", "2026-07-12"),
    ]


def test_a_weekday_beside_a_date_picks_its_year(tagger: Tagger) -> None:
    assert read(tagger, "The fair opens Monday, March 1.") == [("Monday, March 1", "DATE", "2027-03-01")]


def test_what_counts_from_another_time_starts_there(tagger: Tagger) -> None:
    text = "The dam broke on January 9, 2024. Two days later the river froze. That year was the wettest."
    assert [v for _, _, v in read(tagger, text)] == ["2024-01-09", "2024-01-11", "2024"]


def test_a_year_ago_among_a_quarters_figures_is_the_quarter(tagger: Tagger) -> None:
    times = read(tagger, "Third-quarter profit doubled from a year earlier.")
    assert [value for _, _, value in times] == ["2025-Q3", "2024-Q3"]


@pytest.mark.parametrize(
    "text",
    [
        "Prime Minister Edda May spoke.",
        "A 35-year-old teacher and her 8-month-old son were hurt.",
        "It cost $1995 and weighed 12 tons.",
        "The index rose 12.45% to 2,019.",
        "On June 31 nothing happens.",
        "A second group may march on.",
        "He came third and sat down.",
        "Call 555-1984 at once.",
        "She was named Keeper of the Year by the league.",
    ],
)
def test_what_only_looks_like_a_time_is_left_alone(tagger: Tagger, text: str) -> None:
    assert read(tagger, text) == []


def test_without_a_day_the_unknown_parts_are_x(tagger: Tagger) -> None:
    text = "She left on Saturday night, wrote on July 11, called last month and died in August 2020."
    assert [v for _, _, v in read(tagger, text, published=None)] == [
        "XXXX-WXX-6TNI",
        "XXXX-07-11",
        "XXXX-XX",
        "2020-08",
    ]


def test_only_what_depends_on_a_day_carries_a_template(tagger: Tagger) -> None:
    article = make_article("He was jailed on Monday for three years, as in 2019.")
    assert [bool(t.template) for t in find_times(article, tag(article, tagger))] == [True, False, False]


MIXED = (
    "Ministers will meet on Thursday, two weeks after the early-February storm and a day before New Year's Eve.\n"
    "Last month's figures, due Friday, fell in the third quarter from a year earlier; by the weekend 40 had left.\n"
    "On February 29 at 9 p.m. the summer was over. Two days later, the next morning, it was gone. 5,000 years ago.\n"
    "Saturday, June 24 was the last day of that week; last Easter, next June and the end of the decade were near."
)


@settings(deadline=None)
@given(day=st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_settling_gives_what_the_day_itself_would_have_given(tagger: Tagger, day: date) -> None:
    undated = make_article(MIXED, published=None)
    tagged = tag_once(undated, tagger)
    dated = replace(undated, published_at=day.isoformat(), published_basis="given")
    found = find_times(undated, tagged)
    assert len(found) > 15
    assert settle(found, day) == find_times(dated, tagged)
    assert settle(find_times(dated, tagged), date(2026, 3, 14)) == settle(found, date(2026, 3, 14))


_TAGGED: dict[str, Tagged] = {}


def tag_once(article: Article, tagger: Tagger) -> Tagged:
    """Tagging is the slow part, and the same for every day."""
    if article.capture not in _TAGGED:
        _TAGGED[article.capture] = tag(article, tagger)
    return _TAGGED[article.capture]


@settings(deadline=None)
@given(text=st.text(alphabet="0159 -:.,'’–ap.mJuneFridaytwowekslgh\nMay", max_size=200))
def test_any_text_gives_times_in_order_that_do_not_overlap(text: str) -> None:
    article = make_article(text)
    found = find_times(article, Tagged(text, (), ()))
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert settle(found, date(2026, 3, 14)) == found


def test_lines_of_the_page_rather_than_the_article_hold_no_times(tagger: Tagger) -> None:
    text = "Copyright 2026\nThe mine closed in 2019.\nUpdated 5 March 2026"
    article = make_article(text, roles={0: "boilerplate", 2: "byline"})
    assert [t.value for t in find_times(article, tag(article, tagger))] == ["2019", "2026-03-05"]


def test_a_very_long_line_is_read_through(tagger: Tagger) -> None:
    text = "two weeks later " * 5_000 + "on Friday"
    assert len(find_times(make_article(text), Tagged(text, (), ()))) == 5_001


@pytest.mark.parametrize(
    ("published", "day"),
    [("2026-03-14T23:59:00+02:00", date(2026, 3, 14)), ("2026-03-14", date(2026, 3, 14)), ("soon", None), (None, None)],
)
def test_the_day_of_an_article_is_the_date_as_it_is_printed(published: str | None, day: date | None) -> None:
    assert day_of(published) == day


def test_a_month_of_that_year_is_in_the_year_last_spoken_of(tagger: Tagger) -> None:
    rows = read(tagger, "The council moved to Port Adler in 2007. It moved back in September of that year.")
    assert rows[-1] == ("September of that year", "DATE", "2007-09")


def test_an_undated_weekday_waits_for_its_story(tagger: Tagger) -> None:
    assert read(tagger, "The bridge fell on Monday.", published=None) == [("Monday", "DATE", "XXXX-WXX-1")]


def test_a_post_of_a_live_blog_has_a_day_of_its_own(tagger: Tagger) -> None:
    article = make_article("The ferry left today.\nThe ferry sank today.", published=PUBLISHED)
    posts = tuple(Post(b.span, day) for b, day in zip(article.blocks, ("2026-03-12", None), strict=True))
    article = replace(article, posts=posts)
    assert [t.value for t in find_times(article, tag(article, tagger))] == ["2026-03-12", PUBLISHED]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It was shut from June to August 2019.", ["2019-06", "2019-08"]),
        ("It was shut in October and November 2019.", ["2019-10", "2019-11"]),
        ("It was shut from December to February 2019.", ["2018-12", "2019-02"]),
        ("It was shut from June 2018 to August 2019.", ["2018-06", "2019-08"]),
    ],
)
def test_months_that_are_joined_share_the_year(tagger: Tagger, text: str, values: list[str]) -> None:
    assert [value for _, _, value in read(tagger, text)] == values


def test_the_day_since_which_it_rains_is_not_that_of_the_next_hour(tagger: Tagger) -> None:
    found = read(tagger, "The gate broke on Friday. It had rained since Tuesday. Boats came at 6 a.m. from the port.")
    assert [value for words, _, value in found if words == "6 a.m."] == ["2026-03-13T06:00"]
