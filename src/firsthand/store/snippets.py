"""The words of a text around what was looked for, with marks. The same whatever database found it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.store.hits import Marked
from firsthand.store.tokens import FIELDS, placed

#: Words of a snippet, and how many of them stand before the first mark: two lines of a terminal.
LENGTH = 32
LEAD = 8
#: Characters of a text that are looked at: a novel costs no more than a long report.
LOOKED_AT = 200_000
#: Places of what was looked for that are weighed against each other.
WEIGHED = 1_000
#: Fields of which the words are marked wherever they stand in the text. An outlet or a language is not in the text.
_MARKED = FIELDS["headline"] + FIELDS["speaker"] + FIELDS["actor"]
_UNMARKED = (FIELDS["publisher"], FIELDS["language"])


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something that was looked for stands."""

    which: int  #: of what was looked for
    first: int  #: its words, by their number in the text
    last: int


def mark(text: str, sought: Sequence[tuple[str, ...]]) -> Marked:
    """A whole text on one line, all that was looked for in it marked."""
    words = list(placed(text[:LOOKED_AT]))
    return _pieces(text, 0, len(text), words, _places(words, sought))


def snippet(text: str, sought: Sequence[tuple[str, ...]]) -> Marked:
    """The part of a text in which most of what was looked for stands, the earliest of several; else its beginning."""
    words = list(placed(text[:LOOKED_AT]))
    if not words:
        return ()
    places = _places(words, sought)
    first = max(0, min(_densest(places) - LEAD, len(words) - LENGTH))
    last = min(first + LENGTH, len(words)) - 1
    start = words[first][0] if first else 0
    end = words[last][1] if last + 1 < len(words) else len(text)
    shown = _pieces(text, start, end, words, [p for p in places if first <= p.first and p.last <= last])
    before = (("… ", False),) if first else ()
    after = ((" …", False),) if end < len(text) else ()
    return before + shown + after


def _places(words: Sequence[tuple[int, int, tuple[str, ...]]], sought: Sequence[tuple[str, ...]]) -> list[_Place]:
    """All places of what was looked for, in their order. A name of a field is marked where it stands in the text."""
    plain = [tuple(w.lstrip(_MARKED) for w in some) for some in sought if not some[0].startswith(_UNMARKED)]
    starts: dict[str, list[int]] = {}
    for number, some in enumerate(plain):
        starts.setdefault(some[0], []).append(number)
    flat = [(token, i) for i, (_, _, tokens) in enumerate(words) for token in tokens]
    found: list[_Place] = []
    for at, (token, word) in enumerate(flat):
        for which in starts.get(token, ()):
            run = flat[at : at + len(plain[which])]
            if tuple(t for t, _ in run) == plain[which]:
                found.append(_Place(which, word, run[-1][1]))
                if len(found) == WEIGHED:
                    return found
    return found


def _densest(places: Sequence[_Place]) -> int:
    """The number of the word from which on most of what was looked for is near; 0 where nothing is."""
    best, at = (0, 0), 0
    for i, place in enumerate(places):
        near = [p for p in places[i : i + LENGTH] if p.last < place.first + LENGTH - LEAD]
        score = (len({p.which for p in near}), len(near))
        if score > best:
            best, at = score, place.first
    return at


def _pieces(
    text: str, start: int, end: int, words: Sequence[tuple[int, int, tuple[str, ...]]], places: Sequence[_Place]
) -> Marked:
    """The text from `start` to `end`, cut at the marks; white space is one space."""
    pieces: list[tuple[str, bool]] = []
    at = start
    for place in sorted(places, key=lambda p: (p.first, -p.last)):
        from_, to = max(at, words[place.first][0]), words[place.last][1]
        if to <= at:
            continue
        pieces += [(_one_line(text[at:from_]), False), (_one_line(text[from_:to]), True)]
        at = to
    pieces.append((_one_line(text[at:end]), False))
    return tuple(p for p in pieces if p[0])


def _one_line(text: str) -> str:
    inner = " ".join(text.split())
    if not inner:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + inner + (" " if text[-1].isspace() else "")
