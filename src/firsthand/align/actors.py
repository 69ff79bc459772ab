"""One person, body or place across the articles of a story, under all its spellings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from firsthand.align.spelling import acronym_of, initials, romanize, same_name, same_word, sound, words_of
from firsthand.model import Actor, MentionKind, Reading, Span

_KINDS: tuple[MentionKind, ...] = ("person", "organization", "place", "other")
#: Mentions of one article that count for a kind: one long article with a wrong label must not outvote four short ones.
_VOTES = 3
_ACRONYM = 6  #: letters above which capitals are a heading's or a dateline's
#: Words that may follow a body's short name in its full one: "Marrow" and "Marrow Group".
_FORMS = frozenset("co corp inc limited llc ltd plc".split())  # of law alone: no part of the name that is shown
_TAILS = _FORMS | frozenset(
    "airlines airways bank company corporation foundation group holdings industries motor motors network party systems "
    "technologies university".split()
)
#: Names of one place that no rule of spelling joins; the first is shown where the story uses it.
_PLACES = (
    ("united states", "us", "usa", "america", "united states of america"),
    ("united kingdom", "uk", "britain", "great britain"),
    ("kyiv", "kiev"),
    ("kharkiv", "kharkov"),
    ("luhansk", "lugansk"),
    ("turkey", "turkiye"),
    ("myanmar", "burma"),
    ("washington", "washington dc", "dc"),
    ("ivory coast", "cote divoire"),
    ("czech republic", "czechia"),
    ("united arab emirates", "uae"),
    ("new york", "new york city", "nyc"),
)


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
        """What most articles take it for."""
        return max(_KINDS, key=lambda k: (self.kinds[k], -_KINDS.index(k)))

    @property
    def name(self) -> str:
        """As it is written most."""
        return _written(self.names)


class _Groups:
    """Nodes joined into actors."""

    def __init__(self, nodes: Sequence[_Node]) -> None:
        """Every node alone."""
        self.nodes = nodes
        self._root = {n.key: n.key for n in nodes}
        self._members = {n.key: [n] for n in nodes}

    def root(self, node: _Node) -> str:
        """The key that stands for a node's group."""
        return self._root[node.key]

    def members(self, root: str) -> list[_Node]:
        """The nodes of one group."""
        return self._members[root]

    def join(self, one: str, other: str) -> None:
        """Make two groups one, given by their roots; the smaller is relabelled, so all joins cost n log n."""
        if one != other:
            small, large = sorted((one, other), key=lambda r: (len(self._members[r]), r))
            for node in self._members[small]:
                self._root[node.key] = large
            self._members[large] += self._members.pop(small)

    def only(self, nodes: Iterable[_Node]) -> str | None:
        """The root of the one group that all the nodes are in; None where there are several, or no nodes."""
        roots = {self.root(n) for n in nodes}
        return next(iter(roots)) if len(roots) == 1 else None

    def all(self) -> list[list[_Node]]:
        """The groups, each in the order of its keys."""
        return [sorted(m, key=lambda n: n.key) for _, m in sorted(self._members.items())]


def identify(readings: Sequence[Reading]) -> tuple[Actor, ...]:
    """The actors of one story, most mentioned first, then by name; whatever the order of the readings."""
    groups = _Groups(_repaired(_nodes(readings)))
    _join_full_names(groups)
    _join_surnames(groups)
    _join_bodies(groups)
    _join_others(groups)
    actors = sorted((_actor(m) for m in groups.all()), key=lambda a: (-len(a.mentions), a.name, a.kind))
    return _with_ids(actors)


def _nodes(readings: Sequence[Reading]) -> list[_Node]:
    """One node a romanized entity name, in the order of the names."""
    nodes: dict[str, _Node] = {}
    for reading in sorted(readings, key=lambda r: r.article.id):
        seen: Counter[tuple[str, MentionKind]] = Counter()
        for mention in reading.annotations.mentions:
            key = romanize(mention.entity)
            if not key:
                continue
            node = nodes.setdefault(key, _Node(key))
            node.names[mention.entity] += 1
            node.texts[" ".join(reading.article.quote(mention.span).split())] += 1
            node.spans.append(mention.span)
            seen[key, mention.kind] += 1
        for (key, kind), count in seen.items():
            nodes[key].kinds[kind] += min(count, _VOTES)
    return [nodes[k] for k in sorted(nodes)]


def _repaired(nodes: list[_Node]) -> list[_Node]:
    """A word alone has the kind that the same word has across the story, as a surname or a short name too."""
    votes: dict[str, Counter[MentionKind]] = {}
    for node in nodes:
        for text, count in node.texts.items():
            votes.setdefault(romanize(text), Counter())[node.kind] += count
    for node in nodes:
        if " " not in node.key and node.key in votes:
            mine = votes[node.key]
            best = max(_KINDS, key=lambda k: (mine[k], k == node.kind))
            if best != node.kind:
                node.kinds = Counter({best: 1})
    return nodes


def _join_full_names(groups: _Groups) -> None:
    """Full names of persons that are spelled alike, where no name of one group contradicts the other's."""
    full = [n for n in groups.nodes if n.kind == "person" and len(words_of(n.key)) > 1]
    for block in _blocks(full):
        for at, one in enumerate(block):
            for other in block[:at]:
                mine, theirs = groups.root(one), groups.root(other)
                if mine != theirs and all(
                    same_name(a.key, b.key).same for a in groups.members(mine) for b in groups.members(theirs)
                ):
                    groups.join(mine, theirs)


def _blocks(nodes: Sequence[_Node]) -> list[list[_Node]]:
    """Nodes that may be one: they share the start of the surname, or of the given name and the surname's end.

    So a story of many names is not compared all with all.
    """
    blocks: dict[tuple[str, str], list[_Node]] = {}
    for node in nodes:
        words = [sound(w) for w in words_of(node.key)]
        blocks.setdefault(("surname", words[-1][:2]), []).append(node)
        blocks.setdefault(("given", words[0][:2] + words[-1][-1:]), []).append(node)
    return [blocks[k] for k in sorted(blocks)]


def _join_surnames(groups: _Groups) -> None:
    """A person's surname alone, else a given name alone, to the only one in the story who bears it."""
    full = [n for n in groups.nodes if n.kind == "person" and len(words_of(n.key)) > 1]
    surnames: dict[str, list[_Node]] = {}
    given: dict[str, list[_Node]] = {}
    for node in full:
        words = words_of(node.key)
        for tail in {" ".join(words[i:]) for i in range(1, len(words))}:
            surnames.setdefault(sound(tail), []).append(node)
        given.setdefault(sound(words[0]), []).append(node)
    taken = {n.key for n in full}
    for node in groups.nodes:
        if node.kind == "person" and node.key not in taken:
            word = sound(" ".join(words_of(node.key)))
            held = surnames.get(word) or _nearly(word, surnames) or given.get(word, [])
            root = groups.only(held)
            if root is not None:
                groups.join(groups.root(node), root)


def _nearly(word: str, surnames: dict[str, list[_Node]]) -> list[_Node]:
    """Those whose surname is the word but for a slip of the pen."""
    near = (s for s in sorted(surnames) if s[:1] == word[:1] and same_word(word, s))
    return [n for surname in near for n in surnames[surname]]


def _join_bodies(groups: _Groups) -> None:
    """Bodies spelled alike; acronyms to the one expansion; a short name to the one that adds "Group" or the like."""
    bodies = [n for n in groups.nodes if n.kind == "organization"]
    blocks: dict[str, list[_Node]] = {}
    expansions: dict[str, list[_Node]] = {}
    longer: dict[str, list[_Node]] = {}
    for node in bodies:
        words = sorted(node.key.replace("-", " ").split())
        for word in {words[0][:3], words[-1][:3]}:
            blocks.setdefault(word, []).append(node)
        for letters in initials(node.name):
            expansions.setdefault(letters, []).append(node)
        start, _, last = node.key.rpartition(" ")
        if last in _TAILS:
            longer.setdefault(start, []).append(node)
    for block in (blocks[k] for k in sorted(blocks)):
        for at, one in enumerate(block):
            for other in block[:at]:
                same = _one_word_apart(one.key, other.key) and same_name(one.name, other.name, "organization").same
                if same:
                    groups.join(groups.root(one), groups.root(other))
    for node in bodies:
        held = [n for n in expansions.get(node.name.replace(".", ""), ()) if acronym_of(node.name, n.name)]
        root = groups.only(held or longer.get(node.key, ()))
        if root is not None:
            groups.join(groups.root(node), root)


def _one_word_apart(one: str, other: str) -> bool:
    """A quick test before names are compared word by word: they are about as long."""
    return abs(len(one.split()) - len(other.split())) <= 3


def _join_others(groups: _Groups) -> None:
    """Short names that an article uses for a longer one; places under other names; nationalities in the plural."""
    keys = {n.key: n for n in groups.nodes}
    used: dict[str, list[_Node]] = {}
    for node in groups.nodes:
        for text in {romanize(t) for t in node.texts} - {node.key}:
            used.setdefault(text, []).append(node)
    for node in groups.nodes:
        held = [n for n in used.get(node.key, ()) if n.kind == node.kind != "person"]
        root = groups.only(held)
        if root is not None:
            groups.join(groups.root(node), root)
        twins: Iterable[str] = ()
        if node.kind == "place":
            twins = [name for row in _PLACES if node.key in row for name in row]
        elif node.kind == "other":
            twins = (node.key + "s",)
        for twin in twins:
            if twin in keys and keys[twin].kind == node.kind:
                groups.join(groups.root(node), groups.root(keys[twin]))


def _written(names: Counter[str]) -> str:
    """The spelling used most, a heading's capitals last of all; among equals the longest, then by the alphabet."""
    return min(names, key=lambda n: (len(n) > _ACRONYM and n.isupper(), -names[n], -len(n), n))


def _actor(members: Sequence[_Node]) -> Actor:
    """One actor of the nodes of a group; without its id."""
    names: Counter[str] = Counter()
    texts: set[str] = set()
    kinds: Counter[MentionKind] = Counter()
    for node in members:
        names += node.names
        texts |= set(node.texts)
        kinds += node.kinds
    kind = max(_KINDS, key=lambda k: (kinds[k], -_KINDS.index(k)))
    name = _display(names, kind)
    spans = {s for node in members for s in node.spans}
    mentions = tuple(sorted(spans, key=lambda s: (s.article, s.start, s.end)))
    return Actor("", name, kind, tuple(sorted({*names, *texts} - {name})), mentions)


def _display(names: Counter[str], kind: MentionKind) -> str:
    """The fullest, most common spelling: of a person's full names, of a body's names but acronyms and short forms."""
    if kind == "person":
        full = Counter({n: c for n, c in names.items() if len(words_of(n)) > 1})
    elif kind == "place":
        shown = {row[0] for row in _PLACES}
        full = Counter({n: c for n, c in names.items() if romanize(n) in shown})
    else:
        full = Counter({n: c for n, c in names.items() if not any(_shortens(n, other) for other in names)})
    return _written(full or names)


def _shortens(one: str, other: str) -> bool:
    """Whether a name is another's acronym or first words, or adds to them a form of law."""
    short, long = romanize(one), romanize(other)
    if long.startswith(short + " "):
        return long.split()[-1] not in _FORMS
    return acronym_of(one, other) or (short.startswith(long + " ") and short.split()[-1] in _FORMS)


def _with_ids(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Ids made of the names; a number is added where two actors bear one name."""
    used: Counter[str] = Counter()
    found: list[Actor] = []
    for actor in actors:
        slug = "actor-" + (re.sub(r"\W+", "-", romanize(actor.name)).strip("-") or "unnamed")
        used[slug] += 1
        found.append(replace(actor, id=f"{slug}-{used[slug]}" if used[slug] > 1 else slug))
    return tuple(found)
