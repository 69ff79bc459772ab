"""Take the picture of the story page that README.md shows: `make picture`, after `make demo`.

Needs Chromium. Two pixels for each pixel of the page would be sharper and four times as large.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

#: Width and height of the window: what a reader sees first.
WINDOW = (1100, 900)
CHROMIUM = "/usr/bin/chromium"


def main(page: Path, picture: Path) -> None:
    """Write the top of `page`, as a browser in light colors shows it, to `picture`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        view = browser.new_page(viewport={"width": WINDOW[0], "height": WINDOW[1]}, color_scheme="light")
        view.goto(page.resolve().as_uri())
        view.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
