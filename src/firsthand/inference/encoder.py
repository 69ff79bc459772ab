"""Words as vectors, behind a protocol; a small table of our own by default."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]


class Encoder(Protocol):
    """Anything that knows which words mean alike."""

    def vector(self, word: str) -> Vector | None:
        """The unit vector of a word in lower case; None where the word is not known."""
        ...


class WordVectors:
    """The default: 30,000 words out of all-MiniLM-L6-v2, made by tools/distill_vectors.py."""

    def __init__(self) -> None:
        """Load the table: some 50 ms and 15 MB."""
        with (files("firsthand.inference") / "vectors.npz").open("rb") as file, np.load(file) as table:
            words = str(table["words"]).split("\n")
            self._vectors = table["vectors"]
        self._index = {word: i for i, word in enumerate(words)}

    def vector(self, word: str) -> Vector | None:
        """The unit vector of a word in lower case; None where the word is not known."""
        i = self._index.get(word)
        if i is None:
            return None
        row = self._vectors[i].astype(np.float32)
        return np.asarray(row / np.linalg.norm(row), dtype=np.float32)


@cache
def word_vectors() -> WordVectors:
    """The default table, loaded once a process: it never changes."""
    return WordVectors()
