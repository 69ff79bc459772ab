"""Which addresses of the internet may be reached: only those that anybody could reach.

A feed's address comes from outside, and so does every redirect. What stands behind this machine's own network (a
router's page, a cloud's metadata, a database) must not be read through it. An address is therefore reached only where
it is global unicast, and an IPv4 address that is wrapped in an IPv6 one is looked at as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

#: What is refused of IPv4: the IANA special-purpose registry (RFC 6890 and its updates), multicast, class E, and the
#: one public address that a cloud answers its own machines on. A table, since `is_global` differs by Python version.
_REFUSED_4 = [
    (IPv4Network(network), name)
    for network, name in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a provider's inner network"),
        ("127.0.0.0/8", "this machine itself"),
        ("168.63.129.16/32", "a cloud's inner service"),
        ("169.254.0.0/16", "a link-local network"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "a reserved network"),
        ("192.0.2.0/24", "a network for examples"),
        ("192.88.99.0/24", "a relay for 6to4"),
        ("192.168.0.0/16", "a private network"),
        ("198.18.0.0/15", "a network for measurements"),
        ("198.51.100.0/24", "a network for examples"),
        ("203.0.113.0/24", "a network for examples"),
        ("224.0.0.0/4", "a multicast network"),
        ("240.0.0.0/4", "a reserved network"),
    )
]
#: What is refused of IPv6, the narrower first. The last line leaves global unicast (2000::/3) alone.
_REFUSED_6 = [
    (IPv6Network(network), name)
    for network, name in (
        ("::/128", "this network"),
        ("::1/128", "this machine itself"),
        ("::/96", "an obsolete form of IPv4"),
        ("64:ff9b:1::/48", "a private network"),
        ("100::/64", "a network that leads nowhere"),
        ("2001::/32", "a Teredo tunnel"),
        ("2001:db8::/32", "a network for examples"),
        ("2001::/23", "a reserved network"),
        ("2002::/16", "a 6to4 tunnel"),
        ("3fff::/20", "a network for examples"),
        ("fc00::/7", "a private network"),
        ("fe80::/10", "a link-local network"),
        ("fec0::/10", "a private network"),
        ("ff00::/8", "a multicast network"),
        ("::/3", "a reserved network"),
        ("4000::/2", "a reserved network"),
        ("8000::/1", "a reserved network"),
    )
]
#: IPv4 in the last 32 bits: what they say decides. NAT64's own prefix is how a network without IPv4 reaches the rest.
_MAPPED = IPv6Network("::ffff:0:0/96")
_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("::ffff:0:0:0/96"))

#: Ports that speak another protocol, to which an HTTP request could be made to look like a command: those that
#: browsers block (WHATWG Fetch Standard, "bad port").
BAD_PORTS = frozenset(
    int(port)
    for port in """
    0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113
    115 117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636
    989 990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697
    10080""".split()
)


def networks(written: Iterable[str]) -> tuple[Network, ...]:
    """Networks as CIDR. Raises ValueError where one is none."""
    return tuple(ip_network(network) for network in written)


def unwrapped(address: Address) -> Address:
    """The IPv4 address that an IPv4-mapped one is; any other as it is."""
    if isinstance(address, IPv6Address) and address in _MAPPED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


@lru_cache(maxsize=4096)
def why_refused(address: Address, allowed: tuple[Network, ...] = ()) -> str | None:
    """What an address belongs to that must not be reached, in a few words, or None. `allowed` are exceptions."""
    address = unwrapped(address)
    if any(address in network for network in allowed if network.version == address.version):
        return None
    if isinstance(address, IPv4Address):
        return _belongs(address, _REFUSED_4)
    if address.scope_id is not None:
        return "a link-local network"
    if any(address in network for network in _TRANSLATED):
        inner = why_refused(IPv4Address(int(address) & 0xFFFFFFFF), allowed)
        return inner and f"{inner}, through a translation of IPv4"
    return _belongs(address, _REFUSED_6)


def literal(host: str) -> Address | None:
    """The address that a host is, where it is one (an IPv6 one without brackets), else None."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def _belongs(address: Address, table: Iterable[tuple[Network, str]]) -> str | None:
    return next((name for network, name in table if address in network), None)
