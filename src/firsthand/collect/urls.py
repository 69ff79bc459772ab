"""Web addresses, read and joined as browsers do (WHATWG URL Standard), for http and https alone.

One parser decides what is checked, what is looked up and what is sent, so that there is no second opinion to exploit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from firsthand.collect.hosts import HostError, parse_host

#: Characters of an address. Servers commonly refuse more than 8,000; browsers take 2 million.
URL_LONGEST = 16_000
DEFAULT_PORTS = {"http": 80, "https": 443}

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_AUTHORITY = re.compile(r"[/\\]*([^/\\?#]*)")
_PORT = re.compile(r"(.*?|\[[^\]]*\]):([^:\]]*)", re.S)
#: What is percent-encoded in a path and in a query: the standard's path and special-query percent-encode sets.
_PATH_ENCODED = re.compile(r"[^!$-;=@-\]_a-z|~%]")
_QUERY_ENCODED = re.compile(r"[^!$-&(-;=?-~%]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DOT = re.compile(r"(?:\.|%2e)", re.I)


class UrlError(ValueError):
    """No address that can be fetched: the message is the reason, as a sentence."""


@dataclass(frozen=True, slots=True)
class Url:
    """One address, in its parts."""

    scheme: str  #: "http" or "https"
    host: str  #: as the standard writes it, IPv6 in brackets
    port: int
    path: str  #: starts with "/", percent-encoded, without dot segments
    query: str | None  #: percent-encoded, without "?"

    @property
    def authority(self) -> str:
        """Host and port, as the Host header has them."""
        return self.host if self.port == DEFAULT_PORTS[self.scheme] else f"{self.host}:{self.port}"

    @property
    def target(self) -> str:
        """What stands in the request line."""
        return self.path if self.query is None else f"{self.path}?{self.query}"

    @property
    def name(self) -> str:
        """The host as it is looked up and as its certificate has it: no brackets, no dot at the end."""
        return self.host.strip("[]").removesuffix(".")

    def __str__(self) -> str:
        """The address, without the fragment."""
        return f"{self.scheme}://{self.authority}{self.target}"


def parse_url(text: str, base: Url | None = None) -> Url:
    """Read an address; one that is relative is joined to `base`.

    Raises UrlError for what is no address, for schemes other than http and https, and for user names and passwords:
    a feed that needs them is not one that may be republished.
    """
    if len(text) > URL_LONGEST:
        raise UrlError(f"The address has over {URL_LONGEST:,} characters.")
    text = _SURROGATE.sub("\ufffd", re.sub(r"[\t\n\r]", "", text.strip("".join(map(chr, range(33))))))
    text = text.partition("#")[0]
    found = _SCHEME.match(text)
    if found is None:
        if base is None:
            raise UrlError("The address does not start with http:// or https://.")
        return _relative(text, base)
    scheme = found[1].lower()
    if scheme not in DEFAULT_PORTS:
        raise UrlError(f"Only http and https are fetched, not {scheme[:20]}.")
    rest = text[found.end() :]
    if base is not None and base.scheme == scheme and not rest.startswith("//"):
        return _relative(rest, base)
    return _absolute(scheme, rest)


def _absolute(scheme: str, rest: str) -> Url:
    """From after the scheme's colon, or from the slashes of a reference."""
    found = _AUTHORITY.match(rest)
    assert found is not None  # both parts of the pattern may be empty
    userinfo, at, place = found[1].rpartition("@")
    if userinfo.strip(":"):
        raise UrlError("The address holds a user name or a password.")
    host, port = place, ""
    if split := _PORT.fullmatch(place):
        host, port = split[1], split[2]
    if not host and at:
        raise UrlError("The address has no host.")
    if port and (not re.fullmatch("[0-9]+", port) or int(port.lstrip("0")[:6] or "0") > 65535):
        raise UrlError("The address's port is no number from 0 to 65535.")
    try:
        name = parse_host(host)
    except HostError as error:
        raise UrlError(f"The address cannot be used: {error}.") from error
    path, mark, query = rest[found.end() :].partition("?")
    number = int(port.lstrip("0") or "0") if port else DEFAULT_PORTS[scheme]
    return Url(scheme, name, number, _path(path, []), _encoded(_QUERY_ENCODED, query) if mark else None)


def _relative(text: str, base: Url) -> Url:
    if text[:1] in ("/", "\\") and text[1:2] in ("/", "\\"):
        return _absolute(base.scheme, text)
    path, mark, query = text.partition("?")
    encoded = _encoded(_QUERY_ENCODED, query) if mark else None
    if not path:
        return Url(base.scheme, base.host, base.port, base.path, encoded if mark else base.query)
    before = [] if path[0] in "/\\" else base.path.split("/")[1:-1]
    return Url(base.scheme, base.host, base.port, _path(path, before), encoded)


def _path(text: str, before: list[str]) -> str:
    """A path after the segments `before`, without dot segments."""
    segments = list(before)
    parts = re.split(r"[/\\]", text[1:] if text[:1] in ("/", "\\") else text)
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        dots = _DOT.sub(".", part) if len(part) <= 6 else part
        if dots == "..":
            del segments[-1:]
        if dots in (".", ".."):
            if last:
                segments.append("")
        else:
            segments.append(_encoded(_PATH_ENCODED, part))
    return "/" + "/".join(segments)


def _encoded(outside: re.Pattern[str], text: str) -> str:
    return outside.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text)
