"""Whether two spellings are one name: transliterations, short forms, slips of the pen; each verdict with its reason."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from firsthand.model import MentionKind

#: Jaro-Winkler similarity of two words from which on they are one within a story. slips of the press lie at .98, other
#: people's names at .83 to .85. At .90 two given names of one family begin to merge.
_SLIP = 0.92
_SLIP_LENGTH = 5  #: letters below which a changed letter makes another name
_GIVEN_LENGTH = 4  #: the same for given names, and for surnames after the same given name
_ROUND = str.maketrans("oie", "uuu")  #: first vowels that romanizations confuse: Usama and Osama

_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяєіїґёўјљњћђџ",
        "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch . y . e yu ya ye i yi g yo w j lj nj c dj "
        "dz".split(),
        strict=True,
    )
)
_GREEK = dict(
    zip("αβγδεζηθικλμνξοπρστυφχψως", "a v g d e z i th i k l m n x o p r s t y f ch ps o s".split(), strict=True)
)
_LETTERS = str.maketrans(
    {k: v.replace(".", "") for k, v in (_CYRILLIC | _GREEK).items()}
    | {"ł": "l", "ø": "o", "ı": "i", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
#: Spellings of one sound, in the order in which they are made one. After the usual romanizations of Russian, Ukrainian,
#: Greek and Arabic (BGN/PCGN, ISO 9, the habits of English, French and German newspapers).
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(?:s[hc]?ch|shch|stsch|sch)", "sh"),
        (r"tch|tsch|cz", "ch"),
        (r"dzh|dj", "j"),
        (r"zh", "j"),
        (r"ph", "f"),
        (r"kh|gh", "h"),
        (r"th", "t"),
        (r"ck|q|kk", "k"),
        (r"ks|cs", "x"),
        (r"c(?=[aourlnmt])|c$", "k"),
        (r"off\b|ow\b|of\b", "ov"),
        (r"eff\b|ew\b", "ev"),
        (r"w", "v"),
        (r"oo|ou", "u"),
        (r"ee", "i"),
        (r"^[yij]e|(?<=[^aeiou])[yij]e", "e"),
        (r"[yij](?=[aou])", "y"),
        (r"[yij]+(?![aou])", "i"),
        (r"h(?=[^aeiou]|$)", ""),
        (r"(.)\1+", r"\1"),
    )
)
#: Given names that one person goes by; a name may stand in several rows.
_SHORT_FORMS = tuple(
    frozenset(row.split())
    for row in (
        "alexander aleksandr alexandr oleksandr alexandre alejandro alessandro alex sasha",
        "alexei alexey aleksei alexis oleksiy",
        "andrew andy drew",
        "andrei andrey andriy andrii",
        "anthony tony antony",
        "benjamin ben benny binyamin bibi",
        "charles charlie chuck",
        "christopher chris",
        "daniel dan danny",
        "david dave",
        "dmitry dmitri dmitriy dmytro dimitri",
        "donald don",
        "edward ed eddie ted",
        "elizabeth liz beth betsy lizzie",
        "eugene evgeny yevgeny evgeni yevgeni gene yevhen",
        "francis frank",
        "gregory greg",
        "igor ihor",
        "james jim jimmy jamie",
        "jeffrey jeff",
        "john johnny jack",
        "jonathan jon",
        "joseph joe",
        "katherine catherine kathryn kate kathy cathy katie",
        "kenneth kenny",
        "kirill kyrill cyril",
        "lawrence larry",
        "margaret maggie peggy",
        "matthew matt",
        "michael mike mick",
        "mikhail mykhailo michail",
        "mohammed muhammad mohamed mohammad muhammed mohamad mohd mehmet",
        "nicholas nick nicolas",
        "nikolai nikolay mykola nicolai",
        "oleg oleh",
        "patrick pat",
        "peter pete",
        "pyotr petr petro",
        "philip phil phillip",
        "rebecca becky",
        "richard rick dick rich",
        "robert bob rob bobby robbie",
        "ronald ron",
        "samuel sam",
        "samantha sam",
        "sergei sergey serhiy serhii sergii serge",
        "stephen steven steve",
        "susan sue",
        "theodore ted theo",
        "thomas tom tommy",
        "timothy tim",
        "victor viktor",
        "vladimir volodymyr wladimir",
        "william bill will billy",
        "yelena elena olena",
        "yulia julia yuliya",
        "yuri yury yuriy iurii",
        "zachary zach zack",
    )
)
_FORMS: dict[str, frozenset[str]] = {}
for _row in _SHORT_FORMS:
    for _name in _row:
        _FORMS[_name] = _FORMS.get(_name, frozenset()) | _row
#: Words and phrases that say what kind of body or person, and not which.
_LEGAL = frozenset(
    "inc incorporated corp corporation co company ltd limited llc llp plc ag aktiengesellschaft gmbh sa nv bv spa srl "
    "ab asa oy group holding holdings jsc ojsc oao ooo pjsc pao ao zao na lp".split()
)
_LEGAL_PHRASES = re.compile(
    r"\b(?:(?:open |public )?joint stock company|limited liability company|public limited company)\b"
)
_HONORIFICS = frozenset(
    "mr mrs ms miss dr sir dame lord lady sheikh shaikh haji hajji qari mullah jr sr ii iii iv".split()
)
_SMALL = frozenset("the of for and on in to a de del la le al el bin ibn bint ben abu von van der den".split())


class Verdict(NamedTuple):
    """Whether two names may be one, and why."""

    same: bool
    reason: str


@lru_cache(maxsize=4096)
def romanize(text: str) -> str:
    """Lower-case Latin letters, digits, hyphens and single spaces; Cyrillic and Greek letter by letter."""
    plain = unicodedata.normalize("NFC", text.replace("’", "'").replace("‘", "'").replace("&", " and ")).casefold()
    plain = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)
    return " ".join(re.sub(r"[^\w\s-]|_", "", plain).split())


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """A romanized word with the spellings of one sound made one."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


def words_of(name: str) -> list[str]:
    """A name's romanized words without article and honorifics; "Brask, Ana" is turned round."""
    if name.count(",") == 1:
        last, _, first = name.partition(",")
        if first.strip() and romanize(first) not in _LEGAL:
            name = f"{first} {last}"
    words = romanize(name).replace("-", " ").split()
    kept = [w for w in words if w not in _HONORIFICS and w != "the"]
    return kept or words


def same_name(one: str, other: str, kind: MentionKind = "person") -> Verdict:
    """Whether two names may be one actor's, within one story.

    A surname alone is not the same name as a full name: who else bears it decides, and that the story knows.
    """
    if romanize(one) == romanize(other):
        return Verdict(True, "the same letters")
    if sorted(re.findall(r"\d+", one)) != sorted(re.findall(r"\d+", other)):
        return Verdict(False, "another number")
    return _same_person(words_of(one), words_of(other)) if kind == "person" else _same_body(one, other)


def same_word(one: str, other: str) -> bool:
    """Whether two romanized words are spellings of one word."""
    if one == other or (len(one) > 2 and sound(one) == sound(other)):
        return True
    if min(len(one), len(other)) < _SLIP_LENGTH or abs(len(one) - len(other)) > 2:
        return False
    from rapidfuzz.distance import JaroWinkler

    return bool(JaroWinkler.similarity(one, other) >= _SLIP)


def _same_given(one: str, other: str) -> bool:
    """Whether two given names may be one person's: an initial, a short form, a spelling; not Mario and Maria."""
    if one[0] == other[0] and 1 in (len(one), len(other)):
        return True
    if one == other or other in _FORMS.get(one, ()):
        return True
    mine, theirs = sound(one), sound(other)
    if mine[-1:] != theirs[-1:] or min(len(mine), len(theirs)) < _GIVEN_LENGTH:
        return mine == theirs
    return _consonants(mine) == _consonants(theirs) or same_word(one, other)


def _consonants(word: str) -> str:
    return word[:1].translate(_ROUND) + re.sub(r"[aeiou]", "", word[1:])


def _same_surname(one: str, other: str, given_alike: bool) -> bool:
    """Whether two surnames are one: by spelling, or but for one letter where the given name is the same."""
    if same_word(one, other):
        return True
    if not given_alike or min(len(one), len(other)) < _GIVEN_LENGTH:
        return False
    from rapidfuzz.distance import DamerauLevenshtein

    return bool(DamerauLevenshtein.distance(one, other) <= 1)


def _same_person(one: list[str], other: list[str]) -> Verdict:
    if "".join(one) == "".join(other):
        return Verdict(True, "the same letters, spaced otherwise")
    if min(len(one), len(other)) == 1:
        same = len(one) == len(other) and same_word(one[0], other[0])
        return Verdict(same, "one word, spelled alike" if same else "a word alone or spelled otherwise")
    if len(one) > 2 and sorted(one) == sorted(other):
        return Verdict(True, "the same words in another order")
    if not _same_surname(one[-1], other[-1], one[0] == other[0]):
        return Verdict(False, "another surname")
    short, long = sorted((one, other), key=len)
    if not _same_given(one[0], other[0]):
        if len(short) == 2 and len(short[0]) > 2 and short[0] in long[1:-1]:
            return Verdict(True, "the surname and one of several given names")
        return Verdict(False, "another given name")
    middles = zip(*([w for w in name[1:-1] if w not in _SMALL] for name in (one, other)), strict=False)
    if not all(_same_given(a, b) for a, b in middles):
        return Verdict(False, "another middle name")
    return Verdict(True, "given name and surname spelled alike")


def _same_body(one: str, other: str) -> Verdict:
    if acronym_of(one, other) or acronym_of(other, one):
        return Verdict(True, "one is the other's initials")
    mine, theirs = _core(one), _core(other)
    if "".join(mine) == "".join(theirs):
        return Verdict(True, "the same but for legal form and small words")
    if len(mine) != len(theirs):
        return Verdict(False, "more or other words")
    if all(same_word(a, b) for a, b in zip(sorted(mine), sorted(theirs), strict=True)):
        return Verdict(True, "each word spelled alike")
    return Verdict(False, "another word")


def _core(name: str) -> list[str]:
    words = _LEGAL_PHRASES.sub(" ", romanize(name).replace("-", " ")).split()
    kept = [w for w in words if w not in _SMALL and w not in _LEGAL]
    return kept or words


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
        {"".join(w[0] for w in words).upper(), "".join(w[0] for w in words if w.casefold() not in _SMALL).upper()}
    )
