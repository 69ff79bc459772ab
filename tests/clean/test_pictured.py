"""Captions are lines of their own, wherever the page has them."""

from __future__ import annotations

import lxml.html
import pytest

from firsthand.clean import clean
from firsthand.clean.runs import read_runs
from firsthand.model import Article
from tests.clean.pages import PARAGRAPHS, captured, page

CAPTION = "Passengers wait for the ferry on the quay of Sund"


def roles(article: Article) -> dict[str, str]:
    return {article.quote(b.span): b.role for b in article.blocks}


@pytest.mark.parametrize(
    "figure",
    [
        f"<figure><img src='a.jpg'><figcaption>{CAPTION}</figcaption></figure>",
        f"<div class='wp-caption'><img src='a.jpg'><p class='wp-caption-text'>{CAPTION}</p></div>",
        f"<div><picture><img src='a.jpg'></picture><div class='image-caption'>{CAPTION}</div></div>",
        f"<div><img src='a.jpg'><span itemprop='caption'>{CAPTION}</span></div>",
    ],
)
@pytest.mark.parametrize("inside", [False, True])
def test_a_caption_is_a_line_of_its_own(figure: str, inside: bool) -> None:
    last = "The board of the harbour will meet on Tuesday, and the ministry will send somebody to it."
    below = f"<div>{figure} {last}</div>" if inside else f"{figure}<p>{last}</p>"
    found = roles(clean(captured(page(below=below))))
    assert found[CAPTION] == "caption"
    assert found[last] == "body"


def test_a_photographer_is_a_credit_and_none_of_the_text() -> None:
    figure = (
        f"<figure><img src='a.jpg'><figcaption>{CAPTION} <span class='image-credit'>Ada Brook, AFP</span></figcaption>"
        f"</figure>"
    )
    article = clean(captured(page(above=figure)))
    assert roles(article)[CAPTION] == "caption"
    assert roles(article)["Ada Brook, AFP"] == "credit"
    assert article.credits == ()


def test_a_class_that_names_captions_without_a_picture_is_believed_of_nothing() -> None:
    tree = lxml.html.document_fromstring("<body><p class='caption'>The board met.</p><p>It met again.</p></body>")
    assert [run.pictured for run in read_runs(tree, {})] == [None, None]


def test_the_paragraphs_keep_their_order_round_a_caption() -> None:
    figure = f"<figure><img src='a.jpg'><figcaption>{CAPTION}</figcaption></figure>"
    article = clean(captured(page(above=figure)))
    lines = [article.quote(b.span) for b in article.blocks if b.role in ("body", "caption")]
    assert lines == [CAPTION, *PARAGRAPHS]
