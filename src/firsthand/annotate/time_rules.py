"""What counts as a time, and what it means: the table of rules, to be read like an annotation guideline.

The extent is that of TIMEX3 (TimeML 1.2.1): the whole phrase with its "early", "late" and "the", without prepositions.
Ages ("35-year-old") are no times. A range is two times ("July 11-12": July 11, and 12).

A rule's `pattern` is a regular expression in which a space stands for any gap, `<name>` for a word of `time_words`,
read into the recipe as `{name}`, and `<:name>` for one that is not read. `<a=name>` reads it as `{a}`.
`recipe` is what `calendar.value_of` reads, with two additions that `times` fills in: `~` is the direction that the tense
of the sentence gives, and `ref UNIT` the time last spoken of that is at least as precise as the unit.
Where two rules meet in the text the longer match wins, then the rule that stands first.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from firsthand.annotate.time_words import READ, UNITS_OF_DAY, VOCABULARY, length
from firsthand.model import TimeKind


class Rule(NamedTuple):
    """One line of the guideline."""

    sign: str  #: the kind of word, a key of `time_words.SIGNS`, without which the rule cannot fit
    name: str  #: what it finds, by an example
    pattern: re.Pattern[str]
    kind: TimeKind
    recipe: str
    then: str  #: the recipe of the group `then`, where the rule finds two times


def _rule(sign: str, name: str, pattern: str, kind: TimeKind, recipe: str, then: str = "") -> Rule:
    """Compile one line of the table."""

    def word(match: re.Match[str]) -> str:
        label, source = match.groups()
        if label == ":":
            return f"(?:{VOCABULARY[source]})"
        return f"(?P<{(label or source).rstrip('=').replace('-', '_')}>{VOCABULARY[source]})"

    pattern = re.sub(r"(?<!\?P)<(:|[a-z]\w*=)?([a-z][a-z-]*)>", word, pattern)
    pattern = re.sub(r"(\[[^\]]*\])| (?!\?)", lambda m: m[1] or " {1,2}", pattern)
    return Rule(sign, name, re.compile(rf"(?<![\w$£€#])(?:{pattern})(?![\w]|-[a-z])", re.IGNORECASE), kind, recipe, then)


def read_recipe(recipe: str, match: re.Match[str]) -> str:
    """The recipe of a rule with the words of a match filled in.

    "Several years ago" names no year: what is shifted by an unknown number becomes PAST_REF or FUTURE_REF.
    Raises ValueError where a word does not mean what its place wants.
    """
    words = {
        name: READ.get(name.rstrip("2"), str.lower)(word) for name, word in match.groupdict().items() if word is not None
    }
    if "unit" in words:
        words["one"], words["many"] = length("1", words["unit"]), length("X", words["unit"])
        words["length"] = length(words.get("n", "1"), words["unit"])
    if "{n}" in recipe:
        if words["unit"] in UNITS_OF_DAY or (words["n"] == "X" and recipe.startswith("ref")):
            return f"is {words['length']}"
        if words["n"] == "X":
            return "is PAST_REF" if "shift -" in recipe else "is FUTURE_REF"
        words["n"] = str(int(float(words["n"])))
    words["with_part"] = f"|part {words['part']}" if "part" in words else ""
    words = {**{name.rstrip("2"): word for name, word in words.items() if name == "month2"}, **words}
    if "month2" in words:
        words["day"] = words["day2"]
    words["with_weekday"] = f" {words['weekday']}" if "weekday" in words else ""
    if "ordinal_day" in words:
        words["day"] = words["ordinal_day"]
    words["with_clock"] = f"|clock {words['clock']}" if "clock" in words else ""
    return recipe.format_map(words)


_EDGE = r"(?:<:edge>[ -])?"
_EARLY = r"(?:(?:early|late)(?: on)?[ -])?"
_WEEKDAY = r"(?:<:weekday>,? )?"
_TH = r"(?:st|nd|rd|th)?"
_OF_DAY = r"(?:(?: on)?,? <part>)?"

RULES: tuple[Rule, ...] = (
    # --- days and months of the calendar --------------------------------------------------------------------------
    _rule("month", "June 24, 2023", rf"{_EDGE}(?:<:weekday>,? )?<month> (?:the )?(?:<day>(?:st|nd|rd|th)?|<ordinal-day>),? <year>", "DATE", "on {year}-{month}-{day}"),
    _rule("month", "24 June 2023", r"(?:<:weekday>,? )?(?:the )?<day>(?:st|nd|rd|th)?(?: of)? <month>,? <year>", "DATE", "on {year}-{month}-{day}"),
    _rule("year", "2023-06-24", r"(?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!-?\d)", "DATE", "on {iso}"),
    _rule("month", "July 11-12, 2023", r"(?P<first><month> <day>) ?(?:-|to|and) ?(?P<then><day2=day>,? <year>)", "DATE", "on {year}-{month}-{day}", "on {year}-{month}-{day2}"),
    _rule("month", "11-12 July 2023", r"(?P<first><day>) ?(?:-|to|and) ?(?P<then><day2=day> <month>,? <year>)", "DATE", "on {year}-{month}-{day}", "on {year}-{month}-{day2}"),
    _rule("month", "July 11-12", r"(?P<first>(?:<:weekday>,? )?<month> <day>)(?: ?- ?| to | and | or )(?P<then><day2=day>)(?! (?:people|years|months|days|percent))", "DATE", "date {month}-{day} ~", "date {month}-{day2} ~"),
    _rule("month", "11-12 July", r"(?P<first><day>)(?: ?- ?| to | and | or )(?P<then><day2=day> <month>)", "DATE", "date {month}-{day} ~", "date {month}-{day2} ~"),
    _rule("month", "Saturday, June 24", rf"{_EDGE}(?:(?:this (?:coming )?|last |next )?<weekday>,? )?<month> (?:the )?(?:<day>(?:st|nd|rd|th)?|<ordinal-day>)(?![.,]\d|%| (?:percent|per cent|million|billion))", "DATE", "date {month}-{day} ~{with_weekday}"),
    _rule("month", "last June 24", r"last <month> <day>", "DATE", "date {month}-{day} before"),
    _rule("month", "24 June", r"(?:<weekday>,? )?(?:the )?<day>(?:st|nd|rd|th)?(?: of)? <month>", "DATE", "date {month}-{day} ~{with_weekday}"),
    _rule("month", "June 24 last year", r"<month> <day>,?(?: of)? last year", "DATE", "shift -1 year|inside date {month}-{day}"),
    _rule("month", "June 2023", rf"{_EDGE}<month>(?:,| of)? <year>", "DATE", "on {year}-{month}"),
    _rule("month", "June last year", rf"{_EDGE}<month>,?(?: of)? last year", "DATE", "shift -1 year|inside month {month}"),
    _rule("month", "June this year", rf"{_EDGE}<month>,?(?: of)? this year", "DATE", "inside month {month}"),
    _rule("month", "June next year", rf"{_EDGE}<month>,?(?: of)? next year", "DATE", "shift 1 year|inside month {month}"),
    _rule("month", "last June", rf"{_EDGE}(?:last|this past) <month>", "DATE", "month {month} before"),
    _rule("month", "next June", rf"{_EDGE}(?:next|this coming) <month>", "DATE", "month {month} after"),
    _rule("month", "this June", rf"{_EDGE}this <month>", "DATE", "month {month} this"),
    _rule("month", "June", rf"{_EDGE}(?-i:<full-month>)", "DATE", "month {full_month} ~"),
    # --- years and longer -----------------------------------------------------------------------------------------
    _rule("year", "the end of 2023", rf"{_EDGE}(?:the (?:fiscal )?year )?<year>(?!(?:[.,:/-]?\d|%|s\b))", "DATE", "on {year}"),
    _rule("year", "fiscal 2023", r"(?:the )?(?:fiscal|financial)(?:[ -]year)? <year>", "DATE", "on {year}"),
    _rule("year", "the 1990s", rf"(?:the )?{_EDGE}(?:the )?(?P<decade>(?:1[5-9]|20)\d)0'?s", "DATE", "on {decade}"),
    _rule("year", "the '90s", rf"(?:the {_EDGE}'?|{_EDGE}(?:the )?')(?P<tens>[2-9])0'?s", "DATE", "on 19{tens}"),
    _rule("year", "the nineties", rf"(?:the )?{_EDGE}(?:the )?(?P<nineties>(?:twen|thir|for|fif|six|seven|eigh|nine)ties)", "DATE", "on 19{nineties}"),
    _rule("unit", "the 20th century", rf"(?:the )?{_EDGE}(?:the )?<century=ordinal-day>[ -]century", "DATE", "on {century}"),
    # --- quarters, halves, seasons --------------------------------------------------------------------------------
    _rule("unit", "the third quarter of 2023", r"(?:the )?(?:fiscal[ -]|fiscal \d{4} |fiscal year's )?(?:<nth>)[ -]quarter,?(?: of| in)? (?:fiscal )?<year>", "DATE", "on {year}-Q{nth}"),
    _rule("year", "the 2023 third quarter", r"(?:the )?(?:fiscal )?<year> (?:<nth>)[ -]quarter", "DATE", "on {year}-Q{nth}"),
    _rule("word", "Q3 2023", r"Q(?P<q>[1-4])(?: of)? <year>", "DATE", "on {year}-Q{q}"),
    _rule("word", "Q3", r"(?-i:Q)(?P<q>[1-4])", "DATE", "quarter {q} ~"),
    _rule("unit", "last year's third quarter", r"(?:last year's|the year-(?:ago|earlier)) <nth>[ -]quarter", "DATE", "quarter {nth} past|shift -1 year"),
    _rule("unit", "next year's first quarter", r"next year's <nth>[ -]quarter", "DATE", "shift 1 year|inside quarter {nth}"),
    _rule("unit", "this year's third quarter", r"this year's <nth>[ -]quarter", "DATE", "inside quarter {nth}"),
    _rule("unit", "the third quarter", r"(?:the )?(?:fiscal[ -])?<nth> (?:fiscal )?quarter", "DATE", "quarter {nth} ~"),
    _rule("unit", "third-quarter", r"<nth>-quarter", "DATE", "quarter {nth} ~"),
    _rule("unit", "the first half of 2023", r"(?:the )?(?P<h>first|second|last|latter) half of <year>", "DATE", "on {year}-H{h}"),
    _rule("unit", "the first half of the year", r"(?:the )?(?P<h>first|second|last|latter) half of (?:the|this) year", "DATE", "inside half {h}"),
    _rule("unit", "last year's quarter", r"(?:last year's|the year-(?:ago|earlier)|the comparable year-(?:ago|earlier)) (?:quarter|period)|(?:the )?(?:corresponding|same|comparable|equivalent) (?:quarter|period)(?: of)? (?:last year|a year (?:ago|earlier))", "DATE", "ref quarter|shift -1 year"),
    _rule("year", "the 2022 quarter", r"the <year> (?:quarter|period)", "DATE", "on {year}"),
    _rule("unit", "the quarter", r"(?:the|that) (?:latest |most recent |recent |just-ended )?quarter|the latest period", "DATE", "ref quarter"),
    _rule("unit", "this quarter", r"(?:this|the current) quarter", "DATE", "at quarter"),
    _rule("unit", "last quarter", r"(?:last|the previous|the preceding|the prior) quarter", "DATE", "shift -1 quarter|at quarter"),
    _rule("unit", "next quarter", r"(?:next|the coming) quarter", "DATE", "shift 1 quarter|at quarter"),
    _rule("season", "the summer of 2023", rf"(?:the )?{_EDGE}(?:the )?<season>(?: of|,)? <year>", "DATE", "on {year}-{season}"),
    _rule("season", "last summer", rf"{_EDGE}(?:last|this past) <season>", "DATE", "season {season} before"),
    _rule("season", "next summer", rf"{_EDGE}(?:next|this coming) <season>", "DATE", "season {season} after"),
    _rule("season", "this summer", rf"{_EDGE}this <season>", "DATE", "season {season} this"),
    _rule("season", "the summer", rf"(?:(?<=\bin\x20)|(?<=\bduring\x20)|(?<=\bby\x20)|(?<=\bsince\x20)|(?=the ))(?:the )?{_EDGE}(?:the )?(?-i:<season>)", "DATE", "season {season} ~"),
    # --- feasts ---------------------------------------------------------------------------------------------------
    _rule("feast", "last Thanksgiving", r"(?:last )<movable>", "DATE", "holiday {movable} before"),
    _rule("feast", "Thanksgiving", r"<movable>", "DATE", "holiday {movable} ~"),
    _rule("feast", "last Christmas", r"last <feast>", "DATE", "date {feast} before"),
    _rule("feast", "Christmas", r"<feast>", "DATE", "date {feast} ~"),
    # --- weeks and days -------------------------------------------------------------------------------------------
    _rule("weekday", "last Friday", rf"{_EARLY}(?:last|this past|the previous|the past) <weekday>{_OF_DAY}", "DATE", "weekday {weekday} before{with_part}"),
    _rule("weekday", "next Friday", rf"{_EARLY}(?:next) <weekday>{_OF_DAY}", "DATE", "weekday {weekday} after{with_part}"),
    _rule("weekday", "this Friday", rf"{_EARLY}(?:this (?:coming )?|the coming )<weekday>{_OF_DAY}", "DATE", "weekday {weekday} next{with_part}"),
    _rule("weekday", "Friday of last week", r"<weekday>,?(?: of)? last week", "DATE", "shift -1 week|inside weekday {weekday}"),
    _rule("weekday", "Friday next week", r"<weekday>,?(?: of)? next week", "DATE", "shift 1 week|inside weekday {weekday}"),
    _rule("weekday", "Friday this week", r"<weekday>,?(?: of)? this week", "DATE", "inside weekday {weekday}"),
    _rule("weekday", "Fridays", r"(?:on )?(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s", "SET", "is XXXX-WXX-{weekday}"),
    _rule("weekday", "Friday nights", r"<weekday> <part>s", "SET", "is XXXX-WXX-{weekday}{with_part}"),
    _rule("weekday", "every Friday", r"(?:every|each) (?:other )?<weekday>(?: <part>)?", "SET", "is XXXX-WXX-{weekday}{with_part}"),
    _rule("month", "every July", r"(?:every|each) <month>", "SET", "is XXXX-{month}"),
    _rule("weekday", "early Friday", rf"{_EARLY}<weekday>", "DATE", "weekday {weekday} ~"),
    _rule("weekday", "Friday night", rf"{_EARLY}<weekday>(?:'s)?,? (?:late |early )?<part>", "TIME", "weekday {weekday} ~{with_part}"),
    _rule("month", "the night of June 24", r"(?:the )?(?:<part> of |early |late )<month> <day>", "TIME", "date {month}-{day} ~{with_part}"),
    _rule("weekday", "9 p.m. Friday", r"(?:<:about> )?<clock>(?:,| on)? (?:<weekday>)(?!')", "TIME", "weekday {weekday} ~{with_clock}"),
    _rule("weekday", "Friday at 9 p.m.", r"<weekday>(?:,? at| around| about|,) <clock>", "TIME", "weekday {weekday} ~{with_clock}"),
    _rule("month", "9 p.m. on June 24, 2023", rf"(?:<:about> )?<clock>,?(?: on)? {_WEEKDAY}(?:<month> <day>{_TH}|<day2=day>{_TH} <month2=month>),? <year>", "TIME", "on {year}-{month}-{day}{with_clock}"),
    _rule("month", "June 24, 2023, at 9 p.m.", rf"{_WEEKDAY}(?:<month> <day>{_TH}|<day2=day>{_TH} <month2=month>),? <year>,?(?: at| around| about)? <clock>", "TIME", "on {year}-{month}-{day}{with_clock}"),
    _rule("month", "June 24 at 9 p.m.", rf"{_WEEKDAY}(?:<month> <day>{_TH}|<day2=day>{_TH} <month2=month>),?(?: at| around| about) <clock>", "TIME", "date {month}-{day} ~{with_clock}"),
    _rule("month", "9 p.m. on 24 June", rf"(?:<:about> )?<clock>,?(?: on)? {_WEEKDAY}<day>{_TH} <month>", "TIME", "date {month}-{day} ~{with_clock}"),
    _rule("month", "9 p.m. on June 24", r"(?:<:about> )?<clock>(?:,| on)? <month> <day>", "TIME", "date {month}-{day} ~{with_clock}"),
    _rule("clock", "9 p.m. yesterday", r"<clock>,? yesterday", "TIME", "shift -1 day{with_clock}"),
    _rule("clock", "9 p.m. today", r"<clock>,? (?:today|tonight)", "TIME", "shift 0 day{with_clock}"),
    _rule("clock", "9 p.m. tomorrow", r"<clock>,? tomorrow", "TIME", "shift 1 day{with_clock}"),
    _rule("clock", "9 p.m.", r"(?:<:about> )?<clock>(?: in the (?:morning|afternoon|evening))?", "TIME", "ref day{with_clock}"),
    _rule("word", "yesterday", rf"{_EARLY}yesterday(?:,? <part>)?", "DATE", "shift -1 day{with_part}"),
    _rule("word", "mid-afternoon yesterday", r"(?:mid-|early |late )?<part> yesterday", "TIME", "shift -1 day{with_part}"),
    _rule("word", "tomorrow", rf"{_EARLY}tomorrow(?:,? <part>)?", "DATE", "shift 1 day{with_part}"),
    _rule("word", "today", rf"{_EARLY}today", "DATE", "shift 0 day"),
    _rule("word", "tonight", rf"{_EDGE}tonight", "TIME", "shift 0 day|part NI"),
    _rule("part", "last night", rf"{_EDGE}last (?P<part>night|evening)", "TIME", "shift -1 day{with_part}"),
    _rule("word", "overnight", r"overnight", "TIME", "shift -1 day|part NI"),
    _rule("part", "this morning", rf"{_EDGE}this <part>", "TIME", "shift 0 day{with_part}"),
    _rule("unit", "the day before yesterday", r"the day before yesterday", "DATE", "shift -2 day"),
    _rule("unit", "the day after tomorrow", r"the day after tomorrow", "DATE", "shift 2 day"),
    _rule("weekday", "the day before Friday", r"(?:the )?day before <weekday>", "DATE", "weekday {weekday} ~|shift -1 day"),
    _rule("weekday", "the day after Friday", r"(?:the )?day after <weekday>", "DATE", "weekday {weekday} ~|shift 1 day"),
    _rule("unit", "the weekend", rf"{_EDGE}the weekend", "DATE", "weekend ~"),
    _rule("unit", "last weekend", rf"{_EDGE}(?:last|this past|the past|the previous) weekend", "DATE", "weekend before"),
    _rule("unit", "this weekend", rf"{_EDGE}(?:this|this coming|the coming) weekend", "DATE", "weekend ~"),
    _rule("unit", "next weekend", rf"{_EDGE}next weekend", "DATE", "weekend after"),
    _rule("unit", "last week", rf"(?:the )?{_EDGE}(?:last|this past|the previous|the prior) (?P<unit>week|month|year|decade|century)", "DATE", "shift -1 {unit}|at {unit}"),
    _rule("unit", "this week", rf"(?:the )?{_EDGE}(?:this|the current|the present) (?:fiscal |calendar )?(?P<unit>week|month|year|decade|century)", "DATE", "at {unit}"),
    _rule("unit", "next week", rf"(?:the )?{_EDGE}(?:next|the coming|this coming) (?:fiscal )?(?P<unit>week|month|year|decade|century)", "DATE", "shift 1 {unit}|at {unit}"),
    _rule("unit", "the end of the month", rf"(?:the )?<:edge> (?:in )?the (?P<unit>week|month|year|decade|century)", "DATE", "at {unit}"),
    _rule("month", "the week of June 24", r"the week of <month> <day>", "DATE", "date {month}-{day} ~|at week"),
    _rule("unit", "the week", r"the (?P<unit>week|month)(?! (?:before|after|of|following|when|that))", "DATE", "at {unit}"),
    _rule("unit", "the year", r"the (?:full |fiscal |latest fiscal |whole )?year(?! (?:before|after|of|when|that|ended|ending|to)\b)", "DATE", "at year"),
    _rule("unit", "the year to March", r"the (?:full |fiscal |latest fiscal )?(?P<unit>year|quarter)(?= (?:ended|ending|to) )", "DURATION", "is {one}"),
    _rule("unit", "year-end", r"(?:the )?(?:year[ -]end|year's end|end of the year)", "DATE", "at year"),
    # --- counted from the day of writing, or from the time last spoken of -----------------------------------------
    _rule("unit", "a year ago", r"(?:a|one) year (?:ago|earlier)|year-(?:ago|earlier)", "DATE", "ref year-ago|shift -1 year"),
    _rule("unit", "a decade ago", r"(?:<:about> )?<n> (?P<unit>decade)s? ago", "DATE", "shift -{n} {unit}|at year"),
    _rule("unit", "two years ago", r"(?:<:about> )?<n> <unit>(?: or so)? ago", "DATE", "shift -{n} {unit}|at {unit}"),
    _rule("unit", "the year before", r"the (?:year before|previous year|prior year)", "DATE", "ref year|at year|shift -1 year"),
    _rule("unit", "two days earlier", r"(?:<:about> )?<n> <unit> (?:earlier|before|previously)(?! [a-z]+ing\b)", "DATE", "ref {unit}|shift -{n} {unit}|at {unit}"),
    _rule("unit", "two days later", r"(?:<:about> )?<n> <unit> later", "DATE", "ref {unit}|shift {n} {unit}|at {unit}"),
    _rule("unit", "the previous day", r"the (?:previous|preceding) (?P<unit>day|week|month)", "DATE", "ref {unit}|shift -1 {unit}|at {unit}"),
    _rule("unit", "the day before", r"the day (?:before|earlier)(?! \w)", "DATE", "ref day|shift -1 day"),
    _rule("unit", "the next day", r"the (?:following|next) (?P<unit>day|week|month|year)", "DATE", "ref {unit}|shift 1 {unit}|at {unit}"),
    _rule("part", "the next morning", r"the (?:following|next) <part>", "TIME", "ref day|shift 1 day{with_part}"),
    _rule("unit", "that day", rf"{_EDGE}(?:that(?: same| very)?|the same) (?P<unit>day|week|month|year)", "DATE", "ref {unit}|at {unit}"),
    _rule("part", "that night", r"(?:that|the same) <part>", "TIME", "ref day{with_part}"),
    _rule("part", "the morning", r"(?<=\bin\x20)the (?:early |late )?<part>", "TIME", "ref day{with_part}"),
    _rule("unit", "in two years", r"<n> <unit> from (?:now|today)", "DATE", "shift {n} {unit}|at {unit}"),
    # --- no day at all --------------------------------------------------------------------------------------------
    _rule("word", "now", r"(?:right )?now|currently|at present|these days|nowadays|at the moment", "DATE", "is PRESENT_REF"),
    _rule("word", "current", r"current(?! (?:account|events|affairs))", "DATE", "is PRESENT_REF"),
    _rule("word", "recently", r"(?:more |most )?recently", "DATE", "is PAST_REF"),
    _rule("word", "the past", r"(?<=\bin\x20)the past", "DATE", "is PAST_REF"),
    _rule("unit", "recent years", r"(?:the )?(?:recent|past) (?P<unit>days|weeks|months|quarters|years|decades)", "DURATION", "is {many}"),
    _rule("word", "soon", r"(?<!as\x20)soon(?! (?:after|as))|as soon as possible|the (?:near |foreseeable )?future|(?:the )?near future|the (?:near|short) term", "DATE", "is FUTURE_REF"),
    _rule("unit", "coming years", r"(?:the )?(?:coming|future) (?P<unit>days|weeks|months|quarters|years|decades)", "DURATION", "is {many}"),
    # --- how long -------------------------------------------------------------------------------------------------
    _rule("unit", "two years", r"(?:<:about> )?(?!an? (?:second|quarter|weekend|moment)\b)<n>(?: more| additional| full| consecutive| straight| trading| business| working| calendar)? <unit>(?! (?:old|of age|ago))", "DURATION", "is {length}"),
    _rule("unit", "two-year", r"(?!half|quarter)<n>-(?P<unit>second|minute|hour|day|week|month|quarter|year|decade|century)(?!-olds?\b| old\b)(?:-long| (?:period|term))?", "DURATION", "is {length}"),
    _rule("unit", "two to three years", r"<n> (?:to|or) <:n> <unit>", "DURATION", "is {length}"),
    _rule("unit", "the past two years", r"(?:at least )?(?:the )?(?:past|last|next|first|final|coming|following|previous|latest|year-earlier|preceding) <n>(?: trading)? <unit>(?: or so)?", "DURATION", "is {length}"),
    _rule("unit", "the nine months", r"the <n> <unit>", "DURATION", "is {length}"),
    _rule("unit", "the past decade", r"(?:the )?past (?P<unit>week|month|year|decade|century)", "DURATION", "is {one}"),
    _rule("unit", "years", r"(?:(?<=\bfor\x20)|(?<=\bin\x20)|(?<=\bof\x20)|(?<=\btake\x20)|(?<=\bover\x20)|(?<=\bafter\x20))(?:the )?(?P<unit>hours|days|weeks|months|years|decades|centuries)(?! of age)", "DURATION", "is {many}"),
    _rule("unit", "decades-long", r"(?P<unit>days|weeks|months|years|decades|centuries)-long", "DURATION", "is {many}"),
    # --- how often ------------------------------------------------------------------------------------------------
    _rule("unit", "every two weeks", r"(?:every|each) (?:<n> )?<unit>", "SET", "is {length}"),
    _rule("word", "daily", r"(?-i:daily)", "SET", "is P1D"),
    _rule("word", "weekly", r"(?-i:weekly)", "SET", "is P1W"),
    _rule("word", "monthly", r"(?-i:monthly)", "SET", "is P1M"),
    _rule("word", "annually", r"annually", "SET", "is P1Y"),
    _rule("word", "hourly", r"hourly", "SET", "is PT1H"),
)
