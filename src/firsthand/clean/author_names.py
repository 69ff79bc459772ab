"""The names in what a page states as its author: apart from each other, and from roles, days and the outlet's own."""

from __future__ import annotations

import re

_PREFIX = re.compile(
    r"^\W*(?:(?:(?:this|the) (?:post|article|story|page|guide) (?:was|is) )?(?:written|posted|reported|published|story"
    r"|words|text|article|created|contributed|authored)?\s*by\b:?|authors?\b\s?:?|from:|reporter:?|contributors?:?"
    r"|(?:read )?(?:(?:all |more )?(?:articles|posts|stories)|more) (?:about|from|by)\b)\s*",
    re.I,
)
_NO_NAME = re.compile(
    r"https?://|www\.|@|\d{2}|^[^A-Za-zÀ-ɏ]*$|^\w+(?:\.\w+){2,}$|^\$|\{\{|^(?:none|null|undefined|by)$"
    r"|\b(?:reviewed|edited|checked|produced|photos?|photograph(?:s|ed)|illustrat\w+|translated) by\b",
    re.I,
)
#: Names of nobody in particular: taken where a page has no other.
_NOBODY = re.compile(
    r"^(?:the )?(?:\w+ )?(?:admin(?:istrator)?|staff(?: (?:writers?|reports?|reporters?))?|editors?|guest(?: \w+)?"
    r"|editorial(?: (?:team|staff|board|office|desk))?|webmaster|user|unknown|anonymous|author|team|news|newsroom"
    r"|newsdesk|root|default|wordpress|wp|super ?user|web ?desk|desk|contributors?|press release)$",
    re.I,
)
_REST = re.compile(
    r"\s*(?:,\s+with\b|\bin (?-i:[A-Z][\w-]+(?: [A-Z][\w-]+)?)$|[|•·—]|\s[-–]\s"
    r"|\b(?:on|updated|published|posted|last|min read|\d+ min)\b|(?:19|20)\d\d|\d{1,2}/"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}).*$",
    re.I,
)
#: What a newsroom or a firm calls the post of somebody who writes.
_ROLE = re.compile(
    r"\b(?:editors?|reporters?|correspondents?|(?:staff|senior|freelance) writers?|writers?|columnists?|journalists?"
    r"|producers?|contributors?|commentators?|bureau chief|head of|director of|vice president|chief \w+ officer"
    r"|professor of|opinion|staff|for)\b",
    re.I,
)
#: A title, a degree, or a trade at the end of a phrase, none of which is a surname.
_TRADE = re.compile(
    r"(?:\b(?:expert|specialist|educator|manager|director|founder|officer|analyst|consultant|professor|lecturer|fellow"
    r"|coach|advis[eo]r|engineer|attorney|nurse|phd|ph\.d|md|m\.d|rd|rn|mba|cfp|cpa|psp|cpp|inc|llc|ltd|team)"
    r"|(?:olog|icultural|trition|dietic)i(?:st|an))\.?$",
    re.I,
)
_APART = re.compile(r"\s*;\s*|,?\s+(?:and|&)\s+|,\s+")
_WORD_OF_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*),?")
#: What such texts begin with where they introduce an author and are no name.
_INTRODUCES = re.compile(r"(?:about|more|meet|follow|read|share|view|see|subscribe|sign|written|contact|our)\b", re.I)
#: Words of a name, and its characters: more is a phrase.
_MOST_WORDS, _LONGEST = 5, 40
#: Characters of a list of names: a study has dozens of authors.
_LONGEST_LIST = 2000


def clean_name(text: str) -> str:
    """A name without "By" before it and date or role after it."""
    name = _PREFIX.sub("", " ".join(text.split()))
    return _REST.sub("", name).strip(" ,;:-–—|•·")


def split_names(text: str, publisher: str | None) -> list[str]:
    """The names of several authors one by one, without the role or the outlet that stands behind them.

    A phrase of which any other part is no name stays as it is: half of a trade is no author.
    """
    name = clean_name(text[:_LONGEST_LIST])
    joints = list(_APART.finditer(name))
    ends = [j.start() for j in joints] + [len(name)]
    starts = [0] + [j.end() for j in joints]
    for i in range(1, len(ends)):
        part = name[starts[i] : ends[i]]
        if _ROLE.search(part) or is_publisher(part, publisher):
            return split_names(name[: ends[i - 1]], publisher)
    parts = [name[start:end] for start, end in zip(starts, ends, strict=True)]
    alone = all(len(p.split()) > 1 and reads_as_name(p) and not _TRADE.search(p) for p in parts)
    return parts if alone else [name]


def is_prefix(text: str) -> bool:
    """Whether a text is nothing but what introduces a name, such as "Written by"."""
    return bool(text and _PREFIX.fullmatch(text))


def is_name(text: str) -> bool:
    """Whether a statement of the author can be one: no address, handle, number or placeholder."""
    return bool(text) and not _NO_NAME.search(text)


def is_nobody(name: str) -> bool:
    """Whether a name is nobody's in particular, such as "Staff"."""
    return bool(_NOBODY.match(name))


def reads_as_name(text: str) -> bool:
    """Whether a text without any mark of an author has the look of a name: a few words, the outer ones capitals."""
    words = text.split()
    if not 0 < len(words) <= _MOST_WORDS or len(text) > _LONGEST or not is_name(text) or _INTRODUCES.match(text):
        return False
    return words[0][0].isupper() and words[-1][0].isupper() and all(_WORD_OF_NAME.fullmatch(w) for w in words)


def is_publisher(name: str, publisher: str | None) -> bool:
    """Whether a name is the outlet's, or a part of it."""
    a, b = (re.sub(r"\W+|\b(?:inc|ltd|llc|blog|the)\b", "", (x or "").lower()) for x in (name, publisher))
    return bool(a and b) and (a in b or b in a)
