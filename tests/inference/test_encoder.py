"""The default table of words: likeness, rarity, and what they do not know."""

from __future__ import annotations

import numpy as np
import pytest

from firsthand.inference.encoder import WordVectors, word_vectors
from firsthand.inference.frequencies import rarity


@pytest.fixture(scope="module")
def table() -> WordVectors:
    return word_vectors()


def test_vectors_have_the_length_one(table: WordVectors) -> None:
    vector = table.vector("bridge")
    assert vector is not None
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_words_of_like_meaning_are_nearer(table: WordVectors) -> None:
    kill, slay, buy = (table.vector(w) for w in ("killed", "slain", "bought"))
    assert kill is not None
    assert slay is not None
    assert buy is not None
    assert kill @ slay > kill @ buy


def test_an_unknown_word_has_no_vector_and_is_rare(table: WordVectors) -> None:
    assert table.vector("zzvellmarkish") is None
    assert rarity("zzvellmarkish") == 1


def test_common_words_tell_less() -> None:
    assert 0 <= rarity("the") < rarity("bridge") < rarity("scaffolding") <= 1


def test_the_table_is_loaded_once() -> None:
    assert word_vectors() is word_vectors()
