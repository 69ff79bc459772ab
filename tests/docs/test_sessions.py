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

import pytest
from typer.testing import CliRunner

from firsthand.cli import app

ROOT = Path(__file__).parents[2]
_CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
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
    result = CliRunner().invoke(app, shlex.split(command)[1:])
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


def test_the_first_newsroom_runs_as_the_tutorial_tells_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "demo" / "newsroom", tmp_path / "newsroom")
    monkeypatch.chdir(tmp_path)
    with served(tmp_path / "newsroom") as port:
        for command, shown in steps("tutorial/newsroom.md"):
            command, shown = (x.replace("8765", str(port)) for x in (command, shown))
            command = command.replace("allow_networks", "spacing = 0.01\\nallow_networks")
            assert shown.strip() in run(command), command
            if command == "firsthand stories":
                opened = [run(found) for found in re.findall(r"firsthand story \S+", run(command))]
                assert len(opened) == 2
    assert "Courier" not in run("firsthand search ferry")
    assert "2 articles by 2 outlets" in opened[0]
