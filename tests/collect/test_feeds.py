"""What feeds say is read alike, whatever format and version they are in."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.collect.feed_child import read_feed
from firsthand.collect.feed_text import MAX_BYTES
from firsthand.collect.feeds import WEB_PAGE, parse_feed
from firsthand.collect.xml_feed import MAX_ENTRIES
from firsthand.errors import InputError
from firsthand.model import Entry, ParsedFeed
from tests.collect.feed_documents import SPACES, URL, atom, item, rss


def read(body: bytes, url: str | None = URL, content_type: str | None = None) -> ParsedFeed:
    """As the child process reads it."""
    return read_feed(body, url, content_type, "a feed")


def only(body: bytes, url: str | None = URL) -> Entry:
    """The one entry of a feed."""
    (entry,) = read(body, url).entries
    return entry


def test_an_item_of_rss_is_read_whole() -> None:
    feed = parse_feed(
        rss(
            item(
                more="<pubDate>Thu, 5 Mar 2026 10:00:00 +0100</pubDate><dc:creator>Orla Vint</dc:creator>"
                '<source url="https://sund.example/rss">Sund Post</source>'
                "<content:encoded><![CDATA[<p>All of it.</p>]]></content:encoded>"
                "<media:title>A picture</media:title>"
            ),
            head="<language>en_GB</language><ttl>15</ttl><image><url>https://x.example/i.png</url><title>i</title></image>",
        ),
        URL,
    )
    assert feed == ParsedFeed(
        kind="rss",
        title="Vellmark Courier",
        site="https://news.vellmark.example/",
        language="en-GB",
        entries=(
            Entry(
                url="https://news.vellmark.example/1",
                guid="id-1",
                title="Ferry 1",
                published="2026-03-05T10:00:00+01:00",
                summary="The ferry was late.",
                content="<p>All of it.</p>",
                authors=("Orla Vint",),
                publisher="Sund Post",
            ),
        ),
        every=900,
    )


@pytest.mark.parametrize(
    ("head", "document"),
    [
        ("0.90", '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
         'xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>C</title></channel>{}</rdf:RDF>'),
        ("0.91", '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
         '"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>C</title>{}'
         "</channel></rss>"),
        ("1.0", '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
         "<channel><title>C</title></channel>{}</rdf:RDF>"),
        ("2.0 in a namespace", '<rss xmlns="http://backend.userland.com/rss2"><channel><title>C</title>{}</channel></rss>'),
    ],
)  # fmt: skip
def test_every_version_of_rss_is_read(head: str, document: str) -> None:
    feed = read(document.format("<item><title>A</title><link>https://a.example/1</link></item>").encode())
    assert (feed.kind, feed.title) == ("rss", "C"), head
    assert feed.entries == (Entry("https://a.example/1", title="A"),)
    assert feed.complaints == ()


@pytest.mark.parametrize(
    ("guid", "url"),
    [
        ("<guid>https://a.example/1</guid>", "https://a.example/1"),
        ('<guid isPermaLink="false">https://a.example/1</guid>', None),
        ("<guid>not an address</guid>", None),
        ("<link>/2</link><guid>https://a.example/1</guid>", "https://news.vellmark.example/2"),
        ('<atom:link href="/3"/><guid>x</guid>', "https://news.vellmark.example/3"),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>  https://a.example/a b\n</link>", "https://a.example/a%20b"),
    ],
)
def test_the_address_of_an_item(guid: str, url: str | None) -> None:
    assert only(rss(f"<item><title>A</title>{guid}</item>")).url == url


def test_an_atom_entry_is_read_whole() -> None:
    feed = read(
        atom(
            '<entry xml:lang="de"><title type="html">A &amp;lt; B &lt;b&gt;now&lt;/b&gt;</title><id>tag:1</id>'
            '<link rel="enclosure" href="e.mp3"/><link rel="related" href="r"/><link href="a"/>'
            "<published>2026-03-05T10:00:00Z</published><updated>2026-03-06T10:00:00Z</updated>"
            "<author><name>Orla Vint</name><email>o@a.example</email></author>"
            '<summary>1 &lt; 2</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One<br/>two'
            "</p></div></content><source><title>Sund Post</title></source></entry>",
            head='<link rel="self" href="self.xml"/><link href="/"/>',
            attributes='xml:base="https://b.example/c/"',
        )
    )
    assert (feed.kind, feed.site) == ("atom", "https://b.example/")
    assert feed.entries == (
        Entry(
            url="https://b.example/c/a",
            guid="tag:1",
            title="A < B now",
            published="2026-03-05T10:00:00+00:00",
            updated="2026-03-06T10:00:00+00:00",
            summary="1 &lt; 2",
            content="<p>One<br>two</p>",
            authors=("Orla Vint",),
            publisher="Sund Post",
            language="de",
        ),
    )


def test_a_plain_title_of_atom_keeps_what_looks_like_a_tag() -> None:
    assert only(atom("<entry><title>The &lt;blink&gt; tag</title></entry>")).title == "The <blink> tag"


def test_atom_03_is_read() -> None:
    feed = read(
        b'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>C</title><entry><title>A</title>'
        b'<link rel="alternate" type="text/html" href="https://a.example/1"/><issued>2026-03-05T10:00:00Z</issued>'
        b'<modified>2026-03-06</modified><content type="text/html" mode="escaped">&lt;p&gt;x&lt;/p&gt;</content>'
        b"</entry></feed>"
    )
    expected = Entry(
        "https://a.example/1",
        title="A",
        published="2026-03-05T10:00:00+00:00",
        updated="2026-03-06",
        content="<p>x</p>",
    )
    assert feed.entries == (expected,)


@pytest.mark.parametrize("version", ["https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1"])
def test_a_json_feed_is_read(version: str) -> None:
    feed = read(
        json.dumps(
            {
                "version": version,
                "title": "Vellmark Courier",
                "home_page_url": "https://news.vellmark.example/",
                "language": "en",
                "items": [
                    {"id": 1, "url": "/1", "title": "A", "content_html": "<p>x</p>", "author": {"name": "Orla Vint"}},
                    {"id": "https://a.example/2", "content_text": "1 < 2\n\nyes",
                     "authors": [{"name": "B"}, {"name": "C"}],
                     "date_published": "2026-03-05T10:00:00-05:00"},
                    "no object", {},
                ],
            }
        ).encode()
    )  # fmt: skip
    assert (feed.kind, feed.title, feed.site) == ("json", "Vellmark Courier", "https://news.vellmark.example/")
    first, second = feed.entries
    assert (first.url, first.guid, first.authors) == ("https://news.vellmark.example/1", "1", ("Orla Vint",))
    assert (second.url, second.authors) == ("https://a.example/2", ("B", "C"))
    assert second.content == "<p>1 &lt; 2</p><p>yes</p>"
    assert second.published == "2026-03-05T10:00:00-05:00"


def test_an_empty_feed_is_a_feed() -> None:
    feed = read(rss())
    assert (feed.kind, feed.entries, feed.complaints) == ("rss", (), ())


@pytest.mark.parametrize(
    ("head", "seconds"),
    [
        ("<ttl>60</ttl>", 3600),
        ("<sy:updatePeriod> daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 21_600),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", 3600),
        ("", None),
    ],
)
def test_how_often_a_feed_changes(head: str, seconds: int | None) -> None:
    assert read(rss(head=head)).every == seconds


@pytest.mark.parametrize("head", ["<ttl>soon</ttl>", "<ttl>-1</ttl>", "<ttl>inf</ttl>", "<ttl>nan</ttl>"])
def test_a_senseless_interval_is_complained_of(head: str) -> None:
    feed = read(rss(head=head))
    assert feed.every is None
    assert "how often" in feed.complaints[0]


def test_items_that_repeat_are_left_out_once_told() -> None:
    moved = '<item><title>C</title><guid isPermaLink="false">id-1</guid><link>https://a.example/moved</link></item>'
    feed = read(rss(item(1), item(1), moved, item(2)))
    assert [e.url for e in feed.entries] == [
        "https://news.vellmark.example/1",
        "https://a.example/moved",
        "https://news.vellmark.example/2",
    ]
    assert feed.complaints == ("1 entries repeat the id and address of an earlier one and were left out: 'id-1'.",)


def test_a_date_that_is_none_is_complained_of() -> None:
    feed = read(rss(item(1, "<pubDate>soon</pubDate>"), item(2, "<pubDate>2026-03-05 10:00</pubDate>")))
    assert [e.published for e in feed.entries] == [None, "2026-03-05T10:00:00+00:00"]
    assert any("'soon'" in c for c in feed.complaints)
    assert any("UTC" in c for c in feed.complaints)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("o@a.example (Orla Vint)", "Orla Vint"),
        ("Orla Vint <o@a.example>", "Orla Vint"),
        ("Orla Vint", "Orla Vint"),
        ("o@a.example", None),
    ],
)
def test_an_author_is_a_name(written: str, name: str | None) -> None:
    escaped = written.replace("<", "&lt;")
    assert only(rss(item(more=f"<author>{escaped}</author>"))).authors == ((name,) if name else ())


def test_titles_are_one_line_of_plain_text() -> None:
    body = rss("<item><title> A\n&amp;amp; <![CDATA[<i>B</i>]]>&#x85;\u0065\u0301 </title></item>")
    assert only(body).title == "A & B…é"


def test_more_entries_than_anyone_reads_are_counted() -> None:
    feed = read(rss(*(item(n) for n in range(MAX_ENTRIES + 5))))
    assert len(feed.entries) == MAX_ENTRIES
    assert feed.entries[-1].guid == f"id-{MAX_ENTRIES - 1}"
    assert feed.complaints == (f"The feed has {MAX_ENTRIES + 5:,} entries; the first {MAX_ENTRIES:,} were read.",)


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><html><head><title>Not here</title></head><body><p>No.</p></body></html>",
        b"\n<html><body>x",
        b"<h1>Too many requests</h1>",
        b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html xmlns="http://www.w3.org/1999/xhtml"><head/></html>',
    ],
)
def test_a_page_in_place_of_a_feed_is_told_as_one(body: bytes) -> None:
    with pytest.raises(InputError) as caught:
        parse_feed(body, URL, "application/rss+xml")
    assert caught.value.reason == WEB_PAGE
    assert caught.value.source == URL


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"{", "none"),
        (b'{"items": []}', "no version"),
        (b"[1]", "no list of items"),
        (b"[" * 100_000, "none"),
        (b"plain words", "neither XML nor JSON"),
        (b"\x89PNG\0\0\1", "binary"),
        (b"<svg xmlns='x'/>", "<svg>"),
        (gzip.compress(rss())[:-20], "too early"),
        (b"\x1f\x8b nonsense", "broken gzip"),
        (gzip.compress(b" " * (MAX_BYTES + 1)), "unpacks to more than"),
        (b" " * (MAX_BYTES + 1), "limit for feeds"),
    ],
)
def test_what_is_no_feed_is_told(body: bytes, said: str) -> None:
    with pytest.raises(InputError, match=f"a feed: .*{said}"):
        read(body)


def test_a_packed_feed_is_unpacked() -> None:
    assert only(gzip.compress(rss(item()))).guid == "id-1"


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    for wrapped in (
        body,
        rss(item()) + body,
        b"<rss><channel><item>" + body,
        b"\xef\xbb\xbf{" + body,
        b"<feed " + body,
    ):
        try:
            read(wrapped)
        except InputError as error:
            assert error.reason.endswith(".")


_PIECES = st.sampled_from(
    "<rss> </rss> <channel> </channel> <item> </item> <entry> </entry> <title> </title> <link> </link> <link/> <br> "
    "<![CDATA[ ]]> <!-- --> <?xml ?> <! & &amp; &nbsp; &#0; &#xd800; < > \" ' = xml:base xmlns:a a:b <a:b/> <feed> "
    "<content:encoded> <pubDate> 2026 <guid isPermaLink='x'> <opml> <outline xmlUrl='http://[/'/> <urlset> <url> <loc>"
    " http://a.example/ \x00 \ud800 \ufffe <div xmlns='http://www.w3.org/1999/xhtml'>".split(" ")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=40), st.sampled_from(["<rss>", "<feed>", "<opml>", "<urlset>", "<sitemapindex>"]))
def test_any_tags_are_read_or_refused(pieces: list[str], root: str) -> None:
    try:
        feed = read((root + " ".join(pieces)).encode("utf-8", "surrogatepass"))
    except InputError:
        return
    assert all(e.url is None or e.url.startswith(("http://", "https://")) for e in feed.entries)


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=20),
        lambda c: (
            st.lists(c, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "id",
                        "url",
                        "title",
                        "content_html",
                        "content_text",
                        "authors",
                        "author",
                        "name",
                        "date_published",
                        "language",
                    ]
                ),
                c,
                max_size=5,
            )
        ),
    )
)
def test_any_json_is_read_or_refused(value: object) -> None:  # fmt: skip
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [value, {"id": value, "url": value}]})
    assert read(body.encode()).kind == "json"


def test_namespaces_are_known_by_address_and_not_by_prefix() -> None:
    body = (
        '<x:rss xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:x="http://backend.userland.com/rss2"><x:channel><x:item>'
        "<x:title>A</x:title><d:creator>Orla Vint</d:creator><dc:creator xmlns:dc='urn:other'>no</dc:creator>"
        "</x:item></x:channel></x:rss>"
    )
    assert only(body.encode()) == Entry(None, title="A", authors=("Orla Vint",))
    assert "xmlns:dc" in SPACES
