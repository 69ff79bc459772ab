"""The words that two articles share, with the edits inside them, and the sources that an article names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.model import Article, Change, Credit, Reading, SharedPassage, SharedText
from firsthand.relate.outlets import credits_of, find_attributions, outlet_of, same_outlet
from firsthand.relate.passages import Passage, Words, find_passages, read_words

#: A publisher's name of up to so many letters stands in a text for other things too.
SHORT_NAME = 3
#: Words of a passage that are compared at once: time and memory grow with its square, and edits are far shorter.
WINDOW = 1000


def share_text(a: Reading, b: Reading) -> SharedText:
    """The passages that stand in the bodies of both articles, and the share of each one's words that they hold."""
    left, right = read_words(a), read_words(b)
    found = find_passages(left, right)
    same = sum(p.shared for p in found)
    return SharedText(
        tuple(_passage(left, right, p) for p in found),
        same / max(1, len(left.words)),
        same / max(1, len(right.words)),
    )


def named_sources(article: Article, other: Article) -> tuple[Credit, ...]:
    """The agencies and publishers that an article names, its own left out: credited ones first, then as they come.

    The publisher of the `other` article is looked for too where the list does not hold it.
    """
    own, its = outlet_of(article.publisher), outlet_of(other.publisher)
    printed = [its] if its and len(its) > SHORT_NAME else []
    telling = [b.span for b in article.blocks if b.role != "boilerplate"]
    named = [x for s in telling for x in find_attributions(article.text, s.start, s.end, printed)]
    credited = credits_of(article)
    names = dict.fromkeys([*credited, *(x.outlet for x in named if not same_outlet(x.outlet, own))])
    sources = []
    for name in names:
        places = [x for x in named if same_outlet(x.outlet, name)]
        if any(same_outlet(name, other) for other in credited if other != name):
            continue  # the credit says the same under a fuller name
        relays = name in credited or any(x.reports for x in places)
        shown = [x for x in places if x.reports] or places
        sources.append(Credit(name, tuple(article.span(x.start, x.end) for x in shown), relays))
    return tuple(sources)


def _passage(left: Words, right: Words, passage: Passage) -> SharedPassage:
    ranges = ((left, passage.left), (right, passage.right))
    quoted = all(2 * sum(words.quoted[first:last]) > last - first for words, (first, last) in ranges)
    return SharedPassage(
        left.span(*passage.left),
        right.span(*passage.right),
        passage.shared,
        quoted,
        tuple(_changes(left, right, passage)),
    )


def _changes(left: Words, right: Words, passage: Passage) -> Iterator[Change]:
    """The words that differ between two runs of a passage, in order."""
    for first, last, start, stop in _edits(left.words[slice(*passage.left)], right.words[slice(*passage.right)]):
        (i, _), (j, _) = passage.left, passage.right
        yield Change(
            left.span(i + first, i + last) if last > first else None,
            right.span(j + start, j + stop) if stop > start else None,
        )


def _edits(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """The ranges of two runs of words between those that are the same in both, window by window."""
    from rapidfuzz.distance import LCSseq

    i = j = 0
    since = (0, 0)  # where the last words ended that are the same in both
    while i < len(a) and j < len(b):
        same = [s for s in LCSseq.opcodes(a[i : i + WINDOW], b[j : j + WINDOW]) if s.tag == "equal"]
        for step in same:
            at = i + step.src_start, j + step.dest_start
            if at != since:
                yield since[0], at[0], since[1], at[1]
            since = i + step.src_end, j + step.dest_end
        i, j = since if same else (i + WINDOW, j + WINDOW)
    if since != (len(a), len(b)):
        yield since[0], len(a), since[1], len(b)
