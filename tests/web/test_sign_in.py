"""Signing in and out, one's own settings, accounts, and the audit log, as a person meets them."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from firsthand.desk.accounts import disable, find_account, list_accounts
from firsthand.desk.audit import list_audit
from firsthand.desk.roles import Role
from firsthand.desk.sessions import begin_session
from firsthand.store.database import Store
from tests.people import CLI, NOW, PASSWORD, person, quick_hashing
from tests.web.guarded import Site, empty_store, make_site, sign, token_in

__all__ = ["empty_store", "quick_hashing"]

OTHER = "nine blue lanterns"


@pytest.fixture
def site(empty_store: Store, tmp_path: Path) -> Site:
    return make_site(empty_store, tmp_path)


def acts(site: Site) -> list[str]:
    """What the log has, the earliest first."""
    return [x.act for x in reversed(list_audit(site.house.desk))]


def send(browser: TestClient, path: str, page: str = "/settings", **fields: str) -> tuple[int, str]:
    """Send a form of a page; the status, and where it leads or what it says."""
    answer = browser.post(path, data={"csrf": token_in(browser.get(page)), **fields})
    return answer.status_code, answer.headers.get("location") or answer.text


def plant(browser: TestClient, token: str) -> None:
    """Have a browser hold a session that it did not begin."""
    browser.cookies.set("firsthand", token, domain="testserver.local", path="/")


def test_signing_in_leads_back_to_where_one_was(site: Site) -> None:
    person(site.house.desk, role="editor")
    browser = site.browser()
    wanted = browser.get("/edit?a=1").headers["location"]
    shown = browser.get(wanted)
    assert 'value="/edit?a=1"' in shown.text
    sent = {"csrf": token_in(shown), "name": "Ina.Quist ", "password": PASSWORD, "next": "/edit?a=1"}
    answer = browser.post("/login", data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, "/edit?a=1")
    assert browser.get("/whoami").json()["name"] == "ina.quist"
    assert browser.get("/login?next=/edit").headers["location"] == "/edit"
    assert acts(site)[-1] == "login"


def test_a_new_site_says_how_the_first_account_is_made(site: Site) -> None:
    command = "firsthand user add NAME --role admin"
    assert command in site.browser().get("/login").text
    person(site.house.desk)
    assert command not in site.browser().get("/login").text


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example"])
def test_signing_in_leads_nowhere_else(site: Site, to: str) -> None:
    person(site.house.desk)
    browser = site.browser()
    assert "evil" not in browser.get("/login", params={"next": to}).text
    assert sign(browser, "ina.quist", next=to).headers["location"] == "/"
    assert browser.get("/login", params={"next": to}).headers["location"] == "/"


def test_what_is_wrong_is_not_told(site: Site) -> None:
    person(site.house.desk)
    person(site.house.desk, "gone")
    disable(site.house.desk, "gone", CLI, NOW)
    tries = {"ina.quist": "a wrong password", "nobody": PASSWORD, "gone": PASSWORD, "": "", "a b\u202e": "also wrong"}
    told = set()
    for name, password in tries.items():
        answer = sign(site.browser(), name, password)
        assert answer.status_code == 403
        assert not password or password not in answer.text
        (said,) = re.findall(r'role="alert"[^>]*>([^<]+)<', answer.text)
        told.add(said)
    assert told == {"The name or the password is wrong."}
    assert acts(site)[-5:] == ["failed login"] * 5


def test_a_name_is_shown_as_text(site: Site) -> None:
    answer = sign(site.browser(), '"><script>alert(1)</script>', "x")
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_signing_in_asks_for_the_form_of_this_browser(site: Site) -> None:
    person(site.house.desk)
    browser, sent = site.browser(), {"name": "ina.quist", "password": PASSWORD}
    foreign = token_in(site.browser().get("/login"))
    browser.get("/login")
    for token in ("", "x", foreign):
        assert browser.post("/login", data={**sent, "csrf": token}).status_code == 403
    assert "login" not in acts(site)


def test_a_session_that_was_planted_is_not_used(site: Site) -> None:
    person(site.house.desk)
    person(site.house.desk, "mallory")
    with site.house.desk.store.writing() as connection:
        planted = begin_session(connection, "mallory", NOW, 14)
    victim, attacker = site.browser(), site.browser()
    plant(victim, planted)
    plant(attacker, planted)
    sent = {"csrf": token_in(victim.get("/settings")), "name": "ina.quist", "password": PASSWORD}
    assert victim.post("/login", data=sent).status_code == 303
    assert victim.get("/whoami").json()["name"] == "ina.quist"
    assert attacker.get("/whoami").json()["name"] is None
    made_up = site.browser()
    plant(made_up, "a" * 43)
    assert sign(made_up, "ina.quist").cookies["firsthand"] != "a" * 43


def test_signing_out_ends_the_session_for_whoever_has_its_cookie(site: Site) -> None:
    person(site.house.desk)
    browser, thief = site.signed_in("ina.quist"), site.browser()
    plant(thief, browser.cookies["firsthand"])
    assert thief.get("/settings").status_code == 200
    assert browser.post("/logout").status_code == 403  # another site's form
    assert send(browser, "/logout") == (303, "/")
    assert "firsthand" not in browser.cookies
    assert thief.get("/settings").status_code == 303
    assert thief.post("/logout").status_code == 303  # it has ended already
    assert acts(site)[-1] == "logout"


def test_a_session_ends_with_time(site: Site) -> None:
    person(site.house.desk)
    browser = site.signed_in("ina.quist")
    site.clock.pass_by(days=13)
    assert browser.get("/settings").status_code == 200
    site.clock.pass_by(days=13)
    assert browser.get("/settings").status_code == 200
    site.clock.pass_by(days=15)
    assert browser.get("/settings").status_code == 303


def test_the_password_is_changed_and_other_sessions_end(site: Site) -> None:
    person(site.house.desk)
    here, there = site.signed_in("ina.quist"), site.signed_in("ina.quist")
    before = here.cookies["firsthand"]
    new = {"new": OTHER, "again": OTHER}
    right = {"old": PASSWORD, **new}
    for wrong in ({**right, "old": "x"}, {**right, "again": "x"}, {**right, "new": "x", "again": "x"}):
        status, told = send(here, "/settings/password", **wrong)
        assert status == 422
        assert 'role="alert"' in told
        assert there.get("/settings").status_code == 200
    assert send(here, "/settings/password", old=PASSWORD, **new) == (303, "/settings?done=password")
    assert here.cookies["firsthand"] != before
    assert "The password is changed." in here.get("/settings?done=password").text
    assert there.get("/settings").status_code == 303
    assert sign(site.browser(), "ina.quist").status_code == 403
    assert sign(site.browser(), "ina.quist", OTHER).status_code == 303


def test_what_an_address_says_is_not_printed(site: Site) -> None:
    person(site.house.desk)
    told = site.signed_in("ina.quist").get("/settings", params={"done": "You must call 555 <b>now</b>"}).text
    assert "555" not in told
    assert 'role="status"' not in told


def test_one_session_is_ended_from_another(site: Site) -> None:
    person(site.house.desk)
    here, lost = site.signed_in("ina.quist"), site.signed_in("ina.quist")
    shown = here.get("/settings").text
    assert shown.count("(this one)") == 1
    assert here.cookies["firsthand"] not in shown
    (id,) = re.findall(r'name="session" value="(\w+)"', shown)
    assert send(here, "/settings/sessions", session=id)[0] == 303
    assert lost.get("/settings").status_code == 303
    assert here.get("/settings").status_code == 200
    assert send(here, "/settings/sessions", session=id)[0] == 422
    assert send(here, "/settings/sessions")[0] == 303
    assert here.get("/settings").status_code == 303


def test_a_key_is_shown_once_and_revoked(site: Site) -> None:
    person(site.house.desk, role="editor")
    browser = site.signed_in("ina.quist")
    answer = browser.post(
        "/settings/keys",
        data={"csrf": token_in(browser.get("/settings")), "name": "<i>wire</i>", "scope": "edit", "days": "30"},
    )
    assert answer.status_code == 201
    assert answer.headers["cache-control"] == "no-store"
    (key,) = re.findall(r"fh_[a-z0-9]+_[\w-]{40,}", answer.text)
    again = browser.get("/settings").text
    assert key not in again
    assert "_".join(key.split("_")[:2]) in again
    assert "<i>wire" not in again
    program = site.browser()
    bearer = {"Authorization": f"Bearer {key}"}
    assert program.post("/api/v1/edit", headers=bearer).status_code == 200
    assert program.get("/settings", headers=bearer).status_code == 303
    (id,) = re.findall(r'name="key" value="(\w+)"', again)
    assert send(browser, "/settings/keys/revoke", key=id)[0] == 303
    assert program.post("/api/v1/edit", headers=bearer).status_code == 401
    assert acts(site)[-2:] == ["make key", "revoke key"]


def test_a_key_of_somebody_else_is_not_revoked(site: Site) -> None:
    person(site.house.desk)
    person(site.house.desk, "otto")
    browser, other = site.signed_in("ina.quist"), site.signed_in("otto")
    assert send(browser, "/settings/keys", name="wire", scope="read", days="0")[0] == 201
    (id,) = re.findall(r'name="key" value="(\w+)"', browser.get("/settings").text)
    assert send(other, "/settings/keys/revoke", key=id)[0] == 422
    assert f'value="{id}"' in browser.get("/settings").text


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "k", "scope": "admin", "days": "30"},
        {"name": "k", "scope": "edit", "days": "30"},
        {"name": "k", "scope": "everything", "days": "30"},
        {"name": "k", "scope": "read", "days": "999999999999"},
        {"name": "k", "scope": "read", "days": "-1"},
        {"name": "", "scope": "read", "days": "30"},
    ],
)
def test_a_key_that_no_form_offers_is_refused(site: Site, fields: dict[str, str]) -> None:
    person(site.house.desk)
    browser = site.signed_in("ina.quist")
    status, told = send(browser, "/settings/keys", **fields)
    assert status == 422
    assert "fh_" not in told


# --- what admins alone do ---------------------------------------------------------------------------------------------

SETTINGS = ("/settings/accounts", "/settings/audit")
CHANGES = ("", "/password", "/role", "/disable", "/enable")


@pytest.mark.parametrize("role", ["reader", "editor"])
def test_accounts_and_the_log_are_for_admins(site: Site, role: Role) -> None:
    person(site.house.desk, role=role)
    person(site.house.desk, "root", "admin")
    browser = site.signed_in("ina.quist")
    token = token_in(browser.get("/settings"))
    for path in SETTINGS:
        assert browser.get(path).status_code == 403
        assert path not in browser.get("/settings").text
    for change in CHANGES:
        sent = {"csrf": token, "name": "ina.quist", "role": "admin", "password": OTHER}
        assert browser.post(f"/settings/accounts{change}", data=sent).status_code == 403
        assert site.browser().post(f"/settings/accounts{change}", data=sent).status_code == 303
    assert {a.name: a.role for a in list_accounts(site.house.desk)} == {"ina.quist": role, "root": "admin"}


def test_an_admin_makes_and_changes_accounts(site: Site) -> None:
    person(site.house.desk, "root", "admin")
    admin, page = site.signed_in("root"), "/settings/accounts"
    made = {"name": "Otto", "role": "editor", "mail": "otto@brandt.example", "password": OTHER}
    assert send(admin, page, page, **made) == (303, "/settings/accounts?done=made")
    assert "The account is made." in admin.get(f"{page}?done=made").text
    otto = site.browser()
    assert sign(otto, "otto", OTHER).status_code == 303
    assert send(admin, f"{page}/role", page, name="otto", role="reader")[0] == 303
    assert otto.get("/edit").status_code == 403
    assert send(admin, f"{page}/password", page, name="otto", password=PASSWORD)[0] == 303
    assert otto.get("/settings").status_code == 303
    assert sign(otto, "otto").status_code == 303
    assert send(admin, f"{page}/disable", page, name="otto")[0] == 303
    assert otto.get("/settings").status_code == 303
    assert sign(otto, "otto").status_code == 403
    assert send(admin, f"{page}/enable", page, name="otto")[0] == 303
    assert sign(otto, "otto").status_code == 303
    log = admin.get("/settings/audit").text
    for act in ("make account", "set role", "set password", "disable", "enable", "failed login", "login"):
        assert f"<td>{act}</td>" in log
    assert PASSWORD not in log
    assert OTHER not in log


def test_the_last_admin_cannot_lock_everybody_out(site: Site) -> None:
    person(site.house.desk, "root", "admin")
    admin, page = site.signed_in("root"), "/settings/accounts"
    for path, fields in (("/disable", {}), ("/role", {"role": "reader"})):
        status, told = send(admin, page + path, page, name="root", **fields)
        assert status == 422
        assert "It is the last admin." in told
    assert find_account(site.house.desk, "root")


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "<b>x</b>", "role": "reader", "password": OTHER},
        {"name": "otto", "role": "owner", "password": OTHER},
        {"name": "otto", "role": "reader", "password": "short"},
        {"name": "otto", "role": "reader", "password": OTHER, "mail": "a@b.example\r\nBcc: c@d.example"},
        {"name": "root", "role": "reader", "password": OTHER},
    ],
)
def test_what_is_no_account_is_refused_and_said(site: Site, fields: dict[str, str]) -> None:
    person(site.house.desk, "root", "admin")
    status, told = send(site.signed_in("root"), "/settings/accounts", "/settings/accounts", **fields)
    assert status == 422
    assert 'role="alert"' in told
    assert "<b>x" not in told
    assert OTHER not in told
    assert len(list_accounts(site.house.desk)) == 1


def test_the_log_is_read_page_by_page(site: Site) -> None:
    person(site.house.desk, "root", "admin")
    for n in range(110):
        person(site.house.desk, f"person{n}")
    admin = site.signed_in("root")
    first = admin.get("/settings/audit")
    assert first.text.count("<tr><td><time") == 100
    (older,) = re.findall(r'rel="next" href="([^"]+)"', first.text)
    rest = admin.get(older.replace("&amp;", "&"))
    assert rest.text.count("<tr><td><time") == 12
    assert 'rel="next"' not in rest.text
    assert admin.get("/settings/audit", params={"account": "root"}).text.count("<tr><td><time") == 1
    for bad in ("0", "-1", "x", "9" * 30):
        assert admin.get("/settings/audit", params={"before": bad}).status_code == 422


def test_times_are_written_for_scripts_and_for_people(site: Site) -> None:
    person(site.house.desk)
    until = (NOW + timedelta(days=14)).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = f'<time datetime="{until}">28 March 2026, 12:00 UTC</time>'
    assert told in site.signed_in("ina.quist").get("/settings").text


def test_every_field_has_its_label(site: Site) -> None:
    person(site.house.desk, "root", "admin")
    admin = site.signed_in("root")
    for path in ("/settings", *SETTINGS):
        text = admin.get(path).text
        named = set(re.findall(r'<label[^>]* for="([\w-]+)"', text))
        for tag in re.findall(r"<(?:input|select)[^>]*>", text):
            if 'type="hidden"' not in tag and "aria-label" not in tag:
                (id,) = re.findall(r' id="([\w-]+)"', tag)
                assert id in named, tag
        ids = re.findall(r' id="([\w-]+)"', text)
        assert len(ids) == len(set(ids))


def test_a_login_is_seen_among_the_accounts(site: Site) -> None:
    person(site.house.desk)
    site.clock.pass_by(hours=5)
    site.signed_in("ina.quist")
    found = find_account(site.house.desk, "ina.quist")
    assert found is not None
    assert found.seen_at == NOW + timedelta(hours=5)
