"""The front page and a story as pictures, compared with those in tests/web/pictures.

Fonts differ from machine to machine, and with them where lines break. So pictures are compared as one sees them from
afar: in 16 by 16 cells, by how bright each is. `make picture` takes them again, those of README.md too.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page

from firsthand.store.schema import story
from tests.web.site import NEEDS_CHROMIUM, Site, demo_site, launched

pytestmark = NEEDS_CHROMIUM

#: Set to anything, it has the pictures written and not compared.
RENEW = "FIRSTHAND_PICTURES"
HERE = Path(__file__).parent / "pictures"
README = Path(__file__).parents[2] / "docs" / "images"
#: What stands still in the pictures: the house's clock, and when the desk noted what it tells.
NOW = datetime(2026, 3, 23, 9, 0, tzinfo=UTC)
#: Cells a side in which brightness is taken, and those in which it is compared.
FINE, COARSE = 64, 16
#: Mean difference of the cells' brightness that is let pass, in standard deviations of the kept picture's. Of the six
#: pictures, pages in other fonts (serif for sans, narrow, or monospaced) differ by .10 to .37, in letters a twelfth
#: larger by up to .40, without page.css or site.css by .36 to .71, without any style by .51 and more.
MOST = 0.45
LOOKS: dict[str, dict[str, Any]] = {
    "1280-light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "320-dark": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    "print": {"viewport": {"width": 720, "height": 1018}, "color_scheme": "light"},
}
#: Mean brightness of each cell of a picture, computed where pictures are decoded anyway.
_CELLS = """async ([png, columns, rows]) => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const sums = new Array(columns * rows).fill(0), counts = new Array(columns * rows).fill(0);
  for (let y = 0; y < image.height; y += 1) for (let x = 0; x < image.width; x += 1) {
    const at = 4 * (y * image.width + x);
    const cell = Math.floor(y * rows / image.height) * columns + Math.floor(x * columns / image.width);
    sums[cell] += (0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2]) / 255;
    counts[cell] += 1;
  }
  return [image.width, image.height, ...sums.map((sum, i) => sum / counts[i])];
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def site(told_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with demo_site(told_store, tmp_path_factory.mktemp("site"), lambda: NOW) as running:
        with running.desk.store.writing() as connection:
            connection.execute(story.update().values(changed_at=NOW))
        yield running


def taken(browser: Browser, site: Site, name: str, look: str, **more: Any) -> bytes:  # noqa: ANN401  (of contexts)
    """A picture of what a reader sees first."""
    path = "/" if name == "front" else f"/stories/{next(iter(site.stories()))}"
    with site.visited(browser, **LOOKS[look], reduced_motion="reduce", **more) as visit:
        page = visit.context.new_page()
        page.emulate_media(media="print" if look == "print" else "screen")
        page.goto(visit.to(path))
        page.locator("time[data-zoned]").first.wait_for()
        return page.screenshot(animations="disabled", caret="hide")


def cells(page: Page, png: bytes) -> tuple[list[int], NDArray[np.float64]]:
    """Width and height of a picture, and how bright its cells are, from 0 to 1."""
    wide, high, *found = page.evaluate(_CELLS, [base64.b64encode(png).decode(), FINE, FINE])
    return [wide, high], np.array(found).reshape(FINE, FINE)


def apart(browser: Browser, now: bytes, kept: bytes) -> float:
    """How far a picture is from that which is kept."""
    with browser.new_context() as context:
        page = context.new_page()
        (size, one), (size_kept, two) = cells(page, now), cells(page, kept)
    assert size == size_kept, "the pictures are of other sizes"
    side = FINE // COARSE
    coarse_one, coarse_two = (each.reshape(COARSE, side, COARSE, side).mean((1, 3)) for each in (one, two))
    return float(np.abs(coarse_one - coarse_two).mean() / two.std())


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", ["front", "story"])
def test_a_page_looks_as_it_did(browser: Browser, site: Site, name: str, look: str) -> None:
    now = taken(browser, site, name, look)
    kept = HERE / f"{name}-{look}.png"
    if os.environ.get(RENEW):
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(now)
        if look == "1280-light":
            (README / f"{name}.png").write_bytes(now)
    assert apart(browser, now, kept.read_bytes()) < MOST, f"{name} looks otherwise; `make picture` takes it anew"


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", ["front", "story"])
def test_the_measure_tells_a_page_without_its_styles(browser: Browser, site: Site, name: str, look: str) -> None:
    path = "/" if name == "front" else f"/stories/{next(iter(site.stories()))}"
    with browser.new_context(**LOOKS[look]) as context:
        page = context.new_page()
        page.route("**/*.css*", lambda route: route.fulfill(body="", content_type="text/css"))
        page.goto(site.address + path)
        bare = page.screenshot()
    assert apart(browser, bare, (HERE / f"{name}-{look}.png").read_bytes()) > MOST
