"""`firsthand compare A B` and `firsthand.compare(a, b)`: what goes in, what comes out, what is said when it cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

import firsthand
from firsthand.cli import app
from firsthand.publish.contract import schema
from tests.command import write_records
from tests.compared import AGENCY, PAPER, write_pair


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    return write_pair(tmp_path)


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_python_and_the_command_say_the_same(pair: tuple[Path, Path]) -> None:
    comparison = firsthand.compare(*pair)
    assert isinstance(comparison, firsthand.Comparison)
    printed = run("compare", *pair, "--format", "json")
    assert printed.exit_code == 0
    assert json.loads(printed.stdout) == firsthand.comparison_record(comparison)
    Draft202012Validator(schema("compare")).validate(json.loads(printed.stdout))


@pytest.mark.parametrize(("suffix", "begins"), [("html", "<!doctype html"), ("md", "# "), ("json", '{"articles"')])
def test_the_suffix_names_the_format_and_so_does_the_option(pair: tuple[Path, Path], suffix: str, begins: str) -> None:
    out = pair[0].with_name(f"pair.{suffix}")
    result = run("compare", *pair, "-o", out)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert out.read_text("utf-8").lower().startswith(begins)
    assert run("compare", *pair, "--format", suffix).stdout == out.read_text("utf-8")


def test_the_terminal_is_the_default(pair: tuple[Path, Path]) -> None:
    result = run("compare", *pair)
    assert result.exit_code == 0
    assert "What only one of them tells" in result.stdout


def test_one_may_come_from_standard_input(pair: tuple[Path, Path]) -> None:
    result = run("compare", pair[0], "-", "--format", "json", stdin=PAPER["text"])
    assert json.loads(result.stdout)["articles"][1]["text"] == PAPER["text"]


@pytest.mark.parametrize(
    ("second", "says"),
    [
        ("missing.txt", "There is no such file."),
        ("a.jsonl", "It is named twice"),
        ("both.jsonl", "It holds more than one article: a comparison takes one from each input."),
        ("nothing.txt", "empty"),
        ("folder", "more than one article"),
    ],
)
def test_anything_but_one_article_in_each_is_bad_usage_and_told_in_one_line(
    pair: tuple[Path, Path], second: str, says: str
) -> None:
    folder = pair[0].parent
    write_records(folder / "both.jsonl", [AGENCY, PAPER])
    (folder / "nothing.txt").write_text("")
    (folder / "folder").mkdir()
    write_records(folder / "folder" / "both.jsonl", [AGENCY, PAPER])
    result = run("compare", pair[0], folder / second)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert second in result.stderr
    assert len(result.stderr.splitlines()) == 1
    with pytest.raises(firsthand.InputError, match=r"\w"):
        firsthand.compare(pair[0], folder / second)


@pytest.mark.parametrize("arguments", [("compare",), ("compare", "x.txt"), ("compare", "x", "y", "z")])
def test_two_inputs_are_asked_for(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_lines_of_stories_are_not_what_it_prints(pair: tuple[Path, Path]) -> None:
    result = run("compare", *pair, "--format", "jsonl")
    assert result.exit_code == 2
    assert "compare prints terminal, html, md or json, not jsonl" in " ".join(result.stderr.replace("│", " ").split())


def test_what_was_read_only_in_part_is_named(pair: tuple[Path, Path]) -> None:
    folder = pair[0].parent / "some"
    folder.mkdir()
    (folder / "one.txt").write_text(PAPER["text"], "utf-8")
    (folder / "two.txt").write_text("")
    result = run("compare", pair[0], folder, "-f", "json")
    assert result.exit_code == 3
    assert "two.txt: The file is empty." in result.stderr
    assert json.loads(result.stdout)["in_common"]


def test_two_files_of_one_id_are_two_articles(tmp_path: Path) -> None:
    comparison = firsthand.compare(*write_pair(tmp_path, AGENCY, PAPER | {"id": "agency"}))
    assert comparison.a.article.text == AGENCY["text"]
    assert comparison.b.article.text == PAPER["text"]
    assert comparison.a.article.id != comparison.b.article.id


def test_the_schema_is_printed() -> None:
    printed = json.loads(run("schema", "compare").stdout)
    Draft202012Validator.check_schema(printed)
    assert printed == schema("compare")


def test_what_was_left_out_is_listed_on_demand(pair: tuple[Path, Path]) -> None:
    assert "agency:" in run("compare", *pair, "-f", "json", "--explain").stderr
