"""The names of a story before they are joined: one node a romanized name, with what its articles take it for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from firsthand.align.roles import Called
from firsthand.align.spelling import romanize
from firsthand.model import Mention, MentionKind, Reading, Span

KINDS: tuple[MentionKind, ...] = ("person", "organization", "place", "other")
#: Mentions of one article that count for a kind: one long article with a wrong label must not outvote four short ones.
_VOTES = 3
#: Mentions from which on a body is known well enough in a story that "Body Something" is a thing of its, not a person.
_KNOWN_BODY = 3
_ACRONYM = 6  #: letters above which capitals are a heading's or a dateline's


@dataclass(slots=True)
class Node:
    """All mentions in a story whose entity has one romanized name."""

    key: str
    names: Counter[str] = field(default_factory=Counter)  #: as entities are written, by mentions
    texts: Counter[str] = field(default_factory=Counter)  #: as the mentions themselves are written
    kinds: Counter[MentionKind] = field(default_factory=Counter)
    spans: list[Span] = field(default_factory=list)
    called: dict[Span, Called] = field(default_factory=dict)  #: the mentions that stand with a role

    @property
    def kind(self) -> MentionKind:
        """What most articles take it for."""
        return max(KINDS, key=lambda k: (self.kinds[k], -KINDS.index(k)))

    @property
    def name(self) -> str:
        """As it is written most."""
        return written(self.names)


class Groups:
    """Nodes joined into actors."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        """Every node alone."""
        self.nodes = nodes
        self._root = {n.key: n.key for n in nodes}
        self._members = {n.key: [n] for n in nodes}

    def root(self, node: Node) -> str:
        """The key that stands for a node's group."""
        return self._root[node.key]

    def members(self, root: str) -> list[Node]:
        """The nodes of one group."""
        return self._members[root]

    def join(self, one: str, other: str) -> None:
        """Make two groups one, given by their roots; the smaller is relabelled, so all joins cost n log n."""
        if one != other:
            small, large = sorted((one, other), key=lambda r: (len(self._members[r]), r))
            for node in self._members[small]:
                self._root[node.key] = large
            self._members[large] += self._members.pop(small)

    def only(self, nodes: Iterable[Node]) -> str | None:
        """The root of the one group that all the nodes are in; None where there are several, or no nodes."""
        roots = {self.root(n) for n in nodes}
        return next(iter(roots)) if len(roots) == 1 else None

    def all(self) -> list[list[Node]]:
        """The groups, each in the order of its keys."""
        return [sorted(m, key=lambda n: n.key) for _, m in sorted(self._members.items())]


def nodes_of(readings: Sequence[Reading]) -> list[Node]:
    """One node a romanized entity name, in the order of the names, of the kind that the story makes most likely."""
    nodes: dict[str, Node] = {}
    for reading in sorted(readings, key=lambda r: r.article.id):
        seen: Counter[tuple[str, MentionKind]] = Counter()
        for mention in reading.annotations.mentions:
            text = " ".join(reading.article.quote(mention.span).split())
            name = _meant(mention, text)
            key = romanize(name)
            if not key:
                continue
            node = nodes.setdefault(key, Node(key))
            node.names[name] += 1
            node.texts[text] += 1
            node.spans.append(mention.span)
            if mention.role:
                node.called[mention.span] = (mention, mention.role, reading.article.published_at)
            seen[key, mention.kind] += 1
        for (key, kind), count in seen.items():
            nodes[key].kinds[kind] += min(count, _VOTES)
    found = [nodes[k] for k in sorted(nodes)]
    _repair_words(found)
    _repair_things(found)
    return found


def _meant(mention: Mention, text: str) -> str:
    """The entity of a mention; its own words where they bear another number: a second model, flight or season."""
    own, full = (re.findall(r"\d+", t) for t in (text, mention.entity))
    return text if own and full and own != full else mention.entity


def _repair_words(nodes: Sequence[Node]) -> None:
    """A word alone has the kind that the same word has across the story, as a surname or a short name too."""
    votes: dict[str, Counter[MentionKind]] = {}
    for node in nodes:
        for text, count in node.texts.items():
            votes.setdefault(romanize(text), Counter())[node.kind] += count
    for node in nodes:
        if " " not in node.key and node.key in votes:
            mine = votes[node.key]
            best = max(KINDS, key=lambda k: (mine[k], k == node.kind))
            if best != node.kind:
                node.kinds = Counter({best: 1})


def _repair_things(nodes: Sequence[Node]) -> None:
    """Where Marrow is a body that the story names more often, "Marrow Lamp" is no person but a thing of the body's."""
    known = {n.key: len(n.spans) for n in nodes if n.kind == "organization" and len(n.spans) >= _KNOWN_BODY}
    for node in nodes:
        first, _, rest = node.key.partition(" ")
        if rest and node.kind == "person" and not node.called and known.get(first, 0) > len(node.spans):
            node.kinds = Counter({"other": 1})


def written(names: Counter[str]) -> str:
    """The spelling used most, a heading's capitals last of all; among equals the longest, then by the alphabet."""
    return min(names, key=lambda n: (len(n) > _ACRONYM and n.isupper(), -names[n], -len(n), n))
