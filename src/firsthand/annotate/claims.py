"""What each clause asserts, who asserts it, and how firmly.

A sentence is cut at the heads of its clauses: the main verb, verbs joined to it, the complement of a saying verb, a
clause of time or reason with a subject of its own, a relative or participial clause. A clause with fewer than
`MIN_TERMS` content words stays with the clause above it, and so does a participle that tells the outcome ("killing
12 people"). A bare attribution ("the ministry said") is no claim: it asserts nothing about the happening, it says who
asserts.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from firsthand.annotate.antecedents import mention_at, resolve_pronouns
from firsthand.annotate.arguments import Named, find_arguments, told_by
from firsthand.annotate.assertions import judge
from firsthand.annotate.clause_heads import (
    MIN_TERMS,
    find_clauses,
    inherited_terms,
    is_main,
    same_moment,
    terms_of,
)
from firsthand.annotate.dating import date_claims
from firsthand.annotate.figures import find_figures
from firsthand.annotate.places import choose_place, find_places
from firsthand.inference.tagger import Tagged
from firsthand.model import Article, Claim, Figure, Mention, MentionKind, Quotation, Span, TimeExpression


@dataclass(frozen=True, slots=True)
class _Known:
    """What was understood of the article before its claims."""

    named: Mapping[int, str]  #: the entity of each token that names or means one
    kinds: Mapping[str, MentionKind]  #: by entity
    attributing: Mapping[int, Quotation]  #: the quotation of each word of a cue
    apart: Container[int]  #: the words of cues and sources
    dates: Container[int]  #: the words of days and hours


def find_claims(
    article: Article,
    tagged: Tagged,
    mentions: Sequence[Mention],
    quotations: Sequence[Quotation],
    times: Sequence[TimeExpression],
) -> tuple[Claim, ...]:
    """The claims of the telling lines, in order."""
    figures = find_figures(article, tagged, [(t.span.start, t.span.end) for t in times if t.kind != "DURATION"])
    starts = {f.span.start: f for f in figures}
    known = _know(tagged, mentions, quotations, times)
    found: list[Claim] = []
    for index, (first, last) in enumerate(tagged.sentences):
        sentence = article.span(*tagged.sentence_span(index))
        near = [q for q in quotations if any(c.start < sentence.end and sentence.start < c.end for c in q.content)]
        for head, own in find_clauses(tagged, first, last, known.attributing):
            if tagged.tokens[head].pos not in ("VERB", "AUX") and len(terms_of(tagged.tokens, own)) < MIN_TERMS:
                continue  # a label, a cry, a name alone: nothing is asserted
            inside = tuple(starts[tagged.tokens[i].start] for i in own if tagged.tokens[i].start in starts)
            span = article.span(tagged.tokens[own[0]].start, tagged.tokens[own[-1]].end)
            found.append(_claim(tagged, head, own, known, near, (span, sentence), inside))
    return date_claims(found, times, article.text, article.published_at)


def _know(
    tagged: Tagged, mentions: Sequence[Mention], quotations: Sequence[Quotation], times: Sequence[TimeExpression]
) -> _Known:
    named = dict(mention_at(tagged, mentions))
    named.update(resolve_pronouns(tagged, mentions, quotations))
    return _Known(
        named=named,
        kinds={m.entity: m.kind for m in mentions},
        attributing={i: q for q in quotations for c in q.cue for i in tagged.tokens_in(c.start, c.end)},
        apart={i for q in quotations for c in (*q.cue, *q.source) for i in tagged.tokens_in(c.start, c.end)},
        dates={i for t in times if t.kind in ("DATE", "TIME") for i in tagged.tokens_in(t.span.start, t.span.end)},
    )


def _claim(
    tagged: Tagged,
    head: int,
    own: Sequence[int],
    known: _Known,
    near: Sequence[Quotation],
    spans: tuple[Span, Span],
    figures: tuple[Figure, ...],
) -> Claim:
    """The claim of one clause, yet without its day; `spans` are its own and its sentence's."""
    tokens = tagged.tokens
    within = set(own)
    heads = told_by(tagged, head, within, known.attributing)
    verb = tokens[heads[-1]]
    over = _covering(spans[0], verb.start, near)
    assertion = judge(tagged, heads, own, over)
    agent, patient = find_arguments(tagged, heads[-1], _meaning(known, over))
    places = find_places(tagged, heads, own, known.named, known.kinds, known.apart)
    return Claim(
        span=spans[0],
        sentence=spans[1],
        asserted_by=over.speaker if over else None,
        negated=assertion.negated,
        certainty=assertion.certainty,
        predicate=verb.lemma.lower() if verb.pos in ("VERB", "AUX") else None,
        agent=agent,
        patient=patient,
        happened=None,
        figures=figures,
        entities=tuple(dict.fromkeys(known.named[i] for i in own if i in known.named)),
        terms=tuple(terms_of(tokens, (i for i in own if i not in known.dates))) + inherited_terms(tagged, head, own),
        quoted=over is not None and over.kind == "direct",
        dated=same_moment(tagged, head),
        main=is_main(tagged, head, known.attributing),
        place=choose_place(places, known.kinds),
        places=places,
        future=assertion.future,
    )


def _meaning(known: _Known, over: Quotation | None) -> Named:
    """Whom the names and pronouns of a clause mean, said by the speaker of `over`."""
    speaker = over.speaker if over else None
    if over is None or speaker is None:
        return Named(known.named)
    if over.kind == "direct":
        return Named(known.named, speaker=speaker)
    return Named(known.named, body=speaker if known.kinds.get(speaker) == "organization" else None)


def _covering(span: Span, verb: int, near: Sequence[Quotation]) -> Quotation | None:
    """The quotation that a clause belongs to: that has its verb, which begins at `verb`, else half of its words.

    The shortest of several: one is inside another.
    """
    best: tuple[bool, int, Quotation] | None = None
    for each in near:
        shared = sum(max(0, min(span.end, c.end) - max(span.start, c.start)) for c in each.content)
        outside = not any(c.start <= verb < c.end for c in each.content)
        if outside and shared * 2 < span.end - span.start:
            continue
        size = sum(c.end - c.start for c in each.content)
        if best is None or (outside, size) < best[:2]:
            best = (outside, size, each)
    return best[2] if best else None
