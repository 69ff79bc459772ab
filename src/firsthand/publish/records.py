"""Editions as the plain records of the public contract: what `--format json` and `jsonl` print."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from firsthand.model import (
    ActorRole,
    Citation,
    Claim,
    Derivation,
    Disagreement,
    Edition,
    Finding,
    Reading,
    SharedQuotation,
    Span,
    Story,
)

Record = dict[str, Any]


def edition_record(edition: Edition) -> Record:
    """All of an edition: `firsthand account --format json`."""
    return {
        "articles": [reading_record(r) for r in edition.readings],
        "stories": [story_record(s) for s in edition.stories],
    }


def reading_record(reading: Reading) -> Record:
    """One article: a line of `firsthand read --format jsonl`."""
    article, notes = reading.article, reading.annotations
    return {
        "id": article.id,
        "url": article.url,
        "publisher": {"id": article.publisher.id, "name": article.publisher.name} if article.publisher else None,
        "headline": article.headline,
        "byline": list(article.byline),
        "language": article.language,
        "published_at": article.published_at,
        "published_basis": article.published_basis,
        "section": article.section,
        "access": article.access,
        "capture": article.capture,
        "source": article.source,
        "text": article.text,
        "blocks": [_range(b.span) | {"role": b.role} for b in article.blocks],
        "links": [_range(x.span) | {"url": x.url} for x in article.links],
        "posts": [
            _range(p.span) | {"published_at": p.published_at, "headline": p.headline} for p in article.posts
        ],
        "credits": list(article.credits),
        "sentences": [_range(s) for s in notes.sentences],
        "mentions": [_range(m.span) | {"kind": m.kind, "entity": m.entity, "role": m.role} for m in notes.mentions],
        "quotations": [
            {
                "kind": q.kind,
                "content": _ranges(q.content),
                "cue": _ranges(q.cue),
                "source": _ranges(q.source),
                "speaker": q.speaker,
            }
            for q in notes.quotations
        ],
        "times": [_range(t.span) | {"kind": t.kind, "value": t.value} for t in notes.times],
        "claims": [_claim_in_full(c) for c in notes.claims],
    }


def story_record(story: Story) -> Record:
    """One story with everything that was found in it."""
    return {
        "id": story.id,
        "former_ids": list(story.former_ids),
        "headline": story.headline,
        "first_reported_at": story.first_reported_at,
        "last_reported_at": story.last_reported_at,
        "articles": list(story.articles),
        "links": [{"a": a, "b": b, "reason": reason} for a, b, reason in story.links],
        "origins": [
            {"articles": list(o.articles), "basis": o.basis, "credited": o.credited, "owner": o.owner}
            for o in story.origins
        ],
        "derivations": [_derivation(d) for d in story.derivations],
        "actors": [
            {
                "id": a.id,
                "name": a.name,
                "kind": a.kind,
                "aliases": list(a.aliases),
                "mentions": [_place(m) for m in a.mentions],
                "roles": [_role(r) for r in a.roles],
            }
            for a in story.actors
        ],
        "findings": [_finding(f) for f in story.findings],
        "disagreements": [_disagreement(d) for d in story.disagreements],
        "timeline": [
            {"when": t.when, "finding": t.finding, "kind": t.kind, "precision": t.precision, "time": t.time}
            for t in story.timeline
        ],
        "quotations": [_shared(q) for q in story.quotations],
        "since": story.since,
        "account": [
            {
                "text": s.text,
                "finding": s.finding,
                "section": s.section,
                "independent_sources": s.independent_sources,
                "citations": [_citation(c) for c in s.citations],
            }
            for s in story.account
        ],
    }


def _range(span: Span) -> Record:
    return {"start": span.start, "end": span.end}


def _ranges(spans: Iterable[Span]) -> list[Record]:
    return [_range(s) for s in spans]


def _place(span: Span) -> Record:
    return {"article": span.article} | _range(span)


def _claim(claim: Claim) -> Record:
    return _place(claim.span) | {
        "asserted_by": claim.asserted_by,
        "negated": claim.negated,
        "certainty": claim.certainty,
    }


def _claim_in_full(claim: Claim) -> Record:
    return _range(claim.span) | {
        "asserted_by": claim.asserted_by,
        "negated": claim.negated,
        "certainty": claim.certainty,
        "predicate": claim.predicate,
        "agent": claim.agent,
        "patient": claim.patient,
        "happened": claim.happened,
        "future": claim.future,
        "place": claim.place,
        "places": list(claim.places),
        "quoted": claim.quoted,
        "figures": [
            _range(f.span) | {"value": f.value, "qualifier": f.qualifier, "unit": f.unit} for f in claim.figures
        ],
        "entities": list(claim.entities),
    }


def _role(role: ActorRole) -> Record:
    return {"role": role.role, "since": role.since, "until": role.until, "places": [_place(p) for p in role.places]}


def _derivation(derivation: Derivation) -> Record:
    return {
        "from": derivation.source,
        "to": derivation.target,
        "kind": derivation.kind,
        "share": round(derivation.share, 3),
        "reason": derivation.reason,
        "directed": derivation.directed,
        "evidence": [[_place(a), _place(b)] for a, b in derivation.evidence],
    }


def _finding(finding: Finding) -> Record:
    return {
        "id": finding.id,
        "statement": finding.statement,
        "standing": finding.standing,
        "independent_sources": finding.independent_sources,
        "owners": finding.owners,
        "claims": [
            _claim(c) | {"relays": outlet}
            for c, outlet in zip_longest(finding.claims, finding.relays[: len(finding.claims)])
        ],
        "happened": finding.happened,
        "actors": list(finding.actors),
    }


def _disagreement(disagreement: Disagreement) -> Record:
    return {
        "id": disagreement.id,
        "slot": disagreement.slot,
        "about": disagreement.about,
        "type": disagreement.type,
        "sides": [
            {"value": s.value, "normalized": s.normalized, "claims": [_place(c.span) for c in s.claims]}
            for s in disagreement.sides
        ],
        "reason": disagreement.reason,
        "findings": list(disagreement.findings),
    }


def _shared(quotation: SharedQuotation) -> Record:
    return {
        "text": quotation.text,
        "speaker": quotation.speaker,
        "articles": list(quotation.articles),
        "claims": [_place(c) for c in quotation.claims],
        "first": quotation.first,
    }


def _citation(citation: Citation) -> Record:
    return _place(citation.span) | {
        "capture": citation.span.capture,
        "exact": citation.exact,
        "prefix": citation.prefix,
        "suffix": citation.suffix,
        "url": citation.url,
        "publisher": citation.publisher,
        "role": citation.role,
    }
