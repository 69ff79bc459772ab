"""From bytes to an article: text to the letter, a role for every line, and what the page says of itself."""

from __future__ import annotations

from firsthand.clean.article import clean
from firsthand.clean.ids import unique_ids

__all__ = ["clean", "unique_ids"]
