from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from firsthand.errors import InputError, StoreError
from firsthand.inference.encoder import word_vectors
from firsthand.store.articles import forget
from firsthand.store.database import Store
from firsthand.store.hits import Sentence
from firsthand.store.similar import FILE, remove_similar, similar, update
from firsthand.store.vectors import Sentences
from tests.kept import make_reading
from tests.store.filling import keep

FLOOD = "Heavy rain flooded the streets of the old town."
TAX = "The parliament voted for a higher tax on fuel."
ASKED = "Streets in the town were flooded by rain."


def ask(store: Store, folder: Path, sentence: str = ASKED) -> tuple[Sentence, ...]:
    return similar(store, folder, sentence, word_vectors())


def filled(store: Store) -> dict[str, int]:
    with store.writing() as connection:
        flood = make_reading(f"A quiet day began in the harbor. {FLOOD} No.", "flood")
        tax = make_reading(f"{TAX}\nSubscribe to our daily letter now", "tax", roles={1: "boilerplate"})
        return {"flood": keep(connection, flood), "tax": keep(connection, tax)}


def test_the_sentence_most_like_it_comes_first_with_its_place(store: Store, tmp_path: Path) -> None:
    filled(store)
    found = ask(store, tmp_path)
    assert found[0].text == FLOOD
    assert (found[0].article, found[0].start) == ("flood", len("A quiet day began in the harbor. "))
    assert found[0].end - found[0].start == len(FLOOD)
    assert found[0].score > 0.7
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
    assert "Subscribe to our daily letter now" not in [s.text for s in found]
    assert ask(store, tmp_path, TAX)[0].score == pytest.approx(1, abs=0.01)


def test_what_is_taken_down_or_edited_never_shows_and_leaves_the_file(store: Store, tmp_path: Path) -> None:
    numbers = filled(store)
    ask(store, tmp_path)
    with store.writing() as connection:
        forget(connection, numbers["flood"])
        keep(connection, make_reading("The parliament voted for a lower tax on bread.", "tax"))
    assert [s.text for s in ask(store, tmp_path)] == ["The parliament voted for a lower tax on bread."]
    from usearch.index import Index

    index = Index.restore(tmp_path / FILE)
    assert index is not None
    assert {int(key) >> 16 for key in index.keys} == {numbers["tax"]}
    vector = Sentences(word_vectors()).vector(FLOOD)
    assert vector is not None
    alone = Index(ndim=96, metric="cos", dtype="i8")
    alone.add(1, vector)
    packed = alone.get(1, dtype="i8")
    assert isinstance(packed, np.ndarray)
    assert packed.tobytes() not in (tmp_path / FILE).read_bytes()


def test_new_articles_join_what_is_there(store: Store, tmp_path: Path) -> None:
    filled(store)
    seen: list[int] = []
    update(store, tmp_path, word_vectors(), lambda _, count: seen.append(count))
    with store.writing() as connection:
        keep(connection, make_reading("Rain flooded all the streets of the town again.", "again"))
    update(store, tmp_path, word_vectors(), lambda _, count: seen.append(count))
    update(store, tmp_path, word_vectors(), lambda _, count: seen.append(count))
    assert seen == [2, 1]
    assert {s.article for s in ask(store, tmp_path)[:2]} == {"flood", "again"}


@pytest.mark.parametrize("harm", ["deleted", "empty", "cut", "changed", "else", "swapped"])
def test_a_file_that_is_deleted_or_damaged_is_made_again(store: Store, tmp_path: Path, harm: str) -> None:
    filled(store)
    before = ask(store, tmp_path)
    file = tmp_path / FILE
    data = bytearray(file.read_bytes())
    if harm == "deleted":
        remove_similar(tmp_path)
        remove_similar(tmp_path)
    elif harm == "empty":
        file.write_bytes(b"")
    elif harm == "cut":
        file.write_bytes(data[: len(data) // 2])
    elif harm == "changed":
        data[len(data) // 2] ^= 0xFF
        file.write_bytes(data)
    elif harm == "swapped":
        file.write_bytes(data[::-1])
    else:
        file.write_bytes(b"something else altogether" * 100)
    assert ask(store, tmp_path) == before


def test_a_sentence_of_unknown_words_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Too few"):
        ask(store, tmp_path, "Xqzt vrrg plomph.")


def test_an_empty_store_has_nothing_alike(store: Store, tmp_path: Path) -> None:
    assert ask(store, tmp_path) == ()


def test_a_folder_that_cannot_be_written_is_named(store: Store, tmp_path: Path) -> None:
    filled(store)
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        ask(store, tmp_path / "file")
