"""The API: its shapes, its lists, its errors, what is kept by whoever asks."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from firsthand.desk.opening import Desk
from firsthand.publish.contract import schema
from firsthand.publish.forms import FORMS
from firsthand.store.articles import load_readings
from firsthand.web.app import make_app
from firsthand.web.house import House

API = "/api/v1"
FERRY = "s-ferry-courier"


def get(client: TestClient, path: str, **params: Any) -> Any:  # noqa: ANN401
    answer = client.get(API + path, params=params)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def problem(answer: Any, status: int) -> dict[str, Any]:  # noqa: ANN401
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    record: dict[str, Any] = answer.json()
    assert record["status"] == status
    assert record["title"]
    assert record["detail"]
    return record


def all_of(client: TestClient, path: str, name: str, **params: Any) -> list[Any]:  # noqa: ANN401
    """A whole list, page by page, by the links that its answers name."""
    found: list[Any] = []
    answer = client.get(API + path, params=params)
    while True:
        found += answer.json()[name]
        if answer.json()["next"] is None:
            assert "link" not in answer.headers
            return found
        address, _, relation = answer.headers["link"].partition(";")
        assert relation.strip() == 'rel="next"'
        answer = client.get(address.strip("<>"))
        assert answer.status_code == 200


# --- shapes ---


def test_a_story_and_its_articles_keep_the_contract(client: TestClient) -> None:
    contract = schema("account")
    ids = [s["id"] for s in get(client, "/stories")["stories"]]
    stories = [get(client, f"/stories/{id}") for id in ids]
    articles = [get(client, f"/articles/{id}") for story in stories for id in story["articles"]]
    assert len(stories) >= 2
    jsonschema.validate({"stories": stories, "articles": articles}, contract)


@pytest.mark.parametrize(
    "part", "account findings disagreements quotations origins derivations timeline actors".split()
)
def test_a_part_of_a_story_is_what_the_whole_has(client: TestClient, part: str) -> None:
    for line in get(client, "/stories")["stories"]:
        whole = get(client, f"/stories/{line['id']}")
        alone = get(client, f"/stories/{line['id']}/{part}")
        assert alone["story"] == line["id"]
        assert alone[part] == whole[part]


def test_every_answer_fits_the_document(client: TestClient) -> None:
    document = client.get(f"{API}/openapi.json").json()
    article = get(client, f"/stories/{FERRY}")["articles"][0]
    actor = get(client, "/actors", kind="person")["actors"][0]
    paths = {
        "/stories": "/stories",
        "/stories/{id}": f"/stories/{FERRY}",
        "/stories/{id}/account": f"/stories/{FERRY}/account?length=2",
        "/stories/{id}/articles": f"/stories/{FERRY}/articles",
        "/stories/{id}/derivations": f"/stories/{FERRY}/derivations",
        "/stories/{id}/events": f"/stories/{FERRY}/events",
        "/articles": "/articles",
        "/articles/{id}": f"/articles/{article}",
        "/articles/{id}/versions": f"/articles/{article}/versions",
        "/articles/{id}/text": f"/articles/{article}/text?start=0&end=20",
        "/events": "/events",
        "/actors": "/actors",
        "/actors/{kind}/{key}": f"/actors/{actor['kind']}/{actor['key']}",
        "/publishers": "/publishers",
        "/publishers/{id}": "/publishers/radio-ostrel",
        "/search": "/search?q=ferry&order=best",
        "/similar": "/similar?sentence=The+ferry+between+Halm+and+Ostrel+stopped",
        "/judgements": "/judgements",
    }
    for path, asked in paths.items():
        described = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        whole = {**described, "components": document["components"]}
        answer = client.get(API + asked)
        assert answer.status_code == 200, answer.text
        jsonschema.validate(answer.json(), whole, jsonschema.Draft202012Validator)


def test_the_document_is_of_openapi_3_1(client: TestClient) -> None:
    document = get(client, "/openapi.json")
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": "http://localhost/api/v1"}]
    names = [o["operationId"] for path in document["paths"].values() for o in path.values()]
    assert len(names) == len(set(names)) > 30


def test_a_comparison_keeps_the_contract(client: TestClient) -> None:
    answer = client.post(f"{API}/compare", json={"a": "ferry-courier", "b": "ferry-herald"})
    jsonschema.validate(answer.json(), schema("compare"))
    assert answer.json()["share_b"] == 1.0


@pytest.mark.parametrize("form", sorted(set(FORMS) - {"pdf"}))
def test_a_story_comes_in_every_form(client: TestClient, form: str) -> None:
    answer = client.get(f"{API}/stories/{FERRY}/as/{form}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == FORMS[form].media_type.partition(";")[0]
    assert answer.headers["content-disposition"] == f'attachment; filename="{FERRY}{FORMS[form].suffix}"'
    assert answer.content


def test_folders_of_the_server_stay_its_own(client: TestClient, told_desk: Desk) -> None:
    sources = [get(client, f"/articles/{a['id']}")["source"] for a in get(client, "/articles")["articles"]]
    assert sources and not any("/" in source for source in sources)
    whole = client.get(f"{API}/stories/{FERRY}/as/json").text
    with told_desk.store.reading() as connection:
        (reading,) = load_readings(connection, [FERRY.removeprefix("s-")])
    assert "/" in reading.article.source
    assert reading.article.source.rpartition("/")[0] not in whole


def test_the_words_of_a_citation_stand_where_it_says(client: TestClient) -> None:
    account = get(client, f"/stories/{FERRY}/account")["account"]
    for cited in (c for s in account for c in s["citations"]):
        place = {name: cited[name] for name in ("start", "end", "capture")}
        passage = get(client, f"/articles/{cited['article']}/text", **place)
        for name in ("exact", "prefix", "suffix", "url", "publisher", "capture"):
            assert passage[name] == cited[name]


def test_an_account_is_as_long_as_it_is_wanted(client: TestClient) -> None:
    one = get(client, f"/stories/{FERRY}/account", length=1)["account"]
    all_ = get(client, f"/stories/{FERRY}/account")["account"]
    assert len(one) < len(all_)
    since = get(client, f"/stories/{FERRY}/account", since="2026-03-22")
    assert since["since"] == "2026-03-22"
    assert len(since["account"]) < len(all_)
    agreed = get(client, f"/stories/{FERRY}/account", single_source=False)["account"]
    assert len(agreed) < len(all_)


# --- lists ---


@pytest.mark.parametrize(
    ("path", "name", "key"),
    [
        ("/stories", "stories", "id"),
        ("/articles", "articles", "id"),
        ("/actors", "actors", "key"),
        ("/publishers", "publishers", "id"),
    ],
)
def test_page_by_page_everything_comes_once(client: TestClient, path: str, name: str, key: str) -> None:
    whole = all_of(client, path, name, limit=100)
    assert len(whole) > 1
    assert all_of(client, path, name, limit=1) == whole
    names = [(each.get("kind"), each[key]) for each in whole]
    assert len(names) == len(set(names))


def test_a_search_goes_on_where_it_stopped(client: TestClient) -> None:
    whole = all_of(client, "/search", "hits", q="ferry OR dam", limit=100)
    assert len(whole) > 3
    assert all_of(client, "/search", "hits", q="ferry OR dam", limit=2) == whole


def test_events_are_heard_once_each(client: TestClient) -> None:
    whole = get(client, "/events", limit=100)
    found, after = [], 0
    while events := (answer := get(client, "/events", after=after, limit=2))["events"]:
        found += events
        after = answer["next"]
    assert found == whole["events"]
    assert after == whole["next"]
    assert get(client, "/events", after=after)["next"] == after
    own = get(client, f"/stories/{FERRY}/events", limit=100)["events"]
    assert own == [e for e in found if e["story"] == FERRY]


@pytest.mark.parametrize(
    "filters",
    [
        {"q": "ferry"},
        {"q": "publisher:radio-ostrel"},
        {"since": "2026-03-20"},
        {"publisher": "radio-ostrel"},
        {"actor": "Lise Orben"},
        {"actor": "lise-orben", "language": "en", "until": "2026-03-22"},
    ],
)
def test_filters_narrow_the_stories(client: TestClient, filters: dict[str, str]) -> None:
    assert [s["id"] for s in get(client, "/stories", **filters)["stories"]] == [FERRY]


def test_a_story_without_what_is_asked_for_is_not_listed(client: TestClient) -> None:
    others = [{"until": "2026-03-20"}, {"q": "-ferry dam"}, {"publisher": "tessera.example"}]
    for filters in others:
        assert [s["id"] for s in get(client, "/stories", **filters)["stories"]] == ["s-db82ee8c0a995b25"]
    for filters in ({"actor": "nobody"}, {"language": "xx"}, {"since": "2030-01-01"}, {"until": "1990-01-01"}):
        assert get(client, "/stories", **filters) == {"stories": [], "next": None}


def test_what_an_actor_said_is_with_them(client: TestClient) -> None:
    found = get(client, "/actors/person/lise-orben")
    (seen,) = found["appearances"]
    assert found["name"] == "Lise Orben"
    assert seen["story"]["id"] == FERRY
    assert [q["speaker"] for q in seen["quotations"]] == ["Lise Orben"]


def test_a_publisher_is_told_by_what_is_its_own(client: TestClient) -> None:
    found = get(client, "/publishers/brannick-herald")
    assert found["marks"] == [{"mark": "copy", "articles": 1}]
    assert found["leans_on"] == [{"name": "Sorn Valley Courier", "articles": 1}]


# --- errors ---


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/stories/s-none", "/stories/s-none/findings", "/articles/none", "/publishers/none", "/stories/a/b"],
)
def test_what_is_not_there_is_404(client: TestClient, path: str) -> None:
    assert "`firsthand" not in problem(client.get(API + path), 404)["detail"]


@pytest.mark.parametrize(
    "path",
    [
        "/stories?limit=0",
        "/stories?limit=101",
        "/stories?limit=1&limit=2",
        "/stories?since=yesterday",
        "/stories?since=1700000000",
        "/stories?cursor=abc",
        "/stories?cursor=WyIxIl0",
        "/stories?q=(",
        "/stories?q=story:s-none",
        "/stories?actr=x",
        f"/stories/{FERRY}?limit=3",
        "/search",
        "/search?q=",
        "/search?q=a%00b",
        "/articles/%00",
        "/articles/ferry-radio/text?start=5&end=3",
        "/articles/ferry-radio/text?start=100000",
        "/articles/ferry-radio?capture=xyz",
        "/actors?kind=thing",
        "/actors/thing/x",
        "/events?after=-1",
        "/similar?sentence=%3F%3F%3F",
    ],
)
def test_what_is_malformed_is_422(client: TestClient, path: str) -> None:
    problem(client.get(API + path), 422)


def test_a_typo_in_a_parameter_names_what_there_is(client: TestClient) -> None:
    said = problem(client.get(f"{API}/stories?publsher=x"), 422)["detail"]
    assert "publsher" in said
    assert "publisher" in said.replace("publsher", "")


def test_a_method_that_is_not_taken_names_those_that_are(client: TestClient) -> None:
    answer = client.put(f"{API}/judgements", json={})
    problem(answer, 405)
    assert answer.headers["allow"] == "GET, POST"


def test_what_was_taken_down_is_410(client: TestClient, house: House) -> None:
    from firsthand.desk.notice import Notice
    from firsthand.desk.takedown import take_down

    take_down(house.desk, Notice("https://courier.sorn.example/2026/03/ferry", "wrong"), "vera", house.now())
    house.changed()
    gone = problem(client.get(f"{API}/articles/https%3A%2F%2Fcourier.sorn.example%2F2026%2F03%2Fferry"), 410)
    assert "T-20" in gone["detail"]


def test_a_fault_of_ours_is_a_problem_and_tells_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret of the inside")

    monkeypatch.setattr("firsthand.web.api.stories.show_story", broken)
    with TestClient(make_app(house), base_url="http://localhost", raise_server_exceptions=False) as client:
        assert "secret" not in problem(client.get(f"{API}/stories/{FERRY}"), 500)["detail"]


def test_too_many_requests_are_a_problem(told_desk: Desk) -> None:
    from dataclasses import replace

    from tests.web.houses import make_house

    few = replace(told_desk.config, serve=replace(told_desk.config.serve, requests_a_minute=2))
    with TestClient(make_app(make_house(Desk(few, told_desk.store))), base_url="http://localhost") as client:
        answers = [client.get(f"{API}/publishers") for _ in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    problem(answers[2], 429)
    assert int(answers[2].headers["retry-after"]) > 0


# --- what is kept ---


@pytest.mark.parametrize("path", ["/stories", f"/stories/{FERRY}", "/articles/ferry-radio", "/openapi.json"])
def test_what_the_asker_has_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(API + path)
    again = client.get(API + path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(API + path, headers={"if-none-match": 'W/"other"'}).status_code == 200


def test_head_is_get_without_the_body(client: TestClient) -> None:
    for path in ("/stories", f"/stories/{FERRY}", f"/stories/{FERRY}/as/md", "/stories/s-none"):
        got, head = client.get(API + path), client.head(API + path)
        assert head.status_code == got.status_code
        assert head.content == b""
        assert head.headers["content-type"] == got.headers["content-type"]


def test_no_other_site_may_read_answers_in_a_browser(client: TestClient) -> None:
    answer = client.get(f"{API}/stories", headers={"origin": "https://evil.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_half_characters_of_an_outlet_come_out_as_utf_8(client: TestClient, told_desk: Desk, tmp_path: Any) -> None:  # noqa: ANN401
    from firsthand.desk.adding import add
    from firsthand.desk.telling import regroup

    record = {"id": "half", "title": "A half \ud83d character", "text": "Nothing happened in Halm on Monday.\n"}
    (tmp_path / "half.jsonl").write_text(json.dumps(record))
    add(told_desk, [str(tmp_path / "half.jsonl")])
    regroup(told_desk)
    for path in ("/articles/half", "/articles", "/stories", "/stories/s-half", "/search?q=half"):
        answer = client.get(API + path)
        assert answer.status_code == 200, path
        json.loads(answer.content.decode("utf-8"))
