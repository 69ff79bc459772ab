"""Sparse rows of numbers and their products: a story's texts use few of its words each.

A story of several hundred articles holds ten thousand claims and as many words; a full table of them, or of the words
against each other, would not fit into memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from firsthand.inference.encoder import Encoder

Numbers = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]

#: Cosine above which two words count as near in meaning. At .45 unrelated verbs met, at .7 hardly any but inflections.
NEAR = 0.55
#: Words that are compared with all others at a time.
_CHUNK = 512


class Rows:
    """A table by rows and by columns, of which only what is not zero is kept."""

    def __init__(self, rows: Sequence[Mapping[int, float]], width: int) -> None:
        """Each row gives the values of its filled columns, which are below `width`."""
        self.size = len(rows)
        self.width = max(1, width)
        sizes = np.array([len(each) for each in rows], dtype=np.intp)
        self._starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.intp)
        total = int(sizes.sum())
        self._columns = np.fromiter((c for each in rows for c in each), dtype=np.intp, count=total)
        self._values = np.fromiter((v for each in rows for v in each.values()), dtype=np.float32, count=total)
        by_column = np.argsort(self._columns, kind="stable")
        self._holders = np.repeat(np.arange(self.size), sizes)[by_column]
        self._held = self._values[by_column]
        self._counts = np.bincount(self._columns, minlength=self.width)
        self._firsts = np.cumsum(self._counts) - self._counts

    def sums(self) -> Numbers:
        """The sum of each row."""
        return self._added(self._values)

    def norms(self) -> Numbers:
        """The Euclidean length of each row, never zero."""
        return np.asarray(np.sqrt(np.maximum(self._added(self._values**2), 1e-9)), dtype=np.float32)

    def _added(self, values: Numbers) -> Numbers:
        row = np.repeat(np.arange(self.size), np.diff(self._starts))
        return np.bincount(row, weights=values, minlength=self.size).astype(np.float32)

    def times(self, which: Places, other: Rows) -> Numbers:
        """The products of some of the rows with every row of a table of the same columns.

        Each column is looked up in the other table, so that the work is that of what two rows share.
        """
        out = np.zeros((len(which), other.size), dtype=np.float32)
        for k, row in enumerate(which):
            entries = slice(self._starts[row], self._starts[row + 1])
            columns, values = self._columns[entries], self._values[entries]
            counts = other._counts[columns]
            total = int(counts.sum())
            if total:
                begins = other._firsts[columns] - (np.cumsum(counts) - counts)
                at = np.repeat(begins, counts) + np.arange(total)
                shared = other._held[at] * np.repeat(values, counts)
                out[k] = np.bincount(other._holders[at], weights=shared, minlength=other.size)
        return out


class Vocabulary:
    """The words of some texts, each with its vector and the words near it in meaning."""

    def __init__(self, words: Sequence[str], encoder: Encoder) -> None:
        """`words` are sorted and hold none twice."""
        self.column = {w: i for i, w in enumerate(words)}
        self.vectors = stack(words or [""], encoder)
        self._near = _neighbors(self.vectors)

    def spread_out(self, row: Mapping[int, float]) -> dict[int, float]:
        """The values of a row, each also given, partly, to the words near its own."""
        out: dict[int, float] = {}
        for column, value in row.items():
            for other, nearness in self._near[column].items():
                out[other] = out.get(other, 0.0) + value * nearness
        return out

    def nearest(self, row: Mapping[int, float]) -> dict[int, float]:
        """For each word near one of a row's, how near the nearest is."""
        out: dict[int, float] = {}
        for column in row:
            for other, nearness in self._near[column].items():
                out[other] = max(out.get(other, 0.0), nearness)
        return out


def stack(words: Sequence[str], encoder: Encoder) -> Numbers:
    """The vectors of words, one a row; zeros for a word that has none."""
    known = [encoder.vector(w) for w in words]
    size = next((v.shape[0] for v in known if v is not None), 1)
    return np.stack([v if v is not None else np.zeros(size, dtype=np.float32) for v in known])


def _neighbors(vectors: Numbers) -> list[dict[int, float]]:
    out: list[dict[int, float]] = [{i: 1.0} for i in range(len(vectors))]
    for first in range(0, len(vectors), _CHUNK):
        cosines = vectors[first : first + _CHUNK] @ vectors.T
        for k, other in zip(*np.nonzero(cosines >= NEAR), strict=True):
            if first + k != other:
                out[first + k][int(other)] = min(1.0, float(cosines[k, other]))
    return out
