from __future__ import annotations

import csv
import gzip
import io
import json
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from sqlalchemy import select

from firsthand.collect.feeds import parse_feed
from firsthand.collect.records import read_stream
from firsthand.collect.warc import read_archive
from firsthand.desk.adding import keep
from firsthand.desk.exporting import BOM, How, What, export
from firsthand.desk.notice import Notice
from firsthand.desk.opening import Desk
from firsthand.desk.selecting import Wanted
from firsthand.desk.takedown import take_down
from firsthand.desk.telling import regroup
from firsthand.errors import InputError
from firsthand.model import Capture, Retrieval
from firsthand.publish.contract import schema
from firsthand.publish.sheets import FINDINGS, cell, sheet
from firsthand.store.database import Store
from firsthand.store.feeds import add_feed
from firsthand.store.schema import article, feed, story, story_article
from tests.kept import make_capture, read
from tests.stores import make_desk

NOW = datetime(2026, 3, 20, 9, 30, tzinfo=UTC)
URL = "https://courier.vellmark.example/bridge"
TEXT = (
    "The bridge at Ostrel fell on Friday night after weeks of rain, and twelve people were hurt.\n\n"
    "“Nobody was warned,” said Mara Veld. The road to the coast stays closed until the spring."
)


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """Two articles of one story, one of them a page, and one of another."""
    page = f"<html><head><title>Ostrel bridge falls</title></head><body><article><h1>Ostrel bridge falls</h1><p>{TEXT}"
    html = replace(make_capture(f"{page}</p></article></body></html>", url="https://post.lissel.example/b",
                                publisher=None, published="2026-03-15T08:00:00Z"), media="html")
    keep(
        desk,
        [
            make_capture(TEXT, url=URL, title="Bridge falls"),
            html,
            make_capture("The council of Marn votes on Monday on a tax.", id="tax", published="2026-03-10"),
        ],
        read=read,
    )
    regroup(desk)
    return desk


def written(desk: Desk, what: What, wanted: Wanted = Wanted(), how: How = How()) -> bytes:  # noqa: B008
    out = io.BytesIO()
    export(desk, what, out, wanted, how)
    return out.getvalue()


def lines(desk: Desk, what: What, wanted: Wanted = Wanted()) -> list[dict[str, Any]]:  # noqa: B008
    return [json.loads(line) for line in written(desk, what, wanted).splitlines()]


def shape(store: Store) -> tuple[Any, ...]:
    """The articles with their facts, and the stories with their articles."""
    with store.reading() as connection:
        facts = (article.c.id, article.c.url, article.c.publisher, article.c.headline, article.c.published_at)
        inside = select(story_article.c.story, article.c.id).join(article, article.c.n == story_article.c.article)
        return (
            sorted(tuple(r) for r in connection.execute(select(*facts))),
            sorted(tuple(r) for r in connection.execute(inside)),
            sorted(connection.execute(select(story.c.id)).scalars()),
        )


def added_again(desk: Desk, captures: list[Capture], tmp_path: Path) -> Store:
    other = Store.open(f"sqlite:///{tmp_path / 'other.db'}", create=True)
    folder = tmp_path / "other"
    folder.mkdir()
    again = make_desk(other, folder)
    keep(again, captures, read=read)
    regroup(again)
    return other


def captures_in(data: bytes) -> list[Capture]:
    found = list(read_stream(io.BytesIO(data), "articles.jsonl"))
    assert all(isinstance(c, Capture) for c in found), found
    return [c for c in found if isinstance(c, Capture)]


def test_articles_go_into_another_store_as_the_same_articles_in_the_same_stories(kept: Desk, tmp_path: Path) -> None:
    other = added_again(kept, captures_in(written(kept, What.articles)), tmp_path)
    assert shape(other) == shape(kept.store)
    other.close()


def test_articles_carry_what_is_known_of_them(kept: Desk) -> None:
    first, page, tax = lines(kept, What.articles)
    assert (first["url"], first["publisher"], first["title"], first["text"]) == (
        URL, "Vellmark Courier", "Bridge falls", TEXT,
    )
    assert page["html"].startswith("<html>") and "text" not in page
    assert tax["id"] == "tax" and tax["published"] == "2026-03-10"


def test_what_was_taken_down_is_in_no_export_and_no_export_brings_it_back(kept: Desk, tmp_path: Path) -> None:
    before = captures_in(written(kept, What.articles))
    take_down(kept, Notice(URL, "wrong"), "M. Tarn", NOW)
    for what in What:
        assert b"courier.vellmark.example" not in written(kept, what)
    added = keep(kept, before, read=read)
    assert added.kept_out == 1
    assert "T-2026-000001" in added.failures[0].reason


def test_readings_are_the_records_of_read(kept: Desk) -> None:
    found = lines(kept, What.readings)
    assert len(found) == 3
    validator = Draft202012Validator(schema("read"))
    for record in found:
        validator.validate(record)


def test_stories_are_records_of_the_contract(kept: Desk) -> None:
    document = json.loads(written(kept, What.stories, how=How(whole=True)))
    Draft202012Validator(schema("account")).validate(document)
    assert [s["id"] for s in document["stories"]] == [s["id"] for s in lines(kept, What.stories)]
    assert {a["id"] for a in document["articles"]} == {a for s in document["stories"] for a in s["articles"]}
    assert sorted(len(s["articles"]) for s in document["stories"]) == [1, 2]


def test_an_empty_store_gives_empty_documents(desk: Desk) -> None:
    assert json.loads(written(desk, What.stories, how=How(whole=True))) == {"stories": [], "articles": []}
    assert written(desk, What.articles) == b""
    assert written(desk, What.findings).decode().strip() == ",".join(FINDINGS)


def test_a_day_a_story_or_a_query_narrows_it(kept: Desk) -> None:
    assert [a["id"] for a in lines(kept, What.articles, Wanted(since="2026-03-15"))] == [
        lines(kept, What.articles)[1]["id"]
    ]
    bridge = next(s for s in lines(kept, What.stories) if len(s["articles"]) == 2)
    assert {a["id"] for a in lines(kept, What.articles, Wanted(story=bridge["id"]))} == set(bridge["articles"])
    assert [a["id"] for a in lines(kept, What.articles, Wanted(query="council"))] == ["tax"]
    assert [s["id"] for s in lines(kept, What.stories, Wanted(query="rain"))] == [bridge["id"]]
    assert lines(kept, What.articles, Wanted(story=bridge["id"], query="council")) == []
    assert len(lines(kept, What.stories, Wanted(since="2026-03-14"))) == 1


def test_a_story_that_there_is_not_is_named(kept: Desk) -> None:
    with pytest.raises(InputError, match="no such story"):
        written(kept, What.articles, Wanted(story="s-nothing"))


def test_captures_are_an_archive_that_can_be_read_again(kept: Desk) -> None:
    came = Retrieval(URL, URL, 200, "2026-03-14T09:00:00+00:00", (("content-type", "text/html"),))
    html = f"<html><body><article><h1>Another bridge</h1><p>{TEXT} {TEXT[::-1]}</p></article></body></html>"
    page = replace(make_capture(html, source=URL, url=f"{URL}-2"), media="html", retrieval=came)
    keep(kept, [page], read=read)
    found = [c for c in read_archive(io.BytesIO(written(kept, What.captures)), "x.warc.gz") if isinstance(c, Capture)]
    assert {c.body for c in found} >= {page.body}
    assert any(c.retrieval and c.retrieval.at.startswith("2026-03-14T09:00:00") for c in found)
    assert gzip.decompress(written(kept, What.captures)).count(b"WARC-Type: response") == 4


def test_feeds_are_a_list_that_readers_take(desk: Desk) -> None:
    url = "https://courier.vellmark.example/feed.xml?a=1&b=<2>"
    with desk.store.writing() as connection:
        add_feed(connection, url, "rss", b"{}", 3600.0, NOW)
        values = {"title": "Courier & \"Sons\" \x0b<b>", "site": "https://courier.vellmark.example/"}
        connection.execute(feed.update().where(feed.c.url == url).values(**values))
        add_feed(connection, "https://post.lissel.example/atom", "atom", b"{}", 3600.0, NOW)
    data = written(desk, What.feeds)
    parsed = parse_feed(data, None, "text/x-opml", "feeds.opml")
    assert parsed.kind == "opml" and len(parsed.feeds) == 2
    assert "https://post.lissel.example/atom" in parsed.feeds
    assert b"Courier &amp; &quot;Sons&quot; &lt;b&gt;" in data or b"'Courier &amp; \"Sons\" &lt;b&gt;'" in data


def test_sheets_have_a_row_a_finding_with_where_it_stands(kept: Desk) -> None:
    rows = list(csv.DictReader(io.StringIO(written(kept, What.findings).decode())))
    assert rows and set(rows[0]) == set(FINDINGS)
    assert all(row["statement"] and int(row["independent_sources"]) >= 1 for row in rows)
    assert any("Vellmark Courier" in row["publishers"] and URL in row["addresses"] for row in rows)
    quoted = list(csv.DictReader(io.StringIO(written(kept, What.quotations).decode())))
    assert [q["speaker"] for q in quoted] == ["Mara Veld"]
    assert written(kept, What.disagreements).startswith(b"story,")


def test_a_sheet_may_begin_with_a_byte_order_mark(kept: Desk) -> None:
    assert written(kept, What.findings, how=How(bom=True)).startswith(BOM + b"story,")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+cmd|'/C calc'!A0", "'+cmd|'/C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("\x00=1", "'=1"),
        ("-5", "-5"),
        ("+12.5%", "+12.5%"),
        ("half — or more", "half — or more"),
        (None, ""),
        (3, 3),
    ],
)
def test_no_cell_is_a_formula(value: str | int | None, shown: str | int) -> None:
    assert cell(value) == shown


@given(st.lists(st.text(), min_size=2, max_size=4))
def test_a_sheet_reads_back_cell_by_cell_and_runs_nothing(values: list[str]) -> None:
    (row,) = csv.reader(io.StringIO(sheet([values]), newline=""))
    assert row == [cell(v) for v in values]
    for each in row:
        assert not each.lstrip(" ").startswith(("=", "@", "\t", "\r")) or each.startswith("'")


def test_memory_stays_flat(desk: Desk) -> None:
    def fill(first: int, last: int) -> None:
        keep(
            desk,
            (
                make_capture(f"Report {n} of the sewers of Marn. {'Pipes were laid in the street. ' * 150}",
                             source=f"{n}.txt", id=f"r{n}")
                for n in range(first, last)
            ),
            read=read,
        )

    def peak() -> int:
        class Nowhere(io.BytesIO):
            def write(self, data: Any) -> int:  # noqa: ANN401
                return len(data)

        with desk.store.writing() as connection:  # what is measured is the writing, and not the grouping
            from firsthand.store.schema import grouping

            connection.execute(grouping.update().values(grouped=grouping.c.changes))
        tracemalloc.start()
        try:
            assert export(desk, What.articles, Nowhere()) > 0
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    fill(0, 60)
    few = peak()
    fill(60, 300)
    assert peak() < 1.5 * few + 500_000
