"""What a person types into the search box -> a tree that both databases understand the same way. Pure.

    query  := part ("OR" part)*          part  := piece+                piece := "-" piece | "(" query ")" | term
    term   := word | "words in order" | field:word | field:"words in order"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from firsthand.errors import InputError
from firsthand.store.tokens import FIELDS, name_tokens, tokens

#: Characters of a query. What is longer was pasted by mistake; a long question has 200.
LONGEST = 1_000
#: Words, phrases and filters of a query, words in all, and brackets within brackets: what a statement of either
#: database takes without strain. Scripts without spaces have a word a letter.
MOST_TERMS = 50
MOST_WORDS = 200
DEEPEST = 10

Side = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Words:
    """One word, or several that stand side by side in this order."""

    words: tuple[str, ...]  #: as they stand in the index, the mark of a field before each


@dataclass(frozen=True, slots=True)
class Reported:
    """Reported before a moment, or at it and later. What is undated is neither."""

    side: Side
    moment: str  #: a day, month or year in ISO 8601, the beginning of Article.moment


@dataclass(frozen=True, slots=True)
class InStory:
    """In the story that goes by a name."""

    name: str
    at: int  #: where in the query, for messages


@dataclass(frozen=True, slots=True)
class Not:
    """All that the node does not match."""

    node: Node


@dataclass(frozen=True, slots=True)
class All:
    """What all of them match."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """What at least one of them matches."""

    nodes: tuple[Node, ...]


Node: TypeAlias = Words | Reported | InStory | Not | All | Some

_FILTERS = (*FIELDS, "before", "after", "story")
_QUOTES = '"“”„'
_PIECE = re.compile(
    rf'(?P<space>\s+)|(?P<open>\()|(?P<close>\))|(?P<minus>-(?=[\w({_QUOTES}]))'
    rf"|(?P<field>[^\W\d_]+):(?P<value>[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}]|[^\s(){_QUOTES}]*)"
    rf"|(?P<phrase>[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}])|(?P<quote>[{_QUOTES}])|(?P<word>[^\s(){_QUOTES}]+)"
)
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str  #: "open", "close", "minus", "or", "term"
    text: str  #: as typed
    at: int
    node: Node | None = None


def parse(query: str) -> Node:
    """The tree of a query. Raises InputError, which names the place in it and says what is wrong."""
    if len(query) > LONGEST:
        raise InputError("query", f"It has {len(query):,} characters, and {LONGEST:,} is the most.")
    pieces = list(_pieces(query))
    terms = sum(p.kind == "term" for p in pieces)
    if terms > MOST_TERMS:
        raise InputError("query", f"It has {terms} words and filters, and {MOST_TERMS} is the most.")
    words = sum(len(p.node.words) for p in pieces if isinstance(p.node, Words))
    if words > MOST_WORDS:
        raise InputError("query", f"It has {words} words, and {MOST_WORDS} is the most.")
    if not terms:
        raise InputError("query", "There is no word in it to look for.")
    node = _Parser(pieces, len(query)).query()
    if not _says_what(node):
        raise InputError("query", "It says only what is not wanted: add a word or a filter that is.")
    return node


def sought(node: Node) -> tuple[tuple[str, ...], ...]:
    """The words and phrases that a hit may have, in their order: what is marked and ranked by. Negated ones are not."""
    if isinstance(node, Words):
        return (node.words,)
    if isinstance(node, All | Some):
        return tuple(dict.fromkeys(w for n in node.nodes for w in sought(n)))
    return ()


def names_story(node: Node) -> bool:
    """Whether a query asks for what is in a story, or is not."""
    if isinstance(node, Not):
        return names_story(node.node)
    return any(map(names_story, node.nodes)) if isinstance(node, All | Some) else isinstance(node, InStory)


def _says_what(node: Node) -> bool:
    """Whether it names something, and not only what it is not: such a query would give nearly all that is held."""
    if isinstance(node, Not):
        return False
    if isinstance(node, All):
        return any(map(_says_what, node.nodes))
    return all(map(_says_what, node.nodes)) if isinstance(node, Some) else True


def _pieces(query: str) -> Iterator[_Piece]:
    """The query cut up. A word without a letter or digit, such as a dash, is left out."""
    at = 0
    while at < len(query):
        match = _PIECE.match(query, at)
        if match is None:  # a colon, an apostrophe: no word begins so
            at += 1
            continue
        kind, found = str(match.lastgroup), match[0]
        if kind == "quote":
            raise _wrong(at, f"The quotation mark {found} is never closed.")
        if kind == "value":
            yield _Piece("term", found, at, _filter(match["field"], match["value"], at))
        elif found == "OR":
            yield _Piece("or", found, at)
        elif kind in ("word", "phrase"):
            words = tokens(found)
            if words:
                yield _Piece("term", found, at, Words(tuple(words)))
            elif kind == "phrase":
                raise _wrong(at, f"There is no word in {found}.")
        elif kind != "space":
            yield _Piece(kind, found, at)
        at = match.end()


def _filter(field: str, given: str, at: int) -> Node:
    name, value = field.lower(), given.strip(_QUOTES).strip()
    if name not in _FILTERS:
        known = ", ".join(f"{f}:" for f in _FILTERS)
        raise _wrong(at, f'There is no filter "{field}:". Known are {known}. Words with a colon go in quotes.')
    if not value:
        raise _wrong(at, f"{name}: needs a value right behind it.")
    if name == "story":
        return InStory(value, at)
    if name in ("before", "after"):
        return Reported("before" if name == "before" else "after", _day(name, value, at))
    words = name_tokens(name, value)
    if not words:
        raise _wrong(at, f"There is no word in {name}:{given}.")
    return Words(tuple(words))


def _day(name: str, value: str, at: int) -> str:
    """A day, month or year that there is."""
    try:
        if _DAY.fullmatch(value):
            date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) == 4 else (value + "-01")[:10])
            return value
    except ValueError:
        pass
    raise _wrong(at, f"{name}:{value} is no day: write it as 2026-01-31, 2026-01 or 2026.")


def _wrong(at: int, reason: str) -> InputError:
    return InputError(f"query, character {at + 1}", reason)


class _Parser:
    """Reads the pieces from left to right, once."""

    def __init__(self, pieces: list[_Piece], end: int) -> None:
        self._pieces = pieces
        self._end = end
        self._next = 0

    def query(self) -> Node:
        node = self._some(0)
        if self._next < len(self._pieces):
            raise _wrong(self._pieces[self._next].at, "The bracket ) was never opened.")
        return node

    def _some(self, depth: int) -> Node:
        nodes = [self._all(depth)]
        while self._kind() == "or":
            self._next += 1
            nodes.append(self._all(depth))
        return nodes[0] if len(nodes) == 1 else Some(tuple(nodes))

    def _all(self, depth: int) -> Node:
        nodes: list[Node] = []
        while self._kind() in ("minus", "open", "term"):
            nodes.append(self._piece(depth))
        if not nodes:
            at = self._pieces[self._next].at if self._kind() else self._end
            raise _wrong(at, "A word or a filter is missing here: before and after OR, and within brackets.")
        return nodes[0] if len(nodes) == 1 else All(tuple(nodes))

    def _piece(self, depth: int) -> Node:
        piece = self._pieces[self._next]
        self._next += 1
        if piece.node is not None:
            return piece.node
        if piece.kind == "minus":
            if self._kind() not in ("open", "term"):
                raise _wrong(piece.at, "A word or a filter is missing behind the minus sign.")
            return Not(self._piece(depth))
        if depth == DEEPEST:
            raise _wrong(piece.at, f"Brackets within brackets go {DEEPEST} deep at most.")
        node = self._some(depth + 1)
        if self._kind() != "close":
            raise _wrong(piece.at, "The bracket ( is never closed.")
        self._next += 1
        return node

    def _kind(self) -> str | None:
        return self._pieces[self._next].kind if self._next < len(self._pieces) else None
