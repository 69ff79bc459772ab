"""The commands on the how-to pages run as they stand, in a directory with a few articles."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from firsthand.cli import app

ROOT = Path(__file__).parents[2]
GUIDES = sorted((ROOT / "docs" / "how-to").glob("*.md"))


def commands() -> list[str]:
    """What stands on an indented line after "firsthand", up to a pipe, a redirection or a comment; each once."""
    found = [
        re.split(r" \| | \d?> |  +#", line)[0].strip()
        for guide in GUIDES
        for line in re.findall(r"^    firsthand (.+)$", guide.read_text(encoding="utf-8"), flags=re.M)
    ]
    return sorted(set(found))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory in which articles/ holds two pieces of the demo, one as one.html, and the tables of the guides."""
    articles = tmp_path / "articles"
    articles.mkdir()
    demo = ROOT / "demo" / "articles"
    (articles / "two.txt").write_bytes((demo / "02-tessera-full.txt").read_bytes())
    (articles / "one.html").write_bytes((demo / "06-sorn-valley-courier.html").read_bytes())
    for guide, file in (("add-an-agency", "agencies"), ("say-who-owns-a-publisher", "families")):
        text = (ROOT / "docs" / "how-to" / f"{guide}.md").read_text(encoding="utf-8")
        (table,) = re.findall(r"^```toml\n(.+?)^```$", text, flags=re.M | re.S)
        (tmp_path / f"{file}.toml").write_text(table, "utf-8")
    text = (ROOT / "docs" / "how-to" / "merge-and-split-stories.md").read_text(encoding="utf-8")
    (lines,) = re.findall(r"^```json\n(.+?)^```$", text, flags=re.M | re.S)
    (tmp_path / "judgements.jsonl").write_text(lines, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", commands())
def test_a_command_on_a_page_runs(command: str, folder: Path) -> None:
    words = shlex.split(command)
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    if "-o" in words:
        assert (folder / words[words.index("-o") + 1]).stat().st_size > 1000
    else:
        assert len(result.output) > 100
