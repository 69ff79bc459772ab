from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.model import Annotations, Article, Link, Publisher, Reading
from firsthand.relate import find_origins, relate
from firsthand.relate.linked import address, with_links
from tests.factory import make_article

REPORT = "A freight train left the rails near Saltmere early on Friday after a signal failed in heavy fog, they said."


def linking(article: Article, words: str, url: str) -> Article:
    at = article.text.index(words)
    return replace(article, links=(Link(article.span(at, at + len(words)), url),))


def test_a_link_to_the_other_article_shows_the_direction_whatever_the_dates() -> None:
    first = make_article(REPORT, "z", url="https://www.courier.example/rail/train", published="2026-03-15")
    copy = make_article(f"{REPORT} More here.", "a", publisher="Orrin Post", published="2026-03-14")
    copy = linking(copy, "here", "https://courier.example/rail/train/?utm_source=post#top")
    (found,) = relate([Reading(a, Annotations(a.id)) for a in (first, copy)])
    assert (found.source, found.target, found.directed) == ("z", "a", True)
    assert "links to" in found.reason


def test_a_linked_report_is_the_source_of_what_is_told_from_it() -> None:
    first = make_article(f"{REPORT}\nNine wagons of grain fell onto the quay.", "a")
    first = replace(first, publisher=Publisher("courier.example", "Vellmark Courier"))
    text = "A report says that gulls have the best of it at Saltmere after a train crash. The line stays shut for now."
    later = make_article(text, "b", publisher="Orrin Post")
    later = linking(later, "A report says", "https://www.courier.example/2026/03/13/train")
    rows = [Reading(a, Annotations(a.id)) for a in (first, later)]
    assert [o.articles for o in find_origins(rows, relate(rows))] == [("a", "b")]


def test_a_link_to_a_front_page_or_beside_nothing_attributes_nothing() -> None:
    plain = make_article("Gulls have the best of it. Take the Reuters letter today.", "b", publisher="Orrin Post")
    for url in ("https://www.reuters.com/", "https://www.reuters.com/world", "https://[broken", "mailto:a@b"):
        assert not with_links(linking(plain, "letter", url), [], {})
    (found,) = with_links(linking(plain, "best", "https://www.reuters.com/world/gulls-at-saltmere-1/"), [], {})
    assert (found.outlet, found.reports) == ("Reuters", False)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("https://www.a.example/x/", "http://a.example/x?utm_medium=mail", True),
        ("https://a.example/x?id=1", "https://a.example/x?id=2", False),
        ("https://a.example/x", "https://a.example/y", False),
    ],
)
def test_one_page_under_two_addresses_is_one(one: str, two: str, same: bool) -> None:
    assert (address(one) == address(two)) is same


def test_an_address_without_a_page_is_none() -> None:
    assert address("https://a.example/") is None
    assert address("https://[broken") is None
    assert address(None) is None
