"""What two runs of words, or of lines, have in common, and what stands in one of them alone."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

#: Cells of the table that a comparison fills, at most: 40 MB and a third of a second. Two texts that need more are told
#: apart as a whole; 15,000 words against 15,000 are still compared.
MOST_CELLS = 320_000_000
#: Pairs of lines that are looked at for the best order, at most. Beyond, lines pair up as they stand.
MOST_PAIRS = 10_000
#: Share of words that two lines have in common from which one is the other, edited. Of 388 pairs of paragraphs of one
#: article that have nothing to do with each other (tests/quality/texts, demo) none reaches it, 4 reach .45 and 23 .4; a
#: paragraph that another outlet wrote anew comes to .25 to .58. Below it, strangers are laid side by side word by word;
#: above it, a paragraph of which half was written anew is shown as taken out and put in.
SAME_LINE = 0.5
#: Share of the shorter line's words that stand in the longer one from which it is that line, cut or added to.
HELD = 0.8
#: Words in common between two changes that are too few to stand alone, where all of them are short. Only for showing:
#: with more, a changed half sentence is one change and not five; with too many, words are shown as new that are not.
ISLAND = 2
#: Letters of a short word.
SHORT = 3


@dataclass(frozen=True, slots=True)
class Run:
    """Two half-open ranges, one in each sequence. One of them is empty where something came or went."""

    same: bool
    a: tuple[int, int]
    b: tuple[int, int]


def runs(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Run]:
    """Both sequences from end to end, in turns of what is the same and what is not (longest common subsequence)."""
    from rapidfuzz.distance import LCSseq

    head = _common(zip(a, b, strict=False))
    most = min(len(a), len(b)) - head
    tail = min(most, _common(zip(reversed(a), reversed(b), strict=False)))
    inner_a, inner_b = a[head : len(a) - tail], b[head : len(b) - tail]
    same: list[tuple[int, int, int]] = [(0, 0, head)]
    if len(inner_a) * len(inner_b) <= MOST_CELLS:
        same += [
            (head + o.src_start, head + o.dest_start, o.src_end - o.src_start)
            for o in LCSseq.opcodes(inner_a, inner_b)
            if o.tag == "equal"
        ]
    same.append((len(a) - tail, len(b) - tail, tail))
    return _with_gaps(same, len(a), len(b))


def smoothed(found: Sequence[Run], a: Sequence[str]) -> list[Run]:
    """The runs without islands: a lone "of the" between two changes is part of one change."""
    kept: list[Run] = []
    for number, run in enumerate(found):
        between = 0 < number < len(found) - 1
        if run.same and between and run.a[1] - run.a[0] <= ISLAND and all(len(w) <= SHORT for w in a[slice(*run.a)]):
            run = Run(False, run.a, run.b)
        if kept and kept[-1].same == run.same:
            last = kept.pop()
            run = Run(run.same, (last.a[0], run.a[1]), (last.b[0], run.b[1]))
        kept.append(run)
    return kept


def pairs(a: Sequence[Sequence[str]], b: Sequence[Sequence[str]]) -> Iterator[tuple[int | None, int | None]]:
    """Lines that were edited beside what they became, in order; None beside what came or went."""
    few = len(a) * len(b) <= MOST_PAIRS and sum(map(len, a)) * sum(map(len, b)) <= MOST_CELLS
    matched = dict(_best(a, b) if few else zip(range(len(a)), range(len(b)), strict=False))
    at = 0
    for i in range(len(a)):
        j = matched.get(i)
        if j is None:
            yield i, None
            continue
        yield from ((None, n) for n in range(at, j))
        yield i, j
        at = j + 1
    yield from ((None, n) for n in range(at, len(b)))


def likeness(a: Sequence[str], b: Sequence[str]) -> float:
    """The share of words, 0 to 1, that two lines have in common in one order; of the shorter where the other holds it.

    A line that lost or gained a sentence is still that line.
    """
    from rapidfuzz.distance import LCSseq

    shorter = min(len(a), len(b))
    if not shorter or len(a) * len(b) > MOST_CELLS:
        return 0.0
    common = LCSseq.similarity(a, b)
    held = common / shorter
    return max(2 * common / (len(a) + len(b)), held if held >= HELD and common > 2 * ISLAND else 0)


def _best(a: Sequence[Sequence[str]], b: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """The pairs that are most alike in sum, without crossing."""
    like = [[s if (s := likeness(x, y)) >= SAME_LINE else 0.0 for y in b] for x in a]
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            taken = like[i][j] + best[i + 1][j + 1] if like[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], taken)
    found, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if like[i][j] and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _common(both: Iterator[tuple[Hashable, Hashable]]) -> int:
    """How many pairs from the first on are of the same."""
    number = 0
    for x, y in both:
        if x != y:
            break
        number += 1
    return number


def _with_gaps(same: Sequence[tuple[int, int, int]], ends_a: int, ends_b: int) -> list[Run]:
    found: list[Run] = []
    i = j = 0
    for at_a, at_b, length in [*same, (ends_a, ends_b, 0)]:
        if at_a > i or at_b > j:
            found.append(Run(False, (i, at_a), (j, at_b)))
        if length and found and found[-1].same:
            last = found.pop()
            found.append(Run(True, (last.a[0], at_a + length), (last.b[0], at_b + length)))
        elif length:
            found.append(Run(True, (at_a, at_a + length), (at_b, at_b + length)))
        i, j = at_a + length, at_b + length
    return found
