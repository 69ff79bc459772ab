"""The identity of an article's address: two feeds that name one page differently name one article.

The rules are RFC 3986 section 6.2.2 (case, percent-encoding, dot segments) and what browsers do (URL Standard). Only
what cannot change the page is changed: "www.", "http" beside "https" and a slash at the end stay as they are, since
there are hosts where they matter. `clean/address.py` has the same list of tracking parameters.
"""

from __future__ import annotations

import re
from ipaddress import IPv6Address
from urllib.parse import quote_from_bytes, unquote, urlsplit

#: Characters of an address, before and after: longer ones carry data, not a place. Same as in `clean/address.py`.
MAX_ADDRESS = 2000
#: Characters of a host name (RFC 1035).
MAX_HOST = 253

#: Parameters that say how a reader came, and not where to. By whom: Google Analytics and Ads (utm_*, gclid, dclid,
#: gbraid, wbraid, _ga, _gl, srsltid), Meta (fbclid, igshid, igsh, mibextid), Microsoft (msclkid, ocid), Mailchimp
#: (mc_cid, mc_eid), HubSpot (_hsenc, _hsmi), Marketo (mkt_tok), Yandex (yclid), X (twclid, ref_src, ref_url),
#: TikTok (ttclid), Piano (at_*, xtor), comScore (ns_*), Webtrekk (wt_mc, wt_zmc), Adobe (cmpid, s_cid), Omeda (oly_*),
#: Yahoo (guccounter, guce_referrer*), and newspapers' own (ito, smid).
_TRACKING = re.compile(
    r"utm_\w*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|mc_cid|mc_eid|igshid|igsh|mibextid|yclid|twclid|ttclid|srsltid"
    r"|_ga|_gl|_hsenc|_hsmi|mkt_tok|ns_\w+|at_(?:medium|campaign|custom\d|link_\w+|ptr_\w+|bbc_team|format)|xtor|wt_z?mc"
    r"|cmpid|s_cid|oly_(?:anon|enc)_id|ocid|ito|smid|ref_src|ref_url|__twitter_impression|guccounter|guce_referrer\w*",
    re.I | re.A,
)
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_CONTROLS = "".join(map(chr, range(0x21)))
_REMOVED = str.maketrans("", "", "\t\r\n")
_ESCAPE = re.compile(r"%(?:([0-9a-fA-F]{2})|(?![0-9a-fA-F]{2}))")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
#: What stands unescaped in a path and a query beside letters and digits; "%" because escapes are put right before.
_SAFE = "%!$&'()*+,;=:@/?"


def canonical_url(url: str) -> str | None:
    """The one spelling of an address, or None where it is no address of http or https on a host.

    Lower case for scheme and host (names beyond ASCII in Punycode), no default port, no name and password, no dot at
    the end of the host, "/" for an empty path, dot segments resolved, escapes in one spelling, tracking parameters and
    the fragment dropped; a fragment that begins with "!" stays, since it names the page of an old script-driven site.
    The order of the parameters that stay is kept. Applied twice it gives what it gave once.
    """
    url = url.strip(_CONTROLS).translate(_REMOVED)
    if not url or len(url) > MAX_ADDRESS:
        return None
    try:
        parts = urlsplit(_forward_slashes(url))
        scheme, port = parts.scheme.lower(), parts.port
        host = _canonical_host(parts.hostname or "")
    except ValueError:
        return None
    if scheme not in _PORTS or host is None or port == 0:
        return None
    address = f"{scheme}://{host}"
    if port is not None and port != _PORTS[scheme]:
        address += f":{port}"
    address += _resolve_dots(one_spelling(parts.path)) or "/"
    query = _without_tracking(one_spelling(parts.query))
    if query:
        address += f"?{query}"
    if parts.fragment.startswith("!"):
        address += f"#{one_spelling(parts.fragment)}"
    return address if len(address) <= MAX_ADDRESS else None


def _forward_slashes(url: str) -> str:
    """Backslashes before the query are slashes, as browsers read them: "https:\\\\host\\page"."""
    end = min((i for i in (url.find("?"), url.find("#")) if i >= 0), default=len(url))
    return url[:end].replace("\\", "/") + url[end:]


def _canonical_host(host: str) -> str | None:
    """The host in lower case and ASCII, or None where it is none."""
    if ":" in host:
        return f"[{IPv6Address(host)}]"
    if "%" in host:
        host = unquote(host, errors="strict")
    if len(host) > MAX_HOST:
        return None
    if not host.isascii():
        import idna

        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError:
            return None
    host = host.lower().removesuffix(".")
    return host if len(host) <= MAX_HOST and _HOST.fullmatch(host) else None


def one_spelling(text: str) -> str:
    """Escapes of plain characters undone, all others in capitals; a "%" that escapes nothing is itself escaped."""
    text = _ESCAPE.sub(_escape, text)
    return quote_from_bytes(text.encode("utf-8", "replace"), safe=_SAFE)


def _escape(match: re.Match[str]) -> str:
    digits = match.group(1)
    if digits is None:
        return "%25"
    character = chr(int(digits, 16))
    return character if character in _UNRESERVED else f"%{digits.upper()}"


def _resolve_dots(path: str) -> str:
    """The path without "." and ".." (RFC 3986 section 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _without_tracking(query: str) -> str:
    return "&".join(p for p in query.split("&") if p and not _TRACKING.fullmatch(p.partition("=")[0]))
