"""Who puts an article before the public."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

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


def find_publisher(
    given: str | None, url: str | None, page: str | None, lines: Iterable[tuple[str, Role]]
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
