from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Delete, Update, delete, func, select, update
from sqlalchemy.exc import DBAPIError

from firsthand.store.database import Store
from firsthand.store.schema import ledger
from firsthand.store.takedowns import (
    bury,
    change_notice,
    kept_out,
    ledger_of,
    load_notice,
    load_notices,
    next_receipt,
    overdue,
    record,
    record_kept_out,
    save_notice,
    tombstones_of,
    unbury,
)

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
URL = "https://courier.vellmark.example/bridge"


def file_notice(store: Store, now: datetime = NOW, url: str = URL) -> str:
    with store.writing() as connection:
        receipt = next_receipt(connection, now.year)
        facts = {"url": url, "basis": "other", "reason": "wrong name", "notice": b"{}", "by": "Desk", "at": now}
        save_notice(connection, receipt, decision="pending", **facts)
        record(connection, receipt, "received", "Desk", now)
    return receipt


def test_receipts_are_numbered_by_year_without_gaps(store: Store) -> None:
    assert [file_notice(store) for _ in range(3)] == ["T-2026-000001", "T-2026-000002", "T-2026-000003"]
    assert file_notice(store, NOW.replace(year=2027)) == "T-2027-000001"
    assert file_notice(store) == "T-2026-000004"


def test_a_notice_that_came_to_nothing_leaves_no_gap(store: Store) -> None:
    class Stop(Exception):
        pass

    try:
        with store.writing() as connection:
            save_notice(
                connection, next_receipt(connection, 2026), url=URL, basis="other", reason="r", notice=b"{}", by="d",
                at=NOW, decision="pending",
            )
            raise Stop
    except Stop:
        pass
    assert file_notice(store) == "T-2026-000001"


def test_after_a_million_notices_the_numbers_grow_longer(store: Store) -> None:
    with store.writing() as connection:
        for number in ("999999", "1000000"):
            save_notice(
                connection, f"T-2026-{number}", url=URL, basis="other", reason="r", notice=b"{}", by="d", at=NOW,
                decision="pending",
            )
    assert file_notice(store) == "T-2026-1000001"


def test_two_desks_at_once_share_no_number(store: Store) -> None:
    found: list[str] = []
    start = threading.Barrier(4)

    def work() -> None:
        start.wait(timeout=30)
        found.extend(file_notice(store) for _ in range(5))

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    assert sorted(found) == [f"T-2026-{n:06d}" for n in range(1, 21)]


def test_any_key_keeps_out_and_none_does_after_it_was_lifted(store: Store) -> None:
    receipt = file_notice(store)
    with store.writing() as connection:
        bury(connection, [f"url:{URL}", "capture:ab", "capture:ab"], receipt, NOW)
        assert kept_out(connection, ["text:zz", "capture:ab"]) == receipt
        assert kept_out(connection, ["text:zz"]) is None
        assert kept_out(connection, []) is None
        assert kept_out(connection, [f"url:{n}" for n in range(2_000)] + ["capture:ab"]) == receipt
        assert list(tombstones_of(connection, receipt)) == ["capture:ab", f"url:{URL}"]
        assert unbury(connection, receipt) == 2
        assert kept_out(connection, ["capture:ab"]) is None


def test_a_key_stays_with_the_takedown_that_set_it_first(store: Store) -> None:
    first, second = file_notice(store), file_notice(store)
    with store.writing() as connection:
        bury(connection, ["capture:ab"], first, NOW)
        bury(connection, ["capture:ab", "capture:cd"], second, NOW)
        assert list(tombstones_of(connection, second)) == ["capture:cd"]
        unbury(connection, second)
        assert kept_out(connection, ["capture:ab"]) == first


def test_what_is_kept_out_is_noted_once_a_day_and_receipt(store: Store) -> None:
    one, two = file_notice(store), file_notice(store)
    with store.writing() as connection:
        for hours in (0, 1, 14, 15, 38, 39):  # 9:30 on the 14th to 0:30 on the 16th
            record_kept_out(connection, one, NOW + timedelta(hours=hours))
        record_kept_out(connection, two, NOW)
        acts = [line.at for line in ledger_of(connection, one) if line.act == "kept out"]
        assert acts == [NOW, NOW + timedelta(hours=15), NOW + timedelta(hours=39)]
        assert [line.act for line in ledger_of(connection, two)] == ["received", "kept out"]


def test_notices_are_listed_latest_first_and_by_decision(store: Store) -> None:
    receipts = [file_notice(store, NOW + timedelta(days=d)) for d in range(3)]
    with store.writing() as connection:
        change_notice(connection, receipts[1], decision="removed")
        assert [n.receipt for n in load_notices(connection)] == receipts[::-1]
        assert [n.receipt for n in load_notices(connection, "removed")] == [receipts[1]]
        assert load_notice(connection, "T-2026-999999") is None


def test_overdue_is_what_is_still_sealed_after_its_time(store: Store) -> None:
    receipts = [file_notice(store) for _ in range(3)]
    with store.writing() as connection:
        change_notice(connection, receipts[0], sealed=b"x", undo_until=NOW)
        change_notice(connection, receipts[1], sealed=b"x", undo_until=NOW + timedelta(seconds=1))
        change_notice(connection, receipts[2], undo_until=NOW)
        assert overdue(connection, NOW) == [receipts[0]]


def test_the_ledger_only_grows(store: Store) -> None:
    receipt = file_notice(store)
    with store.writing() as connection:
        before = ledger_of(connection, receipt)
        record(connection, receipt, "refused", "Desk", NOW, "it is lawful")
        record(connection, receipt, "refused", "Desk", NOW, "it is lawful")
    with store.reading() as connection:
        assert ledger_of(connection, receipt)[: len(before)] == before
        assert connection.execute(select(func.count()).select_from(ledger)).scalar_one() == len(before) + 2


@pytest.mark.parametrize("change", [delete(ledger), update(ledger).values(by="Nobody")])
def test_the_database_refuses_to_change_the_ledger(store: Store, change: Delete | Update) -> None:
    file_notice(store)
    with pytest.raises(DBAPIError, match="only added to"), store.engine.begin() as connection:
        connection.execute(change)
    with store.reading() as connection:
        assert connection.execute(select(ledger.c.by)).scalars().all() == ["Desk"]
