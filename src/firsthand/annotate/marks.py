"""Which stretches of a text stand between quotation marks, whatever the typography."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from firsthand.model import Block

#: A doubled apostrophe stands for a double mark in many archives; it is read before the single ones.
_MARK = re.compile(r"''|``|[\"“”„«»‘’‚'`]")
#: Marks that are looked at to tell a possessive from an end; a sentence holds fewer.
_LOOK_AHEAD = 20
_DOUBLE = frozenset(["''", "``", '"', "“", "”", "„", "«", "»"])
_OPENS = frozenset("“„«‘‚`") | {"``"}
_CLOSES = frozenset("”»’")
#: What may stand before an opening mark that does not say by its shape that it opens.
_BEFORE_OPENING = frozenset(" \t\u00a0([{—–-/…:") | frozenset("“‘\"'")
#: Words that begin with an apostrophe: 'em, 'til, '90s.
_CLIPPED = re.compile(r"(?:em|til|tis|twas|cause|bout|round|n|\d0s|\d\d)\b", re.I)


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between quotation marks, at the outermost level; offsets into the text."""

    outer_start: int  #: where the opening mark begins
    start: int  #: the first character inside
    end: int  #: after the last character inside
    outer_end: int  #: after the closing mark; equals `end` where a paragraph ends before the mark comes
    block: int  #: number of the block it lies in
    double: bool  #: double marks, which seldom stand for anything else

    @property
    def closed(self) -> bool:
        """Whether a closing mark was found in its paragraph."""
        return self.outer_end > self.end


def find_marked(text: str, blocks: Sequence[Block]) -> tuple[Marked, ...]:
    """The quoted stretches of all blocks, in order. A stretch that its paragraph does not close ends with it."""
    found: list[Marked] = []
    for number, block in enumerate(blocks):
        inside = _in_block(text, block.span.start, block.span.end, number)
        if not inside or _is_possessive(text, inside, block):
            inside = _unclosed(text, blocks, number) or inside
        found.extend(inside)
    return tuple(found)


def _is_possessive(text: str, found: Sequence[Marked], block: Block) -> bool:
    """Whether the one stretch of a paragraph, begun with it, may end in a possessive: 'It was the voters' choice"""
    only = found[0]
    return (
        len(found) == 1
        and not only.double
        and only.outer_start == block.span.start
        and text[only.end - 1] == "s"
        and text[only.outer_end : only.outer_end + 1] == " "
    )


def _unclosed(text: str, blocks: Sequence[Block], number: int) -> list[Marked]:
    """A paragraph that a single mark opens and none closes, where the next paragraph opens with one as well."""
    start, end = blocks[number].span.start, blocks[number].span.end
    following = blocks[number + 1].span.start if number + 1 < len(blocks) else start
    if (
        text[start] not in "'‘"
        or following == start
        or text[following] != text[start]
        or _CLIPPED.match(text, start + 1)
    ):
        return []
    stop = start + len(text[start:end].rstrip())
    return [Marked(start, start + 1, stop, stop, number, False)] if stop > start + 1 else []


def _in_block(text: str, start: int, end: int, number: int) -> list[Marked]:
    marks = list(_MARK.finditer(text, start, end))
    ends_single = max((i for i, m in enumerate(marks) if _closes_single(text, m, end)), default=-1)
    deeper = _nested(marks)
    found: list[Marked] = []
    opened: re.Match[str] | None = None
    depth = 0
    for i, mark in enumerate(marks):
        double = mark.group() in _DOUBLE
        if opened is None:
            if _can_open(text, mark, start, end) and (double or i < ends_single):
                opened, depth = mark, 0
        elif i in deeper:
            depth += 1
        elif depth and mark.group() == "”":
            depth -= 1
        elif double == (opened.group() in _DOUBLE) and _can_close(text, marks, i, end):
            if mark.start() > opened.end():
                found.append(Marked(opened.start(), opened.end(), mark.start(), mark.end(), number, double))
            opened = None
    if opened is not None and opened.group() in _DOUBLE and opened.end() < end:
        stop = start + len(text[start:end].rstrip())
        if stop > opened.end():
            found.append(Marked(opened.start(), opened.end(), stop, stop, number, True))
    return found


def _nested(marks: list[re.Match[str]]) -> set[int]:
    """The opening curly marks inside a quotation for which the paragraph has closing ones enough."""
    found: set[int] = set()
    signs = [m.group() for m in marks]
    # Closing marks behind this place that no opening mark behind it needs; a quotation that goes on in the next
    # paragraph has one opening mark more than closing ones.
    spare = 1 if signs.count("“") == signs.count("”") + 1 else 0
    for i in range(len(marks) - 1, -1, -1):
        sign = marks[i].group()
        if sign == "”":
            spare += 1
        elif sign == "“":
            if spare >= 2:
                found.add(i)
            spare = max(spare - 1, 0)
    return found


def _can_open(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    sign, after = mark.group(), mark.end()
    if after >= end or text[after].isspace():
        return False
    if sign in _OPENS:
        return sign in _DOUBLE or not _CLIPPED.match(text, after)
    free = mark.start() == start or text[mark.start() - 1] in _BEFORE_OPENING
    if sign in _CLOSES:
        return sign == "”" and free
    return free and (sign in _DOUBLE or not _CLIPPED.match(text, after))


def _can_close(text: str, marks: list[re.Match[str]], i: int, end: int) -> bool:
    mark = marks[i]
    sign = mark.group()
    if sign in _OPENS and sign != "“":
        return False
    before = text[mark.start() - 1]
    following = text[mark.end()] if mark.end() < end else " "
    if sign == "“":  # a slip of the typist, where nothing else can be meant
        return not before.isspace() and not following.isalnum()
    if sign in _DOUBLE:
        if sign == "”":
            return True
        return not (before in " (" and following.isalnum())
    if following.isalnum() or before.isspace():
        return False
    if before == "s" and following == " ":  # the voters' choice' or the voters' she said
        return not any(_closes_single(text, m, end) for m in _until_opening(text, marks, i + 1))
    return True


def _closes_single(text: str, mark: re.Match[str], end: int) -> bool:
    following = text[mark.end()] if mark.end() < end else " "
    return mark.group() in ("’", "'") and not following.isalnum() and not text[mark.start() - 1].isspace()


def _until_opening(text: str, marks: list[re.Match[str]], first: int) -> Iterable[re.Match[str]]:
    for mark in islice(marks, first, first + _LOOK_AHEAD):
        before = text[mark.start() - 1]
        if mark.group() in _DOUBLE or mark.group() in _OPENS or before in _BEFORE_OPENING:
            return
        yield mark
