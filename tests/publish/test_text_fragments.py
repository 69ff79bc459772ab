"""Links to words in a real browser: it finds the passage and brings it into view."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from firsthand.publish.selectors import text_fragment
from tests.publish.test_browser import CHROMIUM, QUIET

pytestmark = pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"no browser: {CHROMIUM} is not installed")

LONG = "The council of Marn " + "heard the engineers, and then " * 14 + "went home."
LINES = (
    "It fell, they said - a bus & four lorries with it.",
    "Nobody was hurt.",
    LONG,
    "“No crack was reported to us,” she said.",
    "Nobody was hurt in Halven.",
)
PAGE = "<!doctype html><title>x</title>" + "".join(
    f'<div style="height:3000px"></div><p id="p{n}">{line.replace("&", "&amp;")}</p>' for n, line in enumerate(LINES)
) + '<div style="height:3000px"></div>'


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.mark.parametrize(
    ("exact", "prefix", "suffix", "line"),
    [
        (LINES[0], "", "", 0),
        (LONG, "", "", 2),
        (f"{LONG}\n{LINES[3]}", "", "", 2),
        ("No crack was reported to us", "nt home.\n“", ",” she said.\nNobody was hu", 3),
        ("Nobody was hurt", "reported to us,” she said.\n", " in Halven.", 4),
        ("Nobody was hurt", "a bus & four lorries with it.\n", ".\nThe council of", 1),
    ],
)
@pytest.mark.parametrize("fragment", ["", "#p0"])
def test_the_browser_finds_the_passage(
    browser: Browser, address: str, exact: str, prefix: str, suffix: str, line: int, fragment: str
) -> None:
    link = text_fragment(address + fragment, exact, prefix, suffix)
    assert link is not None
    with browser.new_context(viewport={"width": 800, "height": 600}) as context:
        page = context.new_page()
        page.goto(link)
        place = page.locator(f"#p{line}")
        page.wait_for_function(
            f"() => Math.abs(document.querySelector('#p{line}').getBoundingClientRect().top - 300) < 300"
        )
        box = place.bounding_box()
        assert box is not None and 0 <= box["y"] <= 600
