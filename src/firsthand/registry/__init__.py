"""What is known of publishers beside their articles: tables that a reader may extend."""

from __future__ import annotations

from firsthand.registry.families import Families, load_families

__all__ = ["Families", "load_families"]
