"""Who may do what: roles, keys, forms of other sites, cookies, and where a request comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.desk.accounts import disable, set_role
from firsthand.desk.keys import make_key, revoke_key
from firsthand.desk.roles import Role, Scope
from firsthand.store.database import Store
from firsthand.web.address import bucket_of, client_of, scheme_of
from firsthand.web.origin import safe_next
from tests.people import CLI, NOW, person, quick_hashing
from tests.web.guarded import SITE, Site, empty_store, make_site, sign, token_in

__all__ = ["empty_store", "quick_hashing"]


@pytest.fixture
def site(empty_store: Store, tmp_path: Path) -> Site:
    """Open to readers."""
    return make_site(empty_store, tmp_path)


@pytest.fixture
def closed(empty_store: Store, tmp_path: Path) -> Site:
    """Reading is behind a login."""
    return make_site(empty_store, tmp_path, reading="login")


# --- roles ------------------------------------------------------------------------------------------------------------

MATRIX: list[tuple[Role, str, int]] = [
    ("reader", "/read", 200),
    ("reader", "/edit", 403),
    ("reader", "/admin", 403),
    ("editor", "/read", 200),
    ("editor", "/edit", 200),
    ("editor", "/admin", 403),
    ("admin", "/read", 200),
    ("admin", "/edit", 200),
    ("admin", "/admin", 200),
]


@pytest.mark.parametrize(("role", "path", "status"), MATRIX)
def test_a_role_opens_what_is_for_it_on_pages_and_interfaces(
    closed: Site, role: Role, path: str, status: int
) -> None:
    person(closed.house.desk, role=role)
    browser = closed.signed_in("ina.quist")
    assert browser.get(path).status_code == status
    assert browser.get("/api/v1" + path).status_code == status


def test_nobody_reads_where_reading_is_open_and_does_nothing_else(site: Site) -> None:
    browser = site.browser()
    assert browser.get("/read").status_code == 200
    assert browser.get("/api/v1/read").status_code == 200
    for path in ("/edit", "/admin", "/settings"):
        assert browser.get(path).headers["location"] == f"/login?next=%2F{path[1:]}"
    for path in ("/edit", "/admin"):
        answer = browser.get(f"/api/v1{path}")
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_nobody_does_anything_where_reading_is_behind_a_login(closed: Site) -> None:
    browser = closed.browser()
    assert browser.get("/read?q=a%20b&p=2").headers["location"] == "/login?next=%2Fread%3Fq%3Da%2520b%26p%3D2"
    assert browser.get("/api/v1/read").status_code == 401


def test_a_part_of_a_page_is_not_replaced_by_the_page_to_sign_in_on(closed: Site) -> None:
    answer = closed.browser().get("/read", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["hx-redirect"] == "/login?next=%2Fread"


def test_another_role_holds_from_the_next_request_on(site: Site) -> None:
    person(site.house.desk, role="editor")
    browser = site.signed_in("ina.quist")
    assert browser.get("/edit").status_code == 200
    set_role(site.house.desk, "ina.quist", "reader", CLI, NOW)
    assert browser.get("/edit").status_code == 403
    disable(site.house.desk, "ina.quist", CLI, NOW)
    assert browser.get("/edit").status_code == 303


# --- keys -------------------------------------------------------------------------------------------------------------


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


@pytest.mark.parametrize(
    ("role", "scope", "opens"),
    [
        ("admin", "read", ["/read"]),
        ("admin", "edit", ["/read", "/edit"]),
        ("admin", "admin", ["/read", "/edit", "/admin"]),
        ("editor", "edit", ["/read", "/edit"]),
        ("reader", "read", ["/read"]),
    ],
)
def test_a_key_opens_what_its_scopes_say_and_pages_never(
    closed: Site, role: Role, scope: Scope, opens: list[str]
) -> None:
    person(closed.house.desk, role=role)
    key, _ = make_key(closed.house.desk, "ina.quist", "k", [scope], CLI, NOW)
    browser = closed.browser()
    for path in ("/read", "/edit", "/admin"):
        assert browser.get("/api/v1" + path, headers=bearer(key)).status_code == (200 if path in opens else 403)
        assert browser.get(path, headers=bearer(key)).status_code == 303
    assert browser.post("/api/v1/edit", headers=bearer(key)).status_code == (200 if "/edit" in opens else 403)


def test_a_wrong_key_is_never_nobody(site: Site) -> None:
    person(site.house.desk)
    key, listed = make_key(site.house.desk, "ina.quist", "k", ["read"], CLI, NOW)
    browser = site.signed_in("ina.quist")
    assert browser.get("/api/v1/read", headers=bearer(key)).status_code == 200
    revoke_key(site.house.desk, listed.id, CLI, NOW)
    for wrong in (key, "", "fh_x_y", "x" * 5000, " "):
        for path in ("/api/v1/read", "/api/v1/whoami"):  # both are open to nobody, and to the session in the cookie
            assert browser.get(path, headers=bearer(wrong)).status_code == 401, wrong


def test_a_key_sinks_with_its_owner(site: Site) -> None:
    person(site.house.desk, role="editor")
    key, _ = make_key(site.house.desk, "ina.quist", "k", ["edit"], CLI, NOW)
    browser = site.browser()
    assert browser.post("/api/v1/edit", headers=bearer(key)).status_code == 200
    set_role(site.house.desk, "ina.quist", "reader", CLI, NOW)
    assert browser.post("/api/v1/edit", headers=bearer(key)).status_code == 403


# --- forms ------------------------------------------------------------------------------------------------------------


def test_a_form_of_somebody_who_is_not_signed_in_is_bound_to_the_browser(site: Site) -> None:
    mine, theirs = site.browser(), site.browser()
    token, foreign = token_in(mine.get("/form")), token_in(theirs.get("/form"))
    assert token != foreign
    assert token_in(mine.get("/form")) == token
    assert mine.post("/form", data={"csrf": token}).status_code == 200
    tries: list[dict[str, str | list[str]]] = [{}, *({"csrf": c} for c in ("", "x", "ü", foreign, [token, token]))]
    for wrong in tries:
        assert mine.post("/form", data=wrong).status_code == 403, wrong
    assert site.browser().post("/form", data={"csrf": token}).status_code == 403  # without the cookie


def test_a_form_of_a_session_takes_the_token_of_that_session_alone(site: Site) -> None:
    person(site.house.desk)
    person(site.house.desk, "otto")
    before = site.browser()
    anonymous = token_in(before.get("/form"))
    mine, theirs = site.signed_in("ina.quist"), site.signed_in("otto")
    token, foreign = token_in(mine.get("/settings")), token_in(theirs.get("/settings"))
    second = token_in(site.signed_in("ina.quist").get("/settings"))
    assert mine.post("/form", data={"csrf": token}).json() == "taken from ina.quist"
    for wrong in (foreign, anonymous, second, "", token.upper() + " "):
        assert mine.post("/form", data={"csrf": wrong}).status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": SITE}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": SITE + ".evil.example"}, 403),
        ({"Origin": SITE + ":81"}, 403),
        ({"Origin": "https://testserver"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": SITE}, 403),
    ],
)
def test_what_another_site_sends_is_refused_even_with_the_token(
    site: Site, headers: dict[str, str], status: int
) -> None:
    person(site.house.desk, role="editor")
    browser = site.signed_in("ina.quist")
    token = token_in(browser.get("/settings"))
    assert browser.post("/form", data={"csrf": token}, headers=headers).status_code == status
    sent = {"X-CSRF-Token": token, **headers}
    assert browser.post("/api/v1/edit", headers=sent).status_code == status


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_the_interface_takes_a_session_with_the_token_in_a_header_alone(site: Site, method: str) -> None:
    person(site.house.desk, role="editor")
    browser = site.signed_in("ina.quist")
    token = token_in(browser.get("/settings"))
    assert browser.request(method, "/api/v1/edit").status_code == 403
    assert browser.request(method, "/api/v1/edit", headers={"X-CSRF-Token": "x"}).status_code == 403
    assert browser.request(method, "/api/v1/edit", headers={"X-CSRF-Token": token}).status_code == 200


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("csrf={token}&a=%00", "application/x-www-form-urlencoded"),
        ("csrf={token}" + "&a=1" * 300, "application/x-www-form-urlencoded"),
        (
            '--b\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\nx\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
        ),
    ],
)
def test_a_form_holds_text_in_bounds_and_no_file(site: Site, content: str, kind: str) -> None:
    browser = site.browser()
    token = token_in(browser.get("/form"))
    sent = content.format(token=token)
    assert browser.post("/form", content=sent, headers={"Content-Type": kind}).status_code == 400


# --- cookies ----------------------------------------------------------------------------------------------------------


def test_over_https_a_cookie_is_held_to_this_host(empty_store: Store, tmp_path: Path) -> None:
    site = make_site(empty_store, tmp_path, base="https://news.example.org")
    person(site.house.desk)
    browser = site.browser()
    form = browser.get("/login").headers["set-cookie"].lower()
    assert form.startswith("__host-firsthand-form=")
    for part in ("secure", "httponly", "samesite=strict", "path=/"):
        assert part in form
    assert "domain" not in form
    answer = sign(browser, "ina.quist")
    session, gone = (c.lower() for c in answer.headers.get_list("set-cookie"))
    assert session.startswith("__host-firsthand=")
    for part in ("secure", "httponly", "samesite=lax", "path=/"):
        assert part in session
    assert "domain" not in session
    assert gone.startswith('__host-firsthand-form="";')
    assert "max-age=0" in gone


def test_a_cookie_that_another_host_of_the_domain_could_set_is_not_taken(empty_store: Store, tmp_path: Path) -> None:
    site = make_site(empty_store, tmp_path, base="https://news.example.org")
    person(site.house.desk)
    browser = site.signed_in("ina.quist")
    token = browser.cookies["__Host-firsthand"]
    stranger = site.browser()

    def name(cookie: bytes) -> object:
        return stranger.get("/whoami", headers={b"Cookie": cookie}).json()["name"]

    given = token.encode()
    assert name(b"__Host-firsthand=" + given) == "ina.quist"
    assert name(b"firsthand=" + given) is None
    for space in (b"\x85", b"\xa0", b"\x1c", b"\x0c"):
        assert name(space + b"__Host-firsthand=" + given) is None
        assert name(b"__Host-firsthand" + space + b"=" + given) is None
    for planted in (b"a", b"b", b"c", b"d", b"e", b"f", b""):  # of two that differ none is taken, in whatever order
        assert name(b"__Host-firsthand=" + planted + b"; __Host-firsthand=" + given) is None
        assert name(b"__Host-firsthand=" + given + b"; __Host-firsthand=" + planted) is None


def test_a_page_with_a_form_is_kept_by_no_cache(site: Site) -> None:
    browser = site.browser()
    one, again = browser.get("/form"), browser.get("/form")
    assert one.headers["cache-control"] == again.headers["cache-control"] == "no-store"
    assert "set-cookie" not in again.headers
    assert token_in(site.browser().get("/form")) != token_in(one)
    assert "set-cookie" not in site.browser().get("/read").headers


def test_a_page_of_somebody_is_not_shown_to_others(site: Site) -> None:
    person(site.house.desk)
    browser = site.signed_in("ina.quist")
    assert browser.get("/settings").headers["cache-control"] == "no-store"
    assert site.browser().get("/settings").status_code == 303


# --- where to go on ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/story/s-1234", "/search?q=a%20b&p=2", "/a/b;c?x=1#here", "/story/s%C3%BCd"])
def test_a_path_of_ours_is_led_back_to(path: str) -> None:
    assert safe_next(path) == path


@pytest.mark.parametrize(
    "said",
    [
        "",
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "\n//evil.example",
        " //evil.example",
        "/ /evil.example",
        "/\u2028/evil.example",
        "/\u3000/evil.example",
        "/\x00",
        "javascript:alert(1)",
        "evil.example",
        "/a\r\nSet-Cookie: firsthand=x",
        "/" + "a" * 3000,
        "/login?next=/login",
        "/logout",
        "//[",
    ],
)
def test_nobody_is_led_elsewhere(said: str) -> None:
    assert safe_next(said) == "/"


# --- where it comes from ----------------------------------------------------------------------------------------------


def scope(socket: str | None, *forwarded: str, proto: str = "") -> dict[str, object]:
    headers = [(b"x-forwarded-for", f.encode()) for f in forwarded]
    headers += [(b"x-forwarded-proto", proto.encode())] if proto else []
    return {"client": (socket, 1) if socket else None, "headers": headers, "scheme": "http"}


PROXIES = ("10.0.0.0/8", "fd00::/8")


@pytest.mark.parametrize(
    ("socket", "forwarded", "address"),
    [
        ("192.0.2.7", (), "192.0.2.7"),
        ("192.0.2.7", ("198.51.100.1",), "192.0.2.7"),  # no proxy of ours said it
        ("10.0.0.1", ("198.51.100.1",), "198.51.100.1"),
        ("10.0.0.1", ("203.0.113.9, 198.51.100.1",), "198.51.100.1"),  # the client wrote the first itself
        ("10.0.0.1", ("203.0.113.9", "198.51.100.1, 10.0.0.2"), "198.51.100.1"),
        ("10.0.0.1", ("10.9.9.9, 198.51.100.1",), "198.51.100.1"),
        ("10.0.0.1", (), "10.0.0.1"),
        ("10.0.0.1", ("unknown",), "10.0.0.1"),
        ("10.0.0.1", ("198.51.100.1, <script>",), "10.0.0.1"),
        ("10.0.0.1", ("198.51.100.1:5000",), "198.51.100.1"),
        ("fd00::1", ("[2001:db8::1]:5000",), "2001:db8::1"),
        ("::ffff:10.0.0.1", ("198.51.100.1",), "198.51.100.1"),
        ("::ffff:192.0.2.7", (), "192.0.2.7"),
        (None, ("198.51.100.1",), "local"),
    ],
)
def test_an_address_is_that_which_our_own_proxies_saw(
    socket: str | None, forwarded: tuple[str, ...], address: str
) -> None:
    assert client_of(scope(socket, *forwarded), PROXIES) == address
    assert client_of(scope(socket, *forwarded), ()) == client_of(scope(socket), ())


def test_the_scheme_is_believed_of_our_own_proxies_alone() -> None:
    assert scheme_of(scope("10.0.0.1", proto="https"), PROXIES) == "https"
    assert scheme_of(scope("10.0.0.1", proto="gopher"), PROXIES) == "http"
    assert scheme_of(scope("192.0.2.7", proto="https"), PROXIES) == "http"


def test_one_customer_is_counted_as_one() -> None:
    assert bucket_of("2001:db8:1:2::1") == bucket_of("2001:db8:1:2:ffff::9") != bucket_of("2001:db8:1:3::1")
    assert bucket_of("192.0.2.7") == "192.0.2.7"
    assert bucket_of("testclient") == "testclient"
