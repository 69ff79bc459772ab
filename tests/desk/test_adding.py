from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from firsthand.desk.adding import add, keep
from firsthand.desk.opening import Desk
from firsthand.desk.telling import regroup
from firsthand.errors import StoreError
from firsthand.model import Failure
from firsthand.store.archive import get_body
from firsthand.store.articles import find_article, given_of, load_readings, load_version, versions_of
from firsthand.store.schema import article, body, capture, version
from tests.kept import make_capture, read

TEXT = "The bridge at Ostrel fell on Friday night. Twelve people were hurt, the mayor said."
URL = "https://courier.vellmark.example/bridge"


def count(desk: Desk, table: object) -> int:
    with desk.store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]


def test_an_article_is_kept_to_the_letter_with_its_bytes_and_what_was_said_of_it(desk: Desk) -> None:
    found = make_capture(TEXT, url=URL, title="Bridge falls")
    added = keep(desk, [found], read=read)
    assert (added.new, added.changed, added.same, added.failures) == (1, 0, 0, [])
    with desk.store.reading() as connection:
        row = find_article(connection, URL)
        assert row is not None
        (kept,) = load_readings(connection, [row.id])
        assert get_body(connection, found.id) == found.body
        assert given_of(connection.execute(select(capture.c.given)).scalar_one()) == found.given
    ((_, before),) = read([found])
    assert kept == before
    assert (row.headline, row.publisher_name, row.published_at) == ("Bridge falls", "Vellmark Courier", "2026-03-14")


def test_a_page_is_kept_with_the_text_that_was_found_on_it(desk: Desk) -> None:
    html = f"<html><body><article><h1>Bridge falls</h1><p>{TEXT}</p><p>{TEXT[::-1]}</p></article></body></html>"
    found = replace(make_capture(html, url=URL), media="html")
    keep(desk, [found], read=read)
    ((_, before),) = read([found])
    with desk.store.reading() as connection:
        row = find_article(connection, URL)
        assert row is not None
        assert load_readings(connection, [row.id]) == [before]
        assert get_body(connection, found.id).decode() == html


def test_the_same_article_again_changes_nothing(desk: Desk) -> None:
    found = make_capture(TEXT, url=URL)
    keep(desk, [found], read=read)
    again = keep(desk, [found, replace(found, source="copy/of/a.txt")], read=read)
    assert (again.new, again.changed, again.same) == (0, 0, 2)
    assert [count(desk, t) for t in (article, version, capture, body)] == [1, 1, 1, 1]


def test_one_address_is_one_article_whatever_the_tracking(desk: Desk) -> None:
    keep(desk, [make_capture(TEXT, url=URL), make_capture(TEXT, url=f"{URL}?utm_source=feed#top")], read=read)
    assert count(desk, article) == 1


def test_an_edit_is_a_new_version_and_the_old_one_stays(desk: Desk) -> None:
    keep(desk, [make_capture(TEXT, url=URL)], read=read)
    added = keep(desk, [make_capture(TEXT.replace("Twelve", "Fourteen"), url=URL)], read=read)
    assert (added.new, added.changed) == (0, 1)
    with desk.store.reading() as connection:
        row = find_article(connection, URL)
        assert row is not None
        first, second = versions_of(connection, row.n)
        assert "Twelve" in load_version(connection, first.n).article.text
        assert "Fourteen" in load_version(connection, second.n).article.text
        assert (first.edit, row.version) == (None, second.n)
        assert second.edit is not None
        assert get_body(connection, first.sha256) == TEXT.encode()


def test_a_page_that_goes_back_to_its_first_text_is_an_edit_too(desk: Desk) -> None:
    first, second = make_capture(TEXT, url=URL), make_capture(TEXT.replace("Twelve", "Fourteen"), url=URL)
    for each in (first, second, first):
        keep(desk, [each], read=read)
    with desk.store.reading() as connection:
        row = find_article(connection, URL)
        assert row is not None
        assert len(versions_of(connection, row.n)) == 3
        assert load_version(connection, row.version).article.text == TEXT


def test_what_changes_around_the_text_is_kept_and_is_no_edit(desk: Desk) -> None:
    keep(desk, [make_capture(TEXT, url=URL)], read=read)
    added = keep(desk, [make_capture(TEXT + "\n", url=URL)], read=read)
    assert (added.new, added.changed, added.same) == (0, 0, 1)
    assert [count(desk, t) for t in (article, version, capture, body)] == [1, 1, 2, 2]


def test_two_files_of_one_name_for_their_records_are_two_articles(desk: Desk) -> None:
    keep(desk, [make_capture(TEXT, "a.jsonl:1", id="1"), make_capture(TEXT + " More.", "b.jsonl:1", id="1")], read=read)
    with desk.store.reading() as connection:
        ids = sorted(connection.execute(select(article.c.id)).scalars())
    assert ids[0] == "1"
    assert ids[1].startswith("1-")


def test_a_file_that_changes_is_one_article(desk: Desk) -> None:
    keep(desk, [make_capture(TEXT, "notes.txt")], read=read)
    keep(desk, [make_capture(TEXT + " A diver was found alive.", "notes.txt")], read=read)
    assert [count(desk, t) for t in (article, version)] == [1, 2]


def test_what_holds_no_article_is_kept_with_its_reason(desk: Desk) -> None:
    added = keep(desk, [make_capture("—— ——", "empty.txt", title=None), make_capture(TEXT, url=URL)], read=read)
    assert added.new == 1
    assert [f.source for f in added.failures] == ["empty.txt"]
    with desk.store.reading() as connection:
        rows = connection.execute(select(capture.c.stage, capture.c.reason).where(capture.c.article.is_(None))).all()
    assert [r.stage for r in rows] == ["clean"]
    assert added.failures[0].reason == rows[0].reason
    again = keep(desk, [make_capture("—— ——", "empty.txt", title=None)], read=read)
    assert again.failures == added.failures  # said again, and not kept twice
    assert count(desk, capture) == 2


def test_failures_come_through_in_their_place(desk: Desk) -> None:
    missing = Failure("gone.txt", "collect", "There is no such file.")
    seen: list[str] = []
    added = keep(
        desk,
        [missing, *[make_capture(TEXT, url=URL)] * 2, make_capture("Other news came from the coast.", "b.txt")],
        read=read,
        settled=lambda _, arrival, what: seen.append(type(what).__name__),
    )
    assert seen == ["Failure", "Saved", "Saved", "Saved"]
    assert (added.new, added.same, added.failures) == (2, 1, [missing])


def test_what_a_fault_interrupts_is_lost_wholly_and_what_was_kept_before_stays(desk: Desk) -> None:
    def broken(captures: object, workers: int, agencies: object) -> object:
        for n, each in enumerate(read(captures)):  # type: ignore[arg-type]
            if n == 30:
                raise StoreError("store", "The disk is full.")
            yield each

    found = [make_capture(f"{TEXT} Report {n} of the evening.", f"{n}.txt") for n in range(40)]
    with pytest.raises(StoreError):
        keep(desk, found, read=broken)  # type: ignore[arg-type]
    kept = count(desk, article)
    assert 0 < kept < 40
    assert count(desk, capture) == count(desk, version) == kept
    assert keep(desk, found, read=read).same == kept
    assert count(desk, article) == 40


def test_files_are_read_and_put_into_stories(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Bridge falls at Ostrel\n\n{TEXT}\n", encoding="utf-8")
    added = add(desk, [tmp_path / "a.txt", tmp_path / "none.txt"], workers=1)
    assert added.new == 1
    assert [Path(f.source).name for f in added.failures] == ["none.txt"]
    (story,) = regroup(desk)
    assert regroup(desk) == []
    assert story.startswith("s-")
