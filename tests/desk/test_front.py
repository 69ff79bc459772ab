from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand.desk.front import WEIGHED, Asked, Place, Seen, cursor_of, front, place_of
from firsthand.desk.front_cards import Card, bars, iso_of, news_words, spread_words
from firsthand.desk.opening import Desk
from firsthand.errors import InputError
from tests.desk.shelf import LONG_AGO, Report, clear, happen, put

MOMENTS = st.one_of(
    st.integers(0, 40).map(lambda n: f"2026-03-{1 + n // 8:02}T{n % 8:02}:00:00"),
    st.sampled_from(["2026-03-02T99", "2026-03-04T99", ""]),
)


def fill(desk: Desk) -> None:
    with desk.store.writing() as connection:
        put(
            connection,
            "s-ferry",
            [
                Report("2026-03-14T05:00:00"),
                Report("2026-03-14T06:30:00", "news.example", "Marn News", "copy", "Vellmark Courier"),
                Report("2026-03-14T07:59:00", "blatt.example", "Marner Blatt", "rewrite", language="de"),
            ],
            facets={"person": ["Mara Veld"], "place": ["Halvenport"]},
            origins=2,
            disagreements=1,
        )
        put(connection, "s-tax", ["2026-03-12T99"], headline="A tax on windows", facets={"organization": ["Mara Veld"]})
        put(connection, "s-raw", ["2026-03-13T09:00:00", "2026-03-13T10:00:00"], told=False)
        put(connection, "s-undated", [""], headline="Some day")


def ids(desk: Desk, asked: Asked, **more: object) -> list[str]:
    return [card.id for card in front(desk, asked, **more).cards]  # type: ignore[arg-type]


def card_of(desk: Desk, id: str, **more: object) -> Card:
    return next(card for card in front(desk, Asked(), **more).cards if card.id == id)  # type: ignore[arg-type]


def test_the_story_reported_last_comes_first_and_one_without_a_day_at_the_end(desk: Desk) -> None:
    fill(desk)
    found = front(desk, Asked())
    assert [c.id for c in found.cards] == ["s-ferry", "s-raw", "s-tax", "s-undated"]
    assert [c.day for c in found.cards] == ["2026-03-14", "2026-03-13", "2026-03-12", ""]
    assert (found.held, found.fitting, found.next) == (4, 4, None)


def test_a_card_says_how_widely_and_when_it_is_told(desk: Desk) -> None:
    fill(desk)
    card = card_of(desk, "s-ferry")
    assert (card.articles, card.origins, card.disagreements) == (3, 2, 1)
    assert (card.first_reported, card.last_reported) == ("2026-03-14T05:00:00+00:00", "2026-03-14T07:59:00+00:00")
    assert (card.spark, card.spread) == ((1, 1, 1), "3 articles within 3 hours")
    assert [(o.name, o.mark) for o in card.outlets] == [
        ("Vellmark Courier", "first-hand"),
        ("Marner Blatt", "rewrite"),
        ("Marn News", "copy"),
    ]


def test_a_story_that_was_not_told_yet_is_listed_all_the_same(desk: Desk) -> None:
    fill(desk)
    card = card_of(desk, "s-raw")
    assert not card.told
    assert (card.headline, card.articles, card.lead) == (None, 2, None)
    assert card.outlets[0].mark is None


def test_a_publisher_is_named_once_with_the_best_of_its_marks_and_only_five_are(desk: Desk) -> None:
    names = [Report(f"2026-03-14T0{n}:00:00", f"p{n}.example", f"Paper {n}", "copy") for n in range(7)]
    with desk.store.writing() as connection:
        put(connection, "s-1", [*names, replace(names[6], mark="first-hand", reported="2026-03-14T09:00:00")])
    card = card_of(desk, "s-1")
    assert [(o.id, o.mark) for o in card.outlets][:2] == [("p6.example", "first-hand"), ("p0.example", "copy")]
    assert (len(card.outlets), card.more_outlets) == (5, 2)


FITTING = [
    (Asked(actors=("MARA VELD",)), ["s-ferry", "s-tax"]),  # a person in one, a body in the other
    (Asked(actors=("mara-veld",), places=("Halvenport",)), ["s-ferry"]),
    (Asked(publishers=("courier.example",)), ["s-ferry", "s-tax", "s-undated"]),
    (Asked(publishers=("marn news",)), ["s-ferry"]),
    (Asked(publishers=("courier.example", "news.example")), ["s-ferry"]),
    (Asked(languages=("de",)), ["s-ferry"]),
    (Asked(day="2026-03-12"), ["s-tax"]),
    (Asked(day="2026-03-13"), ["s-raw"]),
    (Asked(actors=("nobody",)), []),
    (Asked(actors=("Mara Veld",), day="2026-03-13"), []),
]


def test_stories_fit_all_that_is_asked_for(desk: Desk) -> None:
    fill(desk)
    for asked, found in FITTING:
        assert ids(desk, asked) == found, asked
        assert front(desk, asked).fitting == len(found)


def test_a_day_that_there_is_not_is_refused_in_words(desk: Desk) -> None:
    with pytest.raises(InputError, match="write it like 2026-01-31"):
        front(desk, Asked(day="31.1.2026"))


def test_what_is_asked_for_is_printed_as_stories_print_it_and_called_unknown_where_none_has_it(desk: Desk) -> None:
    fill(desk)
    chips = front(desk, Asked(actors=("mara-veld", "nobody"), publishers=("marn news",))).chips
    assert [(c.name, c.words, c.known) for c in chips] == [
        ("actor", "Mara Veld", True),
        ("actor", "nobody", False),
        ("publisher", "Marn News", True),
    ]


def test_the_list_offers_what_its_stories_have_but_for_what_is_asked_for(desk: Desk) -> None:
    fill(desk)
    offered = front(desk, Asked()).offered
    assert [(f.key, f.count) for f in offered["publisher"]][:1] == [("courier.example", 3)]
    assert [f.key for f in offered["language"]] == ["en", "de"]
    narrowed = front(desk, Asked(languages=("de",))).offered
    assert [f.key for f in narrowed["language"]] == ["en"]
    assert [f.name for f in narrowed["place"]] == ["Halvenport"]


def test_what_is_offered_is_counted_in_the_newest_stories_alone(desk: Desk) -> None:
    with desk.store.writing() as connection:
        for n in range(WEIGHED + 5):
            put(connection, f"s-{n:04}", [f"2026-03-14T{n // 60:02}:{n % 60:02}:00"])
    assert front(desk, Asked()).offered["publisher"][0].count == WEIGHED


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moments=st.lists(MOMENTS, max_size=12),
    size=st.integers(1, 7),
    coming=st.lists(st.integers(1, 3), max_size=20),
)
def test_pages_hold_every_story_once_whatever_comes_on_top(
    desk: Desk, moments: list[str], size: int, coming: list[int]
) -> None:
    with desk.store.writing() as connection:
        clear(connection)
        for n, moment in enumerate(moments):
            put(connection, f"s-{n:02}", [moment])
    there, seen, after = {f"s-{n:02}" for n in range(len(moments))}, [], None
    for page in range(len(moments) + 1):
        found = front(desk, Asked(), after=after, size=size)
        seen += [card.id for card in found.cards]
        if found.next is None:
            break
        after = place_of(cursor_of(found.next))
        if page < len(coming):
            with desk.store.writing() as connection:
                for n in range(coming[page]):
                    put(connection, f"s-new-{page}-{n}", ["2026-04-01T00:00:00"])
    assert sorted(seen) == sorted(there)
    dated = [moments[int(id[2:])] for id in seen]
    assert dated == sorted(dated, reverse=True)


@pytest.mark.parametrize("cursor", ["", "x", "!!!!", "é", "AAAA", "_" * 9, "a\0b"])
def test_a_cursor_of_somebody_elses_is_refused(cursor: str) -> None:
    with pytest.raises(InputError, match="damaged"):
        place_of(cursor)


@given(st.text("0123456789-T:", max_size=20), st.text(st.characters(exclude_characters="\0\n"), min_size=1))
def test_a_cursor_leads_back_to_its_place(reported: str, id: str) -> None:
    place = Place(reported, id.encode("utf-8", "replace").decode())
    assert place_of(cursor_of(place)) == place


def test_what_happened_since_a_visit_is_marked_and_can_be_asked_for_alone(desk: Desk) -> None:
    fill(desk)
    with desk.store.writing() as connection:
        here = happen(connection, "s-tax", "story", "article")
        happen(connection, "s-ferry", "article", "article", "disagreement")
    seen = Seen(here, datetime(2026, 3, 20, tzinfo=UTC))
    assert card_of(desk, "s-ferry", seen=seen).news == ("2 new articles", "1 new disagreement")
    assert card_of(desk, "s-tax", seen=seen).news == ()
    assert ids(desk, Asked(new=True), seen=seen) == ["s-ferry"]
    assert front(desk, Asked(), seen=seen).changed == 1
    assert card_of(desk, "s-tax", seen=Seen(0, LONG_AGO)).news == ("new story",)


def test_a_story_that_changed_and_was_not_told_yet_is_new_too(desk: Desk) -> None:
    fill(desk)
    with desk.store.writing() as connection:
        put(connection, "s-late", ["2026-03-13T09:00:00"], told=False, changed_at=datetime(2026, 3, 21, tzinfo=UTC))
    seen = Seen(0, datetime(2026, 3, 20, tzinfo=UTC))
    assert card_of(desk, "s-late", seen=seen).news == ("changed",)
    assert ids(desk, Asked(new=True), seen=seen) == ["s-late"]


def test_without_a_visit_before_nothing_is_called_new(desk: Desk) -> None:
    fill(desk)
    with desk.store.writing() as connection:
        happen(connection, "s-ferry", "article")
    found = front(desk, Asked())
    assert {card.news for card in found.cards} == {()}
    assert found.changed == 0


@pytest.mark.parametrize(
    ("hours", "articles", "words"),
    [
        ({"2026-03-14T06": 7}, 7, "7 articles within an hour"),
        ({"2026-03-14T06": 1, "2026-03-15T05": 2}, 3, "3 articles within 24 hours"),
        ({"2026-03-14T06": 1, "2026-03-14T99": 1}, 2, "2 articles on one day"),
        ({"2026-03-10T06": 1, "2026-03-14T07": 1}, 2, "2 articles within 5 days"),
        ({"2026-03-14T06": 1, "": 2}, 3, "1 of 3 articles is dated, within an hour"),
        ({"2026-03-14T99": 1}, 1, "1 article on one day"),
        ({"": 2}, 2, "No article says when it was published"),
        ({"2026T99": 2}, 2, "2 articles"),
    ],
)
def test_how_reports_lie_in_time_is_said_in_words(hours: dict[str, int], articles: int, words: str) -> None:
    assert spread_words(hours, articles) == words


@given(st.dictionaries(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)), st.integers(1, 9), max_size=30))
def test_bars_hold_every_dated_article_once(given_hours: dict[datetime, int]) -> None:
    hours: dict[str, int] = {}
    for at, many in given_hours.items():
        hours[at.isoformat()[:13]] = hours.get(at.isoformat()[:13], 0) + many
    found = bars(hours)
    total = sum(hours.values())
    assert sum(found) == (total if total > 1 else 0)
    assert len(found) <= 24
    if found:
        assert found[0]
        assert found[-1]


def test_a_moment_of_the_store_is_a_day_or_a_time_in_utc() -> None:
    assert iso_of("2026-03-14T99") == "2026-03-14"
    assert iso_of("2026-03-14T05:00:00") == "2026-03-14T05:00:00+00:00"
    assert iso_of("") is None


def test_a_new_story_is_called_that_alone() -> None:
    assert news_words({"story": 1, "article": 3}) == ("new story",)
    assert news_words({"merged": 1, "correction": 2}) == ("2 corrections", "1 story merged into it")
