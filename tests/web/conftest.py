"""What tests of the web share."""

from __future__ import annotations

from tests.web.houses import client, house, told_desk, told_store

__all__ = ["client", "house", "told_desk", "told_store"]
