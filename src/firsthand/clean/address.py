"""Addresses: the page's own, checked, and those that it links to, made absolute. Runs in the child process."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Characters of an address. Longer ones carry data, not a place.
MAX_ADDRESS = 2000
#: Parameters that say how a reader came, and not where to.
_TRACKING = re.compile(
    r"(?:utm_\w*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|mc_cid|mc_eid|igshid|yclid|twclid|ttclid|srsltid|_ga|_gl"
    r"|ns_\w+|at_(?:medium|campaign|custom\d)|cmpid|ocid|ito|smid|ref_src|ref_url|__twitter_impression|guccounter"
    r"|guce_referrer\w*)",
    re.I,
)
#: Hosts that show other publishers' pages: what stands there is believed to stand where the page says.
_CARRIERS = re.compile(r"(?:^|\.)(?:ampproject\.org|google\.[a-z.]{2,6}|archive\.(?:org|ph|today|is)|bing\.com)$", re.I)
#: Second-level names under which a country lets names be registered: "example.co.uk" is one site.
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac", "edu", "ne", "or", "go"})
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,23}", re.I)


def resolve(href: str, base: str | None) -> str | None:
    """Where a link leads: absolute, http or https, without tracking; None for all else, and for the page itself."""
    href = "".join(href.split()) if "\n" in href or "\t" in href else href.strip()
    if not href or href.startswith("#") or len(href) > MAX_ADDRESS:
        return None
    try:
        joined = urljoin(base or "", href)
    except ValueError:
        return None
    url = without_tracking(joined)
    if url and base and url.partition("#")[0] == (without_tracking(base) or "").partition("#")[0]:
        return None
    return url


def without_tracking(url: str) -> str | None:
    """The address without the parameters that follow readers; None where it is none of http or https on a host."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or len(url) > MAX_ADDRESS:
        return None
    if not _TRACKING.search(parts.query):
        return url.strip()
    kept = [p for p in parts.query.split("&") if not _TRACKING.fullmatch(p.partition("=")[0])]
    return urlunsplit(parts._replace(query="&".join(kept)))


def base_of(tree: HtmlElement, url: str | None) -> str | None:
    """What the page's relative addresses are relative to: its base element, else its own address."""
    for element in tree.iter("base"):
        href = (element.get("href") or "").strip()
        if href:
            return resolve(href, url) or url
    return url


def find_address(given: str | None, stated: Iterable[str], base: str | None) -> str | None:
    """Where the article stands: the first address that the page states and that can be believed, else the given one.

    `stated` are its canonical link and what else names its address, as written. Not believed: an address of another
    site, unless the page came from a cache or archive; and the home page, unless the page came from there.
    """
    own = without_tracking(given) if given else None
    for written in stated:
        try:
            url = without_tracking(urljoin(base or own or "", written.strip()))
        except ValueError:
            continue
        if url and is_plausible(url, own):
            return url.partition("#")[0]
    return own or given


def is_plausible(url: str, given: str | None) -> bool:
    """Whether a page that came from the given address can have this one."""
    host, path = _host(url), _path(url)
    if not _HOST.fullmatch(host):
        return False
    if given is None:
        return bool(path)
    if _CARRIERS.search(_host(given)):
        return bool(path)
    return site_of(host) == site_of(_host(given)) and (bool(path) or not _path(given))


def site_of(host: str) -> str:
    """The part of a host that one owner registered: "example.com" of "m.example.com"."""
    parts = host.lower().split(".")
    size = 3 if len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in _SECOND_LEVEL else 2
    return ".".join(parts[-size:])


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _path(url: str) -> str:
    """The path and query of an address: nothing for a home page, whatever it calls itself."""
    parts = urlsplit(url)
    path = re.sub(r"^/(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:(?:index|home|default)\.\w{2,5})?$", "", parts.path, flags=re.I)
    return path + parts.query
