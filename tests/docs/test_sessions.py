"""The console sessions on the pages about the store run as they stand, and print what the pages show."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from firsthand.cli import app
from firsthand.desk.opening import open_desk
from firsthand.web.app import make_app
from firsthand.web.house import open_house

ROOT = Path(__file__).parents[2]
_CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
#: What is typed where a command asks for a password.
PASSWORD = "seven lamps along the quay"
#: What is another one at every run: when an article was received.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC")


def steps(page: str) -> list[tuple[str, str]]:
    """Each command of a page's sessions in order, with what the page shows below it."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    sessions = "".join(_CONSOLE.findall(text))
    found = re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", sessions, flags=re.M)
    assert found
    return found


class Outlets(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """The folder on a loopback port of its own, its pages moved there from port 8765."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Outlets, directory=str(folder))) as server:
        port = server.server_address[1]
        for file in folder.rglob("*.*ml"):
            file.write_text(file.read_text("utf-8").replace("8765", str(port)), "utf-8")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield port
        finally:
            server.shutdown()
            thread.join()


def run(command: str) -> str:
    """What a command prints: firsthand's in this process, another one in a shell. It must succeed."""
    if not command.startswith("firsthand "):
        return subprocess.run(command, shell=True, check=True, capture_output=True, text=True).stdout
    typed = f"{PASSWORD}\n{PASSWORD}\n" if command.startswith("firsthand user add") else None
    result = CliRunner().invoke(app, shlex.split(command)[1:], input=typed)
    assert result.exit_code == 0, f"{command}\n{result.output}"
    return result.stdout


@pytest.mark.parametrize("page", ["how-to/look-up-stories.md", "how-to/follow-edits.md"])
def test_a_session_runs_and_prints_what_the_page_shows(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "demo", tmp_path / "demo")
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for article in re.findall(r"^```text\n(.*?)^```$", text, flags=re.M | re.S):
        (tmp_path / "quay.txt").write_text(article, "utf-8")
    monkeypatch.chdir(tmp_path)
    for command, shown in steps(page):
        printed = _MOMENT.sub("WHEN", run(command))
        assert _MOMENT.sub("WHEN", shown).strip() in printed, command


@contextmanager
def told_on(page: str) -> Iterator[tuple[int, list[str]]]:
    """The program of a page that prints what a webhook is told, on a loopback port of its own; what it prints."""
    (code,) = re.findall(r"^```python\n(.*?)^```$", (ROOT / "docs" / page).read_text("utf-8"), flags=re.M | re.S)
    lines = code.strip().splitlines()
    assert lines[-1].endswith(".serve_forever()")
    printed: list[str] = []
    names: dict[str, Any] = {"print": lambda *words: printed.append(" ".join(map(str, words)))}
    exec(compile("\n".join(lines[:-1]), page, "exec"), names)
    names["Hook"].log_message = Outlets.log_message
    with ThreadingHTTPServer(("127.0.0.1", 0), names["Hook"]) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_address[1], printed
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def browser() -> Iterator[TestClient]:
    """Somebody at the pages of the store in this folder."""
    with open_desk(None) as desk:
        house = open_house(desk)
        yield TestClient(make_app(house), base_url=house.base, follow_redirects=True)


def send(client: TestClient, path: str, act: str | None = None, **fields: str) -> str:
    """Fill in the form that a page has, and send it; the page that comes of it."""
    shown = client.get(path)
    assert shown.status_code == 200, shown.text
    token = re.findall(r'name="csrf" value="(\w+)"', shown.text)[-1]
    origin = {"origin": str(client.base_url)}
    done = client.post(act or path, data={"csrf": token, **fields}, headers=origin)
    assert done.status_code == 200, done.text
    return done.text


def merge_and_take_back() -> None:
    """What the tutorial has its reader do on the pages, as ada.lorn."""
    with browser() as client:
        ferry, library = re.findall(r'<h3 dir="auto"><a href="(/stories/[^"]+)"', client.get("/").text)
        opened = client.get(ferry).text
        assert "Where the reports disagree" in opened and "Who says what" in opened
        signed_in = send(client, "/login", name="ada.lorn", password=PASSWORD)
        assert "Merge it with another" in client.get(library).text and "ada.lorn" in signed_in
        past = send(client, f"{library}/merge", named=ferry.rpartition("/")[2], reason="One evening.")
        assert "One evening." in past and "Take it back" in past
        run("firsthand tend")
        assert "4 articles" in client.get("/").text
        (undo,) = re.findall(r'action="(/desk/judgements/\d+/undo)"', past)
        assert "Taken back." in send(client, f"{library}/history", undo, story=library.rpartition("/")[2])
        run("firsthand tend")
        assert "3 articles" in client.get("/").text


def test_the_first_newsroom_runs_as_the_tutorial_tells_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = "tutorial/newsroom.md"
    shutil.copytree(ROOT / "demo" / "newsroom", tmp_path / "newsroom")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("firsthand.cli.accounts._at_terminal", lambda: True)
    with served(tmp_path / "newsroom") as port, told_on(page) as (hook, told):
        for command, shown in steps(page):
            command, shown = (x.replace("8765", str(port)).replace("8766", str(hook)) for x in (command, shown))
            command = re.sub(r"^printf 'allow_networks", r"printf 'spacing = 0.01\\nallow_networks", command)
            assert shown.strip() in run(command), command
            if command == "firsthand stories":
                opened = [run(found) for found in re.findall(r"firsthand story \S+", run(command))]
                assert len(opened) == 2
            if command.startswith("firsthand user add"):
                merge_and_take_back()
            if command == "firsthand tend":
                (alert,) = told
                assert alert.endswith("found by “ferry” | News of 1 story: 1 new disagreement.")
    assert "Courier" not in run("firsthand search ferry")
    assert "2 articles by 2 outlets" in opened[0]
