"""Where a request comes from: the socket, or what proxies of ours say of it. Nobody else is believed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.types import Scope

#: Where there is no socket with an address: a Unix socket.
LOCAL = "local"
#: Bits of an IPv6 address that one customer has; the rest is theirs to change at will.
_CUSTOMER_BITS = 64

Networks = tuple[IPv4Network | IPv6Network, ...]


def client_of(scope: Scope, proxies: tuple[str, ...]) -> str:
    """The address that a request comes from.

    X-Forwarded-For is read from the right, and only as far as those who wrote it are `proxies`: what a client puts into
    it itself stands further left, and is never reached.
    """
    socket = scope.get("client")
    address = _plain(socket[0]) if socket else LOCAL
    known = _networks(proxies)
    if not _among(address, known):
        return address
    for said in _forwarded(scope):
        if not _is_address(said):
            break  # a proxy wrote nonsense: what is left of it cannot be trusted either
        address = said
        if not _among(address, known):
            break
    return address


def scheme_of(scope: Scope, proxies: tuple[str, ...]) -> str:
    """ "http" or "https", as the browser has it: X-Forwarded-Proto counts where the socket is a proxy's."""
    socket = scope.get("client")
    if socket and _among(_plain(socket[0]), _networks(proxies)):
        said = _header(scope, b"x-forwarded-proto").rpartition(",")[2].strip().lower()
        if said in ("http", "https"):
            return said
    return str(scope.get("scheme", "http"))


def bucket_of(address: str) -> str:
    """What requests are counted by: an IPv4 address, or the /64 of an IPv6 one, of which one customer has all."""
    if not _is_address(address):
        return address
    found = ip_address(address)
    if isinstance(found, IPv6Address):
        return str(IPv6Network((int(found), _CUSTOMER_BITS), strict=False))
    return address


def _forwarded(scope: Scope) -> Iterator[str]:
    """What X-Forwarded-For names, from the right."""
    for said in reversed(_header(scope, b"x-forwarded-for").split(",")):
        yield _plain(said.strip())


def _header(scope: Scope, name: bytes) -> str:
    """All values of a header as one: a list goes on from one header to the next."""
    return ",".join(value.decode("latin-1") for key, value in scope.get("headers", ()) if key == name)


def _plain(said: str) -> str:
    """An address without a port, brackets or zone, as `ipaddress` writes it; what is none stays as it is."""
    if said.startswith("["):
        said = said[1:].partition("]")[0]
    elif said.count(":") == 1:
        said = said.partition(":")[0]
    try:
        found = ip_address(said.partition("%")[0])
    except ValueError:
        return said
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(found)


def _is_address(said: str) -> bool:
    try:
        ip_address(said)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=8)
def _networks(proxies: tuple[str, ...]) -> Networks:
    return tuple(ip_network(each) for each in proxies)


def _among(address: str, networks: Networks) -> bool:
    return bool(networks) and _is_address(address) and any(ip_address(address) in each for each in networks)
