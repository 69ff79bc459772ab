"""Words that two articles share, as pairs of ranges: runs taken over to the letter, small changes inside allowed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
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

#: A run of SEED_WORDS words, and the places of each of a text's.
Seed = tuple[str, ...]
Seeds = Mapping[Seed, Sequence[int]]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_QUOTED = re.compile(r"“[^“”\n]{1,3000}”|\"[^\"\n]{1,3000}\"|«[^«»\n]{1,3000}»")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an article's body, ready for comparing."""

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
    body = [b.span for b in article.blocks if b.role == "body"]
    quotes = sorted(
        [(s.start, s.end) for q in reading.annotations.quotations if q.kind != "indirect" for s in q.content]
        + [m.span() for s in body for m in _QUOTED.finditer(article.text, s.start, s.end)]
    )
    begins = [start for start, _ in quotes]
    reach: list[int] = []  # the furthest end among the quotations up to each
    for _, end in quotes:
        reach.append(max(end, reach[-1] if reach else 0))
    words, starts, ends, quoted = [], [], [], []
    for span in body:
        for match in _WORD.finditer(article.text, span.start, span.end):
            before = bisect_right(begins, match.start())
            words.append(match[0].lower().replace("’", "'"))
            starts.append(match.start())
            ends.append(match.end())
            quoted.append(before > 0 and reach[before - 1] > match.start())
    return Words(article, tuple(words), tuple(starts), tuple(ends), tuple(quoted))


def seeds_of(words: Words) -> Seeds:
    """Where each run of SEED_WORDS words stands in a text, as numbers of its first word."""
    index: defaultdict[Seed, list[int]] = defaultdict(list)
    for k in range(len(words.words) - SEED_WORDS + 1):
        index[words.words[k : k + SEED_WORDS]].append(k)
    return index


def find_passages(left: Words, right: Words, seeds: Seeds | None = None) -> list[Passage]:
    """The passages that two articles share, in the order of the left one; each word of either in one at most.

    `seeds` are those of the right one, where they are at hand.
    """
    index = seeds_of(right) if seeds is None else seeds
    found: list[tuple[int, int, int]] = []
    until: dict[int, int] = {}  # by how far the right text is ahead: where the last run of it ends
    for i in range(len(left.words) - SEED_WORDS + 1):
        places = index.get(left.words[i : i + SEED_WORDS], ())
        if len(places) > SEED_REPEATS:
            continue
        for j in places:
            if until.get(j - i, 0) <= i:
                size = _run(left.words, i, right.words, j)
                until[j - i] = i + size
                found.append((i, j, size))
    return [p for p in _merged(_allotted(found, len(left.words), len(right.words))) if p.shared >= PASSAGE_WORDS]


def _run(a: Sequence[str], i: int, b: Sequence[str], j: int) -> int:
    size = SEED_WORDS
    while i + size < len(a) and j + size < len(b) and a[i + size] == b[j + size]:
        size += 1
    return size


def _allotted(found: Sequence[tuple[int, int, int]], left: int, right: int) -> list[tuple[int, int, int]]:
    """The runs, the longest first, cut to words that no longer one holds; in the order of the left text."""
    taken = bytearray(left), bytearray(right)
    runs = []
    for i, j, size in sorted(found, key=lambda run: (-run[2], run)):
        first, last = 0, size
        while first < last and (taken[0][i + first] or taken[1][j + first]):
            first += 1
        while last > first and (taken[0][i + last - 1] or taken[1][j + last - 1]):
            last -= 1
        held = any(taken[0][i + first : i + last]) or any(taken[1][j + first : j + last])
        if last - first < SEED_WORDS or held:
            continue
        taken[0][i + first : i + last] = b"\1" * (last - first)
        taken[1][j + first : j + last] = b"\1" * (last - first)
        runs.append((i + first, j + first, last - first))
    return sorted(runs)


def _merged(runs: Sequence[tuple[int, int, int]]) -> list[Passage]:
    """Runs that follow each other in both articles with a few words between are one passage."""
    groups: list[list[tuple[int, int, int]]] = [list(runs[:1])] if runs else []
    for (i, j, size), after in pairwise(runs):
        if 0 <= after[0] - i - size <= GAP_WORDS and 0 <= after[1] - j - size <= GAP_WORDS:
            groups[-1].append(after)
        else:
            groups.append([after])
    return [
        Passage((g[0][0], g[-1][0] + g[-1][2]), (g[0][1], g[-1][1] + g[-1][2]), sum(size for _, _, size in g))
        for g in groups
    ]
