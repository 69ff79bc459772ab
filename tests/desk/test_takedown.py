from __future__ import annotations

import os
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select, text

from firsthand.config import TakedownConfig
from firsthand.desk.adding import keep
from firsthand.desk.notice import Notice
from firsthand.desk.opening import Desk
from firsthand.desk.state import FILE, save_state
from firsthand.desk.takedown import complete, decide, notice_in_full, notices, take_down
from firsthand.desk.telling import regroup
from firsthand.desk.undoing import erase_overdue, undo
from firsthand.errors import InputError
from firsthand.group import NO_JUDGEMENTS, Archive
from firsthand.model import Entry, Failure
from firsthand.store.articles import find_article, load_readings, save_capture, versions_of
from firsthand.store.codec import compress
from firsthand.store.database import Store
from firsthand.store.entries import add_entries, known_entries
from firsthand.store.feeds import add_feed, find_feed
from firsthand.store.schema import article, body, capture, entry, ledger, story, story_article, takedown, version
from firsthand.store.similar import FILE as SIMILAR
from firsthand.store.takedowns import kept_out, tombstones_of
from tests.kept import make_capture, read
from tests.stores import make_desk

NOW = datetime(2026, 3, 20, 9, 30, tzinfo=UTC)
URL = "https://courier.vellmark.example/bridge"
FEED = "https://courier.vellmark.example/feed.xml"
OTHER = "https://post.lissel.example/bridge-falls"
TEXT = (
    "The bridge at Ostrel fell on Friday night after weeks of rain, and twelve people were hurt, the mayor said. "
    "Divers looked for a lorry whose driver, a man called Quillfeather, had been seen on the middle span. "
    "The road to the coast stays closed until the spring, and the ferry runs every hour."
)
EDITED = TEXT.replace("twelve people were hurt", "thirteen people were hurt and one xylograph burned")
NOTICE = Notice(URL, "It names a man who was never there.")


def tables(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        named = (article, version, capture, body, story, story_article)
        return {t.name: connection.execute(select(func.count()).select_from(t)).scalar_one() for t in named}


def fill(desk: Desk) -> None:
    """An article in two versions, another outlet's copy of it, and one on something else; their stories."""
    keep(
        desk,
        [
            make_capture(TEXT, url=URL, title="Bridge falls"),
            make_capture(EDITED, url=URL, title="Bridge falls"),
            make_capture(f"{TEXT} More follows.", url=OTHER, publisher="Lissel Post", title="Ostrel bridge falls"),
            make_capture("The council of Marn votes on Monday on a tax.", url="https://marn.example/tax"),
        ],
        read=read,
    )
    regroup(desk)


def with_undo(store: Store, tmp_path: Path, days: int = 7) -> Desk:
    return make_desk(store, tmp_path, takedown=TakedownConfig(undo_days=days))


def test_an_article_is_gone_in_all_its_versions_and_its_copy_is_named(desk: Desk) -> None:
    fill(desk)
    outcome = take_down(desk, NOTICE, "M. Tarn", NOW)
    assert (outcome.receipt, outcome.decision) == ("T-2026-000001", "removed")
    assert (len(outcome.articles), outcome.versions, outcome.captures) == (1, 2, 2)
    assert [(c.url, c.publisher) for c in outcome.copies] == [(OTHER, "Lissel Post")]
    left = tables(desk.store)
    assert (left["article"], left["version"], left["capture"], left["body"], left["story_article"]) == (2, 2, 2, 2, 2)
    with desk.store.reading() as connection:
        assert find_article(connection, URL) is None
        assert find_article(connection, outcome.articles[0]) is None
        assert connection.execute(select(func.count()).select_from(text("search_state"))).scalar_one() == 1


def test_it_is_kept_out_by_address_by_bytes_and_by_words_and_the_ledger_says_so(desk: Desk) -> None:
    fill(desk)
    take_down(desk, NOTICE, "M. Tarn", NOW)
    again = keep(
        desk,
        [
            make_capture("A wholly new text of this address.", url=f"{URL}?utm_source=feed"),
            make_capture(TEXT, source="copied.txt"),
            make_capture(TEXT.upper().replace(" ", "  "), url="https://courier.vellmark.example/moved"),
            make_capture("Something else altogether, of no importance.", url="https://courier.vellmark.example/else"),
        ],
        read=read,
    )
    assert (again.new, again.kept_out) == (1, 3)
    assert all("T-2026-000001" in f.reason for f in again.failures)
    with desk.store.reading() as connection:
        acts = connection.execute(select(ledger.c.act).order_by(ledger.c.n)).scalars().all()
    assert acts == ["received", "removed", "kept out"]


def test_the_stories_of_the_rest_are_told_without_it(desk: Desk) -> None:
    fill(desk)
    with desk.store.reading() as connection:
        assert find_article(connection, URL) is not None
        (bridge,) = connection.execute(select(story.c.id).where(story.c.articles == 2)).scalars()
    take_down(desk, NOTICE, "M. Tarn", NOW)
    with desk.store.reading() as connection:
        rows = connection.execute(select(story)).all()
        assert sorted(r.articles for r in rows) == [1, 1]
        assert bridge in {r.id for r in rows}  # the address that was given out still leads to the story


def test_entries_of_feeds_keep_their_key_and_nothing_that_was_said(desk: Desk) -> None:
    fill(desk)
    said = b'{"url":"x","title":"Bridge falls, Quillfeather missing"}'
    with desk.store.writing() as connection:
        facts: dict[str, Any] = {"key": URL, "url": URL, "seen_at": NOW, "said": said, "state": "kept", "tries": 1}
        connection.execute(insert(entry).values(**facts, due_at=NOW, published="2026-03-14"))
    assert take_down(desk, NOTICE, "M. Tarn", NOW).entries == 1
    with desk.store.reading() as connection:
        row = connection.execute(select(entry)).one()
    assert (row.key, row.state, row.url, row.due_at, row.published) == (URL, "gone", None, None, None)
    assert b"Quillfeather" not in row.said
    import msgspec

    assert msgspec.json.decode(row.said, type=Entry) == Entry(None)


def test_a_feed_that_names_it_afterwards_has_not_even_its_title_kept(desk: Desk) -> None:
    fill(desk)
    outcome = take_down(desk, NOTICE, "M. Tarn", NOW)
    with desk.store.writing() as connection:
        facts = {"feed": None, "url": URL, "seen_at": NOW, "published": None, "said": b"{}", "state": "waiting"}
        assert add_entries(connection, [facts | {"key": URL, "due_at": NOW}]) == 0
        row = known_entries(connection, [URL])[URL]
    assert (row.state, row.due_at) == ("gone", None)
    undo(desk, outcome.receipt, "L. Orr", "mistake", NOW)
    with desk.store.reading() as connection:
        assert known_entries(connection, [URL]) == {}


def test_a_capture_of_it_that_could_not_be_read_goes_too(desk: Desk) -> None:
    fill(desk)
    unreadable = replace(make_capture("<p></p>", source=URL, url=URL), media="html")
    keep(desk, [unreadable], read=read)
    with desk.store.reading() as connection:
        assert connection.execute(select(func.count()).where(capture.c.article.is_(None))).scalar_one() == 1
    assert take_down(desk, NOTICE, "M. Tarn", NOW).captures == 3
    with desk.store.reading() as connection:
        assert connection.execute(select(func.count()).where(capture.c.article.is_(None))).scalar_one() == 0
        assert kept_out(connection, [f"capture:{unreadable.id}"]) == "T-2026-000001"


def test_bytes_that_another_article_has_too_stay_with_it(desk: Desk) -> None:
    same = make_capture(TEXT, url=URL)
    keep(desk, [same, make_capture(TEXT, url=OTHER, publisher="Lissel Post")], read=read)
    outcome = take_down(desk, NOTICE, "M. Tarn", NOW)
    assert [c.url for c in outcome.copies] == [OTHER]
    with desk.store.reading() as connection:
        row = find_article(connection, OTHER)
        assert row is not None
        assert load_readings(connection, [row.id])[0].article.text == TEXT


def test_the_grouping_state_goes_for_it_holds_words(desk: Desk) -> None:
    fill(desk)
    save_state(desk.config.files, Archive(), [], NO_JUDGEMENTS)
    take_down(desk, NOTICE, "M. Tarn", NOW)
    assert not (desk.config.files / FILE).exists()


def test_the_file_of_similar_sentences_goes_with_it(desk: Desk) -> None:
    fill(desk)
    desk.config.files.mkdir(exist_ok=True)
    (desk.config.files / SIMILAR).write_bytes(b"vectors")
    take_down(desk, NOTICE, "M. Tarn", NOW)
    assert not (desk.config.files / SIMILAR).exists()


def test_no_byte_of_it_is_left_in_the_files_of_an_embedded_store(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'firsthand.db'}", create=True)
    desk = make_desk(store, tmp_path)
    fill(desk)
    pipes = (make_capture(f"Report {n} on sewers of Marn. {n * 7919} pipes.", source=f"{n}.txt") for n in range(150))
    keep(desk, pipes, read=read)
    regroup(desk)
    with store.reading() as connection:
        row = find_article(connection, URL)
        assert row is not None
        bodies = [v.sha256 for v in versions_of(connection, row.n)]
        packed = [connection.execute(select(body.c.zstd).where(body.c.sha256 == s)).scalar_one() for s in bodies]
        packed += connection.execute(select(version.c.reading).where(version.c.article == row.n)).scalars().all()
    needles = [b"quillfeather", b"xylograph", row.headline.encode(), *(p[20:60] for p in packed)]

    def left() -> list[bytes]:
        held = b"".join(f.read_bytes() for f in tmp_path.rglob("*") if f.is_file())
        return [n for n in needles if n in held or n in held.lower()]

    assert len(left()) >= 5  # the search itself is sound
    # the copy of another outlet has the same words and stays: take it down as well
    take_down(desk, replace(NOTICE, url=OTHER), "M. Tarn", NOW)
    take_down(desk, NOTICE, "M. Tarn", NOW)
    assert left() == []
    store.close()
    assert left() == []


def test_what_nobody_holds_is_kept_out_from_now_on(desk: Desk) -> None:
    outcome = take_down(desk, NOTICE, "M. Tarn", NOW)
    assert outcome.articles == () and "Nothing of it is in the store" in outcome.notes[0]
    assert keep(desk, [make_capture(TEXT, url=URL)], read=read).kept_out == 1


def test_an_address_that_is_nearly_one_that_is_held_is_named(desk: Desk) -> None:
    fill(desk)
    outcome = take_down(desk, replace(NOTICE, url=f"http://www.{URL.removeprefix('https://')}/"), "M. Tarn", NOW)
    assert outcome.articles == () and any(URL in note for note in outcome.notes)
    assert take_down(desk, NOTICE, "M. Tarn", NOW).versions == 2


def test_the_same_bytes_from_where_they_could_not_be_read_go_too(desk: Desk) -> None:
    fill(desk)
    found = make_capture(TEXT, source="elsewhere.txt")
    with desk.store.writing() as connection:
        save_capture(connection, found, NOW, failure=Failure("elsewhere.txt", "annotate", "The process died."))
    take_down(desk, NOTICE, "M. Tarn", NOW)
    with desk.store.reading() as connection:
        assert connection.execute(select(body.c.sha256).where(body.c.sha256 == found.id)).first() is None


def test_who_saves_an_article_and_who_takes_it_down_wait_for_each_other(desk: Desk) -> None:
    fill(desk)
    order: list[str] = []

    def work() -> None:
        take_down(desk, NOTICE, "M. Tarn", NOW)
        order.append("gone")

    with desk.store.writing() as connection:
        assert kept_out(connection, [f"url:{URL}"]) is None
        worker = threading.Thread(target=work)
        worker.start()
        worker.join(timeout=0.5)
        order.append("saved")
    worker.join(timeout=60)
    assert order == ["saved", "gone"]


def test_the_same_again_says_that_it_is_gone_already(desk: Desk) -> None:
    fill(desk)
    take_down(desk, NOTICE, "M. Tarn", NOW)
    again = take_down(desk, NOTICE, "M. Tarn", NOW)
    assert again.receipt == "T-2026-000002" and "T-2026-000001" in again.notes[0]


def test_an_article_without_an_address_is_named_by_its_id(desk: Desk) -> None:
    keep(desk, [make_capture(TEXT, source="a.txt")], read=read)
    with desk.store.reading() as connection:
        id = connection.execute(select(article.c.id)).scalar_one()
    assert take_down(desk, Notice(id, "wrong"), "M. Tarn", NOW).articles == (id,)
    assert keep(desk, [make_capture(TEXT, source="b.txt")], read=read).kept_out == 1


def test_an_id_that_others_may_use_too_is_no_tombstone(desk: Desk) -> None:
    keep(desk, [make_capture(TEXT, id="1", url=URL)], read=read)
    take_down(desk, NOTICE, "M. Tarn", NOW)
    assert keep(desk, [make_capture("These are other words on other things.", id="1", url=OTHER)], read=read).new == 1


@pytest.mark.parametrize(
    ("notice", "by", "says"),
    [
        (Notice("nothing-of-ours", "wrong"), "M. Tarn", "no address"),
        (Notice(URL, "  "), "M. Tarn", "--reason"),
        (NOTICE, " ", "ledger"),
        (replace(NOTICE, email="at home"), "M. Tarn", "e-mail"),
        (replace(NOTICE, work="w" * 30_000), "M. Tarn", "work"),
    ],
)
def test_a_notice_that_cannot_be_one_is_refused_and_gets_no_receipt(
    desk: Desk, notice: Notice, by: str, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        take_down(desk, notice, by, NOW)
    assert notices(desk) == []


def test_a_notice_under_the_dsa_that_lacks_something_is_pending_until_it_is_complete_and_decided(desk: Desk) -> None:
    fill(desk)
    outcome = take_down(desk, replace(NOTICE, basis="DSA 16", name="Ina Quist"), "M. Tarn", NOW)
    assert outcome.decision == "pending"
    assert [w.split(": ")[1] for w in outcome.lacks] == ["art. 16(2)(c)", "art. 16(2)(d)"]
    assert tables(desk.store)["article"] == 3
    more = complete(desk, outcome.receipt, Notice(URL, "-", email="ina@quist.example", good_faith=True), "M. Tarn", NOW)
    assert more.lacks == ()
    done = decide(desk, outcome.receipt, "removed", "It is libel by section 9.", "L. Orr", NOW)
    assert done.decision == "removed" and tables(desk.store)["article"] == 2
    row, notice, lines = notice_in_full(desk, outcome.receipt)
    assert (row.decided_by, row.explanation) == ("L. Orr", "It is libel by section 9.")
    assert (notice.name, notice.email, notice.reason) == ("Ina Quist", "ina@quist.example", NOTICE.reason)
    assert [line.act for line in lines] == ["received", "completed", "removed"]


def test_the_dsa_wants_no_name_where_children_are_harmed(desk: Desk) -> None:
    notice = replace(NOTICE, basis="DSA 16", good_faith=True, no_contact=True)
    assert take_down(desk, notice, "M. Tarn", NOW).decision == "removed"


def test_a_notice_under_the_dmca_wants_six_things(desk: Desk) -> None:
    notice = replace(NOTICE, basis="DMCA 512(c)(3)")
    assert len(take_down(desk, notice, "M. Tarn", NOW).lacks) == 5  # the material is named by its address
    full = replace(notice, signature="/I. Quist/", work="Bridges, a book", contact="1 Mill Lane", good_faith=True)
    assert take_down(desk, replace(full, perjury=True), "M. Tarn", NOW).lacks == ()


def test_a_refusal_is_explained_and_takes_nothing(desk: Desk) -> None:
    fill(desk)
    with pytest.raises(InputError, match="--explanation"):
        take_down(desk, NOTICE, "M. Tarn", NOW, decision="refused")
    outcome = take_down(desk, NOTICE, "M. Tarn", NOW, decision="refused", explanation="He was there.")
    assert outcome.decision == "refused" and tables(desk.store)["article"] == 3
    with pytest.raises(InputError, match="decided already"):
        decide(desk, outcome.receipt, "removed", "after all", "M. Tarn", NOW)
    with desk.store.reading() as connection:
        assert list(tombstones_of(connection, outcome.receipt)) == []


def test_a_receipt_that_was_never_given_is_named(desk: Desk) -> None:
    with pytest.raises(InputError, match="takedown list"):
        undo(desk, "T-2026-000009", "M. Tarn", "mistake", NOW)


def test_an_undo_within_policy_brings_all_of_it_back(store: Store, tmp_path: Path) -> None:
    desk = with_undo(store, tmp_path)
    fill(desk)
    with store.reading() as connection:
        row = find_article(connection, URL)
        assert row is not None
        before = (row, versions_of(connection, row.n), load_readings(connection, [row.id]))
        told_before = connection.execute(select(story_article).order_by(story_article.c.article)).all()
    counts = tables(store)
    outcome = take_down(desk, NOTICE, "M. Tarn", NOW)
    assert outcome.undo_until == NOW + timedelta(days=7)
    back = undo(desk, outcome.receipt, "L. Orr", "The court lifted it.", NOW + timedelta(days=6))
    assert back.articles == outcome.articles
    assert tables(store) == counts
    with store.reading() as connection:
        row = find_article(connection, URL)
        assert row is not None
        assert (row, versions_of(connection, row.n), load_readings(connection, [row.id])) == before
        assert connection.execute(select(story_article).order_by(story_article.c.article)).all() == told_before
        assert kept_out(connection, [f"url:{URL}"]) is None
        assert connection.execute(select(takedown.c.sealed)).scalar_one() is None
    assert [line.act for line in notice_in_full(desk, outcome.receipt)[2]] == ["received", "removed", "restored"]
    assert keep(desk, [make_capture(EDITED, url=URL, title="Bridge falls")], read=read).same == 1


def test_an_undo_without_one_lifts_the_tombstone_alone_and_says_so(desk: Desk) -> None:
    fill(desk)
    with desk.store.writing() as connection:
        add_feed(connection, FEED, "rss", b"{}", 3600.0, NOW)
        row = find_feed(connection, FEED)
        assert row is not None
        facts = {"key": URL, "url": URL, "seen_at": NOW, "said": b"{}", "state": "kept", "tries": 1}
        connection.execute(insert(entry).values(feed=row.n, **facts))
    outcome = take_down(desk, NOTICE, "M. Tarn", NOW)
    assert outcome.undo_until is None
    back = undo(desk, outcome.receipt, "L. Orr", "mistake", NOW)
    assert back.articles == () and "was erased and cannot come back" in back.notes[0]
    with desk.store.reading() as connection:
        row = connection.execute(select(entry)).one()
    assert (row.state, row.url, row.due_at) == ("waiting", URL, NOW)
    assert keep(desk, [make_capture(TEXT, url=URL)], read=read).new == 1


def test_what_was_kept_for_an_undo_is_erased_when_its_time_is_over(store: Store, tmp_path: Path) -> None:
    desk = with_undo(store, tmp_path)
    fill(desk)
    outcome = take_down(desk, NOTICE, "M. Tarn", NOW)
    assert erase_overdue(desk, NOW + timedelta(days=6)) == []
    assert erase_overdue(desk, NOW + timedelta(days=7)) == [outcome.receipt]
    assert erase_overdue(desk, NOW + timedelta(days=8)) == []
    with store.reading() as connection:
        assert connection.execute(select(takedown.c.sealed)).scalar_one() is None
    assert [line.act for line in notice_in_full(desk, outcome.receipt)[2]][-1] == "erased"
    assert undo(desk, outcome.receipt, "L. Orr", "late", NOW + timedelta(days=9)).articles == ()


def test_an_undo_after_its_time_brings_nothing_back_even_before_it_was_erased(store: Store, tmp_path: Path) -> None:
    desk = with_undo(store, tmp_path)
    fill(desk)
    outcome = take_down(desk, NOTICE, "M. Tarn", NOW)
    assert undo(desk, outcome.receipt, "L. Orr", "late", NOW + timedelta(days=7)).articles == ()


def test_takedowns_of_the_same_are_undone_from_the_last_to_the_first(store: Store, tmp_path: Path) -> None:
    desk = with_undo(store, tmp_path)
    fill(desk)
    first = take_down(desk, NOTICE, "M. Tarn", NOW)
    second = take_down(desk, NOTICE, "M. Tarn", NOW + timedelta(hours=1))
    with pytest.raises(InputError, match=second.receipt):
        undo(desk, first.receipt, "L. Orr", "mistake", NOW)
    assert first.receipt in undo(desk, second.receipt, "L. Orr", "mistake", NOW).notes[0]
    assert undo(desk, first.receipt, "L. Orr", "mistake", NOW).articles == first.articles


def test_the_ledger_and_the_notice_hold_nothing_of_the_article(desk: Desk) -> None:
    fill(desk)
    take_down(desk, NOTICE, "M. Tarn", NOW)
    with desk.store.reading() as connection:
        kept = repr(connection.execute(select(ledger)).all()) + repr(connection.execute(select(takedown)).all())
    assert "Ostrel" not in kept and "Bridge falls" not in kept and compress(TEXT.encode()).hex() not in kept
    assert os.fspath(desk.config.folder) not in kept
