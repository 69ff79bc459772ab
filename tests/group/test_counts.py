from __future__ import annotations

from firsthand.group.counts import Counts


def test_a_term_is_counted_once_an_article_however_often_it_stands_there() -> None:
    counts = Counts()
    counts.add({"spillway": 9, "dam": 1})
    counts.add(["spillway", "spillway"])
    once = Counts()
    once.add(["spillway"])
    once.add(["spillway", "dam"])
    assert counts.share("spillway") == once.share("spillway")


def test_what_was_removed_no_longer_counts() -> None:
    counts, empty = Counts(), Counts()
    counts.add(["spillway"])
    counts.remove(["spillway"])
    assert counts.share("spillway") == empty.share("spillway")


def test_what_more_articles_hold_tells_less() -> None:
    counts = Counts()
    for _ in range(30):
        counts.add(["spillway"])
    assert counts.rarity("spillway") < counts.rarity("sluice")
    assert counts.rarity("the") < counts.rarity("spillway")
