"""`firsthand init` and `firsthand add`, as a newcomer runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from firsthand.cli import app
from firsthand.desk.opening import open_desk
from firsthand.store.stories import stories_of

TEXT = (
    "Bridge falls at Ostrel\n\n"
    "The bridge at Ostrel fell on Friday night. Twelve people were hurt, Mayor Ilse Brandt said.\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def firsthand(*arguments: str, stdin: str | None = None) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, list(arguments), input=stdin)
    return done.exit_code, done.stdout, done.stderr


def test_init_makes_settings_and_a_store_and_says_what_to_do_next(folder: Path) -> None:
    status, out, _ = firsthand("init")
    assert status == 0
    assert "set [collect] contact in it" in out
    assert "Next: firsthand follow URL, or firsthand add FILE." in out
    assert (folder / "firsthand.db").exists()
    status, out, _ = firsthand("init", "other", "--contact", "desk@vellmark.example")
    assert (status, "set [collect] contact" in out) == (0, False)
    with open_desk(folder / "other" / "firsthand.toml") as desk:
        assert desk.config.collect.contact == "desk@vellmark.example"


def test_init_changes_nothing_that_is_there(folder: Path) -> None:
    (folder / "firsthand.toml").write_text("# mine\n", encoding="utf-8")
    status, _, err = firsthand("init")
    assert (status, err) == (2, "firsthand: firsthand.toml: It is there already: change it, or name another folder.\n")
    assert (folder / "firsthand.toml").read_text(encoding="utf-8") == "# mine\n"


def test_init_that_fails_leaves_nothing_half_made(folder: Path) -> None:
    status, _, err = firsthand("init", "--store", "postgresql://nobody@127.0.0.1:1/none")
    assert status == 4
    assert "No database answers there: is PostgreSQL running?" in err
    assert not (folder / "firsthand.toml").exists()
    assert firsthand("init", "--contact", 'a"b')[0] == 2
    assert firsthand("init")[0] == 0


def test_a_command_without_settings_says_how_to_make_them(folder: Path) -> None:
    status, _, err = firsthand("add", "a.txt")
    assert status == 2
    assert "There is no such file. `firsthand init` makes one, with a store beside it." in err


def test_add_keeps_what_can_be_read_and_names_what_cannot(folder: Path) -> None:
    firsthand("init")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    text = TEXT.replace("Twelve", "12")
    record = {"id": "b", "publisher": "Vellmark Courier", "published": "2026-03-14", "text": text}
    (folder / "b.jsonl").write_text(json.dumps(record) + "\nnonsense\n", encoding="utf-8")
    status, out, err = firsthand("add", "a.txt", "b.jsonl", "c.txt", "--workers", "1")
    assert status == 3
    assert out == "2 new, 0 changed, 0 known already. 1 story, 1 new or changed.\n"
    assert "b.jsonl:2: The line is not valid JSON" in err
    assert "c.txt: There is no such file." in err
    status, out, _ = firsthand("add", "a.txt", "--workers", "1")
    assert (status, out) == (0, "0 new, 0 changed, 1 known already. 1 story, none new or changed.\n")
    with open_desk() as desk, desk.store.reading() as connection:
        assert [row.articles for row in stories_of(connection)] == [2]


def test_add_takes_standard_input_and_says_why_an_address_is_not_fetched(folder: Path) -> None:
    firsthand("init")
    status, out, err = firsthand("add", "-", "https://courier.vellmark.example/bridge", stdin=TEXT)
    assert status == 3
    assert out.startswith("1 new")
    assert "https://courier.vellmark.example/bridge: Nothing is fetched until there is a contact address" in err


def test_a_store_that_is_damaged_is_named_with_a_way_out(folder: Path) -> None:
    firsthand("init")
    (folder / "firsthand.db").write_bytes(b"no database at all" * 1000)
    for name in ("-wal", "-shm"):
        (folder / f"firsthand.db{name}").unlink(missing_ok=True)
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    status, out, err = firsthand("add", "a.txt")
    assert (status, out) == (4, "")
    assert "firsthand.db: It is not a store of firsthand's, or it is damaged." in err
