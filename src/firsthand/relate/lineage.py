"""From shared passages, credits, attributions and time to who took whose text, and to origins."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from firsthand.model import Derivation, DerivationKind, Origin, Reading, Span
from firsthand.relate.outlets import AGENCIES, Attribution, find_attributions, outlet_of
from firsthand.relate.passages import Passage, Words, find_passages, read_words

#: Share of narration (what the article says in its own voice) that makes one text of two. Set on pairs read by hand.
SAME_TEXT = 0.35
REPRINT = 0.7
#: Share from which a text counts as partly taken over.
PARTLY = 0.12


@dataclass(frozen=True, slots=True)
class Pair:
    """What two articles share."""

    left: int
    right: int
    passages: tuple[Passage, ...]
    told: tuple[float, float]  #: share of each one's narration that stands in the other's narration
    all: tuple[float, float]  #: share of all words


@dataclass(frozen=True, slots=True)
class Text:
    """An article with what lineage needs of it."""

    reading: Reading
    words: Words
    outlet: str | None
    attributions: tuple[Attribution, ...]


def relate(readings: Sequence[Reading]) -> tuple[Derivation, ...]:
    """Which of the articles rest on which, or on an agency whose text is not at hand."""
    texts = read_texts(readings)
    found = []
    for pair in compare(texts):
        found += _between(texts, pair)
    found += _credited(texts, found)
    return tuple(sorted(found, key=lambda d: (d.target, d.source, d.kind)))


def read_texts(readings: Sequence[Reading]) -> list[Text]:
    """The articles in the order of their ids."""
    ordered = sorted(readings, key=lambda r: r.article.id)
    printed = [o for r in ordered if (o := outlet_of(r.article.publisher)) and len(o) > 3]
    found = []
    for reading in ordered:
        words = read_words(reading)
        outlet = outlet_of(reading.article.publisher)
        named = [
            a
            for b in reading.article.blocks
            if b.role in ("body", "subheading")
            for a in find_attributions(reading.article.text, b.span.start, b.span.end, printed)
            if a.outlet != outlet
        ]
        found.append(Text(reading, words, outlet, tuple(named)))
    return found


def compare(texts: Sequence[Text]) -> list[Pair]:
    """The pairs that share a passage."""
    found = []
    for (i, a), (j, b) in combinations(enumerate(texts), 2):
        passages = find_passages(a.words, b.words)
        if passages:
            found.append(Pair(i, j, tuple(passages), *_shares(a.words, b.words, passages)))
    return found


def _shares(a: Words, b: Words, passages: Sequence[Passage]) -> tuple[tuple[float, float], tuple[float, float]]:
    told = [0, 0]
    both = [0, 0]
    for p in passages:
        quoted = sum(a.quoted[slice(*p.left)]) * 2 > p.left[1] - p.left[0], sum(b.quoted[slice(*p.right)]) * 2 > p.right[1] - p.right[0]
        for side, (words, (first, last)) in enumerate(((a, p.left), (b, p.right))):
            both[side] += last - first
            if not any(quoted):
                told[side] += last - first - sum(words.quoted[first:last])
    narration = [max(1, len(w.words) - sum(w.quoted)) for w in (a, b)]
    return (
        (told[0] / narration[0], told[1] / narration[1]),
        (both[0] / max(1, len(a.words)), both[1] / max(1, len(b.words))),
    )


def _between(texts: Sequence[Text], pair: Pair) -> list[Derivation]:
    a, b = texts[pair.left], texts[pair.right]
    share = max(pair.told)
    kind: DerivationKind
    if share >= REPRINT:
        kind = "reprint"
    elif share >= SAME_TEXT:
        kind = "rewrite"
    elif share >= PARTLY:
        kind = "partial"
    else:
        kind = "quotes"
    turned, why = _direction(a, b)
    source, target = (b, a) if turned else (a, b)
    evidence = tuple((a.words.span(*p.left), b.words.span(*p.right)) for p in pair.passages)
    if turned:
        evidence = tuple((y, x) for x, y in evidence)
    taken = pair.all[0] if turned else pair.all[1]
    reason = f"{len(evidence)} passages are shared, {share:.0%} of the shorter text's own narration; {why}"
    return [Derivation(source.reading.article.id, target.reading.article.id, kind, taken, reason, evidence)]


def _direction(a: Text, b: Text) -> tuple[bool, str]:
    """Whether the second is the source of the first, and what shows it."""
    first, second = a.reading.article, b.reading.article
    if b.outlet and _names(a, b.outlet) and not (a.outlet and _names(b, a.outlet)):
        return True, f"{first.id} names {b.outlet}"
    if a.outlet and _names(b, a.outlet) and not (b.outlet and _names(a, b.outlet)):
        return False, f"{second.id} names {a.outlet}"
    if first.published_at and second.published_at and first.published_at[:10] != second.published_at[:10]:
        return second.published_at < first.published_at, "the source was published earlier"
    return False, "which came first is not known"


def _names(text: Text, outlet: str) -> bool:
    return outlet in text.reading.article.credits or any(x.outlet == outlet and x.reports for x in text.attributions)


def _credited(texts: Sequence[Text], found: Sequence[Derivation]) -> list[Derivation]:
    held = {t.outlet for t in texts if t.outlet}
    more = []
    for text in texts:
        article = text.reading.article
        for agency in article.credits:
            if agency in AGENCIES and agency not in held:
                more.append(Derivation(f"agency:{agency}", article.id, "credit", 0.0, f"the article credits {agency}"))
        outlet = rests_on(text)
        if outlet and outlet not in article.credits:
            sources = [t for t in texts if t.outlet == outlet]
            span: tuple[tuple[Span, Span], ...] = ()
            for source in sources or [None]:
                name = source.reading.article.id if source else f"agency:{outlet}"
                more.append(
                    Derivation(name, article.id, "rewrite", 0.0, f"the article attributes what it tells to {outlet}", span)
                )
    return more


def rests_on(text: Text) -> str | None:
    """The publisher that an article names as the source of what it tells, if there is one."""
    reports = [x for x in text.attributions if x.reports]
    counts = Counter(x.outlet for x in reports)
    if not counts:
        return None
    (outlet, most), *others = counts.most_common()
    length = len(text.reading.article.text)
    first = min(x.start for x in reports if x.outlet == outlet) / length
    if others and others[0][1] >= most:
        return None
    if most >= 2 and first <= 0.35 or first <= 0.2 and not others:
        return outlet
    return None


def find_origins(readings: Sequence[Reading], derivations: Sequence[Derivation]) -> tuple[Origin, ...]:
    """The articles of one story as a partition: those in one origin rest on one text."""
    root = {r.article.id: r.article.id for r in readings}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for d in derivations:
        if d.kind in ("reprint", "rewrite"):
            a, b = sorted((find(d.source), find(d.target)))
            root[b] = a
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for r in readings:
        groups[find(r.article.id)].append(r.article.id)
    return tuple(Origin(tuple(sorted(g)), "shared text" if len(g) > 1 else "no shared text was found") for g in sorted(groups.values()))
