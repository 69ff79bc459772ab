"""The words of a line with their places, in the form in which two versions of it are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

#: Scripts that put no blanks between words: each character is a word there.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(
    rf"[{_UNSPACED}]|\d+(?:[.,:/]\d+)*[^\W\d_{_UNSPACED}]*|[^\W\d{_UNSPACED}]+(?:['’‑-][^\W\d{_UNSPACED}]+)*|[^\w\s]"
)
#: Marks that are set in one way today and in another tomorrow, by machines.
_SET = str.maketrans({**dict.fromkeys("‘’‚‛`´", "'"), **dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‐‑–—−", "-")})
#: What is never seen: soft hyphens, joiners, marks of direction.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_ONES += " seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: n for n, word in enumerate(_ONES.split())} | {w: 10 * n for n, w in enumerate(_TENS.split(), 2)}
_SCALES = frozenset("hundred thousand million billion trillion dozen".split())
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark, and where it stands in its text."""

    text: str
    folded: str  #: for comparing: how quotation marks and dashes are set, and capitals, make no difference
    start: int
    end: int


def words_of(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words and marks of a range of a text."""
    return tuple(
        Word(m[0], folded, m.start(), m.end()) for m in _TOKEN.finditer(text, start, end) if (folded := fold(m[0]))
    )


def fold(text: str) -> str:
    """What makes two spellings of a word the same word."""
    if text.isascii() and "`" not in text:  # most words, and a fifth of the time
        return text.casefold()
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text).translate(_SET)).casefold()


def is_mark(word: Word) -> bool:
    """Whether it is punctuation."""
    return len(word.text) == 1 and not word.text.isalnum()


def is_capital(word: Word) -> bool:
    """Whether it is written as a name is, where a script has capitals."""
    return word.text[:1].isupper()


def numbers_in(words: Sequence[Word]) -> tuple[str, ...]:
    """The numbers among words, each as digits where one word says it: "twelve" is "12"."""
    found = []
    for word in words:
        parts = word.folded.split("-")
        if word.text[:1].isdigit():
            found.append(_THOUSANDS.sub("", word.folded))
        elif all(p in _NUMBERS for p in parts):
            found.append(str(sum(_NUMBERS[p] for p in parts)))
        elif word.folded in _SCALES:
            found.append(word.folded)
    return tuple(found)
