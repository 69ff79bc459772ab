"""Two articles of one story laid side by side: what both tell, what one alone tells, where they differ."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from firsthand.model import (
    TELLING_ROLES,
    Actor,
    Article,
    Claim,
    CommonFact,
    CommonQuotation,
    Comparison,
    Credit,
    Disagreement,
    Failure,
    Finding,
    Reading,
    SharedText,
    Span,
    Story,
)

#: Share of a claim that must stand in shared passages for the other article to tell it too. Set by reading: at .6 a
#: clause counts as taken over whose figure or name was replaced, at .95 one whose last word was.
COVERED = 0.8


def compare(
    a: Reading,
    b: Reading,
    story: Story,
    shared: SharedText,
    credits: tuple[tuple[Credit, ...], tuple[Credit, ...]] = ((), ()),
    failures: Sequence[Failure] = (),
) -> Comparison:
    """The two readings side by side, from the story made of them and the words that they share.

    Where nothing but a likeness of some claims ties the two (no story, no words in common), a fact counts as told by
    both only where both name somebody or something alike.
    """
    ids = a.article.id, b.article.id
    quotations = _quotations(a.article, b.article, story)
    tied = bool(story.links or shared.passages or quotations or any(d.source in ids for d in story.derivations))
    taken = _Taken(a.article, b.article, shared)
    common, single = _facts(ids, story, taken, by_name=not tied)
    alone = [_alone(single, x.article, taken) for x in (a, b)]
    names = [_names(x.article, y.article, story) for x, y in ((a, b), (b, a))]
    differences = tuple(d for d in story.disagreements if _between(d, ids) and (tied or _same_actor(d, story)))
    return Comparison(
        a=a,
        b=b,
        story=story,
        shared=shared,
        quotations=quotations,
        facts=tuple(common),
        only_a=alone[0],
        only_b=alone[1],
        differences=differences,
        names_a=names[0],
        names_b=names[1],
        credits_a=credits[0],
        credits_b=credits[1],
        failures=tuple(failures),
    )


class _Taken:
    """Which ranges of the two articles stand in shared passages, and in which."""

    def __init__(self, a: Article, b: Article, shared: SharedText) -> None:
        """The passages of both, each article's in the order of its text."""
        self._of = {
            a.id: sorted((p.a, n) for n, p in enumerate(shared.passages)),
            b.id: sorted((p.b, n) for n, p in enumerate(shared.passages)),
        }
        self._starts = {article: [span.start for span, _ in held] for article, held in self._of.items()}
        self._texts = {a.id: a.text, b.id: b.text}
        self._changed = [s for p in shared.passages for c in p.changes for s in (c.a, c.b) if s]

    def holds(self, span: Span) -> bool:
        """Whether the range stands in shared passages, nearly whole."""
        held = sum(min(p.end, span.end) - max(p.start, span.start) for p, _ in self._met(span))
        return held >= COVERED * len(span)

    def unchanged(self, span: Span) -> bool:
        """The same, and none of its words are others in the other article."""
        return self.holds(span) and not any(
            c.article == span.article and c.overlaps(span) for c in self._changed
        )

    def key(self, span: Span) -> tuple[int, str] | None:
        """What two ranges of the same words in one passage have alike; None outside of passages."""
        number = next((n for p, n in self._met(span) if p.covers(span)), None)
        if number is None:
            return None
        return number, _plain(self._texts[span.article][span.start : span.end])

    def _met(self, span: Span) -> list[tuple[Span, int]]:
        held = self._of[span.article]
        first = max(0, bisect_right(self._starts[span.article], span.start) - 1)
        met = []
        for passage, number in held[first:]:
            if passage.start >= span.end:
                break
            if passage.overlaps(span):
                met.append((passage, number))
        return met


def _facts(
    ids: tuple[str, str], story: Story, taken: _Taken, *, by_name: bool
) -> tuple[list[CommonFact], list[Finding]]:
    """The facts of both, in the order of the first article, and the findings that one of them alone makes."""
    common, single = [], []
    for finding in story.findings:
        sides = [tuple(c for c in finding.claims if c.span.article == article) for article in ids]
        if all(sides) and not (by_name and not _one_name(sides[0], sides[1], story)):
            common.append(_common(finding.statement, (finding.id,), sides[0], sides[1], taken))
        elif all(sides):  # only alike: each article's own
            alone = replace(finding, standing="single-source", independent_sources=1, owners=1, relays=())
            single += [replace(alone, claims=s) for s in sides]
        else:
            single.append(finding)
    paired, single = _same_words(ids, single, taken)
    return sorted([*common, *paired], key=lambda f: min(c.span for c in f.a)), single


def _same_words(
    ids: tuple[str, str], findings: Sequence[Finding], taken: _Taken
) -> tuple[list[CommonFact], list[Finding]]:
    """Findings of one article each whose claims are the same words of one passage are one fact; and the others."""
    homes: dict[tuple[int, str], Finding] = {}
    for finding in findings:
        for claim in finding.claims:
            if claim.span.article == ids[1] and (key := taken.key(claim.span)):
                homes.setdefault(key, finding)
    pairs: list[CommonFact] = []
    used: set[str] = set()
    for finding in findings:
        keys = [taken.key(c.span) for c in finding.claims if c.span.article == ids[0]]
        mate = next((homes[k] for k in keys if k and k in homes and homes[k].id not in used), None)
        if mate is not None and finding.id not in used and mate.id != finding.id:
            used |= {finding.id, mate.id}
            mine = tuple(c for c in finding.claims if c.span.article == ids[0])
            theirs = tuple(c for c in mate.claims if c.span.article == ids[1])
            pairs.append(_common(finding.statement, (finding.id, mate.id), mine, theirs, taken))
    return pairs, [f for f in findings if f.id not in used]


def _common(
    statement: str, findings: tuple[str, ...], a: tuple[Claim, ...], b: tuple[Claim, ...], taken: _Taken
) -> CommonFact:
    a, b = (tuple(sorted(claims, key=lambda c: c.span)) for claims in (a, b))
    return CommonFact(statement, findings, a, b, all(taken.unchanged(c.span) for c in (*a, *b)))


def _alone(findings: Iterable[Finding], article: Article, taken: _Taken) -> tuple[Finding, ...]:
    """The findings that only this article's body makes, in the order of its text.

    What a shared passage holds, the other tells as well. A headline says again what the body tells.
    """
    body = [b.span for b in article.blocks if b.role == "body"]
    own = [
        f
        for f in findings
        if all(c.span.article == article.id for c in f.claims)
        and not any(taken.holds(c.span) for c in f.claims)
        and any(span.covers(c.span) for c in f.claims for span in body)
    ]
    return tuple(sorted(own, key=lambda f: min(c.span for c in f.claims)))


def _one_name(a: Iterable[Claim], b: Iterable[Claim], story: Story) -> bool:
    actor_of = story.actor_of()
    mine, theirs = ({actor_of[e] for c in claims for e in c.entities if e in actor_of} for claims in (a, b))
    return bool(mine & theirs)


def _same_actor(difference: Disagreement, story: Story) -> bool:
    claims = [c for side in difference.sides for c in side.claims]
    first = claims[0].span.article
    mine, theirs = ([c for c in claims if (c.span.article == first) is own] for own in (True, False))
    return _one_name(mine, theirs, story)


def _between(difference: Disagreement, ids: tuple[str, str]) -> bool:
    """Whether each article alone stands on a side: what one of them says twice over is not between the two."""
    told = [{c.span.article for c in side.claims} for side in difference.sides]
    return all({article} in told for article in ids)


def _quotations(a: Article, b: Article, story: Story) -> tuple[CommonQuotation, ...]:
    earlier = first_published(a, b)
    rows = []
    for quotation in story.quotations:
        places = [tuple(s for s in quotation.claims if s.article == x.id) for x in (a, b)]
        if all(places):
            cuts = [_words(x, held) for x, held in zip((a, b), places, strict=True)]
            rows.append(CommonQuotation(min(cuts, key=len), quotation.speaker, places[0], places[1], earlier))
    return tuple(sorted(rows, key=lambda q: q.a[0]))


def _words(article: Article, spans: Iterable[Span]) -> str:
    return " ".join(" ".join(article.quote(s).split()) for s in spans)


def first_published(a: Article, b: Article) -> str | None:
    """The id of the article that was certainly published first; None where days or hours do not tell."""
    one, two = a.published_at, b.published_at
    if not one or not two or "story" in (a.published_basis, b.published_basis):
        return None
    try:
        first, second = datetime.fromisoformat(one), datetime.fromisoformat(two)
    except ValueError:
        return None
    timed = "T" in one and "T" in two and first.tzinfo is not None and second.tzinfo is not None
    if timed and first != second:
        return a.id if first < second else b.id
    if first.date() == second.date():
        return None
    return a.id if first.date() < second.date() else b.id


def _names(article: Article, other: Article, story: Story) -> tuple[Actor, ...]:
    """Who and what one article names in what it tells and the other nowhere, in the order of its text.

    A name that stands in the other unmarked is no difference; nor are the two publishers', which are told as sources.
    """
    telling = [b.span for b in article.blocks if b.role in TELLING_ROLES]
    words = f" {_plain(other.text)} "
    called = [set(_plain(x.publisher.name).split()) for x in (article, other) if x.publisher]
    found: dict[Actor, Span] = {}
    for actor in story.actors:
        told = [m for m in actor.mentions if any(s.covers(m) for s in telling)]
        if not told or any(m.article != article.id for m in actor.mentions):
            continue
        written = any(f" {_plain(name)} " in words for name in (actor.name, *actor.aliases))
        publisher = any(set(_plain(actor.name).split()) <= own for own in called)
        if not written and not publisher and "/" not in actor.name:  # an address is no name
            found[actor] = min(told)
    return tuple(sorted(found, key=lambda actor: found[actor]))


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))
