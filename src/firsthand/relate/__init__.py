"""Who took whose text."""

from __future__ import annotations

from firsthand.relate.lineage import relate
from firsthand.relate.origins import find_origins

__all__ = ["find_origins", "relate"]
