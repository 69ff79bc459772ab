"""`firsthand account -f FORM` and `-o FILE` for every form: from the command line to what other programs read."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import networkx as nx
import pyarrow.parquet as pq
import pytest
import stix2
import typer
from lxml import etree
from typer.testing import CliRunner, Result

from firsthand.cli import app
from firsthand.cli.options import Written
from firsthand.cli.output import written_as
from firsthand.model import Edition
from firsthand.publish import pdf
from firsthand.publish.forms import FORMS
from tests.publish.evidence import rich_edition


@pytest.fixture(autouse=True)
def without_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """The invented edition, whatever is read: reading is tested elsewhere."""
    import firsthand.pipeline

    def tell(*args: object, **named: object) -> Edition:
        return rich_edition()

    monkeypatch.setattr(firsthand.pipeline, "account", tell)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["account", "x", "-q", *map(str, arguments)])


@pytest.mark.parametrize("name", sorted(set(FORMS) - {"pdf"}))
def test_a_form_by_its_name_and_by_its_suffix(name: str, tmp_path: Path) -> None:
    out = tmp_path / f"story{FORMS[name].suffix}"
    assert run("-o", out).exit_code == run("-f", name, "-o", tmp_path / "named").exit_code == 3  # as one input failed
    assert out.read_bytes() == (tmp_path / "named").read_bytes() == FORMS[name].render(rich_edition())


def test_what_goes_to_standard_output_is_the_same() -> None:
    for name in ("stix", "findings.parquet", "derivations.gexf"):
        assert run("-f", name).stdout_bytes == FORMS[name].render(rich_edition())


def test_other_programs_read_what_is_written(tmp_path: Path) -> None:
    for name in ("story.stix.json", "story.graphml", "story.parquet", "story.lines.jsonl", "story.gexf"):
        run("-o", tmp_path / name)
    assert stix2.parse((tmp_path / "story.stix.json").read_text("utf-8"), allow_custom=False)
    assert nx.read_graphml(tmp_path / "story.graphml").number_of_edges() == 4
    assert pq.read_table(tmp_path / "story.parquet").num_rows == 11
    assert len([json.loads(x) for x in (tmp_path / "story.lines.jsonl").read_text("utf-8").splitlines()]) == 2
    assert etree.parse(tmp_path / "story.gexf").getroot().tag.endswith("gexf")


class Terminal(io.TextIOWrapper):
    """Standard output that a person looks at."""

    def isatty(self) -> bool:
        return True


def test_bytes_are_refused_on_a_terminal_and_text_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal(io.BytesIO()))
    with pytest.raises(typer.BadParameter, match="pdf is not for a terminal; name a file with -o"):
        written_as(None, Written.pdf)
    assert written_as(None, Written.stix) is Written.stix
    assert written_as(Path("x"), Written.pdf) is Written.pdf


def test_a_form_that_wants_what_is_not_there_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "INSTALLED", ())
    result = run("-o", tmp_path / "story.pdf")
    assert result.exit_code == 2
    assert "No Chromium, Chrome or Edge is on the PATH" in " ".join(result.stderr.replace("│", " ").split())
    assert not (tmp_path / "story.pdf").exists()


def test_a_file_that_cannot_be_written_is_bad_usage(tmp_path: Path) -> None:
    result = run("-o", tmp_path / "none" / "story.stix.json")
    assert result.exit_code == 2
    assert "cannot be written" in " ".join(result.stderr.replace("│", " ").split())
