"""From likenesses to stories: groups of articles are joined while the joint holds together as its parts do."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

#: What two groups must have in average likeness, as a share of the likeness within them: two happenings of one kind,
#: each tight in itself, stay two. A fixed threshold instead costs .09 on pairs of like happenings, .05 on short items.
COHESION = 0.7
#: The likeness within a story before anything is known of it; COHESION times this is what two single articles need.
#: Set on four sets together: .175 to .21 costs up to .016 on the smallest set and .006 on the others.
USUAL_LIKENESS = 0.186
#: How many pairs that expectation is worth.
USUAL_PAIRS = 3
#: Likeness within a group above which it asks no more of a newcomer: reprints are alike beyond what reports are.
CLOSE = 0.4


@dataclass(slots=True)
class _Group:
    members: list[int]
    inside: float = 0.0  #: sum of the likenesses of its pairs
    near: dict[int, float] = field(default_factory=dict)  #: sum of the likenesses to the members of other groups
    barred: set[int] = field(default_factory=set)  #: groups that a person holds apart from it
    size: int = 1
    cohesion: float = USUAL_LIKENESS  #: how alike its members are, and what is expected of so few

    def grow(self) -> None:
        """What `size` and `cohesion` are after a merge: every offer asks for them, so they are not worked out there."""
        self.size = len(self.members)
        pairs = self.size * (self.size - 1) / 2
        self.cohesion = min(CLOSE, (self.inside + USUAL_PAIRS * USUAL_LIKENESS) / (pairs + USUAL_PAIRS))


Pairs = Iterable[tuple[int, int]]
_Offer = tuple[float, int, int, int, int]


def join(
    count: int, likeness: Mapping[tuple[int, int], float], together: Pairs = (), apart: Pairs = ()
) -> list[list[int]]:
    """Articles 0 to count-1 as groups, best joint first; a pair that is not given has likeness 0.

    `together` and `apart` are what a person judged. Articles held together bring their whole groups with them; where
    that would put articles into one group that are held apart, they come together alone before the rest joins.
    """
    together, apart = list(together), list(apart)
    groups = _united(count, _joined(count, likeness, (), apart), together)
    home = {i: n for n, members in enumerate(groups) for i in members}
    if any(home[a] == home[b] for a, b in apart):
        return _joined(count, likeness, together, apart)
    return groups


def _united(count: int, groups: Sequence[Sequence[int]], together: Pairs) -> list[list[int]]:
    """The groups, made one where a pair binds them."""
    home = list(range(count))
    for group in groups:
        for i in group:
            home[i] = group[0]
    for a, b in together:
        kept, gone = sorted((home[a], home[b]))
        home = [kept if h == gone else h for h in home]
    found: dict[int, list[int]] = {}
    for i, h in enumerate(home):
        found.setdefault(h, []).append(i)
    return list(found.values())


def _joined(
    count: int, likeness: Mapping[tuple[int, int], float], together: Pairs, apart: Pairs
) -> list[list[int]]:
    groups = [_Group([i]) for i in range(count)]
    for (a, b), value in likeness.items():
        groups[a].near[b] = groups[b].near[a] = value
    for a, b in apart:
        groups[a].barred.add(b)
        groups[b].barred.add(a)
    for first, *others in _united(count, [], together):
        for other in others:
            groups[first].near.setdefault(other, 0.0)
            groups[other].near.setdefault(first, 0.0)
            _merge(groups, first, other)
    heap = [offer for a in range(count) for offer in _offers(groups, a) if offer[1] == a]
    heapq.heapify(heap)
    while heap:
        _, a, b, size_a, size_b = heapq.heappop(heap)
        if groups[a].size != size_a or groups[b].size != size_b or b in groups[a].barred:
            continue  # one of them has grown, or is gone, since this was put down
        _merge(groups, a, b)
        for offer in _offers(groups, a):
            heapq.heappush(heap, offer)
    return [sorted(g.members) for g in groups if g.members]


def _offers(groups: Sequence[_Group], a: int) -> Iterator[_Offer]:
    """The joints of a group with others that hold: by how much, negative; which two; how large they were."""
    one = groups[a]
    size, cohesion = one.size, one.cohesion
    for b, value in one.near.items():
        two = groups[b]
        spare = value / (size * two.size) - COHESION * (cohesion + two.cohesion) / 2
        if spare >= 0:
            yield (-spare, a, b, size, two.size) if a < b else (-spare, b, a, two.size, size)


def _merge(groups: Sequence[_Group], a: int, b: int) -> None:
    kept, gone = groups[a], groups[b]
    kept.inside += gone.inside + kept.near.pop(b)
    gone.near.pop(a)
    kept.members += gone.members
    for c, value in gone.near.items():
        del groups[c].near[b]
        groups[c].near[a] = kept.near[c] = kept.near.get(c, 0.0) + value
    for c in gone.barred:
        groups[c].barred.discard(b)
        groups[c].barred.add(a)
    kept.barred |= gone.barred
    kept.grow()
    gone.members, gone.near, gone.barred, gone.size = [], {}, set(), 0


def strongest_links(
    members: Iterable[int], likeness: Mapping[tuple[int, int], float], held: Iterable[tuple[int, int]] = ()
) -> list[tuple[int, int, float]]:
    """The likest pairs that hold a group together, in the order of the pairs: at most one fewer than it has members.

    The pairs that are `held` come first.
    """
    root = {i: i for i in members}

    def top(i: int) -> int:
        while root[i] != i:
            root[i] = i = root[root[i]]
        return i

    first = frozenset(held)
    links = []
    for a, b in sorted(likeness, key=lambda pair: (pair not in first, -likeness[pair], pair)):
        if a in root and b in root:
            x, y = top(a), top(b)
            if x != y:
                root[max(x, y)] = min(x, y)
                links.append((a, b, likeness[a, b]))
    return sorted(links)
