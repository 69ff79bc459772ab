"""How alike two articles are, and why: rare words, names and figures that both hold."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from firsthand.group.frequencies import share_of_texts
from firsthand.model import TELLING_ROLES, Article, Reading

#: How many texts the word list at large is worth beside the articles at hand: with five articles it rules, with a
#: thousand they do.
BACKGROUND_TEXTS = 50
#: How often the headline counts beside the text.
HEADLINE_WEIGHT = 2

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def telling_text(article: Article) -> str:
    """The lines in which the article itself speaks, without the headline."""
    lines = [b for b in article.blocks if b.role in TELLING_ROLES and b.role != "headline"]
    return "\n".join(article.quote(b.span) for b in lines)


def words_of(text: str) -> list[str]:
    """The words in lower case, without possessives."""
    return [re.sub(r"['’]s$", "", w.lower()) for w in _WORD.findall(text)]


def weigh(readings: Sequence[Reading]) -> list[dict[str, float]]:
    """For each article the weights of its words, a vector of length 1 (or empty)."""
    bags = []
    for reading in readings:
        bag = Counter(words_of(telling_text(reading.article)))
        for word in words_of(reading.article.headline or ""):
            bag[word] += HEADLINE_WEIGHT
        bags.append(bag)
    held = Counter(word for bag in bags for word in bag)
    total = len(bags) + BACKGROUND_TEXTS
    rarity = {w: max(0.0, -math.log((n + BACKGROUND_TEXTS * share_of_texts(w)) / total)) for w, n in held.items()}
    vectors = []
    for bag in bags:
        vector = {w: (1 + math.log(n)) * rarity[w] for w, n in sorted(bag.items()) if rarity[w] > 0}
        length = math.sqrt(math.fsum(v * v for v in vector.values()))
        vectors.append({w: v / length for w, v in vector.items()} if length else {})
    return vectors


def likenesses(vectors: Sequence[Mapping[str, float]], least: float) -> dict[tuple[int, int], float]:
    """The pairs of articles whose vectors have a cosine of `least` or more."""
    index: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    found = {}
    for i, vector in enumerate(vectors):
        sums: defaultdict[int, float] = defaultdict(float)
        for word, weight in vector.items():
            for j, other in index[word]:
                sums[j] += weight * other
            index[word].append((i, weight))
        found.update({(j, i): s for j, s in sums.items() if s >= least})
    return found
