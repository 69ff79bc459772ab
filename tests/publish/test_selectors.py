from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.publish.selectors import annotation_collection, citation_link, text_fragment
from tests.publish.edition import make_edition
from tests.publish.evidence import rich_edition

PAGE = "https://courier.example/orrin"


def test_each_citation_is_an_annotation_that_finds_its_words() -> None:
    edition = rich_edition()
    collection = json.loads(annotation_collection(edition))
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection" and collection["first"]["type"] == "AnnotationPage"
    items = collection["first"]["items"]
    citations = [c for s in edition.stories for t in s.account for c in t.citations]
    assert collection["total"] == len(items) == len(citations) > 10
    assert len({i["id"] for i in items}) == len(items)
    articles = {r.article.capture: r.article for r in edition.readings}
    for item, citation in zip(items, citations, strict=True):
        target = item["target"]
        article = articles[target["state"]["cached"].removeprefix("urn:sha256:")]
        quote, position = target["selector"]
        assert quote["type"] == "TextQuoteSelector" and position["type"] == "TextPositionSelector"
        assert article.text[position["start"] : position["end"]] == quote["exact"] == citation.exact
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in article.text
        assert [b["purpose"] for b in item["body"]] == ["describing", "classifying"]
    assert items[0]["target"]["source"]["id"] == "https://vpa.example/orrin-bridge"
    assert items[0]["body"][0]["value"].startswith("Nine people were killed")
    assert {i["body"][1]["value"] for i in items} == {"primary", "corroborating", "disputing"}


def test_an_address_that_is_no_link_is_no_source() -> None:
    assert b"javascript:alert(document" not in annotation_collection(make_edition("one"))


def test_an_edition_without_stories_has_no_annotations() -> None:
    collection = json.loads(annotation_collection(make_edition("empty")))
    assert collection["total"] == 0 and "first" not in collection


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert annotation_collection(rich_edition()) == annotation_collection(rich_edition())


def test_a_passage_is_named_in_full_and_encoded() -> None:
    assert text_fragment(PAGE, "It fell, they said - bus & lorries – at once.") == (
        "https://courier.example/orrin#:~:text=It%20fell%2C%20they%20said%20%2D%20bus%20%26%20lorries%20%E2%80%93%20at%20once."
    )


def test_a_short_passage_is_told_apart_by_what_stands_around_it() -> None:
    link = text_fragment(PAGE, "nine dead", "gave way on Friday evening, leaving ", ".\nThe crossing dates")
    assert link == f"{PAGE}#:~:text=Friday%20evening%2C%20leaving-,nine%20dead"
    link = text_fragment(PAGE, "nine dead", "ning ", " and more than twent")
    assert link == f"{PAGE}#:~:text=nine%20dead,-and%20more%20than"


def test_a_long_passage_is_named_by_its_ends() -> None:
    words = " ".join(f"word{n}" for n in range(80))
    link = text_fragment(PAGE, words)
    assert link == f"{PAGE}#:~:text=word0%20word1%20word2%20word3%20word4,word75%20word76%20word77%20word78%20word79"


def test_a_passage_over_two_lines_is_named_by_its_ends() -> None:
    link = text_fragment(PAGE, "one two\nthree four five six\n")
    assert link == f"{PAGE}#:~:text=one%20two,three%20four%20five%20six"


@pytest.mark.parametrize(
    ("url", "begins"),
    [
        (f"{PAGE}#toll", f"{PAGE}#toll:~:text=It"),
        (f"{PAGE}#toll:~:text=old", f"{PAGE}#toll:~:text=It"),
        (f"{PAGE}#:~:text=old", f"{PAGE}#:~:text=It"),
        (f"{PAGE}?a=1&b=2", f"{PAGE}?a=1&b=2#:~:text=It"),
    ],
)
def test_a_fragment_that_is_there_stays(url: str, begins: str) -> None:
    assert str(text_fragment(url, "It fell at once that night, they said")).startswith(begins)


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "file:///etc/passwd", "https://a b.example/"])
def test_what_is_no_address_of_a_page_has_no_link(url: str | None) -> None:
    assert text_fragment(url, "It fell") is None


def test_no_words_no_link() -> None:
    assert text_fragment(PAGE, " \n ") is None


def test_a_citation_has_its_link() -> None:
    citation = make_edition("one").stories[0].account[0].citations[0]
    link = citation_link(citation)
    assert link is not None and unquote(link).endswith(f"#:~:text={citation.exact}")
    assert citation_link(replace(citation, url=None)) is None


@given(st.text(max_size=400), st.text(max_size=32), st.text(max_size=32))
def test_any_words_make_a_link_of_letters_that_addresses_may_have(exact: str, prefix: str, suffix: str) -> None:
    link = text_fragment(PAGE, exact, prefix, suffix)
    if link is not None:
        base, _, directive = link.partition("#:~:text=")
        assert base == PAGE and directive
        assert directive.isascii() and directive.isprintable()
        assert not set(directive) & set(" &#<>\"'`{}")
        parts = directive.split(",")
        assert len(parts) <= 4 and all(part.strip("-") for part in parts)
