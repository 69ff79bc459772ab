"""The feeds that a page names."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.collect.discover import common_places, find_feeds

URL = "https://news.vellmark.example/world/"


@pytest.mark.parametrize(
    ("html", "feeds"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/rss">', ("https://news.vellmark.example/rss",)),
        ("<LINK REL=alternate TYPE=application/atom+xml HREF=feed.atom />", (URL + "feed.atom",)),
        ("<link href='f.json' type='application/feed+json; charset=utf-8' rel='alternate home'>", (URL + "f.json",)),
        ('<base href="https://b.example/x/"><link rel="feed" href="y?a=1&amp;b=2">', ("https://b.example/x/y?a=1&b=2",)),
        ('<link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" href="feed.css">', ()),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">', ()),
        ('<link rel="alternate" type="application/rss+xml" href="https://[/">', ()),
        ('<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">', ()),
        ('<!-- <link rel="feed" href="/no"> --><script>\'<link rel="feed" href="/no">\'</script>', ()),
        ('<a href="/rss.xml#top">RSS</a><a href="/about">About</a><a href="/feeding-ducks">Ducks</a>',
         ("https://news.vellmark.example/rss.xml",)),
    ],
)  # fmt: skip
def test_what_a_page_names(html: str, feeds: tuple[str, ...]) -> None:
    assert find_feeds(f"<html><head>{html}</head></html>", URL) == feeds


def test_news_come_before_comments_and_declared_feeds_before_links() -> None:
    html = (
        '<a href="/feed">All</a>'
        '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">'
        '<link rel="alternate" type="application/rss+xml" title="News" href="/rss">'
        '<link rel="alternate" type="application/atom+xml" title="News" href="/atom">'
        '<link rel="alternate" type="application/rss+xml" title="News again" href="/rss">'
    )
    found = [f.removeprefix("https://news.vellmark.example") for f in find_feeds(html, URL)]
    assert found == ["/rss", "/atom", "/comments/feed/", "/feed"]


def test_common_places_are_of_the_same_site() -> None:
    places = common_places("https://news.vellmark.example:8443/a/b?c")
    assert places[0] == "https://news.vellmark.example:8443/feed"
    assert common_places("mailto:o@a.example") == ()
    assert common_places("https://[") == ()


@pytest.mark.parametrize("piece", ["<link ", "<!--", "<script>", "<a href=' ", '<a b="c" ', "<template", "a=b "])
def test_a_hostile_page_takes_no_time(piece: str) -> None:
    begun = time.monotonic()
    find_feeds(piece * 200_000, URL)
    find_feeds("<link " + piece * 200_000 + ">", URL)
    assert time.monotonic() - begun < 10


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<linkarebsf=\"' >/:#?[]ht.p-!", max_size=120), st.text(max_size=20))
def test_any_page_gives_addresses_or_none(text: str, url: str) -> None:
    for html in (text, f'<link rel="feed" href="{text}">', f"<base href='{text}'><link rel=feed href=x>"):
        assert all(f.startswith(("http://", "https://")) for f in find_feeds(html, url))
