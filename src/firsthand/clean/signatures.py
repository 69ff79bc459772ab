"""Who wrote, and when: bylines, days of publication and sign-offs, each on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from firsthand.clean.credits import is_agency_line

#: Characters of the longest signature.
LONGEST_SIGNATURE = 300
#: Characters of the longest line of a day of publication.
_LONGEST_DATE = 120
#: Words of the longest line that names a desk.
_DESK_WORDS = 6

_FINAL = re.compile(r"[.!?…][\"'”’»)\]]*$")
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
_DESK = re.compile(
    r"(?:by )?(?:our |the |a |an )?(?:(?-i:[A-Z])[\w.]* ){0,3}(?:correspondent|bureau|(?:staff|agency|special|web"
    r"|our|own"
    r"|crime|sports|city|senior|news) (?:reporter|writer)|(?:web|news|online|digital|sports|city|national|foreign) desk"
    r"|staff|newsroom|news service)s?(?: report)?",
    re.I,
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_YEAR = r"(?:19|20)\d\d(?!\d(?![.:\d]|\d?:))"
_DAY = re.compile(
    rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}|\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? {_YEAR}"
    r"|\b(?:19|20)\d\d-\d\d-\d\d|\b\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:(?:19|20)\d\d|\d\d\b)",
    re.I,
)
_AGO = re.compile(r"\b(?:\d{1,2}|an?) (?:min(?:ute)?|h(?:ou)?r|day|week|month|year)s? ago\b", re.I)
_CLOCK = re.compile(
    r"t?\d{1,2}\s?[:.]\s?\d\d(?:[:.]\s?\d\d)?(?:\s?[ap]\.?m\b\.?)?|\b\d{1,2}\s?[ap]\.?m\b\.?|\b\d{4} (?=GMT|UTC)", re.I
)
_LABEL = re.compile(
    r"published|updated?|posted|modified|created|issued|uploaded|edited|first|last|originally|\bdate\b|\btime\b", re.I
)
_SMALL = re.compile(rf"{_WEEKDAY}|\b(?:on|at|by|local|min|read|and|hrs?|ist|z)\b", re.I)
_ZONE = re.compile(r"\b[A-Z]{2,5}(?![a-z])")
_PLACE_AFTER = re.compile(r"\s[-–—|/]\s[A-Z][\w .]{2,30}$")
#: A town in capitals, perhaps its land, and the agency in brackets, on a line of its own. With a day in it the line is
#: left to those who read times.
_PLACE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,40}(?:, ?[A-Z][A-Za-zÀ-ɏ. ]{1,30})?"
    r" \([A-Z][\w .-]{1,30}\)[\s_–—-]*$"
)
_SIGN_OFF = re.compile(
    r"(?:(?:additional |further |with )?(?:reporting|writing|editing|edited|compiled|translated|translation"
    r"|research|graphics?"
    r"|written|produced|production|photography)(?: and (?:writing|editing|reporting|research))?(?: for \w+)?\s?"
    r"(?:by\b|from\b|:)|(?:sources?|credits?|story|text|via|agency|agencies)\s?[:\-–|]|contribut(?:ing|ors?"
    r"|ions?)\s?(?::|by\b)"
    r"|(?:with |\w+ )?(?:additional )?(?:reporting|files|inputs?|material|information|reports) (?:by|from)\b"
    r"|with (?:[\w.-]+ )?(?:inputs?|files|wires?|agenc(?:y|ies)|reports?)\b"
    r"|(?:news |wire )?(?:agencies|wires|agency reports|wire reports|wire services)\W*$)",
    re.I,
)
_CONTRIBUTED = re.compile(
    r"\bcontributed (?:\w+ )?(?:to (?:this|the) (?:report|story|article|dispatch|piece|post|review)|reporting)\b", re.I
)
#: At the end of a text alone: "A Name contributed from Town.", "A Name reported from Town."
_FROM_PLACES = re.compile(
    r"[A-Z][\w.'’-]+ (?:[A-Z][\w.'’-]+ |and |, ){0,8}(?:in [A-Z]\w+ )?(?:contributed|reported from)\b"
)
#: The words, besides names, that sign-offs are made of. One other makes a sentence of it.
_SIGNING = frozenset(
    "a additional agencies agency also an and article as at assisted based bureau by chief compiled contributed "
    "contributing "
    "contribution contributions contributor contributors copy correspondent correspondents correspondents' data "
    "de desk "
    "dispatch economics edited editing editor editors et files for freelance freelancer from further graphic "
    "graphics http "
    "https in information input inputs investigative journalist journalists la local material media national new news "
    "newsroom of office on other our personnel photographer photographers photography piece political post producer "
    "producers produced production report reported reporter reporters reporting reports research researcher "
    "researchers "
    "review science senior service services source sources special sports staff story text the this to translated "
    "translation van video videojournalist von website who wire wires with writer writers writing written".split()
)
_LOWER = re.compile(r"(?<![\w@./'’])[a-zà-ÿ][\w'’]*")
_INITIALS = re.compile(r"[a-z]{2,4}(?:\s?[/,]\s?[a-z]{2,4}){1,3} \(([^)]{2,60})\)$")
_CODES = re.compile(r"\W*[A-Z]{2,6}(?:\s?/\s?[A-Z]{2,6}){1,3}\W*")


def is_dateline(text: str) -> bool:
    """Whether the line holds a day of publication, or how long ago it was, and nothing else; or a place and an "
    "agency."""
    if len(text) > _LONGEST_DATE:
        return False
    if _PLACE.match(text):
        return True
    rest, days = _DAY.subn(" ", text)
    rest, agos = _AGO.subn(" ", rest)
    rest, clocks = _CLOCK.subn(" ", rest)
    if not (days or agos or clocks):
        return False
    rest, labels = _LABEL.subn(" ", rest)
    if not days and not agos and not labels:
        return False
    if labels:
        rest = _PLACE_AFTER.sub("", rest.rstrip())
    rest = _SMALL.sub(" ", _ZONE.sub(" ", rest))
    return not any(c.isalnum() for c in rest)


def is_byline(text: str, agencies: Mapping[str, str] | None = None) -> bool:
    """Whether the line names who wrote, or the desk that did."""
    found = _BYLINE.match(text)
    if found and not _FINAL.search(found["rest"] or "x"):
        return True
    if len(text.split()) <= _DESK_WORDS and _DESK.fullmatch(text):
        return True
    bare = _BARE_NAMES.match(text)
    return bool(bare and _credits_agency(bare["rest"], agencies))


def is_sign_off(text: str, closing: bool, agencies: Mapping[str, str] | None = None) -> bool:
    """Whether the line names who reported, wrote, edited or was drawn on, and says nothing else.

    `closing`: it stands among the last lines, where less is needed.
    """
    bare = text.strip(" \t([)].,—–-_*•")
    if len(bare) > LONGEST_SIGNATURE or not bare:
        return False
    if closing and _signed_by_agency(bare, agencies):
        return True
    signed = _SIGN_OFF.match(bare) or _CONTRIBUTED.search(bare) or (closing and _FROM_PLACES.match(bare))
    return bool(signed) and all(w.lower() in _SIGNING for w in _LOWER.findall(bare))


def _signed_by_agency(bare: str, agencies: Mapping[str, str] | None) -> bool:
    """Initials with agencies, agencies by their codes, or "with" an agency."""
    initials = _INITIALS.match(bare + ")" if "(" in bare and not bare.endswith(")") else bare)
    if initials and is_agency_line(initials[1], agencies):
        return True
    if bare.lower().startswith("with ") and is_agency_line(bare[5:], agencies):
        return True
    return bool(_CODES.fullmatch(bare)) and any(is_agency_line(part, agencies) for part in bare.split("/"))


def _credits_agency(rest: str, agencies: Mapping[str, str] | None) -> bool:
    words = re.sub(r"^[\s,|–-]*(?:with|for|of|at|from)?\s*(?:the )?", "", rest)
    return bool(words) and (
        is_agency_line(words, agencies) or bool(re.fullmatch(r"[\w.-]+\.(?:com|org|net|ca|co\.uk|au)", words))
    )


def split_byline(text: str, looked_at: int = LONGEST_SIGNATURE) -> tuple[str, ...]:
    """The names in a byline."""
    line = " ".join(text[:looked_at].split())
    found = _BYLINE.match(line) or _BARE_NAMES.match(line)
    return tuple(n.strip() for n in re.split(r",? (?:and|&) |, ", found["names"]) if n.strip()) if found else ()
