from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from firsthand.desk.feed_health import feed_lines
from firsthand.desk.following import follow, unfollow
from firsthand.desk.opening import Desk
from firsthand.desk.running import Summary, run
from firsthand.model import Failure
from firsthand.publish.feeds_table import FeedLine
from firsthand.store.articles import find_article, given_of, load_version, retrieval_of, versions_of
from firsthand.store.database import Store
from firsthand.store.schema import article, capture, entry, feed
from firsthand.store.takedowns import bury, save_notice
from tests.desk.press import SETTINGS, Clock, Page, Press, item, open_press
from tests.kept import read
from tests.stores import make_desk

TEXT = "The bridge at Ostrel fell on Friday night. Twelve people were hurt, the mayor of Ostrel said on Saturday."

Collect = Callable[..., Summary]


@pytest.fixture
def press() -> Iterator[Press]:
    with open_press() as made:
        yield made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return make_desk(store, tmp_path, collect=SETTINGS)


@pytest.fixture
def collect(desk: Desk, clock: Clock) -> Collect:
    """Run once at the time of the clock."""

    def collected(at: Desk = desk) -> Summary:
        return run(at, once=True, read=read, now=clock, jitter=lambda: 0.5)

    return collected


def take_up(desk: Desk, clock: Clock, *names: str) -> None:
    outcomes = list(follow(desk, names, now=clock, jitter=lambda: 0.5))
    assert [o.what for o in outcomes if o.what == "failed"] == []


def line(desk: Desk, clock: Clock) -> FeedLine:
    (only,) = feed_lines(desk, clock())
    return only


def count(desk: Desk, table: object) -> int:
    with desk.store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]


def states(desk: Desk) -> dict[str, tuple[str, str | None]]:
    """Each entry's state and reason, by the end of its address."""
    with desk.store.reading() as connection:
        rows = connection.execute(select(entry.c.key, entry.c.state, entry.c.reason)).all()
    return {row.key.rpartition("/")[2]: (row.state, row.reason) for row in rows}


def test_a_feed_is_followed_and_its_pages_are_kept_with_how_they_came(
    press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    url = press.page("/a", TEXT)
    take_up(desk, clock, press.feed("/feed", [item(url, "Bridge falls")]))
    summary = collect()
    assert (summary.new, summary.failures, press.count("/feed"), press.count("/a")) == (1, 0, 1, 1)
    with desk.store.reading() as connection:
        row = find_article(connection, url)
        assert row is not None
        kept = connection.execute(select(capture)).one()
        given, came = given_of(kept.given), retrieval_of(kept.retrieval)
    assert (row.headline, row.published_at) == ("Bridge falls", "2026-03-14T06:00:00+00:00")
    assert (given.url, given.title, given.publisher) == (url, "Bridge falls", None)
    assert (came.url, came.final_url, came.status, came.at) == (url, url, 200, "2026-03-14T12:00:00+00:00")
    assert ("content-type", "text/html; charset=utf-8") in came.headers
    assert press.agents and all("firsthand" in a and "desk@vellmark.example" in a for a in press.agents)


def test_a_feed_that_did_not_change_is_not_fetched_again_and_nothing_is_done_twice(
    press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    take_up(desk, clock, press.feed("/feed", [item(press.page("/a", TEXT))], validators=True))
    collect()
    clock.move(hours=2)
    summary = collect()
    assert (summary.looked, summary.entries, summary.new, press.count("/feed"), press.count("/a")) == (1, 0, 0, 2, 1)
    found = line(desk, clock)
    assert (found.health, found.outcome, found.entries) == ("well", "Nothing had changed.", 1)


def test_the_same_bytes_without_validators_are_no_change(
    press: Press, desk: Desk, clock: Clock, collect: Collect, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_up(desk, clock, press.feed("/feed", [item(press.page("/a", TEXT))]))
    collect()
    clock.move(hours=2)
    monkeypatch.setattr("firsthand.desk.looking.parse_feed", lambda *_: pytest.fail("it was parsed again"))
    assert collect().looked == 1
    assert line(desk, clock).outcome == "Nothing had changed."


def test_a_new_entry_is_kept_at_the_next_look(press: Press, desk: Desk, clock: Clock, collect: Collect) -> None:
    first = item(press.page("/a", TEXT))
    take_up(desk, clock, press.feed("/feed", [first]))
    collect()
    press.feed("/feed", [item(press.page("/b", "A fire broke out in Tarn on Sunday, the fire service said.")), first])
    assert collect().looked == 0, "it is not due yet"
    clock.move(hours=2)
    summary = collect()
    assert (summary.entries, summary.new, count(desk, article)) == (1, 1, 2)
    assert line(desk, clock).pages == {"kept": 2}


def test_an_article_of_which_its_feed_says_that_it_changed_gets_a_version(
    press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    url = press.page("/a", TEXT)
    take_up(desk, clock, press.feed("/feed", [item(url)]))
    collect()
    press.page("/a", TEXT.replace("Twelve", "Fourteen"))
    press.feed("/feed", [item(url, "A bridge falls, many are hurt")])
    clock.move(hours=2)
    assert collect().changed == 1
    with desk.store.reading() as connection:
        row = find_article(connection, url)
        assert row is not None
        versions = versions_of(connection, row.n)
        assert [load_version(connection, v.n).article.text.count("Fourteen") for v in versions] == [0, 1]


def test_an_article_is_looked_at_again_after_a_day_and_after_a_week_and_then_no_more(
    press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    take_up(desk, clock, press.feed("/feed", [item(press.page("/a", TEXT))]))
    collect()
    looks = []
    for _ in range(12):
        clock.move(days=1)
        collect()
        looks.append(press.count("/a"))
    assert looks == [2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3]
    assert (count(desk, article), count(desk, capture)) == (1, 1)


def test_an_article_that_is_gone_at_another_look_stays(
    press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    take_up(desk, clock, press.feed("/feed", [item(press.page("/a", TEXT))]))
    collect()
    del press.pages["/a"]
    clock.move(days=1)
    assert collect().unread == 1
    assert states(desk)["a"][0] == "gone"
    assert count(desk, article) == 1


def test_a_feed_that_is_gone_is_said_to_be_and_looked_at_no_more(
    press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    take_up(desk, clock, press.feed("/feed", [item(press.page("/a", TEXT))]))
    collect()
    press.pages["/feed"] = Page(status=410)
    healths = []
    for _ in range(6):
        clock.move(days=5)
        collect()
        healths.append(line(desk, clock).health)
    assert healths == ["failing", "failing", "gone", "gone", "gone", "gone"]
    assert line(desk, clock).due_at is None
    assert count(desk, article) == 1


def test_a_feed_that_moved_for_good_is_asked_for_at_its_new_address(
    press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    take_up(desk, clock, press.feed("/feed", [item(press.page("/a", TEXT))]))
    collect()
    new = press.feed("/new", [item(press.page("/a", TEXT))])
    press.pages["/feed"] = Page(status=301, headers={"Location": "/new"})
    for _ in range(3):
        clock.move(days=1)
        collect()
    assert line(desk, clock).url == new
    assert press.count("/feed") == 3, "the first look and the two that were sent on"


def test_two_feeds_that_become_one_are_looked_at_once(
    press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    items = [item(press.page("/a", TEXT))]
    take_up(desk, clock, press.feed("/feed", items), press.feed("/new", items))
    collect()
    press.pages["/feed"] = Page(status=308, headers={"Location": "/new"})
    for _ in range(3):
        clock.move(days=1)
        collect()
    assert [each.url for each in feed_lines(desk, clock())] == [press.url + "/new"]


def test_an_error_page_with_status_200_is_a_failure_and_what_was_known_stays(
    press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    items = [item(press.page("/a", TEXT))]
    take_up(desk, clock, press.feed("/feed", items, validators=True))
    collect()
    press.pages["/feed"] = Page(b"<!DOCTYPE html><html><body><h1>Sorry</h1></body></html>", validators=True)
    clock.move(days=1)
    assert collect().failed == 1
    found = line(desk, clock)
    assert (found.health, found.outcome, found.failures) == ("failing", "It is a web page, not a feed.", 1)
    press.feed("/feed", items, validators=True)
    clock.move(days=1)
    collect()
    assert press.asked[-1] == "/feed" or press.count("/feed") == 3
    found = line(desk, clock)
    assert (found.health, found.outcome, found.failures) == ("well", "Nothing had changed.", 0), "304 after a failure"


def test_an_empty_feed_is_quiet_and_no_failure(press: Press, desk: Desk, clock: Clock, collect: Collect) -> None:
    take_up(desk, clock, press.feed("/feed", []))
    summary = collect()
    assert (summary.failures, summary.entries) == (0, 0)
    assert line(desk, clock).health == "quiet"


def test_repeated_guids_and_entries_of_one_second_are_all_kept(
    press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    items = [item(press.page(f"/{n}", f"{TEXT} It was bridge number {n}."), guid="same") for n in range(4)]
    take_up(desk, clock, press.feed("/feed", items))
    assert (collect().new, count(desk, article)) == (4, 4)


def test_one_address_that_two_feeds_name_is_fetched_and_kept_once(
    press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    url = press.page("/a", TEXT)
    press.page("/a?utm_source=feed", TEXT)
    take_up(desk, clock, press.feed("/one", [item(url)]), press.feed("/two", [item(f"{url}?utm_source=feed")]))
    assert collect().new == 1
    assert press.count("/a") + press.count("/a?utm_source=feed") == 1


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_a_feed_of_a_hundred_thousand_entries_does_not_hold_up_another(
    press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    many = [item(f"{press.url}/gone/{n}") for n in range(100_000)]
    with open_press("127.0.0.2") as other:
        take_up(desk, clock, press.feed("/feed", many), other.feed("/feed", [item(other.page("/a", TEXT))]))
        summary = collect()
    assert summary.new == 1
    lines = {each.url: each for each in feed_lines(desk, clock())}
    large, small = lines[press.url + "/feed"], lines[other.url + "/feed"]
    assert (small.health, small.pages) == ("well", {"kept": 1})
    assert "100,000" in (large.outcome or "")
    assert 0 < large.entries <= 1000
    assert large.pages["gone"] == 500, "no more than AT_ONCE at once"


def test_a_page_that_fails_is_tried_again_and_then_given_up(
    press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    press.pages["/a"] = Page(b"oh", 503)
    take_up(desk, clock, press.feed("/feed", [item(press.url + "/a")]))
    for _ in range(12):
        collect()
        clock.move(days=1)
    assert press.count("/a") == 6
    assert states(desk)["a"][0] == "failed"
    ((reason, pages),) = line(desk, clock).trouble
    assert pages == 1
    assert "out of service" in reason


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (Page(b"%PDF-1.4", kind="application/pdf"), "application/pdf"),
        (Page(b""), "empty"),
        (Page(b"\0\1\2" * 50), "binary"),
        (Page(status=301, headers={"Location": "/"}), "front page"),
    ],
)
def test_what_is_no_article_says_why(
    page: Page, reason: str, press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    press.page("/", TEXT)
    press.pages["/a"] = page
    take_up(desk, clock, press.feed("/feed", [item(press.url + "/a")]))
    assert collect().unread == 1
    state, said = states(desk)["a"]
    assert (state, count(desk, article)) == ("failed", 0)
    assert reason in (said or "")


def test_an_article_goes_by_the_address_that_its_feeds_counter_leads_to(
    press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    url = press.page("/story/7", TEXT)
    press.pages["/click/9"] = Page(status=302, headers={"Location": "/story/7"})
    take_up(desk, clock, press.feed("/feed", [item(press.url + "/click/9")]))
    assert collect().new == 1
    with desk.store.reading() as connection:
        assert find_article(connection, url) is not None


def test_what_a_robots_file_refuses_is_not_fetched(press: Press, desk: Desk, clock: Clock, collect: Collect) -> None:
    press.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /private", kind="text/plain")
    urls = [press.page("/private/a", TEXT), press.page("/b", TEXT)]
    take_up(desk, clock, press.feed("/feed", [item(u) for u in urls]))
    collect()
    found = states(desk)
    assert (found["a"][0], found["b"][0]) == ("refused", "kept")
    assert "robots.txt" in (found["a"][1] or "")
    assert press.count("/private/a") == 0
    clock.move(hours=6)
    collect()
    assert press.count("/robots.txt") == 1, "it is remembered from one run to the next"


def test_a_page_whose_publisher_reserves_it_is_not_kept_unless_that_is_set(
    press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    url = press.page("/a", TEXT, headers={"X-Robots-Tag": "noai"})
    take_up(desk, clock, press.feed("/feed", [item(url)]))
    collect()
    state, reason = states(desk)["a"]
    assert (state, count(desk, capture)) == ("refused", 0)
    assert "noai" in (reason or "")
    lenient = Desk(replace(desk.config, collect=replace(SETTINGS, noai="record")), desk.store)
    press.feed("/two", [item(press.page("/b", TEXT, headers={"X-Robots-Tag": "noai"}))])
    take_up(lenient, clock, press.url + "/two")
    collect(lenient)
    with desk.store.reading() as connection:
        came = retrieval_of(connection.execute(select(capture.c.retrieval)).scalar_one())
    assert [(o.kind, o.value) for o in came.opt_outs] == [("x-robots-tag", "noai")]


def test_a_feed_with_whole_articles_is_enough_where_pages_are_off(
    press: Press, store: Store, tmp_path: Path, clock: Clock, collect: Collect
) -> None:
    desk = make_desk(store, tmp_path, collect=replace(SETTINGS, pages=False))
    words = "&lt;p&gt;" + " ".join([TEXT] * 8) + "&lt;/p&gt;"
    items = [item(f"{press.url}/a", description=words), item(f"{press.url}/b", "Only a teaser", description="Read on")]
    take_up(desk, clock, press.feed("/feed", items))
    assert collect(desk).new == 1
    assert (press.count("/a"), press.count("/b")) == (0, 0)
    found = states(desk)
    assert (found["a"][0], found["b"][0]) == ("kept", "failed")
    assert "teaser" in (found["b"][1] or "")
    with desk.store.reading() as connection:
        came = retrieval_of(connection.execute(select(capture.c.retrieval)).scalar_one())
        assert came.url == press.url + "/feed"
        said = connection.execute(select(entry.c.said).where(entry.c.state == "kept")).scalar_one()
    assert TEXT.encode() not in said, "the words are kept once"


def test_an_address_that_was_taken_down_is_not_fetched_again(
    press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    url = press.page("/a", TEXT)
    take_up(desk, clock, press.feed("/feed", [item(url)]))
    with desk.store.writing() as connection:
        values = {"url": url, "basis": "other", "reason": "asked", "notice": b"{}", "by": "desk", "at": clock()}
        save_notice(connection, "T-2026-000001", decision="removed", **values)
        bury(connection, [f"url:{url}"], "T-2026-000001", clock())
    collect()
    assert (states(desk)["a"][0], press.count("/a"), count(desk, article)) == ("refused", 0, 0)


def test_what_was_unfollowed_is_left_alone_and_can_be_followed_again(
    press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    url = press.feed("/feed", [item(press.page("/a", TEXT))])
    take_up(desk, clock, url)
    assert [o.what for o in unfollow(desk, [url])] == ["unfollowed"]
    clock.move(days=1)
    assert (collect().looked, press.count("/a")) == (0, 0)
    take_up(desk, clock, url)
    assert (collect().new, press.count("/feed"), press.count("/a")) == (1, 2, 1)


def test_the_newest_sitemaps_of_an_index_are_followed(
    press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    url = press.page("/a", TEXT)
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    index = f"<sitemapindex {space}><sitemap><loc>{press.url}/news.xml</loc></sitemap></sitemapindex>"
    sitemap = f"<urlset {space}><url><loc>{url}</loc><lastmod>2026-03-14</lastmod></url></urlset>"
    press.pages["/index.xml"] = Page(index.encode(), kind="application/xml")
    press.pages["/news.xml"] = Page(sitemap.encode(), kind="application/xml")
    take_up(desk, clock, press.url + "/index.xml")
    assert collect().new == 1
    assert {each.kind for each in feed_lines(desk, clock())} == {"sitemap index", "sitemap"}


def test_a_hostile_feed_harms_no_other(press: Press, desk: Desk, clock: Clock, collect: Collect) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        f'<!ENTITY a{n} "&a{n - 1 if n else ""};&a{n - 1 if n else ""};">'.encode() for n in range(30)
    )
    good = press.feed("/good", [item(press.page("/a", TEXT))])
    take_up(desk, clock, good, *(press.feed(f"/{name}", []) for name in ("bomb", "moves", "circle")))
    press.pages["/bomb"] = Page(bomb + b"]><rss><channel><title>&a29;</title></channel></rss>", kind="text/xml")
    press.pages["/moves"] = Page(status=302, headers={"Location": "http://169.254.169.254/latest"})
    press.pages["/circle"] = Page(status=302, headers={"Location": "/circle"})
    press.feed("/good", [item(press.page("/b", TEXT[::-1]))])
    clock.move(days=1)
    summary = collect()
    assert (summary.failed, summary.new) == (3, 2)
    health = {each.url.rpartition("/")[2]: each.health for each in feed_lines(desk, clock())}
    assert health == {"good": "well", "bomb": "failing", "moves": "failing", "circle": "failing"}


def test_a_worker_that_died_frees_what_it_had_when_its_lease_is_over(
    press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    take_up(desk, clock, press.feed("/feed", [item(press.page("/a", TEXT))]))
    with desk.store.writing() as connection:
        for table in (feed, entry):
            connection.execute(table.update().values(holder="dead", held_until=clock() + timedelta(minutes=5)))
    assert collect().new == 0
    clock.move(minutes=6)
    assert collect().new == 1


def test_killed_before_a_page_is_kept_it_is_fetched_again_and_kept_once(
    press: Press, desk: Desk, clock: Clock, collect: Collect
) -> None:
    class Killed(BaseException):
        pass

    def dies(captures: Iterator[object], *_: object) -> Iterator[tuple[object, Failure]]:
        next(captures)
        raise Killed
        yield

    take_up(desk, clock, press.feed("/feed", [item(press.page("/a", TEXT))]))
    with pytest.raises(Killed):
        run(desk, once=True, read=dies, now=clock)  # type: ignore[arg-type]
    assert count(desk, article) == 0
    assert (collect().new, count(desk, article), press.count("/a")) == (1, 1, 2)
