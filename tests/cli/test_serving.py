"""`firsthand serve` and `tend`, as a newcomer runs them."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.web.houses import told_store

__all__ = ["told_store"]

FIRSTHAND = [sys.executable, "-m", "firsthand"]


@pytest.fixture
def folder(told_store: Path, tmp_path: Path) -> Path:
    """A folder with the demo's store and its settings."""
    made = shutil.copytree(told_store, tmp_path / "newsroom")
    (made / "firsthand.toml").write_text('store = "firsthand.db"\n', encoding="utf-8")
    return made


@pytest.fixture
def server(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server of it, and its address."""
    command = [*FIRSTHAND, "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert found, said
        yield process, found.group()
        process.kill()


def test_it_says_where_it_is_and_shows_the_stories(server: tuple[subprocess.Popen[str], str]) -> None:
    process, address = server
    front = httpx.get(address, timeout=60)
    assert front.status_code == 200
    assert "Nine dead as dam gate fails" in front.text
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) in (0, 130)


def test_it_ends_at_once_though_somebody_waits_for_news(server: tuple[subprocess.Popen[str], str]) -> None:
    process, address = server
    front = httpx.get(address, timeout=60).text
    story = re.search(r'href="(/stories/[^"/?#]+)"', front)
    assert story
    with httpx.stream("GET", f"{address}/live{story.group(1)}", timeout=60) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        process.send_signal(signal.SIGTERM)
        for _ in stream.iter_raw():  # until the server ends it
            pass
    assert process.wait(timeout=30) in (0, -signal.SIGTERM)
    assert process.stderr is not None
    assert "Traceback" not in process.stderr.read()


def test_listening_to_others_without_a_secret_is_refused_with_the_way_out(folder: Path) -> None:
    command = [*FIRSTHAND, "serve", "--host", "0.0.0.0", "--port", "0"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 2
    assert "FIRSTHAND_SECRET" in done.stderr
    assert "Traceback" not in done.stderr


def test_tend_says_what_it_did(folder: Path) -> None:
    add = [*FIRSTHAND, "add", "-", "--quiet"]
    text = "Otters are back at Halm\n\nTwo otters were seen at Halm on Sunday, the ranger Odd Vrell said."
    subprocess.run(add, cwd=folder, input=text, capture_output=True, text=True, check=False, timeout=120)
    done = subprocess.run([*FIRSTHAND, "tend"], cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "1 story told, no messages sent." in done.stderr
