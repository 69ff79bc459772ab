"""A story's headline: one of its articles' own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from firsthand.model import Article


def choose_headline(articles: Sequence[Article], copies: Collection[str] = ()) -> str | None:
    """The headline that says most of what the others say; the first of several, None where no article has one.

    `copies` are the ids of articles that rest on another's text: theirs count, and are taken where there is no other.
    """
    titled = [(a.headline, a.id in copies) for a in articles if a.headline]
    words = [set(re.findall(r"\w{4,}|\d+", title.lower())) for title, _ in titled]
    spread = Counter(w for each in words for w in each)
    scores = [sum(spread[w] - 1 for w in each) for each in words]
    best = max(range(len(titled)), key=lambda i: (not titled[i][1], scores[i], -i), default=None)
    return titled[best][0] if best is not None else None
