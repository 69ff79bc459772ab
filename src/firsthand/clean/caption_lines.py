"""Captions and the credits of pictures, by how they begin and how they end."""

from __future__ import annotations

import re
from collections.abc import Mapping

from firsthand.clean.credits import is_agency_line
from firsthand.clean.outlets import names_outlet

#: Characters that a caption has at most; what begins like one and is longer has an article behind it.
LONGEST_CAPTION = 1000
#: Characters in which a picture's credit stands.
_CREDIT_CHARACTERS = 130
#: Words from which a line that an agency's name begins is a caption and no title.
_CAPTION_WORDS = 4
#: Words up to which a line without a stop is a caption because it points to what is seen. Articles of one line go on.
_SHOWN_WORDS = 60
#: Characters of a line that is a credit alone.
_CREDIT_ALONE = 70

_FINAL = re.compile(r"[.!?…][\"'”’»)\]]*$")
_POSTED = re.compile(r"\(@\w+\) ")
_GALLERY = re.compile(
    r"\b(?:media|image) caption\b|\bview full caption\b|\b(?:hide|show) caption\b.{0,20}\d"
    r"|\d{1,3} of \d{1,3} (?:Full Screen|View|Hide|Show|Photos?|Next|Close|Autoplay|\()|^(?-i:CLOSE [A-Z])"
    r"|^(?-i:Buy Photo)\b"
    r"|^media playback is (?:un|not )supported",
    re.I,
)
_NUMBERED = re.compile(r"(\d{1,3})\s?/\s?(\d{1,3})\s[A-Z\d“\"‘']")
_AGENCY = (
    r"(?:(?:Getty(?: Images|(?! Images))|GETTY(?: IMAGES|(?! IMAGES))|REUTERS|Reuters"
    r"|AFP|EPA|AP|PA|SWNS|Alamy|ALAMY|Rex(?: Features)?|REX"
    r"|Shutterstock|SHUTTERSTOCK|Splash News|Associated Press|Press Association|PA Media|Contributor|Stringer|Pool)"
    r"(?:\s?[:•/|–-]\s?|\s))"
)
#: The picture's agency, and what is seen, without a stop: as text copied from a page has them in one line.
_CREDITED_FIRST = re.compile(rf"{_AGENCY}{{1,4}}[A-Z“\"‘']")
_PICTURED = re.compile(
    r"\W{0,2}(?:©\s?[A-Z][^.]{0,30}/|(?:FILE|File)\b\s?(?i:photo|image|picture)?\s?[-–—:(](?=\W|[A-Z])"
    r"|(?i:file (?:photo|picture|image)\b)"
    r"|In (?:this|these)\b[^“”\"]{0,60}?\b(?:photo(?:graph)?|picture|image|frame|screen ?(?:shot|grab)|file video)s?\b"
    r"(?:[^“”\"]{0,80}?,|\s(?:provided|released|taken|made|from|by|posted|shot)\b)"
    r"|(?:Image|Media|Photo|Picture|Video)s? (?:(?i:caption|copyright|credit|source)\b|by (?=[A-Z]))"
    r"|(?:Photo|Picture|Image|Photograph|Photography|Illustration|Credit|Graphic|Screengrab|Screenshot)s?\s?:\s?\S"
    r"|Credit\s?(?:\.{2,}|…)|Caption\s?:|Pictured\s?[:(,]|(?:Screengrab|Screenshot) (?:from|of|via)\b)"
)
_WHOLE = re.compile(
    r"\W{0,2}(?:(?:undated )?(?:handout|supplied|stock|representational|representative|illustrative|illustration|file)"
    r"(?: (?:image|photo|picture|pic|photograph)s?)?(?: only)?|(?:image|photo|picture)s? (?:is "
    r"|are )?(?:used )?(?:only )?"
    r"for (?:representation(?:al)?|representative|illustrati(?:on|ve))\b.{0,30}"
    r"|(?:image|photo|picture)s? (?:courtesy|supplied|handout)\b.{0,50}"
    r"|courtesy (?:of )?(?-i:[A-Z])[^.!?]{1,60})\W{0,3}",
    re.I,
)
#: Somebody and whom they took the picture for.
_TAKEN_FOR = re.compile(
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}\s?/\s?(?:The |the )?[A-Z0-9][\w.&'’ -]{1,40}(?:/[\w .&'’-]{2,30})?"
)
_WORKING_FOR = re.compile(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3} for (?P<outlet>[A-Z][\w.&'’ -]{1,40})")
#: The end of a caption, which names who took the picture. Searched in the last characters alone.
_PHOTO_CREDIT = re.compile(
    r"[\[(](?:File|FILE|Photo|Image|Credit|Courtesy|Picture|Handout|Screengrab|Supplied)\b[^\])]{0,80}[\])]\W{0,3}$"
    r"|\b(?:Photograph|Photo|Picture|Image|Credit|Illustration|Courtesy)s?\s?(?:by|:|of|/)\s?[A-Z][^.!?]{1,80}$"
    r"|\b(?:Getty Images|AFP/Getty|Shutterstock|iStock|WireImage|EPA-EFE|Alamy(?: Stock Photo)?|Rex Features"
    r"|Zuma Press|ZUMA"
    r"|Handout|via AP|NurPhoto|(?:Reuters|REUTERS)\s?/\s?[A-Z][\w .]{2,40}(?:/[\w ]{2,20})?"
    r"|AP Photo(?:/[^)]{0,40})?)\)?(?:, FILE)?\W{0,3}$"
    r"|/(?:AP|REUTERS|Reuters|AFP|EPA|PA|Getty|Associated Press)\)?\W{0,3}$"
    r"|[(\[](?:AP Photo|Reuters|REUTERS|AP|AFP|PA|EPA|Getty"
    r"|[A-Z][\w.'’-]{1,25},? [\w .,'’-]{2,40}\s?/\s?[A-Z][\w .'’-]{2,40})(?:/[^)\]]{0,60})?[)\]]\W{0,3}$"
    r"|\bfile (?:photo|picture|image)\b[^.]{0,80}$|\((?:pictured|left|right|centre|center|above|below)\)[^.]{0,80}$"
)
#: What is to be seen, told without a stop at the end: headings do not point to the left.
_SHOWN = re.compile(
    r"\b(?:is|are) (?:seen|pictured)\b|\bpictured (?:at|in|on|with|left|right|here)\b|,? \(?(?:left|right|far left"
    r"|far right|second left|second right|centre|center)\)?,"
)
#: A name in brackets behind the last sentence. Of an agency it credits the text: "... he said. (Agency)".
_NAMED_AFTER_STOP = re.compile(
    r"[.!?][\"'”’]? \((?!\w+ (?:said|is|was|has)\b)"
    r"([A-Z][\w.'’&-]*(?:(?: |\s?/\s?)(?:[A-Z][\w.'’&-]*|of|the|for|and|via)){0,7})\)$"
)


def find_caption(text: str, last: bool, agencies: Mapping[str, str] | None = None) -> str | None:
    """Why the line is a caption, or None. `last`: an agency in brackets behind its last sentence credits the text."""
    if len(text) > LONGEST_CAPTION:
        return None
    if _of_gallery(text):
        return "a picture of a gallery"
    end = text[-_CREDIT_CHARACTERS:]
    named = _NAMED_AFTER_STOP.search(end)
    if named and is_agency_line(named[1], agencies) and last:
        return None
    if _PICTURED.match(text) or _PHOTO_CREDIT.search(end) or (named and not is_agency_line(named[1], agencies)):
        return "a picture's caption or credit"
    if _WHOLE.fullmatch(text) or (len(text) <= _CREDIT_ALONE and _TAKEN_FOR.fullmatch(text)):
        return "a picture's credit and nothing else"
    working = _WORKING_FOR.fullmatch(text)
    if working and names_outlet(working["outlet"]):
        return "a picture's credit and nothing else"
    if _FINAL.search(end) or len(text.split()) < _CAPTION_WORDS:
        return None
    if _CREDITED_FIRST.match(text):
        return "a picture's agency and what it shows"
    if len(text.split()) <= _SHOWN_WORDS and _SHOWN.search(text):
        return "tells what a picture shows"
    return None


def _of_gallery(text: str) -> bool:
    """Whether the line is a picture of a gallery or a player; what somebody posted in numbered parts is none."""
    numbered = _NUMBERED.match(text)
    if numbered and int(numbered[1]) <= int(numbered[2]) and not _POSTED.search(text):
        return True
    return bool(_GALLERY.search(text))
