"""From likenesses to stories: average linkage, and ids that do not depend on the order of the input."""

from __future__ import annotations

import heapq
from collections.abc import Mapping

#: Least average likeness within a story. Set on the four sets of stories: .13 to .17 within .01.
LEAST_LIKENESS = 0.15


def join(count: int, likeness: Mapping[tuple[int, int], float], least: float = LEAST_LIKENESS) -> list[list[int]]:
    """Articles 0 to count-1 as clusters by average linkage; a pair that is not given has likeness 0."""
    near: list[dict[int, float]] = [{} for _ in range(count)]
    for (a, b), value in likeness.items():
        near[a][b] = near[b][a] = value
    members = [[i] for i in range(count)]
    heap = [(-value, a, b, 1, 1) for (a, b), value in likeness.items() if value >= least]
    heapq.heapify(heap)
    while heap:
        _, a, b, size_a, size_b = heapq.heappop(heap)
        if len(members[a]) != size_a or len(members[b]) != size_b:
            continue  # one of them has grown since
        members[a] += members[b]
        members[b] = []
        near[a].pop(b)
        near[b].pop(a)
        for c, value in near[b].items():
            near[c].pop(b)
            near[a][c] = near[c][a] = near[a].get(c, 0.0) + value
        near[b] = {}
        for c, value in near[a].items():
            average = value / (len(members[a]) * len(members[c]))
            if average >= least:
                first, second = min(a, c), max(a, c)
                heapq.heappush(heap, (-average, first, second, len(members[first]), len(members[second])))
    return [sorted(each) for each in members if each]
