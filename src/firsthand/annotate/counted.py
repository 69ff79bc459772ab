"""What a number counts: a fate, a currency, a share, an age, a noun."""

from __future__ import annotations

from firsthand.annotate.numbers import plain_number
from firsthand.inference.tagger import Tagged, Token

#: What happened to people who are counted, by the words that say so. The class is the figure's unit, so that "nine
#: dead", "nine people were killed" and "killing nine" count the same thing.
FATES: dict[str, frozenset[str]] = {
    "killed": frozenset("kill die dead death fatality perish drown toll lose_life slay casualty".split()),
    "injured": frozenset("injure wound hurt injury injured wounded maim".split()),
    "missing": frozenset("missing unaccounted".split()),
    "arrested": frozenset("arrest detain arrested detained".split()),
    "rescued": frozenset("rescue rescued pull save".split()),
    "hospitalized": frozenset("hospitalize hospitalise hospital".split()),
    "evacuated": frozenset("evacuate evacuation displace".split()),
}
_FATE_OF = {lemma: fate for fate, lemmas in FATES.items() for lemma in lemmas}
_PEOPLE = frozenset(
    "person people man woman child boy girl worker miner passenger resident victim soldier civilian student "
    "villager fighter officer other tourist crew member patient schoolgirl schoolboy pupil sailor fisherman".split()
)
#: Years that nobody reaches, so that a number beyond is no age.
OLDEST = 120
CURRENCIES = {"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR"}
_MONEY = {"dollar": "USD", "euro": "EUR"}
_MODIFIES = frozenset({"nummod", "compound", "amod", "quantmod", "advmod"})
_SUFFER = frozenset({"suffer", "sustain", "receive"})
_SAYS = frozenset({"confirm", "report", "list", "know"})
_CARRY = frozenset({"take", "rush", "send", "bring", "airlift", "transport"})
_KINDS = frozenset({"light", "square", "cubic", "nautical"})
_RATES = frozenset("second minute hour day night week month year".split())


def unit_of(tagged: Tagged, first: int, after: int) -> str | None:
    """What the number in [first, after) counts: a fate of people, a currency code, "%", "age", else a noun's lemma."""
    tokens = tagged.tokens
    if first and tokens[first - 1].text[-1:] in CURRENCIES:
        return CURRENCIES[tokens[first - 1].text[-1:]]
    if _is_share(tokens, after):
        return "%"
    if _is_age(tokens, first, after):
        return "age"
    at, noun = _counted(tagged, after)
    counted = noun.lemma.lower() if noun else None
    if counted is None or counted in _PEOPLE or counted in _FATE_OF:
        fate = _fate(tagged, at) or (_fate(tagged, after - 1) if noun and at > after else None)
        if fate is not None:
            return fate
    if counted is None or noun is None:
        return None
    if counted in _MONEY:
        return _MONEY[counted]
    return "people" if counted in _PEOPLE else _measure(tagged, at, counted)


def _is_share(tokens: tuple[Token, ...], after: int) -> bool:
    if after >= len(tokens):
        return False
    if tokens[after].text.lower() == "per":
        return after + 1 < len(tokens) and tokens[after + 1].text.lower() == "cent"
    return tokens[after].text.lower() in ("%", "percent", "pct")


def _counted(tagged: Tagged, after: int) -> tuple[int, Token | None]:
    """The noun that a number before `after` counts, with its index; the number's own index where there is none."""
    tokens = tagged.tokens
    at = after - 1
    for _ in range(3):  # "about 2.5 million euros": through the scales to the noun
        head = tokens[at].head
        if head == at or tokens[at].dep not in _MODIFIES or tokens[head].sentence != tokens[at].sentence:
            break
        if tokens[head].pos not in ("NOUN", "PROPN", "NUM", "SYM"):
            break
        at = head
        if tokens[at].pos in ("NOUN", "PROPN"):
            return at, tokens[at]
    following = tokens[after] if after < len(tokens) and tokens[after].sentence == tokens[after - 1].sentence else None
    if following is not None and following.pos == "NOUN":
        return after, following  # the parser tied the number to another word
    if following is not None and following.text == "of":
        inside = next((c for c in tagged.children[after] if tokens[c].dep == "pobj"), None)
        if inside is not None and tokens[inside].pos in ("NOUN", "PROPN"):
            return inside, tokens[inside]  # "21 of the sailors", "hundreds of houses"
    return at, None


def _measure(tagged: Tagged, at: int, counted: str) -> str:
    """A noun's lemma with what makes another measure of it: "light year", "square mile", "mile per hour"."""
    tokens = tagged.tokens
    before = at - 2 if tokens[at - 1].text == "-" else at - 1
    if before >= 0 and tokens[before].text.lower() in _KINDS:
        return f"{tokens[before].text.lower()} {counted}"
    if at + 2 < len(tokens) and tokens[at + 1].text.lower() in ("per", "an") and tokens[at + 2].lemma in _RATES:
        return f"{counted} per {tokens[at + 2].lemma}"
    return counted


def _is_age(tokens: tuple[Token, ...], first: int, after: int) -> bool:
    """Whether the number is somebody's age: "Ilse Marr, 45, was", "a 45-year-old", "aged 45", "45 years old"."""
    value = plain_number(tokens[first].text.lower())
    if value is None or value >= OLDEST:
        return False
    ahead = [t.text.lower() for t in tokens[after : after + 4]]
    if ahead[:4] in (["-", "year", "-", "old"], ["-", "month", "-", "old"]) or ahead[1:2] == ["old"]:
        return True
    if ahead[:2] == ["-", "year-old"] or ahead[:1] == ["year-old"]:
        return True
    before = [t.text.lower() for t in tokens[max(0, first - 2) : first]]
    if (
        before[-1:] in (["aged"], ["ages"])
        or before == ["aged", "between"]
        or before in (["the", "age"], ["age", "of"])
    ):
        return True
    if first < 2 or before[-1] != "," or not (ahead and ahead[0] in (",", ".", ")") and tokens[first].text.isdigit()):
        return False
    return tokens[first - 2].pos == "PROPN" or tokens[first - 2].lemma.lower() in _PEOPLE


def _fate(tagged: Tagged, at: int) -> str | None:
    """The fate that the words around the counted noun name: itself, its complements, then what governs it."""
    tokens = tagged.tokens
    seen = [at, *tagged.children[at]]
    head = tokens[at].head
    if tokens[head].text == "of" and tokens[tokens[head].head].lemma.lower() == "total":
        head = tokens[tokens[head].head].head
    for _ in range(2):  # the governing verb, and the verb above it ("were reported killed")
        if tokens[head].sentence != tokens[at].sentence:
            break
        seen.append(head)
        if tokens[head].pos in ("VERB", "AUX"):
            seen.extend(c for c in tagged.children[head] if tokens[c].dep in ("acomp", "oprd", "xcomp", "attr"))
            seen.extend(_fated_by(tagged, head))
            break
        head = tokens[head].head
    if at + 1 < len(tokens):
        seen.append(at + 1)  # "nine dead", "nine injured"
    for i in seen:
        fate = _FATE_OF.get(tokens[i].lemma.lower()) or _FATE_OF.get(tokens[i].text.lower())
        if fate:
            return fate
    return None


def _fated_by(tagged: Tagged, verb: int) -> list[int]:
    """The words that tell the fate where the verb does not.

    They are objects ("suffered injuries"), aims ("were taken to hospital"), complements ("confirmed as having died").
    """
    tokens = tagged.tokens
    lemma = tokens[verb].lemma.lower()
    if lemma in _SUFFER:
        return [c for c in tagged.children[verb] if tokens[c].dep == "dobj"]
    if lemma in _CARRY:
        below = (c for p in tagged.children[verb] if tokens[p].text == "to" for c in tagged.children[p])
        return [c for c in below if tokens[c].dep == "pobj"]
    if lemma in _SAYS:
        below = (c for p in tagged.children[verb] if tokens[p].text == "as" for c in tagged.children[p])
        return [c for c in below if tokens[c].dep == "pcomp"]
    return []
