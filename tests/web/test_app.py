"""The layers around every page."""

from __future__ import annotations

from starlette.testclient import TestClient


def test_an_address_without_a_page_says_so_and_leads_on(client: TestClient) -> None:
    answer = client.get("/there/is/nothing")
    assert answer.status_code == 404
    assert "There is nothing at this address." in answer.text
    assert 'href="/"' in answer.text


def test_a_head_is_answered_as_a_get_without_its_body(client: TestClient) -> None:
    for path in ("/", "/publishers", "/static/site.css"):
        head, whole = client.head(path), client.get(path)
        assert (head.status_code, head.headers["content-type"]) == (200, whole.headers["content-type"])


def test_every_answer_lets_our_own_scripts_alone_run(client: TestClient) -> None:
    for path in ("/static/site.js", "/nothing"):
        policy = client.get(path).headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy


def test_another_sites_name_is_not_answered(client: TestClient) -> None:
    assert client.get("/static/site.js", headers={"host": "evil.example"}).status_code == 400


def test_files_beside_the_static_ones_are_not_given_out(client: TestClient) -> None:
    for name in ("../app.py", "%2e%2e/app.py", "..%2f..%2fconfig.py", "/etc/passwd", "vendor/../../app.py", "a%00b"):
        assert client.get(f"/static/{name}").status_code == 404, name
