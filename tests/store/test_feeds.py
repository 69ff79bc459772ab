from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from firsthand.desk.turns import in_turn
from firsthand.store.database import Store
from firsthand.store.entries import (
    OF_ONE_FEED,
    add_entries,
    claim_entries,
    due_entries,
    entry_counts,
    entry_reasons,
    known_entries,
    settle_entry,
)
from firsthand.store.feeds import (
    add_feed,
    claim_feeds,
    due_feeds,
    find_feed,
    next_due,
    release,
    renew,
    save_look,
    stop_following,
)
from firsthand.store.hosts import free_hosts, load_permissions, reserve_hosts, save_permissions, times_of
from firsthand.store.schema import feed

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)


def fill(store: Store, feeds: int, entries: int = 0) -> list[int]:
    with store.writing() as connection:
        for n in range(feeds):
            assert add_feed(connection, f"https://h{n}.vellmark.example/feed", "rss", b"{}", 3600.0, NOW)
        numbers = list(connection.execute(select(feed.c.n).order_by(feed.c.n)).scalars())
        for n in numbers:
            rows = [
                {
                    "feed": n,
                    "key": f"{n}/{i}",
                    "url": f"https://h{n}.vellmark.example/{i}",
                    "seen_at": NOW,
                    "published": None,
                    "said": b"{}",
                    "state": "waiting",
                    "due_at": NOW,
                }
                for i in range(entries)
            ]
            assert add_entries(connection, rows) == entries
    return numbers


def test_a_feed_of_one_address_is_there_once(store: Store) -> None:
    fill(store, 1)
    with store.writing() as connection:
        assert not add_feed(connection, "https://h0.vellmark.example/feed", "rss", b"{}", 1.0, NOW)


def test_what_one_worker_has_another_does_not_get_until_it_is_given_up_or_the_lease_is_over(store: Store) -> None:
    numbers = fill(store, 3, 2)
    with store.writing() as connection:
        assert [r.n for r in claim_feeds(connection, numbers[:2], "a", NOW, LATER)] == numbers[:2]
        assert [n for n, _ in due_feeds(connection, NOW)] == numbers[2:]
        assert [r.n for r in claim_feeds(connection, numbers, "b", NOW, LATER)] == numbers[2:]
        pages = [n for n, _ in due_entries(connection, NOW)]
        assert len(claim_entries(connection, pages[:4], "a", NOW, LATER)) == 4
    with store.writing() as connection:
        release(connection, "a")
        assert [n for n, _ in due_feeds(connection, NOW)] == numbers[:2]
        assert len(due_entries(connection, NOW)) == 6
        assert [n for n, _ in due_feeds(connection, LATER)] == numbers, "a dead worker frees what it had"
        renew(connection, "b", LATER + timedelta(minutes=5))
        assert [n for n, _ in due_feeds(connection, LATER)] == numbers[:2]


def test_many_workers_get_each_feed_once(store: Store) -> None:
    numbers = fill(store, 200)
    got: list[tuple[str, int]] = []

    def work(name: str) -> None:
        while True:
            with store.writing() as connection:
                due = [n for n, _ in due_feeds(connection, NOW)][:7]
                rows = claim_feeds(connection, due, name, NOW, LATER)
            if not due:
                return
            got.extend((name, row.n) for row in rows)

    threads = [threading.Thread(target=work, args=(f"w{i}",)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(n for _, n in got) == numbers


def test_a_worker_that_lost_its_lease_changes_nothing(store: Store) -> None:
    (number,) = fill(store, 1, 1)
    with store.writing() as connection:
        claim_feeds(connection, [number], "slow", NOW, LATER)
        claim_feeds(connection, [number], "quick", LATER, LATER + timedelta(minutes=5))
        assert not save_look(connection, number, "slow", {"title": "slow"})
        assert save_look(connection, number, "quick", {"title": "quick"})
        row = find_feed(connection, "https://h0.vellmark.example/feed")
        assert row is not None
        assert (row.title, row.holder) == ("quick", None)
        ((n, _),) = due_entries(connection, NOW)
        claim_entries(connection, [n], "slow", NOW, LATER)
        assert not settle_entry(connection, n, "quick", state="kept", due_at=None)
        assert settle_entry(connection, n, "slow", state="failed", due_at=None, reason="gone")
        assert due_entries(connection, LATER) == []
        assert entry_counts(connection) == {number: {"failed": 1}}
        assert entry_reasons(connection) == {number: [("gone", 1)]}


def test_an_entry_that_is_known_is_not_added_again(store: Store) -> None:
    fill(store, 1, 2)
    with store.writing() as connection:
        known = known_entries(connection, ["1/0", "1/1", "nowhere"])
        assert set(known) == {"1/0", "1/1"}
        again = {"key": "1/0", "seen_at": NOW, "said": b"{}", "state": "waiting", "due_at": NOW}
        assert add_entries(connection, [again]) == 0


def test_a_feed_with_many_entries_does_not_keep_others_waiting(store: Store) -> None:
    fill(store, 2, OF_ONE_FEED + 40)
    with store.writing() as connection:
        feeds = [url.split("/")[2] for _, url in due_entries(connection, NOW)]
    assert sorted({host: feeds.count(host) for host in set(feeds)}.values()) == [OF_ONE_FEED, OF_ONE_FEED]


def test_nothing_of_an_unfollowed_feed_is_due(store: Store) -> None:
    (number,) = fill(store, 1, 2)
    with store.writing() as connection:
        assert next_due(connection) == NOW
        stop_following(connection, number)
        assert (due_feeds(connection, LATER), due_entries(connection, LATER), next_due(connection)) == ([], [], None)


def test_a_host_is_one_workers_at_a_time(store: Store) -> None:
    with store.writing() as connection:
        assert reserve_hosts(connection, {"a": LATER, "b": LATER}, NOW) == {"a", "b"}
        assert reserve_hosts(connection, {"b": LATER, "c": LATER}, NOW) == {"c"}
        free_hosts(connection, {"b": NOW})
        assert times_of(connection, ["a", "b", "d"]) == {"a": LATER, "b": NOW}
        assert reserve_hosts(connection, {"b": LATER}, NOW) == {"b"}


def test_what_sites_said_comes_back_as_it_was_kept(store: Store) -> None:
    records = {"a.example": [{"url": "https://a.example/robots.txt", "text": "é\n"}]}
    with store.writing() as connection:
        reserve_hosts(connection, {"a.example": LATER}, NOW)
        save_permissions(connection, records, NOW)
        assert load_permissions(connection, NOW) == records["a.example"]
        assert load_permissions(connection, LATER) == []
        assert times_of(connection, ["a.example"]) == {"a.example": LATER}


@given(
    st.lists(st.sampled_from(["https://a/1", "https://b/1", "https://c/1", "nonsense"]), max_size=30),
    st.integers(0, 40),
    st.sampled_from([0.0, 1.0, 10.0, 400.0]),
)
def test_turns_are_fair_and_within_their_bounds(urls: list[str], most: int, delay: float) -> None:
    chosen = in_turn(list(enumerate(urls)), most, lambda _: delay)
    counts = [len(numbers) for numbers in chosen.values()]
    numbers = sorted(n for some in chosen.values() for n in some)
    assert len(numbers) == len(set(numbers)) <= most
    if delay == 0:
        assert len(numbers) == min(most, len(urls))
    if delay >= 30:
        assert max(counts, default=0) <= 1
    full = {host: urls.count(host) for host in set(urls)}
    if counts and delay == 0 and len(set(full.values())) == 1 and len(counts) == len(full):
        assert max(counts) - min(counts) <= 1
