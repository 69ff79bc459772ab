"""Bad input is named with its reason, costs nothing else, and never takes long."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

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
PAGE = (
    "<html><head><title>Bridge</title></head>"
    "<body><article><p>The bridge fell on Monday.</p>{}</article></body></html>"
)
FURNITURE = "Sign up for our newsletter\n\nAccept all cookies\n\nAdvertisement\n\nShare this article\n\nRead more\n"


def read(folder: Path) -> tuple[subprocess.CompletedProcess[bytes], list[str], list[str]]:
    """Run `read` on a folder that holds one good article; what it printed and what it complained of."""
    (folder / "good.txt").write_text(GOOD)
    done = firsthand("read", folder, "--format", "jsonl", "--workers", "1")
    articles = [json.loads(line) for line in done.stdout.decode().splitlines()]
    return done, [Path(a["source"]).name for a in articles], done.stderr.decode().splitlines()


def assert_named(folder: Path, name: str, reason: str, kept: bool = False) -> None:
    """The file is named with its reason, the good article is read, and the exit status says that something is amiss."""
    done, read_articles, complaints = read(folder)
    about = [c for c in complaints if name in c]
    assert about, complaints
    assert reason.lower() in " ".join(about).lower()
    assert "good.txt" in read_articles
    assert any(name.split(":")[0] == a.split(":")[0] for a in read_articles) is kept
    assert done.returncode == 3


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    assert_named(tmp_path, "bad.txt", "empty")


def test_a_binary_file(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(bytes(range(256)) * 400)
    assert_named(tmp_path, "bad.txt", "binary")


def test_invalid_utf8_is_read_as_well_as_it_can_be_and_named(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(GOOD.encode() + b"\xff\xfe\xc3\x28 is no UTF-8 \x81\x8d\n")
    assert_named(tmp_path, "bad.txt", "utf-8", kept=True)


def test_a_line_of_twenty_megabytes(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"word " * 4_000_000)
    assert_named(tmp_path, "bad.txt", "MB")


def test_a_record_of_twenty_megabytes_costs_its_line_alone(tmp_path: Path) -> None:
    long = b'{"text": "' + b"word " * 4_000_000 + b'"}\n'
    (tmp_path / "bad.jsonl").write_bytes(long + json.dumps({"text": GOOD}).encode())
    assert_named(tmp_path, "bad.jsonl:1", "MB", kept=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every directory")
def test_a_directory_that_cannot_be_read(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0)
    try:
        assert_named(tmp_path, "closed", "permission denied")
    finally:
        closed.chmod(0o700)


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


def test_a_broken_line_in_the_middle(tmp_path: Path) -> None:
    good = json.dumps({"text": GOOD})
    (tmp_path / "bad.jsonl").write_text(f"{good}\n{{'text': broken\n{good.replace('nine', 'ten')}\n")
    assert_named(tmp_path, "bad.jsonl:2", "JSON", kept=True)


def test_a_tag_of_200_000_attributes(tmp_path: Path) -> None:
    attributes = " ".join(f"a{n}='{n}'" for n in range(200_000))
    (tmp_path / "bad.html").write_text(PAGE.format(f"<div {attributes}>"))
    assert_named(tmp_path, "bad.html", "attributes")


def test_a_page_of_100_000_table_rows(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>row</td></tr>" for n in range(100_000))
    (tmp_path / "bad.html").write_text(PAGE.format(f"<table>{rows}</table>"))
    assert_named(tmp_path, "bad.html", "tags")


def test_a_page_nested_without_end(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text(PAGE.format("<div>" * 60_000))
    done, read_articles, _ = read(tmp_path)
    assert "good.txt" in read_articles
    assert done.returncode in (0, 3)


@pytest.mark.parametrize("name", ["bad.txt", "bad.html"])
def test_nothing_but_furniture(tmp_path: Path, name: str) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in FURNITURE.split("\n\n"))
    page = f"<html><head></head><body><div>{paragraphs}</div></body></html>"
    (tmp_path / name).write_text(FURNITURE if name == "bad.txt" else page)
    assert_named(tmp_path, name, "article")


def test_another_language_is_kept_and_named(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text(GERMAN, "utf-8")
    assert_named(tmp_path, "bad.txt", "German", kept=True)


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
    done, read_articles, _ = read(tmp_path)
    assert len(read_articles) == len(traps) + 1
    assert done.returncode == 0


def test_all_of_it_at_once_is_one_account_of_the_rest(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.html").write_bytes(bytes(range(256)) * 400)
    (tmp_path / "german.txt").write_text(GERMAN, "utf-8")
    (tmp_path / "good.txt").write_text(GOOD)
    done = firsthand("account", tmp_path, "--format", "json")
    edition = json.loads(done.stdout)
    assert {Path(a["source"]).name for a in edition["articles"]} == {"german.txt", "good.txt"}
    assert any("Orlen bridge" in s["text"] for story in edition["stories"] for s in story["account"])
    assert done.returncode == 3
    assert len(done.stderr.decode().splitlines()) == 3


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
