"""Who puts an article before the public."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from firsthand.clean.outlets import names_outlet
from firsthand.model import Publisher, Role

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.I)
_NAME = r"(?P<name>[A-Z][\w&'’-]*(?:\.\w+)*(?: (?:[A-Z][\w&'’-]*(?:\.\w+)*|of|the|and|&)){0,4})"
#: What a text says of its own publisher.
_SELF = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_NAME} is an automatic (?:news )?aggregator",
        rf"^{_NAME} uses? cookies",
        rf"(?:©|\(c\)|[Cc]opyright)[\s©]{{0,3}}(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?)?,?\s?(?:[Bb]y )?{_NAME}",
    )
)
#: Names that such lines hold and that name nobody.
_NOBODY = re.compile(r"^(?:all|the|this|we|our|rights|reserved|copyright|website|site|inc|ltd)\b\.?$", re.I)

#: Words and characters of a masthead: more is a sentence.
MASTHEAD_WORDS, MASTHEAD_CHARACTERS = 6, 80


def find_publisher(
    given: str | None,
    url: str | None,
    page: str | None,
    lines: Sequence[tuple[str, Role]],
    headline: str | None = None,
) -> Publisher | None:
    """By what was given, else the address, else what the page or the text says of itself."""
    if given:
        return as_publisher(given)
    host = host_of(url)
    if host:
        return Publisher(host, page or host)
    if page:
        return as_publisher(page)
    for text, role in lines:
        if role in ("disclosure", "boilerplate"):
            for pattern in _SELF:
                found = pattern.search(text[:400])
                if found and not _NOBODY.match(found["name"]):
                    return as_publisher(found["name"].rstrip(".,"))
    masthead = _masthead(lines, headline)
    return as_publisher(masthead) if masthead else None


def _masthead(lines: Sequence[tuple[str, Role]], headline: str | None) -> str | None:
    """The first line, where it stands above the headline and the text names an outlet so; cased as the text has it."""
    if not lines or not headline or lines[0][1] == "headline":
        return None
    name = " ".join(lines[0][0][:MASTHEAD_CHARACTERS].split())
    if not names_outlet(name) or len(name.split()) > MASTHEAD_WORDS:
        return None
    printed = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.I)
    for text, _ in lines[1:]:
        for found in printed.finditer(text):
            if found.group()[:1].isupper() and not found.group().isupper():
                return found.group()
    return None


def as_publisher(name: str) -> Publisher:
    """A publisher by its host or its printed name."""
    if _HOST.fullmatch(name.strip()):
        host = name.strip().lower()
        return Publisher(host.removeprefix("www."), host.removeprefix("www."))
    slug = re.sub(r"[^\w]+", "-", name.lower()).strip("-")
    return Publisher(slug or "unnamed", name)


def host_of(url: str | None) -> str | None:
    """The host of an address without "www."; None where there is none."""
    if not url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and "." in host else None
