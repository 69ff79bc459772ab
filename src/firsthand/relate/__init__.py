"""Who took whose text."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model import Derivation, Origin, Reading

__all__ = ["find_origins", "relate"]


def relate(readings: Sequence[Reading]) -> tuple[Derivation, ...]:
    """Which of the articles rest on which, or on an agency whose text is not at hand."""
    return ()


def find_origins(readings: Sequence[Reading], derivations: Sequence[Derivation]) -> tuple[Origin, ...]:
    """The articles of one story as a partition: those in one origin rest on one text."""
    return tuple(Origin((r.article.id,), "no shared text was found") for r in readings)
