"""Where a place lies that articles name, and how surely: never guessed without saying so."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import takewhile
from typing import Literal, cast

PlaceKind = Literal["country", "region", "city", "both"]

#: How many times as many people as all others of its name together a place must have to be meant without more: below
#: ten, a paper near the smaller one means that; at ten, Paris in Texas and London in Ontario are still told apart.
PROMINENT = 10

_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the gazetteer. "both" is a city in a region of its own name."""

    kind: PlaceKind
    name: str
    country: str  #: ISO 3166 code of two letters
    latitude: float
    longitude: float
    people: int
    alias: bool = False  #: the name looked up is not its own, but another that it goes by


@dataclass(frozen=True, slots=True)
class Located:
    """Where a name is drawn, or None, and in words how precise that is, or why it is not drawn."""

    place: Place | None
    precision: str

    @property
    def exact(self) -> bool:
        """Whether it is a city; a country or a region is drawn at its middle, for want of better."""
        return self.place is not None and self.place.kind in ("city", "both")


def fold_place(name: str) -> str:
    """A name for looking up: without accents, marks, case and a leading article."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c)).replace("'", "").replace("’", "")
    words = _WORDS.findall(letters.replace(".", ""))
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def find_places(name: str) -> tuple[Place, ...]:
    """All entries of a name, those of most people first.

    Places that only also go by the name are left out where others bear it as their own, since most such names are rare
    spellings; but those of `PROMINENT` times as many people abroad stay: Calcutta is a town, and what Kolkata was.
    """
    key = fold_place(name)
    if not key:
        return ()
    lines = _lines()
    start = bisect_left(lines, key + "\t")
    rows = takewhile(lambda line: line.startswith(key + "\t"), (lines[i] for i in range(start, len(lines))))
    found = {_place(row.split("\t")) for row in rows}
    places = sorted(found, key=lambda p: (-p.people, p.country, p.latitude, p.longitude))
    own = [p for p in places if not p.alias]
    home, people = {p.country for p in own}, PROMINENT * sum(p.people for p in own)
    return tuple(p for p in places if not p.alias or (p.people >= people and p.country not in home))


def country_codes(names: Collection[str]) -> frozenset[str]:
    """The countries among names, by their ISO codes."""
    return frozenset(p.country for n in names for p in find_places(n) if p.kind == "country")


def locate(name: str, countries: Collection[str] = ()) -> Located:
    """Where a place lies that is named with others: `countries` are those of its story, as `country_codes` finds them.

    A name that several places share is drawn only where one has `PROMINENT` times as many people as all others
    together, or where one alone lies in those countries.
    """
    found = find_places(name)
    if not found:
        return Located(None, "not in the gazetteer: not drawn")
    nations = {p.country for p in found if p.kind == "country"}
    rivals = [p for p in found if p.kind == "country" or p.country not in nations]
    if len(rivals) == 1:
        return Located(rivals[0], _words(rivals[0]))
    first = next((p for p in rivals if not p.alias), rivals[0])
    if first.people >= PROMINENT * sum(p.people for p in rivals if p is not first):
        why = f"it has over {PROMINENT} times as many people as the others of its name together"
        return Located(first, f"{_words(first)}; {why}")
    inside = [p for p in rivals if p.country in countries and p.kind != "country"]
    if len(inside) == 1:
        return Located(inside[0], f"{_words(inside[0])}; the only one in a country that is named too")
    return Located(None, f"{len(rivals)} places have this name: not drawn")


def _words(place: Place) -> str:
    match place.kind:
        case "country":
            return "country: drawn at its middle"
        case "region":
            return "region: drawn at the middle of its towns"
        case "both":
            return "city, or the region of that name around it: drawn at the city"
        case "city":
            return "city, by name alone"


def _place(row: Sequence[str]) -> Place:
    kind = cast(PlaceKind, row[1].removeprefix("~"))
    alias = row[1].startswith("~") and kind != "country"
    return Place(kind, row[2], row[3], float(row[4]), float(row[5]), int(row[6]), alias)


@cache
def _lines() -> list[str]:
    import zstandard

    packed = files("firsthand.registry").joinpath("gazetteer.zst").read_bytes()
    return zstandard.ZstdDecompressor().decompress(packed).decode().split("\n")
