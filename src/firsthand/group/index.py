"""Which articles in view could belong with one: found by the rare terms that both hold, never by looking at all."""

from __future__ import annotations

from collections import defaultdict
from heapq import nlargest

from firsthand.group.compare import LEAST_LIKENESS, Weighted, likeness
from firsthand.group.counts import Counts

#: A term that a larger share of texts holds brings no two articles together, but counts where others did.
COMMON = 0.15
#: Articles that one is compared with to the last word: those that share most. Keeps memory flat where all news is
#: alike. Set with room to spare: it must stay above the articles that are shared out anew at once (archive.py).
MOST_NEAR = 200


class Index:
    """The articles in view, by number, found by their terms."""

    def __init__(self) -> None:
        """Of no article yet."""
        self._articles: dict[int, Weighted] = {}
        self._holders: defaultdict[str, dict[int, float]] = defaultdict(dict)

    def add(self, number: int, article: Weighted) -> None:
        """Take an article into view."""
        self._articles[number] = article
        for term, weight in article.all.items():
            self._holders[term][number] = weight

    def remove(self, number: int) -> None:
        """Take an article out of view."""
        for term in self._articles.pop(number).all:
            holders = self._holders[term]
            del holders[number]
            if not holders:
                del self._holders[term]

    def near(self, article: Weighted, counts: Counts) -> dict[int, float]:
        """The numbers of the articles that have something in common with one, each with the likeness."""
        common = [t for t in article.all if counts.share(t) >= COMMON]
        weights = [article.all[t] for t in common]
        skipped = set(common)
        sums: defaultdict[int, float] = defaultdict(float)
        for term, weight in article.all.items():
            if term not in skipped and term in self._holders:
                for number, other in self._holders[term].items():
                    sums[number] += weight * other
        alike = [(rare, -number) for number, rare in sums.items() if rare >= LEAST_LIKENESS]
        found = {}
        for rare, negative in nlargest(MOST_NEAR, alike):
            value = likeness(article, self._articles[-negative], rare, common, weights)
            if value >= LEAST_LIKENESS:
                found[-negative] = value
        return found
