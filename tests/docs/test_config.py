"""The page on settings names every setting of config.py with its default, and none that there is not."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest

from firsthand.config import SECTIONS as PARTS
from firsthand.config import Config, load_config

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "config.md").read_text(encoding="utf-8")
SECTIONS: dict[str, type[Any]] = {"The file": Config, **{f"[{name}]": kind for name, kind in PARTS.items()}}


def listed(section: str) -> dict[str, str]:
    """The settings of a section, and their defaults as the page writes them."""
    parts = re.split(r"^## (.+)$", PAGE, flags=re.M)
    text = dict(zip(parts[1::2], parts[2::2], strict=True))[section]
    return dict(re.findall(r"^\| `(\w+)` \| `?(.+?)`? \|", text, flags=re.M))


def written(value: object) -> str:
    """A default as TOML has it."""
    if value is None:
        return "none"
    return json.dumps(list(value) if isinstance(value, tuple) else value)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_setting_is_on_the_page_with_its_default(section: str) -> None:
    kinds = ("folder", *PARTS)
    known = {f.name: written(f.default) for f in fields(SECTIONS[section]) if f.name not in kinds}
    assert all(f.default is not MISSING for f in fields(SECTIONS[section]) if f.name not in kinds)
    assert listed(section) == known


def test_the_example_is_a_file_that_can_be_used(tmp_path: Path) -> None:
    (example,) = re.findall(r"^```toml\n(.+?)^```$", PAGE, flags=re.M | re.S)
    (tmp_path / "firsthand.toml").write_text(example, "utf-8")
    assert load_config(tmp_path / "firsthand.toml").collect.contact == tomllib.loads(example)["collect"]["contact"]


def test_the_defaults_written_out_are_the_defaults(tmp_path: Path) -> None:
    lines = []
    for section in SECTIONS:
        lines += [section] if section.startswith("[") else []
        lines += [f"{name} = {value}" for name, value in listed(section).items() if value != "none"]
    (tmp_path / "firsthand.toml").write_text("\n".join(lines), "utf-8")
    (tmp_path / "empty.toml").write_text("", "utf-8")
    assert load_config(tmp_path / "firsthand.toml") == load_config(tmp_path / "empty.toml")
