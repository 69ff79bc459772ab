"""Where a clause says that it happens: "outside the embassy in Halven" is the embassy, and Halven."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from firsthand.inference.tagger import Tagged
from firsthand.model import MentionKind

#: Prepositions after which a name of a place says where.
_WHERE = frozenset("in at near outside inside within off along across around throughout opposite".split())
#: Prepositions after which a name that is no place says where: "outside the Foreign Office".
_BESIDE = frozenset("outside inside near opposite".split())
#: Prepositions after which only a common noun of place says where: "on the bridge", but not "sanctions on Vellmark".
_ON = frozenset("on over under beneath underneath above behind beside aboard".split())
#: Common nouns of places, written by hand.
_PLACES = frozenset(
    """
    home house flat apartment room hall hotel motel restaurant bar pub club nightclub cafe kitchen street road
    avenue highway motorway square park garden bridge tunnel station airport airfield runway port harbor harbour
    dock quay railway track crossing junction border frontier checkpoint city town village hamlet suburb
    neighborhood neighbourhood district borough county province state governorate capital outskirts island peninsula
    coast shore beach river lake sea ocean strait bay gulf mountain hill valley forest wood desert field farm ranch
    barn shed stable hut cabin cottage tent cellar plant factory refinery mine quarry warehouse depot dam pipeline
    reactor hospital clinic morgue school kindergarten university college campus dormitory library museum gallery
    theater theatre cinema stadium arena pitch venue mosque church cathedral temple synagogue monastery chapel
    shrine cemetery court courtroom courthouse prison jail cell camp base barracks compound complex headquarters
    office building tower skyscraper bank shop store mall supermarket market bazaar embassy consulate ministry
    parliament palace castle villa mansion residence estate shelter orphanage trench frontline orbit moon space
    territory enclave stronghold slum ghetto pool gym garage basement roof rooftop balcony corridor lobby lounge
    resort casino ferry boat ship vessel yacht train tram bus plane aircraft jet north south east west northeast
    northwest southeast southwest downtown area region scene site zone country
    """.split()
)
#: Common nouns of places that say where only with a name: "in the region" is anywhere.
_VAGUE = frozenset(
    "area region scene site zone country waters north south east west territory space downtown state".split()
)
#: What is only the kind of the place that its name follows: "the city of Halven".
_KINDS = frozenset("city town village hamlet suburb district province state region island capital port county".split())
_PARTS = frozenset("front middle heart center centre vicinity edge top bottom side corner back part rest".split())
_OWN_NAME = frozenset({"GPE", "LOC", "FAC"})
_PREMODIFIERS = frozenset({"compound", "amod", "nmod"})
#: How many words up from a noun the verb of the happening may stand: at "a match in Halven" in "the price of seats for
#: a match in Halven" the happening is no longer there. Past 3, one place in two was another happening's.
_REACH = 3
#: How deep "in a flat in a street in Halven" is followed.
_DEPTH = 4


def find_places(
    tagged: Tagged,
    heads: Sequence[int],
    own: Sequence[int],
    named: Mapping[int, str],
    kinds: Mapping[str, MentionKind],
    apart: Container[int],
) -> tuple[str, ...]:
    """The places of one clause, the nearest first: entities where they are named, else words.

    `heads` are the verbs that the clause is told by, `apart` the words that only say who says so.
    """
    tokens = tagged.tokens
    for i in (*heads, tokens[heads[0]].head):
        if tokens[i].dep == "relcl" and any(tokens[c].text.lower() == "where" for c in tagged.children[i]):
            above = tokens[i].head
            return _names(tagged, above, named, kinds) if _is_place(tagged, above, named, kinds) else ()
    ranked: list[tuple[bool, int, int]] = []
    for i in own:
        if tokens[i].dep != "prep" or i in apart:
            continue
        steps = _steps(tagged, i, heads)
        if steps > _REACH:
            continue
        away = steps > 0
        nouns = [_proper(tagged, c) for c in tagged.children[i] if tokens[c].dep == "pobj"]
        where = [c for c in nouns if _says_where(tagged, i, c, named, kinds)]
        ranked.extend((away, i, c) for c in where if not (away and _is_affiliation(tagged, i, c, named, kinds)))
    return _names(tagged, min(ranked)[2], named, kinds) if ranked else ()


def _steps(tagged: Tagged, i: int, heads: Sequence[int]) -> int:
    """How far from the verbs of the happening the word stands that the preposition at i belongs to."""
    tokens = tagged.tokens
    above = tokens[i].head
    if tokens[above].dep == "prep" and tokens[above].head in heads:
        return 0  # "10 miles from", "out in"
    for steps in range(_REACH + 1):
        if above in heads:
            return steps
        if tokens[above].head == above:
            break
        above = tokens[above].head
    return _REACH + 1


def _proper(tagged: Tagged, c: int) -> int:
    """The noun that is the place, where another only says which part of it: "in front of the bank"."""
    tokens = tagged.tokens
    if tokens[c].lemma.lower() not in _PARTS:
        return c
    held = (g for p in tagged.children[c] if tokens[p].text.lower() == "of" for g in tagged.children[p])
    return next((g for g in held if tokens[g].dep == "pobj"), c)


def _is_affiliation(tagged: Tagged, i: int, c: int, named: Mapping[int, str], kinds: Mapping[str, MentionKind]) -> bool:
    """Whether "at" a body says what somebody belongs to: "a chemist at Halven University"."""
    return tagged.tokens[i].text.lower() == "at" and kinds.get(named.get(c, "")) == "organization"


def _says_where(tagged: Tagged, i: int, c: int, named: Mapping[int, str], kinds: Mapping[str, MentionKind]) -> bool:
    """Whether the preposition at i with its noun at c says where something happens."""
    word = tagged.tokens[i].text.lower()
    noun = tagged.tokens[c]
    kind = kinds.get(named.get(c, ""))
    if kind == "place" or (kind is None and noun.label in _OWN_NAME):
        return word in _WHERE or (word == "on" and noun.text.lower() in _PLACES)  # "on Halven Road"
    if kind == "organization":
        return word in _BESIDE or (word in _WHERE and noun.text.lower() in _PLACES)
    if noun.pos not in ("NOUN", "PROPN") or kind == "person" or word not in _WHERE | _ON:
        return False
    if noun.lemma.lower() in _KINDS | _VAGUE or noun.text.lower() in _VAGUE:
        return word in _WHERE and (_is_specific(tagged, c) or noun.lemma.lower() not in _VAGUE)
    if tagged.tokens[c - 1].text == "-":
        return False
    return noun.lemma.lower() in _PLACES or noun.text.lower() in _PLACES


def _is_specific(tagged: Tagged, c: int) -> bool:
    """Whether a vague place is told apart by a name or an adjective."""
    return any(tagged.tokens[k].dep in ("compound", "prep", "appos", "poss") for k in tagged.children[c])


def _names(
    tagged: Tagged, c: int, named: Mapping[int, str], kinds: Mapping[str, MentionKind], depth: int = 0
) -> tuple[str, ...]:
    """The places that a noun phrase names, the nearest first."""
    tokens = tagged.tokens
    noun = tokens[c]
    wider: list[str] = []
    found: list[str] = []
    entity = named.get(c)
    if entity is not None and kinds.get(entity) != "person":
        found.append(entity)
    elif noun.pos in ("NOUN", "PROPN"):
        found.append(_words(tagged, c))
    for k in tagged.children[c]:
        token = tokens[k]
        if token.dep in ("compound", "poss") and k in named and kinds.get(named[k]) == "place":
            wider.append(named[k])
        elif token.dep in ("appos", "npadvmod") and _is_place(tagged, k, named, kinds):
            wider.extend(_names(tagged, k, named, kinds, depth + 1) if depth < _DEPTH else ())
        elif token.dep == "prep" and (token.text.lower() in _WHERE or token.text.lower() == "of") and depth < _DEPTH:
            for g in tagged.children[k]:
                if tokens[g].dep == "pobj" and _is_place(tagged, g, named, kinds):
                    wider.extend(_names(tagged, g, named, kinds, depth + 1))
    if wider and noun.pos == "NOUN" and noun.lemma.lower() in _KINDS | _VAGUE:
        found.clear()  # "the city of Halven" is Halven
    return tuple(dict.fromkeys([*found, *wider]))


def _is_place(tagged: Tagged, i: int, named: Mapping[int, str], kinds: Mapping[str, MentionKind]) -> bool:
    token = tagged.tokens[i]
    kind = kinds.get(named.get(i, ""))
    if kind is not None:
        return kind == "place"
    return token.label in _OWN_NAME or token.lemma.lower() in _PLACES


def _words(tagged: Tagged, c: int) -> str:
    """A noun with the words that tell it from others, without its article."""
    first = c
    while first - 1 in tagged.children[c] and tagged.tokens[first - 1].dep in _PREMODIFIERS:
        first -= 1
    return tagged.text[tagged.tokens[first].start : tagged.tokens[c].end]


def choose_place(places: Sequence[str], kinds: Mapping[str, MentionKind]) -> str | None:
    """The place that a clause is compared by: the nearest that has a name, else the nearest."""
    return next((p for p in places if kinds.get(p) == "place"), next(iter(places), None))
