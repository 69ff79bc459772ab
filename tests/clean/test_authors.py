"""Who wrote an article, by its page."""

from __future__ import annotations

import json

import pytest

from firsthand.clean.author_names import reads_as_name, split_names
from firsthand.clean.extract import parse_page
from tests.clean.pages import page

SITE = '<meta property="og:site_name" content="Vellmark Courier">'


def author(head: str = "", above: str = "", below: str = "") -> tuple[str, ...]:
    return parse_page(page(SITE + head, above, below)).byline


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("By Ada Brook and Tom Field", ["Ada Brook", "Tom Field"]),
        ("Ada Brook, Tom Field & Orla Vint", ["Ada Brook", "Tom Field", "Orla Vint"]),
        ("Ada Brook; Tom Field", ["Ada Brook", "Tom Field"]),
        ("Ada Brook, The Vellmark Courier", ["Ada Brook"]),
        ("Ada Brook and Tom Field, Vellmark Courier", ["Ada Brook", "Tom Field"]),
        ("Ada Brook, Head of Transport", ["Ada Brook"]),
        ("Ada Brook, political correspondent", ["Ada Brook"]),
        ("Ada Brook, Harbor Expert & Swimming Coach", ["Ada Brook, Harbor Expert & Swimming Coach"]),
        ("Brook & Field", ["Brook & Field"]),
        ("All posts by Ada Brook", ["Ada Brook"]),
        ("Written by Ada Brook on 14 March 2026", ["Ada Brook"]),
    ],
)
def test_a_statement_is_taken_apart(stated: str, names: list[str]) -> None:
    assert split_names(stated, "Vellmark Courier") == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Brook", True),
        ("Ada van der Brook", True),
        ("The Courier Team", True),
        ("More from Ada", False),
        ("What Harbors Actually Do (And Why It Matters)", False),
        ("Five ways of crossing", False),
        ("", False),
    ],
)
def test_a_name_has_a_look(text: str, name: bool) -> None:
    assert reads_as_name(text) is name


@pytest.mark.parametrize(
    "above",
    [
        '<a href="/authors/ada-brook/">Ada Brook</a>',
        "<div><div>Written by</div><div>Ada Brook</div></div>",
        "<div><p><span>By</span></p><p>Ada Brook</p></div>",
        '<div class="author-box__name">Ada Brook</div>',
        '<div class="blog_author-text"><div>Ada Brook</div><p>'
        + "She writes of ships and of the sea. " * 6
        + "</p></div>",
        '<p class="byline"><a href="/tag/transport">Transport</a> <a href="/u/7">Ada Brook</a></p>',
        "<p>Reviewed by <a class='author-link' href='/tom'>Tom Field</a></p><p>By <a href='/ada'>Ada Brook</a></p>",
    ],
)
def test_the_printed_author_is_found(above: str) -> None:
    assert author(above=above) == ("Ada Brook",)


@pytest.mark.parametrize(
    "above",
    [
        "<p>Reviewed by <a class='author-link' href='/tom'>Tom Field</a></p>",
        '<p class="byline"><a href="/tag/transport">Sea Transport</a></p>',
        '<a href="/people/">Our People</a>',
        '<a href="/authors/ada-brook/">Read all that she wrote</a>',
        "<div>written by hand in the harbor</div>",
    ],
)
def test_who_is_no_author_is_none(above: str) -> None:
    assert author(above=above) == ()


@pytest.mark.parametrize("part", ["comments", "related-posts", "wp-block-comment-author-name", "most-read"])
def test_readers_who_comment_and_other_articles_have_authors_of_their_own(part: str) -> None:
    below = f'<div class="{part}"><div><span class="author-name">Tom Field</span></div></div>'
    assert author(below=below) == ()
    assert author('<meta name="author" content="Vellmark Courier">', below=below) == ("Vellmark Courier",)


def test_the_data_that_a_page_keeps_for_statistics_names_the_author() -> None:
    layer = '<script>dataLayer.push({"pagePostType":"post","pagePostAuthor":"Ada Brook"});</script>'
    assert author(layer) == ("Ada Brook",)
    assert author(layer, above="<p>By Tom Field</p>") == ("Tom Field",)
    assert author('<script>var a = {"author": "function of x"};</script>') == ()


def test_every_author_of_a_study_is_named() -> None:
    head = '<meta name="citation_authors" content="Brook, Ada"><meta name="citation_authors" content="Tom Field">'
    assert author(head + '<meta name="dc.creator" content="Ada Brook">') == ("Ada Brook", "Tom Field")


def test_json_ld_with_a_quotation_mark_too_many_still_names_day_and_author() -> None:
    script = (
        '{"@type": "NewsArticle", "headline": "The Vint sails", "datePublished": "2026-03-14T10:03:00+01:00",'
        ' "author": [{"@type": "Person", "name": "Ada Brook"}, {"@type": "Person", "name": "Tom Field"}],'
        ' "articleBody": "She said "no" and left."}'
    )
    found = parse_page(page(f'<script type="application/ld+json">{script}</script>'))
    assert found.byline == ("Ada Brook", "Tom Field")
    assert found.published == "2026-03-14T10:03:00+01:00"


def test_an_outlet_that_is_not_the_publisher_stays_beside_the_author() -> None:
    head = (
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "author": "Ada Brook, Sund Wire"})}'
    )
    assert author(head + "</script>") == ("Ada Brook", "Sund Wire")
