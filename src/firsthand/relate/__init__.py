"""Who took whose text."""

from __future__ import annotations

from firsthand.relate.lineage import find_origins, relate

__all__ = ["find_origins", "relate"]
