"""What a publisher reserves: found in headers, pages, tdmrep.json and licenses, and what follows from it.

Which statements are reservations, so that nothing is kept unless the operator says "record":

- robots.txt: a Disallow for us. It says what may be fetched at all.
- `noai`, in X-Robots-Tag or a robots meta element: no use by artificial intelligence. This program reads with a
  statistical tagger; whether that is meant the word does not say, so it is taken to be.
- TDMRep (W3C Community Group report, 10 May 2024): text and data mining, which is exactly what this program does.
- RSL 1.0 (rslstandard.org): a license without which use is not granted, unless it grants this use to everybody freely.
- Content-Signal in robots.txt with "search=no" or "ai-input=no", which name what this program does; it stands under
  the setting `tdm`. "ai-train=no" does not: no model is trained here.

Not reservations of this use, and recorded all the same: `noindex` and `none` (do not show this page in a search
engine's results), `noarchive` and `nosnippet` (how its result may look), `noimageai` (pictures, which are not kept).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any, Literal
from urllib.parse import urljoin

from firsthand.collect.licenses import License, read_license
from firsthand.collect.robots import AGENT, MAX_RULE, path_matches, path_of
from firsthand.model import OptOut

#: Characters of a page that are searched. Statements stand in the head; heads with a site's whole styles and scripts
#: in them reach some 100,000. The scan takes 4 ms at this length.
HEAD_CHARACTERS = 200_000
#: Statements that are recorded of one page.
MAX_OPT_OUTS = 50
#: Characters of one statement.
MAX_VALUE = 500
#: Bytes and rules of a tdmrep.json. Larger ones state nothing that is read.
TDM_BYTES = 64_000
TDM_RULES = 1000
#: The end of the value of a license that was read and grants this use.
GRANTED = " (grants this use)"

#: The value of a license that stands in the page itself.
INLINE = "inline"
RSL_TYPE = "application/rsl+xml"
Choice = Literal["refuse", "record"]

_DIRECTIVES = frozenset("noai noimageai noindex noarchive nosnippet none".split())
_VALUED = frozenset("unavailable_after max-snippet max-image-preview max-video-preview".split())
_ELEMENT = re.compile(r"<(?:(!--)|(meta|link|script|style|title|textarea)(?=[\s/>]))", re.I | re.A)
_ATTRIBUTE = re.compile(r"""([^\s=>/"']+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_TAG_END = re.compile(r"[>\"']")
_CLOSING = {n: re.compile(rf"</{n}(?=[\s/>])", re.I | re.A) for n in ("script", "style", "title", "textarea")}
_LINK = re.compile(r"<([^<>]*)>([^<]*)")
_PARAMETER = re.compile(r""";\s*([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s;,"]+))""", re.A)


@dataclass(frozen=True, slots=True)
class Policy:
    """What is done about each kind of reservation: "refuse" keeps nothing, "record" keeps and notes it."""

    robots: Choice = "refuse"
    noai: Choice = "refuse"
    tdm: Choice = "refuse"
    rsl: Choice = "refuse"


@dataclass(frozen=True, slots=True)
class TdmRule:
    """One rule of a tdmrep.json."""

    location: str  #: a path pattern with "*" and "$"
    reserved: bool | None  #: None where the value is neither 0 nor 1, which counts as no statement
    policy: str | None = None  #: address of the terms on which a license is to be had


def find_optouts(headers: Sequence[tuple[str, str]], html: str | None, url: str) -> tuple[OptOut, ...]:
    """Every reservation that an answer states, in its headers and in the head of its page, each once, in this order.

    `headers` in any case of letters, `html` decoded, `url` the address that answered. See the module for which of
    them count; `decide` draws the conclusion. A directive for another robot ("otherbot: noai") is left out.
    """
    found: list[OptOut] = []
    for name, value in headers:
        name = name.lower()
        if name == "x-robots-tag":
            found += (OptOut("x-robots-tag", d, "X-Robots-Tag") for d in _directives(value))
        elif name in ("tdm-reservation", "tdm-policy"):
            found += _tdm(name, value, name)
        elif name == "link":
            found += (OptOut("rsl", a, "Link") for a in _license_links(value, url))
    if html is not None:
        found += _in_page(html[:HEAD_CHARACTERS], url)
    return tuple(dict.fromkeys(found))[:MAX_OPT_OUTS]


def decide(optouts: Iterable[OptOut], policy: Policy) -> str | None:
    """Why nothing is kept, in one sentence, or None. The first reservation that the policy refuses speaks."""
    for optout in optouts:
        sentence = _refusal(optout, policy)
        if sentence:
            return sentence
    return None


def tdm_file(body: bytes) -> tuple[TdmRule, ...]:
    """The rules of a /.well-known/tdmrep.json, in order; none where it is no such file, as an error page in its place.

    Never raises. A rule that cannot be read is left out.
    """
    if len(body) > TDM_BYTES:
        return ()
    try:
        written = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return ()
    rules = written if isinstance(written, list) else [written]
    return tuple(r for r in map(_tdm_rule, rules[:TDM_RULES]) if r)


def tdm_optouts(rules: Iterable[TdmRule], url: str, where: str) -> tuple[OptOut, ...]:
    """What a tdmrep.json at `where` states of an address: the first rule whose location matches (section 6.1)."""
    try:
        path = path_of(url)
    except ValueError:
        return ()
    for rule in rules:
        if path_matches(rule.location, path):
            if rule.reserved is None:
                return ()
            terms = _tdm("tdm-policy", rule.policy, where) if rule.policy else ()
            return (*_tdm("tdm-reservation", str(int(rule.reserved)), where), *terms)
    return ()


def license_optout(license_: License | None, address: str, url: str, where: str) -> OptOut:
    """The statement of an RSL license that was read, or could not be read (None), on the use of one page."""
    granted = license_ is not None and license_.grants(url)
    return OptOut("rsl", plain(address) + GRANTED * granted, where)


def plain(value: str) -> str:
    """A statement on one line, without what a terminal would take for an order, and no longer than MAX_VALUE."""
    return " ".join("".join(c if c.isprintable() else " " for c in value[:MAX_VALUE]).split())


def _refusal(optout: OptOut, policy: Policy) -> str | None:
    value = optout.value.lower()
    if optout.kind == "robots.txt" and value == "disallow":
        return f"Its robots.txt does not allow {AGENT} to fetch it." if policy.robots == "refuse" else None
    if optout.kind == "robots.txt":
        named = re.search(r"(?:search|ai-input)\s*=\s*no?\b", value, re.A)
        tail = f"a content signal in its robots.txt ({optout.value})."
        return f"Its publisher reserves this use by {tail}" if named and policy.tdm == "refuse" else None
    if optout.kind in ("x-robots-tag", "meta robots"):
        said = f"Its publisher reserves it against use by AI (noai, {optout.where})."
        return said if value == "noai" and policy.noai == "refuse" else None
    if optout.kind == "tdmrep":
        said = f"Its publisher reserves text and data mining (TDMRep, {optout.where})."
        return said if value == "tdm-reservation: 1" and policy.tdm == "refuse" else None
    said = f"Its publisher asks for a license (RSL, {optout.value})."
    return said if policy.rsl == "refuse" and not optout.value.endswith(GRANTED) else None


def _directives(value: str) -> list[str]:
    """Those of one X-Robots-Tag, or of the content of a robots meta element, that are for us or for all."""
    found = []
    ours = True
    for piece in value.split(",")[:MAX_OPT_OUTS]:
        head, colon, rest = piece.partition(":")
        word = head.strip().lower()
        if colon and word not in _VALUED:
            ours = word in (AGENT, "*")
            word = rest.strip().lower()
        if ours and word in _DIRECTIVES:
            found.append(word)
    return found


def _tdm(name: str, value: str, where: str) -> tuple[OptOut, ...]:
    value = plain(value)
    if name == "tdm-reservation" and value not in ("0", "1"):
        return ()  # a protocol error, which counts as no statement
    return (OptOut("tdmrep", f"{name}: {value}", where),) if value else ()


def _tdm_rule(written: Any) -> TdmRule | None:  # noqa: ANN401  (JSON)
    if not isinstance(written, dict):
        return None
    location, value, policy = (written.get(n) for n in ("location", "tdm-reservation", "tdm-policy"))
    if not isinstance(location, str) or not location or len(location) > MAX_RULE:
        return None
    reserved = {"0": False, "1": True}.get(str(value).strip()) if isinstance(value, int | str) else None
    reserved = value if isinstance(value, bool) else reserved
    return TdmRule(location, reserved, plain(policy) if isinstance(policy, str) else None)


def _license_links(value: str, url: str) -> list[str]:
    """Addresses of the RSL licenses that a Link header names."""
    found = []
    for target, parameters in _LINK.findall(value[: 20 * MAX_VALUE])[:MAX_OPT_OUTS]:
        named = {n.lower(): quoted or bare for n, quoted, bare in _PARAMETER.findall(parameters)}
        if _is_license(named):
            found += absolute(target, url)
    return found


def _is_license(attributes: dict[str, str]) -> bool:
    """A license of another type, as Creative Commons', is no reservation: the type is required (RSL section 4.2)."""
    media = attributes.get("type", "").partition(";")[0].strip().lower()
    return media == RSL_TYPE and "license" in attributes.get("rel", "").lower().split()


def absolute(href: str, url: str) -> list[str]:
    """The address that a reference leads to, in a list; as written where it is no address: it reserves all the same."""
    try:
        return [plain(urljoin(url, href.strip()))]
    except ValueError:
        return [plain(href)]


def _in_page(html: str, url: str) -> list[OptOut]:
    found: list[OptOut] = []
    for element, attributes, inside in _elements(html):
        name, content = attributes.get("name", "").strip().lower(), attributes.get("content", "")
        if element == "meta" and name in ("robots", AGENT):
            found += (OptOut("meta robots", d, url) for d in _directives(content))
        elif element == "meta" and name in ("tdm-reservation", "tdm-policy"):
            found += _tdm(name, content, url)
        elif element == "link" and _is_license(attributes):
            found += (OptOut("rsl", a, url) for a in absolute(attributes.get("href", ""), url))
        elif element == "script" and attributes.get("type", "").strip().lower() == RSL_TYPE:
            found.append(license_optout(read_license(inside.strip().encode("utf-8", "replace")), INLINE, url, url))
    return found


def _elements(html: str) -> Iterable[tuple[str, dict[str, str], str]]:
    """The elements in which statements stand, each with its attributes and the text inside where that is no markup.

    A scan from left to right that never goes back: comments, scripts, styles, titles and quoted values are jumped over.
    """
    position = 0
    while match := _ELEMENT.search(html, position):
        if match.group(1):
            end = html.find("-->", match.end() - 2)
            position = end + 3
        else:
            end = _end_of_tag(html, match.end())
            position = end + 1
        if end < 0:
            return
        if match.group(1):
            continue
        name, inside = match.group(2).lower(), ""
        attributes = _attributes(html[match.end() : end])
        if name in _CLOSING:
            closing = _CLOSING[name].search(html, position)
            if closing is None:
                return
            inside, position = html[position : closing.start()], closing.end()
        yield name, attributes, inside


def _end_of_tag(html: str, position: int) -> int:
    """Where the tag's ">" stands, or -1: one inside a quoted value does not count."""
    while mark := _TAG_END.search(html, position):
        if mark.group() == ">":
            return mark.start()
        position = html.find(mark.group(), mark.end()) + 1
        if position == 0:
            break
    return -1


def _attributes(tag: str) -> dict[str, str]:
    """Names in lower case, values with their character references resolved; the first of a name counts."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(tag[: 4 * MAX_RULE]):
        found.setdefault(name.lower(), unescape("".join(values)))
    return found
