"""The search page, as somebody without JavaScript sees it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from tests.web.test_front import words


def test_without_a_query_the_page_says_what_can_be_asked(client: TestClient) -> None:
    answer = client.get("/search")
    assert answer.status_code == 200
    assert "speaker:" in answer.text
    assert "What can be asked" in words(answer.text)


def test_hits_stand_under_their_story_with_what_was_looked_for_marked(client: TestClient) -> None:
    html = client.get("/search?q=ferry").text
    assert "3 articles match." in words(html)
    assert "<mark>ferry</mark>" in html
    assert html.count('<section class="group">') == 1
    assert re.search(r'Story: <a href="/stories/[^"]+">', html)
    assert 'href="/search/feed.atom?q=ferry"' in html


def test_the_best_come_first_where_that_is_asked_for(client: TestClient) -> None:
    html = client.get("/search?q=engine+OR+ferry&order=best").text
    assert '<option value="best" selected>' in html
    assert "The best first; newest first" in words(html)


@pytest.mark.parametrize(
    ("query", "place", "said"),
    [
        ("ferry speakers:veld", "s", "There is no filter"),
        ("ferry (dam OR", " ", "A word or a filter is missing here"),
        ("after:yesterday", "a", "is no day"),
        ('say "this', '"', "never closed"),
    ],
)
def test_what_is_wrong_with_a_query_is_said_and_shown_at_its_place(
    client: TestClient, query: str, place: str, said: str
) -> None:
    answer = client.get("/search", params={"q": query})
    assert answer.status_code == 400
    assert said in words(answer.text)
    typed = re.search(r'<p class="typed" dir="ltr">(.*?)</p>', answer.text)
    assert typed is not None
    assert f"<mark>{place}</mark>" in unescape(typed[1])
    assert unescape(re.sub("<[^>]+>", "", typed[1])).strip() == query


def test_nothing_found_says_what_else_to_try(client: TestClient) -> None:
    told = words(client.get("/search?q=zeppelin").text)
    assert "No article matches." in told
    assert "Fewer words find more" in told


def test_a_story_that_is_not_there_is_said_so(client: TestClient) -> None:
    answer = client.get("/search?q=story:s-000000")
    assert answer.status_code == 400
    assert "There is no story" in words(answer.text)


def test_pages_behind_the_end_lead_back(client: TestClient) -> None:
    told = words(client.get("/search?q=ferry&start=40").text)
    assert "none of them beyond 40" in told
    assert client.get("/search?q=ferry&start=-5").status_code == 200
    assert client.get("/search?q=ferry&start=999999999").status_code == 200


def test_only_editors_are_offered_an_alert(client: TestClient) -> None:
    assert "/alerts?query=" not in client.get("/search?q=ferry").text
