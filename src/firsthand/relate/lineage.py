"""Who took whose text: shared passages, credits, attributions and time, weighed pair by pair."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from firsthand.model import Derivation, DerivationKind, Reading, Span
from firsthand.relate.compare import Pair, Text, compare, read_texts, same_publisher
from firsthand.relate.direction import find_direction, first_named
from firsthand.relate.outlets import same_outlet
from firsthand.relate.primaries import is_official

#: Share of one article's narration, its words outside quotations, that makes two texts one. Of pairs read by hand those
#: of one origin begin at .36; the others end at .29, one later report with the agency's background apart: so a
#: passage must stand in the lead of one of them, and .3 to .4 give the same.
SAME_TEXT = 0.35
#: Share from which a text is a reprint, cut or with a new lead perhaps.
REPRINT = 0.7
#: Share, or number of words, of narration from which a part was taken over.
PART = 0.12
PART_WORDS = 25
#: Share of narration that an article has from an office's own publication where it retells that: nobody else has those
#: words at first hand. .1 to .15 give the same; .18 loses a retelling.
RELEASE = 0.15
#: Words within quotation marks that two articles share before it is worth saying.
QUOTED_WORDS = 8
#: A retelling without a credit: of so many long words that both use once, outside shared passages, so large a share
#: stands in one order. Chance alone keeps .3 of 28 words in order; two reports of one happening reach .61.
RETOLD_DETAILS = 20
RETOLD_ORDER = 0.7
#: Share of the words that two articles have in common where both name one publisher that is not at hand as the source.
COMMON_SOURCE = 0.15
#: Where in an article, as a part of it, its main source is first named: of two times or more; the one time.
NAMED_EARLY = 0.35
NAMED_ONCE = 0.2
#: Words for which one naming of a source stands at most: a longer text that names it once has more to tell. 700 to 800
#: give the same; at 600 retellings are lost, at 900 an article of its own is taken for one.
NAMED_WORDS = 800
#: Articles that rest on a publisher before one more that names it, and nobody else, is taken to have it from there too.
KNOWN_SOURCE = 2

#: How a source that is not at hand is named in a derivation: "agency:AFP".
AGENCY = "agency:"
_RESTS = ("reprint", "rewrite")
_STRENGTH: dict[DerivationKind, int] = {"credit": 0, "quotes": 1, "partial": 2, "rewrite": 3, "reprint": 4}


def relate(readings: Sequence[Reading]) -> tuple[Derivation, ...]:
    """Which of the articles rest on which, or on an agency whose text is not at hand; by target, then source."""
    texts = read_texts(readings)
    pairs = compare(texts)
    found = [d for pair in pairs if (d := _derive(texts[pair.left], texts[pair.right], pair))]
    found = _with_retellings(texts, found)
    found += _common_sources(texts, pairs, found)
    found = _traced_to_agencies(texts, _without_echoes(found))
    found += _credits(texts, found)
    return tuple(sorted(found, key=lambda d: (d.target, d.source, d.kind)))


def _derive(a: Text, b: Text, pair: Pair) -> Derivation | None:
    """What shared passages show of two articles; None where they are set phrases."""
    share = max(pair.told[0] / max(1, a.narration), pair.told[1] / max(1, b.narration))
    direction = find_direction(a, b)
    turned, why = direction.turned, direction.reason
    source, target = (b, a) if turned else (a, b)
    own = [is_official(t.reading.article.publisher) for t in (source, target)] == [True, False]
    kind: DerivationKind
    if share >= SAME_TEXT and pair.lead:
        kind = "reprint" if share >= REPRINT else "rewrite"
        what = f"{share:.0%} of the narration of the shorter of the two stands in the other"
    elif pair.details >= RETOLD_DETAILS and pair.order >= RETOLD_ORDER:
        kind = "rewrite"
        what = f"{pair.order:.0%} of {pair.details} details that both give once stand in the same order"
    elif same_publisher(a, b) and pair.longest >= PART_WORDS and not (a.credits or b.credits):
        kind = "rewrite"
        what = f"both are the publisher's own and {max(pair.told)} words of narration are the same: one is an update"
    elif own and share >= RELEASE and max(pair.told) >= PART_WORDS:
        kind = "rewrite"
        what = f"{max(pair.told)} words of narration are those of the publication that the other retells"
    elif share >= PART or max(pair.told) >= PART_WORDS:
        kind = "partial"
        what = f"{max(pair.told)} words of narration are the same in both"
    elif pair.quoted >= QUOTED_WORDS:
        kind = "quotes"
        what = f"both carry the same {pair.quoted} words of somebody's, and little else alike"
    else:
        return None
    evidence = [(a.words.span(*p.left), b.words.span(*p.right)) for p in pair.passages]
    if turned:
        evidence = [(y, x) for x, y in evidence]
    taken = sum(len(range(*(p.left if turned else p.right))) for p in pair.passages) / max(1, len(target.words.words))
    reason = f"{what[0].upper()}{what[1:]}; {why}."
    return Derivation(source.id, target.id, kind, taken, reason, tuple(evidence), direction.known)


def main_source(text: Text) -> str | None:
    """The publisher that an article names as the source of what it tells on the whole, if there is one."""
    counts = Counter(x.outlet for x in text.attributions if x.reports)
    if not counts:
        return None
    (outlet, most), *others = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if others and others[0][1] == most:
        return None
    early = first_named(text, outlet)
    if len(text.words.words) > most * NAMED_WORDS:
        return None
    if (most >= 2 and early <= NAMED_EARLY) or (not others and early <= NAMED_ONCE):
        return outlet
    return None


def _main_sources(texts: Sequence[Text]) -> dict[str, str]:
    """The main source of each article that has one; what several have from one publisher others have from it, too."""
    mains = {t.id: outlet for t in texts if (outlet := main_source(t))}
    broke = Counter(mains[t.id] for t in texts if t.id in mains and not t.credits)
    for text in texts:
        named = [x.outlet for x in text.attributions if x.reports]
        alone = len(set(named)) == 1 and len(text.words.words) <= len(named) * NAMED_WORDS
        if text.id not in mains and not text.credits and alone and broke[named[0]] >= KNOWN_SOURCE:
            mains[text.id] = named[0]
    return mains


def _with_retellings(texts: Sequence[Text], found: Sequence[Derivation]) -> list[Derivation]:
    """The derivations, with articles that name one publisher as the source of what they tell, in words of their own."""
    by_ends = {frozenset((d.source, d.target)): d for d in found}
    mains = _main_sources(texts)
    for text in texts:
        outlet = mains.get(text.id)
        if outlet is None:
            continue
        sources = [t.id for t in texts if same_outlet(t.outlet, outlet)]
        if not sources and text.credits:
            continue  # the text is another's, and so is the naming
        known = [by_ends[ends] for s in sources if (ends := frozenset((s, text.id))) in by_ends]
        if any(d.kind in _RESTS for d in known):
            continue
        quoting = max(known, key=lambda d: (d.share, d.source), default=None)
        source = quoting.source if quoting else sources[0] if sources else f"{AGENCY}{outlet}"
        if source == text.id:
            continue
        share, evidence = (quoting.share, quoting.evidence) if quoting else (0.0, ())
        reason = f"It attributes what it tells to {outlet} from early on, and to nobody as often."
        if main_source(text) is None:
            reason = f"It names {outlet} alone as a source, from which other articles have what they tell."
        by_ends[frozenset((source, text.id))] = Derivation(source, text.id, "rewrite", share, reason, evidence)
    return list(by_ends.values())


def _common_sources(texts: Sequence[Text], pairs: Sequence[Pair], found: Sequence[Derivation]) -> list[Derivation]:
    """Articles that carry the same words and both name a publisher whose text is not at hand."""
    held = {t.outlet for t in texts}
    known = {frozenset((d.source, d.target)) for d in found if d.kind in _RESTS}
    more = []
    for pair in pairs:
        a, b = texts[pair.left], texts[pair.right]
        shared = sum(p.shared for p in pair.passages)
        least = COMMON_SOURCE * max(1, min(len(a.words.words), len(b.words.words)))
        if shared < least or frozenset((a.id, b.id)) in known:
            continue
        both = {x.outlet for x in a.attributions if x.reports} & {x.outlet for x in b.attributions if x.reports}
        for outlet in sorted(both - held):
            reason = f"{a.called} and {b.called} carry the same {shared} words, and both name {outlet} as their source."
            for text, other, turned in ((a, b, True), (b, a, False)):
                evidence = _evidence(other, text, pair, turned)
                more.append(Derivation(f"{AGENCY}{outlet}", text.id, "rewrite", 0.0, reason, evidence))
    return more


def _evidence(source: Text, target: Text, pair: Pair, turned: bool) -> tuple[tuple[Span, Span], ...]:
    return tuple(
        (source.words.span(*(p.right if turned else p.left)), target.words.span(*(p.left if turned else p.right)))
        for p in pair.passages
    )


def _without_echoes(found: Sequence[Derivation]) -> list[Derivation]:
    """Without what a reprint has in common with a third article merely because its source has it too."""
    origin: dict[str, str] = {}
    for d in sorted((d for d in found if d.kind == "reprint"), key=lambda d: (-d.share, d.source)):
        origin.setdefault(d.target, d.source)
    for target in origin:
        seen = {target}
        while origin[target] in origin and origin[target] not in seen:
            seen.add(origin[target])
            origin[target] = origin[origin[target]]
    weakest_first = sorted(found, key=lambda d: _STRENGTH[d.kind])
    strength = {frozenset((d.source, d.target)): _STRENGTH[d.kind] for d in weakest_first}

    def echoes(d: Derivation) -> bool:
        for copy, third in ((d.source, d.target), (d.target, d.source)):
            first = origin.get(copy)
            if first and third != first and strength.get(frozenset((first, third)), -1) >= _STRENGTH[d.kind]:
                return True
        return False

    return [d for d in found if not echoes(d)]


def _traced_to_agencies(texts: Sequence[Text], found: Sequence[Derivation]) -> list[Derivation]:
    """Where one of two articles of one text credits an agency that is not at hand, both have it from there."""
    by_id = {t.id: t for t in texts}
    traced = []
    for d in found:
        ends = [by_id[i] for i in (d.source, d.target) if i in by_id]
        agencies = {c for t in ends for c in t.credits if not any(same_outlet(c, held.outlet) for held in texts)}
        if d.kind != "reprint" or len(ends) != 2 or len(agencies) != 1:
            traced.append(d)
            continue
        agency = agencies.pop()
        turned = tuple((y, x) for x, y in d.evidence)
        traced.append(_from_agency(agency, ends[0], ends[1], turned))
        traced.append(_from_agency(agency, ends[1], ends[0], d.evidence))
    return _merged(traced)


def _from_agency(agency: str, text: Text, other: Text, evidence: tuple[tuple[Span, Span], ...]) -> Derivation:
    credits = agency in text.credits
    who = f"It credits {agency}" if credits else f"It has the text of {other.called}, which credits {agency}"
    more = f"; {other.called} carries the same text" if credits else ""
    share = sum(len(span) for _, span in evidence) / max(1, text.words.ends[-1] - text.words.starts[0])
    reason = f"{who}{more}; {agency}'s own is not at hand."
    return Derivation(f"{AGENCY}{agency}", text.id, "reprint", min(1.0, share), reason, evidence)


def _merged(found: Sequence[Derivation]) -> list[Derivation]:
    """One derivation for the same source, target and kind, with all the evidence."""
    groups: defaultdict[tuple[str, str, str], list[Derivation]] = defaultdict(list)
    for d in found:
        groups[d.source, d.target, d.kind].append(d)
    merged = []
    for same in groups.values():
        best = max(same, key=lambda d: (d.share, d.reason))
        evidence = tuple(dict.fromkeys(e for d in same for e in d.evidence))
        merged.append(replace(best, evidence=evidence))
    return merged


def _credits(texts: Sequence[Text], found: Sequence[Derivation]) -> list[Derivation]:
    """Agencies and publishers that an article credits, where nothing more is known of what it took."""
    known = {(d.source, d.target) for d in found}
    more = []
    for text in texts:
        for credit in text.credits:
            sources = {f"{AGENCY}{credit}", *(t.id for t in texts if same_outlet(t.outlet, credit))}
            if not any((source, text.id) in known for source in sources):
                reason = f"It credits {credit}, whose text is not at hand; how much of it is {credit}'s cannot be told."
                more.append(Derivation(f"{AGENCY}{credit}", text.id, "credit", 0.0, reason))
    return more
