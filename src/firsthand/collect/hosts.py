"""The host of a web address, read as browsers read it (WHATWG URL Standard, 3.5 "Host parsing").

One reading for the check, the look-up and the connection: "0x7f.1", "２１３0706433", "127.0.0.1." and "[::ffff:7f00:1]"
are all the address that they would be to any other program, and are checked as that.
"""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import unquote_to_bytes

#: Characters that no domain holds (the standard's "forbidden domain code points").
_FORBIDDEN = re.compile(r"[\x00-\x20#/:<>?@\[\\\]^|%\x7f]")
_PLAIN = re.compile(r"[\x21-\x7e]*")
#: Octets of a name in the domain name system (RFC 1035, 2.3.4), and of one label.
_NAME_LONGEST = 253
_LABEL_LONGEST = 63
#: Characters that are looked at before anything costly is done: a name of 253 octets, each percent-encoded, and room.
_WRITTEN_LONGEST = 1024


class HostError(ValueError):
    """No host: the message is the reason, as a clause for people."""


def parse_host(written: str) -> str:
    """The host as the standard writes it: a domain in ASCII, an IPv4 address in four parts, an IPv6 one in brackets.

    Raises HostError where it is none, or where a name of it could never be looked up.
    """
    if len(written) > _WRITTEN_LONGEST:
        raise HostError("its host is longer than any name can be")
    if written.startswith("["):
        if not written.endswith("]"):
            raise HostError("a bracket of its host is not closed")
        return f"[{_ipv6(written[1:-1])}]"
    domain = _ascii(unquote_to_bytes(written).decode("utf-8", "replace"))
    if not domain:
        raise HostError("it has no host")
    if _FORBIDDEN.search(domain):
        raise HostError("its host holds a character that no host may hold")
    if _ends_in_a_number(domain):
        return str(IPv4Address(_ipv4(domain)))
    _check_length(domain)
    return domain


def _ascii(domain: str) -> str:
    """A domain in lower case ASCII (UTS 46, non-transitional)."""
    if _PLAIN.fullmatch(domain):
        domain = domain.lower()
        if "xn--" not in domain:
            return domain
    import idna

    try:
        mapped = idna.uts46_remap(domain, std3_rules=False, transitional=False)
        return ".".join(_ascii_label(label) for label in mapped.split("."))
    except HostError:
        raise
    except (idna.IDNAError, UnicodeError, ValueError) as error:
        raise HostError("its host is no valid international domain name") from error


def _ascii_label(label: str) -> str:
    import idna

    if _PLAIN.fullmatch(label) and not label.startswith("xn--"):
        return label
    if len(label) > _LABEL_LONGEST:  # in Punycode it would be longer still, and checking it takes the square of that
        raise HostError("its host is longer than any name can be")
    # alabel() decodes what is written in Punycode, and refuses what would not come back the same.
    return idna.alabel(label).decode("ascii")


def _check_length(domain: str) -> None:
    labels = domain.removesuffix(".").split(".")
    if len(domain.removesuffix(".")) > _NAME_LONGEST or max(map(len, labels)) > _LABEL_LONGEST:
        raise HostError("its host is longer than any name can be")
    if not all(labels):
        raise HostError("its host has an empty part between two dots")


def _ends_in_a_number(domain: str) -> bool:
    """Whether it can only be an IPv4 address."""
    last = domain.removesuffix(".").rpartition(".")[2]
    return re.fullmatch(r"[0-9]+|0[xX][0-9a-fA-F]*", last) is not None


def _ipv4(domain: str) -> int:
    """An IPv4 address of one to four parts, each decimal, octal or hexadecimal, as a number."""
    parts = domain.removesuffix(".").split(".")
    if len(parts) > 4:
        raise HostError("its host ends in a number and is no IPv4 address")
    *leading, last = [_ipv4_number(part) for part in parts]
    if any(number > 255 for number in leading) or last >= 256 ** (5 - len(parts)):
        raise HostError("its host is an IPv4 address out of range")
    return last + sum(number << 8 * (3 - place) for place, number in enumerate(leading))


def _ipv4_number(part: str) -> int:
    for pattern, base, prefix in ((r"0[xX][0-9a-fA-F]*", 16, 2), (r"0[0-7]*", 8, 0), (r"[1-9][0-9]*", 10, 0)):
        if re.fullmatch(pattern, part):
            # Ten significant digits are past 2**32 in any base but 8 and 16, twelve in those: int() sees no more.
            digits = part[prefix:].lstrip("0")[:12]
            return int(digits or "0", base)
    raise HostError("its host ends in a number and is no IPv4 address")


def _ipv6(written: str) -> str:
    if "%" in written:
        raise HostError("its IPv6 address names a zone")
    try:
        return ipv6_text(IPv6Address(written))
    except AddressValueError as error:
        raise HostError("the brackets of its host hold no IPv6 address") from error


def ipv6_text(address: IPv6Address) -> str:
    """As the standard writes it: the first longest run of two or more zero pieces left out, hexadecimal throughout."""
    pieces = [f"{int(address) >> shift & 0xFFFF:x}" for shift in range(112, -1, -16)]
    runs = [m.span() for m in re.finditer("1{2,}", "".join("1" if piece == "0" else "0" for piece in pieces))]
    if not runs:
        return ":".join(pieces)
    start, end = max(runs, key=lambda run: (run[1] - run[0], -run[0]))
    return ":".join(pieces[:start]) + "::" + ":".join(pieces[end:])
