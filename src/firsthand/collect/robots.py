"""robots.txt by RFC 9309: what of a site this program may fetch. Protego matches; the limits are ours.

The file is cut to the lines that bear on us before Protego sees it: the groups that name us, else those of "*". A user
agent line is compared by its product token alone and as a whole, as section 2.2.1 has it; Protego by itself would take
"first" to mean "firsthand". All steps are linear in the file.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from firsthand.collect.canonical import one_spelling

#: The product token that a publisher writes after "User-agent:".
AGENT = "firsthand"
#: Bytes that are read (RFC 9309 section 2.5 asks for at least 500 KiB). The rest is not, with a complaint.
ROBOTS_BYTES = 512_000
#: Characters of one rule: addresses longer than this are not fetched, so a longer rule says nothing a cut one does not.
MAX_RULE = 2000
#: Asterisks in one rule. Of Protego's 4,231 real files none has more than 12; each costs one search of the address.
MAX_STARS = 50
#: Rules for one agent. The longest of those files has 19,125. At this limit a file takes .6 s to parse, 14 MB to keep,
#: and an address 50 ms to match, at worst; ten times fewer would refuse three of those sites.
MAX_RULES = 25_000
#: Sitemaps, licenses and signals that are listed of one file.
MAX_LISTED = 100
#: Seconds between two requests that a site can ask for. Who asks for more is met at this pace.
MAX_DELAY = 3600.0

_RULES = {"allow": "Allow", "disallow": "Disallow"} | dict.fromkeys(
    ("dissallow", "dissalow", "disalow", "diasllow", "disallaw"), "Disallow"
)
_PACES = {
    "crawl-delay": "Crawl-delay",
    "crawl delay": "Crawl-delay",
    "request-rate": "Request-rate",
    "request rate": "Request-rate",
}
_AGENTS = dict.fromkeys(("user-agent", "useragent", "user agent"), "User-agent")
_OF_THE_SITE = dict.fromkeys(("sitemap", "sitemaps", "site-map"), "Sitemap") | {"license": "License"}
_SIGNALS = {"content-signal": "Content-Signal", "content-usage": "Content-Usage"}
_ENDS_AGENTS = frozenset((*_RULES.values(), *_PACES.values()))
_FIELDS = _RULES | _PACES | _AGENTS | _OF_THE_SITE | _SIGNALS

_LINE_END = re.compile(r"\r\n|\r|\n")
#: What Python takes for the end of a line and RFC 9309 does not.
_NO_LINE_END = dict.fromkeys((0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029), " ")
_TOKEN = re.compile(r"[A-Za-z_-]+")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site's robots.txt says to us."""

    outcome: Literal["parsed", "all allowed", "all refused"]
    reason: str | None = None  #: why all is allowed or refused, one sentence
    text: str = ""  #: the lines that bear on us, from which the same rules are parsed again
    sitemaps: tuple[str, ...] = ()  #: as written
    licenses: tuple[str, ...] = ()  #: addresses of RSL documents, as written (rslstandard.org 1.0)
    signals: tuple[str, ...] = ()  #: lines "Content-Signal" and "Content-Usage" of our group, as written
    crawl_delay: float | None = None  #: seconds between two requests, at most MAX_DELAY
    complaints: tuple[str, ...] = ()
    rules: int = 0  #: how many there are, to bound what is kept
    _parsed: Any = field(default=None, repr=False, compare=False)

    def allows(self, url: str) -> bool:
        """Whether we may fetch an address of the site. robots.txt itself always may be."""
        if self.outcome != "parsed":
            return self.outcome == "all allowed"
        if self._parsed is None:
            return True
        try:
            return bool(self._parsed.can_fetch(url, AGENT))
        except ValueError:  # no address at all
            return False


def rules_of_answer(status: int, body: bytes, agent: str = AGENT) -> Rules:
    """What an answer to a request for robots.txt means (RFC 9309 section 2.3.1).

    2xx is read. 3xx, which is left after the hops that the fetcher follows, and 4xx mean that there is no such file:
    all is allowed. 5xx means that the site cannot say: all is refused. So does 429, which section 2.3.1.3 does not
    single out: who asks us to slow down is not answered with more requests.
    """
    if 200 <= status < 300:
        return parse_robots(body, agent)
    if status == 429 or not 300 <= status < 500:
        return Rules("all refused", f"Its robots.txt cannot be had at the moment (status {status}).")
    return Rules("all allowed", f"It has no robots.txt (status {status}).")


def parse_robots(body: bytes, agent: str = AGENT) -> Rules:
    """The rules for one product token. Never raises: what is wrong with the file is among the complaints.

    What cannot be honored in full is honored by more than it asks: an overlong Disallow is cut, which refuses more, an
    overlong Allow is left out, and with more rules than MAX_RULES all is refused.
    """
    complaints: list[str] = []
    if len(body) > ROBOTS_BYTES:
        complaints.append("robots.txt is longer than 500 KiB; what follows is not read.")
        body = body[:ROBOTS_BYTES]
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1] or body
    own, everyone, site = _sorted_lines(_decoded(body), agent.lower())
    group = everyone if own is None else own
    bounded = [b for b in (_bounded(name, value, complaints) for name, value in group) if b]
    rules = [f"{n}: {v}" for n, v in dict.fromkeys(b for b in bounded if b[0] in _RULES.values())]
    lines = [*rules, *(f"{n}: {v}" for n, v in bounded if n in _PACES.values())]
    sitemaps, licenses = _listed("Sitemap", site), _listed("License", site)
    signals = tuple(f"{n}: {v}" for n in _SIGNALS.values() for v in _listed(n, bounded))
    count = len(rules)
    kept = [f"User-agent: {agent}", *lines, *signals]
    kept += [f"Sitemap: {v}" for v in sitemaps] + [f"License: {v}" for v in licenses]
    refused = count > MAX_RULES
    parsed = None if refused or not lines else _protego(lines)
    return Rules(
        "all refused" if refused else "parsed",
        f"Its robots.txt has more than {MAX_RULES:,} rules, too many to honor." if refused else None,
        f"User-agent: {agent}\nDisallow: /\n" if refused else "\n".join(kept) + "\n",
        sitemaps,
        licenses,
        signals,
        _delay(parsed) if parsed else None,
        tuple(dict.fromkeys(complaints)),
        0 if refused else count,
        parsed if count and not refused else None,
    )


def path_matches(pattern: str, path: str) -> bool:
    """Whether a path, as `path_of` gives it, begins as a pattern says: "*" is anything, "$" at the end is the end.

    The patterns of RFC 9309 section 2.2.2, which TDMRep and RSL use too. Linear: each part is searched for once, after
    the one before.
    """
    anchored = pattern.endswith("$")
    pattern = one_spelling(pattern.removesuffix("$")).replace("$", "%24")
    first, *others = pattern.split("*")
    if not path.startswith(first):
        return False
    if not others:
        return not anchored or path == first
    position = len(first)
    for part in others[:-1]:
        found = path.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    last = others[-1]
    if anchored:
        return len(path) - len(last) >= position and path.endswith(last)
    return path.find(last, position) >= 0


def path_of(url: str) -> str:
    """The path of an address with its query, in one spelling. Raises ValueError where it is no address."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return one_spelling(path).replace("$", "%24")


def _decoded(body: bytes) -> str:
    """UTF-8 as RFC 9309 has it; UTF-16 where a mark at the start says so, as some editors save it."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace")
    return body.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")


_Line = tuple[str, str]


def _sorted_lines(text: str, agent: str) -> tuple[list[_Line] | None, list[_Line], list[_Line]]:
    """The lines of our own groups (None without any), those of the groups of "*", and those of the whole site.

    Rules end a run of user agent lines, and so does a Crawl-delay, which its author means for the agents above it and
    not for those below; other records must not interfere (RFC 9309 section 2.2.4).
    A License line counts wherever it stands, like Sitemap: publishers write it at the end of the file, where the group
    before it is some other agent's.
    """
    own: list[_Line] | None = None
    everyone: list[_Line] = []
    site: list[_Line] = []
    current: set[str] = set()
    in_rules = False
    for line in _LINE_END.split(text.translate(_NO_LINE_END)):
        name, value = _parsed_line(line)
        if name == "User-agent":
            current = {_agent_of(value)} | (set() if in_rules else current)
            in_rules = False
            if agent in current and own is None:
                own = []
        elif name in ("Sitemap", "License"):
            if value:
                site.append((name, value))
        elif name:
            in_rules = in_rules or name in _ENDS_AGENTS
            if value and own is not None and agent in current:
                own.append((name, value))
            if value and "*" in current:
                everyone.append((name, value))
    return own, everyone, site


def _parsed_line(line: str) -> _Line:
    """The name of a record, spelled as it should be, and its value; two empty strings where it is no such line.

    Like Protego and Google's parser generous about a missing colon, spaces in names, and misspelled Disallows.
    """
    line = line.partition("#")[0].strip()
    head, colon, value = line.partition(":")
    name = _FIELDS.get(" ".join(head[:40].lower().split())) if colon else None
    if name:
        return name, value.strip()
    words = line.split(None, 2)
    for size in (1, 2):
        name = _FIELDS.get(" ".join(words[:size]).lower())
        if name:
            return name, " ".join(words[size:]).removeprefix(":").strip()
    return "", ""


def _agent_of(value: str) -> str:
    """The product token of a user agent line, without version and wildcards, in lower case; "*" for all agents."""
    if value == "*" or value.startswith("* "):
        return "*"
    token = _TOKEN.match(value)
    return token.group().lower() if token else ""


def _bounded(name: str, value: str, complaints: list[str]) -> _Line | None:
    """A line that is short enough, or None: a Disallow is cut, which refuses more, and an Allow is left out."""
    if name not in _RULES.values():
        return (name, value) if len(value) <= MAX_RULE else None
    value = re.sub(r"\*{2,}", "*", value)
    if len(value) <= MAX_RULE and value.count("*") <= MAX_STARS:
        return name, value
    if name == "Allow":
        complaints.append("An Allow rule of robots.txt is longer than rules may be; it is left out.")
        return None
    complaints.append("A Disallow rule of robots.txt is longer than rules may be; its beginning counts as all of it.")
    return name, "*".join(value[:MAX_RULE].split("*")[: MAX_STARS + 1])


def _listed(name: str, lines: Iterable[_Line]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for n, v in lines if n == name and len(v) <= MAX_RULE))[:MAX_LISTED]


def _protego(lines: list[str]) -> Any:  # noqa: ANN401  (Protego is heavy to import and is not needed for most)
    from protego import Protego

    return Protego.parse("\n".join((f"User-agent: {AGENT}", *lines)))


def _delay(parsed: Any) -> float | None:  # noqa: ANN401
    """The seconds between two requests: the longer of Crawl-delay and what Request-rate comes to."""
    asked = [float(min(d, MAX_DELAY)) for d in (parsed.crawl_delay(AGENT),) if d is not None]
    rate = parsed.request_rate(AGENT)
    if rate is not None and rate.requests > 0:
        asked.append(min(float(min(rate.seconds, 10**9)) / min(rate.requests, 10**9), MAX_DELAY))
    return max(asked, default=None)
