"""How much one address may ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.store.database import Store
from firsthand.web.limits import MOST_KEYS, Window
from tests.people import person, quick_hashing
from tests.web.guarded import Clock, Site, empty_store, make_site, sign, token_in

__all__ = ["empty_store", "quick_hashing"]

WRONG = "a wrong password"


def test_a_window_moves_with_time() -> None:
    clock = Clock()
    window = Window(3, 60, clock.seconds)
    assert [window.hit("a") for _ in range(3)] == [0, 0, 0]
    clock.pass_by(seconds=20)
    assert window.hit("a") == 40
    assert window.hit("b") == 0
    clock.pass_by(seconds=40)
    assert [window.hit("a") for _ in range(4)] == [0, 0, 0, 60]  # what was refused did not count


def test_a_limit_of_nought_is_none() -> None:
    window = Window(0, 60, Clock().seconds)
    assert {window.hit("a") for _ in range(1000)} == {0}


def test_any_number_of_addresses_takes_a_bounded_memory() -> None:
    clock = Clock()
    window = Window(1, 60, clock.seconds)
    for n in range(MOST_KEYS + 500):
        window.hit(str(n))
    assert len(window) == MOST_KEYS
    assert window.hit(str(MOST_KEYS + 499)) > 0
    clock.pass_by(seconds=60)
    window.hit("a")
    assert len(window) == 1


def test_requests_of_an_address_have_an_end_and_say_when_to_go_on(empty_store: Store, tmp_path: Path) -> None:
    site = make_site(empty_store, tmp_path, requests_a_minute=5)
    browser, other = site.browser(), site.browser("192.0.2.8")
    assert [browser.get(f"/read?{n}").status_code for n in range(5)] == [200] * 5
    refused = browser.get("/api/v1/read")
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "60"
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["status"] == 429
    plain = browser.get("/read?another")
    assert plain.status_code == 429
    assert "Wait a little" in plain.text
    assert "script-src 'self'" in plain.headers["content-security-policy"]
    assert other.get("/read?another").status_code == 200
    site.clock.pass_by(seconds=60)
    assert browser.get("/read?and-another").status_code == 200


def test_an_address_cannot_hide_behind_a_header(empty_store: Store, tmp_path: Path) -> None:
    site = make_site(empty_store, tmp_path, requests_a_minute=2, proxies=("10.0.0.0/8",))
    browser, proxied = site.browser(), site.browser("10.0.0.1")
    for sender, ends in ((browser, [303, 303, 429, 429]), (proxied, [303, 303, 429, 429])):
        made_up = ({"X-Forwarded-For": f"203.0.113.{n}, 198.51.100.1"} for n in range(4))
        assert [sender.get("/settings", headers=h).status_code for h in made_up] == ends


def failed(site: Site, name: str, address: str) -> int:
    return sign(site.browser(address), name, WRONG).status_code


def test_guessing_is_slow_from_one_address(empty_store: Store, tmp_path: Path) -> None:
    site = make_site(empty_store, tmp_path, logins_a_minute=4)
    person(site.house.desk)
    assert [failed(site, f"name{n}", "192.0.2.7") for n in range(6)] == [403] * 4 + [429] * 2
    assert sign(site.browser("192.0.2.7"), "ina.quist").status_code == 429  # the right password too
    assert sign(site.browser("192.0.2.8"), "ina.quist").status_code == 303
    site.clock.pass_by(seconds=60)
    assert sign(site.browser("192.0.2.7"), "ina.quist").status_code == 303


def test_guessing_at_one_account_is_slow_from_anywhere(empty_store: Store, tmp_path: Path) -> None:
    site = make_site(empty_store, tmp_path, logins_a_minute=4)
    person(site.house.desk)
    person(site.house.desk, "otto")
    inside = site.signed_in("ina.quist")
    names = ("ina.quist", "INA.QUIST", " ina.quist ", "ina.quist")
    tries = [failed(site, name, f"192.0.2.{n}") for n, name in enumerate(names)]
    assert tries == [403, 403, 403, 429]
    assert inside.get("/settings").status_code == 200
    assert sign(site.browser(), "otto").status_code == 303


def test_a_session_cannot_be_used_to_guess_the_password(empty_store: Store, tmp_path: Path) -> None:
    site = make_site(empty_store, tmp_path, logins_a_minute=4)
    person(site.house.desk)
    browser = site.signed_in("ina.quist")
    sent = {"csrf": token_in(browser.get("/settings")), "old": WRONG, "new": "nine blue lanterns"}
    sent["again"] = sent["new"]
    assert [browser.post("/settings/password", data=sent).status_code for _ in range(4)] == [422] * 3 + [429]


def test_notices_of_an_address_have_an_end(empty_store: Store, tmp_path: Path) -> None:
    site = make_site(empty_store, tmp_path, notices_an_hour=2)
    browser = site.browser()
    sent = {"csrf": token_in(browser.get("/form"))}
    answers = [browser.post("/form", data=sent) for _ in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    assert answers[-1].headers["retry-after"] == "3600"
    site.clock.pass_by(hours=1)
    assert browser.post("/form", data=sent).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/body", "/login"])
@pytest.mark.parametrize("chunked", [True, False])
def test_a_body_has_an_end(empty_store: Store, tmp_path: Path, path: str, chunked: bool) -> None:
    site = make_site(empty_store, tmp_path, body_bytes=1000)
    browser = site.browser()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    body = b"a=" + b"x" * 999
    content = (body[n : n + 100] for n in range(0, len(body), 100)) if chunked else body
    assert browser.post(path, content=content, headers=kind).status_code == 413


def test_a_body_within_the_limit_comes_through(empty_store: Store, tmp_path: Path) -> None:
    site = make_site(empty_store, tmp_path, body_bytes=1000)
    browser = site.browser()
    assert browser.post("/api/v1/body", content=b"x" * 1000).json() == 1000
    assert browser.post("/api/v1/body", content=(b"x" * 100 for _ in range(10))).json() == 1000
    assert browser.post("/api/v1/body", content=b"", headers={"Content-Length": "1e3"}).status_code in (400, 413)
