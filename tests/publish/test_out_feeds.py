from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from firsthand.collect.feeds import parse_feed
from firsthand.publish.out_feeds import (
    ATOM,
    OutFeed,
    OutItem,
    OutSource,
    article_item,
    atom_feed,
    json_feed,
    story_item,
)
from tests.publish.edition import make_articles, make_story

BASE = "https://news.example/firsthand/"
CHANGED = datetime(2026, 3, 15, 18, 30, tzinfo=UTC)
ARTICLES = make_articles()
STORY = make_story(ARTICLES)


def make_feed(*items: OutItem, title: str = "Stories on bridges") -> OutFeed:
    name = "urn:uuid:1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"
    return OutFeed(title, "All of them", name, f"{BASE}feed", BASE, CHANGED, items)


def entries_of(document: bytes) -> list[Any]:
    return list(etree.fromstring(document).iterfind(f"{{{ATOM}}}entry"))


@pytest.mark.parametrize("write", [atom_feed, json_feed])
def test_our_own_reader_reads_a_feed_back(write: Any) -> None:  # noqa: ANN401
    item = story_item(STORY, ARTICLES, BASE, CHANGED)
    found = parse_feed(write(make_feed(item)))
    assert found.kind == ("atom" if write is atom_feed else "json")
    assert (found.title, found.site) == ("Stories on bridges", BASE)
    assert found.complaints == ()
    (entry,) = found.entries
    assert entry.title == "Orrin bridge falls at Dunmar; reports differ on the toll"
    assert entry.url == "https://news.example/firsthand/stories/s-orrin"
    assert entry.guid == item.id
    assert entry.published == "2026-03-13T20:40:00+00:00"
    assert entry.updated == "2026-03-15T18:30:00+00:00"
    assert entry.content is not None and "Nine people were killed" in entry.content


def test_a_story_tells_its_sources_its_counts_and_its_differences() -> None:
    item = story_item(STORY, ARTICLES, BASE, CHANGED)
    lines = item.summary_text.splitlines()
    assert "VPA, Dunmar Post and Northline Daily Digest" in lines[0]
    assert "disputed by Vellmark Courier" in lines[0]
    assert "7 articles by 6 outlets, at most 4 independent origins; 4 disagreements." in lines
    assert "How many: people killed (disputed): “Nine people” (" in item.summary_text
    assert "; “Twelve people” (Vellmark Courier)" in item.summary_text
    assert lines[-1] == "- and 1 more"
    assert '<a href="https://vpa.example/orrin-bridge">VPA</a>' in item.summary_html
    assert "Hanna Oldecott" in item.tags
    assert OutSource("VPA", "https://vpa.example/orrin-bridge") in item.sources
    assert OutSource("<i>The Evil</i> Mirror", None) in item.sources  # its address was a script


def test_an_article_is_pointed_at_and_not_copied() -> None:
    item = article_item(ARTICLES["d-courier"], BASE, CHANGED)
    assert item.title.startswith("“We heard it before we saw it”")
    assert item.summary_text.startswith("“Twelve people were killed when the Orrin bridge collapsed")
    assert "denied" not in item.summary_text
    assert '(<a href="https://courier.example/orrin">Vellmark Courier</a>)' in item.summary_html
    assert item.url == f"{BASE}articles/d-courier"
    assert (item.language, item.published) == ("en", datetime(2026, 3, 14, 21, 5, tzinfo=UTC))


def test_a_long_beginning_is_cut_between_words() -> None:
    article = ARTICLES["h-ferry"]
    text = "Ferry timetable changed\n" + "ferries " * 100
    longer = replace(article, text=text)
    block = replace(article.blocks[1], span=longer.span(24, len(text)))
    item = article_item(replace(longer, blocks=(block,)), BASE, CHANGED)
    assert item.summary_text.startswith("“ferries ferries") and "ferries …”" in item.summary_text
    assert len(item.summary_text) < 350


def test_the_atom_is_what_the_standard_asks_for() -> None:
    item = story_item(STORY, ARTICLES, BASE, CHANGED)
    root = etree.fromstring(atom_feed(make_feed(item)))
    names = [etree.QName(e).localname for e in root]
    assert names.count("id") == names.count("title") == names.count("updated") == names.count("author") == 1
    links = {e.get("rel"): e.get("href") for e in root.iterfind(f"{{{ATOM}}}link")}
    assert links == {"self": f"{BASE}feed", "alternate": BASE}
    (entry,) = entries_of(atom_feed(make_feed(item)))
    inside = [etree.QName(e).localname for e in entry]
    assert all(inside.count(n) == 1 for n in ("id", "title", "updated", "published", "summary", "content"))
    sources = [e.get("href") for e in entry.iterfind(f"{{{ATOM}}}link") if e.get("rel") == "via"]
    assert "https://courier.example/orrin" in sources and len(sources) == 4


def test_the_json_feed_is_what_the_standard_asks_for() -> None:
    record = json.loads(json_feed(make_feed(story_item(STORY, ARTICLES, BASE, CHANGED))))
    assert record["version"] == "https://jsonfeed.org/version/1.1"
    assert record["feed_url"] == f"{BASE}feed" and record["authors"] == [{"name": "firsthand"}]
    (item,) = record["items"]
    assert item["date_published"] == "2026-03-13T20:40:00Z" and item["date_modified"] == "2026-03-15T18:30:00Z"
    assert item["language"] == "en"
    assert item["_firsthand"]["sources"][0] == {"name": "VPA", "url": "https://vpa.example/orrin-bridge"}


def test_hostile_words_are_text_in_both() -> None:
    item = article_item(ARTICLES["g-hostile"], BASE, CHANGED)
    assert "<b>" not in item.summary_html and "&lt;b&gt;hollow" in item.summary_html
    assert "javascript:" not in item.summary_html.split("[link]")[0]
    (entry,) = entries_of(atom_feed(make_feed(item)))
    assert entry.findtext(f"{{{ATOM}}}title").startswith("<script>alert('read me')</script>")
    (back,) = parse_feed(json_feed(make_feed(item))).entries
    assert back.title is not None and "gnp.exe" in back.title and "\u202e" not in back.title


@given(st.text(st.characters(), max_size=40))
def test_any_text_makes_a_document(text: str) -> None:
    source = OutSource(text, f"https://x.example/{text}")
    item = OutItem("urn:x", None, text, text, text, None, CHANGED, (text or "x",), (text or "x",), (source,), text)
    feed = make_feed(item, title=text)
    (entry,) = entries_of(atom_feed(feed))
    assert entry.findtext(f"{{{ATOM}}}title")
    assert len(json.loads(json_feed(feed))["items"]) == 1


def test_a_feed_without_items_is_a_feed() -> None:
    assert parse_feed(atom_feed(make_feed())).entries == ()
    assert json.loads(json_feed(make_feed()))["items"] == []
