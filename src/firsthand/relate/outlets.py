"""Publishers that other publishers quote, and the places where an article attributes a report to one of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from firsthand.model import TELLING_ROLES, Article, Publisher

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
_PRESS = (
    r"(?:Advertiser|Broadcasting|Chronicle|Courier|Dispatch|Echo|Evening News|Examiner|Express|Gazette|Globe|Herald"
    r"|Inquirer|Mail|Mercury|Mirror|Monitor|News|News Agency|Observer|Post|Radio|Register|Sentinel|Standard|Star|Sun"
    r"|Telegram|Telegraph|Television|Times|Tribune|TV)(?![\w/@])"
)
_PRESS_WORD = re.compile(_PRESS)
#: Names that end as names of papers, agencies and stations do: what no list holds is known by its name.
_PRESS_NAME = re.compile(rf"(?<![\w/@.])(?!The [A-Z]\w+(?! [A-Z]))(?:[A-Z][\w'’-]{{1,20}} ){{1,3}}{_PRESS}")
#: A name cut to its last word, once it was given in full: "The Times".
_CUT_NAME = re.compile(rf"(?<![\w/@.])[Tt]he ({_PRESS})")
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
    return [
        Attribution(outlet, start + at, start + until, _attributes(line, at, until))
        for at, until, outlet in sorted(places)
    ]


def find_all_attributions(article: Article, printed: Collection[str] = ()) -> list[Attribution]:
    """Where the telling lines of an article attribute something to publishers, in order, its own among them.

    Names of the list, the `printed` ones, names that are shaped as publishers' are, and such a name cut to its last
    word once it stood in full ("The Times"). Too many to tell from them what an article rests on as a whole.
    """
    own = outlet_of(article.publisher)
    full_names = [own] if own else []
    found: list[Attribution] = []
    for block in article.blocks:
        if block.role not in TELLING_ROLES:
            continue
        start, end = block.span.start, block.span.end
        here = find_attributions(article.text, start, end, printed)
        if _PRESS_WORD.search(article.text, start, end):
            here += _by_shape(article.text[start:end], start, here, full_names)
        full_names = list(dict.fromkeys([*(a.outlet for a in reversed(here)), *full_names]))
        found += sorted(here, key=lambda a: (a.start, a.end, a.outlet))
    return [a for a in found if a.reports]


def _by_shape(
    line: str, start: int, known: Sequence[Attribution], full_names: Sequence[str]
) -> list[Attribution]:
    """The attributions to publishers that are known by the shape of their names, or named by their last word."""
    places = [(m.start(), m.end(), m[0].removeprefix("The ")) for m in _PRESS_NAME.finditer(line)]
    named = [*full_names, *(a.outlet for a in known), *(name for _, _, name in places)]
    places += [
        (m.start(1), m.end(), full)
        for m in _CUT_NAME.finditer(line)
        if (full := next((n for n in named if n.endswith(f" {m[1]}")), None))
    ]
    return [
        Attribution(name, start + at, start + until, True)
        for at, until, name in places
        if _attributes(line, at, until)
        and not any(a.start < start + until and start + at < a.end for a in known)
    ]


def _attributes(line: str, at: int, until: int) -> bool:
    """Whether the words around a publisher's name say that it brought something."""
    before, after = line[max(0, at - REACH) : at], line[until : until + REACH]
    return bool(_BEFORE.search(before) or _AFTER.match(after))
