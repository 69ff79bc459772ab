"""Sparse tables multiply as full ones do."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from firsthand.align.rows import Rows, Vocabulary
from firsthand.inference.encoder import word_vectors

WIDTH = 5
TABLES = st.lists(st.dictionaries(st.integers(0, WIDTH - 1), st.floats(-4, 4, width=16)), min_size=1, max_size=6)


def full(rows: list[dict[int, float]]) -> np.ndarray:
    out = np.zeros((len(rows), WIDTH))
    for k, row in enumerate(rows):
        for column, value in row.items():
            out[k, column] = value
    return out


@given(TABLES, TABLES)
def test_products_are_those_of_the_full_tables(left: list[dict[int, float]], right: list[dict[int, float]]) -> None:
    which = np.arange(len(left))[::-1]
    found = Rows(left, WIDTH).times(which, Rows(right, WIDTH))
    assert np.allclose(found, (full(left) @ full(right).T)[::-1], atol=1e-3)


@given(TABLES)
def test_sums_and_lengths(rows: list[dict[int, float]]) -> None:
    table = Rows(rows, WIDTH)
    assert np.allclose(table.sums(), full(rows).sum(1), atol=1e-3)
    assert np.allclose(table.norms(), np.linalg.norm(full(rows), axis=1), atol=1e-3)


def test_a_word_is_near_itself_and_words_of_like_meaning() -> None:
    words = sorted({"killed", "dead", "bridge", "qqzzx"})
    vocabulary = Vocabulary(words, word_vectors())
    spread = vocabulary.spread_out({vocabulary.column["qqzzx"]: 2.0})
    assert spread == {vocabulary.column["qqzzx"]: 2.0}
    for word in words:
        own = vocabulary.column[word]
        assert vocabulary.nearest({own: 1.0})[own] == 1.0


def test_no_words_no_neighbors() -> None:
    assert Vocabulary([], word_vectors()).spread_out({}) == {}
