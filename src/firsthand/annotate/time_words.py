"""The words that times are made of: how each kind is written, and what it means in a recipe."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()
DAY_NAMES = "mon tue wed thu fri sat sun".split()
#: "several weeks" is X weeks: TIMEX3 leaves open how many.
VAGUE = "several|some|many|a few|few|a number of|dozens of|hundreds of|thousands of|more".split("|")
MULTIPLES = {"dozen": 12, "hundred": 100, "thousand": 1000}
PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "noon": "MO", "midday": "MI"}
DAYLIGHT = {"dawn": "MO", "daybreak": "MO", "sunrise": "MO", "lunchtime": "MI", "dusk": "EV", "sunset": "EV"}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
LETTERS = {unit: unit[0].upper() for unit in ("day", "week", "month", "quarter", "year", "hour", "minute", "second")}
UNITS_OF_DAY = ("second", "minute", "hour")

#: Feasts on a fixed day. Those that countries keep on different days ("Independence Day") are left out.
FEASTS = {
    "christmas day": "12-25",
    "christmas eve": "12-24",
    "christmas": "12-25",
    "boxing day": "12-26",
    "new year's day": "01-01",
    "new year's eve": "12-31",
    "new year's": "01-01",
    "valentine's day": "02-14",
    "st. patrick's day": "03-17",
    "april fools' day": "04-01",
    "may day": "05-01",
    "fourth of july": "07-04",
    "july fourth": "07-04",
    "bastille day": "07-14",
    "halloween": "10-31",
    "veterans day": "11-11",
    "armistice day": "11-11",
}
#: Feasts that move, by the name that `calendar.MOVABLE` knows them under.
MOVABLE = (
    "easter sunday|easter monday|easter|good friday|ash wednesday|palm sunday|thanksgiving day|thanksgiving|labor day|"
    "memorial day|martin luther king day|presidents day|election day|black friday"
)


def _any_of(words: Iterable[str]) -> str:
    """A pattern of words, longer ones first, so that none hides another that it begins."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_ONES = _any_of(ONES)
_TENS = "|".join(TENS)
_MONTH = "January|February|April|June|July|August|September|October|November|December"
_SHORT_MONTH = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,3}}|\d{{1,4}}(?:\.\d{{1,2}})?(?:[ -]1/2|½)?|(?:{_TENS})(?:[ -](?:{_ONES}))?|{_ONES}"
    r"|an?(?: (?:hundred|thousand|dozen))?|a couple of|a couple|couple of|half an?|half a dozen"
    r"|(?:two|three|four|five) (?:hundred|thousand))(?: and a half)?"
)
_ZONE = r"(?-i:GMT|UTC|BST|CES?T|E[SD]?T|C[SD]T|M[SD]T|P[SD]?T|IST|JST|AE[SD]T|local time|Eastern(?: time)?)"

#: How each kind of word is written. A space stands for any gap.
VOCABULARY: Mapping[str, str] = {
    "month": rf"(?:{_MONTH}|(?-i:March|MARCH|May|MAY)|(?-i:{_SHORT_MONTH})\b\.?)",
    "full-month": rf"(?:{_MONTH}|March|May|(?:{_SHORT_MONTH})\.)",
    "weekday": (
        r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?-i:Mon|Tues?|Wed|Thurs?|Thu|Fri)\b\.?|(?-i:Sat|Sun)\.)"
    ),
    "on-weekday": r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?",
    "day": r"(?:[12]\d|3[01]|0?[1-9])(?!\d)",
    "th": r"(?:st|nd|rd|th)?",
    "ordinal-day": (
        rf"(?:(?:[12]\d|3[01]|[1-9])(?:st|nd|rd|th)|(?:{_any_of(ORDINALS)}))\b"
    ),
    "year": (
        rf"(?:1[0-9]|20)\d\d(?!\d)|nineteen (?:hundred|(?:{_TENS})(?:[ -](?:{_ONES}))?)"
        rf"|twenty (?:ten|eleven|twelve|[a-z]{{3,5}}teen|twenty(?:[ -](?:{_ONES}))?)|two thousand(?: and (?:{_ONES}))?"
    ),
    "n": rf"(?:{_NUMBER}|{'|'.join(VAGUE)})",
    "unit": r"(?:second|minute|hour|day|week|month|quarter|year|decade|centur(?:y|ies)|fortnight|weekend)(?:s\b)?",
    "nth": r"(?:first|second|third|fourth|1st|2nd|3rd|4th)",
    "half": r"(?:first|second|last|latter)",
    "season": "|".join(SEASONS),
    "part": "|".join(PARTS),
    "daylight": "|".join([*PARTS, *DAYLIGHT]),
    "near-day": r"(?:yesterday|today|tomorrow)",
    "which": r"(?:last|this past|the past|the previous|the preceding|next|this coming|the coming|this)",
    "step": r"(?:last|this past|the previous|the prior|next|this coming|the coming|this|the current|the present)",
    "clock": (
        r"(?:(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)? ?[ap](?:\.m\.?|m\b)|(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)"
        rf"|[0-2]\d[0-5]\d(?= (?:GMT|UTC))|noon|midday|midnight)(?: ?{_ZONE})?"
    ),
    "edge": (
        r"(?:(?:the )?(?:very )?(?:early|late|mid|earlier|later|(?:early|late) (?:in|on)"
        r"|(?:beginning|start|middle|end) of)[ -])?"
    ),
    "early": r"(?:(?:early|late)(?: on)?[ -])?",
    "about": r"(?:(?:nearly|more than|less than|at least|up to|no more than) )?",
    "movable": MOVABLE,
    "feast": _any_of(FEASTS).replace(".", r"\.?").replace("'", "'?"),
}

#: What calls for a rule: only around such words is the table tried, which keeps an article to a few milliseconds.
SIGNS: Mapping[str, str] = {
    "month": VOCABULARY["month"],
    "weekday": r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|" + VOCABULARY["weekday"],
    "near-day": r"yesterday|today|tonight|tomorrow|overnight",
    "unit": (
        r"(?:second|minute|hour|day|week|weekend|fortnight|month|quarter|period|half|year|decade)s?|centur(?:y|ies)"
    ),
    "season": VOCABULARY["season"],
    "part": r"morning|afternoon|evening|night|noon|midday",
    "clock": r"[ap]\.m|\d{1,2} ?[ap]m|\d{1,2}:[0-5]\d|\d{4} (?:GMT|UTC)|noon|midday|midnight",
    "year": r"(?:1[0-9]|20)\d\d(?:'?s)?|\d0'?s|[a-z]+ties|nineteen|twenty|two thousand",
    "feast": VOCABULARY["movable"] + "|" + VOCABULARY["feast"],
    "word": (
        r"now|nowadays|current(?:ly)?|present|moment|recently|past|soon|future|term|these days|daily|weekly|monthly"
        r"|annually|hourly|Q[1-4]"
    ),
}


def number(words: str) -> str:
    """Read "twenty-four" -> "24", "two and a half" -> "2.5", "several" -> "X"."""
    words = words.replace("½", " 1/2").replace(",", "")
    if words in VAGUE:
        return "X"
    if words in ("half a", "half an"):
        return "0.5"
    if words == "half a dozen":
        return "6"
    half = 0.5 if words.endswith((" and a half", "1/2")) else 0.0
    found = _whole(words.removesuffix(" and a half").removesuffix("1/2").rstrip(" -")) + half
    return str(int(found)) if found == int(found) else str(found)


def _whole(words: str) -> float:
    if words[:1].isdigit():
        return float(words)
    values = {w: i for i, w in enumerate(ONES, 1)} | {w: 10 * i for i, w in enumerate(TENS, 2)}
    values |= {"a": 1, "an": 1}
    total = 0
    for word in re.split(r"[ -]", words):
        if word in MULTIPLES:
            total = max(total, 1) * MULTIPLES[word]
        elif word == "couple":
            total = 2
        else:
            total += values.get(word, 0)
    return float(total)


def year(words: str) -> str:
    """Read "nineteen ninety-seven" -> "1997", "two thousand and one" -> "2001"; digits stay."""
    if words.isdigit():
        return words
    if words.startswith("two thousand"):
        return str(2000 + int(_whole(words.removeprefix("two thousand").removeprefix(" and").strip())))
    century, _, rest = words.partition(" ")
    return f"{'19' if century == 'nineteen' else '20'}{0 if rest == 'hundred' else int(_whole(rest)):02}"


def day(words: str) -> str:
    """Read "8th" -> "08", "eighth" -> "08"."""
    digits = re.match(r"\d+", words)
    return f"{int(digits[0]) if digits else ORDINALS.index(words) + 1:02}"


def clock(words: str) -> str:
    """Read "9:30 p.m. est" -> "21:30"."""
    for name, time in {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}.items():
        if words.startswith(name):
            return time
    found = re.match(r"(\d\d)(\d\d)|(\d+)(?:[:.](\d\d))? ?([ap])?", words)
    if found is None:
        raise ValueError(words)
    hour, minute = int(found[1] or found[3]), found[2] or found[4] or "00"
    if found[5]:
        hour = hour % 12 + (12 if found[5] == "p" else 0)
    return f"{hour:02}:{minute}"


def unit(word: str) -> str:
    """Read "weeks" -> "week", "centuries" -> "century"."""
    return "century" if word.startswith("centur") else word.removesuffix("s")


def which(words: str) -> str:
    """The direction that "last", "next" or "this" gives."""
    if words.endswith("coming") or words == "next":
        return "after"
    return "this" if words in ("this", "the current", "the present") else "before"


def step(words: str) -> str:
    """How many units away "last", "next" or "this" is."""
    return {"after": "1", "before": "-1", "this": "0"}[which(words)]


def feast(words: str) -> str:
    """The day of the year of a feast that does not move."""
    plain = {re.sub(r"\W", "", name): when for name, when in FEASTS.items()}
    return plain[re.sub(r"\W", "", words)]


def movable(words: str) -> str:
    """The name under which `calendar.MOVABLE` knows a feast."""
    known = {"easter sunday": "easter", "thanksgiving day": "thanksgiving", "martin luther king day": "king-day"}
    return known.get(words, words.replace(" ", "-"))


def length(n: str, name: str) -> str:
    """The TIMEX3 duration of n units: ("2.5", "year") -> "P2Y6M", ("X", "week") -> "PXW"."""
    if name == "weekend":
        return "P2D"
    if n == "X":
        return {"decade": "PXDE", "century": "PXCE"}.get(name) or _duration("X", name)
    many = {"decade": (10, "year"), "century": (100, "year"), "fortnight": (2, "week")}
    if name == "quarter" and n != "1":
        many["quarter"] = (3, "month")  # the quarters that companies add up are written in months: "P9M"
    if name in many:
        times, name = many[name]
        n = f"{float(n) * times:g}"
    whole, _, rest = n.partition(".")
    smaller = {"year": "6M", "day": "T12H", "hour": "30M", "minute": "30S"}
    if rest == "5" and name in smaller:
        return (_duration(whole, name) if whole != "0" else "PT" if name in UNITS_OF_DAY else "P") + smaller[name]
    return _duration(n, name)


def _duration(n: str, name: str) -> str:
    return f"{'PT' if name in UNITS_OF_DAY else 'P'}{n}{LETTERS[name]}"


#: What each kind of word means in a recipe; a word of another kind stands for itself. All take lower case.
READ: Mapping[str, Callable[[str], str]] = {
    "month": lambda word: f"{MONTH_NAMES.index(word[:3]) + 1:02}",
    "full-month": lambda word: f"{MONTH_NAMES.index(word[:3]) + 1:02}",
    "weekday": lambda word: str(DAY_NAMES.index(word[:3]) + 1),
    "day": day,
    "ordinal-day": day,
    "century": lambda word: f"{int(day(word)) - 1:02}",
    "year": year,
    "n": number,
    "unit": unit,
    "nth": lambda word: str(ORDINALS.index(word) + 1) if word in ORDINALS else word[0],
    "half": lambda word: "1" if word == "first" else "2",
    "season": SEASONS.__getitem__,
    "part": (PARTS | DAYLIGHT).__getitem__,
    "clock": clock,
    "near-day": lambda word: {"yesterday": "-1", "today": "0", "tomorrow": "1"}[word],
    "which": which,
    "step": step,
    "feast": feast,
    "movable": movable,
    "nineties": lambda word: str(2 + TENS.index(word.removesuffix("ies") + "y")),
}
