from __future__ import annotations

import time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select, text, update

import firsthand.store.reader_tables  # noqa: F401  (its tables are of the same metadata)
from firsthand.store.articles import forget
from firsthand.store.database import Store
from firsthand.store.query import parse
from firsthand.store.schema import metadata, version
from firsthand.store.search import find
from firsthand.store.search_tables import is_ours
from firsthand.store.tokens import LONGEST_WORD, document, placed, tokens
from firsthand.store.words import index_article, outdated, purge, rebuild, unindex_article
from tests.kept import make_reading
from tests.store.filling import keep


def ids(connection: Connection, query: str) -> list[str]:
    return [hit.id for hit in find(connection, parse(query)).hits]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vellmark’s MAYOR said: don't!", ["vellmark", "mayor", "said", "don", "t"]),
        ("Café naïve Straße Ørnvik", ["cafe", "naive", "strasse", "ørnvik"]),
        ("cafe\u0301 co\u00adoperate", ["cafe", "cooperate"]),
        ("ﬁre １２３ x_y 3.5", ["fire", "123", "x", "y", "3", "5"]),
        ("Πόλη Ёлка", ["πολη", "елка"]),
        ("天気 テスト", ["天", "気", "テ", "ス", "ト"]),
        ("हिन्दी", ["हिन्दी"]),
        ("مَدِينة", ["مدينة"]),
        ("½", ["1", "2"]),
        ("x" * 100, ["x" * LONGEST_WORD]),
        ("\ue001speaker \ud800 …", ["speaker"]),
    ],
)
def test_words_are_folded_so_that_what_reads_alike_is_alike(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = tokens(text)
    assert tokens(" ".join(once)) == once
    assert [t for _, _, some in placed(text) for t in some] == once


@given(st.text(alphabet="aB9 '’‘s“”–—…_\u00a0.\n-", max_size=60))
def test_plain_text_gives_the_same_words_as_any_other(text: str) -> None:
    assert tokens(text) == tokens(text + " ß")[:-1]
    beside = list(placed(text + " ß"))[:-1]
    assert list(placed(text)) == beside


def test_a_document_keeps_its_names_apart() -> None:
    reading = make_reading("“Yes,” said Mara Veld. “No,” said Ivo Tarn.", headline="Two answers")
    words = document(reading).split()
    assert words[:2] == ["two", "answers"]
    assert "\ue003veld \ue000 \ue003ivo" in document(reading)
    assert "\ue005en" in words


def test_an_edit_is_found_by_its_new_words_alone(store: Store) -> None:
    with store.writing() as connection:
        n = keep(connection, make_reading("The pier burned in Halvenport.", "a1"))
        again = keep(connection, make_reading("The pier was flooded in Halvenport.", "a1"))
        assert n == again
    with store.reading() as connection:
        assert ids(connection, "burned") == []
        assert ids(connection, "flooded") == ["a1"]
        assert ids(connection, "halvenport") == ["a1"]


def test_indexing_twice_counts_once_and_taking_out_twice_is_no_fault(store: Store) -> None:
    reading = make_reading("The pier burned in Halvenport.", "a1")
    with store.writing() as connection:
        n = keep(connection, reading)
        index_article(connection, n, reading)
        unindex_article(connection, n)
        unindex_article(connection, n)
        assert ids(connection, "pier") == []
        index_article(connection, n, reading)
        assert ids(connection, "pier") == ["a1"]


def test_the_index_is_made_again_where_none_of_the_versions_has_its_words(store: Store) -> None:
    with store.writing() as connection:
        first = keep(connection, make_reading("The pier burned in Halvenport.", "a1"))
        keep(connection, make_reading("The mayor of Halvenport resigned.", "a2"))
        index_article(connection, first, make_reading("Words of a reading that was never kept.", "a1"))
        unindex_article(connection, first)
        assert ids(connection, "never") == []
        assert ids(connection, "halvenport") == ["a2"]
        rebuild(connection)
        assert ids(connection, "halvenport") == ["a2", "a1"]


WORDS = ["storm", "harbor", "pier", "mayor", "six"]
EDITS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.none() | st.lists(st.sampled_from(WORDS), min_size=1).map(" ".join)),
    max_size=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=EDITS)
def test_after_any_edits_and_removals_search_knows_what_is_there_and_nothing_else(
    store: Store, edits: list[tuple[str, str | None]]
) -> None:
    there: dict[str, str] = {}
    numbers: dict[str, int] = {}
    with store.engine.connect().execution_options(firsthand_writes=True) as connection:
        change = connection.begin()
        for id, said in edits:
            if said is not None:
                numbers[id] = keep(connection, make_reading(said, id))
                there[id] = said
            elif there.pop(id, None) is not None:
                forget(connection, numbers[id])
        found = {word: set(ids(connection, word)) for word in WORDS}
        phrases = set(ids(connection, '"storm harbor"'))
        change.rollback()
    assert found == {word: {id for id, said in there.items() if word in said.split()} for word in WORDS}
    assert phrases == {id for id, said in there.items() if "storm harbor" in said}


def test_a_damaged_article_can_go_and_does_not_keep_others_from_being_found(store: Store) -> None:
    with store.writing() as connection:
        first = keep(connection, make_reading("The pier burned in Halvenport.", "a1"))
        keep(connection, make_reading("The mayor of Halvenport resigned.", "a2"))
        last = keep(connection, make_reading("The harbor of Halvenport froze.", "a3"))
        for n in (first, last):
            connection.execute(update(version).where(version.c.article == n).values(reading=b"damaged"))
        unindex_article(connection, first)
        found = select(text("n")).select_from(text("search_article" if store.sqlite else "search"))
        assert first not in connection.execute(found).scalars().all()
        rebuild(connection)
        assert ids(connection, "halvenport") == ["a2"]


def test_an_index_of_another_manner_is_outdated_until_it_is_made_again(store: Store) -> None:
    with store.writing() as connection:
        assert not outdated(connection)
        connection.execute(text("UPDATE search_state SET manner = 'older'"))
        assert outdated(connection)
        rebuild(connection)
        assert not outdated(connection)


def test_no_word_of_what_was_taken_out_stays_in_the_files(store: Store, tmp_path: Path) -> None:
    rare = "quorvathexis"
    with store.writing() as connection:
        for number in range(60):
            keep(connection, make_reading(f"Report {number} on the harbor of Halvenport.", f"a{number}"))
        n = keep(connection, make_reading(f"The {rare} of Halvenport burned.", "gone"))
    with store.writing() as connection:
        keep(connection, make_reading("One more on the harbor.", "later"))
        unindex_article(connection, n)
    held = "SELECT block FROM search_data" if store.sqlite else "SELECT words FROM search"
    with store.reading() as connection:
        before = connection.execute(text(held)).scalars().all()
    purge(store)
    with store.reading() as connection:
        after = connection.execute(text(held)).scalars().all()
    if store.sqlite:
        assert any(b"quorva" in block for block in before)
    assert not any("quorva" in str(block) for block in after)
    with store.reading() as connection:
        assert ids(connection, rare) == []
        assert len(find(connection, parse("harbor"), limit=100).hits) == 61


def test_the_tables_of_search_are_told_apart_from_all_others(store: Store) -> None:
    def searched(name: str | None, kind: str, _: object) -> bool:
        return kind != "table" or not is_ours(name)

    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": searched})
        assert compare_metadata(context, metadata) == []


def test_a_long_line_of_hostile_letters_takes_no_long_time() -> None:
    began = time.process_time()
    for hostile in ("a\u0301" * 100_000, "'s" * 100_000, "\u0301" * 200_000, "天\u3099" * 100_000, "a_" * 100_000):
        tokens(hostile)
    assert time.process_time() - began < 20
