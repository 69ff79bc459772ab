"""What each line of a text is, with the reason. Nothing is cut: a reader of the blocks decides what to leave out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from firsthand.clean.credits import is_agency_line
from firsthand.clean.furniture import DISCLOSURES, LINK_END, MARKS, POINTERS, WHOLE
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
#: Lines at the beginning in which bylines, datelines and the headline stand.
OPENING = 8

_FINAL = re.compile(r"[.!?…][\"'”’»)\]]*$")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_NAME = r"(?:(?:Dr|Prof|Sir|Mr|Mrs|Ms)\.? )?(?:[A-ZÀ-Þ][\w.'’-]*|(?:de|van|von|der|den|la|le|al|bin|el|da|dos|di)(?= ))(?: (?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|der|den|la|le|al|bin|el|da|dos|di)){1,4}"
_BYLINE = re.compile(
    rf"(?:(?:(?:written|reported|posted|published|story|words|text|report|compiled|analysis|opinion|review|photographs?|photos|pictures)\s)?by:?|from|author:?|reporter:?|writer:?|B[Yy])\s(?!the\b)(?P<names>{_NAME}(?:(?:,? (?:and|&) |, ){_NAME}){{0,5}})(?P<rest>.{{0,120}})$"
)
_BARE_NAMES = re.compile(
    rf"(?P<names>{_NAME}(?:(?:,? and |, ){_NAME}){{0,3}})(?P<rest>,? (?:with|for|in|at|of|at|\||–|-) .{{2,60}}|, .{{2,60}}|)$"
)
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? (?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.](?:19|20)?\d\d)"
_DATELINE = re.compile(
    rf"\W{{0,3}}(?:(?:first |last |originally )?(?:published|updated|posted|modified|created|issued|date|on|at|edited)(?: (?:on|at|date))?\s?:?\s?)*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?(?:\d{{1,2}}[:.]\d\d\s?(?:[ap]\.?m\.?)?,?(?: [A-Z]{{2,4}})?,? (?:on )?)?{_DAY}.{{0,80}}$",
    re.I,
)
_AGO = re.compile(
    r"(?:published|updated|posted)?\s?:?\s?(?:\d{1,2}|an?) (?:minutes?|hours?|days?|weeks?|months?|years?) ago.{0,40}$",
    re.I,
)
_SIGN_OFF = re.compile(
    r"(?i)[\s(\[]*(?:(?:additional |further |with )?(?:reporting|writing|editing|edited|compiled|translated|research|graphics?|written)(?: and (?:writing|editing|reporting))?(?: for \w+)? (?:by|from)\b|(?:sources?|credits?|via|agency|agencies)\s?[:\-–|]\s?\S|with (?:additional )?(?:reporting|files|inputs?|material|information) (?:by|from)\b)"
)
_CONTRIBUTED = re.compile(r"contributed to this (?:report|story|article)|\bcontributed reporting\b|^___?\W*$", re.I)
_PICTURED = re.compile(
    r"^\W{0,2}(?:FILE\b\s?(?:PHOTO|IMAGE|PICTURE)?\s?[-–—:(]|(?:Image|Media|Photo|Picture|Video)s? (?:caption|copyright|credit|source|by)\b|(?:Photo|Picture|Image|Photograph|Photography|Illustration|Credit|Graphic|Screengrab|Screenshot)s?\s?:\s?\S|Caption\s?:|(?:Pictured|Above|Below|Left|Right)\s?[:,(]|\d{1,3}\s?/\s?\d{1,3} )"
    r"|[\[(](?:File|FILE|Photo|Image|Credit|Courtesy|Picture|Handout|Screengrab)\b[^\])]{0,80}[\])]\W*$"
    r"|\b(?:Photograph|Photo|Picture|Image|Credit|Illustration|Photos|Pictures|Courtesy)s?\s?(?:by|:|of|/)\s?[A-Z][^.!?]{1,80}$"
    r"|\b(?:Getty Images|AFP/Getty|Shutterstock|iStock|WireImage|EPA-EFE|Alamy(?: Stock Photo)?|Rex Features|Zuma Press|ZUMA|Anadolu Agency/Getty|Handout|via AP|/AP|/REUTERS|/Reuters|AP Photo(?:/[^)]{0,40})?|Reuters/[A-Z][\w .]{2,40}|/AFP|/EPA|/PA|NurPhoto|Bloomberg via Getty Images)\)?\W{0,3}$"
    r"|\((?:AP Photo|Reuters|REUTERS|AP|AFP|PA|EPA|Getty|[A-Z][\w .-]{2,40}/[A-Z][\w .-]{2,40})(?:/[^)]{0,60})?\)\W*$|\bfile (?:photo|picture|image)\b.{0,80}$|\((?:pictured|left|right|centre|center|above|below)\)[^.]{0,80}$"
)


def judge_lines(lines: Sequence[Line], headline: str | None = None, publisher: str | None = None) -> list[Judgement]:
    """A role for each line, in order. What the markup hints at stands unless the words say otherwise."""
    judged: list[Judgement] = []
    for i in range(len(lines)):
        judged.append(_judge(lines, i, judged, headline, publisher))
    _spread_furniture(lines, judged)
    _spread_captions(lines, judged)
    return judged


def _judge(
    lines: Sequence[Line], i: int, before: Sequence[Judgement], headline: str | None, publisher: str | None
) -> Judgement:
    text = " ".join(lines[i].text[:LOOKED_AT].split())
    if headline and i < OPENING and _same(text, headline) and all(j.role != "headline" for j in before):
        return Judgement("headline", "is the headline")
    found = _furniture(text) or _about_article(text)
    if found:
        return found
    opening = i < OPENING
    closing = i >= len(lines) - OPENING
    found = _signature(text, opening, closing, publisher) or _caption(text)
    if found:
        return found
    hint = lines[i].hint
    if hint:
        return Judgement(hint, "the markup says so")
    if _is_heading(text, lines, i):
        return Judgement("subheading", "a short line without a final stop, above a paragraph")
    return Judgement("body", "nothing else fits")


def _furniture(text: str) -> Judgement | None:
    for reason, pattern in WHOLE:
        if len(text) <= 240 and pattern.fullmatch(text):
            return Judgement("boilerplate", reason)
    for reason, pattern in MARKS:
        if len(text) <= BANNER_CHARACTERS and pattern.search(text) and not _quotes(text):
            return Judgement("boilerplate", reason)
    if POINTERS.match(text) and len(text.split()) <= POINTER_WORDS:
        return Judgement("boilerplate", "points to another article")
    if LINK_END.search(text):
        return Judgement("boilerplate", "ends in a link to another article")
    return None


def _about_article(text: str) -> Judgement | None:
    for reason, pattern in DISCLOSURES:
        if pattern.search(text):
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


def _caption(text: str) -> Judgement | None:
    if len(text) < LOOKED_AT and _PICTURED.search(text):
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
    furniture = [
        " ".join(_fold(line.text[:LOOKED_AT])) for line, j in zip(lines, judged, strict=True) if j.role == "boilerplate"
    ]
    for i, (line, judgement) in enumerate(zip(lines, judged, strict=True)):
        words = _fold(line.text[:LOOKED_AT])
        if judgement.role in ("body", "subheading") and 0 < len(words) <= 5:
            phrase = " ".join(words)
            if any(phrase in text and phrase != text for text in furniture):
                judged[i] = Judgement("boilerplate", "repeats words of a line of furniture")


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
