"""Pages of actors, places and publishers, as somebody without JavaScript sees them."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from firsthand.desk.publishers import Tally
from firsthand.web.pages.publishers import percent, taken_words
from tests.web.test_front import words


def test_an_actor_has_roles_words_deeds_and_disagreements_with_their_passages(client: TestClient) -> None:
    answer = client.get("/actors/person/helena-marsk")
    assert answer.status_code == 200
    told = words(answer.text)
    assert "Also written: Marsk" in told
    assert "Energy Minister" in told
    assert "We owe the people of Ostrel an answer" in told
    assert "first carried by The Brannick Herald and by Tessera News Agency, Lissel Evening Post" in told
    assert "1 disagreement that they are part of" in told
    assert "two of one name share this page" in told
    links = re.findall(r'<a class="chip" href="([^"]+)"', answer.text)
    assert links
    assert all(re.fullmatch(r"/articles/[^?]+\?capture=[0-9a-f]{12}&amp;at=\d+-\d+#passage", link) for link in links)


def test_a_place_has_what_happened_there_and_says_that_its_name_goes_otherwise_too(client: TestClient) -> None:
    told = words(client.get("/actors/place/ostrel").text)
    assert "What is told to have happened there" in told
    assert "The same name also goes as an organization" in told


def test_a_name_as_it_is_typed_leads_to_its_page(client: TestClient) -> None:
    answer = client.get("/actors/person/Helena%20Marsk")
    assert (answer.status_code, answer.headers["location"]) == (303, "/actors/person/helena-marsk")


@pytest.mark.parametrize("path", ["/actors/person/nobody", "/actors/planet/ostrel", "/publishers/nobody.example"])
def test_what_is_not_there_is_said_so(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_publisher_says_each_figure_in_words_and_in_a_table(client: TestClient) -> None:
    html = client.get("/publishers/brannickherald.example").text
    told = words(html)
    assert "One article could be compared; it rests on another’s text." in told
    assert "most often of Tessera News Agency" in told
    assert "news agency" in told
    assert "No feed on its host is followed." in told
    assert html.count("<table>") >= 2


def test_every_publisher_is_in_the_list(client: TestClient) -> None:
    html = client.get("/publishers").text
    assert "12 publishers , 12 articles" in words(html)
    links = re.findall(r'<th scope="row"><a href="(/publishers/[^"]+)"', html)
    assert len(links) == 12
    assert {client.get(link).status_code for link in links} == {200}


def test_figures_of_feeds_are_made_anew_for_each_who_asks(client: TestClient) -> None:
    for path in ("/publishers", "/publishers/tessera.example"):
        assert client.get(path).headers["cache-control"] == "no-store"


def tally(articles: int, first_hand: int = 0, agency: int = 0, rewrites: int = 0, copies: int = 0) -> Tally:
    compared = first_hand + agency + rewrites + copies
    return Tally("a.example", "A", articles, compared, first_hand, agency, rewrites, copies, (), 0, 0)


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        (
            tally(200, 64, 25, 11, 20),
            "31 of 120 articles that could be compared rest on another’s text (26 %): 20 copies and 11 rewrites. "
            "No other text read here explains 64 (53 %).",
        ),
        (
            tally(9, 3),
            "None of 3 articles that could be compared rests on another’s text. "
            "No other text read here explains 3 (100 %).",
        ),
        (
            tally(2, 0, 0, 0, 2),
            "2 of 2 articles that could be compared rest on another’s text (100 %): 2 copies and "
            "no rewrites. None of them is first-hand.",
        ),
        (tally(1, 1), "One article could be compared; no other text read here explains it."),
        (tally(1), "Its one article could not be compared: that takes a story with others that was read together."),
    ],
)
def test_shares_name_their_denominators(counted: Tally, said: str) -> None:
    assert taken_words(counted) == said


def test_a_share_is_not_rounded_to_nothing_or_to_all() -> None:
    assert [percent(p, 1000) for p in (0, 1, 260, 999, 1000)] == [
        "none",
        "less than 1 %",
        "26 %",
        "more than 99 %",
        "100 %",
    ]
