"""What keeps the stories current beside the requests."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from firsthand.desk.opening import Desk
from firsthand.desk.tending import is_behind, tend
from firsthand.store.articles import note_changes
from firsthand.web.app import make_app
from firsthand.web.house import House
from firsthand.web.keeper import PACE, RETRY, Keeper, process

NOW = datetime(2026, 3, 23, 12, 0, tzinfo=UTC)


def keeper(desk: Desk, statuses: list[int], *, due: bool = False) -> tuple[Keeper, list[int]]:
    """One whose processes end with these, and how they ended so far."""
    ended: list[int] = []

    async def start() -> int:
        ended.append(statuses[len(ended)])
        if ended[-1] == 0:
            await asyncio.to_thread(tend, desk)
        return ended[-1]

    return Keeper(desk, start, lambda _, now: due and now == NOW, lambda: NOW), ended


def fall_behind(desk: Desk) -> None:
    with desk.store.writing() as connection:
        note_changes(connection, 1)


def test_nothing_is_started_where_nothing_is_to_be_done(told_desk: Desk) -> None:
    made, ended = keeper(told_desk, [0])
    assert asyncio.run(made.look()) == PACE
    assert ended == []


def test_stories_that_are_behind_are_brought_up_to_date(told_desk: Desk) -> None:
    fall_behind(told_desk)
    made, ended = keeper(told_desk, [0])
    asyncio.run(made.look())
    asyncio.run(made.look())
    assert ended == [0]
    assert not is_behind(told_desk)


def test_what_is_due_to_be_sent_starts_it_too(told_desk: Desk) -> None:
    made, ended = keeper(told_desk, [0], due=True)
    asyncio.run(made.look())
    assert ended == [0]


def test_one_that_fails_is_tried_again_later_and_later(told_desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    fall_behind(told_desk)
    made, _ = keeper(told_desk, [1, 1, 0])
    waits = [asyncio.run(made.look()) for _ in range(3)]
    assert waits == [RETRY, 2 * RETRY, PACE]
    assert "ended with status 1" in caplog.text


def test_the_process_is_the_program_itself() -> None:
    assert asyncio.run(process(["--version"])()) == 0
    assert asyncio.run(process(["no-such-command"])()) == 2


def test_pages_are_forgotten_as_soon_as_something_has_changed(house: House) -> None:
    with TestClient(make_app(house), base_url="http://localhost") as client:
        assert client.portal is not None
        client.portal.call(house.live.look)
        first = client.get("/")
        assert client.get("/", headers={"if-none-match": first.headers["etag"]}).status_code == 304
        age = house.cache.age
        client.portal.call(house.live.look)
        assert house.cache.age == age
        fall_behind(house.desk)
        client.portal.call(house.live.look)
        assert house.cache.age == age + 1
