"""Feeds out: what they hold, that they are the same at every asking, and who may have them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from starlette.testclient import TestClient

from firsthand.config import ServeConfig
from firsthand.desk.adding import add
from firsthand.desk.opening import Desk
from firsthand.desk.telling import regroup, told
from firsthand.web.app import make_app
from firsthand.web.house import House
from tests.web.houses import make_house, open_desk
from tests.web.signed_in import sign_in

ATOM = "{http://www.w3.org/2005/Atom}"
STORY = "s-ferry-courier"
FEEDS = (
    "/feeds/stories",
    f"/stories/{STORY}/feed",
    "/search/feed?q=ferry",
    "/actors/person/lise-orben/feed",
    "/publishers/radio-ostrel/feed",
)


def address(feed: str, shape: str) -> str:
    path, mark, query = feed.partition("?")
    return f"{path}.{shape}{mark}{query}"


def items_of(client: TestClient, feed: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(address(feed, "json")).json()["items"]
    return found


@pytest.mark.parametrize("feed", FEEDS)
def test_a_feed_has_items_in_both_shapes(client: TestClient, feed: str) -> None:
    atom = client.get(address(feed, "atom"))
    assert atom.status_code == 200
    assert atom.headers["content-type"] == "application/atom+xml"
    root = etree.fromstring(atom.content)
    assert root.findtext(f"{ATOM}title")
    assert root.findall(f"{ATOM}entry")
    self = root.find(f"{ATOM}link[@rel='self']")
    assert self is not None
    assert self.get("href") == f"http://localhost{address(feed, 'atom')}"
    as_json = client.get(address(feed, "json"))
    assert as_json.headers["content-type"] == "application/feed+json"
    record = as_json.json()
    assert record["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in record["items"]] == [e.findtext(f"{ATOM}id") for e in root.findall(f"{ATOM}entry")]


@pytest.mark.parametrize("feed", FEEDS)
def test_links_lead_to_pages_that_are_there(client: TestClient, feed: str) -> None:
    record = client.get(address(feed, "json")).json()
    for url in [record["home_page_url"], *(item["url"] for item in record["items"])]:
        assert url.startswith("http://localhost/")
        assert client.get(url).status_code == 200, url


@pytest.mark.parametrize("feed", FEEDS)
def test_what_is_the_same_is_not_sent_twice(house: House, feed: str) -> None:
    path = address(feed, "atom")
    with TestClient(make_app(house), base_url="http://localhost") as client:
        first = client.get(path)
        assert first.headers["last-modified"].endswith("GMT")
        house.cache.clear()
        assert client.get(path).content == first.content
        unchanged = client.get(path, headers={"if-none-match": first.headers["etag"]})
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        house.cache.clear()
        unchanged = client.get(path, headers={"if-modified-since": first.headers["last-modified"]})
        assert (unchanged.status_code, unchanged.content) == (304, b"")


def test_a_story_changes_in_its_feed_when_an_article_comes(
    client: TestClient, house: House, told_desk: Desk, tmp_path: Path
) -> None:
    feed = f"/stories/{STORY}/feed"
    before = items_of(client, feed)
    text = "The ferry between Halm and Ostrel stopped again on Sunday, the harbor office in Ostrel said."
    article = {"id": "ferry-late", "url": "https://late.example/ferry", "publisher": "Late", "text": f"{text}\n"}
    file = tmp_path / "late.jsonl"
    file.write_text(json.dumps(article | {"title": "Ferry stops again", "published": "2026-03-22T18:00:00+01:00"}))
    add(told_desk, [str(file)])
    regroup(told_desk)
    told(told_desk, STORY)
    house.changed()
    after = items_of(client, feed)
    assert {i["url"] for i in after} - {i["url"] for i in before} == {"http://localhost/articles/ferry-late"}
    assert after[0]["url"] == before[0]["url"]
    assert after[0]["date_modified"] > before[0]["date_modified"]


def test_a_search_that_cannot_be_understood_is_refused(client: TestClient) -> None:
    assert client.get("/search/feed.atom?q=(").status_code == 422
    assert client.get("/search/feed.atom").status_code == 422


def test_what_nobody_knows_has_no_feed(client: TestClient) -> None:
    for path in ("/stories/s-none", "/actors/person/nobody", "/publishers/none.example", "/actors/thing/x"):
        assert client.get(f"{path}/feed.atom").status_code in (404, 422), path
    assert client.get("/feeds/stories.rss").status_code in (404, 422)


def test_a_hostile_search_stays_text(client: TestClient) -> None:
    answer = client.get("/search/feed.atom", params={"q": 'ferry OR "</title><script>x</script>"'})
    assert answer.status_code == 200
    assert b"<script" not in answer.content
    root = etree.fromstring(answer.content)
    assert "<script>" in (root.findtext(f"{ATOM}title") or "")


def test_behind_a_login_feeds_are_for_who_is_signed_in(told_store: Path, tmp_path: Path) -> None:
    desk = open_desk(told_store, tmp_path, serve=ServeConfig(reading="login", requests_a_minute=0))
    house = make_house(desk)
    with TestClient(make_app(house), base_url="http://localhost", follow_redirects=False) as client:
        assert client.get("/feeds/stories.atom").status_code == 303
        sign_in(client, house, "reader")
        signed = client.get("/feeds/stories.atom")
        assert signed.status_code == 200
        assert "private" in signed.headers["cache-control"]
    desk.store.close()
