from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from firsthand.cli import app
from firsthand.config import CollectConfig
from firsthand.desk.feed_health import feed_lines
from firsthand.desk.following import Followed, follow, unfollow
from firsthand.desk.opening import Desk
from firsthand.errors import ConfigError
from firsthand.store.database import Store
from tests.desk.press import SETTINGS, Clock, Page, Press, item, open_press
from tests.stores import make_desk

Follow = Callable[..., list[Followed]]


@pytest.fixture
def press() -> Iterator[Press]:
    with open_press() as made:
        yield made


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return make_desk(store, tmp_path, collect=SETTINGS)


@pytest.fixture
def take_up(desk: Desk) -> Follow:
    def followed(*names: str, at: Desk = desk) -> list[Followed]:
        return list(follow(at, names, now=Clock(), jitter=lambda: 0.5))

    return followed


def followed(desk: Desk) -> list[str]:
    return [each.url for each in feed_lines(desk, Clock()())]


def opml(*urls: str) -> bytes:
    outlines = "".join(f'<outline type="rss" text="Feed" xmlUrl="{url}"/>' for url in urls)
    return f'<?xml version="1.0"?><opml version="2.0"><head/><body>{outlines}</body></opml>'.encode()


def test_a_feed_is_fetched_once_and_what_it_holds_is_known(press: Press, desk: Desk, take_up: Follow) -> None:
    url = press.feed("/feed", [item(press.url + "/a"), item(press.url + "/b")])
    (outcome,) = take_up(url)
    assert (outcome.what, outcome.url, press.count("/feed")) == ("followed", url, 1)
    assert outcome.sentence == "Vellmark Courier: an RSS feed, 2 articles new here."
    (line,) = feed_lines(desk, Clock()())
    assert (line.title, line.kind, line.entries, line.pages) == ("Vellmark Courier", "rss", 2, {"waiting": 2})


def test_following_twice_is_harmless(press: Press, desk: Desk, take_up: Follow) -> None:
    url = press.feed("/feed", [item(press.url + "/a")])
    assert [o.what for o in take_up(url, url, url + "#top")] == ["followed", "known"]
    (again,) = take_up(url)
    assert (again.what, again.sentence, press.count("/feed")) == ("known", "It is followed already.", 2)
    assert followed(desk) == [url]


def test_the_feed_that_a_page_names_is_followed(press: Press, desk: Desk, take_up: Follow) -> None:
    feed = press.feed("/news.rss", [])
    link = '<link rel="alternate" type="application/rss+xml" href="/news.rss">'
    press.pages["/"] = Page(f"<!DOCTYPE html><html><head>{link}</head><body>News</body></html>".encode())
    (outcome,) = take_up(press.url)
    assert (outcome.what, outcome.url) == ("followed", feed)
    assert f"Its feed is {feed}." in outcome.sentence


def test_a_feed_that_a_page_does_not_name_is_looked_for_where_feeds_are(
    press: Press, desk: Desk, take_up: Follow
) -> None:
    press.pages["/"] = Page(b"<!DOCTYPE html><html><body>News</body></html>")
    feed = press.feed("/rss.xml", [])
    (outcome,) = take_up(press.url)
    assert (outcome.what, outcome.url) == ("followed", feed)


def test_a_page_without_a_feed_says_so(press: Press, desk: Desk, take_up: Follow) -> None:
    press.pages["/"] = Page(b"<!DOCTYPE html><html><body>News</body></html>")
    (outcome,) = take_up(press.url)
    assert (outcome.what, outcome.sentence) == ("failed", "It is a web page, and no feed of it was found.")
    assert followed(desk) == []


def test_all_feeds_of_a_list_are_followed_from_a_file_without_a_request(
    press: Press, desk: Desk, take_up: Follow, tmp_path: Path
) -> None:
    urls = [f"{press.url}/{n}" for n in range(3)]
    (tmp_path / "feeds.opml").write_bytes(opml(*urls))
    outcomes = take_up(str(tmp_path / "feeds.opml"))
    assert [(o.what, o.url) for o in outcomes] == [("followed", url) for url in urls]
    assert (followed(desk), press.asked) == (urls, [])


def test_all_feeds_of_a_list_are_followed_from_an_address(press: Press, desk: Desk, take_up: Follow) -> None:
    urls = [f"{press.url}/{n}" for n in range(3)]
    press.pages["/list"] = Page(opml(*urls), kind="text/x-opml")
    assert len(take_up(press.url + "/list")) == 3
    assert followed(desk) == urls


def test_each_that_fails_says_why_and_the_others_are_followed(
    press: Press, desk: Desk, take_up: Follow, tmp_path: Path
) -> None:
    (tmp_path / "rss.xml").write_bytes(b'<rss version="2.0"><channel><title>x</title></channel></rss>')
    press.pages["/broken"] = Page(b"<rss", kind="text/xml")
    good = press.feed("/good", [])
    names = [press.url + "/none", press.url + "/broken", "ftp://127.0.0.1/x", str(tmp_path / "rss.xml"), good]
    outcomes = {o.name: o for o in take_up(*names)}
    assert [outcomes[n].what for n in names] == ["failed"] * 4 + ["followed"]
    assert all(outcomes[n].sentence.endswith(".") for n in names)
    assert followed(desk) == [good]


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "[::1]", "169.254.169.254", "localhost"])
def test_a_private_address_is_refused(host: str, press: Press, desk: Desk, take_up: Follow) -> None:
    press.feed("/feed", [])
    port = press.url.rpartition(":")[2]
    strict = Desk(replace(desk.config, collect=replace(SETTINGS, allow_networks=())), desk.store)
    (outcome,) = take_up(f"http://{host}:{port}/feed", at=strict)
    assert outcome.what == "failed"
    assert re.search("not reached from here|no address", outcome.sentence), outcome.sentence
    assert (press.asked, followed(desk)) == ([], [])


def test_nothing_is_fetched_without_a_contact_address(
    press: Press, desk: Desk, take_up: Follow, tmp_path: Path
) -> None:
    url = press.feed("/feed", [])
    mute = Desk(replace(desk.config, collect=CollectConfig()), desk.store)
    with pytest.raises(ConfigError, match=r"collect\.contact"):
        take_up(url, at=mute)
    (tmp_path / "feeds.opml").write_bytes(opml(url))
    assert [o.what for o in take_up(str(tmp_path / "feeds.opml"), at=mute)] == ["followed"]
    assert press.asked == []


def test_a_feed_that_moved_for_good_is_followed_at_its_new_address(
    press: Press, desk: Desk, take_up: Follow
) -> None:
    new = press.feed("/new", [])
    press.pages["/old"] = Page(status=301, headers={"Location": "/new"})
    assert [o.url for o in take_up(press.url + "/old")] == [new]
    assert [o.what for o in take_up(press.url + "/old")] == ["known"]
    assert followed(desk) == [new]


def test_unfollowing_what_is_not_known_or_not_followed_says_so(press: Press, desk: Desk, take_up: Follow) -> None:
    url = press.feed("/feed", [])
    take_up(url)
    outcomes = list(unfollow(desk, [url, "https://nobody.vellmark.example/feed"]))
    assert [o.what for o in outcomes] == ["unfollowed", "failed"]
    assert [o.what for o in unfollow(desk, [url])] == ["known"]
    assert followed(desk) == []
    assert [each.health for each in feed_lines(desk, Clock()(), unfollowed=True)] == ["unfollowed"]


# --- the commands -----------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which `firsthand init` was called, and whose press may be reached."""
    monkeypatch.chdir(tmp_path)
    Store.open(f"sqlite:///{tmp_path / 'firsthand.db'}", create=True).close()
    settings = 'contact = "desk@vellmark.example"\nspacing = 0\nallow_networks = ["127.0.0.0/8"]'
    (tmp_path / "firsthand.toml").write_text(f"workers = 1\n[collect]\n{settings}\n", "utf-8")
    return tmp_path


def test_the_commands_say_one_line_an_outcome_and_exit_3_where_one_failed(press: Press, folder: Path) -> None:
    url = press.feed("/feed", [item(press.url + "/a")])
    result = CliRunner().invoke(app, ["follow", url, press.url + "/none"])
    assert result.exit_code == 3
    assert result.stdout == f"{url}: Vellmark Courier: an RSS feed, 1 article new here.\n"
    assert result.stderr == f"firsthand: {press.url}/none: There is nothing at this address (status 404).\n"
    assert CliRunner().invoke(app, ["unfollow", url]).exit_code == 0
    assert CliRunner().invoke(app, ["unfollow", press.url + "/none"]).exit_code == 3


def test_feeds_are_listed_for_people_and_for_scripts(press: Press, folder: Path) -> None:
    url = press.feed("/feed", [item(press.url + "/a")])
    CliRunner().invoke(app, ["follow", url])
    shown = CliRunner().invoke(app, ["feeds"]).stdout
    assert "Vellmark Courier" in shown
    assert url in shown
    assert "1 entry: 1 waiting." in shown
    assert re.search(r"next look 20\d\d-\d\d-\d\d \d\d:\d\d UTC", shown)
    (record,) = json.loads(CliRunner().invoke(app, ["feeds", "-f", "json"]).stdout)
    assert (record["url"], record["health"], record["pages"]) == (url, "quiet", {"waiting": 1})
    assert CliRunner().invoke(app, ["feeds", "-f", "html"]).exit_code == 2


def test_no_contact_is_bad_usage_that_names_the_setting(press: Press, folder: Path) -> None:
    (folder / "firsthand.toml").write_text("", "utf-8")
    for command in (["follow", press.url], ["run", "--once"]):
        result = CliRunner().invoke(app, command)
        assert (result.exit_code, press.asked) == (2, [])
        assert "collect.contact in firsthand.toml" in result.stderr
