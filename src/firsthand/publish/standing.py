"""How well a sentence of an account stands, decided by the sentence and not by its finding."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model import Disagreement, Span, Statement, Story
from firsthand.publish.wording import disagreement_words, standing_words


def disagreements_of(statement: Statement, story: Story) -> tuple[Disagreement, ...]:
    """The disagreements that a sentence takes part in: a claim of theirs stands in its words, or is cited against."""
    own = [c.span for c in statement.citations if statement.section == "disputed"]
    own = own or [c.span for c in statement.citations[:1]]
    against = [c.span for c in statement.citations if c.role == "disputing"]
    return tuple(d for d in story.disagreements if _holds(d, own) or (d.type != "update" and _holds(d, against)))


def _holds(disagreement: Disagreement, words: Sequence[Span]) -> bool:
    return any(c.span.overlaps(span) for side in disagreement.sides for c in side.claims for span in words)


def standing_of(statement: Statement, story: Story) -> tuple[str, ...]:
    """What to say of a sentence in two or three words: its disagreements, else the origins that back it."""
    disputes = [disagreement_words(d) for d in disagreements_of(statement, story)]
    return tuple(dict.fromkeys(disputes)) or tuple(filter(None, (origins_of(statement, story),)))


def origins_of(statement: Statement, story: Story) -> str:
    """How many origins back a sentence: "one source", "3 origins"; as its finding stands where it has no count."""
    if statement.independent_sources is not None:
        count = statement.independent_sources
        return "one source" if count == 1 else f"{count} origins"
    finding = next((f for f in story.findings if f.id == statement.finding), None)
    return standing_words(finding) if finding else ""
