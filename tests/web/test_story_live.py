"""A story that stands open: new articles are sent to it as they come."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import MutableMapping
from typing import Any

from sqlalchemy import select, update
from starlette.testclient import TestClient

from firsthand.desk.changes import Change, save_changes
from firsthand.desk.opening import Desk
from firsthand.desk.showing import show_story
from firsthand.store.schema import article, story_article
from firsthand.web.app import make_app
from firsthand.web.house import House
from tests.kept import make_capture
from tests.web.made_stories import AT, put_story
from tests.web.story_pages import id, small_story

__all__ = ["id"]

NEWS = "Ferry runs again from Halm\nThe ferry between Halm and Ostrel runs again. Nobody was hurt in the engine room."


class Line:
    """A browser's line to the stream of events, on the application itself."""

    def __init__(self, house: House, path: str) -> None:
        self.app = make_app(house)
        self.sent: asyncio.Queue[MutableMapping[str, Any]] = asyncio.Queue()
        self.gone = asyncio.Event()
        self.path, _, self.query = path.partition("?")

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def run(self) -> None:
        scope = {
            "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "method": "GET",
            "scheme": "http", "path": self.path, "raw_path": self.path.encode(), "root_path": "",
            "query_string": self.query.encode(), "client": ("127.0.0.1", 5), "server": ("localhost", 80),
            "headers": [(b"host", b"localhost"), (b"accept-encoding", b"gzip")],
        }  # fmt: skip
        await self.app(scope, self.receive, self.sent.put)

    async def chunk(self) -> str:
        message = await self.sent.get()
        assert message["type"] == "http.response.body"
        return bytes(message.get("body", b"")).decode()


def add_news(desk: Desk, id: str) -> str:
    """An article comes to a story, and it is told anew."""
    story = show_story(desk, id).story
    captures = [make_capture(NEWS, "new.txt", id="ferry-news", publisher="Halm <b>Post</b>")]
    put_story(desk, "s-side", captures, lambda articles: small_story(articles["ferry-news"]))
    with desk.store.writing() as connection:
        n = connection.execute(select(article.c.n).where(article.c.id == "ferry-news")).scalar_one()
        connection.execute(update(story_article).where(story_article.c.article == n).values(story=story.id))
        save_changes(connection, story.id, (Change("article", "ferry-news"),), AT)
    return "ferry-news"


def test_new_articles_are_sent_to_whoever_has_the_story_open(house: House, id: str) -> None:
    after = show_story(house.desk, id).newest

    async def watch() -> None:
        await house.live.look()
        line = Line(house, f"/live/stories/{id}?after={after}")
        task = asyncio.create_task(line.run())
        start = await line.sent.get()
        headers = dict(start["headers"])
        assert (start["status"], headers[b"content-type"]) == (200, b"text/event-stream; charset=utf-8")
        assert b"content-encoding" not in headers
        assert (await line.chunk()).startswith("retry: 10000\n")
        new = add_news(house.desk, id)
        while not house.live.waiters:
            await asyncio.sleep(0)
        await house.live.look()
        event = await line.chunk()
        fields = dict(f.split(": ", 1) for f in event.strip().split("\n"))
        assert fields["event"] == "articles"
        told_of = json.loads(fields["data"])
        assert [a["id"] for a in told_of["articles"]] == [new]
        assert told_of["newer"] == 1
        assert told_of["articles"][0]["name"] == "Halm <b>Post</b>"
        assert int(fields["id"]) > after
        line.gone.set()
        await asyncio.wait_for(task, 5)
        assert house.live.waiters == 0

    asyncio.run(watch())


def test_what_came_before_the_line_stood_is_sent_at_once(house: House, id: str) -> None:
    after = show_story(house.desk, id).newest
    add_news(house.desk, id)

    async def watch() -> None:
        await house.live.look()
        line = Line(house, f"/live/stories/{id}?after={after}")
        task = asyncio.create_task(line.run())
        await line.sent.get()
        await line.chunk()
        assert "ferry-news" in await line.chunk()
        while not house.live.waiters:
            await asyncio.sleep(0)
        house.live.stop()
        await asyncio.wait_for(task, 5)  # the server ends

    asyncio.run(watch())


def test_another_storys_change_is_not_sent(house: House, id: str) -> None:
    after = show_story(house.desk, id).newest

    async def watch() -> None:
        await house.live.look()
        line = Line(house, f"/live/stories/{id}?after={after}")
        task = asyncio.create_task(line.run())
        await line.sent.get()
        await line.chunk()
        while not house.live.waiters:
            await asyncio.sleep(0)
        put_story(house.desk, "s-other", [make_capture(NEWS, "o.txt", id="o1")], lambda a: small_story(a["o1"]))
        await house.live.look()
        house.live.stop()
        await asyncio.wait_for(task, 5)
        rest = [line.sent.get_nowait() for _ in range(line.sent.qsize())]
        assert b"event" not in b"".join(m.get("body", b"") for m in rest)

    asyncio.run(watch())


def test_streams_of_stories_that_are_not_there_and_too_many_readers(house: House, client: TestClient, id: str) -> None:
    assert client.get("/live/stories/s-nothing-of-the-kind").status_code == 404
    house.live.waiters = 1_000
    answer = client.get(f"/live/stories/{id}")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    house.live.waiters = 0


def test_new_articles_as_items_of_the_list(house: House, id: str) -> None:
    with TestClient(make_app(house), base_url="http://localhost") as client:
        html = client.get(f"/stories/{id}").text
        after = int(re.findall(r'data-version="(\d+)"', html)[0])
        assert f'data-live="/live/stories/{id}?after={after}"' in html
        assert "<li" not in client.get(f"/stories/{id}/newer?since={after}").text
        add_news(house.desk, id)
        house.changed()
        items = client.get(f"/stories/{id}/newer?since={after}").text
    assert '<li class="new" data-article="ferry-news"><a href="/articles/ferry-news">' in items
    assert "Halm &lt;b&gt;Post&lt;/b&gt;" in items
