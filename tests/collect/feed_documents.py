"""Invented feeds for the tests of reading them."""

from __future__ import annotations

from xml.sax.saxutils import escape

URL = "https://news.vellmark.example/feed.xml"
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    'xmlns:atom="http://www.w3.org/2005/Atom"'
)


def rss(*items: str, head: str = "") -> bytes:
    """An RSS 2.0 feed."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {SPACES}><channel><title>Vellmark Courier</title>'
        f"<link>https://news.vellmark.example/</link>{head}{''.join(items)}</channel></rss>"
    ).encode()


def item(number: int = 1, more: str = "", text: str = "The ferry was late.") -> str:
    """An item with its own address and id."""
    return (
        f"<item><title>Ferry {number}</title><link>https://news.vellmark.example/{number}</link>"
        f'<guid isPermaLink="false">id-{number}</guid><description>{escape(text)}</description>{more}</item>'
    )


def atom(*entries: str, head: str = "", attributes: str = "") -> bytes:
    """An Atom 1.0 feed."""
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>Vellmark Courier</title>{head}'
        f"{''.join(entries)}</feed>"
    ).encode()
