"""`firsthand run` as a process: stopped, killed, twice at once. The reader is one without the tagger."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from firsthand.config import load_config
from firsthand.desk.following import follow
from firsthand.desk.opening import Desk
from firsthand.desk.running import run
from firsthand.store.database import Store
from firsthand.store.schema import article, capture, entry, host, version
from firsthand.store.stories import articles_of, stories_of
from tests.desk.press import SETTINGS, Clock, Press, item, open_press
from tests.kept import read
from tests.stores import make_desk

ROOT = Path(__file__).parents[2]
TEXT = "The bridge number {} at Ostrel fell on Friday night. Twelve people were hurt, the mayor of Ostrel said."
#: The command line, with a reader that needs no model.
PROGRAM = """
import sys
from firsthand.desk import running
from tests.kept import read
run = running.run
running.run = lambda *a, **k: run(*a, **(k | {"read": read}))
from firsthand.cli import main
sys.argv[0] = "firsthand"
main()
"""
PAGES = 12


@pytest.fixture
def press() -> Iterator[Press]:
    with open_press() as made:
        yield made


@pytest.fixture
def folder(store_url: str, tmp_path: Path) -> Path:
    Store.open(store_url, create=True).close()
    place = store_url if store_url.startswith("postgresql") else "firsthand.db"
    settings = 'contact = "desk@vellmark.example"\nspacing = 0\nallow_networks = ["127.0.0.0/8"]'
    (tmp_path / "firsthand.toml").write_text(f'store = "{place}"\nworkers = 1\n[collect]\n{settings}\n', "utf-8")
    return tmp_path


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    config = load_config(folder / "firsthand.toml")
    store = Store.open(config.store_url)
    yield Desk(config, store)
    store.close()


def fill(press: Press, desk: Desk) -> None:
    items = [item(press.page(f"/{n}", TEXT.format(n))) for n in range(PAGES)]
    assert [o.what for o in follow(desk, [press.feed("/feed", items)])] == ["followed"]


def start(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "run", *options],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def counts(desk: Desk) -> list[int]:
    with desk.store.reading() as connection:
        tables = (article, version, capture)
        return [connection.execute(select(func.count()).select_from(t)).scalar_one() for t in tables]


def grouped(desk: Desk) -> set[tuple[str, ...]]:
    with desk.store.reading() as connection:
        return {tuple(articles_of(connection, row.id)) for row in stories_of(connection, limit=PAGES)}


def free(desk: Desk) -> None:
    """As if the leases of the dead were over."""
    with desk.store.writing() as connection:
        connection.execute(entry.update().values(holder=None, held_until=None))


def wait_for(desk: Desk, articles: int) -> None:
    """Until so many are kept: another process keeps them, and tells nobody."""
    deadline = time.monotonic() + 60
    while counts(desk)[0] < articles:
        assert time.monotonic() < deadline, "nothing is kept"
        threading.Event().wait(0.05)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_run_in_good_order(number: int, press: Press, folder: Path, desk: Desk) -> None:
    fill(press, desk)
    process = start(folder)
    wait_for(desk, PAGES)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert b"12 new articles" in out
    assert b"Stopping" in err
    assert b"12 new articles, 0 changed; 0 failures" in err, "a line a round where nobody watches"
    with desk.store.reading() as connection:
        assert connection.execute(select(entry.c.holder).where(entry.c.holder.is_not(None))).all() == []


def test_a_run_once_says_what_it_did_and_exits_3_where_something_failed(
    press: Press, folder: Path, desk: Desk
) -> None:
    fill(press, desk)
    del press.pages["/3"]
    process = start(folder, "--once")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 3, err
    assert b"11 new articles" in out
    assert f"firsthand: {press.url}/3: There is nothing at this address".encode() in err
    quiet = start(folder, "--once", "--quiet")
    assert quiet.communicate(timeout=60) == (b"", b"")
    assert quiet.returncode == 0


def test_two_runs_at_once_keep_each_article_once(press: Press, folder: Path, desk: Desk) -> None:
    fill(press, desk)
    both = [start(folder, "--once"), start(folder, "--once")]
    for process in both:
        _, err = process.communicate(timeout=90)
        assert process.returncode == 0, err
    assert counts(desk) == [PAGES] * 3


def test_killed_at_random_moments_nothing_is_lost_and_going_on_gives_all(
    press: Press, folder: Path, desk: Desk
) -> None:
    fill(press, desk)
    chance = random.Random(7)
    kept = 0
    # With the 25 kills of `add` in test_under_fire.py these are 50. PostgreSQL's own promise is not tested here.
    for _ in range(25 if desk.store.sqlite else 5):
        process = start(folder, "--once", "--quiet")
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.5 + chance.random() * 0.8)
        process.kill()
        process.communicate()
        now = counts(desk)[0]
        assert now >= kept, "what was kept is lost"
        kept = now
        if desk.store.sqlite:
            with desk.store.reading() as connection:
                assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        free(desk)
    last = start(folder, "--once", "--quiet")
    assert last.communicate(timeout=60) == (b"", b"")
    assert counts(desk) == [PAGES] * 3
    with desk.store.reading() as connection:
        assert set(connection.execute(select(entry.c.state)).scalars()) == {"kept"}
    undisturbed = make_desk(Store.open(f"sqlite:///{folder}/other.db", create=True), folder / "other", collect=SETTINGS)
    assert [o.what for o in follow(undisturbed, [f"{press.url}/feed"])] == ["followed"]
    run(undisturbed, once=True, read=read)
    assert grouped(desk) == grouped(undisturbed)
    undisturbed.store.close()


# --- in this process --------------------------------------------------------------------------------------------------


def test_what_is_told_after_each_round_adds_up(press: Press, desk: Desk) -> None:
    fill(press, desk)
    told = []
    summary = run(desk, once=True, read=read, report=lambda done, all_, due: told.append((done, due)))
    assert [done.added.new for done, _ in told] == [PAGES]
    assert told[0][1] is not None
    assert (summary.new, summary.stories > 0) == (PAGES, True)


def test_a_stop_while_fetching_keeps_what_was_fetched_and_gives_the_rest_up(
    press: Press, store: Store, tmp_path: Path
) -> None:
    clock = Clock()
    desk = make_desk(store, tmp_path, collect=replace(SETTINGS, spacing=0.2))
    items = [item(press.page(f"/{n}", TEXT.format(n))) for n in range(PAGES)]
    assert [o.what for o in follow(desk, [press.feed("/feed", items)], now=clock)] == ["followed"]
    stop = threading.Event()
    page = press.pages["/2"]

    class Stopping(bytes):
        def __len__(self) -> int:
            stop.set()
            return super().__len__()

    page.body = Stopping(page.body)
    summary = run(desk, stop=stop, read=read, now=clock)
    assert 0 < summary.new < PAGES
    with store.reading() as connection:
        assert connection.execute(select(entry.c.holder).where(entry.c.holder.is_not(None))).all() == []
        assert connection.execute(select(func.count()).select_from(host)).scalar_one() == 1


def test_requests_to_one_host_are_spaced(press: Press, store: Store, tmp_path: Path) -> None:
    desk = make_desk(store, tmp_path, collect=replace(SETTINGS, spacing=0.1))
    items = [item(press.page(f"/{n}", TEXT.format(n))) for n in range(4)]
    start = time.monotonic()
    assert [o.what for o in follow(desk, [press.feed("/feed", items)])] == ["followed"]
    assert run(desk, once=True, read=read).new == 4
    assert time.monotonic() - start >= 0.1 * (len(press.asked) - 2)
