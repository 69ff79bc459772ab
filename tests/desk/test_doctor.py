from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update

from firsthand.config import CollectConfig, TakedownConfig
from firsthand.desk import state_checks, store_checks
from firsthand.desk.adding import keep
from firsthand.desk.checkup import Line
from firsthand.desk.doctor import CHECKS, examine, look_over
from firsthand.desk.notice import Notice
from firsthand.desk.opening import Desk, init
from firsthand.desk.takedown import take_down
from firsthand.desk.telling import regroup
from firsthand.inference.encoder import word_vectors
from firsthand.store import similar
from firsthand.store.articles import article_of
from firsthand.store.codec import compress
from firsthand.store.database import Store
from firsthand.store.schema import article, body, entry, feed, grouping, ledger, story, story_article, takedown, version
from tests.kept import make_capture, read
from tests.stores import make_desk

NOW = datetime(2026, 3, 20, 9, 30, tzinfo=UTC)
URL = "https://courier.vellmark.example/bridge"
TEXT = "The bridge at Ostrel fell on Friday night. Twelve people were hurt, the mayor said."


@pytest.fixture
def kept(store: Store, tmp_path: Path) -> Desk:
    """A desk with three articles, two of one story, and a contact."""
    settings: dict[str, Any] = {"collect": CollectConfig(contact="desk@tarn.example")}
    desk = make_desk(store, tmp_path, takedown=TakedownConfig(undo_days=7), **settings)
    keep(
        desk,
        [
            make_capture(TEXT, url=URL),
            make_capture(TEXT + " More follows.", url="https://post.lissel.example/b", publisher="Lissel Post"),
            make_capture("The council of Marn votes on Monday on a tax.", url="https://marn.example/tax"),
        ],
        read=read,
    )
    regroup(desk)
    return desk


def lines(desk: Desk, **how: bool) -> dict[str, Line]:
    return {line.name: line for line in examine(desk, NOW, **how)}


def damage(desk: Desk, *statements: object) -> None:
    """Change the tables behind the store's back, whatever they refer to."""
    with desk.store.engine.connect() as connection:
        if desk.store.sqlite:
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            for statement in statements:
                connection.execute(statement)  # type: ignore[call-overload]
        if desk.store.sqlite:
            driver.execute("PRAGMA foreign_keys = ON")


def test_all_is_well_where_all_is_well(kept: Desk) -> None:
    found = lines(kept, full=True)
    assert list(found) == [name for name, _ in CHECKS]
    assert {line.name: line for line in found.values() if line.level != "ok"} == {}
    assert found["archive"].said == "All 3 captures unpack to their SHA-256."
    assert all(line.way_out is None for line in found.values())


def test_without_a_contact_it_warns(desk: Desk) -> None:
    line = lines(desk)["settings"]
    assert line.level == "warn" and "contact" in (line.way_out or "")


def test_a_capture_whose_bytes_are_others_is_named(kept: Desk) -> None:
    with kept.store.reading() as connection:
        sha256 = connection.execute(select(body.c.sha256).order_by(body.c.sha256)).scalars().first()
    damage(kept, update(body).where(body.c.sha256 == sha256).values(zstd=compress(b"something else")))
    line = lines(kept)["archive"]
    assert line.level == "fault" and str(sha256)[:12] in line.said


def test_a_capture_that_does_not_unpack_is_named(kept: Desk) -> None:
    damage(kept, update(body).values(zstd=b"no zstd"))
    assert lines(kept)["archive"].said.startswith("3 captures are not what was received")


def test_a_capture_of_another_size_is_named(kept: Desk) -> None:
    damage(kept, update(body).values(size=body.c.size + 1))
    assert lines(kept)["archive"].level == "fault"


def flipped(data: bytes) -> bytes:
    return data[:-6] + bytes(b ^ 0xFF for b in data[-6:])


@pytest.mark.parametrize("change", [flipped, lambda d: b"", lambda d: compress(b"\x93"), lambda d: d[: len(d) // 2]])
def test_a_reading_that_does_not_unpack_is_named(kept: Desk, change: Callable[[bytes], bytes]) -> None:
    with kept.store.reading() as connection:
        row = connection.execute(select(version.c.n, version.c.reading).order_by(version.c.n)).first()
    assert row is not None
    damage(kept, update(version).where(version.c.n == row.n).values(reading=change(row.reading)))
    line = lines(kept)["readings"]
    assert line.level == "fault" and f"version {row.n} (damaged)" in line.said


def test_a_reading_that_points_outside_its_text_is_named(kept: Desk) -> None:
    with kept.store.reading() as connection:
        row = connection.execute(select(version.c.n, version.c.text).order_by(version.c.n)).first()
    assert row is not None
    damage(kept, update(version).where(version.c.n == row.n).values(text=compress(b"The bridge.")))
    assert "points outside its text" in lines(kept)["readings"].said


def test_an_article_without_a_version_is_named(kept: Desk) -> None:
    damage(kept, update(article).where(article.c.url == URL).values(version=999))
    assert lines(kept)["articles"].level == "fault"


def test_an_article_that_search_does_not_know_is_named_and_mended(kept: Desk) -> None:
    with kept.store.reading() as connection:
        row = article_of(connection, f"url:{URL}")
    assert row is not None
    table = "search_article" if kept.store.sqlite else "search"
    damage(kept, text(f"DELETE FROM {table} WHERE n = {row.n}"))
    line = lines(kept)["search"]
    assert line.level == "fault" and row.id in line.said and "--mend" in (line.way_out or "")
    assert lines(kept, mend=True)["search"].level == "ok"


def test_a_file_of_similar_sentences_that_is_damaged_or_knows_what_is_gone_is_named_and_mended(kept: Desk) -> None:
    assert "made when it is first asked" in lines(kept)["similar"].said
    similar.update(kept.store, kept.config.files, word_vectors())
    assert lines(kept)["similar"].level == "ok"
    loose = text("UPDATE capture SET article = NULL")
    damage(kept, delete(story_article), loose, delete(version), delete(article))
    line = lines(kept)["similar"]
    assert line.level == "warn" and "3 articles that are gone" in line.said
    file = kept.config.files / similar.FILE
    file.write_bytes(file.read_bytes()[:-9] + b"nonsense.")
    assert "damaged" in lines(kept)["similar"].said
    assert lines(kept, mend=True)["similar"].level == "ok"


def test_an_article_in_no_story_is_named_and_mended(kept: Desk) -> None:
    n = select(article.c.n).where(article.c.url == URL).scalar_subquery()
    damage(kept, delete(story_article).where(story_article.c.article == n))
    assert lines(kept)["stories"].level == "fault"
    assert lines(kept, mend=True)["stories"].level == "ok"


def test_a_story_that_is_not_of_its_articles_is_named_and_mended(kept: Desk) -> None:
    damage(kept, update(story).where(story.c.articles == 2).values(members="0" * 32))
    line = lines(kept)["stories"]
    assert line.level == "fault" and "1 story is not of the articles" in line.said
    after = lines(kept, mend=True)
    assert after["mend"].level == "ok" and after["stories"].level == "ok"


def test_a_story_of_no_article_is_named(kept: Desk) -> None:
    facts = {"members": "x", "articles": 1, "links": compress(b"[]"), "changed_at": NOW, "last_reported": ""}
    damage(kept, insert(story).values(id="s-nothing", **facts))
    assert "s-nothing" in lines(kept)["stories"].said


def test_stories_that_lag_behind_are_a_warning(kept: Desk) -> None:
    damage(kept, update(grouping).values(changes=grouping.c.changes + 2))
    line = lines(kept)["stories"]
    assert line.level == "warn" and "2 changes" in line.said


def test_rows_that_lead_nowhere_are_named(kept: Desk) -> None:
    if not kept.store.sqlite:
        assert lines(kept)["references"].level == "ok"  # the database holds them itself
        return
    damage(kept, text("DELETE FROM body"))
    assert lines(kept)["references"].level == "fault"


def test_a_damaged_file_is_a_fault_and_the_rest_is_looked_at(kept: Desk) -> None:
    if not kept.store.sqlite:
        pytest.skip("PostgreSQL looks after its files itself")
    kept.store.settle()
    file = Path(kept.store.name)
    kept.store.close()
    data = bytearray(file.read_bytes())
    page = 4096
    for start in range(page * 4, len(data), page * 3):
        data[start : start + 200] = b"\xa5" * 200
    file.write_bytes(bytes(data))
    file.with_name(file.name + "-wal").unlink(missing_ok=True)
    found = lines(kept)
    assert any(line.level == "fault" for line in found.values())
    assert list(found) == [name for name, _ in CHECKS]


def follow(connection: Connection, **more: Any) -> None:  # noqa: ANN401
    facts: dict[str, Any] = {
        "url": "https://courier.vellmark.example/feed.xml", "kind": "rss", "added_at": NOW, "followed": True,
        "due_at": NOW, "interval": 3600.0, "state": b"{}", "failures": 0, "entries": 0,
    }
    connection.execute(insert(feed).values(**(facts | more)))


def test_a_feed_that_fails_is_named(kept: Desk) -> None:
    with kept.store.writing() as connection:
        follow(connection, failures=state_checks.FAILING)
    line = lines(kept)["feeds"]
    assert line.level == "warn" and "feed.xml" in line.said and "firsthand feeds" in (line.way_out or "")


def test_a_lease_that_never_ends_is_named_and_ended(kept: Desk) -> None:
    with kept.store.writing() as connection:
        follow(connection, holder="w1", held_until=NOW + timedelta(days=400))
        facts = {"key": "k", "seen_at": NOW, "said": b"{}", "state": "waiting"}
        connection.execute(insert(entry).values(**facts, holder="w2", held_until=NOW + timedelta(minutes=4)))
    line = lines(kept)["leases"]
    assert line.level == "warn" and "1 lease" in line.said
    assert lines(kept, mend=True)["leases"].said.startswith("1 held by")


def test_content_whose_time_is_over_is_named_and_erased(kept: Desk) -> None:
    outcome = take_down(kept, Notice(URL, "wrong"), "M. Tarn", NOW - timedelta(days=8))
    line = lines(kept)["takedowns"]
    assert line.level == "warn" and outcome.receipt in line.said
    assert lines(kept, mend=True)["takedowns"].level == "ok"
    with kept.store.reading() as connection:
        assert connection.execute(select(takedown.c.sealed)).scalar_one() is None


def test_a_receipt_that_is_missing_is_named(kept: Desk) -> None:
    for _ in range(2):
        take_down(kept, Notice("https://nowhere.example/a", "wrong"), "M. Tarn", NOW)
    damage(kept, text("DELETE FROM tombstone"), delete(takedown).where(takedown.c.receipt == "T-2026-000001"))
    assert "T-2026-000001" in lines(kept)["tombstones"].said


def test_what_was_taken_down_and_is_there_again_is_named(kept: Desk) -> None:
    take_down(kept, Notice("https://nowhere.example/a", "wrong"), "M. Tarn", NOW)
    damage(kept, text(f"UPDATE tombstone SET key = 'url:{URL}'"))
    line = lines(kept)["tombstones"]
    assert line.level == "fault" and "T-2026-000001" in line.said


def test_the_ledger_of_a_notice_must_be_there(kept: Desk) -> None:
    facts = {"url": URL, "basis": "other", "reason": "r", "notice": b"{}", "by": "x", "at": NOW, "decision": "pending"}
    damage(kept, insert(takedown).values(receipt="T-2026-000001", **facts))
    assert lines(kept)["tombstones"].level == "fault"
    damage(kept, insert(ledger).values(at=NOW, receipt="T-2026-000001", act="received", by="x"))
    assert lines(kept)["tombstones"].level == "ok"


def test_little_room_is_a_warning_and_none_a_fault(kept: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for free, level in ((2 * state_checks.ROOM, "ok"), (state_checks.ROOM - 1, "warn"), (1_000, "fault")):
        usage = type("Usage", (), {"free": free})()
        monkeypatch.setattr("shutil.disk_usage", lambda _, usage=usage: usage)
        assert lines(kept)["disk"].level == level


def test_a_sample_is_another_one_every_day_and_full_is_all(kept: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_checks, "SAMPLE", 1)
    assert lines(kept)["archive"].said == "1 of 3 captures unpack to their SHA-256."
    assert lines(kept, full=True)["archive"].said == "All 3 captures unpack to their SHA-256."
    first = select(body.c.sha256).order_by(body.c.sha256).limit(1).scalar_subquery()
    damage(kept, update(body).where(body.c.sha256 == first).values(zstd=b""))
    levels = {
        line.level
        for day in range(30)
        for line in examine(kept, NOW + timedelta(days=day))
        if line.name == "archive"
    }
    assert levels == {"ok", "fault"}


def test_settings_and_stores_that_cannot_be_used_are_faults(tmp_path: Path) -> None:
    (line,) = look_over(tmp_path / "firsthand.toml", NOW)
    assert (line.name, line.level) == ("settings", "fault")
    config = init(tmp_path, "firsthand.db", "desk@tarn.example")
    assert {line.level for line in look_over(tmp_path, NOW)} <= {"ok", "warn"}
    (config.folder / "firsthand.db").write_bytes(b"no store at all, and no SQLite either" * 200)
    (line,) = look_over(tmp_path, NOW)
    assert (line.name, line.level) == ("store", "fault") and line.way_out
