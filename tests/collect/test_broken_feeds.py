"""Feeds that are not what they should be are read all the same, and feeds made to do harm are refused."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from firsthand.collect.feed_child import read_feed
from firsthand.collect.feeds import parse_feed, parse_in
from firsthand.collect.loose_xml import mend, read_loosely
from firsthand.collect.xml_feed import MAX_ENTRIES
from firsthand.collect.xml_guard import MAX_ATTRIBUTES
from firsthand.errors import InputError
from firsthand.model import ParsedFeed
from firsthand.sandbox import Sandbox
from tests.collect.feed_documents import URL, atom, item, rss

CHILD = "firsthand.collect.feed_child:run"


def read(body: bytes, content_type: str | None = None) -> ParsedFeed:
    """As the child process reads it."""
    return read_feed(body, URL, content_type, "a feed")


def titled(declaration: str, title: str, charset: str) -> bytes:
    """A feed that declares one charset and is written in another."""
    return f'<?xml version="1.0"{declaration}?><rss><channel><title>{title}</title></channel></rss>'.encode(charset)


@pytest.mark.parametrize(
    ("declaration", "header", "charset", "complained"),
    [
        (' encoding="utf-8"', None, "utf-8", False),
        (' encoding="utf-8"', None, "utf-8-sig", False),
        (' encoding="utf-16"', None, "utf-16", False),
        ("", None, "utf-16-le", False),
        ("", None, "utf-16-be", False),
        (' encoding="ISO-8859-1"', None, "iso-8859-1", False),
        ("", "text/xml; charset=iso-8859-1", "iso-8859-1", False),
        (' encoding="ISO-8859-1"', None, "utf-8", True),
        (' encoding="utf-8"', None, "cp1252", True),
        (' encoding="no-such-thing"', None, "utf-8", False),
        (' encoding="punycode"', None, "cp1252", True),
        (' encoding="utf-16"', None, "utf-8", False),
    ],
)
def test_a_feed_is_read_in_the_charset_that_it_is_in(
    declaration: str, header: str | None, charset: str, complained: bool
) -> None:
    feed = read(titled(declaration, "Café zum Löwen", charset), header)
    assert feed.title == "Café zum Löwen"
    assert bool(feed.complaints) == complained


@pytest.mark.parametrize("charset", ["gb2312", "big5", "euc-kr", "shift_jis", "koi8-r", "windows-1251", "iso-2022-jp"])
def test_charsets_of_the_world_are_read_as_declared(charset: str) -> None:
    title = {"euc-kr": "한국어", "koi8-r": "Паром", "windows-1251": "Паром"}.get(charset, "日本")
    assert read(titled(f" encoding='{charset}'", title, charset)).title == title


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (b"\n \n", "not at the very beginning"),
        (b"<br />\n<b>Warning</b>: mysql_connect() in <b>/srv/x.php</b> on line <b>3</b><br />\n", "Warning"),
        (b"Deprecated: Function x() in /srv/x.php\n", "Deprecated"),
        (b"\xef\xbb\xbf\n", "not at the very beginning"),
    ],
)
def test_what_a_server_prints_before_a_feed_is_passed_over(before: bytes, said: str) -> None:
    feed = read(before + rss(item()))
    assert feed.entries[0].guid == "id-1"
    assert said in feed.complaints[0]


def test_what_may_stand_before_a_feed_is_no_fault() -> None:
    before = b'<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><!-- <html> a > b --><!DOCTYPE rss SYSTEM "x.dtd">'
    feed = read(before + rss(item()).partition(b"?>")[2])
    assert (len(feed.entries), feed.complaints) == (1, ())


@pytest.mark.parametrize(
    ("title", "read_as"),
    [
        ("Caf&eacute;&nbsp;&hellip;", "Café …"),
        ("Sund & Vellmark", "Sund & Vellmark"),
        ("a\x03\x1fb", "ab"),
        ("a&#x1f;b&#150;", "ab–"),
        ("a &unknown; b", "a &unknown; b"),
        ("5 < 6 & 7", "5 < 6 & 7"),
        ("<b>bold<i>er</b> still", "bolder still"),
        ("<![CDATA[Caf&eacute; & co]]>", "Café & co"),
    ],
)
def test_what_xml_does_not_know_is_read_as_meant(title: str, read_as: str) -> None:
    feed = read(f"<rss><channel><item><title>{title}</title><link>/1</link></item></channel></rss>".encode())
    assert feed.entries[0].title == read_as
    assert feed.entries[0].url == "https://news.vellmark.example/1"


def test_a_link_may_have_bare_ampersands() -> None:
    feed = read(b"<rss><channel><item><link>https://a.example/?a=1&b=2&copy=3</link></item></channel></rss>")
    assert feed.entries[0].url == "https://a.example/?a=1&b=2&copy=3"
    assert "not well-formed" in feed.complaints[0]


def test_tags_that_nobody_closes_cost_nothing_but_a_complaint() -> None:
    feed = read(
        b"<rss><channel><title>C</title><item><title>A</title><description><p>one<br>two<img src=x.png></description>"
        b"<link>/1</link></item><item><title>B</title><link>/2</link><item><dc:creator>Orla Vint</dc:creator>"
        b"<title>D<link>/3</link></channel>"
    )
    assert feed.title == "C"
    assert [e.title for e in feed.entries][:2] == ["A", "B"]
    assert feed.entries[0].summary == '<p>one<br>two<img src="x.png"></p>'
    assert feed.entries[2].authors == ("Orla Vint",)
    assert "read by its tags" in feed.complaints[0]


def test_a_feed_that_breaks_off_is_read_up_to_there() -> None:
    whole = rss(*(item(n) for n in range(1, 9)))
    feed = read(whole[: whole.index(b"<title>Ferry 6") + 12])
    assert [e.guid for e in feed.entries][:5] == [f"id-{n}" for n in range(1, 6)]


def test_a_section_that_nobody_ends_ends_with_its_item() -> None:
    body = b"<rss><channel><item><title>A</title><link><![CDATA[one</link></item><item><title>B</title></item>"
    assert [e.title for e in read(body).entries] == ["A", "B"]


@pytest.mark.parametrize(
    "document", [rss(item(1, "<ttl/>"), item(2)), atom("<entry><title>A</title><id>1</id></entry>")]
)
def test_reading_by_tags_gives_what_strict_reading_gives(document: bytes) -> None:
    strict = read(document)
    loose = read(document.replace(b"</channel>", b"<br></channel>").replace(b"</feed>", b"<br></feed>"))
    assert loose.complaints
    assert loose.entries == strict.entries
    assert loose.title == strict.title


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="<>/!-[]CDATA&;#x0²\"' =ab:?\n", max_size=80))
@example("<A:0>")
@example("<a b²='0' c:0='1'>")
def test_any_tags_make_a_tree(text: str) -> None:
    document = mend(f"<a>{text}".encode())
    root, end = read_loosely(document, frozenset(), 10)
    assert root is not None
    assert end <= len(document)


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>',
        b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE rss [<!ENTITY % a SYSTEM "https://a.example/x.dtd"> %a;]>',
        b'<!-- x --><!doctype rss\n[\n<!ENTITY a "b">]>',
        b'<!DOCTYPE rss PUBLIC "a" "b" [<!ENTITY a "<div>">]>',
        b'<!ENTITY a "b">',
    ],
)
def test_entities_of_its_own_are_refused(declaration: bytes) -> None:
    with pytest.raises(InputError, match="entities of its own"):
        read(b'<?xml version="1.0"?>' + declaration + b"<rss><channel><title>&a;&c;</title></channel></rss>")


def test_a_declaration_within_a_feed_declares_nothing() -> None:
    body = (
        b'<rss><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]><channel><title>x&a;</title></channel></rss>'
    )
    assert read(body).title == "x&a;"


def test_a_tag_of_too_many_attributes_is_refused() -> None:
    attributes = " ".join(f'a{n}="1"' for n in range(MAX_ATTRIBUTES + 1))
    with pytest.raises(InputError, match="attributes"):
        read(f"<rss {attributes}></rss>".encode())


#: Seconds in which the largest of the documents below are read or refused; they take a tenth on a machine that is idle.
PATIENCE = 20.0


@pytest.mark.parametrize(
    "body",
    [
        b"<rss>" + b"<" * 200_000,
        b"<rss>" + b"&" * 200_000,
        b"<rss>" + b"<![CDATA[" * 200_000,
        b"<rss>" + b"<![CDATA[</item>" * 100_000,
        b"<rss>" + b"<!--" * 100_000,
        b"<!--" * 100_000,
        b"<rss>" + b'<a "' * 100_000,
        b"<rss><channel><item>" + b"<a>" * 100_000,
        b"<rss><channel><item><author>" + b"a b " * 8_000 + b"</author></item></channel></rss>",
        b"<rss><channel><item><title>" + b"&lt;a " * 100_000 + b"</title></item></channel></rss>",
        b"<rss><channel><item><title>" + b"&lt;!--" * 100_000 + b"</title></item></channel></rss>",
        b"<rss><channel><item><guid>" + b"x" * 3_000_000 + b"</guid></item></channel></rss>",
        b"<!DOCTYPE " * 100_000,
    ],
)
def test_no_document_takes_more_than_linear_time(body: bytes) -> None:
    begun = time.monotonic()
    for suffix in (b"", b"</rss>"):
        try:
            read(body + suffix)
        except InputError as error:
            assert error.reason
    assert time.monotonic() - begun < PATIENCE


def test_a_feed_of_a_hundred_thousand_items_is_read_in_its_limits() -> None:
    feed = parse_feed(rss(*(item(n) for n in range(100_000))), URL)
    assert len(feed.entries) == MAX_ENTRIES
    assert "100,000 entries" in feed.complaints[0]


def test_so_is_one_that_is_not_well_formed() -> None:
    feed = parse_feed(rss("<br>", *(item(n) for n in range(50_000))), URL)
    assert len(feed.entries) == MAX_ENTRIES
    assert any("50,000 entries" in c for c in feed.complaints)


def test_a_feed_that_takes_too_long_is_named_and_the_next_is_read() -> None:
    child = Sandbox(CHILD, 0.001, 480_000_000)
    try:
        with pytest.raises(InputError, match=r"slow\.xml: .*within 0\.001 seconds"):
            parse_in(child, rss(item()), URL, None, "slow.xml")
        child.seconds = 60.0
        assert parse_in(child, rss(item()), URL, None, None).entries[0].guid == "id-1"
    finally:
        child.close()


def test_a_feed_that_takes_too_much_memory_is_named() -> None:
    child = Sandbox(CHILD, 60.0, 480_000_000)
    try:
        with pytest.raises(InputError, match="memory"):
            parse_in(child, b"<rss>" + b"<a/>" * 7_000_000 + b"</rss>", URL, None, None)
    finally:
        child.close()
