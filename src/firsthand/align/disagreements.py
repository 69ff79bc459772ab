"""Where reports differ: on a number, a day, a place, a speaker, on whether it happened, on what came first.

Recorded, never settled.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from firsthand.align.disputes.days import find_day_disputes, find_hour_disputes
from firsthand.align.disputes.denials import find_denials
from firsthand.align.disputes.doers import find_mouths, find_unasked
from firsthand.align.disputes.ground import Dispute, Ground
from firsthand.align.disputes.harm import find_harm
from firsthand.align.disputes.numbers import bounds, find_number_disputes
from firsthand.align.disputes.order import find_order_disputes
from firsthand.align.disputes.places import find_inside_disputes, find_place_disputes, find_whereabouts
from firsthand.align.disputes.plans import find_unkept_plans
from firsthand.align.disputes.shares import find_share_disputes
from firsthand.align.disputes.slips import find_slips
from firsthand.align.similarity import Matrix
from firsthand.model import Claim, Disagreement, Finding, Reading, Slot, Span

#: Sides that say no.
DENYING = frozenset({"denied", "none"})
__all__ = ["bounds", "find_disagreements"]

_SEARCHES: tuple[Callable[[Ground], Iterator[Dispute]], ...] = (
    find_number_disputes,
    find_share_disputes,
    find_day_disputes,
    find_hour_disputes,
    find_place_disputes,
    find_inside_disputes,
    find_whereabouts,
    find_mouths,
    find_slips,
    find_denials,
    find_harm,
    find_unasked,
    find_unkept_plans,
    find_order_disputes,
)


def find_disagreements(
    readings: Sequence[Reading],
    claims: Sequence[Claim],
    alike: Matrix,
    findings: Sequence[Finding],
    actor_of: Mapping[str, str] | None = None,
) -> tuple[Disagreement, ...]:
    """The disagreements of one story: numbers first, then days, places, speakers, denials, the order of events.

    `alike` is the probability for each pair of claims that they speak of one thing, disputable slots left aside;
    `actor_of` gives the actor of a name, so that two spellings are no two speakers.
    """
    ground = Ground({r.article.id: r for r in readings}, claims, alike, actor_of or {})
    finding_of = {(c.span, c.predicate): f.id for f in findings for c in f.claims}
    found: dict[str, Disagreement] = {}
    taken: set[tuple[Slot, frozenset[Span]]] = set()
    answered: set[Span] = set()
    for dispute in (d for search in _SEARCHES for d in search(ground)):
        where = (dispute.slot, frozenset(s.claims[0].sentence for s in dispute.sides))
        denials = {c.sentence for s in dispute.sides if s.normalized in DENYING for c in s.claims}
        if where in taken or denials & answered:
            continue  # what two sentences dispute is told once, and so is who denies it
        taken.add(where)
        answered |= denials
        place = "|".join(sorted(f"{s.claims[0].span.article}:{s.claims[0].span.start}" for s in dispute.sides))
        name = "d-" + hashlib.sha256(f"{dispute.slot}|{place}".encode()).hexdigest()[:12]
        found[name] = Disagreement(
            id=name,
            slot=dispute.slot,
            about=dispute.about,
            type=dispute.type,
            sides=dispute.sides,
            reason=_reason(ground, dispute),
            findings=tuple(sorted({finding_of[c.span, c.predicate] for s in dispute.sides for c in s.claims})),
        )
    return tuple(found.values())


def _reason(ground: Ground, dispute: Dispute) -> str:
    """What each side says, and when, and what makes it a disagreement."""
    parts = []
    for side in dispute.sides:
        article = ground.by_id[side.claims[0].span.article].article
        name = article.publisher.name if article.publisher else article.source.rsplit("/", 1)[-1]
        day = date.fromisoformat(article.published_at[:10]) if article.published_at else None
        when = f", {day.day} {day:%B %Y}" if day else ""
        parts.append(f"{name}{when}: {side.value}")
    return f"{'; '.join(parts)}. {dispute.why}"
