"""Who took whose text."""

from __future__ import annotations

from firsthand.relate.lineage import relate
from firsthand.relate.origins import find_origins
from firsthand.relate.shared import named_sources, share_text
from firsthand.relate.sources import count_sources

__all__ = ["count_sources", "find_origins", "named_sources", "relate", "share_text"]
