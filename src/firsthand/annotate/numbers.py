"""Numbers as news writes them, in digits and words: "2,500", "two dozen", "3.2bn", "half a million", "two-thirds"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.inference.tagger import Token

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
SCALES |= {"m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
#: Vague plurals as floors: ACLED counts "dozens" as at least 24 and "tens" as at least 20; the others are twice the
#: word.
VAGUE = {"tens": 20.0, "dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2e3, "millions": 2e6}
#: Words that make a floor of a scale: "several hundred" is at least two hundred.
_SEVERAL = frozenset({"several", "few", "many"})
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SCALED = re.compile(r"(\d+(?:\.\d+)?)(m|mn|bn|tn|million|billion)")
_CURRENCY = frozenset("$£€¥₹")
#: What each number of a joined pair may be: "5-2" is a score, "1914-18" none.
_GOALS = re.compile(r"\d{1,3}")


_FIRST = frozenset(WORDS) | frozenset(VAGUE) | frozenset(SCALES) | {"a", "half"}


def begins_number(token: Token) -> bool:
    """Whether a number or a share can begin with a word: a quick test that spares a close look at most words."""
    return token.text[0].isdigit() or token.text.lower() in _FIRST


def number_at(tokens: Sequence[Token], i: int) -> tuple[float | None, int]:
    """The value of the number that begins at token i, and the index after it; None where none begins."""
    word = tokens[i].text.lower()
    before = tokens[i - 1].text.lower() if i else ""
    if word in VAGUE:
        after = i + 1
        if after + 1 < len(tokens) and tokens[after].text == "of" and tokens[after + 1].text.lower() in VAGUE:
            return VAGUE[word] / 2 * VAGUE[tokens[after + 1].text.lower()], after + 2
        return VAGUE[word], after
    group = plain_number(word)
    if group is not None:
        return _grouped(tokens, i, group)
    if word in SCALES and len(word) > 2:
        if before in _SEVERAL:
            return 2 * SCALES[word], i + 1
        if before in ("a", "an"):  # "a dozen", "half a million"
            return SCALES[word] / (2 if i > 1 and tokens[i - 2].text.lower() == "half" else 1), i + 1
    return None, i + 1


def _grouped(tokens: Sequence[Token], i: int, group: float) -> tuple[float, int]:
    """The whole number whose first word, at token i, has the value `group`."""
    word = tokens[i].text.lower()
    after = i + 1
    if 20 <= group < 100 and after + 1 < len(tokens) and tokens[after].text == "-":
        ones = WORDS.get(tokens[after + 1].text.lower(), 0.0)
        if 0 < ones < 10 and word in WORDS:
            group, after = group + ones, after + 2
    spelled = word in WORDS  # in "of the 300 two died" there are two numbers
    total = 0.0  # the groups of three digits that are read, apart from `group`, the one being read
    while after < len(tokens) and tokens[after].sentence == tokens[i].sentence:
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


def plain_number(word: str) -> float | None:
    """The value of one word in lower case that is a number by itself."""
    if word in WORDS:
        return WORDS[word]
    if _DIGITS.fullmatch(word):
        return float(word.replace(",", ""))
    scaled = _SCALED.fullmatch(word)
    return float(scaled[1]) * SCALES[scaled[2]] if scaled else None


def is_vague(tokens: Sequence[Token], i: int) -> bool:
    """Whether the number at token i only says how large at least: "dozens", "several hundred"."""
    return tokens[i].text.lower() in VAGUE or (i > 0 and tokens[i - 1].text.lower() in _SEVERAL)


def range_end(tokens: Sequence[Token], first: int, after: int) -> int:
    """The index after the second number of a range that begins at `first`; `after` itself where there is none.

    Ranges are "eight to ten", "six or seven", "between eight and ten", "$5 to $7".
    """
    links = {"to", "or", "-", "–"}
    if "between" in {t.text.lower() for t in tokens[max(0, first - 2) : first]}:
        links.add("and")
    if after + 1 < len(tokens) and tokens[after].text.lower() in links:
        then = after + 1 + (tokens[after + 1].text in _CURRENCY and after + 2 < len(tokens))
        value, end = number_at(tokens, then)
        if value is not None and tokens[then].sentence == tokens[after].sentence:
            return end
    return after


def is_score(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether the number begins a result, "5-2": two small numbers joined, with nothing counted that a range would be
    of."""
    if after + 1 >= len(tokens) or tokens[after].text not in "-–" or tokens[after].start != tokens[after - 1].end:
        return False
    ahead = tokens[after + 1].text
    if tokens[after + 1].start != tokens[after].end or not _GOALS.fullmatch(ahead):
        return False
    if not _GOALS.fullmatch(tokens[first].text):
        return False
    counts = after + 2 < len(tokens) and (tokens[after + 2].tag == "NNS" or tokens[after + 2].text in ("%", "per"))
    return not counts or int(ahead) <= int(tokens[first].text)


def share_at(tokens: Sequence[Token], i: int) -> tuple[float | None, int]:
    """The share in hundredths that begins at token i, and the index after it: "two-thirds", "a quarter of"."""
    words = [t.text.lower() for t in tokens[i : i + 4]]
    if words[:2] == ["half", "of"] and (not i or tokens[i - 1].pos not in ("ADJ", "NUM", "DET")):
        return 50.0, i + 1
    many = 1.0 if words[0] in ("a", "one") else WORDS.get(words[0], 0.0)
    rest = words[1:]
    joined = bool(rest) and rest[0] == "-"
    rest = rest[joined:]
    part = _PARTS.get(rest[0].removesuffix("s").replace("halve", "half")) if rest else None
    if part and 0 < many < part and (joined or rest[1:2] == ["of"]):
        return 100 * many / part, i + 2 + joined
    return None, i + 1
