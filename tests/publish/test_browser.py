"""The page in a real browser, without JavaScript of its own: reach, focus, contrast, width, highlights, print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, sync_playwright

from firsthand.publish.page import render_page
from tests.publish.edition import make_edition

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run", "--disable-quic"),
)

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser: {CHROMIUM} is not installed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    addresses = {}
    for kind in ("one", "two", "empty"):
        path = folder / f"{kind}.html"
        path.write_text(render_page(make_edition(kind)), encoding="utf-8")
        addresses[kind] = path.as_uri()
    return addresses


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["one", "two", "empty"])
def test_axe_finds_no_fault(
    browser: Browser, files: dict[str, str], kind: str, scheme: Literal["light", "dark"]
) -> None:
    with browser.new_context(color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(files[kind])
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
        assert found["passes"]


@pytest.mark.parametrize("kind", ["one", "two", "empty"])
def test_a_narrow_page_does_not_scroll_sideways(browser: Browser, files: dict[str, str], kind: str) -> None:
    with browser.new_context(viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        page.goto(files[kind])
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_citation_lights_up_its_passage_without_javascript(browser: Browser, files: dict[str, str]) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(files["one"])
        page.locator("#s1-w1 a.chip").first.click()
        lit = page.locator("mark:target")
        assert lit.inner_text() == (
            "Nine people were killed when the Orrin bridge fell into the river Sile on Friday evening, police said."
        )
        assert color(lit) == "rgb(255, 226, 138)"
        assert color(page.locator("mark:not(:target)").last) == "rgba(0, 0, 0, 0)"
        box = lit.bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= 700


def test_a_passage_over_two_lines_lights_up_whole(browser: Browser, files: dict[str, str]) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(files["one"])
        page.get_by_role("link", name="VPA (2)").first.click()
        first = page.locator("mark:target")
        name = first.get_attribute("id")
        parts = page.locator(f"#{name}, .{name}")
        assert parts.count() >= 2
        assert {color(parts.nth(n)) for n in range(parts.count())} == {"rgb(255, 226, 138)"}
        assert "drawer" in parts.last.inner_text()


def test_the_keyboard_reaches_the_account_and_shows_where_it_is(browser: Browser, files: dict[str, str]) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(files["one"])
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the account"
        skip = page.locator(".skip").bounding_box()
        assert skip is not None
        assert skip["y"] >= 0
        page.keyboard.press("Enter")
        seen = []
        for _ in range(12):
            page.keyboard.press("Tab")
            seen.append(page.evaluate("(e => [e.className, getComputedStyle(e).outlineWidth])(document.activeElement)"))
        assert any("chip" in name for name, _ in seen)
        assert {width for _, width in seen} == {"3px"}


def test_wide_tables_take_the_focus_and_scroll(browser: Browser, files: dict[str, str]) -> None:
    # The page's own policy forbids the evaluation that waiting needs; what the policy forbids is tested elsewhere.
    with browser.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(files["one"])
        table = page.locator(".matrix")
        table.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("document.querySelector('.matrix').scrollLeft > 0")


def test_nothing_is_fetched_and_the_browser_has_nothing_to_say(browser: Browser, files: dict[str, str]) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.goto(files["one"])
        assert asked == [files["one"]]
        assert said == []
        assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px", "the style sheet was refused"


def test_print_unfolds_what_is_folded(browser: Browser, files: dict[str, str]) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(files["one"])
        folded = page.get_by_text("Three paragraphs stand in both word for word").first
        assert not folded.is_visible()
        page.emulate_media(media="print")
        assert folded.is_visible()
        assert not page.locator(".skip").is_visible()
        assert page.pdf().startswith(b"%PDF")


def color(marked: Locator) -> str:
    """The color behind a passage, read without running JavaScript in the page."""
    match = re.search(r"rgba?\([^)]*\)", str(marked.evaluate("e => getComputedStyle(e).backgroundColor")))
    assert match
    return match[0]
