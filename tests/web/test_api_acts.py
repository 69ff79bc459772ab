"""What the API lets whom do: keys and their scopes, sessions, notices, judgements, objections."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from firsthand.config import ServeConfig
from firsthand.desk.accounts import make_account
from firsthand.desk.audit import Actor, list_audit
from firsthand.desk.keys import make_key, revoke_key
from firsthand.desk.roles import Role, Scope
from firsthand.desk.telling import regroup
from firsthand.web.app import make_app
from firsthand.web.house import House
from tests.web.houses import make_house, open_desk
from tests.web.signed_in import PASSWORD, sign_in

API = "/api/v1"
FERRY = "s-ferry-courier"
NOTICE = {"url": "https://courier.sorn.example/2026/03/ferry", "reason": "It is ours.", "basis": "other"}
OBJECTION = {"story": FERRY, "part": "account", "reason": "The day is wrong.", "by": "A reader"}
JUDGEMENT = {"a": "ferry-courier", "b": "ferry-radio", "together": False, "reason": "Two ferries."}

#: What is asked, and from which role on; None is everybody.
ACTS: list[tuple[str, str, Any, Role | None]] = [
    ("GET", "/stories", None, None),
    ("GET", "/judgements", None, None),
    ("POST", "/compare", {"a": "ferry-courier", "b": "ferry-radio"}, None),
    ("POST", "/takedowns", NOTICE, None),
    ("POST", "/objections", OBJECTION, None),
    ("POST", "/judgements", JUDGEMENT, "editor"),
    ("DELETE", "/judgements/1", None, "editor"),
    ("GET", "/takedowns", None, "editor"),
    ("POST", "/takedowns/T-2026-000001/decision", {"decision": "refused", "explanation": "No."}, "editor"),
    ("GET", "/objections", None, "editor"),
    ("PATCH", "/objections/1", {"state": "refused", "answer": "No."}, "editor"),
]


def key_of(house: House, role: Role, scopes: list[Scope], name: str = "vera") -> dict[str, str]:
    """The header that somebody's key comes in."""
    make_account(house.desk, name, role, PASSWORD, Actor(), house.now())
    key, _ = make_key(house.desk, name, "test", scopes, Actor(name), house.now())
    return {"authorization": f"Bearer {key}"}


@pytest.fixture
def closed(told_store: Path, tmp_path: Path) -> Iterator[House]:
    """A house whose reading is behind a login."""
    serve = ServeConfig(reading="login", requests_a_minute=0, notices_an_hour=0)
    desk = open_desk(told_store, tmp_path, serve=serve)
    yield make_house(desk)
    desk.store.close()


@pytest.mark.parametrize(("method", "path", "body", "role"), ACTS)
def test_who_may_do_what(
    client: TestClient,
    house: House,
    method: str,
    path: str,
    body: Any,  # noqa: ANN401
    role: Role | None,
) -> None:
    nobody = client.request(method, API + path, json=body)
    reader = client.request(method, API + path, json=body, headers=key_of(house, "reader", ["read"], "rena"))
    narrow = client.request(method, API + path, json=body, headers=key_of(house, "editor", ["read"], "nils"))
    editor = client.request(method, API + path, json=body, headers=key_of(house, "editor", ["edit"], "edda"))
    if role is None:
        assert {nobody.status_code, reader.status_code, narrow.status_code} <= {200, 201}
    else:
        assert nobody.status_code == 401
        assert nobody.headers["www-authenticate"].startswith("Bearer")
        assert (reader.status_code, narrow.status_code) == (403, 403)
    assert editor.status_code not in (401, 403)
    for refused in (nobody, reader, narrow):
        if refused.status_code >= 400:
            assert refused.headers["content-type"] == "application/problem+json"


def test_behind_a_login_nothing_is_read_without_a_key(closed: House) -> None:
    with TestClient(make_app(closed), base_url="http://localhost") as client:
        for path in ("/stories", f"/stories/{FERRY}", "/articles", "/events", "/search?q=ferry", "/judgements"):
            assert client.get(API + path).status_code == 401, path
        key = key_of(closed, "reader", ["read"])
        answer = client.get(f"{API}/stories", headers=key)
        assert answer.status_code == 200
        assert "private" in answer.headers["cache-control"]
        assert client.get(f"{API}/stories").status_code == 401, "an answer to a key is not kept for others"
        assert client.post(f"{API}/takedowns", json=NOTICE).status_code == 201, "notices come from anybody"


def test_keys_end_when_they_are_revoked_or_run_out(client: TestClient, house: House) -> None:
    make_account(house.desk, "vera", "editor", PASSWORD, Actor(), house.now())
    soon = house.now() + timedelta(hours=1)
    key, made = make_key(house.desk, "vera", "test", ["edit"], Actor(), house.now(), until=soon)
    held = {"authorization": f"Bearer {key}"}
    assert client.get(f"{API}/objections", headers=held).status_code == 200
    later = house.now
    house.now = lambda: soon + timedelta(seconds=1)
    assert client.get(f"{API}/stories", headers=held).status_code == 401
    house.now = later
    revoke_key(house.desk, made.id, Actor(), house.now())
    assert client.get(f"{API}/stories", headers=held).status_code == 401


def test_a_session_needs_its_token_to_change_anything(client: TestClient, house: House) -> None:
    token = sign_in(client, house, "editor")
    assert client.get(f"{API}/objections").status_code == 200
    assert client.post(f"{API}/judgements", json=JUDGEMENT).status_code == 403
    foreign = {"x-csrf-token": token, "origin": "https://evil.example"}
    assert client.post(f"{API}/judgements", json=JUDGEMENT, headers=foreign).status_code == 403
    assert client.post(f"{API}/judgements", json=JUDGEMENT, headers={"x-csrf-token": token}).status_code == 201


def test_a_notice_is_received_followed_and_decided(client: TestClient, house: House) -> None:
    sent = client.post(f"{API}/takedowns", json=NOTICE | {"basis": "DSA 16", "good_faith": True})
    assert sent.status_code == 201
    kept = sent.json()
    assert kept["decision"] == "pending"
    assert [lack.partition(":")[0] for lack in kept["lacks"]] == [
        "the name of who sends it",
        "the e-mail address of who sends it",
    ]
    own = f"{API}/takedowns/{kept['receipt']}"
    assert sent.headers["location"] == f"http://localhost{own}"
    assert client.get(own).status_code == 404
    assert client.get(own, params={"key": "0" * 64}).status_code == 404
    state = client.get(own, params={"key": kept["key"]})
    assert state.json()["decision"] == "pending"
    assert state.headers["cache-control"] == "no-store"
    assert all(line["by"] is None for line in state.json()["ledger"])
    editor = key_of(house, "editor", ["edit"])
    assert [n["receipt"] for n in client.get(f"{API}/takedowns", headers=editor).json()["notices"]] == [kept["receipt"]]
    assert client.get(f"{API}/articles/ferry-courier").status_code == 200
    removed = {"decision": "removed", "explanation": "They own it."}
    decided = client.post(f"{own}/decision", json=removed, headers=editor)
    assert decided.json()["articles"] == ["ferry-courier"]
    assert client.get(f"{API}/articles/ferry-courier").status_code == 404
    assert "ferry-courier" not in [hit["article"] for hit in client.get(f"{API}/search?q=ferry").json()["hits"]]
    assert client.get(own, params={"key": kept["key"]}).json()["explanation"] == "They own it."
    assert client.post(f"{own}/decision", json=removed, headers=editor).status_code == 409
    assert [line.act for line in list_audit(house.desk) if line.on == kept["receipt"]] == ["decide notice", "notice"]


def test_notices_are_listed_page_by_page(client: TestClient, house: House) -> None:
    for n in range(3):
        client.post(f"{API}/takedowns", json=NOTICE | {"url": f"https://a.example/{n}"})
    editor = key_of(house, "editor", ["edit"])
    whole = client.get(f"{API}/takedowns", headers=editor).json()["notices"]
    first = client.get(f"{API}/takedowns?limit=2", headers=editor).json()
    rest = client.get(f"{API}/takedowns", params={"limit": 2, "cursor": first["next"]}, headers=editor).json()
    assert first["notices"] + rest["notices"] == whole
    assert rest["next"] is None


def test_judgements_part_a_story_and_are_undone(client: TestClient, house: House) -> None:
    editor = key_of(house, "editor", ["edit"])
    made = client.post(f"{API}/judgements", json=JUDGEMENT, headers=editor)
    assert made.status_code == 201
    number = made.json()["number"]
    regroup(house.desk)
    assert client.get(f"{API}/stories/{FERRY}/articles").status_code == 200
    homes = {a["id"]: a["story"] for a in client.get(f"{API}/articles").json()["articles"]}
    assert homes["ferry-courier"] != homes["ferry-radio"]
    (listed,) = client.get(f"{API}/judgements").json()["judgements"]
    assert (listed["number"], listed["by"], listed["holds"]) == (number, None, True)
    assert client.get(f"{API}/judgements", headers=editor).json()["judgements"][0]["by"] == "vera"
    assert client.delete(f"{API}/judgements/{number}", headers=editor).status_code == 204
    assert client.delete(f"{API}/judgements/{number}", headers=editor).status_code == 409
    assert client.delete(f"{API}/judgements/99", headers=editor).status_code == 404
    regroup(house.desk)
    house.changed()
    homes = {a["id"]: a["story"] for a in client.get(f"{API}/articles").json()["articles"]}
    assert homes["ferry-courier"] == homes["ferry-radio"]


def test_a_judgement_that_contradicts_another_is_409(client: TestClient, house: House) -> None:
    editor = key_of(house, "editor", ["edit"])
    pairs = [("ferry-courier", "ferry-herald", True), ("ferry-herald", "ferry-radio", True)]
    for a, b, together in pairs:
        said = {"a": a, "b": b, "together": together}
        assert client.post(f"{API}/judgements", json=said, headers=editor).status_code == 201
    assert client.post(f"{API}/judgements", json=JUDGEMENT, headers=editor).status_code == 409
    assert len(client.get(f"{API}/judgements").json()["judgements"]) == 2


def test_an_objection_is_kept_and_answered(client: TestClient, house: House) -> None:
    sent = client.post(f"{API}/objections", json=OBJECTION | {"mail": "reader@mail.example"})
    assert sent.json() == {"number": 1, "story": FERRY, "state": "open"}
    editor = key_of(house, "editor", ["edit"])
    (listed,) = client.get(f"{API}/objections?state=open", headers=editor).json()["objections"]
    assert (listed["by"], listed["mail"]) == ("A reader", "reader@mail.example")
    decision = {"state": "accepted", "answer": "It was Saturday."}
    decided = client.patch(f"{API}/objections/1", json=decision, headers=editor).json()
    assert (decided["state"], decided["answer"], decided["decided_by"]) == ("accepted", "It was Saturday.", "vera")
    assert client.get(f"{API}/objections?state=open", headers=editor).json()["objections"] == []
    assert client.patch(f"{API}/objections/9", json=decision, headers=editor).status_code == 404


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/objections", OBJECTION | {"story": "s-none"}),
        ("/compare", {"a": "ferry-courier", "b": "none"}),
    ],
)
def test_what_is_named_and_not_there_is_404(client: TestClient, path: str, body: dict[str, Any]) -> None:
    assert client.post(API + path, json=body).status_code == 404


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/objections", OBJECTION | {"part": "everything"}),
        ("/objections", OBJECTION | {"reason": " \n"}),
        ("/objections", OBJECTION | {"reason": "a\x00b"}),
        ("/objections", OBJECTION | {"mail": "a@b\r\nBcc: c@d"}),
        ("/objections", OBJECTION | {"extra": 1}),
        ("/takedowns", {"url": "https://a.example/1"}),
        ("/takedowns", NOTICE | {"basis": "the king's"}),
        ("/takedowns", NOTICE | {"email": "no mail"}),
        ("/takedowns", NOTICE | {"url": "no address"}),
        ("/compare", {"a": "ferry-courier", "b": "ferry-courier"}),
        ("/compare", []),
    ],
)
def test_a_body_that_is_malformed_is_422(client: TestClient, path: str, body: Any) -> None:  # noqa: ANN401
    answer = client.post(API + path, json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_body_without_its_type_is_not_taken_for_json(client: TestClient) -> None:
    answer = client.post(f"{API}/objections", content=b'{"story": "x"}', headers={"content-type": "text/plain"})
    assert answer.status_code == 422


def test_many_notices_from_one_address_are_held(told_store: Path, tmp_path: Path) -> None:
    desk = open_desk(told_store, tmp_path, serve=ServeConfig(requests_a_minute=0, notices_an_hour=2))
    with TestClient(make_app(make_house(desk)), base_url="http://localhost") as client:
        answers = [client.post(f"{API}/takedowns", json=NOTICE) for _ in range(2)]
        answers.append(client.post(f"{API}/objections", json=OBJECTION))
    assert [a.status_code for a in answers] == [201, 201, 429]
    assert int(answers[2].headers["retry-after"]) > 0
    assert answers[2].headers["content-type"] == "application/problem+json"
    desk.store.close()
