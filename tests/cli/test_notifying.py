from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from firsthand.cli import app
from firsthand.desk.opening import init, open_desk
from firsthand.desk.subscriptions import confirm, list_subscriptions, token_of
from tests.collect.hostile_web import NETWORK
from tests.desk.hook_server import hook_server
from tests.desk.mail_server import MailServer, mail_server
from tests.desk.test_lookup import fill

SITE = "https://news.example"


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == code, result.output
    return result


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a store of two stories, which commands find."""
    init(tmp_path, "firsthand.db", "")
    monkeypatch.chdir(tmp_path)
    with open_desk() as desk:
        fill(desk)
    return tmp_path


def set_up(folder: Path, server: MailServer | None = None) -> None:
    settings = [f'[serve]\npublic_url = "{SITE}"\n[alerts]\nallow_networks = ["{NETWORK}"]\n']
    if server is not None:
        mail = {"host": "127.0.0.1", "security": "none", "sender": "News desk <news@news.example>"}
        settings += ["[mail]\n", *(f'{name} = "{value}"\n' for name, value in mail.items()), f"port = {server.port}\n"]
    with (folder / "firsthand.toml").open("a", encoding="utf-8") as file:
        file.writelines(settings)


def test_what_is_new_is_printed(folder: Path) -> None:
    text = run("digest", "--since", "yesterday").stdout
    assert "2 new stories: 3 new articles" in text
    assert "https://courier.vellmark.example/bridge" in text
    assert "Unsubscribe" not in text
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%d")
    assert "Nothing is new." in run("digest", "--since", tomorrow).stdout
    assert "Tax" not in run("digest", "--query", "bridge").stdout
    record = json.loads(run("digest", "-f", "json").stdout)
    assert [s["headline"] for s in record["stories"]] == ["Orrin bridge falls at Ostrel", "Tax"]
    run("digest", "-o", "new.html")
    assert (folder / "new.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_bad_usage_is_told() -> None:
    assert "is no day" in run("digest", "--since", "tomorow", code=2).output
    assert "no word in it" in run("digest", "--query", "(", code=2).output
    run("digest", "--send", "--since", "today", code=2)
    run("digest", "--to", "a@b.example", "-f", "html", code=2)
    run("alert", "add", "query", "--query", "bridge", code=2)
    run("alert", "add", "anything", "--mail", "a@b.example", code=2)
    run("alert", "add", "query", "--query", "bridge", "--mail", "nobody", code=2)
    run("alert", "add", "query", "--query", "bridge", "--webhook", "https://127.0.0.1/", code=2)
    assert "no alert of this number" in run("alert", "end", "7", code=2).output
    assert "There are none" in run("alert", "list").stdout


def test_a_digest_is_mailed_to_those_who_are_named(folder: Path) -> None:
    with mail_server() as server:
        set_up(folder, server)
        server.refused["gone@post.example"] = "550 nobody"
        assert "Sent to 2 of 2." in run("digest", "--to", "a@post.example", "--to", "b@post.example").stdout
        failed = run("digest", "--to", "gone@post.example", "--to", "c@post.example", code=3)
        assert "gone@post.example: The mail server refuses the address" in failed.output
    assert [e.rcpt_tos for e in server.envelopes] == [["a@post.example"], ["b@post.example"], ["c@post.example"]]
    assert "Orrin bridge falls" in server.letters[0]["Subject"]
    assert server.letters[0]["List-Unsubscribe"] is None


def test_subscribers_get_what_is_new_since_their_last(folder: Path) -> None:
    with mail_server() as server:
        set_up(folder, server)
        asked = run("alert", "add", "anything", "--every", "weekly", "--mail", "a@post.example")
        assert "asks a@post.example" in asked.stdout
        assert "1 sent" in run("digest", "--send").stdout  # the mail that asks
        with open_desk() as desk:
            (made,) = list_subscriptions(desk)
            confirm(desk, token_of(desk.config, made), datetime.now(UTC))
        assert "0 sent" in run("digest", "--send").stdout
    assert len(server.letters) == 1
    assert f"{SITE}/digest/confirm/" in server.raw().decode()


def test_an_alert_by_webhook_from_add_to_end(folder: Path) -> None:
    set_up(folder)
    with hook_server() as hooks:
        wanted = ("origins", "--count", "2", "--query", "bridge", "--name", "Two")
        made = run("alert", "add", *wanted, "--webhook", hooks.url())
        assert "Alert 1." in made.stdout and "whsec_" in made.stdout
        run("alert", "test", "1")
        assert json.loads(hooks.got[0][2])["type"] == "test"
        hooks.status = 500
        assert "status 500" in run("alert", "test", "1", code=3).output
    listed = run("alert", "list").stdout
    assert "“Two”, 2 independent origins in stories with articles found by “bridge”" in listed
    assert "whsec_" not in listed and "/hook" not in listed
    run("alert", "pause", "1")
    (record,) = json.loads(run("alert", "list", "-f", "json").stdout)
    assert (record["number"], record["state"], record["channel"]) == (1, "paused", "webhook")
    run("alert", "resume", "1")
    run("alert", "end", "1")
    assert "There are none" in run("alert", "list").stdout
