"""The front page, as somebody without JavaScript sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from firsthand.store.database import Store
from firsthand.web.app import make_app
from firsthand.web.house import House
from firsthand.web.visits import SEEN, looked, visits_of
from tests.desk.shelf import Report, happen, put
from tests.stores import make_desk
from tests.web.houses import SECRET

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)


def words(html: str) -> str:
    """What a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def count(client: TestClient, path: str) -> int:
    return client.get(path).text.count('<article class="card"')


def test_each_story_has_its_counts_its_lead_and_its_publishers(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    told = words(answer.text)
    assert "9 articles, at most 5 independent origins, 4 disagreements." in told
    assert "16 March 2026" in told
    assert "first-hand" in told
    assert "<svg" in answer.text
    assert "7 of 9 articles are dated, within 3 days" in told
    assert " style=" not in answer.text
    assert "<script>" not in answer.text


def test_the_lead_leads_to_the_passage_that_it_rests_on(client: TestClient) -> None:
    found = re.search(r'<a class="chip primary" href="(/articles/[^"]+)"', client.get("/").text)
    assert found is not None
    assert re.fullmatch(r"/articles/[^?]+\?capture=[0-9a-f]{12}&at=\d+-\d+#passage", unescape(found[1]))


def test_the_list_is_narrowed_by_links_that_can_be_taken_back(client: TestClient) -> None:
    html = client.get("/").text
    found = re.search(r'href="(/\?actor=helena-marsk)"', html)
    assert found is not None
    narrowed = client.get(found[1])
    assert narrowed.text.count('<article class="card"') == 1
    assert "names Helena Marsk" in words(narrowed.text)
    assert 'href="/"><span aria-hidden="true">×</span>' in narrowed.text


def test_what_a_form_leaves_empty_does_not_stand_in_the_address(client: TestClient) -> None:
    answer = client.get("/?actor=Helena+Marsk&place=&publisher=&day=")
    assert (answer.status_code, answer.headers["location"]) == (303, "/?actor=Helena+Marsk")
    assert count(client, "/?actor=Helena+Marsk") == 1


def test_filters_are_combined(client: TestClient) -> None:
    assert count(client, "/?place=ostrel&day=2026-03-15") == 1
    assert count(client, "/?place=ostrel&day=2026-03-15&language=de") == 0
    html = client.get("/?place=ostrel&actor=helena-marsk").text
    assert '<input type="hidden" name="place" value="ostrel">' in html


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/?actor=Nobody+Here", "No story that was read together names “ Nobody Here ”."),
        ("/?place=ostrel&day=2020-01-01", "Remove one of the conditions above"),
        ("/?new=1", "What is new cannot be told"),
    ],
)
def test_where_nothing_fits_the_page_says_what_to_do(client: TestClient, path: str, said: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert said in words(answer.text)


@pytest.mark.parametrize("path", ["/?before=nonsense", "/?day=yesterday", "/?day=2026-02-30"])
def test_an_address_that_makes_no_sense_is_refused_in_words(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert re.search("damaged|write it like", words(answer.text))


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[House]:
    """A house on stories that a test puts there."""
    store = Store.open(f"sqlite:///{tmp_path / 'firsthand.db'}", create=True)
    yield House(make_desk(store, tmp_path), SECRET, "http://localhost", now=lambda: NOW)
    store.close()


def browser(house: House) -> TestClient:
    return TestClient(make_app(house), base_url="http://localhost", follow_redirects=False)


def test_an_empty_store_says_how_to_fill_it(shelf: House) -> None:
    told = words(browser(shelf).get("/").text)
    assert "There is no story yet." in told
    assert "firsthand follow URL" in told


def test_a_story_that_was_not_told_yet_is_shown_as_such(shelf: House) -> None:
    with shelf.desk.store.writing() as connection:
        put(connection, "s-raw", ["2026-03-13T09:00:00", "2026-03-13T10:00:00"], told=False)
    assert "2 articles, not read together yet." in words(browser(shelf).get("/").text)


def test_pages_lead_from_the_newest_to_the_oldest(shelf: House) -> None:
    with shelf.desk.store.writing() as connection:
        for n in range(45):
            put(connection, f"s-{n:02}", [f"2026-03-{1 + n // 24:02}T{n % 24:02}:00:00"])
    client, path, seen = browser(shelf), "/", []
    while path:
        html = client.get(path).text
        seen += re.findall(r'<article class="card" id="([^"]+)"', html)
        more = re.search(r'href="([^"]+)" rel="next"', html)
        path = unescape(more[1]) if more else ""
    assert seen == [f"s-{n:02}" for n in reversed(range(45))]


def test_hostile_words_are_shown_and_do_nothing(shelf: House) -> None:
    bad = '<script>alert(1)</script>" onload=x \u202egnp.'
    with shelf.desk.store.writing() as connection:
        reports = [Report("2026-03-14T05:00:00", "bad.example", bad)]
        put(connection, "s-bad", reports, headline=bad, facets={"person": [bad]})
    for path in ("/", "/?actor=" + "%3Cscript%3E", "/?publisher=%22%3E%3Cscript%3E", "/search?q=%3Cscript%3E%22"):
        html = browser(shelf).get(path).text
        assert "<script>" not in html
        assert "\u202e" not in html
    assert "&lt;script&gt;alert(1)" in browser(shelf).get("/").text


def test_what_is_new_is_marked_for_a_browser_that_was_here_before(shelf: House) -> None:
    with shelf.desk.store.writing() as connection:
        put(connection, "s-old", ["2026-03-14T05:00:00"], headline="An old story")
        put(connection, "s-moving", ["2026-03-14T06:00:00"], headline="A moving story")
        happen(connection, "s-old", "story")
        happen(connection, "s-moving", "story")
    with browser(shelf) as client:
        html = client.get("/").text
        assert 'class="new"' not in html
        dot = re.search(r'src="(/visited\.svg\?n=\d+)"', html)
        assert dot is not None
        held = client.get(dot[1])
        assert "HttpOnly" in held.headers["set-cookie"]
        assert held.headers["cache-control"] == "no-store"
        with shelf.desk.store.writing() as connection:
            happen(connection, "s-moving", "article", "article")
        again = client.get("/")
        assert words(again.text).count("2 new articles") == 1
        assert "1 story has something new since your last visit, 20 March 2026, 12:00 UTC" in words(again.text)
        assert re.findall(r'<article class="card" id="([^"]+)"', client.get("/?new=1").text) == ["s-moving"]
        client.get(dot[1])  # a reload within the visit clears nothing
        assert "2 new articles" in words(client.get("/").text)
        shelf.now = lambda: NOW + timedelta(hours=2)
        later = re.search(r'src="(/visited\.svg\?n=\d+)"', client.get("/").text)
        assert later is not None
        client.get(later[1])
        shelf.now = lambda: NOW + timedelta(hours=4)
        assert "Nothing is new since your last visit, 20 March 2026, 14:00 UTC" in words(client.get("/").text)
        assert "Nothing is new since your last visit" in words(client.get("/?new=1").text)


def test_a_page_for_a_browser_without_cookies_is_kept_and_one_with_is_its_own(shelf: House) -> None:
    with shelf.desk.store.writing() as connection:
        put(connection, "s-1", ["2026-03-14T05:00:00"])
        happen(connection, "s-1", "story")
    client = browser(shelf)
    first = client.get("/")
    assert client.get("/", headers={"if-none-match": first.headers["etag"]}).status_code == 304
    marked = client.get("/", headers={"cookie": f"{SEEN}=0.1.0.1"}).text
    assert "new story" in marked
    assert "new story" not in client.get("/").text


@pytest.mark.parametrize(
    "cookie", ["", "x", "1.2.3", "1.2.3.4.5", "1.-2.3.4", "9.999999999999999.9.9", "\u0661.1.1.1", "1..1.1"]
)
def test_a_cookie_of_somebody_elses_says_nothing(cookie: str) -> None:
    assert visits_of(cookie) is None


def test_a_visit_ends_after_half_an_hour_without_the_front_page() -> None:
    visits = looked(None, 5, NOW)
    assert visits.since_at(NOW).event == 5
    visits = looked(visits, 9, NOW + timedelta(minutes=20))
    assert visits.since_at(NOW + timedelta(minutes=45)).event == 5
    assert visits.since_at(NOW + timedelta(minutes=51)).event == 9
