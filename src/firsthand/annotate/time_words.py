"""The words that times are made of, and what each means."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

UNITS_OF_DAY = ("second", "minute", "hour")
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
VAGUE = ("several", "some", "many", "a few", "few", "a number of", "dozens of", "hundreds of", "thousands of", "more")

_MONTH = (
    r"(?:January|February|(?-i:March|MARCH)|April|(?-i:May|MAY)|June|July|August|September|October|November|December"
    r"|(?-i:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?-i:Mon|Tues?|Wed|Thurs?|Thu|Fri)\b\.?|(?-i:Sat|Sun)\.)"
)
_ONES = "|".join(sorted(ONES, key=len, reverse=True))
_TENS = "|".join(TENS)
_NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,3}}|\d{{1,4}}(?:\.\d{{1,2}})?(?:[ -]1/2|½)?|(?:{_TENS})(?:[ -](?:{_ONES}))?|{_ONES}"
    r"|an?(?: (?:hundred|thousand|dozen))?|a couple of|a couple|couple of|half an?|half a dozen"
    r"|(?:two|three|four|five) (?:hundred|thousand))(?: and a half)?"
)
_VAGUE = "|".join(VAGUE)

#: Feasts on a fixed day. Those of one country alone are left out where others keep the name on another day.
FEASTS = {
    "christmas day": "12-25", "christmas eve": "12-24", "christmas": "12-25", "boxing day": "12-26",
    "new year s day": "01-01", "new year s eve": "12-31", "new year s": "01-01", "valentine s day": "02-14",
    "st patrick s day": "03-17", "april fools day": "04-01", "may day": "05-01", "fourth of july": "07-04",
    "july fourth": "07-04", "bastille day": "07-14", "halloween": "10-31", "veterans day": "11-11",
    "armistice day": "11-11",
}
MOVABLE_FEASTS = {
    "easter sunday": "easter", "easter": "easter", "easter monday": "easter-monday", "good friday": "good-friday",
    "ash wednesday": "ash-wednesday", "palm sunday": "palm-sunday", "thanksgiving day": "thanksgiving",
    "thanksgiving": "thanksgiving", "labor day": "labor-day", "memorial day": "memorial-day",
    "martin luther king day": "king-day", "presidents day": "presidents-day", "election day": "election-day",
    "black friday": "black-friday",
}

VOCABULARY: Mapping[str, str] = {
    "month": _MONTH,
    "weekday": _WEEKDAY,
    "full-month": r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)",
    "day": r"(?:[12]\d|3[01]|0?[1-9])(?!\d)",
    "ordinal-day": r"(?:(?:[12]\d|3[01]|[1-9])(?:st|nd|rd|th)|(?:" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + r"))\b",
    "year": r"(?:1[0-9]|20)\d\d(?!\d)|nineteen (?:hundred|(?:" + _TENS + r")(?:[ -](?:" + _ONES + r"))?)|twenty (?:(?:ten|eleven|twelve|[a-z]{3,5}teen)|twenty(?:[ -](?:" + _ONES + r"))?)|two thousand(?: and (?:" + _ONES + r"))?",
    "n": rf"(?:{_NUMBER}|{_VAGUE})",
    "unit": r"(?:second|minute|hour|day|week|month|quarter|year|decade|centur(?:y|ies)|fortnight|weekend)(?:s\b)?",
    "nth": r"(?:first|second|third|fourth|1st|2nd|3rd|4th)",
    "season": r"(?:spring|summer|autumn|fall|winter)",
    "part": r"(?:morning|afternoon|evening|night|noon|midday)",
    "clock": r"(?:(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)? ?[ap](?:\.m\.?|m\b)|(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)|[0-2]\d[0-5]\d(?= (?:GMT|UTC))|noon|midday|midnight)"
    r"(?: ?(?-i:GMT|UTC|BST|CES?T|E[SD]?T|C[SD]T|M[SD]T|P[SD]?T|IST|JST|AE[SD]T|local time|Eastern(?: time)?))?",
    "edge": r"(?:(?:the )?(?:very )?(?:early|late|mid|earlier|later|(?:early|late) (?:in|on)|(?:beginning|start|middle|end) of))",
    "movable": "|".join(sorted((n.replace(" s ", "'?s ").replace(" ", "[ -]") for n in MOVABLE_FEASTS), key=len, reverse=True)),
    "feast": "|".join(sorted((n.replace(" s ", "'?s ").replace(" ", "[ -]") for n in FEASTS), key=len, reverse=True)),
    "about": r"(?:nearly|more than|less than|at least|up to|no more than)",
}

PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "noon": "MO", "midday": "MI"}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
LETTERS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "hour": "H", "minute": "M", "second": "S"}


def number(words: str) -> str:
    """"twenty-four" -> "24", "two and a half" -> "2.5", "several" -> "X"."""
    words = re.sub(r"\s+", " ", words.lower().strip()).replace("½", " 1/2").replace(",", "")
    if words in VAGUE or not words:
        return "X"
    if words in ("half a", "half an"):
        return "0.5"
    if words == "half a dozen":
        return "6"
    half = 0.5 if words.endswith((" and a half", "1/2")) else 0.0
    words = words.removesuffix(" and a half").removesuffix("1/2").rstrip(" -")
    found = _whole(words) + half
    return str(int(found)) if found == int(found) else str(found)


def _whole(words: str) -> float:
    if words[:1].isdigit():
        return float(words)
    values = {w: i for i, w in enumerate(ONES, 1)} | {w: 10 * i for i, w in enumerate(TENS, 2)}
    values |= {"a": 1, "an": 1, "couple": 2, "of": 0}
    total = 0
    for word in re.split(r"[ -]", words):
        if word in ("hundred", "thousand", "dozen"):
            total = max(total, 1) * {"hundred": 100, "thousand": 1000, "dozen": 12}[word]
        elif word == "couple":
            total = 2
        else:
            total += values.get(word, 0)
    return float(total)


def unit(word: str) -> str:
    """"Weeks" -> "week"."""
    word = word.lower()
    return "century" if word.startswith("centur") else word.removesuffix("s")


def year(words: str) -> str:
    """"nineteen ninety-seven" -> "1997", "'89" -> "1989"; four digits stay."""
    words = words.lower().replace("-", " ").strip("' ’")
    if words.isdigit():
        return words if len(words) == 4 else ("19" if int(words) > 40 else "20") + words
    if words.startswith("two thousand"):
        return str(2000 + int(_whole(words.removeprefix("two thousand").replace(" and", "").strip() or "of")))
    century, _, rest = words.partition(" ")
    return f"{'19' if century == 'nineteen' else '20'}{0 if rest == 'hundred' else int(_whole(rest)):02}"


def day(words: str) -> str:
    """"8th" -> "08", "eighth" -> "08"."""
    words = words.lower()
    digits = re.match(r"\d+", words)
    return f"{int(digits[0]) if digits else ORDINALS.index(words) + 1:02}"


def clock(words: str) -> str:
    """"9:30 p.m. EST" -> "21:30". The zone is left to the reader: the day is the place's own."""
    words = words.lower()
    named = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
    for name, time in named.items():
        if words.startswith(name):
            return time
    parts = re.match(r"(\d+)(?:[:.](\d\d))? ?([ap])?", words)
    if parts is None:
        raise ValueError(words)
    hour = int(parts[1])
    if parts[3]:
        hour = hour % 12 + (12 if parts[3] == "p" else 0)
    return f"{hour:02}:{parts[2] or '00'}"


def length(n: str, name: str) -> str:
    """The TIMEX3 duration of n units: ("2.5", "year") -> "P2Y6M", ("X", "week") -> "PXW"."""
    if name == "fortnight":
        return "P2W" if n == "1" else length("X" if n == "X" else str(2 * float(n)).removesuffix(".0"), "week")
    if name == "weekend":
        return "P2D"
    if name in ("decade", "century"):
        return f"PX{'DE' if name == 'decade' else 'CE'}" if n == "X" else length(str(int(float(n) * (10 if name == "decade" else 100))), "year")
    if name == "quarter" and n not in ("X",):
        return length(str(int(float(n) * 3)), "month") if n != "1" else "P1Q"
    whole, _, rest = n.partition(".")
    smaller = {"year": ("6", "M"), "day": ("12", "H"), "hour": ("30", "M"), "minute": ("30", "S"), "month": ("2", "W")}
    prefix = "PT" if name in UNITS_OF_DAY else "P"
    if rest == "5" and name in smaller:
        amount, letter = smaller[name]
        between = "T" if name == "day" else ""
        return prefix + (f"{whole}{LETTERS[name]}" if whole != "0" else "") + between + amount + letter
    return f"{prefix}{n}{LETTERS[name]}"


def _nth(word: str) -> str:
    return {"f": "1", "s": "2", "t": "3", "1": "1", "2": "2", "3": "3", "4": "4"}[word[0].lower()] if not word.lower().startswith("fo") else "4"


READ: Mapping[str, Callable[[str], str]] = {
    "full_month": lambda w: f"{MONTH_NAMES.index(w[:3].lower()) + 1:02}",
    "month": lambda w: f"{MONTH_NAMES.index(w[:3].lower()) + 1:02}",
    "weekday": lambda w: str(DAY_NAMES.index(w[:3].lower()) + 1),
    "day": day,
    "ordinal_day": day,
    "year": year,
    "n": number,
    "unit": unit,
    "nth": _nth,
    "season": lambda w: SEASONS[w.lower()],
    "part": lambda w: PARTS[w.lower()],
    "clock": clock,
    "century": lambda w: f"{int(day(w)) - 1:02}",
    "nineties": lambda w: str(2 + TENS.index(w.lower().removesuffix("ies") + "y")),
    "h": lambda w: "1" if w.lower() == "first" else "2",
    "movable": lambda w: MOVABLE_FEASTS[re.sub(r"\W+", " ", w.lower())],
    "feast": lambda w: FEASTS[re.sub(r"\W+", " ", w.lower())],
}

#: What calls for a rule: only around such words is the table tried, which keeps a page's reading to a few milliseconds.
SIGNS: Mapping[str, str] = {
    "month": _MONTH,
    "weekday": r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|" + _WEEKDAY,
    "unit": r"(?:second|minute|hour|day|week|weekend|fortnight|month|quarter|period|half|year|decade)s?|centur(?:y|ies)",
    "season": VOCABULARY["season"],
    "part": r"(?:morning|afternoon|evening|night)s?",
    "clock": r"[ap]\.m|\d{1,2} ?[ap]m|\d:[0-5]\d|\d{4} (?:GMT|UTC)|noon|midday|midnight",
    "year": r"(?:1[0-9]|20)\d\d(?:'?s)?|\d0'?s|[a-z]+ties|nineteen|twenty|two thousand",
    "feast": VOCABULARY["movable"] + "|" + VOCABULARY["feast"],
    "word": r"today|tonight|tomorrow|yesterday|overnight|now|nowadays|current(?:ly)?|present|moment|recently|past|soon"
    r"|future|term|these days|daily|weekly|monthly|annually|hourly|Q[1-4]",
}
