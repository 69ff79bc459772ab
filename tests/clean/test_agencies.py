"""The table of agencies, and the reader's own on top of it."""

from __future__ import annotations

from pathlib import Path

import pytest

import firsthand
from firsthand.clean.agencies import fold_name, load_agencies
from firsthand.errors import InputError
from firsthand.pipeline import FEW
from tests.clean.pages import PARAGRAPHS
from tests.command import firsthand as run
from tests.command import write_records

TABLE = '[[agency]]\nshort = "VPU"\nnames = ["VPU", "Vellmark Press Union"]\n'


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "agencies.toml"
    path.write_text(TABLE, "utf-8")
    return path


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("\n\n".join([*PARAGRAPHS, "Ada Brook, with Vellmark Press Union"]), "utf-8")
    return path


def test_names_are_found_in_their_own_language_and_by_their_case() -> None:
    agencies = load_agencies()
    assert agencies[fold_name("新华社")] == "Xinhua"
    assert agencies[fold_name("the Polska Agencja Prasowa")] == "PAP"
    assert fold_name("pa") not in agencies
    assert fold_name("MAP") not in agencies  # a word elsewhere: the agency's full name alone is in the table


def test_an_entry_of_the_reader_comes_on_top_and_the_rest_stays(tmp_path: Path) -> None:
    path = tmp_path / "more.toml"
    path.write_text('[[agency]]\nshort = "Sund"\nnames = ["AFP"]\n', "utf-8")
    agencies = load_agencies(path)
    assert agencies[fold_name("AFP")] == "Sund"
    assert agencies[fold_name("Reuters")] == "Reuters"


def test_a_table_that_was_changed_is_read_anew(table: Path) -> None:
    assert fold_name("Sund Wire") not in load_agencies(table)
    table.write_text(TABLE + '[[agency]]\nshort = "SW"\nnames = ["Sund Wire"]\n', "utf-8")
    assert load_agencies(table)[fold_name("Sund Wire")] == "SW"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "holds no agency"),
        (b"agency = 3", "holds no agency"),
        (b"agency = [3]", "Entry 1 is no table"),
        (b'[[agency]]\nnames = ["VPU"]', "Entry 1 has no short name"),
        (TABLE.encode() + b'[[agency]]\nshort = "SW"', "Entry 2 (SW) has no list of names"),
        (b'[[agency]]\nshort = "SW"\nnames = [" "]', "Entry 1 (SW) has no list of names"),
        (b"[[agency", "not TOML"),
        (b"\xff", "not UTF-8 (byte 0)"),
    ],
)
def test_a_broken_table_is_told_with_its_entry(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        load_agencies(path)
    assert caught.value.source == str(path)
    assert told in caught.value.reason


def test_the_option_reaches_the_credits(article: Path, table: Path) -> None:
    assert firsthand.read([article]).readings[0].article.credits != ("VPU",)
    (reading,) = firsthand.read([article], agencies=table).readings
    assert reading.article.credits == ("VPU",)
    assert reading.article.byline == ("Ada Brook",)


def test_workers_know_the_table_too(tmp_path: Path, table: Path) -> None:
    line = "\n\nAda Brook, with Vellmark Press Union"
    rows = [{"id": f"n{i:02}", "text": f"The ferry was {i} hours late on Monday, they said.{line}"} for i in range(FEW)]
    edition = firsthand.read([write_records(tmp_path / "a.jsonl", rows)], workers=2, agencies=str(table))
    assert {r.article.credits for r in edition.readings} == {("VPU",)}


@pytest.mark.parametrize("command", ["read", "account"])
def test_the_command_takes_a_table_and_tells_of_a_broken_one_in_a_line(
    command: str, article: Path, table: Path, tmp_path: Path
) -> None:
    done = run(command, article, "--agencies", table, "--format", "json")
    assert done.returncode == 0
    assert '"credits": ["VPU"]' in done.stdout.decode()
    broken = tmp_path / "broken.toml"
    broken.write_text('[[agency]]\nshort = "VPU"\n', "utf-8")
    done = run(command, article, "--agencies", broken)
    assert done.returncode == 2
    assert done.stdout == b""
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith(f"firsthand: {broken}: Entry 1 (VPU) has no list of names; give it")
