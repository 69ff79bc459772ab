"""From derivations to origins: articles that rest on one text count as one source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from firsthand.model import Derivation, Origin, Reading
from firsthand.relate.lineage import AGENCY
from firsthand.relate.outlets import credits_of

#: The kinds of derivation that leave a text no source of its own.
_RESTS = ("reprint", "rewrite")


def find_origins(readings: Sequence[Reading], derivations: Sequence[Derivation]) -> tuple[Origin, ...]:
    """The articles of one story as a partition, in the order of their ids: those in one origin rest on one text.

    An agency may have filed several texts, so two articles that rest on it belong together only where they share
    passages, or where both name it alone as the source of what they tell.
    """
    root = {r.article.id: r.article.id for r in readings}

    def top(name: str) -> str:
        root.setdefault(name, name)
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    def join(one: str, two: str) -> None:
        first, second = sorted((top(one), top(two)))
        root[second] = first

    rests = [d for d in derivations if d.kind in _RESTS]
    for d in rests:
        if not d.source.startswith(AGENCY) or not d.evidence:
            join(d.source, d.target)
        for a, b in d.evidence if d.source.startswith(AGENCY) else ():
            join(a.article, b.article)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for reading in readings:
        groups[top(reading.article.id)].append(reading.article.id)
    called = {r.article.id: r.article.publisher.name if r.article.publisher else r.article.id for r in readings}
    credits = {r.article.id: credits_of(r.article) for r in readings}
    return tuple(
        Origin(tuple(g), _basis(g, derivations, called), _credited(g, derivations, credits))
        for g in sorted(sorted(g) for g in groups.values())
    )


def _basis(group: Sequence[str], derivations: Sequence[Derivation], called: Mapping[str, str]) -> str:
    if len(group) > 1:
        sources = {*group, *(d.source for d in derivations if d.source.startswith(AGENCY))}
        inside = [d for d in derivations if d.kind in _RESTS and d.target in group and d.source in sources]
        return " ".join(dict.fromkeys(f"{called[d.target]}: {d.reason}" for d in inside))
    touching = [d for d in derivations if group[0] in (d.source, d.target)]
    if credited := [d for d in touching if d.kind == "credit"]:
        return credited[0].reason
    if any(d.kind == "partial" for d in touching):
        return "It shares passages with another article, but most of what it tells is its own."
    if any(d.kind == "quotes" for d in touching):
        return "It shares quotations with another article, and nothing that it tells itself."
    return "No text that it shares with another article was found."


def _credited(
    group: Sequence[str], derivations: Sequence[Derivation], credits: Mapping[str, tuple[str, ...]]
) -> str | None:
    """Whose text it is, where an article says so: what most of them rest on, else the one publisher credited."""
    held = [d for d in derivations if d.target in group and d.source.startswith(AGENCY)]
    agencies = sorted(d.source.removeprefix(AGENCY) for d in held)
    if agencies:
        return max(agencies, key=lambda a: (agencies.count(a), a))
    named = {c for article in group for c in credits[article]}
    return named.pop() if len(named) == 1 else None
