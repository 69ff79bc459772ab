"""The page of the demo's story, taken apart: what tests of it share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from firsthand.desk.opening import Desk
from firsthand.desk.showing import Shown, show_story
from firsthand.model import Article, Finding, Origin, Statement, Story
from firsthand.store.stories import stories_of
from tests.web.made_stories import cite, claim

KARROW = "Nine dead as dam gate fails above Ruvenian town of Ostrel"


@pytest.fixture
def id(told_desk: Desk) -> str:
    """Of the demo's story."""
    with told_desk.store.reading() as connection:
        return str(next(row.id for row in stories_of(connection, limit=100) if row.headline == KARROW))


@pytest.fixture
def shown(told_desk: Desk, id: str) -> Shown:
    """The demo's story."""
    return show_story(told_desk, id)


def text_of(html: str) -> str:
    """What a reader sees, in one line."""
    bare = re.sub(r"<(script|title|svg)\b.*?</\1>|<br>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", bare)).split())


def part(html: str, name: str) -> str:
    """A section of the page, by the end of its anchor."""
    start = html.index(f'id="s1-{name}"')
    ends = [m.start() for m in re.finditer(r'<section [^>]*id="s1-(?!d\d)', html) if m.start() > start]
    return html[start : min(ends, default=len(html))]


def cells(table: str) -> list[list[str]]:
    """The rows of a table, each with its cells in words."""
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    return [[text_of(c) for c in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]


def linked_words(href: str, articles: Mapping[str, Article]) -> str:
    """The words that the address of a passage points at."""
    parts = urlsplit(unescape(href))
    article = articles[unquote(parts.path.rpartition("/")[2])]
    query = parse_qs(parts.query)
    assert article.capture.startswith(query["capture"][0])
    start, end = map(int, query["at"][0].split("-"))
    assert parts.fragment == "passage"
    return article.text[start:end]


def small_story(article: Article, headline: str | None = "Quarry wall moves") -> Story:
    """A story of one article, whose account is the first sentence of its second line."""
    words = article.text.split("\n")[1].split(". ")[0]
    finding = Finding("f1", words, "single-source", 1, (claim(article, words),))
    return Story(
        "s-small",
        (article.id,),
        headline=headline,
        first_reported_at=article.published_at,
        last_reported_at=article.published_at,
        origins=(Origin((article.id,), "It is alone."),),
        findings=(finding,),
        account=(Statement(words, "f1", (cite(article, words),), "lead", 1),),
    )
