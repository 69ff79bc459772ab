"""What a story's articles say alike, where they differ, and what happened when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firsthand.align.actors import identify
from firsthand.align.disagreements import find_disagreements
from firsthand.align.findings import gather, make_findings
from firsthand.align.quotations import share_quotations
from firsthand.align.similarity import compare
from firsthand.align.timeline import make_timeline
from firsthand.inference.encoder import Encoder
from firsthand.model import Reading, Story

__all__ = ["align", "identify"]


def align(story: Story, readings: Sequence[Reading], encoder: Encoder) -> Story:
    """The story with its actors, findings, disagreements, timeline and quotations.

    `story` has its origins; `readings` are its articles in the order of publication.
    """
    story = replace(story, actors=identify(readings))
    names = story.actor_of()
    copies = story.copies
    first_hand_first = sorted(readings, key=lambda r: r.article.id in copies)  # who took it speaks after whose it is
    claims = [c for r in first_hand_first for c in r.annotations.claims]
    articles = {r.article.id: r.article for r in readings}
    words = [articles[c.span.article].quote(c.span) for c in claims]
    likeness = compare(claims, words, names, encoder)
    groups = gather(likeness.one_fact, likeness.first_of)
    findings = make_findings(readings, claims, groups, likeness.one_fact, story.origins, names)
    disagreements = find_disagreements(readings, claims, likeness.one_thing, findings, names)
    disputed = {f for d in disagreements if d.type != "update" for f in d.findings}
    findings = tuple(replace(f, standing="disputed") if f.id in disputed else f for f in findings)
    return replace(
        story,
        findings=findings,
        disagreements=disagreements,
        timeline=make_timeline(findings, readings),
        quotations=share_quotations(readings, story.actors),
    )
