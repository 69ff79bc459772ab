"""Killed, starved and crowded: nothing that was acknowledged is lost, and what goes on ends where it would have."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from firsthand.collect.files import collect
from firsthand.desk import adding, telling
from firsthand.desk.adding import keep
from firsthand.desk.opening import Desk, init, open_desk
from firsthand.errors import StoreError
from firsthand.store.database import Store
from firsthand.store.schema import article, capture, version
from firsthand.store.stories import articles_of, stories_of
from tests.desk import adder
from tests.kept import read
from tests.stores import make_desk

ROOT = Path(__file__).parents[2]
ARTICLES = 60
TOWNS = ("Ostrel", "Tolsey", "Quillmere", "Varnholt", "Sele", "Marrow Bay")


def records() -> Iterator[dict[str, str]]:
    """Reports of a few happenings, several of each."""
    for n in range(ARTICLES):
        town, thing = TOWNS[n % 6], ("bridge", "tunnel", "dam", "ferry", "lock")[n // 6 % 5]
        yield {
            "id": f"r{n:03}",
            "url": f"https://paper{n % 7}.example/{n}",
            "publisher": f"paper{n % 7}.example",
            "published": f"2026-03-{1 + n // 12:02}T{n % 12:02}:00:00+00:00",
            "title": f"{thing.title()} at {town} closed",
            "text": f"The {thing} at {town} was closed on Monday. Engineer Pell of {town} found {n} cracks in it.",
        }


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "articles.jsonl"
    made.write_text("".join(json.dumps(r) + "\n" for r in records()), encoding="utf-8")
    return made


@contextmanager
def adding_process(*arguments: object) -> Iterator[subprocess.Popen[bytes]]:
    call = [sys.executable, "-m", "tests.desk.adder", *map(str, arguments)]
    with subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        yield process


def sound(folder: Path) -> int:
    """How many articles there are, each whole, in a file that is."""
    connection = sqlite3.connect(folder / "firsthand.db")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    with open_desk(folder / "firsthand.toml") as desk, desk.store.reading() as found:
        numbers = [found.execute(select(func.count()).select_from(t)).scalar_one() for t in (article, version, capture)]
    assert len(set(numbers)) == 1
    return int(numbers[0])


def told_of(desk: Desk) -> set[tuple[str, ...]]:
    with desk.store.reading() as connection:
        return {tuple(articles_of(connection, row.id)) for row in stories_of(connection, limit=1000)}


@pytest.fixture
def undisturbed(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, ...]]:
    """The stories of a run that nobody kills."""
    monkeypatch.setattr(telling, "FIRST", adder.FIRST)
    monkeypatch.setattr(telling, "EPOCH", adder.EPOCH)
    store = Store.open(f"sqlite:///{tmp_path}/undisturbed.db", create=True)
    desk = make_desk(store, tmp_path / "undisturbed")
    keep(desk, collect([file]), read=read)
    telling.regroup(desk)
    stories = told_of(desk)
    store.close()
    assert len(stories) > 5
    return stories


def test_killed_at_random_moments_nothing_acknowledged_is_lost(
    file: Path, tmp_path: Path, undisturbed: set[tuple[str, ...]]
) -> None:
    moments = random.Random(7)
    kills, folder, number = 0, tmp_path, 0
    while kills < 25:
        folder = tmp_path / f"desk{number}"
        number += 1
        init(folder, "firsthand.db", "")
        while True:
            with adding_process(folder, file) as process:
                try:
                    process.wait(timeout=moments.uniform(0.2, 1.6))
                except subprocess.TimeoutExpired:
                    process.kill()
                    kills += 1
                said = process.stdout.read().split() if process.stdout else []
            numbers = [int(n) for n in said if n.isdigit()]
            assert sound(folder) >= (numbers[-1] if numbers else 0)
            if process.returncode == 0:
                break
        with open_desk(folder / "firsthand.toml") as desk:
            assert told_of(desk) == undisturbed


def test_two_at_once_keep_each_article_once(file: Path, tmp_path: Path, undisturbed: set[tuple[str, ...]]) -> None:
    init(tmp_path, "firsthand.db", "")
    with adding_process(tmp_path, file) as one, adding_process(tmp_path, file) as two:
        said = [process.communicate(timeout=120) for process in (one, two)]
    assert [p.returncode for p in (one, two)] == [0, 0], said
    assert sum(int(out.split()[-1]) for out, _ in said) == ARTICLES
    assert sound(tmp_path) == ARTICLES
    with open_desk(tmp_path / "firsthand.toml") as desk:
        assert told_of(desk) == undisturbed


def test_a_disk_that_is_full_is_said_and_the_store_stays_whole(
    file: Path, tmp_path: Path, undisturbed: set[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "BATCH", 3)
    init(tmp_path, "firsthand.db", "")
    with open_desk(tmp_path / "firsthand.toml") as desk:

        @event.listens_for(desk.store.engine, "connect")
        def limit(connection: sqlite3.Connection, _: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages + 1}")

        desk.store.engine.dispose()
        with pytest.raises(StoreError, match=r"The disk is full\. Nothing was lost; make room"):
            keep(desk, collect([file]), read=read)
    kept = sound(tmp_path)
    assert 0 < kept < ARTICLES
    with open_desk(tmp_path / "firsthand.toml") as desk:
        assert keep(desk, collect([file]), read=read).new == ARTICLES - kept
        telling.regroup(desk)
        assert told_of(desk) == undisturbed


def test_a_disk_that_takes_no_more_bytes_is_said_and_the_store_stays_whole(file: Path, tmp_path: Path) -> None:
    init(tmp_path, "firsthand.db", "")
    room = (tmp_path / "firsthand.db").stat().st_size + 200_000
    with adding_process(tmp_path, file, room) as process:
        _, said = process.communicate(timeout=120)
    assert process.returncode == 4, said
    assert b"Nothing was lost" in said
    kept = sound(tmp_path)
    assert 0 < kept < ARTICLES
    with adding_process(tmp_path, file) as process:
        out, _ = process.communicate(timeout=120)
    assert out.split()[-1] == str(ARTICLES - kept).encode()
