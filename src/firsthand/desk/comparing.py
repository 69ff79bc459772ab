"""Two articles of the store side by side, as `firsthand compare` lays them."""

from __future__ import annotations

from firsthand.desk.lookup import find_text
from firsthand.desk.opening import Desk
from firsthand.errors import InputError
from firsthand.model import Comparison
from firsthand.pipeline import compare_readings
from firsthand.registry import load_families


def compare_articles(desk: Desk, a: str, b: str) -> Comparison:
    """Two articles by their ids or addresses, compared as one story whether or not they are in one.

    Raises InputError where one is not there or both are one, and StoreError.
    """
    one, two = find_text(desk, a), find_text(desk, b)
    if one.article.id == two.article.id:
        raise InputError("a, b", "Both name the same article: a comparison takes two.")
    return compare_readings(one, two, load_families(desk.config.families))
