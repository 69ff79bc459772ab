"""The command line: formats, suffixes, messages, exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

import firsthand as face
from firsthand.cli import app
from firsthand.publish.contract import schema
from tests.command import firsthand

TEXT = (
    "Sign up for our newsletter\n\nThe Orlen bridge in Halven collapsed on Monday, killing nine people.\n\n"
    "“We will rebuild the bridge before the winter comes,” the mayor Tessa Brandt said.\n"
)
HEAVY = ("spacy", "numpy", "lxml", "trafilatura", "jinja2", "loky", "py3langid", "rapidfuzz", "rensa")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "bridge.txt"
    file.write_text(TEXT, "utf-8")
    return file


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.mark.parametrize(
    ("suffix", "begins"), [("html", "<!doctype html"), ("md", "#"), ("json", '{"articles"'), ("jsonl", '{"id"')]
)
def test_the_suffix_names_the_format_and_so_does_the_option(article: Path, suffix: str, begins: str) -> None:
    out = article.with_name(f"story.{suffix}")
    result = run("account", article, "-o", out)
    assert (result.exit_code, result.stdout) == (0, "")
    written = out.read_text("utf-8")
    assert written.lower().startswith(begins)
    assert "Orlen bridge" in written
    assert run("account", article, "--format", suffix).stdout == written


def test_the_option_wins_over_the_suffix(article: Path) -> None:
    out = article.with_name("story.txt")
    assert run("account", article, "-o", out, "-f", "json").exit_code == 0
    assert json.loads(out.read_text("utf-8"))["stories"]


def test_the_terminal_is_the_default(article: Path) -> None:
    result = run("account", article)
    assert result.exit_code == 0
    assert "The Orlen bridge in Halven collapsed" in " ".join(result.stdout.split())
    assert "Tessa Brandt" in run("read", article).stdout


def test_read_prints_a_line_an_article_that_holds_to_the_schema(article: Path) -> None:
    other = article.with_name("other.txt")
    other.write_text("Ilse Marr won the chess tournament of Vellmark.\n")
    result = run("read", article, other, "--format", "jsonl")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert {r["text"] for r in records} == {TEXT, other.read_text()}
    for record in records:
        Draft202012Validator(schema("read")).validate(record)
    assert json.loads(run("read", article, other, "--format", "json").stdout) == records


def test_an_account_holds_to_the_schema(article: Path) -> None:
    Draft202012Validator(schema("account")).validate(json.loads(run("account", article, "-f", "json").stdout))


@pytest.mark.parametrize("suffix", ["odt", "docx", ""])
def test_an_unknown_suffix_is_bad_usage(article: Path, suffix: str) -> None:
    out = article.with_name(f"story.{suffix}".rstrip("."))
    result = run("account", article, "-o", out)
    assert result.exit_code == 2
    assert "no format has this suffix" in " ".join(result.stderr.replace("│", " ").split())
    assert not out.exists()


@pytest.mark.parametrize("format", ["html", "md"])
def test_read_has_no_page(article: Path, format: str) -> None:
    result = run("read", article, "--format", format)
    assert result.exit_code == 2
    assert "read prints terminal, json or jsonl" in " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.parametrize("arguments", [("account",), ("account", "x", "--format", "odt"), ("tell", "x")])
def test_other_bad_usage(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_file_that_cannot_be_written(article: Path) -> None:
    result = run("account", article, "-o", article.parent / "no" / "such" / "story.html")
    assert result.exit_code == 2
    assert "cannot be written" in " ".join(result.stderr.replace("│", " ").split())
    assert run("account", article, "-f", "json", "-o", article.parent).exit_code == 2


def test_what_could_not_be_read_is_named_and_the_rest_is_done(article: Path) -> None:
    result = run("account", article, article.with_name("missing.txt"), "-f", "json", "--quiet")
    assert result.exit_code == 3
    assert result.stderr.splitlines() == [f"firsthand: {article.with_name('missing.txt')}: There is no such file."]
    assert json.loads(result.stdout)["stories"][0]["account"]


def test_nothing_is_said_where_all_was_read(article: Path) -> None:
    assert run("read", article, "--format", "jsonl").stderr == ""


def test_explain_lists_the_role_of_every_line_and_what_was_left_out(article: Path) -> None:
    page = article.with_name("page.html")
    words = "".join(f"<p>{line}</p>" for line in TEXT.split("\n\n"))
    links = "<a href='/s'>Sport and weather</a>" * 20
    page.write_text(f"<html><body><nav>{links}</nav><article>{words}</article></body></html>")
    result = run("account", article, page, "-f", "json", "--explain")
    records = {a["source"]: a for a in json.loads(result.stdout)["articles"]}
    text = records[str(article)]
    for block in text["blocks"]:
        assert f"{text['id']}:{block['start']}-{block['end']}: {block['role']}: " in result.stderr
    assert "boilerplate" in result.stderr
    assert f"{records[str(page)]['id']}: clean: left out: " in result.stderr
    assert result.exit_code == 0


def test_version_and_help() -> None:
    assert run("--version").stdout == f"firsthand {face.__version__}\n"
    shown = run("--help").stdout
    assert all(command in shown for command in ("account", "read", "schema"))
    assert run().exit_code == 2


@pytest.mark.parametrize("of", ["read", "account"])
def test_schema(of: str) -> None:
    printed = json.loads(run("schema", of).stdout)
    Draft202012Validator.check_schema(printed)
    assert printed["title"]
    assert run("schema", "stories").exit_code == 2


def test_standard_input_in_a_process_of_its_own(article: Path) -> None:
    done = firsthand("account", "-", "--format", "json", stdin=TEXT.encode())
    edition = json.loads(done.stdout)
    assert edition["articles"][0]["text"] == TEXT
    assert edition["stories"][0]["account"]
    assert (done.returncode, done.stderr) == (0, b"")


def test_control_characters_in_a_name_reach_no_terminal(tmp_path: Path) -> None:
    name = "\x1b[31mred\x07\u202e.txt"
    (tmp_path / name).write_bytes(b"")
    done = firsthand("read", tmp_path, "--format", "jsonl")
    shown = done.stderr.decode()
    assert "red" in shown
    assert not any(c in shown for c in "\x1b\x07\u202e")
    assert done.returncode == 3


def test_a_name_that_is_no_unicode(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"bad\xff.txt")).write_bytes(TEXT.encode())
    except OSError:
        pytest.skip("this file system takes Unicode names alone")
    done = firsthand("read", tmp_path, "--format", "jsonl")
    assert done.returncode == 0
    assert json.loads(done.stdout)["text"] == TEXT


def test_a_reader_that_goes_away_is_no_fault(article: Path) -> None:
    call = [sys.executable, "-c", "from firsthand.cli import main; main()", "read", str(article), "-f", "jsonl"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        complaint = process.stderr.read()
    assert b"Traceback" not in complaint


def test_help_needs_no_heavy_library() -> None:
    code = (
        "import sys\nfrom firsthand.cli import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=30, check=True)
    assert b"Usage" in done.stdout
    assert done.stderr.strip() == b"[]"
    code = f"import sys, firsthand\nprint([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=30, check=True)
    assert done.stdout.strip() == b"[]"
