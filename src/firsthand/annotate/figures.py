"""Numbers with what they count: "at least nine people were killed" is 9, at least, killed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from firsthand.inference.tagger import Tagged, Token
from firsthand.model import Article, Figure, Qualifier

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
#: Number words of English and their values.
WORDS: dict[str, float] = (
    {word: float(n) for n, word in enumerate(_ONES)}
    | {word: 10.0 * n for n, word in enumerate(_TENS, 2)}
    | {f"{ten}-{one}": 10.0 * t + o for t, ten in enumerate(_TENS, 2) for o, one in enumerate(_ONES[1:10], 1)}
)
SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SCALES |= {"m": 1e6, "bn": 1e9}
#: Vague plurals as floors: ACLED counts "dozens" as at least 24 and "tens" as at least 20; the others are twice the
#: word.
VAGUE = {"tens": 20.0, "dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2e3, "millions": 2e6}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")

_QUALIFIERS: tuple[tuple[tuple[str, ...], Qualifier], ...] = (
    (("at", "least"), "at least"),
    (("no", "fewer", "than"), "at least"),
    (("no", "less", "than"), "at least"),
    (("more", "than"), "more than"),
    (("upwards", "of"), "more than"),
    (("over",), "more than"),
    (("above",), "more than"),
    (("at", "most"), "at most"),
    (("up", "to"), "at most"),
    (("as", "many", "as"), "at most"),
    (("as", "much", "as"), "at most"),
    (("no", "more", "than"), "at most"),
    (("fewer", "than"), "fewer than"),
    (("less", "than"), "fewer than"),
    (("under",), "fewer than"),
    (("just", "under"), "fewer than"),
    (("nearly",), "fewer than"),
    (("almost",), "fewer than"),
    (("about",), "about"),
    (("around",), "about"),
    (("approximately",), "about"),
    (("roughly",), "about"),
    (("some",), "about"),
    (("estimated",), "about"),
    (("an", "estimated"), "about"),
)

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
_CURRENCIES = {"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR"}


def find_figures(article: Article, tagged: Tagged, taken: Sequence[tuple[int, int]]) -> tuple[Figure, ...]:
    """The figures of the text in order, those apart that are part of a time (`taken`, ranges in order)."""
    found = []
    i = 0
    while i < len(tagged.tokens):
        value, after = _number_at(tagged.tokens, i)
        if value is None:
            i += 1
            continue
        start, end = tagged.tokens[i].start, tagged.tokens[after - 1].end
        beyond = _range_end(tagged.tokens, i, after)
        if not _inside(start, end, taken):
            qualifier = _qualifier(tagged.tokens, i)
            if beyond > after:
                qualifier = "at least"  # "eight to ten" holds that there were eight
            if tagged.tokens[i].lemma.lower() in VAGUE or tagged.tokens[i].text.lower() in VAGUE:
                qualifier = "at least"
            if qualifier == "exactly" and tagged.tokens[after - 1].text.lower() == "dozen":
                qualifier = "about"
            unit = _unit(tagged, i, max(after, beyond))
            if unit and _is_whole(tagged.tokens, i):
                unit = f"{unit} in all"  # "21 of the 276 girls" counts two things
            found.append(Figure(article.span(start, end), value, qualifier, unit))
        i = max(after, beyond)
    return tuple(found)


def _inside(start: int, end: int, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(a < end and start < b for a, b in ranges)


def _number_at(tokens: Sequence[Token], i: int) -> tuple[float | None, int]:
    """The value of the number that begins at token i, and the index after it."""
    word = tokens[i].text.lower()
    sentence = tokens[i].sentence
    if word in VAGUE:
        value = VAGUE[word]
        after = i + 1
        if after + 1 < len(tokens) and tokens[after].text == "of" and tokens[after + 1].text.lower() in VAGUE:
            return value / 2 * VAGUE[tokens[after + 1].text.lower()], after + 2
        return value, after
    group = _plain(word)
    if group is None:
        group = 1.0 if word in SCALES and i and tokens[i - 1].text.lower() in ("a", "an") else None  # "a dozen"
        return (None, i + 1) if group is None else (SCALES[word], i + 1)
    after = i + 1
    if 20 <= group < 100 and after + 1 < len(tokens) and tokens[after].text == "-":
        ones = WORDS.get(tokens[after + 1].text.lower(), 0.0)
        if 0 < ones < 10 and word in WORDS:
            group, after = group + ones, after + 2
    spelled = word in WORDS  # in "of the 300 two died" there are two numbers
    total = 0.0  # the groups of three digits that are read, apart from `group`, the one being read
    while after < len(tokens) and tokens[after].sentence == sentence:
        following = tokens[after].text.lower()
        if following in SCALES and (len(following) > 2 or tokens[after].start == tokens[after - 1].end):
            group *= SCALES[following]
            if SCALES[following] >= 1e3:
                total, group = total + group, 0.0
        elif following == "and" and spelled and _takes_more(total, group) and _small(tokens, after + 1):
            after += 1  # "two hundred and fifty"
            continue
        elif spelled and _takes_more(total, group) and _small(tokens, after):
            group += WORDS[following]
            if after + 2 < len(tokens) and tokens[after + 1].text == "-" and following in _TENS:
                group += WORDS.get(tokens[after + 2].text.lower(), 0.0)
                after += 2
        else:
            break
        after += 1
    return total + group, after


def _takes_more(total: float, group: float) -> bool:
    """Whether a number read so far may be followed by smaller words: after "two hundred", after "one thousand"."""
    return (group >= 100 and group % 100 == 0) or (total > 0 and group == 0)


def _small(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word below a hundred stands there."""
    return i < len(tokens) and 0 < WORDS.get(tokens[i].text.lower(), 0.0) < 100


def _range_end(tokens: Sequence[Token], first: int, after: int) -> int:
    """The index after the second number of a range that begins at `first`; `after` itself where there is none.

    Ranges are "eight to ten", "six or seven", "between eight and ten".
    """
    links = {"to", "or", "-", "–"}
    if first and tokens[first - 1].text.lower() == "between":
        links.add("and")
    if after + 1 < len(tokens) and tokens[after].text.lower() in links:
        value, end = _number_at(tokens, after + 1)
        if value is not None and tokens[after + 1].sentence == tokens[after].sentence:
            return end
    return after


def _is_whole(tokens: Sequence[Token], i: int) -> bool:
    """Whether the number is the whole that a part was taken from: "21 of the more than 276"."""
    at = i - 1
    while at > 0 and tokens[at].text.lower() in {"the", "more", "than", "some", "about", "at", "least", "over", "all"}:
        at -= 1
    return at > 0 and tokens[at].text.lower() == "of" and _plain(tokens[at - 1].text.lower()) is not None


def _plain(word: str) -> float | None:
    if word in WORDS:
        return WORDS[word]
    if _DIGITS.fullmatch(word):
        return float(word.replace(",", ""))
    scaled = re.fullmatch(r"(\d+(?:\.\d+)?)(m|bn|million|billion)", word)
    return float(scaled[1]) * SCALES[scaled[2]] if scaled else None


def _qualifier(tokens: Sequence[Token], i: int) -> Qualifier:
    before = [t.text.lower() for t in tokens[max(0, i - 4) : i] if t.sentence == tokens[i].sentence]
    if before and before[-1] in ("the", "$", "£", "€", "a", "an"):
        before.pop()
    best: Qualifier = "exactly"
    longest = 0
    for words, qualifier in _QUALIFIERS:
        if len(words) > longest and tuple(before[-len(words) :]) == words:
            best, longest = qualifier, len(words)
    return best


def _unit(tagged: Tagged, first: int, after: int) -> str | None:
    """What is counted: a fate where people are counted, a currency, "%", else the noun's lemma."""
    tokens = tagged.tokens
    if first and tokens[first - 1].text in _CURRENCIES:
        return _CURRENCIES[tokens[first - 1].text]
    if after < len(tokens) and tokens[after].lemma.lower() in ("%", "percent", "pct"):
        return "%"
    if _is_age(tokens, first, after):
        return "age"
    token = tokens[after - 1]
    head = tokens[token.head] if token.head != after - 1 else None
    noun: Token | None = None
    at = after - 1
    while head is not None and head.sentence == token.sentence:
        if tokens[at].dep in ("nummod", "compound", "amod", "quantmod", "advmod") and head.pos in (
            "NOUN",
            "PROPN",
            "NUM",
            "SYM",
        ):
            at = token_head = tokens[at].head
            if head.pos in ("NOUN", "PROPN"):
                noun = head
                break
            head = tokens[tokens[token_head].head] if tokens[token_head].head != token_head else None
        else:
            break
    if noun is None and after < len(tokens) and tokens[after].pos == "NOUN":
        noun, at = tokens[after], after  # the parser tied the number to another word
    counted = noun.lemma.lower() if noun else None
    if counted is None or counted in _PEOPLE or counted in _FATE_OF:
        fate = _fate(tagged, at)
        if fate is not None:
            return fate
    if counted is not None and counted.startswith("year") and after < len(tokens) and tokens[after].text == "-":
        return "age"
    return "people" if counted in _PEOPLE else counted


def _is_age(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether the number stands between commas behind a name: "Ilse Marr, 45, was"."""
    if first < 2 or after >= len(tokens) or tokens[first - 1].text != "," or tokens[first - 2].pos != "PROPN":
        return False
    return tokens[after].text in (",", ".", ")") and tokens[first].text.isdigit() and int(tokens[first].text) < OLDEST


def _fate(tagged: Tagged, at: int) -> str | None:
    """The fate that the words around the counted noun name: itself, its complements, then what governs it."""
    tokens = tagged.tokens
    seen = [at, *tagged.children[at]]
    head = tokens[at].head
    for _ in range(2):  # the governing verb, and the verb above it ("were reported killed")
        if tokens[head].sentence != tokens[at].sentence:
            break
        seen.append(head)
        if tokens[head].pos in ("VERB", "AUX"):
            seen.extend(c for c in tagged.children[head] if tokens[c].dep in ("acomp", "oprd", "xcomp", "attr"))
            break
        head = tokens[head].head
    if at + 1 < len(tokens):
        seen.append(at + 1)  # "nine dead", "nine injured"
    for i in seen:
        fate = _FATE_OF.get(tokens[i].lemma.lower()) or _FATE_OF.get(tokens[i].text.lower())
        if fate:
            return fate
    return None
