"""How rare a term is: counted over the articles in view, with English at large beside them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from firsthand.inference.frequencies import share_of_texts

#: How many texts the word list at large is worth beside the articles at hand: LEAST_BACKGROUND, or as many as these
#: lack of ENOUGH_TEXTS. With five articles the list rules, with a thousand they do. A flat 50 breaks up one happening
#: read by itself (.46 of them whole, against .80, on the longest set), a flat 200 costs .006 on a thousand short items.
ENOUGH_TEXTS = 400
LEAST_BACKGROUND = 50


class Counts:
    """How many of the articles in view hold each term."""

    def __init__(self) -> None:
        """Of no article yet."""
        self.articles = 0
        self.held: Counter[str] = Counter()
        self._at_large: dict[str, float] = {}  #: of the terms that are held, looked up once

    def add(self, terms: Iterable[str]) -> None:
        """One more article, with the terms that it holds, each once."""
        self.articles += 1
        self.held.update(set(terms))

    def remove(self, terms: Iterable[str]) -> None:
        """One article less."""
        self.articles -= 1
        for term in terms:
            left = self.held[term] - 1
            if left > 0:
                self.held[term] = left
            else:
                del self.held[term]
                self._at_large.pop(term, None)

    def share(self, term: str) -> float:
        """The share of texts that hold a term, above 0 and up to 1: here and at large together."""
        background = max(LEAST_BACKGROUND, ENOUGH_TEXTS - self.articles)
        here = self.held.get(term, 0)
        large = self._at_large.get(term)
        if large is None:
            large = _share_at_large(term)
            if here:
                self._at_large[term] = large
        return min(1.0, (here + background * large) / (self.articles + background))

    def rarity(self, term: str) -> float:
        """How much a term tells: 0 for one that every text holds."""
        return -math.log(self.share(term))


def _share_at_large(term: str) -> float:
    """The share of English texts that hold a term, its plural counted in."""
    return min(1.0, share_of_texts(term) + share_of_texts(term + "s"))
