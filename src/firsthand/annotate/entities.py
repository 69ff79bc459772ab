"""From a name's many appearances in an article to one kind and one fullest name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from firsthand.annotate import names
from firsthand.model import MentionKind

#: Weight of what speaks for a kind, in votes of the tagger (one an appearance). Set on real articles by reading:
#: what the words themselves say outweighs any number of labels that a short article can hold.
_SURE = 100.0
_STRONG = 6.0
_GIVEN_NAME = 3.0
_PLACE_KNOWN = 5.0
_ACRONYM = 2.0
#: Jaro-Winkler similarity from which on a rare name is a slip of the pen for a frequent one; STACK.md: .83 and .85 are
#: other names. Lower joins Iran and Iraq.
_SLIP = 0.92
_SLIP_LENGTH = 6  #: letters below which one letter makes another name


@dataclass(slots=True)
class Name:
    """All appearances of one folded name."""

    key: str
    written: Counter[str] = field(default_factory=Counter)
    votes: Counter[MentionKind] = field(default_factory=Counter)
    count: int = 0
    first: int = 0  #: token of its first appearance

    @property
    def words(self) -> list[str]:
        """Its folded words."""
        return self.key.split()

    def text(self) -> str:
        """As it is written most often; the first in the alphabet among equals."""
        return min(self.written, key=lambda w: (-self.written[w], w))


@dataclass(frozen=True, slots=True)
class Entity:
    """What a name stands for in the article."""

    name: str
    kind: MentionKind


def own_votes(text: str) -> Counter[MentionKind]:
    """What the words of a name say by themselves."""
    votes: Counter[MentionKind] = Counter()
    gazetteer = names.gazetteer()
    key, words = names.fold(text), text.split()
    if words[0] in ("the", "The"):
        words = words[1:] or words
    known = gazetteer.kind(key)
    if known == "place":
        votes["place"] += _PLACE_KNOWN if gazetteer.places[key] == "city" else _STRONG * 2
    elif known is not None:
        votes[known] += _SURE
    last = words[-1].rstrip(".,")
    if len(words) > 1:
        if last in names.BODY_WORDS or (words[0] in names.BODY_HEADS and words[1] in ("of", "for", "on")):
            votes["organization"] += _STRONG * 2
        elif last in names.PLACE_WORDS or words[0] in names.PLACE_HEADS:
            votes["place"] += _STRONG
        elif last in names.OTHER_WORDS:
            votes["other"] += _STRONG
        elif known is None and len(words) < 5 and names.fold(words[0]) in gazetteer.given:
            votes["person"] += _GIVEN_NAME
    elif known is None:
        if names.fold(text) in gazetteer.given:
            votes["person"] += _GIVEN_NAME
        if text.replace(".", "").isalpha() and text.isupper() and 2 <= len(text) <= 6:
            votes["organization"] += _ACRONYM
    return votes


def settle(found: Sequence[Name]) -> dict[str, Entity]:
    """The entity of every folded name of an article, by kind and then by the fullest name it is a part of."""
    kinds = {n.key: _kind(n) for n in found}
    full: dict[str, str] = {}
    by_key = {n.key: n for n in found}
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
        if len(held) == 1 or (held and kinds[name.key] == "person"):
            chosen = max(held, key=lambda p: (p.count, -p.first, p.key))
            full[name.key] = chosen.key
            kinds[name.key] = "person"


def _stays(name: Name, kinds: dict[str, MentionKind]) -> bool:
    """Whether a name is what it is, whoever bears it as a surname: a country, a nationality, a known body."""
    known = names.gazetteer().kind(name.key)
    if known == "place":
        return kinds[name.key] != "person" and name.votes["person"] <= name.votes["place"]
    return known is not None


def _roots(held: Iterable[Name], full: dict[str, str]) -> list[Name]:
    """Without those that are the short form of another in the list."""
    held = list(held)
    keys = {h.key for h in held}
    return [h for h in held if full.get(h.key) not in keys]


def _tails(words: list[str]) -> list[str]:
    """The forms of a surname: the last word, that with its particles, without "al-" and junior."""
    while len(words) > 2 and words[-1] in ("jr", "sr", "ii", "iii", "iv"):
        words = words[:-1]
    tails = [words[-1]]
    for i in range(len(words) - 2, 0, -1):
        if words[i] in names.PARTICLES or i > 0:
            tails.append(" ".join(words[i:]))
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
    by_initials: dict[str, list[Name]] = {}
    by_first: dict[str, list[Name]] = {}
    for body in bodies:
        if len(body.words) > 1:
            for initials in _initials(body.text()):
                by_initials.setdefault(initials, []).append(body)
            by_first.setdefault(body.words[0], []).append(body)
    for name in found:
        if name.key in full:
            continue
        letters = name.text().replace(".", "")
        if letters.isupper() and len(letters) > 1 and " " not in letters:
            held = by_initials.get(letters, [])
        elif kinds[name.key] == "organization":
            held = [b for b in by_first.get(name.words[0], ()) if _is_head(name.words, b)]
        else:
            continue
        held = [h for h in held if h.key != name.key]
        if len(held) == 1:
            full[name.key] = held[0].key
            kinds[name.key] = kinds[held[0].key]


def _is_head(words: list[str], body: Name) -> bool:
    """Whether a body's name is the given words with nothing but words for bodies after them."""
    rest = body.text().split()[-(len(body.words) - len(words)) :] if len(body.words) > len(words) else []
    return bool(rest) and body.words[: len(words)] == words and all(w.rstrip(".") in names.BODY_WORDS for w in rest)


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
    for at, rare in enumerate(singles):
        if rare.key in full:
            continue
        for frequent in singles[:at]:
            if abs(len(frequent.key) - len(rare.key)) > 1 or frequent.key[0] != rare.key[0]:
                continue
            if frequent.count <= rare.count or frequent.key.rstrip("s") == rare.key.rstrip("s"):
                continue
            if JaroWinkler.similarity(frequent.key, rare.key) >= _SLIP and (
                DamerauLevenshtein.distance(frequent.key, rare.key) <= 1 + (len(rare.key) >= 9)
            ):
                full[rare.key] = frequent.key
                kinds[rare.key] = kinds[frequent.key]
                break
