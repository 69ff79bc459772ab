"""A story's headline: one of its articles' own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from firsthand.model import Article


def choose_headline(articles: Sequence[Article]) -> str | None:
    """The headline that says most of what the others say; the first of several, None where no article has one."""
    titled = [a.headline for a in articles if a.headline]
    words = [set(re.findall(r"\w{4,}|\d+", title.lower())) for title in titled]
    spread = Counter(w for each in words for w in each)
    scores = [sum(spread[w] - 1 for w in each) / max(1, len(each)) ** 0.5 for each in words]
    best = max(range(len(titled)), key=lambda i: (scores[i], -i), default=None)
    return titled[best] if best is not None else None
