"""The page of two articles side by side, as a file and in a real browser without JavaScript of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, sync_playwright

from firsthand.publish.comparison_page import render_comparison_page
from tests.compared import AGENCY, GARDEN, PAPER, lay
from tests.publish.test_browser import AXE, CHROMIUM, QUIET, color
from tests.publish.test_comparison import HOSTILE

in_browser = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser: {CHROMIUM} is not installed")
PAIRS = {"told": (AGENCY, PAPER), "hostile": (AGENCY, HOSTILE), "apart": (AGENCY, GARDEN)}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    for kind, pair in PAIRS.items():
        html = render_comparison_page(lay(folder, *pair))
        (folder / f"{kind}.html").write_text(html, encoding="utf-8")
    return {kind: folder / f"{kind}.html" for kind in PAIRS}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.mark.parametrize("kind", PAIRS)
def test_every_link_inside_leads_somewhere_and_no_anchor_stands_twice(pages: dict[str, Path], kind: str) -> None:
    html = pages[kind].read_text(encoding="utf-8")
    ids = Counter(re.findall(r' id="([^"]+)"', html))
    assert max(ids.values()) == 1
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_a_passage_is_linked_to_its_twin_and_back(pages: dict[str, Path]) -> None:
    html = pages["told"].read_text(encoding="utf-8")
    numbers = re.findall(r'<mark id="([^"]+)" class="shared[^"]*"><a class="number" href="#([^"]+)"', html)
    assert numbers
    assert {(b, a) for a, b in numbers} == set(numbers)


def test_nothing_from_outside_becomes_markup_or_a_request(pages: dict[str, Path]) -> None:
    html = pages["hostile"].read_text(encoding="utf-8")
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "{{ 7 * 7 }}" in html
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)
    assert "default-src 'none'" in html


def test_the_same_pair_gives_the_same_bytes(tmp_path: Path, pages: dict[str, Path]) -> None:
    assert render_comparison_page(lay(tmp_path)) == pages["told"].read_text(encoding="utf-8")


@in_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", PAIRS)
def test_axe_finds_no_fault(
    browser: Browser, pages: dict[str, Path], kind: str, scheme: Literal["light", "dark"]
) -> None:
    with browser.new_context(color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(pages[kind].as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
        assert found["passes"]


@in_browser
@pytest.mark.parametrize("kind", PAIRS)
def test_a_narrow_page_does_not_scroll_sideways(browser: Browser, pages: dict[str, Path], kind: str) -> None:
    with browser.new_context(viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        page.goto(pages[kind].as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@in_browser
def test_the_two_stand_beside_each_other_where_there_is_room(browser: Browser, pages: dict[str, Path]) -> None:
    with browser.new_context(viewport={"width": 1100, "height": 800}) as context:
        page = context.new_page()
        page.goto(pages["told"].as_uri())
        for pair in (("#about-A", "#about-B"), ("#only-a", "#only-b"), ("#text-A", "#text-B")):
            left, right = (page.locator(name).bounding_box() for name in pair)
            assert left is not None
            assert right is not None
            assert (left["x"] < right["x"], left["y"]) == (True, right["y"])


@in_browser
def test_a_number_leads_to_the_same_words_in_the_other_text(browser: Browser, pages: dict[str, Path]) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(pages["told"].as_uri())
        page.locator("#c-a1 a.number").first.click()
        lit = page.locator("mark:target")
        assert page.locator("#c-a2 mark:target").count() == 1
        name = lit.get_attribute("id")
        parts = page.locator(f"#{name}, .{name}")
        assert {color(parts.nth(n)) for n in range(parts.count())} == {"rgb(255, 226, 138)"}
        assert parts.first.inner_text().startswith("1people were killed")
        assert "lights went out" in parts.last.inner_text()


@in_browser
def test_a_row_leads_to_its_words_by_keyboard(browser: Browser, pages: dict[str, Path]) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(pages["told"].as_uri())
        page.locator("#only-b a.to").first.focus()
        page.keyboard.press("Enter")
        assert page.locator("#c-a2 mark:target").inner_text().startswith("The mayor, Tomas Werrin")


@in_browser
def test_it_asks_for_nothing_and_prints(browser: Browser, pages: dict[str, Path]) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.goto(pages["hostile"].as_uri())
        assert (asked, said) == ([pages["hostile"].as_uri()], [])
        page.emulate_media(media="print")
        assert not page.locator(".skip").is_visible()
        assert page.locator("#c-a2").is_visible()
        assert page.pdf().startswith(b"%PDF")
