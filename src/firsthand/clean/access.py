"""Whether a page lets its text be read: what it says of a paywall, and what stands behind it. Partly in the child.

What a page marks as not free by a selector is not read, even where it stands in the markup for search engines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from firsthand.clean.linked_data import Node
from firsthand.clean.page import Page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Characters behind the wall from which an article lacks something. What is shorter is the prompt to subscribe.
MIN_WITHHELD = 200
#: Words of a text that can be the beginning of a longer one, shown above a prompt to subscribe: set by judgment, as
#: stubs show two or three paragraphs. Higher takes short articles above a standing offer for stubs.
STUB_WORDS = 150
#: How many times as long as its text an article must call itself. Counts by other rules differ by a fifth.
LONGER = 2
#: Selectors that are looked at: pages name one to three.
_MOST = 20
_NO = re.compile(r"^(?:false|no|0)$", re.I)
#: Names of meta elements that say who may read the page, and their values for subscribers alone. "metered" is not
#: among them: such pages are free to a reader who has not read many.
_TIERS = ("article:content_tier", "content_tier", "content-tier", "article:access", "access_tier", "article.tier")
_CLOSED = re.compile(r"^(?:locked|premium|paid|subscribers?(?:[ -]only)?|members?(?:[ -]only)?|closed|paywall)$", re.I)
_FREE = ("isaccessibleforfree", "article:isaccessibleforfree", "is_free")
_COMPOUND = re.compile(r"(?P<tag>[a-z][a-z0-9]*|\*)?(?P<rest>(?:[.#][\w-]+)*)", re.I)
_STEP = re.compile(r"\s*>\s*|\s+")
_READ_ON = (
    r"(?:continue(?: reading)?|keep(?: on)? reading|read (?:on|more|the (?:rest|full|whole|entire)|this|full)"
    r"|finish reading"
    r"|unlock|access (?:this|the)|view (?:this|the)|see the (?:rest|full))"
)
#: What asks to subscribe in order to read on. An offer of newsletters, or one that says nothing of reading, is none.
PROMPT = re.compile(
    r"\b(?:subscribe|log ?in|sign[ -]?(?:in|up)|register|become a (?:subscriber|member)|create (?:an|a free) account"
    rf"|start (?:your|a) (?:free )?trial|join)\b(?: \w+){{0,6}} to {_READ_ON}\b"
    rf"|\bto {_READ_ON}\b.{{0,40}}\b(?:subscribe|log ?in|sign[ -]?(?:in|up)|register|subscription)\b"
    r"|\b(?:this|the (?:full|rest of the|remainder of the)) (?:article|story|content|post|report)s? is"
    r" (?:for|only (?:for|available (?:to|for))|available (?:only )?(?:to|for)|reserved for|exclusive(?:ly)? (?:to|for)"
    r"|restricted to) (?:\w+ ){0,2}(?:subscribers|members)\b"
    r"|\b(?:you(?:['’]ve| have) (?:read|reached|used)) (?:\w+ ){0,5}(?:free|limit)\b"
    r"|\bsubscribers? only\b|\balready (?:a|have a) (?:subscriber|member|subscription)\b",
    re.I,
)
#: Characters of a prompt: a longer line is prose that speaks of subscribing.
MAX_PROMPT = 300
#: Lines at the end of the text among which a prompt can stand that was taken for a sentence of it.
CLOSING = 3
#: How a text ends that was cut off: with dots, or without a final mark.
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])[\s\"'”’)]*$")
_ENDED = re.compile(r"[.!?][\"'”’»)\]*]*\s*$")


class Wall(NamedTuple):
    """What a page says of its paywall."""

    closed: bool = False  #: the text, or a part of it, is not free
    selectors: tuple[str, ...] = ()  #: which parts are not


def find_wall(article: Node, nodes: Iterable[Node], metas: Mapping[str, Sequence[str]]) -> Wall:
    """By JSON-LD (isAccessibleForFree of the article or of its parts), else by meta elements."""
    closed = _is_no(article.get("isAccessibleForFree"))
    selectors: list[str] = []
    parts = article.get("hasPart")
    for part in (parts if isinstance(parts, list) else [parts])[:_MOST]:
        if isinstance(part, dict) and _is_no(part.get("isAccessibleForFree")):
            closed = True
            written = part.get("cssSelector")
            selectors += [s for s in (written if isinstance(written, list) else [written]) if isinstance(s, str)]
    if not closed and article.get("isAccessibleForFree") is None:
        closed = any(_CLOSED.match(v) for name in _TIERS for v in metas.get(name, ())) or any(
            _NO.match(v) for name in _FREE for v in metas.get(name, ())
        )
    return Wall(closed, tuple(selectors[:_MOST]))


def _is_no(value: object) -> bool:
    if isinstance(value, list):
        value = value[0] if value else None
    return value is False or bool(_NO.match(str(value).rsplit("/", 1)[-1]))


def take_out(tree: HtmlElement, wall: Wall) -> int:
    """Remove what the wall's selectors name from the page. Returns how many characters of text that was."""
    selectors = [each.strip() for s in wall.selectors for each in s.split(",")][:_MOST]
    taken = 0
    gone: set[HtmlElement] = set()
    for element in [e for s in selectors for e in _select(tree, s)]:
        parent = element.getparent()
        if parent is not None and element.tag not in ("html", "body") and gone.isdisjoint(element.iterancestors()):
            gone.add(element)
            taken += len("".join(element.itertext()).strip())
            element.drop_tree()
    return taken


def _select(tree: HtmlElement, selector: str) -> Iterator[HtmlElement]:
    """The elements that a selector of tags, classes and ids names, outermost first; none for any other selector."""
    steps = [_COMPOUND.fullmatch(s) for s in _STEP.split(selector[:300]) if s]
    known = [s for s in steps if s and s.group()]
    if not known or len(known) < len(steps):
        return
    tag = (known[-1]["tag"] or "*").lower()
    for element in list(tree.iter(None if tag == "*" else tag)):
        if isinstance(element.tag, str) and _matches(element, known[-1]) and _stands_in(element, known[:-1]):
            yield element


def _stands_in(element: HtmlElement, steps: Sequence[re.Match[str]]) -> bool:
    """Whether its ancestors match the steps, inner ones last."""
    left = list(steps)
    for ancestor in element.iterancestors() if left else ():
        if left and _matches(ancestor, left[-1]):
            left.pop()
    return not left


def _matches(element: HtmlElement, compound: re.Match[str]) -> bool:
    tag = compound["tag"]
    if tag and tag != "*" and element.tag != tag.lower():
        return False
    classes = (element.get("class") or "").split()
    names = re.findall(r"[.#][\w-]+", compound["rest"])
    return all(n[1:] in classes if n[0] == "." else element.get("id") == n[1:] for n in names)


def why_stub(page: Page, telling: Sequence[str], others: Iterable[str]) -> str | None:
    """Why the text is the beginning of an article alone, in a few words; None where it seems whole.

    `telling` are the lines that tell something, without the headline; `others` the lines of furniture behind them.
    A page that only says that it is not free, and shows its text to the end, is not a stub.
    """
    if page.withheld >= MIN_WITHHELD:
        return f"{page.withheld:,} characters stand behind the paywall, and were not read"
    asked = [t for t in telling[-CLOSING:] if len(t) <= MAX_PROMPT and PROMPT.search(t)]
    telling = [t for t in telling if t not in asked]
    words = sum(len(line.split()) for line in telling)
    if page.words and page.paywalled and page.words >= LONGER * max(words, 1):
        return f"the page is not free, and calls itself {page.words:,} words long; {words:,} are there"
    asked += [o for o in others if len(o) <= MAX_PROMPT and PROMPT.search(o)]
    prompt = page.prompt or next(iter(asked), None)
    end = telling[-1] if telling else ""
    cut = bool(_CUT.search(end[-40:])) or not _ENDED.search(end[-40:])
    if prompt and (cut or words < STUB_WORDS):
        return f"it ends with {prompt[:60]!r}"
    if page.paywalled and (_CUT.search(end[-40:]) or words < STUB_WORDS):
        return "the page is not free, and the text breaks off" if cut else "the page is not free, and its text is short"
    return None
