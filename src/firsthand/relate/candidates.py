"""Which pairs of articles are worth comparing word by word: their number grows with the articles, not its square."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from firsthand.relate.passages import Seed, Seeds

#: Seeds in common before two articles are compared: no passage is found by one alone.
FEWEST = 2
#: Share of an article's seeds that stand in an earlier one before it counts as a carrier of that text: it is compared
#: with others by what it adds alone. .4 to .9 give the same origins; higher costs time where copies were edited.
CARRIER = 0.6
#: Articles by which a seed is looked up. Of a statement that more carry, each is compared with the first of them.
HOLDERS = 40


def candidates(seeds: Sequence[Seeds], order: Iterable[int]) -> list[tuple[int, int]]:
    """The pairs of articles, by number, that have words in common.

    `order` is the one in which they are taken up: those first whose text others carry. A carrier of a text is paired
    with the article that has it, and with others for the words that this one lacks, so that four hundred reprints are
    four hundred pairs.
    """
    holders: defaultdict[Seed, list[int]] = defaultdict(list)
    pairs: set[tuple[int, int]] = set()
    for i in order:
        own: Iterable[Seed] = seeds[i]
        common = _in_common(own, holders)
        carried = min(common, key=lambda h: (-common[h], h), default=None)
        if carried is not None and common[carried] >= max(FEWEST, CARRIER * len(seeds[i])):
            pairs.add((min(i, carried), max(i, carried)))
            own = [s for s in own if s not in seeds[carried]]
            common = _in_common(own, holders)
        pairs.update((min(i, h), max(i, h)) for h, n in common.items() if n >= FEWEST)
        for seed in own:
            if len(holders[seed]) < HOLDERS:
                holders[seed].append(i)
    return sorted(pairs)


def _in_common(own: Iterable[Seed], holders: dict[Seed, list[int]]) -> Counter[int]:
    return Counter(h for seed in own for h in holders.get(seed, ()))
