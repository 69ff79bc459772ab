"""The list of what the demo holds: every word on it stands in the file that it names."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

DEMO = Path(__file__).parents[2] / "demo"
EXPECTED = json.loads((DEMO / "expected.json").read_text(encoding="utf-8"))


def words_of(name: str) -> str:
    """What a reader sees of a file, and what its head says, in one line."""
    raw = (DEMO / "articles" / name).read_text(encoding="utf-8")
    if name.endswith(".html"):
        raw = html.unescape(re.sub(r"</?[a-zA-Z][^>]*>", "", raw))
    return " ".join(raw.split())


def listed() -> Iterator[tuple[str, str]]:
    """Every (file, words) pair of the list."""
    for item in EXPECTED["planted"]:
        for passages in [item.get("passages", {}), *(side["passages"] for side in item.get("sides", ()))]:
            yield from passages.items()
        for spelling, files in item.get("spellings", {}).items():
            yield from ((file, spelling) for file in files)
        if "file" in item:
            yield from ((item["file"], part) for part in item.get("content", ()))
            yield item["file"], item.get("words", "")
        else:
            yield from ((file, item["content"]) for file in item.get("files", ()))
    for time in EXPECTED["times"]:
        yield time["file"], time["words"]
    for name, lines in EXPECTED["furniture"].items():
        yield from ((name, line) for line in lines)


@pytest.mark.parametrize("name", sorted(EXPECTED["articles"]))
def test_every_word_on_the_list_stands_in_its_file(name: str) -> None:
    text = words_of(name)
    missing = [words for file, words in listed() if file == name and words not in text]
    assert not missing


def test_the_list_names_every_file_and_no_other() -> None:
    files = {path.name for path in (DEMO / "articles").iterdir()}
    assert files == set(EXPECTED["articles"])
    assert sorted(file for origin in EXPECTED["origins"] for file in origin) == sorted(files)


def test_the_page_for_people_holds_the_planted_words() -> None:
    page = " ".join((DEMO / "README.md").read_text(encoding="utf-8").split())
    for item in EXPECTED["planted"]:
        passages: list[Any] = [item.get("passages", {}), *(side["passages"] for side in item.get("sides", ()))]
        for words in (words for each in passages for words in each.values()):
            assert words in page
        for spelling in item.get("spellings", {}):
            assert spelling in page
        if item["kind"] == "scare quotes":
            assert item["content"][0] in page
