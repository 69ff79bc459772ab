"""Bad input is named with its reason, costs nothing else, and never takes long."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from firsthand.pipeline import read
from tests.command import firsthand, write_records

GOOD = (
    "The Orlen bridge in Halven collapsed on Monday, killing nine people, the mayor Tessa Brandt said.\n\n"
    "Police arrested the contractor Karel Dovan in the evening.\n"
)
GERMAN = (
    "Die Brücke von Halven stürzte am Montag ein, neun Menschen starben, sagte die Bürgermeisterin Tessa Brandt.\n\n"
    "Mehr als zwanzig weitere wurden verletzt und in das Krankenhaus der Hauptstadt gebracht, teilte die Polizei am "
    "Abend mit. Die Ursache des Unglücks ist noch nicht bekannt, und die Behörden haben eine Untersuchung begonnen.\n"
)
FURNITURE = "Sign up for our newsletter\n\nAccept all cookies\n\nAdvertisement\n\nShare this article\n\nRead more\n"


@dataclass(frozen=True)
class Outcome:
    """What came of one run over a folder with every kind of bad file in it, and one good one."""

    status: int
    articles: list[dict[str, Any]]
    complaints: list[str]

    def kept(self, name: str) -> bool:
        """Whether an article of the file was read."""
        return any(Path(a["source"]).name.split(":")[0] == name.split(":")[0] for a in self.articles)


def _page(inner: str) -> bytes:
    return f"<html><head><title>Bridge</title></head><body>{inner}</body></html>".encode()


def _bad_files() -> dict[str, bytes]:
    good = json.dumps({"text": GOOD})
    attributes = " ".join(f"a{n}='{n}'" for n in range(200_000))
    rows = "".join(f"<tr><td>{n}</td><td>row</td></tr>" for n in range(100_000))
    furniture = "".join(f"<p>{line}</p>" for line in FURNITURE.split("\n\n"))
    return {
        "empty.txt": b"",
        "binary.txt": bytes(range(256)) * 400,
        "invalid.txt": GOOD.encode() + b"\xff\xfe\xc3\x28 is no UTF-8 \x81\x8d\n",
        "long.txt": b"word " * 4_000_000,
        "record.jsonl": b'{"text": "' + b"word " * 4_000_000 + b'"}\n' + good.encode(),
        "broken.jsonl": f"{good}\n{{'text': broken\n{good.replace('nine', 'ten')}\n".encode(),
        "attributes.html": _page(f"<p>The bridge fell on Monday.</p><div {attributes}>"),
        "rows.html": _page(f"<p>The bridge fell on Monday.</p><table>{rows}</table>"),
        "furniture.txt": FURNITURE.encode(),
        "furniture.html": f"<html><body><div>{furniture}</div></body></html>".encode(),
        "german.txt": GERMAN.encode(),
    }


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("bad")
    for name, body in _bad_files().items():
        (folder / name).write_bytes(body)
    (folder / "good.txt").write_text(GOOD)
    (folder / "deep.html").write_bytes(_page("<div>" * 60_000 + "<p>The bridge fell.</p>"))
    done = firsthand("read", folder, "--format", "jsonl", "--workers", "1")
    articles = [json.loads(line) for line in done.stdout.decode().splitlines()]
    return Outcome(done.returncode, articles, done.stderr.decode().splitlines())


@pytest.mark.parametrize(
    ("name", "reason", "kept"),
    [
        ("empty.txt", "empty", False),
        ("binary.txt", "binary", False),
        ("invalid.txt", "utf-8", True),
        ("long.txt", "20.0 MB", False),
        ("record.jsonl:1", "MB", True),
        ("broken.jsonl:2", "JSON", True),
        ("attributes.html", "attributes", False),
        ("rows.html", "tags", False),
        ("furniture.txt", "article", False),
        ("furniture.html", "article", False),
        ("german.txt", "German", True),
    ],
)
def test_each_is_named_with_its_reason(outcome: Outcome, name: str, reason: str, kept: bool) -> None:
    about = [c for c in outcome.complaints if f"{name}: " in c]
    assert about, outcome.complaints
    assert reason.lower() in " ".join(about).lower()
    assert outcome.kept(name) is kept


def test_the_rest_is_done_and_the_exit_status_says_that_something_is_amiss(outcome: Outcome) -> None:
    assert outcome.kept("good.txt")
    assert not any("good.txt" in c for c in outcome.complaints)
    assert len([a for a in outcome.articles if "broken.jsonl" in a["source"]]) == 2
    assert outcome.status == 3


def test_nothing_is_invented_in_another_language(outcome: Outcome) -> None:
    (german,) = (a for a in outcome.articles if a["source"].endswith("german.txt"))
    assert german["text"] == GERMAN
    assert german["language"] == "de"
    assert german["mentions"] == german["quotations"] == german["claims"] == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every directory")
def test_a_directory_that_cannot_be_read(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "good.txt").write_text(GOOD)
    closed.chmod(0)
    try:
        done = firsthand("read", tmp_path, "--format", "jsonl")
    finally:
        closed.chmod(0o700)
    assert f"{closed}: " in done.stderr.decode()
    assert "permission denied" in done.stderr.decode()
    assert (len(done.stdout.splitlines()), done.returncode) == (1, 3)


def test_a_directory_that_the_system_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the test above holds, for root too, whom no mode keeps out."""
    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "good.txt").write_text(GOOD)
    listed = Path.iterdir

    def refuse(folder: Path) -> Iterator[Path]:
        if folder == closed:
            raise PermissionError(13, "Permission denied", str(folder))
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", refuse)
    edition = read([tmp_path], workers=1)
    (failure,) = edition.failures
    assert (failure.source, "permission denied" in failure.reason) == (str(closed), True)
    assert len(edition.readings) == 1


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "gone.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "good.txt").write_text(GOOD)
    names = ["loop.txt", "dangling.txt", "pipe.txt", "missing", "good.txt"]
    done = firsthand("read", *names, "--format", "jsonl", cwd=tmp_path)
    complaints = done.stderr.decode()
    assert all(name in complaints for name in names[:-1]), complaints
    assert "good.txt" not in complaints
    assert len(done.stdout.splitlines()) == 1
    assert done.returncode == 3


def test_lines_made_to_hang_a_rule(tmp_path: Path) -> None:
    traps = [
        "“" * 20_000,
        "(" * 20_000,
        "12," * 15_000,
        "Aa, " * 1_500 + "said.",
        "said " * 1_500,
        "the mayor of the town of " * 300,
        "May " * 1_500,
    ]
    write_records(tmp_path / "traps.jsonl", [{"text": f"{GOOD}{trap}"} for trap in traps])
    done = firsthand("read", tmp_path, "--format", "jsonl", "--workers", "1")
    assert len(done.stdout.splitlines()) == len(traps)
    assert done.returncode == 0


def test_two_copies_of_one_file_are_one_origin(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(GOOD)
    done = firsthand("account", tmp_path, "--format", "json")
    edition = json.loads(done.stdout)
    (story,) = edition["stories"]
    assert {Path(a["source"]).name for a in edition["articles"]} == {"one.txt", "two.txt"}
    assert len(set(story["articles"])) == 2
    (origin,) = story["origins"]
    assert sorted(origin["articles"]) == sorted(story["articles"])
    assert {f["independent_sources"] for f in story["findings"]} == {1}
    assert {f["standing"] for f in story["findings"]} == {"single-source"}
    assert done.returncode == 0


def test_one_article_alone_says_that_it_is_one_source(tmp_path: Path) -> None:
    (tmp_path / "only.txt").write_text(GOOD)
    edition = json.loads(firsthand("account", tmp_path / "only.txt", "--format", "json").stdout)
    (story,) = edition["stories"]
    assert story["account"]
    assert {f["standing"] for f in story["findings"]} == {"single-source"}
    shown = firsthand("account", tmp_path / "only.txt").stdout.decode().lower()
    assert "single" in shown or "one source" in shown or "one article" in shown


def test_nothing_to_read_is_an_empty_edition(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = firsthand("account", tmp_path / "empty.txt", "--format", "json")
    assert json.loads(done.stdout) == {"articles": [], "stories": []}
    assert done.returncode == 3
