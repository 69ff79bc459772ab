"""Words that two articles share, as pairs of spans: runs taken over to the letter, and sentences lightly edited."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from firsthand.model import Article, Reading, Span

#: Words in a row that make a seed. Four finds set phrases, seven loses text whose every sentence was touched.
SEED_WORDS = 5
#: Seeds that stand more often than this in one article are furniture, not text.
SEED_REPEATS = 4
#: Most words that may differ between two runs of one passage: an editor's change, not a new sentence.
GAP_WORDS = 4
#: Fewest words that two texts share in a passage. Below, names of bodies and set phrases match.
PASSAGE_WORDS = 8

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_QUOTED = re.compile(r"“[^“”\n]{1,2000}”|\"[^\"\n]{1,2000}\"|«[^«»\n]{1,2000}»")


@dataclass(frozen=True, slots=True)
class Words:
    """The telling words of an article's body, ready for comparing."""

    article: Article
    words: tuple[str, ...]  #: in lower case
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quoted: tuple[bool, ...]  #: whether the word is somebody's, not the article's own

    def span(self, first: int, last: int) -> Span:
        """The range of text from word `first` up to, not including, word `last`."""
        return self.article.span(self.starts[first], self.ends[last - 1])


@dataclass(frozen=True, slots=True)
class Passage:
    """The same words in two articles: half-open ranges of word numbers."""

    left: tuple[int, int]
    right: tuple[int, int]
    shared: int  #: words that are the same in both


def read_words(reading: Reading) -> Words:
    """The words of the body of an article, those in quotations marked."""
    article = reading.article
    ranges = sorted(
        [(s.start, s.end) for q in reading.annotations.quotations if q.kind != "indirect" for s in q.content]
        + [m.span() for b in article.blocks if b.role == "body" for m in _QUOTED.finditer(article.text, b.span.start, b.span.end)]
    )
    reach: list[int] = []  # the furthest end among the ranges up to each
    for _, end in ranges:
        reach.append(max(end, reach[-1] if reach else 0))
    begins = [start for start, _ in ranges]
    words, starts, ends, quoted = [], [], [], []
    for block in article.blocks:
        if block.role != "body":
            continue
        for match in _WORD.finditer(article.text, block.span.start, block.span.end):
            words.append(match[0].lower().replace("’", "'"))
            starts.append(match.start())
            ends.append(match.end())
            before = bisect_right(begins, match.start())
            quoted.append(before > 0 and reach[before - 1] > match.start())
    return Words(article, tuple(words), tuple(starts), tuple(ends), tuple(quoted))


def find_passages(left: Words, right: Words) -> list[Passage]:
    """The passages that two articles share, in the order of the left one; each word of either in one at most."""
    index: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in range(len(right.words) - SEED_WORDS + 1):
        index[right.words[j : j + SEED_WORDS]].append(j)
    runs: list[tuple[int, int, int]] = []
    taken = [False] * len(right.words)
    i = 0
    while i <= len(left.words) - SEED_WORDS:
        places = index.get(left.words[i : i + SEED_WORDS], ())
        best = (0, 0)
        if len(places) <= SEED_REPEATS:
            for j in places:
                size = _run(left.words, i, right.words, j, taken)
                best = max(best, (size, -j))
        size, j = best[0], -best[1]
        if size >= SEED_WORDS:
            runs.append((i, j, size))
            taken[j : j + size] = [True] * size
            i += size
        else:
            i += 1
    return [p for p in _merged(runs) if p.shared >= PASSAGE_WORDS]


def _run(a: Sequence[str], i: int, b: Sequence[str], j: int, taken: Sequence[bool]) -> int:
    size = 0
    while i + size < len(a) and j + size < len(b) and a[i + size] == b[j + size] and not taken[j + size]:
        size += 1
    return size


def _merged(runs: Sequence[tuple[int, int, int]]) -> list[Passage]:
    if not runs:
        return []
    groups = [[runs[0]]]
    for (i, j, size), after in pairwise(runs):
        gaps = after[0] - i - size, after[1] - j - size
        if 0 <= gaps[0] <= GAP_WORDS and 0 <= gaps[1] <= GAP_WORDS:
            groups[-1].append(after)
        else:
            groups.append([after])
    return [
        Passage((g[0][0], g[-1][0] + g[-1][2]), (g[0][1], g[-1][1] + g[-1][2]), sum(size for _, _, size in g))
        for g in groups
    ]
