"""The same quoted words wherever a story's articles carry them.

the words in quotation marks | longest first | to the row that holds them | who said it by vote
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.align.wordings import RUN, is_title, plain_words, quoted_spans, shared_words
from firsthand.model import Actor, Article, Quotation, Reading, SharedQuotation, Span

#: Words that a quotation needs, to be looked for inside a longer one of anybody's: "a disaster" stands in too many.
#: Fewer words must be the same speaker's.
CONTAINED_WORDS = 5
#: Words from which on a few may differ: outlets correct the grammar, cut an aside, begin a sentence earlier.
LONG_WORDS = 8
#: Share of a long quotation's words that must stand in the other in the same order, in runs of three. At .6 two answers
#: to one question begin to join; at .8 two cuts from one statement stay two rows.
SHARED = 0.7


@dataclass(slots=True)
class _Said:
    """One quotation of one article."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]  #: the words in quotation marks
    article: Article
    quotation: Quotation
    order: int  #: its place among all of the story
    speaker: str | None  #: the actor's id where the speaker is one, else as the article names them
    known: bool  #: whether the speaker is an actor
    title: bool  #: written like a title: it stands in longer words without being said there


def share_quotations(readings: Sequence[Reading], actors: Sequence[Actor] = ()) -> tuple[SharedQuotation, ...]:
    """One row for each direct or mixed quotation, in the order in which the story's articles carry them first.

    `readings` are in the order of publication. A shorter cut of the same words counts as the same quotation, and so do
    words that two outlets spell otherwise. The speaker is whom most articles name; a description only where none does.
    """
    names: dict[str, str] = {}
    shown = {a.id: a.name for a in actors}
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            names.setdefault(name, actor.id)
    said = _said(readings, names, shown)
    rows: list[list[_Said]] = []
    pairs: dict[tuple[str, str], list[int]] = {}
    alone: dict[tuple[str, str | None], int] = {}
    for each in sorted(said, key=lambda s: (-len(s.words), s.order)):
        grams = list(zip(each.words, each.words[1:], strict=False))
        at = _home(each, rows, pairs, grams) if grams else alone.get((each.words[0], each.speaker))
        if at is not None:
            rows[at].append(each)
            continue
        for gram in set(grams):
            pairs.setdefault(gram, []).append(len(rows))
        if not grams:
            alone[each.words[0], each.speaker] = len(rows)
        rows.append([each])
    for row in rows:
        row.sort(key=lambda s: s.order)
    return tuple(_row(row, shown) for row in sorted(rows, key=lambda row: row[0].order))


def _said(readings: Sequence[Reading], names: Mapping[str, str], shown: Mapping[str, str]) -> list[_Said]:
    found: list[_Said] = []
    for reading in readings:
        for quotation in reading.annotations.quotations:
            if quotation.kind == "indirect":
                continue
            spans = quoted_spans(reading.article, quotation)
            text = " ".join(reading.article.quote(s) for s in spans)
            words = plain_words(text)
            if words:
                speaker = names.get(quotation.speaker or "", quotation.speaker)
                found.append(
                    _Said(
                        words, spans, reading.article, quotation, len(found), speaker, speaker in shown, is_title(text)
                    )
                )
    return found


def _home(
    said: _Said,
    rows: Sequence[list[_Said]],
    pairs: Mapping[tuple[str, str], list[int]],
    grams: Sequence[tuple[str, str]],
) -> int | None:
    """The row whose longest wording holds the words; the one that holds most of them, then the first."""
    near = Counter(at for gram in set(grams) for at in pairs.get(gram, ()))
    for at, count in sorted(near.items(), key=lambda n: (-n[1], n[0])):
        if count < len(set(grams)) * SHARED / 2:
            break
        if _same(said, rows[at][0]):
            return at
    return None


def _same(short: _Said, long: _Said) -> bool:
    count = len(short.words)
    if short.title:
        return short.words == long.words
    if count >= LONG_WORDS:
        return shared_words(short.words, long.words) >= count * SHARED
    if count < CONTAINED_WORDS and (short.speaker is None or short.speaker != long.speaker):
        return short.words == long.words and (count >= RUN or not (short.known and long.known))
    return f" {' '.join(short.words)} " in f" {' '.join(long.words)} "


def _row(carriers: Sequence[_Said], shown: Mapping[str, str]) -> SharedQuotation:
    """The row of all carriers of the same words, who are in the order of publication."""
    fullest = max(carriers, key=lambda s: (s.quotation.kind == "direct", len(s.words), -s.order))
    parts = (" ".join(fullest.article.quote(span).split()) for span in fullest.spans)
    speakers = Counter(s.speaker for s in carriers if s.speaker)
    speaker = min(speakers, key=lambda s: (s not in shown, -speakers[s], s), default=None)
    return SharedQuotation(
        text=(" … " if fullest.quotation.kind == "mixed" else " ").join(parts),
        speaker=shown.get(speaker, speaker) if speaker else None,
        articles=tuple(dict.fromkeys(s.article.id for s in carriers)),
        claims=tuple(span for s in carriers for span in s.spans),
        first=carriers[0].article.id,
    )
