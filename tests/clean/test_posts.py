"""The posts of a live blog are told apart, each with its own time."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from firsthand.clean import clean
from firsthand.model import Article, Post
from tests.clean.pages import captured, page

FIRST = "The ferry has left the quay of Sund with ninety people on board, the harbour board says."
SECOND = "The engine has stopped a mile from the harbour mouth, and a tug is on its way to the ferry."
THIRD = "All passengers are safe on land again, a spokeswoman for the coast guard tells reporters."
TIMES = ("2026-03-14T12:10:00+01:00", "2026-03-14T11:40:00+01:00", "2026-03-14T11:05:00+01:00")
HEADLINES = ("All are safe", "Engine stops", "Ferry leaves")
POSTS = tuple(zip(TIMES, HEADLINES, (THIRD, SECOND, FIRST), strict=True))


def marked_up(opening: str = '<div class="live-blog-post">', closing: str = "</div>") -> str:
    return "".join(
        f'{opening}<time datetime="{time}">x</time><h2>{headline}</h2><p>{text}</p>{closing}'
        for time, headline, text in POSTS
    )


def linked(bodies: bool = True) -> str:
    updates = [
        {"@type": "BlogPosting", "headline": h, "datePublished": t} | ({"articleBody": b} if bodies else {})
        for t, h, b in POSTS
    ]
    data = {"@type": "LiveBlogPosting", "headline": "Ferry to Sund late again", "liveBlogUpdate": updates}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def told(article: Article) -> list[tuple[str | None, str | None]]:
    return [(p.published_at, p.headline) for p in article.posts]


@pytest.mark.parametrize(
    "opening",
    [
        '<div class="live-blog-post">',
        '<article class="liveblog__entry" id="p">',
        '<div class="x lb-post y">',
        '<div itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting">',
        '<section class="live-update">',
    ],
)
def test_posts_by_their_markup(opening: str) -> None:
    closing = f"</{opening[1:].split()[0]}>"
    article = clean(captured(page(below=marked_up(opening, closing))))
    assert told(article) == list(zip(TIMES, HEADLINES, strict=True))
    for post, (_, headline, text) in zip(article.posts, POSTS, strict=True):
        words = article.quote(post.span)
        assert text in words
        assert headline in words
        assert not any(other in words for _, _, other in POSTS if other != text)


def test_posts_that_scripts_draw_come_from_the_data_of_the_page() -> None:
    article = clean(captured(page(linked())))
    assert told(article) == list(zip(TIMES, HEADLINES, strict=True))
    assert [text in article.quote(p.span) for p, (_, _, text) in zip(article.posts, POSTS, strict=True)] == [True] * 3


def test_posts_without_names_in_the_markup_are_found_by_the_data_of_the_page() -> None:
    article = clean(captured(page(linked(), below=marked_up("<div>"))))
    assert told(article) == list(zip(TIMES, HEADLINES, strict=True))
    assert article.text.count(SECOND) == 1
    assert SECOND in article.quote(article.posts[1].span)


def test_a_place_knows_its_post() -> None:
    article = clean(captured(page(below=marked_up())))
    post = article.post_at(article.text.index("tug is on"))
    assert post is not None
    assert post.published_at == TIMES[1]
    assert article.post_at(0) is None


def test_posts_stand_apart_and_in_order() -> None:
    posts: tuple[Post, ...] = clean(captured(page(below=marked_up()))).posts
    assert all(a.span.end <= b.span.start for a, b in pairwise(posts))


@pytest.mark.parametrize("below", ["", "<div class='live-blog-post'><p>One post makes no live blog of it.</p></div>"])
def test_an_ordinary_article_has_no_posts(below: str) -> None:
    assert clean(captured(page(below=below))).posts == ()
