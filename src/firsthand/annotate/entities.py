"""From a name's many appearances in an article to one kind and one fullest name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from firsthand.annotate import name_words, names
from firsthand.model import MentionKind

#: Votes for a kind. Set on real articles by reading: what the words themselves say outweighs the labels of a short
#: article; a smaller _GIVEN_NAME leaves "First Last" a body where the tagger says so twice.
LABEL = 2  # spaCy's label of one appearance
_SURE = 200
_STRONG = 12
_GIVEN_NAME = 6
_GIVEN_NAME_ALONE = 10
_CITY = 10
_ACRONYM = 4
_TOWN_FIRST = 3
_ENDED = 4
_ACRONYM_LENGTH = 6  #: letters above which capitals are a heading's or a dateline's
_WAVERING = 3 * LABEL  # so few labels may all be wrong about a surname
_IN_USE = 2  #: appearances of a surname before a relative's full name from which on it means somebody else
#: Jaro-Winkler similarity from which on a rare name is a slip of the pen for a frequent one; at .83 and .85 stand
#: other names. Lower joins Iran and Iraq.
_SLIP = 0.92
_SLIP_LENGTH = 6  #: letters below which one letter makes another name
_TWO_SLIPS_LENGTH = 9  #: letters from which on two may be wrong
#: Words after a town's name, which alone means the town and not its police.
_LOCAL = frozenset("Authority Council Court Department Government Hospital Patrol Police School".split())
#: Letters and figures in one word, a figure after a word, or iThis: a product, craft or event.
_PRODUCT = re.compile(r"^i[A-Z]|[A-Z][A-Za-z]*-?\d+[A-Za-z]{0,2}\b|[a-z] \d{1,3}$")
#: "Brask-on-Sea", "Braskville".
_HYPHENED_PLACE = re.compile(r"\w-(?:on|upon|sur|sous|le|under|by|am|en|in)-\w")
_ENDED_PLACE = re.compile(r"\w{4,}(?:ville|shire|burgh)$")


@dataclass(slots=True)
class Name:
    """All appearances of one folded name."""

    key: str
    written: Counter[str] = field(default_factory=Counter)
    votes: Counter[MentionKind] = field(default_factory=Counter)
    kin: bool = False  #: whether it is introduced as somebody's relative
    opens: bool = True  #: whether it stands nowhere but where any word would have a capital, and may be just a word
    places: list[int] = field(default_factory=list)  #: first token of each appearance, as they were found

    @property
    def count(self) -> int:
        """Its appearances."""
        return len(self.places)

    @property
    def first(self) -> int:
        """Where it appears first."""
        return min(self.places)

    @property
    def words(self) -> list[str]:
        """Its folded words."""
        return self.key.split()

    def text(self) -> str:
        """As it is written most often, in capitals last of all; the first in the alphabet among equals."""
        return min(self.written, key=lambda w: (len(w) > _ACRONYM_LENGTH and w.isupper(), -self.written[w], w))


@dataclass(frozen=True, slots=True)
class Entity:
    """What a name stands for in the article."""

    name: str
    kind: MentionKind


def own_votes(text: str) -> Counter[MentionKind]:
    """What the words of a name say by themselves."""
    votes: Counter[MentionKind] = Counter()
    gazetteer, key = names.gazetteer(), names.fold(text)
    known = gazetteer.kind(key)
    if known == "place":
        votes["place"] += _CITY if gazetteer.places[key] == "city" else _STRONG * 2
    elif known is not None:
        votes[known] += _SURE
    if known == "place" and " " in key:
        return votes  # "West Bank", whatever a Bank may be
    if text in name_words.STATES:
        votes["place"] += _STRONG * 2
    parts = text.removeprefix("the ").removeprefix("The ").split()
    votes.update(_votes_of_word(text, known) if len(parts) == 1 else _votes_of_words(parts, known))
    return votes


def _votes_of_word(text: str, known: MentionKind | None) -> Counter[MentionKind]:
    votes: Counter[MentionKind] = Counter()
    if known is None:
        if names.fold(text) in names.gazetteer().given and not (text.isupper() and len(text) < _ACRONYM_LENGTH):
            votes["person"] += _GIVEN_NAME_ALONE
        if _PRODUCT.search(text):
            votes["other"] += _STRONG
        elif _HYPHENED_PLACE.search(text):
            votes["place"] += _STRONG
        elif _ENDED_PLACE.search(text):
            votes["place"] += _ENDED
        elif text.isupper() and text.replace(".", "").isalpha() and 2 <= len(text) <= _ACRONYM_LENGTH:
            votes["organization"] += _ACRONYM
    return votes


def _votes_of_words(parts: Sequence[str], known: MentionKind | None) -> Counter[MentionKind]:
    last = parts[-1].replace(".", "").rstrip(",")
    if parts[0] in name_words.SHIP_PREFIXES:
        return Counter({"other": _STRONG * 2})
    headed = any(a in name_words.BODY_HEADS and b in ("of", "for", "on") for a, b in pairwise(parts))
    if last in name_words.BODY_WORDS or headed:
        return Counter({"organization": _STRONG * 2})
    if last in name_words.PLACE_WORDS or parts[0] in name_words.PLACE_HEADS:
        return Counter({"place": _STRONG})
    if last in name_words.OTHER_WORDS or _PRODUCT.search(" ".join(parts)):
        return Counter({"other": _STRONG})
    gazetteer, first = names.gazetteer(), names.fold(parts[0])
    if known is None and len(parts) < 5 and first in gazetteer.given:
        return Counter({"person": _GIVEN_NAME})
    if known is None and "place" in (gazetteer.kind(first), gazetteer.kind(names.fold(" ".join(parts[:2])))):
        return Counter({"organization": _TOWN_FIRST})  # "Port Vell Rovers"
    return Counter()


def settle(found: Sequence[Name]) -> dict[str, Entity]:
    """The entity of every folded name of an article, by kind and then by the fullest name it is a part of."""
    kinds = {n.key: _kind(n) for n in found}
    full: dict[str, str] = {}
    by_key = {n.key: n for n in found}
    _mark_full_names(found, kinds)
    _link_persons(found, kinds, full)
    _link_bodies(found, kinds, full)
    _link_slips(found, kinds, full)
    return {k: _entity(k, by_key, kinds, full) for k in by_key}


def _entity(key: str, by_key: dict[str, Name], kinds: dict[str, MentionKind], full: dict[str, str]) -> Entity:
    seen = {key}
    while key in full and full[key] not in seen:
        key = full[key]
        seen.add(key)
    return Entity(by_key[key].text(), kinds[key])


def _kind(name: Name) -> MentionKind:
    votes = name.votes + own_votes(name.text())
    if not votes:
        return "other"
    order: tuple[MentionKind, ...] = ("person", "organization", "place", "other")
    return max(order, key=lambda k: (votes[k], -order.index(k)))


def _mark_full_names(found: Sequence[Name], kinds: dict[str, MentionKind]) -> None:
    """A full name is what its surname or short name alone is, where nothing but the tagger says otherwise."""
    singles = {n.key: n for n in found if len(n.words) == 1}
    people = {k for k in singles if kinds[k] == "person"}
    bodies = {" ".join(n.words[:-1]) for n in found if kinds[n.key] == "organization" and len(n.words) > 2}
    known = {n.words[-1] for n in found if len(n.words) > 1 and kinds[n.key] == "person" and _is_sure(n)}
    for name in found:
        strong = max(own_votes(name.text()).values(), default=0) > _GIVEN_NAME
        if strong or len(name.words) not in (2, 3) or (name.words[-1] in known and kinds[name.key] != "person"):
            continue
        if kinds[name.key] == "person":
            if name.key in bodies and name.votes["person"] < _GIVEN_NAME:
                kinds[name.key] = "organization"
        elif _bears(singles.get(name.words[-1])) or (
            kinds[name.key] != "place" and people & {name.words[-1], name.words[0]}
        ):
            kinds[name.key] = "person"


def _link_persons(found: Sequence[Name], kinds: dict[str, MentionKind], full: dict[str, str]) -> None:
    """Surname or given name alone to the one full name that holds it; a short full name to a longer one."""
    people = [n for n in found if kinds[n.key] == "person" and len(n.words) > 1]
    by_last: dict[str, list[Name]] = {}
    by_first: dict[str, list[Name]] = {}
    for person in people:
        for tail in _tails(person.words):
            by_last.setdefault(tail, []).append(person)
        by_first.setdefault(person.words[0], []).append(person)
    for person in people:
        longer = [p for p in by_last.get(person.words[-1], ()) if _extends(p.words, person.words)]
        if longer:
            full[person.key] = max(longer, key=lambda p: (len(p.words), p.count, p.key)).key
    for name in found:
        if name.key in full or (len(name.words) > 1 and name in people) or _stays(name, kinds):
            continue
        held = by_last.get(name.key, []) or (by_first.get(name.key, []) if kinds[name.key] == "person" else [])
        held = _roots(held, full)
        wavers = max(name.votes.values(), default=0) <= _WAVERING
        held = [h for h in held if _is_sure(h)] or (held if wavers or _bears(name) else [])
        if held:
            kinds[name.key] = "person"
        held = [h for h in held if not _is_relative(h, name)]
        if held:
            full[name.key] = max(held, key=lambda p: (p.count, -p.first, p.key)).key


def _stays(name: Name, kinds: dict[str, MentionKind]) -> bool:
    """Whether a name is what it is, whoever bears it as a surname: a country, a nationality, a known body."""
    known = names.gazetteer().kind(name.key)
    if names.gazetteer().places.get(name.key) in ("city", "capital"):
        return name.votes["place"] > name.count * LABEL  # more than the tagger makes it the town
    if known == "place":
        return kinds[name.key] != "person" and name.votes["person"] <= name.votes["place"]
    return known is not None


def _bears(surname: Name | None) -> bool:
    """Whether a word alone is a person's often enough to be a surname, though the tagger wavers."""
    if surname is None or names.gazetteer().kind(surname.key) is not None:
        return False
    return 0 < surname.votes["person"] * 2 >= max(surname.votes.values())


def _is_relative(person: Name, surname: Name) -> bool:
    """Whether a full name is that of a relative of the one whom the article means by the surname."""
    return person.kin and sum(at < person.first for at in surname.places) >= _IN_USE


def _is_sure(person: Name) -> bool:
    """Whether more than the tagger makes a full name a person's: a title, a role, an age, a given name."""
    return own_votes(person.text())["person"] > 0 or person.votes["person"] > person.count * LABEL


def _roots(held: Iterable[Name], full: dict[str, str]) -> list[Name]:
    """Without those that are the short form of another in the list."""
    held = list(held)
    keys = {h.key for h in held}
    return [h for h in held if full.get(h.key) not in keys]


def _tails(words: list[str]) -> list[str]:
    """The forms of a surname: the last word, it with those before it but the first, without "al-" and junior."""
    while len(words) > 2 and words[-1] in ("jr", "sr", "ii", "iii", "iv"):
        words = words[:-1]
    tails = [" ".join(words[i:]) for i in range(len(words) - 1, 0, -1)]
    if words[-1].startswith(("al-", "el-")):
        tails.append(words[-1][3:])
    return tails


def _extends(longer: list[str], shorter: list[str]) -> bool:
    """Whether one full name is the other with middle names or initials between."""
    if len(longer) <= len(shorter) or longer[0] != shorter[0] or longer[-1] != shorter[-1]:
        return False
    rest = iter(longer)
    return all(w in rest for w in shorter)


def _link_bodies(found: Sequence[Name], kinds: dict[str, MentionKind], full: dict[str, str]) -> None:
    """Acronyms to their expansion; "Marrow" to "Marrow Group"; a body without its nationality to the one with it."""
    bodies = [n for n in found if kinds[n.key] == "organization"]
    gazetteer = names.gazetteer()
    by_initials: dict[str, list[Name]] = {}
    by_first: dict[str, list[Name]] = {}
    by_tail: dict[str, list[Name]] = {}
    for body in bodies:
        if len(body.words) > 1:
            for initials in _initials(body.text()):
                by_initials.setdefault(initials, []).append(body)
            by_first.setdefault(body.words[0], []).append(body)
            for at in (1, 2):  # "Rovers" of "Port Vell Rovers"; "Ministry" of the "Vellish Ministry"
                if at < len(body.words) and gazetteer.kind(" ".join(body.words[:at])) in ("place", "other"):
                    by_tail.setdefault(" ".join(body.words[at:]), []).append(body)
    for name in found:
        if name.key in full:
            continue
        held = _held(name, kinds, by_initials, by_first, by_tail)
        held = [h for h in held if h.key != name.key]
        if len(held) == 1:
            full[name.key] = held[0].key
            kinds[name.key] = kinds[held[0].key]


def _held(
    name: Name,
    kinds: dict[str, MentionKind],
    by_initials: dict[str, list[Name]],
    by_first: dict[str, list[Name]],
    by_tail: dict[str, list[Name]],
) -> list[Name]:
    """The bodies that a short name may stand for."""
    gazetteer = names.gazetteer()
    letters = name.text().replace(".", "")
    if letters.isupper() and len(letters) > 1 and " " not in letters and name.key not in gazetteer.places:
        return by_initials.get(letters, [])
    if name.key in gazetteer.groups:  # "the Vellish" where "Orrel Vellish" play
        return by_tail.get(name.key, [])
    if kinds[name.key] != "organization":
        return _companies(name, by_first)
    held = [b for b in by_first.get(name.words[0], ()) if _is_head(name.words, b)]
    return held or ([] if gazetteer.kind(name.key) else by_tail.get(name.key, []))


def _companies(name: Name, by_first: dict[str, list[Name]]) -> list[Name]:
    """The companies that a word taken for a person or place may stand for: "Lorne" for "Lorne Harbor Works Inc."."""
    told = name.votes["person"] > name.count * LABEL or name.key in names.gazetteer().given
    if told or len(name.words) > 1 or names.gazetteer().kind(name.key) is not None:
        return []
    held = by_first.get(name.key, ())
    return [b for b in held if b.text().split()[-1].replace(".", "") in name_words.FORMS]


def _is_head(words: list[str], body: Name) -> bool:
    """Whether a body's name is the given words with nothing but words for bodies after them."""
    rest = body.text().split()[-(len(body.words) - len(words)) :] if len(body.words) > len(words) else []
    kinds = {w.replace(".", "") for w in rest}
    return bool(rest) and body.words[: len(words)] == words and kinds <= name_words.BODY_WORDS - _LOCAL


def _initials(text: str) -> set[str]:
    """The acronyms that a name would give: its capitals, with and without those of small words."""
    words = [w for w in text.replace("-", " ").split() if w[0].isalpha()]
    capitals = "".join(w[0] for w in words if w[0].isupper() and w not in ("The",))
    every = "".join(w[0].upper() for w in words)
    return {capitals, every}


def _link_slips(found: Sequence[Name], kinds: dict[str, MentionKind], full: dict[str, str]) -> None:
    """A rare misspelling to the frequent name it stands for."""
    from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

    gazetteer = names.gazetteer()
    singles = [n for n in found if len(n.words) == 1 and len(n.key) >= _SLIP_LENGTH and gazetteer.kind(n.key) is None]
    singles.sort(key=lambda n: (-n.count, n.key))
    frequent: dict[str, list[Name]] = {}
    for rare in singles:
        for name in frequent.get(rare.key[0], ()):
            if rare.key in full or name.count <= rare.count or abs(len(name.key) - len(rare.key)) > 1:
                continue
            if name.key.rstrip("s") != rare.key.rstrip("s") and (
                JaroWinkler.similarity(name.key, rare.key) >= _SLIP
                and DamerauLevenshtein.distance(name.key, rare.key) <= 1 + (len(rare.key) >= _TWO_SLIPS_LENGTH)
            ):
                full[rare.key] = name.key
                kinds[rare.key] = kinds[name.key]
        if rare.count > 1:
            frequent.setdefault(rare.key[0], []).append(rare)
