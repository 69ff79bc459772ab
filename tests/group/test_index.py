from __future__ import annotations

from collections import Counter

import pytest

from firsthand.group import index
from firsthand.group.compare import Weighted, weigh
from firsthand.group.counts import Counts
from firsthand.group.index import Index
from firsthand.group.terms import Terms

TEXTS = ["dam bursts orrin", "dam bursts valley", "chess saltmere", "dam orrin bursts spillway"]


def weighted(*texts: str) -> tuple[list[Weighted], Counts]:
    terms = [Terms(True, Counter(t.split()), {w: w for w in t.split()}) for t in texts]
    counts = Counts()
    for each in terms:
        counts.add(each.counts)
    return [weigh(t, None, counts) for t in terms], counts


def test_articles_that_share_rare_words_are_found_and_others_are_not() -> None:
    articles, counts = weighted(*TEXTS)
    found = Index()
    for number, article in enumerate(articles[:3]):
        found.add(number, article)
    near = found.near(articles[3], counts)
    assert set(near) == {0, 1}
    assert near[0] > near[1]


def test_what_was_removed_is_not_found() -> None:
    articles, counts = weighted(*TEXTS)
    found = Index()
    for number, article in enumerate(articles[:2]):
        found.add(number, article)
    found.remove(0)
    assert set(found.near(articles[3], counts)) == {1}


def test_where_many_are_alike_those_that_share_most_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "MOST_NEAR", 1)
    articles, counts = weighted(*TEXTS)
    found = Index()
    for number, article in enumerate(articles[:3]):
        found.add(number, article)
    assert set(found.near(articles[3], counts)) == {0}
