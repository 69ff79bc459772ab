"""Paywalls: what stands behind one is not read, and a text that ends at one is called a stub."""

from __future__ import annotations

import json

import pytest

from firsthand.clean import clean
from firsthand.model import Article
from tests.clean.pages import PARAGRAPHS, captured, page

PROMPT = "<p>Subscribe now to continue reading this article.</p>"


def data(**fields: object) -> str:
    node = {"@type": "NewsArticle", "headline": "x"} | fields
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def behind(selector: str) -> str:
    return data(isAccessibleForFree=True, hasPart={"isAccessibleForFree": False, "cssSelector": selector})


def why(article: Article) -> str:
    return " ".join(d.reason for d in article.dropped)


@pytest.mark.parametrize("selector", [".locked", "div.locked", "#rest", "main .locked", ".other, .locked.deep"])
def test_what_the_page_marks_as_not_free_is_not_read(selector: str) -> None:
    secret = "".join(f"<p>Part {n} of the contract was signed in secret by the board and yard.</p>" for n in range(9))
    wall = f'<div class="locked deep" id="rest">{secret}</div>'
    article = clean(captured(page(behind(selector), below=wall)))
    assert "secret" not in article.text
    assert PARAGRAPHS[0] in article.text
    assert article.access == "stub"
    assert "not read" in why(article)


@pytest.mark.parametrize("selector", ["", "???", "a:hover", "body", "html", "..", ".x" * 500])
def test_a_selector_that_says_nothing_takes_nothing(selector: str) -> None:
    assert PARAGRAPHS[2] in clean(captured(page(behind(selector)))).text


def short(head: str = "", below: str = "") -> Article:
    """The first two paragraphs of an article."""
    content = page(head, below=below)
    for paragraph in PARAGRAPHS[2:]:
        content = content.replace(f"<p>{paragraph}</p>", "")
    return clean(captured(content))


@pytest.mark.parametrize(
    ("head", "below"),
    [
        ("", PROMPT),
        ("", "<p>To read the full story, please log in or subscribe.</p>"),
        ("", "<p>This article is for subscribers only.</p>"),
        ("", f"<p>The engine, which was built thirty years ago by the yard of Sund, …</p>{PROMPT}"),
        (data(isAccessibleForFree="False"), ""),
        (data(isAccessibleForFree=False, wordCount=900), ""),
        ('<meta property="article:content_tier" content="locked">', ""),
    ],
)
def test_a_stub_is_known(head: str, below: str) -> None:
    article = short(head, below)
    assert article.access == "stub"
    assert "paywall" in why(article)


LONG = "".join(
    f"<p>Part {n} of the report says that the ferry of Sund was late on a day of that week.</p>" for n in range(9)
)


@pytest.mark.parametrize(
    ("head", "below"),
    [
        ("", ""),
        ("", "<p>Subscribe to our newsletter</p>"),
        ("", LONG + PROMPT),
        (data(isAccessibleForFree=False), LONG),
        (data(isAccessibleForFree=True, wordCount=900), ""),
        ('<meta property="article:content_tier" content="free">', ""),
        ('<meta property="article:content_tier" content="metered">', ""),
    ],
)
def test_a_whole_article_is_no_stub(head: str, below: str) -> None:
    assert clean(captured(page(head, below=below))).access == "full"


def test_text_that_ends_at_a_paywall_is_a_stub() -> None:
    text = "Ferry to Sund late again\n\n" + PARAGRAPHS[0] + "\n\nSubscribe now to continue reading this article."
    assert clean(captured(text, "text")).access == "stub"
    assert clean(captured("\n\n".join(PARAGRAPHS), "text")).access == "full"
