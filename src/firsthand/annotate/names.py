"""What is known of names before the article is read: how they are compared, and a gazetteer."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from firsthand.annotate import name_words
from firsthand.model import MentionKind

#: What each section of gazetteer.txt makes of a name.
_PLACES = ("country", "capital", "state", "region", "city")
_BODIES = ("seat", "body")
_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "–": "-", "‑": "-", "ʻ": "'", "ł": "l", "ø": "o", "ı": "i", "đ": "d"})


def fold(name: str) -> str:
    """A name as it is compared: lower case, no accents, no typographic marks, no leading article."""
    plain = name
    if not name.isascii():
        letters = unicodedata.normalize("NFKD", name.translate(_TYPOGRAPHY))
        plain = "".join(c for c in letters if not unicodedata.combining(c))
    words = plain.casefold().replace(".", "").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Folded names by what they are."""

    places: dict[str, str]  #: name to section: country, capital, state, region or city
    bodies: frozenset[str]
    groups: frozenset[str]  #: nationalities, faiths, parties' members; singular and plural
    things: frozenset[str]  #: events, feasts, faiths, products
    given: frozenset[str]  #: given names of persons

    def kind(self, folded: str) -> MentionKind | None:
        """The kind of a folded name where the gazetteer has it: place, organization or other."""
        if folded in self.groups or folded in self.things:
            return "other"
        if folded in self.bodies:
            return "organization"
        return "place" if folded in self.places else None


@cache
def gazetteer() -> Gazetteer:
    """The one that comes with the program, read once a process: a constant kept in a file."""
    sections: dict[str, list[str]] = {}
    title = ""
    for line in files(__package__).joinpath("gazetteer.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            title = line.strip("[]")
            sections[title] = []
        elif line and not line.startswith("#"):
            sections[title].append(line)
    names = {t: [fold(n) for n in " ".join(lines).split(";") if n.strip()] for t, lines in sections.items()}
    return Gazetteer(
        places={n: t for t in reversed(_PLACES) for n in names[t]},
        bodies=frozenset(n for t in _BODIES for n in names[t]),
        groups=frozenset(n + s for n in names["group"] for s in ("", "s")),
        things=frozenset(names["thing"]),
        given=frozenset(names["given"]),
    )


def is_bare(word: str) -> bool:
    """Whether a word alone says what kind of thing is meant, and not which: "Ministry", "Street", "Minister"."""
    bare = word.rstrip(".")
    small = bare.casefold()
    kinds = (name_words.BODY_WORDS, name_words.PLACE_WORDS, name_words.OTHER_WORDS, name_words.TITLES)
    known = small in name_words.ALONE or small in name_words.ROLES or bare + "." in name_words.TITLES
    return known or any(bare in each for each in kinds)


def is_plain_word(word: str) -> bool:
    """Whether a capitalized word is no part of a name: a weekday, a month, a pronoun, page furniture."""
    if word in name_words.PLAIN_ACRONYMS:
        return True
    return word.casefold().rstrip(".") in name_words.NOT_NAMES and (len(word) == 1 or not word.isupper())
