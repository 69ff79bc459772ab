"""What each line of a text is, with the reason. Nothing is cut: a reader of the blocks decides what to leave out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from firsthand.clean.banners import MARKS
from firsthand.clean.caption_lines import find_caption
from firsthand.clean.credits import is_agency_line
from firsthand.clean.furniture import LABELS, LINK_END, LIST_HEAD, POINTERS, SHARING, WEAK_POINTERS, WHOLE
from firsthand.clean.notices import find_notice, reports
from firsthand.clean.page import Line
from firsthand.clean.signatures import is_byline, is_dateline, is_sign_off, split_byline
from firsthand.model import TELLING_ROLES, Role

__all__ = ["Judgement", "judge_lines", "split_byline"]


class Judgement(NamedTuple):
    """A role and why."""

    role: Role
    reason: str


#: Characters of a line that patterns look at: furniture is known by its beginning, and a hostile line costs no more.
LOOKED_AT = 1000
#: Characters from which a line is no furniture, whatever it says: a whole article may come as one line, and none of
#: the furniture of news pages is as long. Lower costs articles of one line, higher keeps them but no more.
LONGEST_FURNITURE = 1200
#: Characters of the longest line that stands for itself from end to end: a button, a form, a list of tags.
LONGEST_BUTTON = 240
#: Words up to which a line can be a heading. Headings of real articles rarely have more.
HEADING_WORDS = 14
#: Words up to which a line can be a link to another article: a label and a headline.
POINTER_WORDS = 22
#: The same where the label is followed by a stop for breath and a list of such titles.
LABEL_WORDS = 60
#: Characters from which a line is a paragraph that speaks of newsletters or cookies, and no banner.
BANNER_CHARACTERS = 450
#: Words of a button.
BUTTON_WORDS = 5
#: Words of a button that is known by those around it alone, and how many such may stand in a row.
LONE_WORDS, LONE_LINES = 2, 3
#: Lines at the beginning in which bylines, datelines and the headline stand.
OPENING = 8
#: Lines at the end in which an agency in brackets credits the text and not a picture.
LAST = 3
#: Lines of the longest list of other articles. A longer one is the text itself: sources, addresses, a program.
LISTED = 20
#: Lines under the text in which its author is told of.
NOTE_LINES = 8
#: Words of what is told of an author.
NOTE_WORDS = 90

_FINAL = re.compile(r"[.!?…][\"'”’»)\]]*$")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_PHONE = re.compile(r"(?:phone|tel|call|whatsapp|fax)?\.?:?\s?[(+]\d[\d() -]{6,20}", re.I)
_STEPS = re.compile(r" (?:»|›|>|/|→) ")
_IN_BRACKETS = re.compile(r"\[[^\[\]]*[^\[\].]\]")
#: How a line speaks to its reader. One that does not, nor begins by telling the reader what to do, is no banner.
_ADDRESS = re.compile(
    r"\b(?:you|your|yours|our|ours|us|we|my|me|click|here|below)\b|\bth(?:is|e) (?:web ?)?(?:site|page|article"
    r"|story|video"
    r"|content)\b",
    re.I,
)
#: What is told of an author under an article: a name, and what they do for whom.
_AUTHOR_NOTE = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w.'’-]+(?: (?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|der|den|la|le|al|bin|el|da|dos"
    r"|di)){1,4})(?:,? [^.]{2,60},)?"
    r" (?:is (?:an?|the|our|[A-Z][\w’']+(?:['’]s)?) [^.]{0,80}?\b(?:(?P<press>reporter|correspondent|editor"
    r"|columnist|journalist"
    r"|writer|producer|contributor|freelancer|intern|anchor)s?,? (?:for|at|with|based|covering|on|in|and"
    r"|who (?:covers|writes))"
    r"|fellow|professor|lecturer|author|analyst|critic|broadcaster|director|researcher|reporter|editor|writer)\b"
    r"|(?P<beat>covers|writes|reports) (?:[^.]{0,60}? )?(?:for|about|on|from|at)\b)"
)


def judge_lines(
    lines: Sequence[Line],
    headline: str | None = None,
    publisher: str | None = None,
    agencies: Mapping[str, str] | None = None,
) -> list[Judgement]:
    """A role for each line, in order. What the markup hints at stands unless the words say otherwise.

    `agencies` is a table as `load_agencies` gives it; the own one by default.
    """
    judged: list[Judgement] = []
    for i in range(len(lines)):
        judged.append(_judge(lines, i, judged, headline, publisher, agencies))
    _spread_furniture(lines, judged)
    _mark_buttons(lines, judged)
    _mark_above_headline(lines, judged)
    _mark_listed(lines, judged)
    _mark_author_notes(lines, judged)
    _spread_captions(lines, judged)
    return judged


def _judge(
    lines: Sequence[Line],
    i: int,
    before: Sequence[Judgement],
    headline: str | None,
    publisher: str | None,
    agencies: Mapping[str, str] | None,
) -> Judgement:
    hint = lines[i].hint
    if len(lines[i].text) > LONGEST_FURNITURE:
        return Judgement(hint, "the markup says so") if hint else Judgement("body", "too long for anything but text")
    text = " ".join(lines[i].text[:LOOKED_AT].split())
    if headline and i < OPENING and _same(text, headline) and all(j.role != "headline" for j in before):
        return Judgement("headline", "is the headline")
    opening, closing = i < OPENING, i >= len(lines) - OPENING
    found = (
        _about_article(text, closing, agencies)
        or _furniture(text)
        or _signature(text, opening, closing, publisher, agencies)
        or _caption(text, i >= len(lines) - LAST, agencies)
    )
    if found:
        return found
    if hint:
        return Judgement(hint, "the markup says so")
    if _is_heading(text, lines, i):
        return Judgement("subheading", "a short line without a final stop, above a paragraph")
    return Judgement("body", "running text: no other role fits")


def _furniture(text: str) -> Judgement | None:
    if len(text) <= LONGEST_BUTTON and not _is_one_word_sentence(text):
        for reason, pattern in WHOLE:
            if pattern.fullmatch(text):
                return Judgement("boilerplate", reason)
    if len(text) == 1:
        return Judgement("boilerplate", "a letter or mark and nothing else")
    if _is_toolbar(text):
        return Judgement("boilerplate", "a row of buttons, or the way to the page")
    return _banner(text) or _pointer(text)


def _banner(text: str) -> Judgement | None:
    """A line that asks something of its reader, unless it is a paragraph or reports what somebody said."""
    if len(text) > BANNER_CHARACTERS:
        return None
    folded = text.lower()
    for reason, triggers, pattern in MARKS:
        found = pattern.search(text) if any(t in folded for t in triggers) else None
        if found and (found.start() == 0 or found[0][0].isupper() or _ADDRESS.search(text)) and not reports(text):
            return Judgement("boilerplate", reason)
    return None


def _pointer(text: str) -> Judgement | None:
    """A line that leads to another article."""
    words = len(text.split())
    stopped = text.endswith((".", ".”", '."'))
    if words <= POINTER_WORDS:
        if POINTERS.match(text) or (WEAK_POINTERS.match(text) and not stopped):
            return Judgement("boilerplate", "points to another article")
        if LINK_END.search(text) or _is_bracketed(text):
            return Judgement("boilerplate", "ends in a link to another article")
    if words <= LABEL_WORDS and LABELS.match(text) and not stopped:
        return Judgement("boilerplate", "points to other articles")
    return None


def _is_one_word_sentence(text: str) -> bool:
    return text.endswith(".") and not text.endswith("..") and " " not in text


def _is_toolbar(text: str) -> bool:
    """Whether bars divide the line into pieces of furniture, or arrows into the steps of a way."""
    if len(text) > LONGEST_BUTTON:
        return False
    pieces = [p.strip() for p in text.split("|")]
    if len(pieces) > 1 and any(pattern.fullmatch(p) for p in pieces if p for _, pattern in WHOLE):
        return all(len(p.split()) <= BUTTON_WORDS for p in pieces)
    steps = _STEPS.split(text)
    return (
        len(steps) > 2
        and len(steps[0].split()) <= 2
        and all(any(c.isalpha() for c in step) for step in steps)
        and not _FINAL.search(text)
    )


def _is_bracketed(text: str) -> bool:
    """Whether the line is a headline in square brackets, as some publishers print links to other articles."""
    return len(text.split()) >= 4 and bool(_IN_BRACKETS.fullmatch(text))


def _about_article(text: str, closing: bool, agencies: Mapping[str, str] | None) -> Judgement | None:
    reason = find_notice(text, closing)
    if reason:
        return Judgement("disclosure", reason)
    if is_sign_off(text, closing, agencies):
        return Judgement("credit", "names who reported, wrote or edited")
    return None


def _signature(
    text: str, opening: bool, closing: bool, publisher: str | None, agencies: Mapping[str, str] | None
) -> Judgement | None:
    """Bylines, datelines and credits: short lines at either end of the text."""
    if len(text) > 200 or not (opening or closing):
        return None
    if is_agency_line(text, agencies):
        return Judgement("credit", "names an agency and nothing else")
    if publisher and _same(text.lstrip("—–- "), publisher):
        return Judgement("boilerplate", "names the publisher and nothing else")
    if closing and _PHONE.fullmatch(text):
        return Judgement("boilerplate", "says how to reach somebody")
    if is_dateline(text):
        return Judgement("dateline", "a date, or a place and an agency, and nothing else")
    if is_byline(text, agencies):
        return Judgement("byline", "names who wrote")
    return None


def _caption(text: str, last: bool, agencies: Mapping[str, str] | None) -> Judgement | None:
    reason = find_caption(text, last, agencies)
    return Judgement("caption", reason) if reason else None


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


def _mark_buttons(lines: Sequence[Line], judged: list[Judgement]) -> None:
    """A word or two between two buttons is a button, whatever network has come up since."""
    for i, judgement in enumerate(judged):
        if judgement.reason != SHARING:
            continue
        k = i + 1
        while k < len(lines) and judged[k].role in ("body", "subheading") and _is_lone(lines[k].text):
            k += 1
        if i + 1 < k <= i + 1 + LONE_LINES and k < len(lines) and judged[k].role == "boilerplate":
            judged[i + 1 : k] = [Judgement("boilerplate", "stands between buttons")] * (k - i - 1)


def _is_lone(text: str) -> bool:
    return len(text.split()) <= LONE_WORDS and not _FINAL.search(text[-LOOKED_AT:].rstrip())


def _mark_author_notes(lines: Sequence[Line], judged: list[Judgement]) -> None:
    """What the last prose tells of somebody whom the text itself never names is told of the author.

    It must be somebody of the press, or have signed the text.
    """
    signed = " ".join(line.text for line, j in zip(lines, judged, strict=True) if j.role in ("byline", "credit"))
    for i in range(len(lines) - 1, max(0, len(lines) - NOTE_LINES), -1):
        if judged[i].role not in ("body", "subheading") or not _is_prose(lines[i].text):
            continue
        text = lines[i].text[:LOOKED_AT].strip()
        found = _AUTHOR_NOTE.match(text)
        if not found or len(text.split()) > NOTE_WORDS or reports(text):
            return
        surname = found["name"].split()[-1].removesuffix("’s").removesuffix("'s")
        if not (found["press"] or found["beat"] or surname in signed):
            return
        told = (k for k in range(len(lines)) if k != i and judged[k].role in TELLING_ROLES)
        if any(surname in lines[k].text for k in told):
            return
        judged[i] = Judgement("boilerplate", "tells of the author, who is not in the text")


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
    head = next(heads, len(lines))
    if len(lines) - head > LISTED:
        return
    for i in range(head, len(lines)):
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
