"""Lists of feeds."""

from __future__ import annotations

from firsthand.collect.feed_child import read_feed
from firsthand.collect.opml import MAX_FEEDS
from firsthand.model import ParsedFeed


def read(body: str) -> ParsedFeed:
    """As the child process reads it."""
    return read_feed(body.encode(), "https://lists.example/a.opml", None, "a list")


def test_outlines_are_read_at_any_depth_each_feed_once() -> None:
    feed = read(
        '<?xml version="1.0"?><opml version="2.0"><head><title>Ferries &amp; more</title></head><body>'
        '<outline text="News"><outline text="Sund"><outline type="rss" text="A" xmlUrl="https://a.example/rss"/></outline>'
        '<outline type="RSS" xmlURL=" https://b.example/feed?x=1&amp;y=2 " htmlUrl="https://b.example/"/>'
        '<outline text="again" xmlUrl="https://a.example/rss"/></outline>'
        '<outline type="include" url="more.opml"/><outline type="link" url="https://c.example/"/><outline text="no"/>'
        '<outline xmlUrl="feed://d.example/"/><outline xmlUrl=""/></body></opml>'
    )
    assert (feed.kind, feed.title, feed.entries) == ("opml", "Ferries & more", ())
    assert feed.feeds == ("https://a.example/rss", "https://b.example/feed?x=1&y=2", "https://lists.example/more.opml")
    assert feed.complaints == ("1 address(es) are none of the web, or cannot be made whole: 'feed://d.example/'.",)


def test_a_list_that_is_not_well_formed_is_read() -> None:
    feed = read(
        "<opml version='1.1'><body><outline title='Ärger & Co' xmlUrl='https://a.example/?a=1&b=2'>"
        "<outline text=\"1 < 2\" xmlUrl='https://b.example/'/></body>"
    )
    assert feed.feeds == ("https://a.example/?a=1&b=2", "https://b.example/")
    assert "not well-formed" in feed.complaints[0]


def test_an_empty_list_is_a_list() -> None:
    assert read("<opml version='2.0'><head/><body/></opml>") == ParsedFeed(kind="opml")


def test_a_list_without_end_is_cut() -> None:
    outlines = "".join(f'<outline xmlUrl="https://a.example/{n}"/>' for n in range(MAX_FEEDS + 3))
    feed = read(f"<opml><body>{outlines}</body></opml>")
    assert len(feed.feeds) == MAX_FEEDS
    assert feed.complaints == (f"The list has {MAX_FEEDS + 3:,} feeds; the first {MAX_FEEDS:,} were read.",)
