"""A disagreement as a matrix: the values down, the outlets across in order of report, and when each said it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.model import Article
from firsthand.publish.stances import Outlet
from firsthand.publish.storypage import Dispute, Link
from firsthand.publish.wording import counted, listed, outlet_key

#: Silent outlets that are named; of more the number alone is said.
NAMED = 6


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One value, and who says it when: a cell an outlet, empty where it does not say it."""

    value: str
    cells: tuple[tuple[tuple[Article, Link], ...], ...]


@dataclass(frozen=True, slots=True)
class ValueMatrix:
    """A disagreement, value by outlet by time."""

    dispute: Dispute
    outlets: tuple[Outlet, ...]  #: those that say one of the values, in order of their first report of it
    rows: tuple[MatrixRow, ...]
    silent: str  #: who says nothing of it, in words; empty where all do


def value_matrix(dispute: Dispute, outlets: Sequence[Outlet]) -> ValueMatrix:
    """The matrix of one disagreement. `outlets` are those of the story, in order of report."""
    speaking = {outlet_key(a) for v in dispute.values for a, _ in v.reports}
    columns = tuple(o for o in outlets if o.key in speaking)
    rows = []
    for value in dispute.values:
        of: dict[str, list[tuple[Article, Link]]] = {}
        for article, link in value.reports:
            of.setdefault(outlet_key(article), []).append((article, link))
        rows.append(MatrixRow(value.value, tuple(tuple(of.get(o.key, ())) for o in columns)))
    return ValueMatrix(dispute, columns, tuple(rows), _silent([o.name for o in outlets if o.key not in speaking]))


def _silent(names: Sequence[str]) -> str:
    if not names:
        return ""
    if len(names) > NAMED:
        return f"{counted(len(names), 'other outlet')} give none of these values."
    return f"{listed(names)} {'gives' if len(names) == 1 else 'give'} none of these values."
