"""What two articles of one story have in common, measured: narration, quotations, and rare details in one order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from firsthand.model import Reading
from firsthand.relate.candidates import candidates
from firsthand.relate.linked import address, addresses, publishing_hosts, with_links
from firsthand.relate.outlets import Attribution, credits_of, find_attributions, outlet_of, same_outlet
from firsthand.relate.passages import Passage, Words, find_passages, read_words, seeds_of
from firsthand.relate.primaries import is_agency, is_official

#: Words of up to this many letters say nothing about who took from whom: they are mostly the small words of a language.
SHORT_WORD = 3
#: Part of an article, from its beginning, that counts as its lead: who takes a text over takes the lead first.
LEAD = 0.3
#: Part of the articles of one publisher, from the end, in which a passage that both hold is furniture where it runs to
#: within END_WORDS of their ends, and the standing background of an agency where one of them credits one.
TAIL = 0.4
END_WORDS = 5
#: Words within which two details that follow each other in both articles are one: a name, a set phrase.
NAME_WORDS = 1

#: Words by which a publisher speaks to its reader, and of what.
_READER = frozenset({"you", "your", "yours"})
_SERVICE = frozenset(
    "account app alerts click cookies download email facebook follow inbox link newsletter newsletters podcast podcasts"
    " privacy read sign subscribe subscriber subscription tips whatsapp".split()
)


@dataclass(frozen=True, slots=True)
class Text:
    """An article with what lineage needs of it."""

    reading: Reading
    words: Words
    narration: int  #: words outside quotations
    outlet: str | None  #: short name of its publisher
    credits: tuple[str, ...]  #: agencies and publishers that it credits, its own apart
    attributions: tuple[Attribution, ...]  #: to publishers other than its own
    linked: frozenset[str] = frozenset()  #: articles of the story that it links to

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
    longest: int  #: words of narration in the longest passage
    quoted: int  #: words that both share within quotation marks, of one of them at least
    lead: bool  #: whether shared narration stands in the lead of one of them
    details: int  #: long words that each uses once, outside of what is taken over and quoted
    order: float  #: share of them that stand in the same order in both


def read_texts(readings: Sequence[Reading]) -> list[Text]:
    """The articles, in the order of their ids, ready for comparing."""
    ordered = sorted(readings, key=lambda r: r.article.id)
    printed = frozenset(o for r in ordered if (o := outlet_of(r.article.publisher)) and len(o) > SHORT_WORD)
    at = addresses([r.article for r in ordered])
    hosts = publishing_hosts([r.article for r in ordered])
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
        ]
        named = [a for a in with_links(article, named, hosts) if not same_outlet(a.outlet, outlet)]
        linked = frozenset(i for link in article.links if (i := at.get(address(link.url))) and i != article.id)
        narration = words.quoted.count(False)
        texts.append(Text(reading, words, narration, outlet, credits_of(article), tuple(named), linked))
    return texts


def compare(texts: Sequence[Text]) -> list[Pair]:
    """The pairs of articles that share a passage."""
    found = []
    seeds = [seeds_of(t.words) for t in texts]
    once = [_used_once(t.words) for t in texts]
    for i, j in candidates(seeds, sorted(range(len(texts)), key=lambda n: _rank(texts[n]))):
        every = passages = find_passages(texts[i].words, texts[j].words, seeds[j])
        if same_publisher(texts[i], texts[j]):
            passages = [p for p in every if not _standing(texts[i], texts[j], p)]
        if passages:
            details, order = _retold(once[i], once[j], every)
            shared = _measure(texts[i].words, texts[j].words, passages)
            found.append(Pair(i, j, tuple(passages), *shared, details, order))
    return found


def _rank(text: Text) -> tuple[bool, str, str]:
    """Articles whose text others carry before the others, the earlier before the later."""
    publisher = text.reading.article.publisher
    return not (is_agency(publisher) or is_official(publisher)), text.reading.article.moment, text.id


def same_publisher(a: Text, b: Text) -> bool:
    """Whether two articles come from one publisher, by its host or by its name."""
    one, two = a.reading.article.publisher, b.reading.article.publisher
    return one is not None and two is not None and (one.id == two.id or same_outlet(one.name, two.name))


def _standing(a: Text, b: Text, passage: Passage) -> bool:
    """Whether a passage in two articles of one publisher is what it puts into every article."""
    said = set(a.words.words[slice(*passage.left)])
    if said & _READER and len(said & _SERVICE) > 1 and not any(a.words.quoted[slice(*passage.left)]):
        return True
    sizes = len(a.words.words), len(b.words.words)
    if any(at[0] < size * (1 - TAIL) for at, size in zip((passage.left, passage.right), sizes, strict=True)):
        return False
    to_the_end = passage.left[1] >= sizes[0] - END_WORDS and passage.right[1] >= sizes[1] - END_WORDS
    return to_the_end or bool(a.credits or b.credits)


def _measure(a: Words, b: Words, passages: Sequence[Passage]) -> tuple[tuple[int, int], int, int, bool]:
    """Words told in both, and in one passage; words quoted in both; whether what is told stands in the lead of one."""
    told, longest, quoted, lead = [0, 0], 0, 0, False
    for p in passages:
        within = [sum(a.quoted[slice(*p.left)]), sum(b.quoted[slice(*p.right)])]
        sizes = [p.left[1] - p.left[0], p.right[1] - p.right[0]]
        if any(2 * n > size for n, size in zip(within, sizes, strict=True)):
            quoted += p.shared  # somebody's words: whoever heard them may carry them
            continue
        told = [told[k] + sizes[k] - within[k] for k in (0, 1)]
        longest = max(longest, min(sizes) - max(within))
        quoted += min(within)
        lead = lead or p.left[0] < LEAD * len(a.words) or p.right[0] < LEAD * len(b.words)
    return (told[0], told[1]), longest, quoted, lead


def _used_once(words: Words) -> list[tuple[int, str]]:
    """The long words that an article uses once, and not in a quotation, with their places."""
    counts = Counter(words.words)
    return [
        (n, w)
        for n, (w, quoted) in enumerate(zip(words.words, words.quoted, strict=True))
        if len(w) > SHORT_WORD and not quoted and counts[w] == 1
    ]


def _retold(
    a: Sequence[tuple[int, str]], b: Sequence[tuple[int, str]], passages: Sequence[Passage]
) -> tuple[int, float]:
    """How many words both articles use once outside shared passages, and the share of them in one order.

    Of words that follow each other in both, as those of a name do, the first alone counts.
    """
    from rapidfuzz.distance import LCSseq

    inside = {n for p in passages for n in range(*p.left)}, {n for p in passages for n in range(*p.right)}
    places = [{w: n for n, w in words if n not in taken} for words, taken in zip((a, b), inside, strict=True)]
    both = places[0].keys() & places[1].keys()
    orders = [[w for w in place if w in both] for place in places]
    after = [{w: previous for previous, w in pairwise(order)} for order in orders]
    tied = {
        w
        for w in both
        if (previous := after[0].get(w)) is not None
        and previous == after[1].get(w)
        and all(place[w] - place[previous] <= NAME_WORDS for place in places)
    }
    sequences = [[w for w in order if w not in tied] for order in orders]
    details = len(both) - len(tied)
    return details, LCSseq.similarity(*sequences) / max(1, details)
