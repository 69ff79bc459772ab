from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from firsthand.cli import app
from firsthand.desk.adding import keep
from firsthand.desk.opening import init, open_desk
from tests.desk.test_lookup import BRIDGE, TAX, URL, fill, telling
from tests.kept import make_capture

VOTE = "https://marn.example/tax"
COPY = "https://post.lissel.example/bridge"


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an empty store, which commands find."""
    init(tmp_path, "firsthand.db", "")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def filled(folder: Path) -> Path:
    """The same with two stories of three articles, one of them in two versions."""
    with open_desk() as desk:
        fill(desk)
        edited = make_capture(TAX.replace("Monday", "Tuesday"), url=VOTE, published="2026-03-10", title="Tax")
        keep(desk, [edited], read=telling)
    return folder


def test_an_empty_store_says_what_to_do_next(folder: Path) -> None:
    told = run("stories").stdout
    assert "There is no story yet." in told
    for command in ("firsthand add", "firsthand follow", "firsthand run"):
        assert command in told
    assert json.loads(run("stories", "-f", "json").stdout) == []
    assert run("stories", "-f", "jsonl").stdout == ""


def test_stories_lead_to_their_accounts(filled: Path) -> None:
    listed = run("stories").stdout
    assert listed.index("Orrin bridge falls at Ostrel") < listed.index("Tax")
    assert "2 articles, 1 independent origin, no disagreements" in listed
    for command in re.findall(r"firsthand (story \S+)", listed):
        assert "The account" in run(*command.split()).stdout


def test_stories_for_scripts(filled: Path) -> None:
    records = json.loads(run("stories", "-f", "json").stdout)
    assert [r["articles"] for r in records] == [2, 1]
    lines = run("stories", "-o", "stories.jsonl", "--limit", "1").stdout
    assert lines == ""
    assert json.loads((filled / "stories.jsonl").read_text("utf-8")) == records[0]
    assert "And 1 older story" in run("stories", "--limit", "1").stdout
    assert "The store holds 2 older stories." in run("stories", "--since", "2026-04-01").stdout


@pytest.mark.parametrize("shape", ["html", "md", "json", "jsonl"])
def test_a_story_is_printed_in_every_shape_that_an_account_has(shape: str, filled: Path) -> None:
    id = json.loads(run("stories", "-f", "json").stdout)[0]["id"]
    told = run("story", id, "-f", shape).stdout
    assert "Orrin bridge" in told
    if shape == "json":
        assert {s["id"] for s in json.loads(told)["stories"]} == {id}


def test_the_id_of_a_story_that_was_merged_leads_on_and_says_so(filled: Path) -> None:
    ids = [s["id"] for s in json.loads(run("stories", "-f", "json").stdout)]
    joined = run("join", URL, VOTE, "--reason", "One vote", "--by", "Ada Lorn").stdout
    kept = next(id for id in ids if id in joined)
    (former,) = set(ids) - {kept}
    result = run("story", former)
    assert f"{former} is now part of {kept}." in result.stderr
    assert "3 articles" in result.stdout
    assert "is now part of" not in run("story", kept[:9]).stderr


def test_what_is_not_there_is_said_with_a_way_on(filled: Path) -> None:
    assert "`firsthand stories` lists" in run("story", "s-nothing", code=2).stderr
    assert "`firsthand search` finds" in run("show", "nothing", code=2).stderr
    assert "`firsthand search` finds" in run("history", "https://nobody.example/", code=2).stderr


def test_an_article_is_shown_in_full_in_part_and_to_the_letter(filled: Path) -> None:
    shown = run("show", COPY).stdout
    assert "reprints Vellmark Courier" in " ".join(shown.split())
    assert "Mara Veld: “We heard a noise like a falling tree,”" in shown
    assert run("show", URL, "--text").stdout == BRIDGE + "\n"
    assert run("show", URL, "--words", "4-16").stdout == "Orrin bridge\n"
    run("show", URL, "--capture", "-o", "bytes.txt")
    assert (filled / "bytes.txt").read_bytes() == BRIDGE.encode()
    assert json.loads(run("show", URL, "-f", "json").stdout)["article"]["text"] == BRIDGE


def test_an_older_version_is_there_to_the_letter(filled: Path) -> None:
    assert "Tuesday" in run("show", VOTE, "--text").stdout
    assert run("show", VOTE, "--version", "1", "--text").stdout == TAX + "\n"
    assert run("show", VOTE, "--version", "1", "--capture").stdout_bytes == TAX.encode()
    capture = json.loads(run("show", VOTE, "--version", "1", "-f", "json").stdout)["article"]["capture"]
    assert run("show", VOTE, "--version", capture, "--words", "4-11").stdout == "council\n"
    assert "It has 2 versions" in run("show", VOTE, "--version", "3", code=2).stderr


def test_the_history_is_printed_in_its_shapes(filled: Path) -> None:
    assert "Day: “Monday” -> “Tuesday”" in run("history", VOTE).stdout
    assert "~~Monday~~ **Tuesday**" in run("history", VOTE, "-f", "md").stdout
    assert "<del>Monday</del> <ins>Tuesday</ins> " in run("history", VOTE, "-f", "html").stdout
    record = json.loads(run("history", VOTE, "-f", "json").stdout)
    assert [v["edit"] and v["edit"]["kind"] for v in record["versions"]] == [None, "corrected"]


def test_judgements_are_said_listed_and_taken_back(filled: Path) -> None:
    assert "Nobody has judged yet." in run("judgements").stdout
    apart = run("part", URL, COPY, "--reason", "Two bridges", "--by", "Ada Lorn").stdout
    assert apart.startswith("They are in two stories: s-")
    listed = run("judgements").stdout
    assert listed.startswith("1  apart: ")
    assert "Two bridges" in listed and "Ada Lorn" in listed
    assert "Taken back" in run("judgements", "--undo", "1").stdout
    (record,) = json.loads(run("judgements", "-f", "json").stdout)
    assert (record["together"], record["holds"], record["reason"]) == (False, False, "Two bridges")
    assert len(json.loads(run("stories", "-f", "json").stdout)) == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("stories", "-f", "html"), "stories prints terminal, json or jsonl, not html"),
        (("show", URL, "-f", "md"), "show prints terminal or json, not md"),
        (("history", URL, "-f", "jsonl"), "history prints terminal, html, md or json, not jsonl"),
        (("judgements", "-f", "md"), "judgements prints terminal or json, not md"),
        (("show", URL, "--text", "--capture"), "one of --text, --words and --capture at a time"),
        (("show", URL, "--capture", "-o", "no/such/folder.txt"), "cannot be written"),
        (("join", URL, COPY, "--by", "Ada Lorn"), "--reason"),
    ],
)
def test_what_cannot_be_done_is_bad_usage(words: tuple[str, ...], told: str, filled: Path) -> None:
    output = run(*words, code=2).output
    assert told in " ".join(re.sub(r"[│╭╰─╮╯]", " ", output).split())


def test_without_a_store_it_says_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "`firsthand init` makes one" in run("stories", code=2).stderr


def test_a_hostile_headline_does_not_steer_the_terminal(folder: Path) -> None:
    with open_desk() as desk:
        keep(desk, [make_capture(BRIDGE, url=URL, title="\x1b]0;x\x07Bridge \u202efalls")], read=telling)
    (story,) = json.loads(run("stories", "-f", "json").stdout)
    for words in (["stories"], ["show", URL], ["history", URL], ["story", story["id"]]):
        assert not set(run(*words).output) & set("\x1b\x07\u202e")
