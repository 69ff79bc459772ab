"""What each line of a text is, with the reason. Nothing is cut: a reader of the blocks decides what to leave out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from firsthand.clean.credits import is_agency_line
from firsthand.clean.furniture import DISCLOSURES, LINK_END, LIST_HEAD, MARKS, POINTERS, WHOLE
from firsthand.clean.page import Line
from firsthand.model import Role


class Judgement(NamedTuple):
    """A role and why."""

    role: Role
    reason: str


#: Characters of a line that patterns look at: furniture is known by its beginning, and a hostile line costs no more.
LOOKED_AT = 600
#: Words up to which a line can be a heading. Headings of real articles rarely have more.
HEADING_WORDS = 14
#: Words up to which a line can be a link to another article: a label and a headline.
POINTER_WORDS = 22
#: Characters from which a line is a paragraph that speaks of newsletters or cookies, and no banner.
BANNER_CHARACTERS = 450
#: Words of a button.
BUTTON_WORDS = 5
#: Lines at the beginning in which bylines, datelines and the headline stand.
OPENING = 8
#: Lines at the end in which an agency in brackets credits the text and not a picture.
LAST = 3

_FINAL = re.compile(r"[.!?…][\"'”’»)\]]*$")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_NAME = (
    r"(?:(?:Dr|Prof|Sir|Mr|Mrs|Ms)\.? )?(?:[A-ZÀ-Þ][\w.'’-]*|(?:de|van|von|der|den|la|le|al|bin|el|da|dos"
    r"|di)(?= ))(?: (?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|der|den|la|le|al|bin|el|da|dos|di)){1,4}"
)
_BYLINE = re.compile(
    r"(?i:(?:(?:written|reported|posted|published|story|words|text|report|compiled|analysis|opinion|review"
    r"|photographs?|photos|pictures)\s)?by:?|from|author:?|reporter:?|writer:?)"
    rf"\s(?!the\b)(?P<names>{_NAME}(?:(?:,? (?:and|&) |, ){_NAME}){{0,5}})(?P<rest>.{{0,120}})$"
)
_BARE_NAMES = re.compile(
    rf"(?P<names>{_NAME}(?:(?:,? and |, ){_NAME}){{0,3}})(?P<rest>,? (?:with|for|in|at|of|at|\||–|-) .{{2,60}}"
    rf"|, .{{2,60}}|)$"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = (
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? (?:19"
    rf"|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.](?:19|20)?\d\d)"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
#: A line that holds a day of publication and nothing else but the time, its zone, and words such as "updated".
_DATELINE = re.compile(
    r"(?i:\W{0,3}(?:(?:first |last |originally )?(?:published|updated|posted|modified|created|issued|date)"
    r"(?: (?:on|at|date))?\s?:?\s?){0,3}"
    rf"{_WEEKDAY}(?:\d{{1,2}}[:.]\d\d\s?(?:[ap]\.?m\.?)?,?(?: [A-Z]{{2,4}})?,? (?:on )?)?{_DAY})"
    rf"(?:[\W\d]|[A-Z]{{2,5}}\b|(?i:at|am|pm|[ap]\.m|updated|published|posted|last|on|local|time|min|read|by|{_DAY})\b){{0,60}}$"
)
#: A town in capitals, perhaps its land, and the agency in brackets, on a line of its own. With a day in it the line is
#: left to those who read times.
_PLACE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,40}(?:, ?[A-Z][A-Za-zÀ-ɏ. ]{1,30})?"
    r" \([A-Z][\w .-]{1,30}\)[\s_–—-]*$"
)
_AGO = re.compile(
    r"(?:published|updated|posted)?\s?:?\s?(?:\d{1,2}|an?) (?:minutes?|hours?|days?|weeks?|months?|years?) ago.{0,40}$",
    re.I,
)
_SIGN_OFF = re.compile(
    r"(?i)[\s(\[]*(?:(?:additional |further |with )?(?:reporting|writing|editing|edited|compiled|translated"
    r"|research|graphics?|written)(?: and (?:writing|editing|reporting))?(?: for \w+)? (?:by|from)\b"
    r"|(?:sources?|credits?|via|agency|agencies)\s?[:\-–|]\s?\S|with (?:additional )?(?:reporting|files"
    r"|inputs?|material|information) (?:by|from)\b)"
)
_GALLERY = re.compile(
    r"\b(?:media|image) caption\b|\bview full caption\b|\b(?:hide|show) caption\b.{0,20}\d"
    r"|^\d{1,3}\s?(?:/|of)\s?\d{1,3}\s(?!\s?/)\S",
    re.I,
)
_STEPS = re.compile(r" (?:»|›|>|/|→) ")
_IN_BRACKETS = re.compile(r"\[[^\[\]]*[^\[\].]\]")
_CONTRIBUTED = re.compile(r"contributed to this (?:report|story|article)|\bcontributed reporting\b|^___?\W*$", re.I)
_PICTURED = re.compile(
    r"\W{0,2}(?:©\s?[A-Z][^.]{0,30}/|(?:FILE|File)\b\s?(?i:photo|image|picture)?\s?[-–—:(](?=\W|[A-Z])"
    r"|In (?:this|these)\b[^“”\"]{0,60}?\b(?:photo(?:graph)?|picture|image|frame|screen ?(?:shot|grab)|file video)s?\b"
    r"(?:[^“”\"]{0,80}?,|\s(?:provided|released|taken|made|from|by|posted|shot)\b)"
    r"|(?:Image|Media|Photo|Picture|Video)s? (?:caption|copyright|credit|source|by)\b"
    r"|(?:Photo|Picture|Image|Photograph|Photography|Illustration|Credit|Graphic|Screengrab|Screenshot)s?\s?:\s?\S"
    r"|Caption\s?:|(?:Pictured|Above|Below|Left|Right)\s?[:(]|Pictured,)"
)
#: The end of a caption, which names who took the picture. Searched in the last characters alone.
_PHOTO_CREDIT = re.compile(
    r"[\[(](?:File|FILE|Photo|Image|Credit|Courtesy|Picture|Handout|Screengrab)\b[^\])]{0,80}[\])]\W{0,3}$"
    r"|\b(?:Photograph|Photo|Picture|Image|Credit|Illustration|Courtesy)s?\s?(?:by|:|of|/)\s?[A-Z][^.!?]{1,80}$"
    r"|\b(?:Getty Images|AFP/Getty|Shutterstock|iStock|WireImage|EPA-EFE|Alamy(?: Stock Photo)?|Rex Features"
    r"|Zuma Press|ZUMA"
    r"|Handout|via AP|NurPhoto|Reuters/[A-Z][\w .]{2,40}|AP Photo(?:/[^)]{0,40})?)\)?\W{0,3}$"
    r"|/(?:AP|REUTERS|Reuters|AFP|EPA|PA|Getty)\)?\W{0,3}$"
    r"|\((?:AP Photo|Reuters|REUTERS|AP|AFP|PA|EPA|Getty"
    r"|[A-Z][\w .-]{2,40}\s?/\s?[A-Z][\w .-]{2,40})(?:/[^)]{0,60})?\)\W{0,3}$"
    r"|\bfile (?:photo|picture|image)\b[^.]{0,80}$|\((?:pictured|left|right|centre|center|above|below)\)[^.]{0,80}$"
)
#: A name in brackets behind the last sentence. Of an agency it credits the text: "... he said. (Agency)".
_NAMED_AFTER_STOP = re.compile(
    r"[.!?][\"'”’]? \((?!\w+ (?:said|is|was|has)\b)"
    r"([A-Z][\w.'’&-]*(?:(?: |\s?/\s?)(?:[A-Z][\w.'’&-]*|of|the|for|and|via)){0,7})\)$"
)
#: Characters in which a picture's credit stands.
_CREDIT_CHARACTERS = 130


def judge_lines(lines: Sequence[Line], headline: str | None = None, publisher: str | None = None) -> list[Judgement]:
    """A role for each line, in order. What the markup hints at stands unless the words say otherwise."""
    judged: list[Judgement] = []
    for i in range(len(lines)):
        judged.append(_judge(lines, i, judged, headline, publisher))
    _spread_furniture(lines, judged)
    _mark_above_headline(lines, judged)
    _mark_listed(lines, judged)
    _spread_captions(lines, judged)
    return judged


def _judge(
    lines: Sequence[Line], i: int, before: Sequence[Judgement], headline: str | None, publisher: str | None
) -> Judgement:
    text = " ".join(lines[i].text[:LOOKED_AT].split())
    if headline and i < OPENING and _same(text, headline) and all(j.role != "headline" for j in before):
        return Judgement("headline", "is the headline")
    if _GALLERY.search(text):
        return Judgement("caption", "a picture of a gallery")
    found = _furniture(text) or _about_article(text)
    if found:
        return found
    opening = i < OPENING
    closing = i >= len(lines) - OPENING
    found = _signature(text, opening, closing, publisher) or _caption(text, i >= len(lines) - LAST)
    if found:
        return found
    hint = lines[i].hint
    if hint:
        return Judgement(hint, "the markup says so")
    if _is_heading(text, lines, i):
        return Judgement("subheading", "a short line without a final stop, above a paragraph")
    return Judgement("body", "running text: no other role fits")


def _furniture(text: str) -> Judgement | None:
    for reason, pattern in WHOLE:
        if len(text) <= 240 and pattern.fullmatch(text):
            return Judgement("boilerplate", reason)
    if len(text) == 1:
        return Judgement("boilerplate", "a letter or mark and nothing else")
    if _is_toolbar(text):
        return Judgement("boilerplate", "a row of buttons, or the way to the page")
    folded = text.lower()
    for reason, triggers, pattern in MARKS:
        possible = len(text) <= BANNER_CHARACTERS and any(t in folded for t in triggers)
        if possible and pattern.search(text) and not _quotes(text):
            return Judgement("boilerplate", reason)
    if POINTERS.match(text) and len(text.split()) <= POINTER_WORDS:
        return Judgement("boilerplate", "points to another article")
    if len(text.split()) <= POINTER_WORDS and (LINK_END.search(text) or _is_bracketed(text)):
        return Judgement("boilerplate", "ends in a link to another article")
    return None


def _is_toolbar(text: str) -> bool:
    """Whether bars divide the line into pieces of furniture, or arrows into the steps of a way."""
    pieces = [p.strip() for p in text.split("|")]
    if len(pieces) > 1 and any(pattern.fullmatch(p) for p in pieces if p for _, pattern in WHOLE):
        return all(len(p.split()) <= BUTTON_WORDS for p in pieces)
    steps = _STEPS.split(text)
    return len(steps) > 2 and len(steps[0].split()) <= 2 and not _FINAL.search(text)


def _is_bracketed(text: str) -> bool:
    """Whether the line is a headline in square brackets, as some publishers print links to other articles."""
    return len(text.split()) >= 4 and bool(_IN_BRACKETS.fullmatch(text))


def _about_article(text: str) -> Judgement | None:
    folded = text.lower()
    for reason, triggers, pattern in DISCLOSURES:
        if any(t in folded for t in triggers) and pattern.search(text):
            return Judgement("disclosure", reason)
    if _SIGN_OFF.match(text) or (_CONTRIBUTED.search(text) and len(text.split()) <= 60):
        return Judgement("credit", "names who reported, wrote or edited")
    return None


def _signature(text: str, opening: bool, closing: bool, publisher: str | None) -> Judgement | None:
    """Bylines, datelines and credits: short lines at either end of the text."""
    if len(text) > 200 or not (opening or closing):
        return None
    if is_agency_line(text):
        return Judgement("credit", "names an agency and nothing else")
    if publisher and _same(text.lstrip("—–- "), publisher):
        return Judgement("boilerplate", "names the publisher and nothing else")
    if _DATELINE.match(text) or _AGO.match(text):
        return Judgement("dateline", "a date and nothing else")
    if _PLACE.match(text):
        return Judgement("dateline", "a place and an agency")
    found = _BYLINE.match(text)
    if found and not _FINAL.search(found["rest"] or "x"):
        return Judgement("byline", "names who wrote")
    bare = _BARE_NAMES.match(text)
    if bare and _credits_agency(bare["rest"]):
        return Judgement("byline", "a name and an agency")
    return None


def _credits_agency(rest: str) -> bool:
    words = re.sub(r"^[\s,|–-]*(?:with|for|of|at|from)?\s*(?:the )?", "", rest)
    return bool(words) and (
        is_agency_line(words) or bool(re.fullmatch(r"[\w.-]+\.(?:com|org|net|ca|co\.uk|au)", words))
    )


def _caption(text: str, last: bool) -> Judgement | None:
    """Captions, by their beginning or by who took the picture; the agency behind the last sentence took none."""
    if len(text) >= LOOKED_AT:
        return None
    end = text[-_CREDIT_CHARACTERS:]
    named = _NAMED_AFTER_STOP.search(end)
    if named and is_agency_line(named[1]) and last:
        return None
    if _PICTURED.match(text) or _PHOTO_CREDIT.search(end) or (named and not is_agency_line(named[1])):
        return Judgement("caption", "a picture's caption or credit")
    return None


def _is_heading(text: str, lines: Sequence[Line], i: int) -> bool:
    """Whether the line stands above something longer, is short, and does not end as a sentence does."""
    if _FINAL.search(text) and not text.endswith("?") and not _is_quote(text):
        return False
    words = _WORD.findall(text)
    if not 1 <= len(words) <= HEADING_WORDS or text[-1:] in ",;:" or not any(c.isalpha() for c in text):
        return False
    following = lines[i + 1].text if i + 1 < len(lines) else ""
    return len(following) > len(text) and (bool(_FINAL.search(following.rstrip())) or len(following) > 120)


def _is_quote(text: str) -> bool:
    """Whether the line is one quoted fragment, as a pull quote is."""
    return text[:1] in "“\"‘'" and text[-1:] in "”\"’'" and len(text.split()) <= 6


def _quotes(text: str) -> bool:
    """Whether somebody is quoted: a report on cookies, and no banner."""
    return bool(
        re.search(
            r"[”\"’],? (?:he|she|they|it|said|says|told|[A-Z]\w+ (?:said|says|told))\b|\b(?:said|told|announced)\b",
            text,
        )
    )


def _same(text: str, other: str) -> bool:
    """Whether two lines have the same words."""
    return _fold(text) == _fold(other)


def _fold(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))


def _spread_furniture(lines: Sequence[Line], judged: list[Judgement]) -> None:
    """A few words that stand in a line of furniture too are furniture themselves: a button beside its banner."""
    phrases: set[tuple[str, ...]] = set()
    for line, judgement in zip(lines, judged, strict=True):
        if judgement.role == "boilerplate":
            words = _fold(line.text[:LOOKED_AT])
            phrases.update(
                tuple(words[i : i + n]) for n in range(1, BUTTON_WORDS + 1) for i in range(len(words) - n + 1)
            )
    for i, (line, judgement) in enumerate(zip(lines, judged, strict=True)):
        words = _fold(line.text[:LOOKED_AT])
        if judgement.role in ("body", "subheading") and 0 < len(words) <= BUTTON_WORDS and tuple(words) in phrases:
            judged[i] = Judgement("boilerplate", "repeats words of a line of furniture")


def _mark_above_headline(lines: Sequence[Line], judged: list[Judgement]) -> None:
    """Short lines above the headline are the publisher's name and the section."""
    top = next((i for i, j in enumerate(judged) if j.role == "headline"), 0)
    for i in range(top):
        if judged[i].role in ("body", "subheading") and len(lines[i].text.split()) <= BUTTON_WORDS:
            judged[i] = Judgement("boilerplate", "stands above the headline")


def _mark_listed(lines: Sequence[Line], judged: list[Judgement]) -> None:
    """The short lines that a text ends with are titles of other articles, if the first of them heads such a list."""
    last = len(lines)
    while last and not (_is_prose(lines[last - 1].text) and judged[last - 1].role == "body"):
        last -= 1
    heads = (i for i in range(last, len(lines)) if last and judged[i].reason == LIST_HEAD)
    for i in range(next(heads, len(lines)), len(lines)):
        if judged[i].role in ("body", "subheading"):
            judged[i] = Judgement("boilerplate", "stands in a list of other articles")


def _is_prose(text: str) -> bool:
    """Whether a line ends as a sentence does, or is too long for a title."""
    line = text[-LOOKED_AT:].rstrip()
    return (bool(_FINAL.search(line)) and line[-1] != "?") or len(text.split()) > POINTER_WORDS


def _spread_captions(lines: Sequence[Line], judged: list[Judgement]) -> None:
    """The text beside a caption that says the same is the picture's alternative text."""
    for i, judgement in enumerate(judged):
        if judgement.role != "caption":
            continue
        words = set(_fold(lines[i].text[:LOOKED_AT]))
        for k in (i - 1, i + 1):
            if not 0 <= k < len(lines) or judged[k].role not in ("body", "subheading"):
                continue
            other = set(_fold(lines[k].text[:LOOKED_AT]))
            if len(other) >= 4 and len(words & other) >= 0.6 * len(other) and not _FINAL.search(lines[k].text.rstrip()):
                judged[k] = Judgement("caption", "says the same as the caption beside it")


def split_byline(text: str) -> tuple[str, ...]:
    """The names in a byline."""
    line = " ".join(text[:LOOKED_AT].split())
    found = _BYLINE.match(line) or _BARE_NAMES.match(line)
    return tuple(n.strip() for n in re.split(r",? (?:and|&) |, ", found["names"]) if n.strip()) if found else ()
