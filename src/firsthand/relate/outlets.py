"""Publishers that other publishers quote, and the places where an article attributes a report to one of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from firsthand.model import Article, Publisher

#: Characters before and after a publisher's name in which the words that attribute stand.
REACH = 90

_TOLD = (
    r"(?:told|tells|telling|informed|interview (?:with|in|to|published in)|(?:speaking|spoke|talking|talked|said) to"
    r"|(?:said|wrote|published|reported|revealed|cited|quoted) (?:in|by)|according to|statements? (?:sent )?to"
    r"|confirmed (?:to|by)"
    r"|(?:obtained|reviewed|seen|noted) by|report (?:by|in|from)|provided|per|via|citing|quoting|source:)"
)
_KIND = (
    r"(?:(?:the|a|an|local|national|state|state-run|state-owned|pro-government|independent|private|news|newspaper"
    r"|magazine|daily|weekly|tabloid|agency|website|site|broadcaster|network|channel|outlet|radio|television|tv|online"
    r"|publication|paper"
    r"|[a-z]{2,12}(?:an|ish|ese|ch|i)) ){0,6}"
)
_THEIR = (
    r"(?:'s|’s)? (?:(?:columnist|newspaper|news agency|agency|magazine|website|article|report|story|interview|op-ed) )"
    r"{0,3}"
)
_SAID = (
    r"(?:(?:first|also|has|had|further|then|previously|later|exclusively) ){0,2}"
    r"(?:report(?:s|ed)?|says|said|claim(?:s|ed)|publish(?:es|ed)|reveal(?:s|ed)|wrote|writes|note(?:s|d)|quote(?:s|d)"
    r"|cite(?:s|d)|learned|investigation|interview|reporting|describe[sd]|detailed|explained|broke the)\b"
)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_BEFORE = re.compile(rf"\b{_TOLD} {_KIND}$", re.IGNORECASE)
_AFTER = re.compile(_THEIR + _SAID)


@dataclass(frozen=True, slots=True)
class Outlets:
    """The list, by what one looks up in it."""

    by_name: Mapping[str, str]  #: short name by every name in running text
    by_host: Mapping[str, str]
    agencies: frozenset[str]  #: whose texts reach readers through others
    pattern: re.Pattern[str]  #: finds every name


@dataclass(frozen=True, slots=True)
class Attribution:
    """A place where an article names another publisher."""

    outlet: str  #: short name
    start: int
    end: int
    reports: bool  #: whether something is attributed to what that publisher brought, or its name alone mentioned


@lru_cache(maxsize=1)
def load_outlets() -> Outlets:
    """The publishers of outlets.txt."""
    by_name, by_host, agencies = {}, {}, set()
    for line in (files("firsthand.relate") / "outlets.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        short, names, hosts, kind = (part.strip() for part in line.split("|"))
        by_name.update(dict.fromkeys([short, *filter(None, names.split(", "))], short))
        by_host.update(dict.fromkeys(filter(None, hosts.split(", ")), short))
        if kind == "agency":
            agencies.add(short)
    longest_first = sorted(by_name, key=lambda n: (-len(n), n))
    pattern = re.compile(r"(?<![\w/@.])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w/@])")
    return Outlets(by_name, by_host, frozenset(agencies), pattern)


def outlet_of(publisher: Publisher | None) -> str | None:
    """A publisher's short name: from the list by host or name, else as printed; None where there is only a host."""
    if publisher is None:
        return None
    known = load_outlets()
    parts = publisher.id.lower().removeprefix("www.").split(".")
    for i in range(len(parts) - 1):
        if short := known.by_host.get(".".join(parts[i:])):
            return short
    for name in (publisher.name, publisher.name.removeprefix("The ")):
        if short := known.by_name.get(name):
            return short
    return None if _HOST.fullmatch(publisher.name) else publisher.name


def same_outlet(one: str | None, two: str | None) -> bool:
    """Whether two names are of one publisher: the same, or one begins the other (Vell, Vell News Agency)."""
    if not one or not two:
        return False
    short, long = sorted((one.lower(), two.lower()), key=len)
    return long.startswith(short) and not long[len(short) : len(short) + 1].isalnum()


def credits_of(article: Article) -> tuple[str, ...]:
    """Agencies and publishers that an article credits, its own left out, by the list's short names if it can."""
    own = outlet_of(article.publisher)
    names = [load_outlets().by_name.get(c, c) for c in article.credits]
    return tuple(dict.fromkeys(n for n in names if not same_outlet(n, own)))


def find_attributions(text: str, start: int, end: int, printed: Collection[str] = ()) -> list[Attribution]:
    """Where the range of a text names publishers, in order: those of the list, and the `printed` names of others."""
    known = load_outlets()
    line = text[start:end]
    places = [(m.start(), m.end(), known.by_name[m[0]]) for m in known.pattern.finditer(line)]
    for name in sorted(set(printed) - set(known.by_name)):
        if name in line:
            places += [(m.start(), m.end(), name) for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", line)]
    found = []
    for at, until, outlet in sorted(places):
        before, after = line[max(0, at - REACH) : at], line[until : until + REACH]
        reports = bool(_BEFORE.search(before) or _AFTER.match(after))
        found.append(Attribution(outlet, start + at, start + until, reports))
    return found
