"""Times, as TIMEX3 annotates them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from firsthand.inference.tagger import Tagged
from firsthand.model import Article, TimeExpression


def find_times(article: Article, tagged: Tagged) -> tuple[TimeExpression, ...]:
    """The times in the telling lines, in order, settled against the article's day where it has one."""
    return ()


def settle(times: Iterable[TimeExpression], anchor: date) -> tuple[TimeExpression, ...]:
    """The same times with the values that they have on that day."""
    return tuple(times)
