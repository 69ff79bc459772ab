"""`account --length`, `--since` and `--no-single-source`, as a user types them and as Python takes them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import firsthand
from firsthand.cli import app
from firsthand.errors import InputError
from tests.command import write_records

FELL = "The Orlen bridge in Halven collapsed on Monday, killing nine people."
FELL_TOO = "Nine people were killed on Monday when the Orlen bridge in Halven collapsed."
ARREST = "Police arrested the contractor Karel Dovan at the airport of Marr on Tuesday."
DIVERS = "Divers searched the river below the Orlen bridge for two lorries."


@pytest.fixture
def articles(tmp_path: Path) -> str:
    rows = [
        {"publisher": "Halven Post", "published": "2026-03-09T18:00:00Z", "text": f"{FELL}\n\n{DIVERS}"},
        {"publisher": "Marr Gazette", "published": "2026-03-10T08:00:00Z", "text": f"{FELL_TOO}\n\n{ARREST}"},
    ]
    return str(write_records(tmp_path / "articles.jsonl", rows))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def account(*args: str) -> list[dict[str, Any]]:
    done = run("account", *args, "--format", "json", "--quiet")
    assert done.exit_code == 0, done.stderr
    sentences: list[dict[str, Any]] = json.loads(done.stdout)["stories"][0]["account"]
    return [s for s in sentences if s["section"] != "disputed"]


def test_a_length_is_kept(articles: str) -> None:
    assert len(account(articles)) == 3
    (only,) = account(articles, "--length", "1")
    assert only["text"] in (FELL, FELL_TOO)
    assert only["section"] == "lead"


def test_only_what_is_new_is_told_and_said_to_be_new(articles: str) -> None:
    (only,) = account(articles, "--since", "2026-03-10")
    assert ARREST in only["text"]
    shown = run("account", articles, "--since", "2026-03-10", "--quiet").stdout
    assert "New since 10 March 2026" in shown
    assert "killed" not in shown.split("The outlets")[0]


def test_nothing_new_is_said_to_be_nothing_new(articles: str) -> None:
    assert account(articles, "--since", "2027-01-01") == []
    for shape in ("terminal", "md", "html"):
        shown = run("account", articles, "--since", "2027-01-01", "--quiet", "--format", shape).stdout
        assert "Nothing new since 1 January 2027" in shown


def test_what_one_origin_reports_is_left_out_and_counted(articles: str) -> None:
    (only,) = account(articles, "--no-single-source")
    assert only["text"] in (FELL, FELL_TOO)
    explained = run("account", articles, "--no-single-source", "--explain", "--quiet").stderr
    assert "rest on one origin and were left out as asked" in explained


@pytest.mark.parametrize("wrong", [("--length", "0"), ("--since", "yesterday"), ("--since", "2026-02-30")])
def test_a_wrong_value_is_bad_usage(articles: str, wrong: tuple[str, str]) -> None:
    done = run("account", articles, *wrong)
    assert done.exit_code == 2
    assert wrong[0] in done.stderr


def test_python_takes_the_same(articles: str) -> None:
    edition = firsthand.account([articles], since=date(2026, 3, 10), length=5, workers=1)
    assert edition.stories[0].since == "2026-03-10"
    assert [s.text for s in edition.stories[0].account] == [f"Marr Gazette reports: {ARREST}"]
    shared = firsthand.account([articles], single_source=False, workers=1).stories[0].account
    assert [s.text in (FELL, FELL_TOO) for s in shared] == [True]


@pytest.mark.parametrize("wrong", [{"length": 0}, {"since": "soon"}])
def test_python_refuses_the_same(articles: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        firsthand.account([articles], **wrong)
