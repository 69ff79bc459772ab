"""Every link of an article stands where its words stand, and leads where the page says."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st

from firsthand.clean import clean
from firsthand.clean.alignment import Lines
from firsthand.clean.links import MAX_LINKS, with_links
from firsthand.clean.page import Line
from firsthand.clean.runs import read_runs
from firsthand.model import Article, Given
from tests.clean.pages import captured, page

WHERE = "https://courier.example/news/ferry.html"


def read(below: str, head: str = "", url: str = WHERE) -> Article:
    return clean(captured(page(head, below=below), given=Given(url=url)))


def links(article: Article) -> list[tuple[str, str]]:
    return [(article.quote(x.span), x.url) for x in article.links]


def test_a_link_quotes_its_words_and_leads_to_an_absolute_address() -> None:
    article = read(
        '<p>The board put its <a href="report.pdf">full  <em>report</em></a> on its site on Monday evening.</p>'
        '<p>The ministry <a href="//ministry.example/s?id=1&amp;utm_source=x">said in a statement</a> that it would '
        "pay for the repair of the engine.</p>"
    )
    assert links(article) == [
        ("full report", "https://courier.example/news/report.pdf"),
        ("said in a statement", "https://ministry.example/s?id=1"),
    ]


def test_the_page_s_base_is_heeded() -> None:
    article = read(
        '<p>The board put its <a href="report.pdf">report</a> on its site on Monday evening, it said.</p>',
        head='<base href="https://files.courier.example/a/">',
    )
    assert links(article) == [("report", "https://files.courier.example/a/report.pdf")]


@pytest.mark.parametrize(
    "href",
    ["#top", "mailto:a@b.example", "javascript:void(0)", "data:text/plain,x", "", "ferry.html#x", "http://[", "tel:1"],
)
def test_what_leads_nowhere_else_is_no_link(href: str) -> None:
    article = read(f'<p>The board put its <a href="{href}">full report</a> on its site on Monday evening.</p>')
    assert "full report on its site" in article.text
    assert links(article) == []


def test_the_same_words_twice_are_told_apart_by_their_paragraphs() -> None:
    article = read(
        '<p>The first note of the harbour board is <a href="/1">here</a>, and nobody is here to read it aloud.</p>'
        '<p>The second note of the harbour board is not here yet, it will be <a href="/2">here</a> by Tuesday noon.</p>'
    )
    first, second = article.links
    assert article.text[first.span.start - 3 : first.span.end] == "is here"
    assert article.text[second.span.start - 3 : second.span.end] == "be here"
    assert (first.url, second.url) == ("https://courier.example/1", "https://courier.example/2")


def test_menus_are_not_among_the_links() -> None:
    assert read("").links == ()


def test_text_alone_has_no_links() -> None:
    article = clean(captured("Ferry late again\nSee https://courier.example/a for the report of the board.", "text"))
    assert article.links == ()


def test_a_page_of_links_ends_at_the_limit() -> None:
    many = "".join(
        f'<p>Note {n} of the board says that <a href="/{n}">ferry {n}</a> was late again.</p>' for n in range(2000)
    )
    article = read(many)
    assert 0 < len(article.links) <= MAX_LINKS
    assert all(article.quote(x.span).startswith("ferry ") for x in article.links)


WORDS = st.lists(st.sampled_from("ferry quay board late the of Sund noon “sorry” 30".split()), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@hypothesis_given(
    st.lists(st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=5), min_size=1, max_size=6), st.data()
)
def test_every_link_that_is_placed_quotes_its_anchor(
    paragraphs: list[list[tuple[list[str], bool]]], data: st.DataObject
) -> None:
    """Whatever the paragraphs, and whatever extraction made of them: words cut off, lines joined or lost."""
    import lxml.html

    anchors: dict[str, str] = {}
    markup, lines = "", []
    for pieces in paragraphs:
        written, plain = [], []
        for words, linked in pieces:
            text = " ".join(words)
            if linked:
                url = f"https://a.example/{len(anchors)}"
                anchors[url] = text
                written.append(f'<a href="{url}">{text}</a>')
            else:
                written.append(text)
            plain.append(text)
        markup += f"<p>{' '.join(written)}</p>"
        kept = data.draw(st.integers(0, len(plain)))
        if plain[kept:]:
            lines.append(Line(" ".join(plain[kept:])))
    tree = lxml.html.document_fromstring(f"<html><body>{markup}</body></html>")
    for line in with_links(lines, read_runs(tree, {}), "https://b.example/"):
        assert all(line.text[x.start : x.end] == anchors[x.url] for x in line.links)
        assert all(a.end <= b.start for a, b in pairwise(line.links))


def test_a_place_in_doubt_is_none() -> None:
    lines = Lines([Line("The ferry of Sund was late on the day before"), Line("They say the ferry of Sund was late")])
    assert lines.within("theferryofSundwaslate") is not None
    assert lines.within("ferryofSund") is None


def test_one_line_of_links_ends_at_the_limit_too() -> None:
    import lxml.html

    tree = lxml.html.document_fromstring("<body><p>" + '<a href="/x">ferry</a> ' * 20_000 + "</p></body>")
    (line,) = with_links([Line(" ".join(["ferry"] * 20_000))], read_runs(tree, {}), "https://a.example/y")
    assert len(line.links) == MAX_LINKS
