"""Whether two spellings are one name: transliterations, short forms, slips of the pen; each verdict with its reason."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from firsthand.align.letters import (
    ABBREVIATED,
    CYRILLIC_LETTERS,
    DIGRAPHS,
    HONORIFICS,
    LEGAL,
    LEGAL_PHRASES,
    LETTERS,
    SAME_GIVEN,
    SMALL,
    SOUNDS,
    STATES,
    is_demonym,
)
from firsthand.model import MentionKind

#: Jaro-Winkler similarity of two words from which on they are one within a story. slips of the press lie at .98, other
#: people's names at .83 to .85. At .90 two given names of one family begin to merge.
_SLIP = 0.92
_SLIP_LENGTH = 5  #: letters below which a changed letter makes another name
_GIVEN_LENGTH = 4  #: the same for given names, and for surnames after the same given name
_TERM_SLIPS = 1  #: letters that may differ in a long word of a body's name: "defence", "defense"; at 2 countries merge
_VOWELS = str.maketrans("iyo", "eeu")
_POSSESSIVE = re.compile(r"['’]s\b")
_ROUND = str.maketrans("oie", "uuu")  #: first vowels that romanizations confuse: Usama and Osama

#: "Abd al-Aziz", "Abdel Aziz", "Abdulaziz".
_SERVANT = re.compile(r"\b(?:abd [aeiu][lrstdn]|abd[aeou][lr]) ?(?=\w{4})(\w)")


class Verdict(NamedTuple):
    """Whether two names may be one, and why."""

    same: bool
    reason: str


@lru_cache(maxsize=4096)
def romanize(text: str) -> str:
    """Lower-case Latin letters, digits, hyphens and single spaces; Cyrillic and Greek letter by letter."""
    plain = unicodedata.normalize("NFC", text.replace("’", "'").replace("‘", "'").replace("&", " and ")).casefold()
    if not plain.isascii():
        plain = _latin(plain)
    return " ".join(re.sub(r"[^\w\s-]|_", "", plain).split())


def _latin(text: str) -> str:
    """Text in Latin letters without marks; Greek digraphs as one sound, Cyrillic before its marks are lost."""
    plain = unicodedata.normalize("NFKD", text.translate(CYRILLIC_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    for pattern, letters in DIGRAPHS:
        plain = pattern.sub(letters, plain)
    return plain.translate(LETTERS)


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """A romanized word with the spellings of one sound made one."""
    for pattern, replacement in SOUNDS:
        word = pattern.sub(replacement, word)
    return word


def words_of(name: str) -> list[str]:
    """A name's romanized words without article and honorifics; "Brask, Ana" is turned round."""
    if name.count(",") == 1:
        last, _, first = name.partition(",")
        if first.strip() and romanize(first) not in LEGAL:
            name = f"{first} {last}"
    words = _SERVANT.sub(r"abdul \1", romanize(name).replace("-", " ")).split()
    kept = [w for w in words if w not in HONORIFICS and w != "the"]
    return kept or words


def same_name(one: str, other: str, kind: MentionKind = "person") -> Verdict:
    """Whether two names may be one actor's, within one story.

    A surname alone is not the same name as a full name: who else bears it decides, and that the story knows.
    """
    if romanize(one) == romanize(other):
        return Verdict(True, "the same letters")
    if kind == "person" and _digits([one]) != _digits([other]):
        return Verdict(False, "another number")
    return _same_person(words_of(one), words_of(other)) if kind == "person" else _same_body(one, other)


def same_word(one: str, other: str) -> bool:
    """Whether two romanized words are spellings of one word."""
    if one == other or (len(one) > 2 and sound(one) == sound(other)):
        return True
    if min(len(one), len(other)) < _SLIP_LENGTH or abs(len(one) - len(other)) > 2:
        return False
    if not (one.isascii() and other.isascii()):  # letters of an alphabet that is not romanized: no slips are known
        return False
    from rapidfuzz.distance import JaroWinkler

    return bool(JaroWinkler.similarity(one, other) >= _SLIP)


def _same_given(one: str, other: str) -> bool:
    """Whether two given names may be one person's: an initial, a short form, a spelling; not Mario and Maria."""
    if one[0] == other[0] and 1 in (len(one), len(other)):
        return True
    if one == other or other in SAME_GIVEN.get(one, ()):
        return True
    mine, theirs = sound(one), sound(other)
    if mine[-1:] != theirs[-1:] or min(len(mine), len(theirs)) < _GIVEN_LENGTH:
        return mine == theirs
    return _consonants(mine) == _consonants(theirs) or same_word(one, other)


def _consonants(word: str) -> str:
    return word[:1].translate(_ROUND) + re.sub(r"[aeiou]", "", word[1:])


def _same_surname(one: str, other: str, given: tuple[str, str]) -> bool:
    """Whether two surnames are one: by spelling; with a like given name but for what romanizations confuse.

    With the very same given name but for one letter.
    """
    if same_word(one, other):
        return True
    if min(len(one), len(other)) < _GIVEN_LENGTH or not (one.isascii() and other.isascii()):
        return False
    if _confused(one) == _confused(other) and _same_given(*given):
        return True
    if given[0] != given[1]:
        return False
    from rapidfuzz.distance import DamerauLevenshtein

    return bool(DamerauLevenshtein.distance(one, other) <= 1)


def _confused(word: str) -> str:
    """A word with the letters made one that romanizations of Arabic confuse: q, k and g; e, i and y; o and u."""
    first = "k" if word[:1] in ("q", "g", "k") and re.search(r"dd|dh|zz|ss|aa|q", word) else ""
    return first + sound(word)[len(first) :].translate(_VOWELS)


def _same_person(one: list[str], other: list[str]) -> Verdict:
    if "".join(one) == "".join(other):
        return Verdict(True, "the same letters, spaced otherwise")
    if min(len(one), len(other)) < 2:
        same = len(one) == len(other) == 1 and same_word(one[0], other[0])
        return Verdict(same, "one word, spelled alike" if same else "a word alone or spelled otherwise")
    if len(one) > 2 and sorted(one) == sorted(other):
        return Verdict(True, "the same words in another order")
    if not _same_surname(one[-1], other[-1], (one[0], other[0])):
        return Verdict(False, "another surname")
    short, long = sorted(([name[0], *(w for w in name[1:-1] if w not in SMALL)] for name in (one, other)), key=len)
    if not _same_given(short[0], long[0]):
        if len(short[0]) > 2 and _in_order(short, long[1:]):
            return Verdict(True, "the surname and some of several given names")
        return Verdict(False, "another given name")
    if not _in_order(short[1:], long[1:]):
        return Verdict(False, "another middle name")
    return Verdict(True, "given name and surname spelled alike")


def _in_order(few: list[str], many: list[str]) -> bool:
    """Whether names stand among others in the same order."""
    rest = iter(many)
    return all(any(_same_given(name, each) for each in rest) for name in few)


def _same_body(one: str, other: str) -> Verdict:
    if acronym_of(one, other) or acronym_of(other, one):
        return Verdict(True, "one is the other's initials")
    mine, theirs = _core(one), _core(other)
    if _digits(mine) != _digits(theirs):
        return Verdict(False, "another number")
    whole = [romanize(name).replace("-", " ").replace(" ", "") for name in (one, other)]
    if "".join(mine) == "".join(theirs) or whole[0] == whole[1]:
        return Verdict(True, "the same but for legal form, spaces and small words")
    if len(mine) != len(theirs):
        return Verdict(False, "more or other words")
    if all(_same_term(a, b) for a, b in _paired(mine, theirs)):
        return Verdict(True, "each word spelled alike")
    return Verdict(False, "another word")


def _paired(mine: list[str], theirs: list[str]) -> list[tuple[str, str]]:
    """The words that only one of two names has, in the order of the alphabet."""
    left, right = Counter(mine), Counter(theirs)
    return list(zip(sorted((left - right).elements()), sorted((right - left).elements()), strict=True))


def _same_term(one: str, other: str) -> bool:
    """Whether two words in the names of bodies are one: spelled alike, or a country and its adjective."""
    if is_demonym(one, other):
        return True
    if not same_word(one, other):
        return False
    from rapidfuzz.distance import DamerauLevenshtein

    return sound(one) == sound(other) or bool(DamerauLevenshtein.distance(one, other) <= _TERM_SLIPS)


def _core(name: str) -> list[str]:
    plain = LEGAL_PHRASES.sub(" ", romanize(_POSSESSIVE.sub("", name)).replace("-", " "))
    for state, short in STATES.items():
        plain = plain.replace(state, short)
    words = [ABBREVIATED.get(w, w) for w in plain.split()]
    kept = [w for w in words if w not in SMALL and w not in LEGAL]
    return kept or words


def _digits(words: list[str]) -> list[str]:
    return sorted(re.findall(r"\d+", " ".join(words)))


def acronym_of(short: str, full: str) -> bool:
    """Whether `short` is made of the initials of `full`, with or without those of its small words."""
    letters = short.replace(".", "")
    if not (letters.isupper() and letters.isalnum() and 2 <= len(letters) <= 8):
        return False
    return letters in initials(full)


def initials(full: str) -> frozenset[str]:
    """The acronyms that a name of several words gives."""
    words = [w for w in full.replace("-", " ").split() if w[0].isalnum()]
    if len(words) < 2:
        return frozenset()
    if words[0] in ("The", "the"):
        words = words[1:]
    return frozenset(
        {"".join(w[0] for w in words).upper(), "".join(w[0] for w in words if w.casefold() not in SMALL).upper()}
    )
