from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from firsthand.cli import app
from firsthand.desk.opening import Desk, init, open_desk
from firsthand.desk.searching import find_similar, search
from firsthand.desk.telling import regroup
from firsthand.errors import InputError
from firsthand.store.articles import note_changes
from tests.kept import make_reading
from tests.store.filling import keep

FERRY = "The ferry sank off Halvenport on Friday night.\nThe captain of the ferry was saved by fishermen."
TAX = "The council of Marn votes on a new tax on windows."


def fill(desk: Desk) -> None:
    with desk.store.writing() as connection:
        keep(connection, make_reading(FERRY, "ferry", headline="Ferry sinks", published="2026-03-14T05:00:00Z"))
        keep(connection, make_reading(TAX, "tax", publisher="Marn News", published="2026-03-10"))
        note_changes(connection, 2)


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, ["search", *words])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a store of two articles, which commands find."""
    init(tmp_path, "firsthand.db", "")
    monkeypatch.chdir(tmp_path)
    with open_desk() as desk:
        fill(desk)
    return tmp_path


def test_a_story_can_be_searched_in_as_soon_as_its_articles_are_there(desk: Desk) -> None:
    fill(desk)
    regroup(desk)
    hit = search(desk, "ferry").hits[0]
    assert hit.story is not None
    with desk.store.writing() as connection:
        keep(connection, make_reading(FERRY, "copy"))
        note_changes(connection, 1)
    found = search(desk, f"story:{hit.story}")
    assert {h.id for h in found.hits} == {"ferry", "copy"}
    assert [h.id for h in search(desk, f"council OR ferry -story:{hit.story}").hits] == ["tax"]


def test_an_index_of_an_older_manner_is_made_again_on_the_way(desk: Desk) -> None:
    fill(desk)
    with desk.store.writing() as connection:
        connection.execute(text("UPDATE search_state SET manner = 'older'"))
    assert [h.id for h in search(desk, "ferry").hits] == ["ferry"]
    with desk.store.reading() as connection:
        assert connection.execute(text("SELECT manner FROM search_state")).scalar() != "older"


def test_a_bad_query_is_refused_before_the_store_is_asked(desk: Desk) -> None:
    with pytest.raises(InputError, match="character 7"):
        search(desk, 'ferry "sank')


def test_sentences_alike_are_found_beside_the_store(desk: Desk) -> None:
    fill(desk)
    found = find_similar(desk, "A ferry sank near Halvenport at night.", limit=1)
    assert [(s.article, s.text) for s in found] == [("ferry", FERRY.split("\n")[0])]
    assert [file.name for file in desk.config.files.iterdir()] == ["similar.usearch"]


def test_hits_are_printed_with_where_they_lead(folder: Path) -> None:
    said = run("ferry", "captain").output
    assert "Ferry sinks\n" in said
    assert "Vellmark Courier, 14 March 2026, 05:00 UTC" in said
    assert "firsthand show ferry" in said
    assert "1 article matches." in said
    assert "No article matches." in run("zebra").output


def test_what_outlets_wrote_cannot_steer_a_terminal(folder: Path) -> None:
    with open_desk() as desk, desk.store.writing() as connection:
        keep(connection, make_reading("A \x1b[2Jquay \u202eburned.", "bad", headline="The \x1b]0;quay\x07"))
    said = run("quay").output
    assert "quay" in said
    assert not {"\x1b", "\x07", "\u202e"} & set(said)


def test_an_argument_with_a_minus_sign_is_part_of_the_query(folder: Path) -> None:
    def found(*words: str) -> list[str]:
        return [json.loads(line)["article"] for line in run(*words).output.splitlines()]

    assert found("the", "-f", "jsonl") == ["ferry", "tax"]
    assert found("the", "-ferry", "--format", "jsonl") == ["tax"]
    assert found("-fjson", "--newest", "the", "-f", "jsonl", "-publisher:marn") == ["ferry"]
    assert found("--limit=1", "-f", "jsonl", "--", "the", "-zebra") == ["ferry"]
    assert found("--offset", "1", "-f", "jsonl", "the") == ["tax"]


def test_json_says_where_the_marks_are(folder: Path) -> None:
    record = json.loads(run("sank", "ferry", "--best", "-f", "json").output)
    assert (record["query"], record["order"], record["total"]) == ("sank ferry", "best", 1)
    hit = record["hits"][0]
    assert [hit["snippet"][a:b] for a, b in hit["marks"]] == ["ferry", "sank", "ferry"]
    assert [hit["headline"][a:b] for a, b in hit["headline_marks"]] == ["Ferry"]
    assert hit["published"] == "2026-03-14T05:00:00Z"
    assert hit["score"] > 0


def test_similar_sentences_are_printed_and_written(folder: Path) -> None:
    asked = "Fishermen saved the captain of a ferry."
    assert "The captain of the ferry was saved by fishermen." in run("--similar", asked).output.split("\n")[0]
    record = json.loads(run("--similar", asked, "-f", "json", "--limit", "1").output)
    hit = record["hits"][0]
    assert FERRY[hit["start"] : hit["end"]] == hit["text"] == FERRY.split("\n")[1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("ferry", '"sank'), "query, character 7: The quotation mark"),
        (("-ferry",), "only what is not wanted"),
        (("ferry", "story:s-none"), "There is no story s-none"),
        (("ferry", "-f", "html"), "search prints terminal, json or jsonl"),
        (("ferry", "--best", "--newest"), "one of --newest, --best and --similar"),
        (("ferry", "--similar", "--offset", "1"), "--similar takes no --offset"),
        (("--similar", "xqzt"), "Too few of its words are known"),
        (("ferry", "--none"), "No such option"),
        ((), "Missing argument"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(folder: Path, words: tuple[str, ...], says: str) -> None:
    said = " ".join(run(*words, code=2).output.replace("│", " ").split())
    assert says in said
