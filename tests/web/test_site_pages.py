"""Every page in a browser: at three widths, with and without JavaScript, in light and dark, on paper, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from tests.web.page_checks import (
    SHIFTS,
    axe_faults,
    draw,
    first_stop,
    folded_in_print,
    shift,
    too_wide,
    unfold,
    unseen_focus,
)
from tests.web.site import NEEDS_CHROMIUM, Site, demo_site, launched
from tests.web.site_pages import PAGES, Page, Places, furnish

pytestmark = NEEDS_CHROMIUM

#: Pixels: a small telephone, a tablet, a laptop. A tablet has the layout of one of the others: it is looked at for
#: its width alone, on the page that the telephone has loaded.
WIDTHS = (320, 768, 1280)
#: The colors that a page is loaded and looked over in.
COLORS: dict[int, Literal["light", "dark"]] = {320: "dark", 1280: "light"}
#: Cumulative Layout Shift that nobody notices is a tenth; half of it is left for slower machines.
MOST_SHIFT = 0.05
NAVIGATION = "nav, .skip, form.find"
NOW = datetime(2026, 3, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def site(told_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with demo_site(told_store, tmp_path_factory.mktemp("site"), lambda: NOW) as running:
        yield running


@pytest.fixture(scope="module")
def places(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Places:
    return furnish(site, tmp_path_factory.mktemp("more"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_is_reached_and_stands_still(browser: Browser, site: Site, places: Places, name: str) -> None:
    page = PAGES[name]
    found: list[str] = []
    for width, scheme in COLORS.items():
        settings = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
        with site.visited(browser, page.who, **settings, timezone_id="Europe/Lisbon") as visit:
            visit.context.add_init_script(SHIFTS)
            tab = opened(visit.context.new_page(), visit.to(places.path(page)), page)
            draw(tab)
            found += [f"{width}: {fault}" for fault in looked_over(tab, width)]
            if width == 320:
                tab.set_viewport_size({"width": 768, "height": 800})
                found += [f"768: wide unfolded: {each}" for each in too_wide(tab)]
    assert not found, "\n".join(found)


def looked_over(tab: Tab, width: int) -> list[str]:
    """What is wrong with a page that stands open."""
    jumped, what = shift(tab)
    found = [f"jumped by {jumped}: {what}"] if jumped > MOST_SHIFT else []
    found += [f"wide: {each}" for each in too_wide(tab)]
    unfold(tab)
    found += [f"wide unfolded: {each}" for each in too_wide(tab)]
    found += [f"axe: {each}" for each in axe_faults(tab)]
    if width == 1280:
        tab.reload()
        stop = first_stop(tab)
        found += [] if stop == "Skip to the content" else [f"Tab leads to: {stop}"]
        unfold(tab)
        found += [f"unseen focus: {each}" for each in unseen_focus(tab)]
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_without_a_script(browser: Browser, site: Site, places: Places, name: str) -> None:
    page = PAGES[name]
    found = []
    with site.visited(browser, page.who, java_script_enabled=False) as visit:
        tab = opened(visit.context.new_page(), visit.to(places.path(page)), page)
        assert not [url for url in visit.watch.asked if ".js" in url or "vendor" in url]
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 800})
            found += [f"{width}: {each}" for each in too_wide(tab)]
        tab.emulate_media(media="print")
        found += [f"folded on paper: {each}" for each in folded_in_print(tab)]
        found += ["navigation on paper"] if tab.locator(NAVIGATION).filter(visible=True).count() else []
        found += [f"paper: {each}" for each in too_wide(tab)]
    assert not found, "\n".join(found)


def opened(tab: Tab, address: str, page: Page) -> Tab:
    """A tab at a page, which answered as it should and says what it is about."""
    answer = tab.goto(address)
    assert answer is not None
    assert (answer.status, tab.url) == (page.status, address)
    assert page.words in tab.content()
    assert tab.title().endswith("– firsthand")
    assert tab.locator("h1").count() == 1
    return tab
