"""The table of publishers' owners, and the reader's own on top of it."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

import firsthand
from firsthand.errors import InputError
from firsthand.model import Publisher
from firsthand.registry import load_families
from tests.command import firsthand as run

TABLE = """
[[family]]
owner = "Aldane Group"
names = ["Vellmark Courier", "The Orrin Post"]
hosts = ["quennel-echo.example"]
source = "Aldane Group, annual report 2025"
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "families.toml"
    path.write_text(TABLE, "utf-8")
    return path


def test_publishers_of_one_owner_are_known_by_host_and_by_name() -> None:
    families = load_families()
    assert families.owner_of(Publisher("news.com.au", "news.com.au")) == "News Corp"
    assert families.owner_of(Publisher("www.wsj.com", "www.wsj.com")) == "News Corp"
    assert families.owner_of(Publisher("edition.cnn.com", "edition.cnn.com")) == "Warner Bros. Discovery"
    assert families.owner_of(Publisher("the-daily-express", "The Daily Express")) == "Reach plc"
    assert families.owner_of(Publisher("vellmark-courier", "Vellmark Courier")) is None
    assert families.owner_of(None) is None


def test_a_host_decides_before_a_name_that_others_bear() -> None:
    assert load_families().owner_of(Publisher("sun.example", "The Sun")) == "News Corp"
    assert load_families().owner_of(Publisher("abc.net.au", "BBC")) == "Australian Broadcasting Corporation"


def test_every_entry_names_its_document_and_its_year() -> None:
    entries = tomllib.loads(files("firsthand.registry").joinpath("families.toml").read_text("utf-8"))["family"]
    assert len(entries) > 50
    for entry in entries:
        assert entry["source"].strip(), entry["owner"]
        assert 1900 < entry["as_of"] < 2100, entry["owner"]
        assert entry["kind"] in {"company", "public", "state", "cooperative"}, entry["owner"]
    hosts = [host for entry in entries for host in entry["hosts"]]
    assert len(hosts) == len(set(hosts))


def test_a_table_of_ones_own_comes_on_top(table: Path) -> None:
    families = load_families(table)
    assert families.owner_of_name("orrin post") == "Aldane Group"
    assert families.owner_of(Publisher("news.quennel-echo.example", "Echo")) == "Aldane Group"
    assert families.owner_of_name("Reuters") == "Woodbridge"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "holds no family"),
        ("family = 3", "holds no family"),
        ("family = [3]", "Entry 1 is no table"),
        ("[[family]]\nnames = ['A']\nsource = 'x'", "Entry 1 has no owner"),
        ("[[family]]\nowner = 'Sund'\nnames = ['A']", "Entry 1 (Sund) has no source"),
        ("[[family]]\nowner = 'Sund'\nsource = 'x'", "Entry 1 (Sund) has no list of names or hosts"),
        ("[[family]]\nowner = 'Sund'\nsource = 'x'\nnames = 'A'", "Entry 1 (Sund) has no list of names or hosts"),
        ("[[family", "is not TOML"),
    ],
)
def test_a_table_that_cannot_be_used_is_named_with_its_entry(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "families.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match="families") as caught:
        load_families(path)
    assert reason in caught.value.reason


def test_a_table_that_is_no_text_or_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_families(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="not UTF-8"):
        load_families(tmp_path / "bytes.toml")


def test_owners_are_counted_by_the_table_that_is_given(tmp_path: Path, table: Path) -> None:
    texts = {
        "Vellmark Courier": "The ferry Halcyon sank off Orrin on Friday. Fishing boats saved all 30 passengers.",
        "Orrin Post": "Fishing boats saved 30 passengers when the ferry Halcyon sank near Orrin on Friday.",
    }
    path = tmp_path / "articles.jsonl"
    rows = [{"id": p, "publisher": p, "published": "2026-03-14", "text": t} for p, t in texts.items()]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (story,) = firsthand.account([path], families=table).stories
    assert (len(story.origins), story.owners) == (2, 1)
    (told,) = [f for f in story.findings if f.independent_sources == 2][:1]
    assert told.owners == 1
    (alone,) = firsthand.account([path]).stories
    assert alone.owners == 2


def test_bad_usage_is_told_in_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "families.toml"
    broken.write_text("[[family]]\nowner = 'Sund'\nnames = ['A']", "utf-8")
    (tmp_path / "a.txt").write_text("The ferry sank.", "utf-8")
    done = run("account", tmp_path / "a.txt", "--families", broken)
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith(f"firsthand: {broken}: Entry 1 (Sund) has no source")
