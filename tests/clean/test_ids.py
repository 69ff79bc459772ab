"""Ids of articles."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from firsthand.clean.ids import derive_id, unique_ids
from firsthand.model import Article
from tests.factory import make_article


def copies() -> list[Article]:
    a = make_article("The ferry was late.", "x")
    return [
        a,
        replace(a, source="copy.txt"),
        make_article("The ferry was on time.", "x", published="2026-03-13"),
        make_article("A bridge was promised.", "y"),
    ]


def test_an_id_is_given_or_comes_from_the_address_or_the_content() -> None:
    assert derive_id("x", "https://courier.example/a", "0" * 64) == "x"
    assert derive_id(None, "https://courier.example/a", "0" * 64) == derive_id(
        None, "https://courier.example/a", "1" * 64
    )
    assert derive_id(None, None, "ab" * 32) == "ab" * 8


def test_the_earliest_keeps_the_id_and_spans_follow_the_others() -> None:
    articles = unique_ids(copies())
    assert len({a.id for a in articles}) == 4
    kept = next(a for a in articles if a.id == "x")
    assert kept.text == "The ferry was on time."
    assert all(b.span.article == a.id for a in articles for b in a.blocks)


@given(st.permutations(copies()))
def test_the_order_of_articles_does_not_matter(articles: list[Article]) -> None:
    assert unique_ids(articles) == unique_ids(copies())


def test_unique_ids_stay_as_they_are() -> None:
    once = unique_ids(copies())
    assert unique_ids(once) == once
