"""Objections, merges and splits, as readers and editors make them."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from firsthand.desk.showing import show_story
from firsthand.desk.tending import tend
from firsthand.errors import InputError
from firsthand.store.stories import stories_of
from firsthand.web.house import House
from tests.web.signed_in import sign_in, token_in

HERE = {"origin": "http://localhost"}


def stories(house: House) -> dict[str, int]:
    """Articles of each story."""
    with house.desk.store.reading() as connection:
        return {row.id: row.articles for row in stories_of(connection)}


def large(house: House) -> str:
    return max(stories(house), key=stories(house).__getitem__)


def small(house: House) -> str:
    return min(stories(house), key=stories(house).__getitem__)


def test_a_reader_objects_and_reads_the_answer(client: TestClient, house: House) -> None:
    id = large(house)
    form = client.get(f"/stories/{id}/wrong?part=origins")
    assert '<option value="origins" selected>' in form.text
    sent = {
        "csrf": token_in(form.text),
        "part": "origins",
        "reason": "The Herald was\nthere <itself>.",
        "by": "Ossian <b>Vrell</b>",
        "mail": "o@vrell.example",
    }
    done = client.post(f"/stories/{id}/wrong", data=sent, headers=HERE)
    assert done.status_code == 303
    past = client.get(done.headers["location"]).text
    assert "Your objection is kept" in past
    assert "there &lt;itself&gt;." in past
    assert "Ossian &lt;b&gt;Vrell&lt;/b&gt;" in past
    assert "o@vrell.example" not in past

    csrf = sign_in(client, house, "editor")
    desk = client.get("/desk").text
    assert "1 objection to decide" in desk
    assert "o@vrell.example" in desk
    answer = {"csrf": csrf, "state": "accepted", "answer": "It was. The credit line is read now."}
    assert client.post("/desk/objections/1", data=answer, headers=HERE).status_code == 303
    assert "The credit line is read now." in client.get(f"/stories/{id}/history").text
    assert "None waits." in client.get("/desk").text
    client.post("/desk/objections/1", data={"csrf": csrf, "state": "open"}, headers=HERE)
    assert "1 objection to decide" in client.get("/desk").text


def test_an_objection_without_a_reason_is_asked_for_again_with_what_was_written(
    client: TestClient, house: House
) -> None:
    id = large(house)
    token = token_in(client.get(f"/stories/{id}/wrong").text)
    sent = {"csrf": token, "part": "account", "reason": " ", "by": "Ossian Vrell"}
    again = client.post(f"/stories/{id}/wrong", data=sent, headers=HERE)
    assert again.status_code == 422
    assert "It is empty, and is needed." in again.text
    assert 'value="Ossian Vrell"' in again.text


def test_an_editor_splits_a_story_and_takes_it_back(client: TestClient, house: House) -> None:
    csrf = sign_in(client, house, "editor")
    id = large(house)
    page = client.get(f"/stories/{id}/split").text
    boxes = re.findall(r'name="article" id="a\d+" value="([^"]+)"', page)
    assert len(boxes) == 9
    out = [b for b in boxes if "meridian" in b or "review" in b] or boxes[-2:]
    sent = {"csrf": csrf, "article": out, "reason": "Another happening."}
    done = client.post(f"/stories/{id}/split", data=sent, headers=HERE)
    assert done.status_code == 303
    tend(house.desk)
    assert sorted(stories(house).values()) == [2, 3, 7]
    past = client.get(f"/stories/{id}/history").text
    assert "Another happening." in past
    number = re.search(r"/desk/judgements/(\d+)/undo", past)
    assert number
    undone = client.post(f"/desk/judgements/{number.group(1)}/undo", data={"csrf": csrf, "story": id}, headers=HERE)
    assert undone.status_code == 303
    tend(house.desk)
    assert sorted(stories(house).values()) == [3, 9]
    assert "Taken back." in client.get(f"/stories/{id}/history").text


def test_an_editor_merges_two_stories_by_the_address_of_one(client: TestClient, house: House) -> None:
    csrf = sign_in(client, house, "editor")
    one, two = large(house), small(house)
    sent = {"csrf": csrf, "named": f"http://localhost/stories/{two}", "reason": "One happening."}
    assert client.post(f"/stories/{one}/merge", data=sent, headers=HERE).status_code == 303
    tend(house.desk)
    assert list(stories(house).values()) == [12]
    assert len(show_story(house.desk, two).story.articles) == 12
    assert two in client.get(f"/stories/{one}/history").text


def test_a_merge_that_makes_no_sense_is_refused_in_words(client: TestClient, house: House) -> None:
    csrf = sign_in(client, house, "editor")
    id = large(house)
    for sent, said in (
        ({"named": id, "reason": "x"}, "a merge takes two"),
        ({"named": small(house), "reason": " "}, "Say why"),
        ({"named": "s-none-such", "reason": "x"}, "There is no such story."),
    ):
        answer = client.post(f"/stories/{id}/merge", data={"csrf": csrf, **sent}, headers=HERE)
        assert answer.status_code == 422
        assert said in answer.text


def test_a_split_must_leave_something_and_take_something(house: House) -> None:
    from firsthand.desk.editing import members_of, split

    id = small(house)
    everything = [row.id for row in members_of(house.desk, id).articles]
    for out in ([], everything, ["a-stranger"]):
        with pytest.raises(InputError):
            split(house.desk, id, out, reason="x", by="mara", now=house.now())


def test_readers_neither_merge_nor_decide(client: TestClient, house: House) -> None:
    id = large(house)
    assert client.get(f"/stories/{id}/merge").headers["location"].startswith("/login?next=")
    csrf = sign_in(client, house, "reader")
    for path in (f"/stories/{id}/merge", f"/stories/{id}/split", "/desk/judgements/1/undo", "/desk/objections/1"):
        assert client.post(path, data={"csrf": csrf, "reason": "x"}, headers=HERE).status_code == 403
    assert client.get("/desk").status_code == 403


def test_a_form_from_elsewhere_changes_nothing(client: TestClient, house: House) -> None:
    csrf = sign_in(client, house, "editor")
    one, two = large(house), small(house)
    sent = {"named": two, "reason": "x"}
    for data, origin in ((sent, "http://localhost"), (sent | {"csrf": csrf}, "http://evil.example")):
        answer = client.post(f"/stories/{one}/merge", data=data, headers={"origin": origin})
        assert answer.status_code == 403
    assert len(stories(house)) == 2
