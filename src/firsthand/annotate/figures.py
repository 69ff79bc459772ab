"""Numbers with what they count: "at least nine people were killed" is 9, at least, killed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isinf

from firsthand.annotate.counted import CURRENCIES, FATES, unit_of
from firsthand.annotate.numbers import begins_number, is_score, is_vague, number_at, plain_number, range_end, share_at
from firsthand.inference.tagger import Tagged, Token
from firsthand.model import Article, Figure, Qualifier

_QUALIFIERS: tuple[tuple[tuple[str, ...], Qualifier], ...] = (
    (("at", "least"), "at least"),
    (("no", "fewer", "than"), "at least"),
    (("no", "less", "than"), "at least"),
    (("not", "less", "than"), "at least"),
    (("a", "minimum", "of"), "at least"),
    (("more", "than"), "more than"),
    (("upwards", "of"), "more than"),
    (("in", "excess", "of"), "more than"),
    (("over",), "more than"),
    (("above",), "more than"),
    (("exceeding",), "more than"),
    (("at", "most"), "at most"),
    (("up", "to"), "at most"),
    (("as", "many", "as"), "at most"),
    (("as", "much", "as"), "at most"),
    (("no", "more", "than"), "at most"),
    (("not", "more", "than"), "at most"),
    (("a", "maximum", "of"), "at most"),
    (("fewer", "than"), "fewer than"),
    (("less", "than"), "fewer than"),
    (("under",), "fewer than"),
    (("below",), "fewer than"),
    (("just", "under"), "fewer than"),
    (("nearly",), "fewer than"),
    (("almost",), "fewer than"),
    (("about",), "about"),
    (("around",), "about"),
    (("approximately",), "about"),
    (("roughly",), "about"),
    (("some",), "about"),
    (("close", "to"), "about"),
    (("estimated",), "about"),
    (("an", "estimated"), "about"),
)
_ARTICLES = frozenset({"the", "a", "an", "half", *CURRENCIES})
#: Nouns before a number that names one of a series and counts nothing: "game 7", "flight 370", "page six".
_NUMBERED = frozenset(
    "game phase chapter article flight route page section number no no. nos. room gate platform line level grade stage "
    "round part step season episode type version channel highway interstate resolution paragraph act group pool day "
    "week volume issue figure table unit apartment class category tier magnitude junction lane bus tram".split()
)
_YEARS = (1900, 2100)
#: Digits beyond which what stands without commas is a number to call or an account, and no count.
_LONGEST = 9
_WHOLE = frozenset("the more than some about at least over all their its those these".split())
_BARE_DIGITS = re.compile(r"\d+")


def find_figures(article: Article, tagged: Tagged, taken: Sequence[tuple[int, int]]) -> tuple[Figure, ...]:
    """The figures of the text in order, those apart that are part of a time (`taken`, ranges in order)."""
    tokens = tagged.tokens
    found = []
    i = upto = 0
    while i < len(tokens):
        if not begins_number(tokens[i]):
            i += 1
            continue
        share, after = share_at(tokens, i)
        value, after = (share, after) if share is not None else number_at(tokens, i)
        if value is None or isinf(value):  # digits without end
            i = after
            continue
        start, end = tokens[i].start, tokens[after - 1].end
        while upto < len(taken) and taken[upto][1] <= start:
            upto += 1
        if upto < len(taken) and taken[upto][0] < end:
            i = max(after, range_end(tokens, i, after))
            continue
        span = article.span(start, end)
        if share is not None:
            found.append(Figure(span, value, _qualifier(tokens, i, "about"), "%"))
            i = after
        elif is_score(tokens, i, after):
            second = article.span(tokens[after + 1].start, tokens[after + 1].end)
            found.append(Figure(span, value, "exactly", "score"))
            found.append(Figure(second, float(tokens[after + 1].text), "exactly", "score"))
            i = after + 2
        else:
            beyond = range_end(tokens, i, after)
            if _counts(tagged, i, after):
                unit = _unit(tagged, i, max(after, beyond))
                if unit is not None or not _only_with_unit(tokens, i, after):
                    found.append(Figure(span, value, _qualified(tokens, i, after, beyond), unit))
            i = max(after, beyond)
    return tuple(found)


def _counts(tagged: Tagged, i: int, after: int) -> bool:
    """Whether a number counts or measures: it is no part of a name, of a series, of a call number."""
    tokens = tagged.tokens
    text = tokens[i].text
    word = text.lower()
    before = tokens[i - 1] if i else None
    if word == "one" and after == i + 1:
        return _one_counts(tagged, i) and not (i and _numbers_one(tokens, i))
    if before is None:
        return True
    touches = before.end == tokens[i].start
    if touches and (before.text in "/#" or (before.text in "-–" and not text.isalpha())):
        return False  # "Osk-29", "#7"
    if before.text == "/" or (after < len(tokens) and tokens[after].text == "/"):
        return False
    if _BARE_DIGITS.fullmatch(text) and (len(text) > _LONGEST or (text[0] == "0" and len(text) > 1)):
        return False
    if before.sentence != tokens[i].sentence or _counts_ahead(tokens, i, after):
        return True
    return not (_names(tokens, i) or _numbers_one(tokens, i))


def _names(tokens: Sequence[Token], i: int) -> bool:
    """Whether the digits at token i belong to the name before them: "Kestrel 4"."""
    before = tokens[i - 1]
    inner = before.pos == "NOUN" and i > 1 and tokens[i - 2].sentence == before.sentence
    return tokens[i].text[0].isdigit() and before.text[:1].isupper() and (before.pos == "PROPN" or inner)


def _numbers_one(tokens: Sequence[Token], i: int) -> bool:
    """Whether the number at token i tells which one of a series is meant: "game 7", "No. 2"."""
    before = tokens[i - 1].text.lower()
    if before == "." and i > 1:
        return tokens[i - 2].text.lower() == "no"
    return before in _NUMBERED


def _one_counts(tagged: Tagged, i: int) -> bool:
    """Whether "one" is a number, and not a pronoun: "one house", "one was killed", but "this one", "no one"."""
    token = tagged.tokens[i]
    if token.dep in ("nummod", "quantmod", "compound"):
        return True
    counted = token.dep in ("nsubjpass", "dobj", "nsubj") and token.pos == "NUM"
    return counted and unit_of(tagged, i, i + 1) in FATES


def _counts_ahead(tokens: Sequence[Token], i: int, after: int) -> bool:
    """Whether what a number counts stands behind it: a plural, a share, a scale, a currency before it."""
    if after - i > 1 or tokens[i - 1].text[-1:] in CURRENCIES or plain_number(tokens[i].text.lower()) is None:
        return True
    near = [t for t in tokens[after : after + 3] if t.sentence == tokens[i].sentence]
    for t in near:
        if t.tag == "NNS" or t.text.lower() in ("%", "percent", "per", "people") or t.text == "-":
            return True
        if t.pos not in ("ADJ", "NOUN", "PROPN"):
            return False
    return False


def _only_with_unit(tokens: Sequence[Token], i: int, after: int) -> bool:
    """Whether a number without a unit is rather something else: a year, digits of a call number."""
    if not _BARE_DIGITS.fullmatch(tokens[i].text) or after > i + 1:
        return False
    if len(tokens[i].text) == 4 and _YEARS[0] <= int(tokens[i].text) <= _YEARS[1]:
        return True
    beside = [tokens[k].text for k in (i - 1, after) if 0 <= k < len(tokens)]
    return any(_BARE_DIGITS.fullmatch(text) for text in beside)


def _unit(tagged: Tagged, first: int, after: int) -> str | None:
    unit = unit_of(tagged, first, after)
    if unit and _is_whole(tagged.tokens, first):
        return f"{unit} in all"  # "21 of the 276 girls" counts two things
    return unit


def _is_whole(tokens: Sequence[Token], i: int) -> bool:
    """Whether the number is the whole that a part was taken from: "21 of the more than 276"."""
    at = i - 1
    while at > 0 and tokens[at].text.lower() in _WHOLE:
        at -= 1
    return at > 0 and tokens[at].text.lower() == "of" and plain_number(tokens[at - 1].text.lower()) is not None


def _qualified(tokens: Sequence[Token], i: int, after: int, beyond: int) -> Qualifier:
    """How exactly the number in [i, after) is meant; `beyond` is the end of the range that it begins."""
    if beyond > after or is_vague(tokens, i):
        return "at least"  # "eight to ten" holds that there were eight
    ahead = tuple(t.text.lower() for t in tokens[after : after + 2])
    if ahead[:1] == ("+",) or ahead in (("or", "more"), ("-", "plus")):
        return "at least"
    return _qualifier(tokens, i, "about" if tokens[after - 1].text.lower() == "dozen" else "exactly")


def _qualifier(tokens: Sequence[Token], i: int, otherwise: Qualifier) -> Qualifier:
    near = [t for t in tokens[max(0, i - 5) : i] if t.sentence == tokens[i].sentence]
    if tokens[i].text.lower() in ("a", "an"):
        near = [t for t in tokens[max(0, i - 4) : i] if t.sentence == tokens[i].sentence]
    while near and near[-1].text.lower() in _ARTICLES:
        near.pop()
    before = [t.text.lower() for t in near]
    best = otherwise
    longest = 0
    for words, qualifier in _QUALIFIERS:
        if len(words) > longest and tuple(before[-len(words) :]) == words:
            best, longest = qualifier, len(words)
    if longest == 1 and near[-1].dep == "prt":
        return otherwise  # "handed over 21 girls"
    return best
