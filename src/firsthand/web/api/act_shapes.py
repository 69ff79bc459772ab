"""What the answers of the API hold where somebody acts: judgements, objections, notices and what becomes of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from firsthand.desk.notice import Basis
from firsthand.desk.objections import Part
from firsthand.desk.objections import State as ObjectionState
from firsthand.web.api.shapes import Moment, Next


class Judgement(TypedDict):
    """What a person said of two articles."""

    number: int
    together: bool
    articles: list[str]
    reason: str
    by: Annotated[str | None, Field(description="Null for those who are not signed in.")]
    at: Moment
    undone_at: Moment | None
    holds: bool


class Judgements(TypedDict):
    """All that was said, in order, what was taken back included."""

    judgements: list[Judgement]


class Judged(TypedDict):
    """A judgement that was kept."""

    number: int
    articles: list[str]
    together: bool


class Objection(TypedDict):
    """What a reader says is wrong with a story."""

    number: int
    story: str
    part: Part
    ref: str | None
    reason: str
    by: str
    mail: str | None
    at: Moment
    state: ObjectionState
    answer: str | None
    decided_by: str | None
    decided_at: Moment | None


class Objections(TypedDict):
    """Objections, the latest first."""

    objections: list[Objection]
    next: Next


class ObjectionKept(TypedDict):
    """An objection that was received."""

    number: int
    story: str
    state: ObjectionState


class LedgerLine(TypedDict):
    """What was done under a receipt."""

    at: Moment
    act: str
    by: Annotated[str | None, Field(description="Null for those who are no editors.")]
    note: str | None


class NoticeKept(TypedDict):
    """A notice that was received. Keep the receipt and the key: together they show what becomes of it."""

    receipt: str
    key: str
    decision: str
    lacks: Annotated[list[str], Field(description="What the law that it appeals to wants, and it does not have.")]


class NoticeState(TypedDict):
    """What became of a notice."""

    receipt: str
    url: str
    basis: Basis
    reason: str
    at: Moment
    decision: Literal["pending", "removed", "refused", "restored"]
    decided_at: Moment | None
    explanation: str | None
    lacks: list[str]
    ledger: list[LedgerLine]


class NoticeLine(TypedDict):
    """A notice in a list, with who sent it."""

    receipt: str
    url: str
    article: str | None
    basis: Basis
    reason: str
    at: Moment
    by: str
    decision: Literal["pending", "removed", "refused", "restored"]
    decided_at: Moment | None
    decided_by: str | None
    explanation: str | None


class Notices(TypedDict):
    """Notices, the latest first."""

    notices: list[NoticeLine]
    next: Next


class Decided(TypedDict):
    """A decision on a notice, and what went."""

    receipt: str
    decision: Literal["pending", "removed", "refused", "restored"]
    articles: list[str]
    versions: int
    captures: int
    entries: int
    undo_until: Moment | None
    notes: list[str]
