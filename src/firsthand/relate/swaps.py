"""What stands for what it stood before in a sentence that is otherwise the same: a figure, a name, a day, a "not"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from firsthand.model import Reading, Span
from firsthand.relate.diff import Run
from firsthand.relate.words import Word, is_capital, is_mark, numbers_in

SwapKind = Literal["figure", "name", "day", "time", "negation"]
#: The words of one version from which a part of the story's words is taken, with what was understood of them.
Side = tuple[Sequence[Word], Reading]

#: Words that change at one place of a sentence, at most: with more it was written anew, and nothing stands for a thing.
#: Set on the cases of tests/relate/test_edits.py, whose longest ("did not fail" for "failed") need 3; a name with its
#: title has up to 6. With more, any two figures of two sentences are called a correction.
FEW = 6
#: Share of a sentence's other words, in both versions, that must be the same. Lower, a new sentence that happens to
#: hold a figure is called a correction; higher, one in a sentence that was polished as well is missed. At .5 none is
#: found between an agency's text of the demo and what three outlets made of it.
SAME = 0.5
#: Words of context at most, on each side.
CONTEXT = 3

_NEGATIONS = frozenset("not no never neither nor without none nobody nothing cannot".split())
_AUXILIARIES = frozenset(
    "do does did is are was were be been being has have had will would can could may might shall should must any ever"
    " can longer a an the to".split()
)
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_RELATIVE = frozenset("today tomorrow yesterday tonight".split())
#: Marks that belong to a figure: they stand before it, and behind it.
_BEFORE, _BEHIND = frozenset("$€£¥₹"), frozenset("%‰°€")
#: Words that carry nothing alone: context goes on to the next one.
_SMALL = frozenset("a an the of to in on at by for and or its their his her was were is are has have had been".split())


@dataclass(frozen=True, slots=True)
class Swap:
    """The same place of a sentence in both versions, with a word or two around it for the reader."""

    kind: SwapKind
    old: Span
    new: Span


def swaps_of(found: Sequence[Run], old: Side, new: Side) -> Iterator[Swap]:
    """The swaps of one line. `found` are the runs of its words."""
    a, b = old[0], new[0]
    for number, run in enumerate(found):
        if run.same or max(run.a[1] - run.a[0], run.b[1] - run.b[0]) > FEW:
            continue
        kind = _kind(run, old, new)
        if kind is None or not _kept(found, run, a, b):
            continue
        before, after = _context(kind, found, number, old)
        yield Swap(
            kind,
            _span(old[1], a, (run.a[0] - before, run.a[1] + after)),
            _span(new[1], b, (run.b[0] - before, run.b[1] + after)),
        )


def _kind(run: Run, old: Side, new: Side) -> SwapKind | None:
    was, is_now = old[0][slice(*run.a)], new[0][slice(*run.b)]
    if _negated(was) != _negated(is_now):
        return "negation" if _rest(was) == _rest(is_now) else None
    if not was or not is_now:
        return None
    days = [_days(words, reading) for words, reading in ((was, old[1]), (is_now, new[1]))]
    if all(days):
        hours = all("T" in value for some in days for value in some)
        return None if days[0] == days[1] else "time" if hours else "day"
    numbers = numbers_in(was), numbers_in(is_now)
    if all(numbers):
        return "figure" if numbers[0] != numbers[1] else None
    names = [_names(words, reading) for words, reading in ((was, old[1]), (is_now, new[1]))]
    return "name" if all(names) and not set(names[0]) & set(names[1]) else None


def _negated(words: Sequence[Word]) -> bool:
    return any(w.folded in _NEGATIONS or w.folded.endswith("n't") for w in words)


def _rest(words: Sequence[Word]) -> list[str]:
    """What a verb keeps when it is negated, cut to what "failed" and "fail" have in common."""
    plain = (w.folded for w in words if not is_mark(w) and not w.folded.endswith("n't"))
    return [w[:3] for w in plain if w not in _NEGATIONS and w not in _AUXILIARIES]


def _days(words: Sequence[Word], reading: Reading) -> tuple[str, ...]:
    """The days that the words name, or are part of the name of."""
    values = tuple(
        t.value
        for t in reading.annotations.times
        if t.kind in ("DATE", "TIME") and any(t.span.start <= w.start and w.end <= t.span.end for w in words)
    )
    return values or tuple(w.folded for w in words if w.folded in _RELATIVE or (w.folded in _DAYS and is_capital(w)))


def _names(words: Sequence[Word], reading: Reading) -> tuple[str, ...]:
    """Whom or what the words name, or are part of the name of. Without any mention in the article, its capitals."""
    capitals = [w for w in words if is_capital(w)]
    if not reading.annotations.mentions:
        return tuple(w.folded for w in capitals)
    return tuple(
        m.entity.casefold()
        for m in reading.annotations.mentions
        if any(m.span.start <= w.start and w.end <= m.span.end for w in capitals)
    )


def _kept(found: Sequence[Run], run: Run, a: Sequence[Word], b: Sequence[Word]) -> bool:
    """Whether the sentence around is otherwise much the same in both versions."""
    same_a = {i for r in found if r.same for i in range(*r.a)}
    same_b = {i for r in found if r.same for i in range(*r.b)}
    return _share(a, run.a, same_a) >= SAME and _share(b, run.b, same_b) >= SAME


def _share(words: Sequence[Word], part: tuple[int, int], same: set[int]) -> float:
    start, end = part
    while start > 0 and words[start - 1].text not in ".!?":
        start -= 1
    while end < len(words) and words[end].text not in ".!?":
        end += 1
    around = [i for i in range(start, end) if not part[0] <= i < part[1] and not is_mark(words[i])]
    return sum(i in same for i in around) / len(around) if around else 0.0


def _context(kind: SwapKind, found: Sequence[Run], number: int, old: Side) -> tuple[int, int]:
    """How many words before and after, the same in both versions, belong to what is shown."""
    run, a = found[number], old[0]
    left = list(a[slice(*found[number - 1].a)]) if number else []
    right = list(a[slice(*found[number + 1].a)]) if number + 1 < len(found) else []
    left, right = left[::-1][: 2 * CONTEXT], right[: 2 * CONTEXT]  # "3 a.m." has marks in it
    if kind in ("day", "time"):
        start, end = _time_around(a[slice(*run.a)], old[1])
        within = sum(w.start >= start for w in left), sum(w.end <= end for w in right)
        return max(within[0], _while_named(left)), max(within[1], _while_named(right))
    left, right = left[:CONTEXT], right[:CONTEXT]
    if kind == "name":
        return _while_named(left), _while_named(right)
    if kind == "figure":
        before = int(bool(left) and left[0].text in _BEFORE)
        after = 1 if right and right[0].text in _BEHIND else _to_content(right)
        beside = 1 + _to_content(left[1:]) if left and is_mark(left[0]) else _to_content(left)  # "Tiel, 34,"
        return (before, after) if after or before else (beside, 0)
    empty = run.a[0] == run.a[1] or run.b[0] == run.b[1]
    return max(_to_content(left), int(empty and bool(left))), _to_content(right)


def _time_around(words: Sequence[Word], reading: Reading) -> tuple[int, int]:
    """From where to where the times go that words are part of."""
    spans = [
        t.span for t in reading.annotations.times if any(t.span.start <= w.start and w.end <= t.span.end for w in words)
    ]
    return min((s.start for s in spans), default=words[0].start), max((s.end for s in spans), default=words[-1].end)


def _while_named(words: Sequence[Word]) -> int:
    number = 0
    while number < len(words) and (is_capital(words[number]) or words[number].text[0].isdigit()):
        number += 1
    return number


def _to_content(words: Sequence[Word]) -> int:
    """Up to and with the first word that carries something; 0 where a mark stands before it."""
    for number, word in enumerate(words, 1):
        if is_mark(word):
            return 0
        if word.folded not in _SMALL:
            return number
    return 0


def _span(reading: Reading, words: Sequence[Word], part: tuple[int, int]) -> Span:
    start, end = max(part[0], 0), min(part[1], len(words))
    if start == end:  # words came at the very beginning or end of a line: the word beside them stands for the place
        start, end = (start, start + 1) if start < len(words) else (start - 1, start)
    return reading.article.span(words[start].start, words[end - 1].end)
