"""A comparison as the plain record of the public contract: what `firsthand compare --format json` prints."""

from __future__ import annotations

from collections.abc import Iterable

from firsthand.model import Actor, Claim, CommonFact, Comparison, Credit, Finding, SharedPassage, Span
from firsthand.publish.records import Record, reading_record, story_record


def comparison_record(comparison: Comparison) -> Record:
    """All of a comparison: `firsthand compare --format json`."""
    story = story_record(comparison.story)
    derivations = {(d["from"], d["to"], d["kind"]): d for d in story["derivations"]}
    differences = {d["id"]: d for d in story["disagreements"]}
    return {
        "articles": [reading_record(comparison.a), reading_record(comparison.b)],
        "a": comparison.a.article.id,
        "b": comparison.b.article.id,
        "in_common": comparison.in_common,
        "links": story["links"],
        "share_a": round(comparison.shared.share_a, 3),
        "share_b": round(comparison.shared.share_b, 3),
        "derivations": [derivations[d.source, d.target, d.kind] for d in comparison.derivations],
        "passages": [_passage(p) for p in comparison.shared.passages],
        "quotations": [
            {"text": q.text, "speaker": q.speaker, "a": _places(q.a), "b": _places(q.b), "first": q.first}
            for q in comparison.quotations
        ],
        "facts": [_fact(f) for f in comparison.facts],
        "only_a": [_single(f) for f in comparison.only_a],
        "only_b": [_single(f) for f in comparison.only_b],
        "differences": [differences[d.id] for d in comparison.differences],
        "names_a": [_name(n) for n in comparison.names_a],
        "names_b": [_name(n) for n in comparison.names_b],
        "credits_a": [_credit(c) for c in comparison.credits_a],
        "credits_b": [_credit(c) for c in comparison.credits_b],
    }


def _place(span: Span) -> Record:
    return {"article": span.article, "start": span.start, "end": span.end}


def _places(spans: Iterable[Span]) -> list[Record]:
    return [_place(s) for s in spans]


def _passage(passage: SharedPassage) -> Record:
    return {
        "a": _place(passage.a),
        "b": _place(passage.b),
        "words": passage.words,
        "quoted": passage.quoted,
        "changes": [
            {"a": _place(c.a) if c.a else None, "b": _place(c.b) if c.b else None} for c in passage.changes
        ],
    }


def _claims(claims: Iterable[Claim]) -> list[Record]:
    return [
        _place(c.span) | {"asserted_by": c.asserted_by, "negated": c.negated, "certainty": c.certainty} for c in claims
    ]


def _fact(fact: CommonFact) -> Record:
    return {
        "statement": fact.statement,
        "findings": list(fact.findings),
        "a": _claims(fact.a),
        "b": _claims(fact.b),
        "same_words": fact.same_words,
    }


def _single(finding: Finding) -> Record:
    return {
        "id": finding.id,
        "statement": finding.statement,
        "claims": _claims(finding.claims),
        "happened": finding.happened,
    }


def _name(actor: Actor) -> Record:
    return {
        "name": actor.name,
        "kind": actor.kind,
        "aliases": list(actor.aliases),
        "mentions": _places(actor.mentions),
    }


def _credit(credit: Credit) -> Record:
    return {"name": credit.name, "relays": credit.relays, "places": _places(credit.places)}
