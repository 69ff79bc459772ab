"""One person, body or place across the articles of a story, under all its spellings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from firsthand.align.spelling import acronym_of, initials, romanize, same_name, same_word, sound, words_of
from firsthand.model import Actor, MentionKind, Reading, Span

_KINDS: tuple[MentionKind, ...] = ("person", "organization", "place", "other")
#: Words that may follow a body's short name in its full one: "Marrow" and "Marrow Group".
_TAILS = frozenset("group inc corp corporation co company ltd limited plc holdings airlines airways bank party".split())
#: Names of one place that no rule of spelling joins.
_PLACES = {
    name: row[0]
    for row in (
        ("united states", "us", "usa", "america", "united states of america"),
        ("united kingdom", "uk", "britain", "great britain"),
        ("kyiv", "kiev"),
        ("kharkiv", "kharkov"),
        ("odesa", "odessa"),
        ("luhansk", "lugansk"),
        ("turkey", "turkiye"),
        ("myanmar", "burma"),
        ("washington", "washington dc", "dc"),
        ("ivory coast", "cote divoire"),
        ("czech republic", "czechia"),
        ("united arab emirates", "uae"),
        ("new york", "new york city", "nyc"),
    )
    for name in row
}


@dataclass(slots=True)
class _Node:
    """All mentions in a story whose entity has one romanized name."""

    key: str
    names: Counter[str] = field(default_factory=Counter)  #: as entities are written, by mentions
    texts: Counter[str] = field(default_factory=Counter)  #: as the mentions themselves are written
    kinds: Counter[MentionKind] = field(default_factory=Counter)
    spans: list[Span] = field(default_factory=list)

    @property
    def kind(self) -> MentionKind:
        """What most of its mentions are."""
        return max(_KINDS, key=lambda k: (self.kinds[k], -_KINDS.index(k)))

    def take(self, other: _Node) -> None:
        """Add another node's mentions."""
        self.names += other.names
        self.texts += other.texts
        self.kinds += other.kinds
        self.spans += other.spans


def identify(readings: Sequence[Reading]) -> tuple[Actor, ...]:
    """The actors of one story, most mentioned first, then by name; whatever the order of the readings."""
    nodes = _repaired(_nodes(readings))
    groups = _Groups(nodes)
    _join_persons(groups)
    _join_bodies(groups)
    _join_others(groups)
    actors = [_actor(members) for members in groups.members()]
    actors.sort(key=lambda a: (-len(a.mentions), a.name, a.kind))
    return _with_ids(actors)


def _nodes(readings: Sequence[Reading]) -> list[_Node]:
    """One node a romanized entity name; mentions of one text that articles label differently stay apart."""
    nodes: dict[str, _Node] = {}
    for reading in sorted(readings, key=lambda r: r.article.id):
        for mention in reading.annotations.mentions:
            key = romanize(mention.entity)
            if not key:
                continue
            node = nodes.setdefault(key, _Node(key))
            node.names[mention.entity] += 1
            node.texts[" ".join(reading.article.quote(mention.span).split())] += 1
            node.kinds[mention.kind] += 1
            node.spans.append(mention.span)
    return [nodes[k] for k in sorted(nodes)]


def _repaired(nodes: list[_Node]) -> list[_Node]:
    """A word alone has the kind that the same word has across the story, as a surname or short name too."""
    texts: dict[str, Counter[MentionKind]] = {}
    for node in nodes:
        for text, count in node.texts.items():
            texts.setdefault(romanize(text), Counter())[node.kind] += count
    for node in nodes:
        votes = texts.get(node.key)
        if votes and " " not in node.key:
            best = max(_KINDS, key=lambda k: (votes[k], -_KINDS.index(k)))
            if best != node.kind and votes[best] > votes[node.kind]:
                node.kinds = Counter({best: sum(node.kinds.values())})
    return nodes


class _Groups:
    """Nodes joined into actors: union-find whose root is the node first in the alphabet."""

    def __init__(self, nodes: list[_Node]) -> None:
        """Every node alone."""
        self.nodes = nodes
        self._parent = {n.key: n.key for n in nodes}

    def root(self, key: str) -> str:
        """The key that stands for a node's group."""
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def join(self, one: str, other: str) -> None:
        """Make two groups one."""
        a, b = sorted((self.root(one), self.root(other)))
        self._parent[b] = a

    def members(self) -> list[list[_Node]]:
        """The groups, each in the order of its nodes' keys."""
        found: dict[str, list[_Node]] = {}
        for node in self.nodes:
            found.setdefault(self.root(node.key), []).append(node)
        return [found[k] for k in sorted(found)]

    def of(self, nodes: Iterable[_Node]) -> dict[str, list[_Node]]:
        """The given nodes by the root of their group."""
        found: dict[str, list[_Node]] = {}
        for node in nodes:
            found.setdefault(self.root(node.key), []).append(node)
        return found


def _join_persons(groups: _Groups) -> None:
    """Full names spelled alike; then a word alone to the only person that bears it."""
    full = [n for n in groups.nodes if n.kind == "person" and len(words_of(n.key)) > 1]
    for block in _blocks(full):
        for at, one in enumerate(block):
            for other in block[:at]:
                if groups.root(one.key) != groups.root(other.key) and _compatible(groups, full, one, other):
                    groups.join(one.key, other.key)
    bearers: dict[str, set[str]] = {}
    for node in full:
        words = words_of(node.key)
        for word in {words[-1], " ".join(words[1:]), words[-1].removeprefix("al")}:
            bearers.setdefault(sound(word), set()).add(groups.root(node.key))
    givens: dict[str, set[str]] = {}
    for node in full:
        givens.setdefault(sound(words_of(node.key)[0]), set()).add(groups.root(node.key))
    for node in groups.nodes:
        words = words_of(node.key)
        if len(words) == 1 and node.kind == "person":
            held = {groups.root(b) for b in _bearers(words[0], bearers)} or givens.get(sound(words[0]), set())
            if len(held) == 1:
                groups.join(node.key, next(iter(held)))


def _bearers(word: str, bearers: dict[str, set[str]]) -> set[str]:
    """The persons whose surname is the word, by sound, else by a slip of the pen."""
    exact = bearers.get(sound(word))
    if exact is not None:
        return exact
    return {b for surname, held in bearers.items() if surname[:1] == word[:1] and same_word(word, surname) for b in held}


def _blocks(nodes: Sequence[_Node]) -> list[list[_Node]]:
    """Nodes that may be one: the same two first letters of the surname, or of the given name and the last of the surname."""
    blocks: dict[tuple[str, str], list[_Node]] = {}
    for node in nodes:
        words = words_of(node.key)
        blocks.setdefault(("surname", sound(words[-1])[:2]), []).append(node)
        blocks.setdefault(("given", sound(words[0])[:2] + sound(words[-1])[-1:]), []).append(node)
    return [blocks[k] for k in sorted(blocks)]


def _compatible(groups: _Groups, full: Sequence[_Node], one: _Node, other: _Node) -> bool:
    """Whether no name of one group contradicts a name of the other."""
    if not same_name(one.key, other.key, "person").same:
        return False
    roots = {groups.root(one.key), groups.root(other.key)}
    mine = [n for n in full if groups.root(n.key) in roots]
    return all(same_name(a.key, b.key, "person").same for i, a in enumerate(mine) for b in mine[:i])


def _join_bodies(groups: _Groups) -> None:
    """Bodies spelled alike; acronyms to the one expansion; a short name to the one that adds "Group" or the like."""
    bodies = [n for n in groups.nodes if n.kind == "organization"]
    by_core: dict[str, list[_Node]] = {}
    by_initials: dict[str, list[_Node]] = {}
    by_start: dict[str, list[_Node]] = {}
    for node in bodies:
        by_core.setdefault(node.key[:3], []).append(node)
        for letters in initials(_written(node.names)):
            by_initials.setdefault(letters, []).append(node)
        words = node.key.split()
        if len(words) > 1 and words[-1] in _TAILS:
            by_start.setdefault(" ".join(words[:-1]), []).append(node)
    for block in (by_core[k] for k in sorted(by_core)):
        for at, one in enumerate(block):
            for other in block[:at]:
                if same_name(_written(one.names), _written(other.names), "organization").same:
                    groups.join(one.key, other.key)
    for node in bodies:
        name = _written(node.names)
        held = groups.of(n for n in by_initials.get(name.replace(".", ""), ()) if acronym_of(name, _written(n.names)))
        if not held:
            held = groups.of(by_start.get(node.key, ()))
        if len(held) == 1:
            groups.join(node.key, next(iter(held)))


def _join_others(groups: _Groups) -> None:
    """Places under their other names; nationalities in the singular and plural."""
    keys = {n.key: n for n in groups.nodes}
    for node in groups.nodes:
        if node.kind == "place":
            twin = _PLACES.get(node.key)
            for name in (n for n, row in _PLACES.items() if row == twin):
                if name in keys and keys[name].kind == "place":
                    groups.join(node.key, name)
        elif node.kind == "other" and node.key + "s" in keys and keys[node.key + "s"].kind == "other":
            groups.join(node.key, node.key + "s")


def _written(names: Counter[str]) -> str:
    """The spelling used most; among equals the longest, then the first in the alphabet."""
    return min(names, key=lambda n: (-names[n], -len(n), n))


def _actor(members: list[_Node]) -> Actor:
    whole = _Node("")
    for member in members:
        whole.take(member)
    name = _display(whole.names, whole.kind)
    aliases = {*whole.names, *whole.texts} - {name}
    spans = tuple(sorted(set(whole.spans), key=lambda s: (s.article, s.start, s.end)))
    return Actor("", name, whole.kind, tuple(sorted(aliases)), spans)


def _display(names: Counter[str], kind: MentionKind) -> str:
    """The fullest, most common spelling: of a person's full names the most common, of a body's the longest form."""
    if kind == "person":
        full = Counter({n: c for n, c in names.items() if len(words_of(n)) > 1})
        return _written(full or names)
    if kind == "organization":
        full = Counter({n: c for n, c in names.items() if not any(acronym_of(n, m) or _shortens(n, m) for m in names)})
        return _written(full or names)
    return _written(names)


def _shortens(one: str, other: str) -> bool:
    """Whether a name is another without its last word."""
    return romanize(other).startswith(romanize(one) + " ")


def _with_ids(actors: list[Actor]) -> tuple[Actor, ...]:
    """Ids made of the names; a number is added where two actors bear one name."""
    used: Counter[str] = Counter()
    found: list[Actor] = []
    for actor in actors:
        slug = "actor-" + (re.sub(r"[^\w]+", "-", romanize(actor.name)).strip("-") or "unnamed")
        used[slug] += 1
        number = f"-{used[slug]}" if used[slug] > 1 else ""
        found.append(Actor(slug + number, actor.name, actor.kind, actor.aliases, actor.mentions))
    return tuple(found)
