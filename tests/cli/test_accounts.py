from __future__ import annotations

import json
import re
import shlex
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from firsthand.cli import accounts, app
from firsthand.config import ServeConfig, load_config
from firsthand.desk.accounts import check_password
from firsthand.desk.audit import list_audit
from firsthand.desk.keys import find_key
from firsthand.desk.opening import init, open_desk
from tests.people import PASSWORD, quick_hashing

__all__ = ["quick_hashing"]

OTHER = "nine blue lanterns"


def run(*words: str, code: int = 0, input: str | None = None) -> Result:
    result = CliRunner().invoke(app, list(words), input=input)
    assert result.exit_code == code, result.output
    return result


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an empty store, which commands find."""
    init(tmp_path, "firsthand.db", "")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def opens(name: str, password: str) -> bool:
    with open_desk() as desk:
        return check_password(desk, name, password) is not None


def add(name: str, role: str = "reader") -> None:
    run("user", "add", name, "--role", role, "--password-stdin", input=f"{PASSWORD}\n")


def test_an_account_is_made_changed_and_ended() -> None:
    assert "firsthand user add" in run("user", "list").output
    add("ina", "admin")
    add("otto")
    assert opens("otto", PASSWORD)
    run("user", "role", "otto", "editor")
    (ina, otto) = json.loads(run("user", "list", "-f", "json").stdout)
    assert (ina["name"], ina["role"], otto["name"], otto["role"]) == ("ina", "admin", "otto", "editor")
    assert "otto  editor  -  never seen" in run("user", "list").stdout
    run("user", "password", "otto", "--password-stdin", input=f"{OTHER}\r\n")
    assert opens("otto", OTHER)
    assert not opens("otto", PASSWORD)
    run("user", "disable", "otto")
    assert not opens("otto", OTHER)
    assert "disabled" in run("user", "list").stdout
    run("user", "enable", "otto")
    assert opens("otto", OTHER)
    with open_desk() as desk:
        lines = list_audit(desk)
    assert [x.act for x in lines] == ["enable", "disable", "set password", "set role", "make account", "make account"]
    assert {x.account for x in lines} == {"command line"}


def test_the_password_is_asked_for_twice_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_at_terminal", lambda: True)
    shown = run("user", "add", "ina", input=f"{PASSWORD}\n{OTHER}\n{PASSWORD}\n{PASSWORD}\n").output
    assert PASSWORD not in shown
    assert opens("ina", PASSWORD)


def test_without_a_terminal_it_says_how() -> None:
    assert "--password-stdin" in run("user", "add", "ina", code=2, input=PASSWORD).output
    assert not opens("ina", PASSWORD)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("user", "add", "Ina Quist", "--password-stdin"), "A name is"),
        (("user", "add", "root", "--password-stdin"), "already"),
        (("user", "role", "otto", "editor"), "no such account"),
        (("user", "role", "root", "reader"), "last admin"),
        (("user", "disable", "root"), "last admin"),
        (("user", "enable", "root"), "not disabled"),
        (("user", "password", "otto", "--password-stdin"), "no such account"),
        (("key", "add", "otto", "--name", "wire"), "no such account"),
        (("key", "revoke", "abc"), "no such key"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(words: tuple[str, ...], said: str) -> None:
    add("root", "admin")
    assert said in run(*words, code=2, input=f"{PASSWORD}\n").output


def test_a_short_password_is_refused_and_not_printed() -> None:
    assert "12 characters" in run("user", "add", "ina", "--password-stdin", code=2, input="hunter2\n").output
    assert "hunter2" not in run("user", "add", "ina", "--password-stdin", code=2, input="hunter2\n").output


def test_a_key_is_printed_once_alone_on_its_line(folder: Path) -> None:
    add("ina", "editor")
    made = run("key", "add", "ina", "--name", "the wire", "--scope", "edit").stdout
    key = made.strip()
    assert made == f"{key}\n"
    with open_desk() as desk:
        found = find_key(desk, key, accounts._now())
    assert found is not None
    assert found.scopes == {"read", "edit"}
    listed = run("key", "list").stdout + run("key", "list", "-f", "json").stdout
    assert found.id in listed
    assert key.split("_", 2)[2] not in listed
    (record,) = json.loads(run("key", "list", "--account", "ina", "-f", "json").stdout)
    assert (record["name"], record["scopes"], record["revoked_at"]) == ("the wire", ["edit", "read"], None)
    run("key", "revoke", found.id)
    with open_desk() as desk:
        assert find_key(desk, key, accounts._now()) is None
    assert "revoked" in run("key", "list").stdout
    with sqlite3.connect(folder / "firsthand.db") as connection:
        dump = "\n".join(connection.iterdump())
    connection.close()
    assert key.split("_", 2)[2] not in dump
    assert PASSWORD not in dump


def test_the_commands_of_the_guide_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (Path(__file__).parents[2] / "docs" / "how-to" / "say-who-may-do-what.md").read_text(encoding="utf-8")
    monkeypatch.setattr(accounts, "_at_terminal", lambda: True)
    add("otto.brandt")
    lines = re.findall(r"^firsthand (.+)$", text, flags=re.M)
    assert len(lines) == 4
    for line in lines:
        run(*shlex.split(line), input=f"{PASSWORD}\n{PASSWORD}\n")
    assert opens("ina.quist", PASSWORD)
    assert not opens("otto.brandt", PASSWORD)
    for number, toml in enumerate(re.findall(r"^```toml\n(.+?)^```$", text, flags=re.M | re.S)):
        (tmp_path / f"{number}.toml").write_text(toml, "utf-8")
        assert load_config(tmp_path / f"{number}.toml").serve != ServeConfig()


def test_a_key_is_not_above_its_account() -> None:
    add("ina")
    assert "no key for" in run("key", "add", "ina", "--name", "wire", "--scope", "admin", code=2).output
