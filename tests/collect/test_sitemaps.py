"""Sitemaps, those of news, and their indexes."""

from __future__ import annotations

import gzip

from firsthand.collect.feed_child import read_feed
from firsthand.collect.sitemaps import MAX_ADDRESSES
from firsthand.collect.xml_feed import MAX_ENTRIES
from firsthand.model import Entry, ParsedFeed

SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


def read(body: str | bytes) -> ParsedFeed:
    """As the child process reads it."""
    raw = body if isinstance(body, bytes) else body.encode()
    return read_feed(raw, "https://news.vellmark.example/sitemap.xml", None, "a sitemap")


def news(number: int, name: str = "Vellmark Courier") -> str:
    """An article in a news sitemap."""
    return (
        f"<url><loc>https://news.vellmark.example/{number}</loc><news:news><news:publication><news:name>{name}</news:name>"
        "<news:language>en</news:language></news:publication><news:publication_date>2026-03-05T10:00+01:00"
        f"</news:publication_date><news:title>Ferry &amp; quay {number}</news:title></news:news>"
        "<image:image><image:loc>https://x.example/i.jpg</image:loc><image:title>no</image:title></image:image></url>"
    )


def test_a_news_sitemap_is_read_whole() -> None:
    feed = read(f"<urlset {SPACES}>{news(1)}{news(2)}{news(3, 'Sund Post')}</urlset>")
    assert (feed.kind, feed.title, feed.complaints) == ("sitemap", "Vellmark Courier", ())
    assert feed.entries[0] == Entry(
        "https://news.vellmark.example/1", title="Ferry & quay 1", published="2026-03-05T10:00:00+01:00", language="en"
    )
    assert [e.publisher for e in feed.entries] == [None, None, "Sund Post"]


def test_a_plain_sitemap_gives_addresses_and_days() -> None:
    feed = read("<urlset><url><loc> https://a.example/1\n</loc><lastmod>2026-03-05</lastmod></url><url/></urlset>")
    assert feed.entries == (Entry("https://a.example/1", updated="2026-03-05"),)


def test_of_a_long_sitemap_the_newest_are_read() -> None:
    total = MAX_ENTRIES + 10
    urls = "".join(
        f"<url><loc>https://a.example/{n}</loc><lastmod>{2000 + n // 100}-03-{n // 10 % 10 + 10}</lastmod></url>"
        for n in range(total)
    )
    feed = read(f"<urlset {SPACES}>{urls}</urlset>")
    assert len(feed.entries) == MAX_ENTRIES
    assert feed.entries[0].url == "https://a.example/10"
    assert feed.entries[-1].url == f"https://a.example/{total - 1}"
    assert f"{total:,} addresses" in feed.complaints[0]


def test_an_index_names_its_sitemaps_newest_first() -> None:
    feed = read(
        f"<sitemapindex {SPACES}><sitemap><loc>/a.xml.gz</loc></sitemap>"
        "<sitemap><loc>https://b.example/b.xml</loc><lastmod>2026-03-05</lastmod></sitemap>"
        "<sitemap><loc>https://b.example/c.xml</loc><lastmod>2026-03-06T01:00:00Z</lastmod></sitemap>"
        "<sitemap><loc>ftp://b.example/d.xml</loc></sitemap></sitemapindex>"
    )
    assert feed.kind == "sitemap index"
    assert feed.feeds == (
        "https://b.example/c.xml",
        "https://b.example/b.xml",
        "https://news.vellmark.example/a.xml.gz",
    )
    assert len(feed.complaints) == 1


def test_a_packed_sitemap_is_unpacked() -> None:
    assert len(read(gzip.compress(f"<urlset {SPACES}>{news(1)}</urlset>".encode())).entries) == 1


def test_more_addresses_than_the_protocol_allows_are_counted() -> None:
    urls = "<url><loc>https://a.example/1</loc></url>" * (MAX_ADDRESSES + 2)
    feed = read(f"<urlset {SPACES}>{urls}</urlset>")
    assert any(f"{MAX_ADDRESSES + 2:,} addresses" in c for c in feed.complaints)
    assert len(feed.entries) == 1
