"""What an edit changed: the words that came and went, and whether something was corrected.

Only what an article says of the world counts. Furniture, bylines, datelines and stamps of time come and go with every
visit of a page; how quotation marks and dashes are set, and where lines break off, changes nothing either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from firsthand.model import Article, Reading, Span
from firsthand.relate.diff import Run, pairs, runs, smoothed
from firsthand.relate.swaps import Swap, swaps_of
from firsthand.relate.words import Word, fold, words_of

EditKind = Literal["same", "credited", "retitled", "extended", "shortened", "changed", "corrected"]
LineKind = Literal["same", "changed", "added", "removed"]
PieceKind = Literal["same", "old", "new"]

_THING = r"(?:article|story|report|post|piece|column|dispatch|headline|caption|graphic|page|version|item)"
#: How a publisher says that something was wrong. What was only added ("updated to include a comment") is no such note.
_NOTICE = re.compile(
    r"\W{0,3}(?:corrections?(?: (?:and|&) clarifications?)?|clarifications?|corrected|erratum)"
    r"\b(?: \([^)]{1,40}\)| appended| [^:.]{1,30}(?=:))?\s?(?:[:–—-]|$)"
    rf"|\W{{0,3}}(?:this (?:\w+ )?{_THING} )?corrects\b|\W{{0,3}}refiles?\b"
    rf"|.{{0,200}}?\ban? (?:earlier|previous|prior|original) version of (?:this|the|our) (?:\w+ )?{_THING}\b"
    rf"|.{{0,200}}?\b(?:this|the|our) (?:\w+ )?{_THING},? (?:has (?:since )?been|was|is|were) (?:\w+ )?"
    r"(?:corrected|amended|clarified)\b"
    rf"|(?:.{{0,200}}?\b{_THING}\b.{{0,60}}?)?\W{{0,3}}\b(?:updated?|edited|changed|amended|revised|modified)\b"
    r"[^.;]{0,60}? to (?:correct|clarify|fix|reflect|remove|show|say|state|make clear)\b",
    re.IGNORECASE | re.DOTALL,
)
#: Letters of a line in which a notice is looked for: what is longer is a paragraph of news, or hostile.
_NOTICE_LETTERS = 1500


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line that stand in both versions, in the old one alone or in the new one alone."""

    kind: PieceKind
    span: Span  #: in the new version, unless the words are gone; with the blank that follows


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, as it was and as it is."""

    kind: LineKind
    old: Span | None
    new: Span | None
    pieces: tuple[Piece, ...] = ()  #: of a line that changed; the same and the new ones are the new line in full


@dataclass(frozen=True, slots=True)
class Edit:
    """From one version of an article to the next."""

    kind: EditKind
    reason: str  #: one sentence: what shows it
    headline: tuple[str | None, str | None] | None = None  #: old and new; None where it is the same
    notices: tuple[Span, ...] = ()  #: lines of the new version that say that something was corrected
    swaps: tuple[Swap, ...] = ()  #: figures, names, days, hours and negations that changed inside a sentence
    lines: tuple[Line, ...] = ()  #: the body in its order, unchanged lines included; none where all words are the same
    added: int = 0  #: words
    removed: int = 0


def classify(old: Reading, new: Reading) -> Edit:
    """What changed from one version of an article to the next. Both are of one article; the order matters."""
    lines = () if _reads_the_same(old.article, new.article) else tuple(_lines(old.article, new.article))
    swaps = tuple(s for line in lines if line.kind == "changed" for s in _swaps(line, old, new))
    headline = _headline(old.article, new.article)
    notices = _notices(old.article, new.article)
    added, removed = _amount(lines, old.article, new.article)
    kind, reason = _judged(old.article, new.article, bool(headline), bool(notices), swaps, (added, removed))
    return Edit(kind, reason, headline, notices, swaps, lines, added, removed)


def _judged(
    old: Article,
    new: Article,
    retitled: bool,
    noticed: bool,
    swaps: Sequence[Swap],
    words: tuple[int, int],
) -> tuple[EditKind, str]:
    """The kind that says most, and why."""
    added, removed = words
    if noticed:
        return "corrected", "A notice of the publisher says so."
    if swaps:
        kinds = [f"a {k}" for k in dict.fromkeys(s.kind for s in swaps)]
        named = " and ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1])))
        return "corrected", f"{named.capitalize()} changed inside a sentence; no notice says so."
    if removed and not added and new.access == "stub" and old.access == "full":
        return "shortened", "The page now ends at a paywall."
    if added and removed:
        return "changed", f"{_counted(removed)} went and {_counted(added)} came."
    if added:
        return "extended", f"{_counted(added)} came and none went."
    if removed:
        return "shortened", f"{_counted(removed)} went and none came."
    if retitled:
        return "retitled", "The headline is another; the text is the same."
    if (old.byline, old.credits) != (new.byline, new.credits):
        return "credited", "The text is the same; who wrote it, or whose text it is, is given otherwise."
    return "same", "No change of the text."


def _lines(old: Article, new: Article) -> Iterator[Line]:
    """The lines of both bodies, side by side."""
    a, b = _bodies(old, new)
    words_a, words_b = [_folded(old, s) for s in a], [_folded(new, s) for s in b]
    for run in runs([" ".join(w) for w in words_a], [" ".join(w) for w in words_b]):
        if run.same:
            yield from (Line("same", x, y) for x, y in zip(a[slice(*run.a)], b[slice(*run.b)], strict=True))
            continue
        for i, j in pairs(words_a[slice(*run.a)], words_b[slice(*run.b)]):
            was, is_now = None if i is None else a[run.a[0] + i], None if j is None else b[run.b[0] + j]
            if was is None:
                yield Line("added", None, is_now)
            elif is_now is None:
                yield Line("removed", was, None)
            else:
                yield Line("changed", was, is_now, tuple(_pieces(old, was, new, is_now)))


def _reads_the_same(old: Article, new: Article) -> bool:
    """Whether both bodies are the same words in one order, wherever their lines break off."""
    a, b = _bodies(old, new)
    return [w for s in a for w in _folded(old, s)] == [w for s in b for w in _folded(new, s)]


def _bodies(old: Article, new: Article) -> tuple[list[Span], list[Span]]:
    """The lines that tell something. One that only changed its role counts in both versions, whatever it is in one."""
    told = [[b for b in article.blocks if b.role in ("body", "subheading", "caption")] for article in (old, new)]
    known = [{fold(article.quote(b.span)) for b in blocks} for article, blocks in zip((old, new), told, strict=True)]
    notices = set(_notices(old, new))
    both: list[list[Span]] = []
    for number, article in enumerate((old, new)):
        here, there = known[number], known[1 - number]
        both.append(
            [
                b.span
                for b in article.blocks
                if b.role in ("body", "subheading", "caption")
                or b.span in notices
                or (b.role != "headline" and (line := fold(article.quote(b.span))) in there and line not in here)
            ]
        )
    return both[0], both[1]


def _notices(old: Article, new: Article) -> tuple[Span, ...]:
    before = {fold(old.quote(b.span)) for b in old.blocks}
    return tuple(
        b.span
        for b in new.blocks
        if b.role != "headline"
        and len(b.span) <= _NOTICE_LETTERS
        and fold(line := new.quote(b.span)) not in before
        and _NOTICE.match(line)
    )


def _headline(old: Article, new: Article) -> tuple[str | None, str | None] | None:
    """Where a version has none, nobody can tell whether it is another: cleaning finds one today and not tomorrow."""
    a, b = old.headline, new.headline
    if not a or not b or [w.folded for w in words_of(a, 0, len(a))] == [w.folded for w in words_of(b, 0, len(b))]:
        return None
    return a, b


def _folded(article: Article, span: Span) -> tuple[str, ...]:
    return tuple(w.folded for w in words_of(article.text, span.start, span.end))


def _words(article: Article, span: Span) -> tuple[Word, ...]:
    return words_of(article.text, span.start, span.end)


def _compared(a: Sequence[Word], b: Sequence[Word]) -> list[Run]:
    return runs([w.folded for w in a], [w.folded for w in b])


def _pieces(old: Article, was: Span, new: Article, is_now: Span) -> Iterator[Piece]:
    a, b = _words(old, was), _words(new, is_now)
    for run in smoothed(_compared(a, b), [w.folded for w in a]):
        if run.same:
            yield Piece("same", _with_blank(new, is_now, b, run.b))
            continue
        if run.a[0] < run.a[1]:
            yield Piece("old", _with_blank(old, was, a, run.a))
        if run.b[0] < run.b[1]:
            yield Piece("new", _with_blank(new, is_now, b, run.b))


def _with_blank(article: Article, line: Span, words: Sequence[Word], part: tuple[int, int]) -> Span:
    """From the first word to where the next one begins."""
    start = words[part[0]].start if part[0] else line.start
    return article.span(start, words[part[1]].start if part[1] < len(words) else line.end)


def _swaps(line: Line, old: Reading, new: Reading) -> Iterator[Swap]:
    assert line.old is not None and line.new is not None
    a, b = _words(old.article, line.old), _words(new.article, line.new)
    yield from swaps_of(_compared(a, b), (a, old), (b, new))


def _amount(lines: Sequence[Line], old: Article, new: Article) -> tuple[int, int]:
    """Words that came and words that went. Notices of corrections are not among what came."""
    notices = set(_notices(old, new))
    added = removed = 0
    for line in lines:
        if line.kind == "added" and line.new and line.new not in notices:
            added += _count(new, line.new)
        elif line.kind == "removed" and line.old:
            removed += _count(old, line.old)
        for piece in line.pieces:
            added += _count(new, piece.span) if piece.kind == "new" else 0
            removed += _count(old, piece.span) if piece.kind == "old" else 0
    return added, removed


def _count(article: Article, span: Span) -> int:
    """At least one: a comma that came is a change."""
    return max(1, sum(any(map(str.isalnum, word)) for word in article.quote(span).split()))


def _counted(words: int) -> str:
    return "1 word" if words == 1 else f"{words:,} words"
