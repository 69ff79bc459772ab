"""The pictures of a story's page: origins as a bar, days in two lanes, values by outlet. Each has its sentence."""

from __future__ import annotations

import pytest

from firsthand.publish.lanes import MOST, WIDTH, lanes_of
from firsthand.publish.layout import story_page
from firsthand.publish.origins_bar import origins_bar
from firsthand.publish.passages import Addresses, Passages
from firsthand.publish.storypage import StoryPage
from firsthand.publish.value_matrix import value_matrix
from tests.publish.edition import make_articles, make_story


@pytest.fixture
def page() -> StoryPage:
    articles = make_articles()
    return story_page(make_story(articles), articles, 1, Addresses("s1"))


def test_links_lead_to_addresses_and_no_texts_are_carried(page: StoryPage) -> None:
    assert page.texts == ()
    assert page.joined == ()
    assert "texts" not in page.parts
    chip = page.sections[0].sentences[0].links[0]
    article = make_articles()["a-agency"]
    assert chip.href.startswith(f"/articles/a-agency?capture={article.capture[:12]}&at=")
    start, end = map(int, chip.href.partition("&at=")[2].removesuffix("#passage").split("-"))
    assert article.text[start:end] == chip.words
    assert {m.href for m in page.members} >= {"/articles/a-agency", "/articles/g-hostile"}


def test_the_one_file_page_keeps_its_anchors() -> None:
    articles = make_articles()
    whole = story_page(make_story(articles), articles, 1)
    assert isinstance(whole.passages, Passages)
    assert len(whole.texts) == len(whole.members)
    assert all(m.href.startswith("#s1-a") for m in whole.members)


def test_ids_are_quoted_in_addresses() -> None:
    assert Addresses("s1").article_href('a/b?"<é>') == "/articles/a%2Fb%3F%22%3C%C3%A9%3E"
    assert Addresses("s1").article_href("\ud800") == "/articles/%3F"


def test_the_bar_has_a_cell_an_article_and_fills_its_width(page: StoryPage) -> None:
    bar = origins_bar(page.sources)
    assert bar is not None
    assert len(bar.cells) == len(page.members)
    assert sum(c.leads for c in bar.cells) == len(page.sources)
    ends = [c.x + c.width for c in bar.cells]
    assert ends[-1] == pytest.approx(100, abs=0.1)
    assert all(a <= b.x + 0.02 for a, b in zip(ends, bar.cells[1:], strict=False))
    assert "3 of 7 articles rest on the text of VPA" in bar.sentence
    assert origins_bar(()) is None


def test_days_of_happening_are_joined_to_days_of_report(page: StoryPage) -> None:
    lanes = lanes_of(page.days)
    assert lanes.drawn
    assert len(lanes.lines) <= MOST
    for line in lanes.lines:
        assert 0 <= line.x <= line.end <= WIDTH
        assert 0 <= line.to <= line.to_end <= WIDTH
    drawn = sum(1 for d in page.days if len(d.entry.when) >= 10 and d.reported)
    assert lanes.left_out >= len(page.days) - drawn
    assert lanes.sentence.startswith(f"Of {len(page.days)} dated findings: ")


def test_days_without_a_report_are_counted_and_not_drawn() -> None:
    assert lanes_of(()).sentence == ""
    assert not lanes_of(()).drawn


def test_a_disagreement_has_its_outlets_in_order_of_report(page: StoryPage) -> None:
    matrix = value_matrix(page.disputes[0], page.outlets)
    assert {o.name for o in matrix.outlets} == {"VPA", "Dunmar Post", "Northline Daily Digest", "Vellmark Courier"}
    order = [o.name for o in page.outlets]
    assert [order.index(o.name) for o in matrix.outlets] == sorted(order.index(o.name) for o in matrix.outlets)
    for row in matrix.rows:
        assert len(row.cells) == len(matrix.outlets)
    assert sum(len(c) for row in matrix.rows for c in row.cells) == 4
    assert "Radio Sile" in matrix.silent
    assert matrix.silent.endswith("give none of these values.")
