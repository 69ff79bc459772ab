"""The commands on the how-to pages about a store run as they stand, in their order, each page in a store of its own."""

from __future__ import annotations

import re
import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert
from typer.testing import CliRunner

from firsthand.cli import app
from firsthand.desk.adding import keep
from firsthand.desk.opening import Desk, init
from firsthand.desk.telling import regroup
from firsthand.store.database import Store
from firsthand.store.schema import entry
from tests.kept import make_capture, read

GUIDES = Path(__file__).parents[2] / "docs" / "how-to"
URL = "https://courier.vellmark.example/bridge"
TEXT = (
    "The bridge at Ostrel fell on Friday night after weeks of rain, and twelve people were hurt.\n\n"
    "“Nobody was warned,” said Mara Veld. The road to the coast stays closed until the spring."
)


def fill(folder: Path, days: str = "") -> None:
    config = init(folder, "firsthand.db", "desk@tarn.example")
    with (folder / "firsthand.toml").open("a", encoding="utf-8") as file:
        file.write(days)
    store = Store.open(config.store_url)
    desk = Desk(config, store)
    edited = TEXT.replace("twelve", "thirteen")
    other = "https://post.lissel.example/bridge-falls"
    captures = [make_capture(t, url=URL, title="Bridge falls") for t in (TEXT, edited)]
    keep(desk, [*captures, make_capture(TEXT, url=other, publisher="Lissel Post")], read=read)
    now = datetime.now(UTC)
    with store.writing() as connection:
        connection.execute(insert(entry).values(key=URL, url=URL, seen_at=now, said=b'{"url":null}', state="kept"))
    regroup(desk)
    store.close()


def commands(page: str) -> list[list[str]]:
    text = (GUIDES / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, flags=re.M | re.S)
    return [shlex.split(line)[1:] for block in blocks for line in block.splitlines() if line.startswith("firsthand ")]


@pytest.mark.parametrize("page", ["take-down.md", "export.md", "look-after-a-store.md"])
def test_the_commands_on_a_page_run(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days = re.findall(r"^```toml\n(.*?)^```$", (GUIDES / page).read_text(encoding="utf-8"), flags=re.M | re.S)
    fill(tmp_path, "".join(days))
    monkeypatch.chdir(tmp_path)
    found = commands(page)
    assert len(found) >= 4
    for words in found:
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 0, (words, result.output, result.exception)
        if "-o" in words:
            assert (tmp_path / words[words.index("-o") + 1]).exists()


def test_what_a_takedown_prints_is_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path)
    monkeypatch.chdir(tmp_path)
    printed = CliRunner().invoke(app, commands("take-down.md")[0]).output
    year = str(datetime.now(UTC).year)
    shown = re.sub(r"\d+%", "N%", printed.replace(f"T-{year}-", "T-2026-"))
    assert shown in re.sub(r"\d+%", "N%", (GUIDES / "take-down.md").read_text(encoding="utf-8"))


def test_a_doctor_that_finds_a_fault_exits_with_4(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["doctor", "-f", "json"])
    assert result.exit_code == 4 and '"level": "fault"' in result.output
    assert "Traceback" not in CliRunner().invoke(app, ["doctor"]).output


def test_a_takedown_that_cannot_be_is_bad_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["takedown", "no-address", "--reason", "x", "--by", "y"])
    assert result.exit_code == 2 and "no address" in result.output
    assert CliRunner().invoke(app, ["takedown", URL, "--reason", "x"]).exit_code == 2
    options_first = ["takedown", "--reason", "x", "--by", "y", URL, "-f", "json"]
    assert '"decision": "removed"' in CliRunner().invoke(app, options_first).output


def test_a_format_that_is_none_of_them_is_bad_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path)
    monkeypatch.chdir(tmp_path)
    for words in (["takedown", "list"], ["takedown", URL, "--reason", "x", "--by", "y"], ["doctor"]):
        assert CliRunner().invoke(app, [*words, "-f", "html"]).exit_code == 2
    assert CliRunner().invoke(app, ["takedown", "list"]).output == "There is no notice.\n"


def test_an_export_that_fails_leaves_no_half_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(app, ["export", "articles", "--story", "s-no", "-o", "a.jsonl"]).exit_code == 2
    assert CliRunner().invoke(app, ["export", "articles", "-o", "nowhere/a.jsonl"]).exit_code == 2
    assert CliRunner().invoke(app, ["export", "all"]).exit_code == 2
    assert CliRunner().invoke(app, ["export", "feeds", "-f", "json"]).exit_code == 2
    assert not [f for f in tmp_path.iterdir() if "jsonl" in f.name]
