"""How common a word is in English at large: what a handful of articles cannot tell of itself."""

from __future__ import annotations

import gzip
import math
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

#: Words in a text of usual length: turns occurrences in running words into a share of texts. Set on nothing but the
#: usual news item of 1,500 to 2,000 characters; half or twice as much moves no figure by .005.
TEXT_LENGTH = 300
#: Occurrences in a billion words of a word that the list does not hold.
UNLISTED = 20.0


@lru_cache(maxsize=1)
def load_frequencies() -> MappingProxyType[str, float]:
    """Occurrences in a billion words, for 31,000 words in lower case (frequencies.NOTICE.txt)."""
    packed = (files("firsthand.inference") / "frequencies.txt.gz").read_bytes()
    found: dict[str, float] = {}
    for line in gzip.decompress(packed).decode().splitlines():
        band, *words = line.split(" ")
        found.update(dict.fromkeys(words, 10 ** (int(band) / 10)))
    return MappingProxyType(found)


def share_of_texts(word: str) -> float:
    """The share of English texts, above 0 and below 1, that hold a word given in lower case."""
    return 1.0 - math.exp(-load_frequencies().get(word, UNLISTED) / 1e9 * TEXT_LENGTH)


def rarity(word: str) -> float:
    """How much a word tells: 0 for the commonest of English, 1 for the rarest and for one that the list does not hold.

    Linear in the Zipf frequency of van Heuven et al. (2014), from 7 ("the") down to 2.
    """
    zipf = math.log10(load_frequencies().get(word, UNLISTED))
    return min(1.0, max(0.0, (7.0 - zipf) / 5.0))
