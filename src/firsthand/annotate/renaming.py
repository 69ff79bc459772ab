"""Annotations under another article's id: of two copies of one file each needs its own."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from firsthand.model import Annotations, Span


def rename(annotations: Annotations, article: str) -> Annotations:
    """The annotations, and every span in them, as those of the article of that id."""
    if annotations.article == article:
        return annotations
    moved = {f.name: _moved(getattr(annotations, f.name), article) for f in fields(annotations)}
    return Annotations(**moved | {"article": article})


def _moved(value: Any, article: str) -> Any:  # noqa: ANN401  (any noun of an annotation, or what one holds)
    if isinstance(value, Span):
        return replace(value, article=article)
    if isinstance(value, tuple):
        return tuple(_moved(each, article) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _moved(getattr(value, f.name), article) for f in fields(value)})
    return value
