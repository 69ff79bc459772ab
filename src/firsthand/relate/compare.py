"""What two articles of one story have in common, measured: narration, quotations, and rare details in one order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.model import Reading
from firsthand.relate.outlets import Attribution, credits_of, find_attributions, outlet_of, same_outlet
from firsthand.relate.passages import Passage, Words, candidates, find_passages, read_words

#: Words of up to this many letters say nothing about who took from whom: they are mostly the small words of a language.
SHORT_WORD = 3
#: Part of an article, from its beginning, that counts as its lead: who takes a text over takes the lead first.
LEAD = 0.3
#: Part of the articles of one publisher, from the end, in which a passage that both hold is furniture where it runs to
#: within END_WORDS of their ends, and the standing background of an agency where one of them credits one.
TAIL = 0.4
END_WORDS = 5


@dataclass(frozen=True, slots=True)
class Text:
    """An article with what lineage needs of it."""

    reading: Reading
    words: Words
    narration: int  #: words outside quotations
    outlet: str | None  #: short name of its publisher
    credits: tuple[str, ...]  #: agencies and publishers that it credits, its own apart
    attributions: tuple[Attribution, ...]  #: to publishers other than its own

    @property
    def id(self) -> str:
        """The article's id."""
        return self.reading.article.id

    @property
    def called(self) -> str:
        """How sentences for people name it."""
        publisher = self.reading.article.publisher
        return f"{publisher.name} ({self.id})" if publisher else self.id


@dataclass(frozen=True, slots=True)
class Pair:
    """What two articles, by number, have in common."""

    left: int
    right: int
    passages: tuple[Passage, ...]
    told: tuple[int, int]  #: words of each one's narration that stand in the other's narration
    quoted: int  #: words that both share within quotation marks, of one of them at least
    lead: bool  #: whether shared narration stands in the lead of one of them
    details: int  #: long words that each uses once, outside of what is taken over and quoted
    order: float  #: share of them that stand in the same order in both


def read_texts(readings: Sequence[Reading]) -> list[Text]:
    """The articles, in the order of their ids, ready for comparing."""
    ordered = sorted(readings, key=lambda r: r.article.id)
    printed = frozenset(o for r in ordered if (o := outlet_of(r.article.publisher)) and len(o) > SHORT_WORD)
    texts = []
    for reading in ordered:
        article = reading.article
        words = read_words(reading)
        outlet = outlet_of(article.publisher)
        named = [
            a
            for block in article.blocks
            if block.role in ("body", "subheading", "caption")
            for a in find_attributions(article.text, block.span.start, block.span.end, printed)
            if not same_outlet(a.outlet, outlet)
        ]
        texts.append(Text(reading, words, words.quoted.count(False), outlet, credits_of(article), tuple(named)))
    return texts


def compare(texts: Sequence[Text]) -> list[Pair]:
    """The pairs of articles that share a passage."""
    found = []
    for i, j in candidates([t.words for t in texts]):
        passages = find_passages(texts[i].words, texts[j].words)
        if same_publisher(texts[i], texts[j]):
            passages = [p for p in passages if not _standing(texts[i], texts[j], p)]
        if passages:
            found.append(_measure(i, j, texts[i].words, texts[j].words, passages))
    return found


def same_publisher(a: Text, b: Text) -> bool:
    """Whether two articles come from one publisher, by its host or by its name."""
    one, two = a.reading.article.publisher, b.reading.article.publisher
    return one is not None and two is not None and (one.id == two.id or same_outlet(one.name, two.name))


def _standing(a: Text, b: Text, passage: Passage) -> bool:
    """Whether a passage in two articles of one publisher is what it puts under every article."""
    sizes = len(a.words.words), len(b.words.words)
    if any(at[0] < size * (1 - TAIL) for at, size in zip((passage.left, passage.right), sizes, strict=True)):
        return False
    to_the_end = passage.left[1] >= sizes[0] - END_WORDS and passage.right[1] >= sizes[1] - END_WORDS
    return to_the_end or bool(a.credits or b.credits)


def _measure(i: int, j: int, a: Words, b: Words, passages: Sequence[Passage]) -> Pair:
    told, quoted, lead = [0, 0], 0, False
    for p in passages:
        within = [sum(a.quoted[slice(*p.left)]), sum(b.quoted[slice(*p.right)])]
        sizes = [p.left[1] - p.left[0], p.right[1] - p.right[0]]
        if any(2 * n > size for n, size in zip(within, sizes, strict=True)):
            quoted += p.shared  # somebody's words: whoever heard them may carry them
            continue
        told = [told[k] + sizes[k] - within[k] for k in (0, 1)]
        quoted += min(within)
        lead = lead or p.left[0] < LEAD * len(a.words) or p.right[0] < LEAD * len(b.words)
    details, order = _retold(a, b, passages)
    return Pair(i, j, tuple(passages), (told[0], told[1]), quoted, lead, details, order)


def _retold(a: Words, b: Words, passages: Sequence[Passage]) -> tuple[int, float]:
    """The long words that both articles use once outside shared passages and quotations, and the share in one order."""
    from rapidfuzz.distance import LCSseq

    once = []
    for text, taken in ((a, [p.left for p in passages]), (b, [p.right for p in passages])):
        shared = {n for first, last in taken for n in range(first, last)}
        counts = Counter(text.words)
        once.append(
            [
                w
                for n, w in enumerate(text.words)
                if len(w) > SHORT_WORD and counts[w] == 1 and not text.quoted[n] and n not in shared
            ]
        )
    both = set(once[0]) & set(once[1])
    sequences = [[w for w in words if w in both] for words in once]
    return len(both), LCSseq.similarity(*sequences) / max(1, len(both))
