"""Pages that are kept, and pages that must not be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from firsthand.web.page_cache import CachedPages, PageCache


class Counting:
    """An application that counts how often each address was worked out."""

    def __init__(self, most: int = 1_000_000) -> None:
        self.asked: list[str] = []
        self.cache = PageCache(most)
        self.during: Callable[[], None] = lambda: None

        def page(request: Request) -> Response:
            self.asked.append(request.url.path + "?" + request.url.query)
            self.during()
            return HTMLResponse(f"<p>page {request.url.query}</p>")

        def own(_: Request) -> Response:
            self.asked.append("own")
            answer = HTMLResponse("<p>own</p>")
            answer.set_cookie("a", "b")
            return answer

        def secret(_: Request) -> Response:
            self.asked.append("secret")
            return HTMLResponse("<p>secret</p>", headers={"cache-control": "no-store"})

        def missing(_: Request) -> Response:
            self.asked.append("missing")
            return HTMLResponse("<p>no</p>", 404)

        def stream(_: Request) -> Response:
            def parts() -> Iterator[bytes]:
                yield b"data: 1\n\n"

            return StreamingResponse(parts(), media_type="text/event-stream")

        routes = [
            Route(f"/{each.__name__}", each, methods=["GET", "POST"]) for each in (page, own, secret, missing, stream)
        ]
        self.client = TestClient(CachedPages(Starlette(routes=routes), self.cache))


@pytest.fixture
def counting() -> Counting:
    return Counting()


def test_a_page_is_worked_out_once_for_all_who_come_without_a_cookie(counting: Counting) -> None:
    for _ in range(3):
        assert counting.client.get("/page?a=1").text == "<p>page a=1</p>"
    assert counting.client.get("/page?a=2").text == "<p>page a=2</p>"
    assert counting.asked == ["/page?a=1", "/page?a=2"]


def test_who_has_it_already_is_told_so_and_head_has_no_body(counting: Counting) -> None:
    first = counting.client.get("/page")
    again = counting.client.get("/page", headers={"if-none-match": f'"x", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    head = counting.client.head("/page")
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(first.content)))


@pytest.mark.parametrize("header", ["cookie", "authorization", "range"])
def test_what_is_somebodys_own_is_neither_given_out_nor_kept(counting: Counting, header: str) -> None:
    counting.client.get("/page", headers={header: "x"})
    counting.client.get("/page")
    counting.client.get("/page", headers={header: "x"})
    assert len(counting.asked) == 3


def test_when_somebody_was_here_last_matters_on_the_front_page_alone(counting: Counting) -> None:
    for cookie in ("firsthand-seen=1.2", "__Host-firsthand-seen=3", "firsthand-seen=4; firsthand=x"):
        counting.client.get("/page", headers={"cookie": cookie})
    assert len(counting.asked) == 2


@pytest.mark.parametrize("path", ["/own", "/secret", "/missing"])
def test_cookies_secrets_and_errors_are_never_kept(counting: Counting, path: str) -> None:
    for _ in range(2):
        counting.client.get(path)
    assert len(counting.asked) == 2


def test_a_post_is_never_answered_from_what_was_kept(counting: Counting) -> None:
    counting.client.get("/page")
    counting.client.post("/page")
    assert len(counting.asked) == 2


def test_a_stream_passes_through_as_it_comes(counting: Counting) -> None:
    assert counting.client.get("/stream").text == "data: 1\n\n"


def test_a_change_while_a_page_is_worked_out_keeps_it_from_being_kept(counting: Counting) -> None:
    counting.during = counting.cache.clear
    counting.client.get("/page")
    counting.during = lambda: None
    counting.client.get("/page")
    assert len(counting.asked) == 2


def test_only_so_many_bytes_are_kept_the_last_used_longest() -> None:
    counting = Counting(most=45)  # three pages of 13 bytes each, and a bit
    for name in ("1", "2", "3", "4"):
        counting.client.get(f"/page?{name}")
        counting.client.get("/page?1")
    assert counting.asked.count("/page?1") == 1
    counting.client.get("/page?2")
    assert counting.asked.count("/page?2") == 2


def test_packed_and_plain_are_kept_apart(client: TestClient) -> None:
    packed = client.get("/static/page.css", headers={"accept-encoding": "gzip"})
    plain = client.get("/static/page.css", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text
    assert packed.headers["etag"] != plain.headers["etag"]
