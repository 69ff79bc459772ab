"""Whom an article credits for its text: agencies and other outlets, by their usual short names.

A photo credit, or somebody who "told AFP", says nothing of where the text comes from and is no credit here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from firsthand.clean.agencies import fold_name, load_agencies
from firsthand.clean.outlets import names_outlet
from firsthand.model import Role

__all__ = ["find_credits", "fold_name", "is_agency_line", "load_agencies"]

#: A dateline and what names the source in it: "TOWN, Land, Jan 1 (Agency) -", "TOWN - Agency", also "(Agency) —" alone.
_DATELINE = re.compile(
    r"(?:[^\n()]{0,80}?[\s,])?\(([A-Za-z][\w .&-]{1,40})\)\s{0,3}(?:[-–—_:]{1,2}\s{0,3}(?=[A-Z“\"'‘\d]|$)|$)"
)
#: An agency in brackets behind the last sentence.
_CLOSING = re.compile(r"[.!?][\"'”’]?\s{0,2}[(\[]([A-Z][\w .&/-]{1,40})[)\]]\W{0,3}$")
#: Ways to say whose text it is. `name` runs to the end of the phrase; what it holds is split at commas and "and".
_PHRASES = tuple(
    re.compile(pattern)
    for pattern in (
        r"^\W{0,3}(?:Sources?|SOURCES?|Via|VIA|Credits?|Agency|Agencies|Origin)\s?[:\-–|]\s?(?P<name>[^\n]{2,100})$",
        r"(?:^|[.!?”\"]\s)(?:The )?(?P<name>[A-Z][^.\n!?]{1,100}) (?:also )?contributed to (?:this"
        r"|the) (?:report|story|article)",
        r"(?i:\b(?:originally|first) (?:published|appeared|posted|ran)(?: on| in| by| at| with)?"
        r"|\bthis (?:article|story|report|post)(?: was| is| has been)? (?:published|posted) (?:on|in"
        r"|by)) (?:the )?(?P<name>[A-Z][^\n,;()]{1,60}?)(?=[.,;]?(?:$| on \w| and (?:is|was|has)|\. [A-Z]|, ))",
        r"(?i:(?:read|see) the (?:original|full) (?:article|story|report|post|version))(?i: (?:on|at"
        r"|in))? (?P<name>[A-Z][^\n.]{1,60})",
        r"(?i:\b(?:re(?:published|printed|produced)"
        r"|syndicated)(?: here)?(?: with (?:the )?(?:kind )?permission)? (?:from|of|by)|\b(?:used|published"
        r"|adapted) (?:here )?with (?:the )?(?:kind )?permission (?:from"
        r"|of)) (?:the )?(?P<name>[A-Z][^\n.,;]{1,60})",
        r"^More from (?P<name>[A-Z][^\n:]{1,60}):?$",
        r"\((?:via|Via|h/t) (?:the )?(?P<name>[A-Z][^\s()]{1,30}(?: [A-Z][^\s()]{1,30}){0,2})\)",
        r"^[\s\W]{0,3}(?:[Cc]opyright|©|\(c\))[\s©(c)]{0,5}(?:(?:19"
        r"|20)\d\d)?,?\s?(?:by )?(?:the )?(?P<agency>[A-Z][^\n.|]{1,60})",
        r"^(?:[A-Z][\w.'’-]{1,20} ){1,4}(?:for|of|/|\||,) ?(?P<agency>[A-Z][^\n,.]{1,40})$",
    )
)
#: One of these, in lower case, is in every line that one of the phrases could match.
_TRIGGERS = (
    "source", "via", "credit", "agenc", "origin", "contributed to", "first ", "this article", "this story",
    "this report",
    "this post", "full ", "republished", "reprinted", "reproduced", "syndicated", "permission", "more from", "h/t",
    "copyright", "©", "(c)",
)  # fmt: skip
#: In a byline or a sign-off alone, since everywhere else people do things with people: "A Name, with Agency".
_WITH = re.compile(
    r"(?:^|[\s(\[,])[Ww]ith (?:(?:additional )?(?:reporting|files|inputs?|material|information)(?: (?:by"
    r"|from))? )?(?P<name>[^.\n()]{2,80})[.)\]]?$"
)
#: What makes a byline or last line a credit: the name of an agency and no other word than these.
_FILLER = re.compile(
    r"\b(?:by|and|with|staff|wires?|services?|agenc(?:y|ies)|news|reporters?|writers?|the|files?|from|via"
    r"|source)\b|[^\w.]",
    re.I,
)
_SPLIT = re.compile(r"\s*(?:,|;|/|&|\band\b|\+|\|)\s*")
_TRAILING = re.compile(
    r"(?:['’]s\b.*|\.(?:com|co\.uk|org|net|fr|de|au|in)\b.*|\s+(?:on|in)\s+(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan"
    r"|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d).*)$"
)
_GENERIC = re.compile(
    r"^(?:(?:news|wire|wires|press|other|local|various|international|foreign|media|social|our)\s*)*"
    r"(?:agenc(?:y|ies)|agencies|wires?|reports?|staff|sources?|media|correspondents?|desk|services?|internet"
    r"|author|permission)?$",
    re.I,
)
#: Words in an outlet's name. More is a sentence that a pattern has caught by mistake.
_NAME_WORDS = 5
#: Characters of a line that can be "A Name for Agency".
_SHORT = 60
#: Characters of a list of agencies.
_LONGEST_LIST = 80
#: Lines at either end in which a bare name is a credit.
_EDGE_LINES = 3


def find_credits(
    lines: Iterable[tuple[str, Role]], publisher: str | None = None, agencies: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """The short names of all that the lines credit, in order; the article's own publisher is not among them."""
    agencies = load_agencies() if agencies is None else agencies
    rows = [(text.strip(), role) for text, role in lines]
    own = _compact(publisher or "")
    found: dict[str, None] = {}
    for i, (text, role) in enumerate(rows):
        if role == "caption":
            continue
        edge = i < _EDGE_LINES or i >= len(rows) - _EDGE_LINES
        for name in _names(text, role, edge, agencies, own):
            if not _is_own(name, own, agencies):
                found.setdefault(name)
    return tuple(n for n in found if not any(n != m and n.startswith(f"{m} ") for m in found))


def _is_own(name: str, own: str, agencies: Mapping[str, str]) -> bool:
    """Whether a name is the publisher's, in full or cut short; an agency is credited on its own site too."""
    compact = _compact(name)
    return compact == own or (bool(own) and own.startswith(compact) and name not in agencies.values())


def _compact(name: str) -> str:
    """Letters and digits alone, so that a name is found in its own host."""
    return "".join(c for c in name.lower() if c.isalnum())


def is_agency_line(text: str, agencies: Mapping[str, str] | None = None) -> bool:
    """Whether a line names agencies and nothing else."""
    agencies = load_agencies() if agencies is None else agencies
    if len(text) > _LONGEST_LIST:
        return False
    parts = [p for p in _SPLIT.split(text.strip(" .()[]-–—*")) if p]
    return bool(parts) and all(fold_name(p) in agencies for p in parts)


def _names(text: str, role: Role, edge: bool, agencies: Mapping[str, str], own: str) -> list[str]:
    """All names that one line credits; in a dateline at the top also those that the table does not have."""
    found: list[str] = []
    if role in ("body", "dateline") and (dateline := _DATELINE.match(text)):
        named = _short(dateline.group(1), agencies, known=not edge)
        found += [n for n in named if n in agencies.values() or _compact(n) not in own]
    if len(text) > 400:
        text = text[-400:]
    if edge and is_agency_line(text, agencies):
        found += _short(text.strip(" .()[]-–—*"), agencies, known=True)
    if edge and role == "body" and (closing := _CLOSING.search(text[-60:])):
        found += _short(closing.group(1), agencies, known=True)
    if role == "byline":
        found += _short(text, agencies, known=True)
    if role in ("byline", "credit") and (match := _WITH.search(text)):
        found += [n for n in _short(match["name"], agencies, known=False) if n in agencies.values() or names_outlet(n)]
    folded = text.lower()
    phrases = _PHRASES if any(t in folded for t in _TRIGGERS) or len(text) <= _SHORT else ()
    for pattern in phrases:
        if match := pattern.search(text):
            known = "agency" in match.groupdict()
            found += _short(match.group("agency" if known else "name"), agencies, known)
    return found


def _short(names: str, agencies: Mapping[str, str], known: bool) -> list[str]:
    """Short names of the outlets in a list of names; where `known`, of agencies alone."""
    found = []
    for part in _SPLIT.split(names):
        name = _TRAILING.sub("", part.strip(' .:()[]–—-*"“”')).removeprefix("The ").removeprefix("the ").strip()
        short = agencies.get(fold_name(name))
        if short:
            found.append(short)
        elif not known and name[:1].isupper() and len(name.split()) <= _NAME_WORDS and not _GENERIC.match(name):
            found.append(name)
    return found
