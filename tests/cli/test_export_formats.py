"""`firsthand export -f parquet` and `firsthand story -f FORM`, on a store."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from firsthand.cli import app
from firsthand.desk.opening import init, open_desk
from tests.desk.test_lookup import fill


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a store of two stories, which commands find."""
    init(tmp_path, "firsthand.db", "")
    monkeypatch.chdir(tmp_path)
    with open_desk() as desk:
        fill(desk)
    return tmp_path


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == code, result.output
    return result


@pytest.mark.parametrize("kind", ["findings", "quotations", "disagreements"])
def test_parquet_has_the_rows_of_the_sheet(filled: Path, kind: str) -> None:
    run("export", kind, "-o", "by-suffix.parquet")
    run("export", kind, "-f", "parquet", "-o", "by-name")
    sheet = list(csv.DictReader(io.StringIO(run("export", kind).stdout, newline="")))
    table = pq.read_table(filled / "by-suffix.parquet")
    assert table.equals(pq.read_table(filled / "by-name"))
    assert [r["story"] for r in sheet] == table.column("story").to_pylist()
    piped = run("export", kind, "-f", "parquet").stdout_bytes
    assert pq.read_table(io.BytesIO(piped)).equals(table)
    assert kind != "findings" or table.num_rows > 2


def test_a_kind_is_written_in_its_own_formats_alone(filled: Path) -> None:
    for kind, format, told in (
        ("stories", "parquet", "stories are written as jsonl or json"),
        ("findings", "json", "findings are written as csv or parquet"),
        ("feeds", "csv", "only stories and sheets come in several formats"),
        ("all", "parquet", "only stories and sheets come in several formats"),
    ):
        said = run("export", kind, "-f", format, "-o", "out", code=2).stderr
        assert told in " ".join(said.replace("│", " ").split())


def test_a_story_of_the_store_is_written_in_any_form(filled: Path) -> None:
    stories = json.loads(run("stories", "-f", "json").stdout)
    id = next(s["id"] for s in stories if s["articles"] > 1)
    run("story", id, "-o", "story.graphml")
    assert b"graphml" in (filled / "story.graphml").read_bytes()
    bundle = json.loads(run("story", id, "-f", "stix").stdout)
    assert [o["type"] for o in bundle["objects"]].count("report") == 1
    said = run("story", id, "-o", "story.docx", code=2).stderr
    assert "no format has this suffix" in " ".join(said.replace("│", " ").split())
