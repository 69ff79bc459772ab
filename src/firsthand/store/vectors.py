"""Sentences as vectors: the vectors of their words, the rarer the heavier."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from firsthand.inference.encoder import Encoder
from firsthand.inference.frequencies import rarity
from firsthand.model import Reading, Span
from firsthand.store.tokens import tokens

Vectors = npt.NDArray[np.float32]

#: Known words that a sentence must have: "He declined to comment." says nothing of what it is about.
LEAST_WORDS = 4
#: Sentences of one article that have a place in a key.
MOST_SENTENCES = 1 << 16


class Sentences:
    """Makes vectors of sentences. Holds those of the words that it has met: 15 MB at most."""

    def __init__(self, encoder: Encoder) -> None:
        """Words by an encoder."""
        self._encoder = encoder
        self._weighted: dict[str, Vectors | None] = {}

    def vector(self, sentence: str) -> Vectors | None:
        """The unit vector of a sentence; None where too few of its words are known."""
        known = [v for v in map(self._word, tokens(sentence)) if v is not None]
        if len(known) < LEAST_WORDS:
            return None
        total = np.sum(known, axis=0)
        length = float(np.linalg.norm(total))
        return np.asarray(total / length, dtype=np.float32) if length else None

    def of(self, reading: Reading) -> Iterator[tuple[int, Vectors]]:
        """The sentences of an article's body by their number in its annotations, each with its vector."""
        article = reading.article
        lines = iter([b.span for b in article.blocks if b.role == "body"])
        line: Span | None = next(lines, None)
        for number, span in enumerate(reading.annotations.sentences[:MOST_SENTENCES]):
            while line is not None and line.end <= span.start:
                line = next(lines, None)
            if line is not None and line.overlaps(span):
                vector = self.vector(article.quote(span))
                if vector is not None:
                    yield number, vector

    def _word(self, word: str) -> Vectors | None:
        if word not in self._weighted:
            vector = self._encoder.vector(word)
            self._weighted[word] = None if vector is None else vector * np.float32(rarity(word))
        return self._weighted[word]
