"""RSL documents (Really Simple Licensing 1.0, rslstandard.org): whether one grants this program's use to everybody.

Read with the expat of the standard library and a handler of our own: a document type declaration ends the reading, so
there are no entities to expand; nothing outside the document is ever fetched.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.parsers import expat

from firsthand.collect.robots import MAX_RULE, path_matches, path_of

#: Bytes of a license that is read; a usual one has some 1,000. A larger one grants nothing.
LICENSE_BYTES = 64_000
#: Elements of a license, and how deep they are nested.
MAX_ELEMENTS = 5000
MAX_DEPTH = 20
#: Namespace of the elements.
NAMESPACE = "https://rslstandard.org/rsl"
#: The uses (section 3.4.1.1) that this program's work falls under: it builds an index that is searched, and quotes and
#: orders what it found. Whether a tagger of word classes is "AI" the standard leaves open, so both are asked for.
USES = frozenset({"search", "ai-index", "ai-input"})
#: What a word of the standard covers of them.
_COVERS = {
    "all": USES,
    "ai-all": USES - {"search"},
    "ai-index": frozenset({"ai-index"}),
    "ai-input": frozenset({"ai-input"}),
    "search": frozenset({"search"}),
}
#: Payment that is no payment: each quotation here is credited and linked, which is what "attribution" asks for.
_FREE = frozenset({"free", "attribution"})


@dataclass(frozen=True, slots=True)
class Terms:
    """One set of terms."""

    permitted: frozenset[str] | None = None  #: of USES; None where the license lists no permitted uses
    prohibited: frozenset[str] = frozenset()  #: of USES
    conditional: bool = False  #: whether it asks for what a program cannot know or do: payment, a country, a report


@dataclass(frozen=True, slots=True)
class Content:
    """Terms of the pages that a pattern names."""

    pattern: str  #: a path, or an address, with "*" and "$"
    by_server: bool  #: whether a license has to be had from a server first, be it free or not
    terms: tuple[Terms, ...]


@dataclass(frozen=True, slots=True)
class License:
    """What an RSL document says."""

    contents: tuple[Content, ...]

    def grants(self, url: str) -> bool:
        """Whether everybody may use a page as this program does, for nothing but credit.

        Sections 3.1.1, 3.5 and 3.6, each read in favor of the publisher: all contents that match are looked at, the
        longest pattern must grant, and a use that any of them prohibits is not granted.
        """
        matching = [c for c in self.contents if _matches(c.pattern, url)]
        if not matching or any(t.prohibited for c in matching for t in c.terms):
            return False
        narrowest = max(matching, key=lambda c: len(c.pattern))
        return not narrowest.by_server and any(_grants(t) for t in narrowest.terms)


def read_license(body: bytes) -> License | None:
    """The document, or None where it cannot be read: too large, no XML, with a document type, not of RSL."""
    if len(body) > LICENSE_BYTES:
        return None
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.StartElementHandler = reader.start
    parser.CharacterDataHandler = reader.text
    parser.EndElementHandler = reader.end
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, _Refused, ValueError, LookupError):
        return None
    return License(tuple(reader.contents)) if reader.is_rsl else None


class _Refused(Exception):
    """A document that is not read on."""


class _Reader:
    """What the parser reports, put together from the inside out."""

    def __init__(self) -> None:
        self.is_rsl = False
        self.contents: list[Content] = []
        self._path: list[str] = []
        self._elements = 0
        self._content: dict[str, str] = {}
        self._terms: list[Terms] = []
        self._one: Terms = Terms()
        self._type = ""
        self._words: list[str] = []

    def refuse(self, *_: object) -> None:
        """A document type declaration."""
        raise _Refused

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        name = tag.removeprefix(f"{NAMESPACE} ")
        self._elements += 1
        self._path.append(name)
        if self._elements > MAX_ELEMENTS or len(self._path) > MAX_DEPTH:
            raise _Refused
        if len(self._path) == 1:
            self.is_rsl = tag == f"{NAMESPACE} rsl"
        elif name == "content":
            self._content, self._terms = attributes, []
        elif name == "license":
            self._one = Terms()
        elif name in ("permits", "prohibits"):
            self._type, self._words = attributes.get("type", "usage").strip(), []
        elif name == "payment":
            self._demand(attributes.get("type", "free").strip() not in _FREE)
        elif name in ("amount", "accepts", "custom", "reporting"):
            self._demand(True)

    def text(self, text: str) -> None:
        """Characters inside an element."""
        if self._path[-1] in ("permits", "prohibits"):
            self._words.append(text)

    def end(self, _: str) -> None:
        """An element closes."""
        name = self._path.pop()
        if name in ("permits", "prohibits"):
            self._listed(name, "".join(self._words).replace(",", " ").lower().split())
        elif name == "license":
            self._terms.append(self._one)
        elif name == "content":
            pattern = self._content.get("url", "").strip()
            if 0 < len(pattern) <= MAX_RULE:
                self.contents.append(Content(pattern, "server" in self._content, tuple(self._terms)))

    def _demand(self, asked: bool) -> None:
        one = self._one
        self._one = Terms(one.permitted, one.prohibited, one.conditional or asked)

    def _listed(self, name: str, words: list[str]) -> None:
        """Uses that are permitted or prohibited. What is so by user or country cannot be known: it is a condition."""
        if self._type != "usage":
            self._demand(True)
            return
        uses = frozenset().union(*(_COVERS.get(w, frozenset()) for w in words))
        one = self._one
        if name == "permits":
            self._one = Terms(uses | (one.permitted or frozenset()), one.prohibited, one.conditional)
        else:
            self._one = Terms(one.permitted, one.prohibited | uses, one.conditional)


def _grants(terms: Terms) -> bool:
    return not terms.conditional and not terms.prohibited and (terms.permitted is None or terms.permitted >= USES)


def _matches(pattern: str, url: str) -> bool:
    """Whether a pattern, which is a path or a whole address, takes in a page."""
    try:
        if "://" not in pattern:
            return path_matches(pattern, path_of(url))
        host, path = urlsplit(pattern).netloc.lower(), path_of(pattern)
        return host == urlsplit(url).netloc.lower() and path_matches(path, path_of(url))
    except ValueError:
        return False
