"""The scripts of others: every file is the one that the table names, with its license, and no other is there."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import firsthand.web

STATIC = Path(firsthand.web.__file__).parent / "static"
VENDOR = STATIC / "vendor"
ROWS = re.findall(
    r"^\| (\S+) \| (\S+) \| (\S+) \| `([^`]+)` \| `([0-9a-f]{64})` \|",
    (VENDOR / "README.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def test_every_file_is_the_one_of_the_table() -> None:
    listed = {name: digest for _, _, _, name, digest in ROWS}
    found = {
        str(file.relative_to(VENDOR)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in VENDOR.glob("*/*")
        if file.name != "LICENSE"
    }
    assert found == listed
    assert len(found) == 7


def test_every_package_has_its_license() -> None:
    for folder in {VENDOR / name.split("/")[0] for _, _, _, name, _ in ROWS}:
        assert "permi" in (folder / "LICENSE").read_text(encoding="utf-8").lower(), folder


def test_our_scripts_ask_for_the_versions_that_are_there() -> None:
    versions = {name: version for _, version, _, name, _ in ROWS}
    asked = {
        match
        for script in STATIC.glob("*.js")
        for match in re.findall(r'"\./vendor/([^"?]+)\?v=([^"]+)"', script.read_text(encoding="utf-8"))
    }
    assert asked == {(name, version) for name, version in versions.items() if not name.startswith("htmx")}


def test_our_scripts_are_short_and_write_no_html() -> None:
    html = r"innerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|https?:"
    for script in (STATIC / f"{name}.js" for name in ("graph", "live", "map", "pictures", "times")):
        text = script.read_text(encoding="utf-8")
        assert text.count("\n") < 250, script
        assert not re.search(html, text), script
