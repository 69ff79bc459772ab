"""Notices that something must go: the form, the receipt, the decision, and that nothing is left afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from firsthand.config import ServeConfig, TakedownConfig
from firsthand.desk.audit import list_audit
from firsthand.desk.takedown import notice_in_full, notices
from firsthand.store.schema import article, grouping
from firsthand.web.house import House
from tests.web.plain_site import PlainSite, open_site, site
from tests.web.signed_in import sign_in, token_in

__all__ = ["site"]

URL = "https://courier.vellmark.example/bridge"
OTHER = "https://post.lissel.example/bridge-falls"
TEXT = (
    "The bridge at Ostrel fell on Friday night after weeks of rain, and twelve people were hurt, the mayor said. "
    "Divers looked for a lorry whose driver, a man called Quillfeather, had been seen on the middle span. "
    "The road to the coast stays closed until the spring, and the ferry runs every hour."
)
FIELDS = {
    "addresses": URL,
    "reason": "It names a man who was never there.",
    "basis": "dsa",
    "name": "Ina Quist",
    "email": "ina@quist.example",
    "good_faith": "yes",
}


@pytest.fixture
def lenient(tmp_path: Path) -> Iterator[PlainSite]:
    """A site whose takedowns can be undone for a week."""
    yield from open_site(tmp_path, takedown=TakedownConfig(undo_days=7))


def fill(site: PlainSite) -> None:
    """An article in two versions, and another outlet's copy of it."""
    site.keep(TEXT, url=URL, title="Quillfeather lost")
    site.keep(TEXT.replace("were hurt", "were hurt and one xylograph burned"), url=URL, title="Quillfeather lost")
    site.keep(f"{TEXT} More follows.", url=OTHER, publisher="Lissel Post", title="Ostrel bridge falls")


def send(site: PlainSite, **changes: str) -> str:
    """Send a notice by the form; the address of its receipt."""
    token = token_in(site.client.get("/takedown").text)
    answer = site.client.post("/takedown", data=FIELDS | changes | {"csrf": token})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def wrong(site: PlainSite, **changes: str) -> str:
    """The form with its mistakes."""
    token = token_in(site.client.get("/takedown").text)
    answer = site.client.post("/takedown", data=FIELDS | changes | {"csrf": token})
    assert answer.status_code == 422
    assert notices(site.desk) == []
    return answer.text


def decide(site: PlainSite, receipt: str, decision: str, explanation: str = "The notice is right.") -> TestClient:
    browser, token = site.editor()
    data = {"csrf": token, "decision": decision, "explanation": explanation}
    answer = browser.post(f"/desk/takedowns/{receipt}/decision", data=data)
    assert answer.status_code == 303, answer.text
    return browser


# --- the form ---


def test_the_form_holds_the_address_that_a_link_names(site: PlainSite) -> None:
    page = site.page(f"/takedown?url={quote(URL, safe='')}&url=%3C/textarea%3E%3Cscript%3E")
    assert f">\n{URL}\n&lt;/textarea&gt;&lt;script&gt;</textarea>" in page
    assert site.client.get("/takedown").headers["cache-control"] == "no-store"


MISTAKES: tuple[tuple[dict[str, str], str, str], ...] = (
    ({"addresses": ""}, "addresses", "Name the exact address"),
    ({"addresses": f"{URL}\nthe article about me"}, "addresses", "Line 2: It is no address."),
    ({"addresses": "javascript:alert(1)"}, "addresses", "Line 1: It is no address."),
    ({"addresses": "http://localhost/stories/s-1"}, "addresses", "no article’s own"),
    ({"addresses": "http://localhost/articles/nothing"}, "addresses", "No article is at this page of ours."),
    ({"addresses": "\n".join(f"{URL}/{n}" for n in range(21))}, "addresses", "20 addresses at most"),
    ({"reason": " "}, "reason", "Say why it must go."),
    ({"reason": "x" * 20_001}, "reason", "more than 20,000 characters"),
    ({"basis": "whim"}, "basis", "Choose what the notice appeals to."),
    ({"name": ""}, "name", "the name of who sends it (art. 16(2)(c))"),
    ({"email": ""}, "email", "the e-mail address of who sends it"),
    ({"email": "nobody"}, "email", "This is no e-mail address."),
    ({"good_faith": ""}, "good_faith", "in good faith (art. 16(2)(d))"),
    ({"basis": "dmca"}, "work", "the work that is said to be infringed ((A)(ii))"),
    ({"basis": "dmca"}, "signature", "a person who may act for the owner"),
    ({"basis": "dmca"}, "perjury", "under penalty of perjury"),
    ({"basis": "dmca", "email": ""}, "email", "how to reach the complaining party"),
    ({"basis": "court", "name": ""}, "name", "the court"),
)


def test_every_mistake_stands_beside_its_field_and_nothing_is_lost(site: PlainSite) -> None:
    for changes, field, words in MISTAKES:
        page = wrong(site, **changes)
        beside = re.search(rf'<span id="wrong-{field}">(.*?)</span></?', page, re.DOTALL)
        assert beside and words in beside[1], (changes, field)
        assert "--" not in beside[1]  # no option of the command line
        told = re.search(rf'id="f-{field}"[^>]*|<fieldset class="part" aria-describedby="wrong-{field}"', page)
        assert told and f'aria-describedby="wrong-{field}' in told[0]
        assert field == "basis" or 'aria-invalid="true"' in told[0]
        assert re.search(rf'<li><a href="#f-{field}', page)
        kept = FIELDS | changes
        assert kept["name"] in page and kept["email"] in page and kept["reason"].strip() in page
        assert all(line in page for line in kept["addresses"].splitlines())


def test_a_notice_on_abuse_of_children_needs_no_name(site: PlainSite) -> None:
    at = send(site, name="", email="", no_contact="yes")
    assert "It waits for a decision." in site.page(at)


def test_a_form_from_elsewhere_or_without_its_token_is_refused(site: PlainSite) -> None:
    token = token_in(site.client.get("/takedown").text)
    for data in (FIELDS, FIELDS | {"csrf": "0" * 64}):
        assert site.client.post("/takedown", data=data).status_code == 403
    elsewhere = {"origin": "https://evil.example"}
    assert site.client.post("/takedown", data=FIELDS | {"csrf": token}, headers=elsewhere).status_code == 403
    assert site.browser().post("/takedown", data=FIELDS | {"csrf": token}).status_code == 403
    assert notices(site.desk) == []


def test_only_so_many_notices_an_hour_come_from_one_address(tmp_path: Path) -> None:
    for small in open_site(tmp_path, serve=ServeConfig(notices_an_hour=2, requests_a_minute=0)):
        token = token_in(small.client.get("/takedown").text)
        data = FIELDS | {"csrf": token}
        assert small.client.post("/takedown", data=data | {"reason": ""}).status_code == 422  # mistakes cost nothing
        assert [small.client.post("/takedown", data=data).status_code for _ in range(3)] == [303, 303, 429]
        assert len(notices(small.desk)) == 2


# --- the receipt ---


def test_the_receipt_shows_the_state_and_later_the_decision_with_its_reasons(site: PlainSite) -> None:
    fill(site)
    at = send(site)
    assert re.fullmatch(r"/takedown/T-\d{4}-000001\?key=[0-9a-f]{64}", at)
    page = site.page(at)
    assert "It waits for a decision." in page and URL in page and FIELDS["reason"] in page
    assert f"http://localhost{at}" in page.replace("&amp;", "&")
    assert "Ina Quist" not in page  # whoever has the address can read it
    assert site.client.get(at).headers["cache-control"] == "no-store"
    (row,) = notices(site.desk)
    decide(site, row.receipt, "refused", "What it says was <proven> in court.")
    page = site.page(at)
    assert "It was refused, and stays." in page
    assert "What it says was &lt;proven&gt; in court." in page
    assert "mara" not in page


def test_a_receipt_without_its_key_is_not_there(site: PlainSite) -> None:
    at = send(site)
    send(site, addresses=OTHER)
    path, key = at.split("?key=")
    second = path.replace("000001", "000002")
    known = ("", f"?key={key[:-1]}0", f"?key={key.upper()}", "?key=", "?key=%F0%9F%90%A6")
    for wrong_one in (*(path + k for k in known), f"{second}?key={key}", f"{path},T-2026-000002?key={key}"):
        assert site.client.get(wrong_one).status_code == 404, wrong_one
    assert site.client.get(at).status_code == 200


def test_several_addresses_get_a_receipt_each_on_one_page(site: PlainSite) -> None:
    fill(site)
    with site.desk.store.reading() as connection:
        id = connection.execute(select(article.c.id).where(article.c.url == URL)).scalar_one()
    at = send(site, addresses=f"  {OTHER}\n\nhttp://localhost/articles/{id}/versions\r\n{OTHER}\n{URL}")
    page = site.page(at)
    assert [r.url for r in reversed(notices(site.desk))] == [OTHER, URL]  # our page stands for the article's address
    assert all(r.receipt in page for r in notices(site.desk))


def test_what_the_sender_wrote_is_text(site: PlainSite) -> None:
    evil = "</dd><script>alert(1)</script>"
    at = send(site, reason=f"{evil}\nsecond \u202eline", name=evil, addresses=f"{URL}?<script>")
    browser, _ = site.editor()
    (row,) = notices(site.desk)
    for who, path in ((site.client, at), (browser, f"/desk/takedowns/{row.receipt}"), (browser, "/desk/takedowns")):
        page = who.get(path).text
        assert "<script>alert" not in page and "?<script>" not in page and "\u202e" not in page
    assert "second line" in site.page(at)


# --- the desk ---


def test_the_desk_is_for_editors(site: PlainSite) -> None:
    send(site)
    (row,) = notices(site.desk)
    paths = ("/desk/takedowns", f"/desk/takedowns/{row.receipt}")
    acts = tuple(f"/desk/takedowns/{row.receipt}/{act}" for act in ("decision", "restoration"))
    reader = site.browser()
    token = sign_in(reader, site.house, "reader", "otto")
    data = {"decision": "removed", "explanation": "x"}
    for path in paths:
        assert site.client.get(path).headers["location"].startswith("/login?")
        assert reader.get(path).status_code == 403
    for path in acts:
        assert site.client.post(path, data=data).status_code in (303, 403)
        assert reader.post(path, data=data | {"csrf": token}).status_code == 403
    editor, _ = site.editor()
    for path in acts:
        assert editor.post(path, data=data).status_code == 403  # without the form's token
    assert [r.decision for r in notices(site.desk)] == ["pending"]


def test_the_list_by_state_and_a_notice_in_full(site: PlainSite) -> None:
    fill(site)
    send(site)
    send(site, addresses=OTHER, basis="other")
    first, second = (r.receipt for r in reversed(notices(site.desk)))
    browser = decide(site, second, "refused", "It is true.")
    waiting = browser.get("/desk/takedowns?state=pending").text
    assert first in waiting and second not in waiting
    assert second in browser.get("/desk/takedowns?state=refused").text
    assert browser.get("/desk/takedowns?state=nonsense").status_code == 422
    page = browser.get(f"/desk/takedowns/{first}").text
    assert "Ina Quist" in page and "ina@quist.example" in page
    assert "1 article in 2 versions, 2 captures" in page
    assert "1 other article carries the same text and would stay" in page and OTHER in page
    assert browser.get("/desk/takedowns/T-2026-999999").status_code == 404
    assert browser.get(f"/desk/takedowns/{first}").headers["cache-control"] == "no-store"


def test_a_decision_needs_its_reasons_and_is_made_once(site: PlainSite) -> None:
    send(site)
    (row,) = notices(site.desk)
    at = f"/desk/takedowns/{row.receipt}/decision"
    browser, token = site.editor()
    for data in ({"decision": "removed", "explanation": " "}, {"explanation": "It is so."}, {"decision": "burn"}):
        answer = browser.post(at, data=data | {"csrf": token})
        assert answer.status_code == 422
        assert 'aria-describedby="wrong-explanation' in answer.text
        assert str(data.get("explanation", "")).strip() in answer.text
    browser.post(at, data={"csrf": token, "decision": "refused", "explanation": "It is true."})
    again = browser.post(at, data={"csrf": token, "decision": "removed", "explanation": "It is not."})
    assert again.status_code == 409 and "decided already: refused" in again.text
    acts = [(line.account, line.act, line.on, line.outcome) for line in list_audit(site.desk) if "notice" in line.act]
    assert acts == [
        ("mara", "decide notice", row.receipt, "refused"),
        ("-", "notice", row.receipt, "received"),
    ]
    assert [e.by for e in notice_in_full(site.desk, row.receipt)[2]] == ["sender of the notice", "mara"]


def test_after_a_removal_nothing_of_it_is_on_any_page(site: PlainSite) -> None:
    fill(site)
    with site.desk.store.reading() as connection:
        ids = {row.url: row.id for row in connection.execute(select(article.c.url, article.c.id))}
        before = connection.execute(select(grouping.c.grouped)).scalar_one()
    own, copy = ids[URL], ids[OTHER]
    story = re.search(r'href="/stories/([^"]+)"', site.page(f"/articles/{own}"))
    assert story
    paths = [
        *("/", f"/stories/{story[1]}", f"/articles/{own}", f"/articles/{own}/versions", f"/articles/{copy}"),
        *(f"/articles/{own}/beside/{copy}", f"/articles/{copy}/beside/{own}", "/search?q=Quillfeather"),
        *("/publishers", "/publishers/vellmark-courier", "/feeds/stories.atom", "/feeds/stories.json"),
        *(f"/stories/{story[1]}/feed.atom", f"/stories/{story[1]}/feed.json", "/search/feed.atom?q=Quillfeather"),
        *("/api/v1/stories", f"/api/v1/stories/{story[1]}", f"/api/v1/articles/{own}", "/takedown"),
    ]
    warm = {path: site.client.get(path) for path in paths}
    assert "Quillfeather lost" in warm[f"/articles/{own}"].text and "xylograph" in warm[f"/articles/{own}"].text
    at = send(site)
    (row,) = notices(site.desk)
    browser = decide(site, row.receipt, "removed")
    with site.desk.store.reading() as connection:
        assert connection.execute(select(grouping.c.grouped)).scalar_one() == before  # nobody waited for the stories
    for path in (*paths, at, f"/desk/takedowns/{row.receipt}"):
        for who in (site.client, site.browser(), browser):
            page = who.get(path).text
            assert "Quillfeather lost" not in page, path
            assert "xylograph" not in page, path
    assert site.client.get(f"/articles/{own}").status_code == 410
    assert "It was taken down" in site.page(at)
    site.keep(TEXT, url=URL, title="Quillfeather lost")  # collected again
    assert site.client.get(f"/articles/{own}").status_code == 410


def test_the_copies_that_stay_are_named_after_a_removal(site: PlainSite) -> None:
    fill(site)
    send(site)
    (row,) = notices(site.desk)
    browser, token = site.editor()
    data = {"csrf": token, "decision": "removed", "explanation": "A court says so."}
    answer = browser.post(f"/desk/takedowns/{row.receipt}/decision", data=data)
    page = browser.get(answer.headers["location"]).text
    assert "What carries the same text and stays" in page
    assert f'href="/takedown?url={quote(OTHER, safe="")}"' in page


def test_within_its_time_a_takedown_is_restored_with_all_versions(lenient: PlainSite) -> None:
    fill(lenient)
    with lenient.desk.store.reading() as connection:
        id = connection.execute(select(article.c.id).where(article.c.url == URL)).scalar_one()
    at = send(lenient)
    (row,) = notices(lenient.desk)
    browser = decide(lenient, row.receipt, "removed")
    assert lenient.client.get(f"/articles/{id}").status_code == 410
    page = browser.get(f"/desk/takedowns/{row.receipt}").text
    assert "It can be brought back as it was." in page
    path = f"/desk/takedowns/{row.receipt}/restoration"
    assert browser.post(path, data={"csrf": token_in(page)}).status_code == 422
    done = browser.post(path, data={"csrf": token_in(page), "explanation": "The court lifted its order."})
    assert done.status_code == 303
    assert "Quillfeather lost" in lenient.page(f"/articles/{id}")
    assert "Version 1," in lenient.page(f"/articles/{id}/versions")
    assert "the takedown was lifted later" in lenient.page(at)
    assert browser.post(path, data={"csrf": token_in(page), "explanation": "Again."}).status_code == 409


def test_after_its_time_only_the_tombstone_is_lifted(lenient: PlainSite) -> None:
    fill(lenient)
    send(lenient)
    (row,) = notices(lenient.desk)
    browser = decide(lenient, row.receipt, "removed")
    later = lenient.house.now() + timedelta(days=8)
    lenient.house.now = lambda: later
    page = browser.get(f"/desk/takedowns/{row.receipt}").text
    assert "Its content was erased and cannot come back." in page
    path = f"/desk/takedowns/{row.receipt}/restoration"
    assert browser.post(path, data={"csrf": token_in(page), "explanation": "A mistake."}).status_code == 303
    lenient.keep(TEXT, url=URL, title="Quillfeather lost")
    assert "Quillfeather lost" in lenient.page("/search?q=Quillfeather")


def test_the_form_is_open_where_reading_is_not(tmp_path: Path) -> None:
    for closed in open_site(tmp_path, serve=ServeConfig(reading="login", requests_a_minute=0)):
        assert "It waits for a decision." in closed.page(send(closed))


def test_the_key_of_a_receipt_is_this_houses_own(site: PlainSite) -> None:
    at = send(site)
    other = House(site.desk, b"another secret that is long enough too", "http://localhost")
    receipt = at.split("/")[2].split("?")[0]
    assert site.house.sign("takedown", receipt) in at
    assert other.sign("takedown", receipt) not in at
