from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from sqlalchemy import select, update

from firsthand.collect.schedule import FeedState
from firsthand.desk.looking import state_bytes
from firsthand.desk.opening import Desk
from firsthand.desk.publishers import list_publishers, show_publisher
from firsthand.errors import InputError
from firsthand.model import Capture, OptOut, Reading, Retrieval
from firsthand.store.articles import save_capture, save_reading
from firsthand.store.feeds import add_feed
from firsthand.store.schema import capture, version
from tests.desk.shelf import Report, put
from tests.kept import make_capture, make_reading

NOW = datetime(2026, 3, 20, tzinfo=UTC)


def fill(desk: Desk) -> None:
    with desk.store.writing() as connection:
        put(
            connection,
            "s-1",
            [
                Report("2026-03-14T05:00:00"),
                Report("2026-03-14T06:00:00", "news.example", "Marn News", "copy", "Vellmark Courier"),
                Report("2026-03-14T07:00:00", "news.example", "Marn News", "rewrite", "Norra News Agency"),
                Report("2026-03-14T08:00:00", "news.example", "Marn News"),
            ],
        )
        put(connection, "s-2", [Report("2026-03-15T08:00:00", "news.example", "Marn News")])  # nothing to compare with
        put(connection, "s-3", [Report("2026-03-15T09:00:00", None, None), "2026-03-15T10:00:00"], told=False)


def keep(desk: Desk, text: str, retrieval: Retrieval | None = None, edit: str | None = None) -> None:
    """An article of news.example as it is collected, or a version of it."""
    reading: Reading = make_reading(text, "kept", publisher="Marn News", published="2026-03-16")
    found: Capture = make_capture(text, "https://news.example/1")
    with desk.store.writing() as connection:
        n = save_capture(connection, found, NOW)
        if retrieval is not None:
            connection.execute(update(capture).where(capture.c.n == n).values(retrieval=msgspec.json.encode(retrieval)))
        save_reading(connection, n, reading, "id:kept", NOW, content=text, classify=lambda old, new: edit)


def test_how_much_is_first_hand_is_counted_in_what_could_be_compared(desk: Desk) -> None:
    fill(desk)
    tally = show_publisher(desk, "news.example", NOW).tally
    assert (tally.articles, tally.compared, tally.first_hand, tally.taken) == (4, 3, 1, 2)
    assert (tally.copies, tally.rewrites, tally.agency) == (1, 1, 0)
    courier = show_publisher(desk, "courier.example", NOW).tally
    assert (courier.articles, courier.compared, courier.first_hand) == (2, 1, 1)


def test_whose_texts_it_takes_and_who_takes_from_it(desk: Desk) -> None:
    fill(desk)
    page = show_publisher(desk, "news.example", NOW)
    assert set(page.tally.leans_on) == {("Norra News Agency", 1), ("Vellmark Courier", 1)}
    assert page.agencies == {"Norra News Agency"}
    assert page.takers == ()
    assert show_publisher(desk, "courier.example", NOW).takers == (("news.example", "Marn News", 1),)


def test_the_list_has_those_with_most_articles_first_and_counts_the_unnamed(desk: Desk) -> None:
    fill(desk)
    found = list_publishers(desk, NOW)
    assert [row.tally.id for row in found.rows] == ["news.example", "courier.example"]
    assert (found.publishers, found.articles, found.unnamed) == (2, 7, 1)
    assert [row.tally.id for row in list_publishers(desk, NOW, start=1, size=1).rows] == ["courier.example"]
    assert list_publishers(desk, NOW, start=9).rows == ()


def test_edits_are_those_of_articles_with_more_than_one_version(desk: Desk) -> None:
    keep(desk, "The ferry sank at night.")
    keep(desk, "The ferry sank at noon.", edit="changed")
    keep(desk, "Correction: the ferry did not sink.", edit="corrected")
    with desk.store.reading() as connection:
        assert len(connection.execute(select(version)).all()) == 3
    page = show_publisher(desk, "marn-news", NOW)
    assert (page.tally.edits, page.tally.corrections) == (2, 1)
    assert [(e.article, e.kind) for e in page.edits] == [("kept", "corrected"), ("kept", "changed")]


def test_opt_outs_are_those_recorded_with_its_pages(desk: Desk) -> None:
    stated = OptOut("robots.txt", "noai", "https://news.example/robots.txt")
    page_url = "https://news.example/1"
    came = Retrieval(page_url, page_url, 200, "2026-03-16T00:00:00+00:00", (), (stated,))
    keep(desk, "The ferry sank at night.", came)
    page = show_publisher(desk, "marn-news", NOW)
    assert (page.opt_outs, page.looked_through) == (((stated, 1),), 1)


def test_feeds_are_those_on_its_host(desk: Desk) -> None:
    fill(desk)
    with desk.store.writing() as connection:
        for url in ("https://www.news.example/rss", "https://feeds.news.example/a", "https://othernews.example/rss"):
            added = NOW - timedelta(days=1)
            add_feed(connection, url, "rss", state_bytes(FeedState(url, added, 3600.0)), 3600.0, added)
    page = show_publisher(desk, "news.example", NOW)
    assert [line.url for line in page.feeds] == ["https://feeds.news.example/a", "https://www.news.example/rss"]
    assert [row.feeds for row in list_publishers(desk, NOW).rows] == [(("new", 2),), ()]


def test_the_newest_articles_say_what_they_are_to_others(desk: Desk) -> None:
    fill(desk)
    recent = show_publisher(desk, "news.example", NOW).recent
    assert [(r.mark, r.story) for r in recent][:2] == [("first-hand", "s-2"), ("first-hand", "s-1")]
    assert (recent[2].mark, recent[2].leans_on) == ("rewrite", "Norra News Agency")


def test_a_publisher_of_whom_nothing_is_held_has_no_page(desk: Desk) -> None:
    with pytest.raises(InputError, match="No article here is of this publisher"):
        show_publisher(desk, "nobody.example", NOW)
