"""Words that two articles share, as pairs of ranges: runs taken over to the letter, small changes inside allowed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

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


def candidates(texts: Sequence[Words]) -> list[tuple[int, int]]:
    """The pairs of articles, by number, that have a seed in common: none that shares a passage is missed.

    Of articles of the very same words the first alone is paired with others, so that forty copies are not 780 pairs.
    """
    first: dict[tuple[str, ...], int] = {}
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    pairs: set[tuple[int, int]] = set()
    for i, text in enumerate(texts):
        original = first.setdefault(text.words, i)
        if original != i and len(text.words) >= PASSAGE_WORDS:
            pairs.add((original, i))
            continue
        for seed in {text.words[k : k + SEED_WORDS] for k in range(len(text.words) - SEED_WORDS + 1)}:
            holders[seed].append(i)
    for held in set(map(tuple, holders.values())):
        pairs.update(combinations(held, 2))
    return sorted(pairs)


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
        if not places or len(places) > SEED_REPEATS:
            i += 1
            continue
        size, j = max((_run(left.words, i, right.words, j, taken), -j) for j in places)
        if size >= SEED_WORDS:
            runs.append((i, -j, size))
            taken[-j : -j + size] = [True] * size
        i += max(1, size if size >= SEED_WORDS else 1)
    return [p for p in _merged(runs) if p.shared >= PASSAGE_WORDS]


def _run(a: Sequence[str], i: int, b: Sequence[str], j: int, taken: Sequence[bool]) -> int:
    size = 0
    while i + size < len(a) and j + size < len(b) and a[i + size] == b[j + size] and not taken[j + size]:
        size += 1
    return size


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
