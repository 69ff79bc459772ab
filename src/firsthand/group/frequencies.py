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
def load_shares() -> MappingProxyType[str, float]:
    """The share of English texts that hold a word, for 31,000 words in lower case (frequencies.NOTICE.txt)."""
    packed = (files("firsthand.group") / "frequencies.txt.gz").read_bytes()
    shares: dict[str, float] = {}
    for line in gzip.decompress(packed).decode().splitlines():
        band, *words = line.split(" ")
        share = _share(10 ** (int(band) / 10))
        for word in words:
            shares[word] = share
    return MappingProxyType(shares)


def share_of_texts(word: str) -> float:
    """The share of English texts, above 0 and below 1, that hold a word given in lower case."""
    return load_shares().get(word, _share(UNLISTED))


def _share(per_billion: float) -> float:
    return 1.0 - math.exp(-per_billion / 1e9 * TEXT_LENGTH)
