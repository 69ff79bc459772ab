"""Readings put into a store as reading would, in as few words as a test of search needs."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from sqlalchemy import Connection

from firsthand.model import Capture, Reading
from firsthand.store.articles import save_capture, save_reading

AT = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)


def keep(connection: Connection, reading: Reading) -> int:
    """Keep a reading, an edit where one of its id is there already; article.n."""
    article = reading.article
    body = article.text.encode("utf-8", "surrogatepass")
    capture = Capture(hashlib.sha256(body).hexdigest(), article.source, "text", body, "utf-8")
    n = save_capture(connection, capture, AT)
    key = f"id:{article.id}"
    return save_reading(
        connection, n, reading, key, AT, content=None, classify=lambda old, new: "changed"
    ).article
