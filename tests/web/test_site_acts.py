"""What readers and editors do on the site, in a browser, with and without JavaScript."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from firsthand.desk.adding import keep
from firsthand.desk.showing import show_story
from firsthand.desk.subscriptions import list_subscriptions, token_of
from firsthand.desk.tending import tend
from firsthand.model import Capture
from tests.kept import make_capture, read
from tests.web.site import NEEDS_CHROMIUM, PASSWORD, PATIENCE, Site, demo_site, launched

pytestmark = [NEEDS_CHROMIUM, pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])]
expect.set_options(timeout=PATIENCE)

FERRY = "s-ferry-courier"


class Hands:
    """A clock whose hands the test moves on."""

    def __init__(self) -> None:
        """At the time that it is: what the desk notes by itself is noted then."""
        self.ahead = timedelta()

    def now(self) -> datetime:
        """For the house."""
        return datetime.now(UTC) + self.ahead


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as chromium:
        yield chromium


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def site(told_store: Path, tmp_path: Path, hands: Hands) -> Iterator[Site]:
    with demo_site(told_store, tmp_path, hands.now) as running:
        running.account("mara", "editor")
        yield running


def arrive(site: Site, *captures: Capture) -> None:
    """New articles, and the stories brought up to date, as the keeper does."""
    keep(site.desk, captures, read=read)
    tend(site.desk)


def test_a_source_is_a_click_away(browser: Browser, site: Site, scripts: bool) -> None:
    large = next(iter(site.stories()))
    articles = show_story(site.desk, large).articles
    with site.visited(browser, java_script_enabled=scripts) as visit:
        page = visit.context.new_page()
        page.goto(visit.to(f"/stories/{large}"))
        for number in range(3):
            chip = page.locator(".told").nth(number).locator("a.chip").first
            address = urlsplit(str(chip.get_attribute("href")))
            start, end = map(int, parse_qs(address.query)["at"][0].split("-"))
            exact = words(articles[address.path.split("/")[-1]].text[start:end])
            chip.click()
            if scripts:
                place = page.locator(".told").nth(number).locator(".in-place mark")
                expect(place).to_be_visible()
                assert words(place.inner_text()) == exact
                page.keyboard.press("Escape")
                expect(place).to_have_count(0)
                expect(chip).to_be_focused()
                with page.expect_navigation():
                    page.goto(visit.to(str(chip.get_attribute("href"))))
            marked = page.locator("#passage, .passage-more, mark.at")
            assert page.url.endswith("#passage")
            assert exact.startswith(words(page.locator("#passage").inner_text()))
            box = marked.first.bounding_box()
            assert box is not None
            assert 0 <= box["y"] <= 900
            page.goto(visit.to(f"/stories/{large}"))


def words(text: str) -> str:
    """A text without its breaks."""
    return " ".join(text.split())


def test_a_reader_searches_and_reads_what_is_found(browser: Browser, site: Site, scripts: bool) -> None:
    with site.visited(browser, java_script_enabled=scripts) as visit:
        page = visit.context.new_page()
        page.goto(visit.to("/"))
        page.get_by_label("Search articles").fill("passengers publisher:courier")
        page.get_by_role("button", name="Search").first.click()
        assert page.url.startswith(visit.to("/search?q="))
        expect(page.get_by_text("1 article matches.")).to_be_visible()
        assert page.locator("main mark").first.inner_text() == "passengers"
        page.get_by_role("link", name="Ferry stops between Halm and Ostrel").click()
        expect(page).to_have_url(re.compile(r"/articles/ferry-courier"))
        expect(page.get_by_role("main").get_by_text("harbor office").first).to_be_visible()


def test_a_reader_narrows_the_list_and_widens_it(browser: Browser, site: Site, scripts: bool) -> None:
    with site.visited(browser, java_script_enabled=scripts) as visit:
        page = visit.context.new_page()
        page.goto(visit.to("/"))
        assert page.locator(".card").count() == 2
        page.locator(".narrow").get_by_role("link", name="Radio Ostrel").click()
        assert page.locator(".card").count() == 1
        page.get_by_role("link", name="Remove Radio Ostrel").click()
        assert page.locator(".card").count() == 2
        page.get_by_label("Person or organization").fill("Lise ORBEN")
        page.get_by_label("With a report of the day").fill("2026-03-21")
        page.get_by_role("button", name="Show").click()
        assert page.locator(".card").count() == 1
        expect(page.get_by_role("heading", name="Ferry")).to_be_visible()
        page.get_by_label("Place").fill("Nowhere at all")
        page.get_by_role("button", name="Show").click()
        assert page.locator(".card").count() == 0
        page.get_by_role("link", name="Remove all").click()
        assert page.locator(".card").count() == 2


def test_older_stories_stand_on_further_pages(browser: Browser, site: Site, scripts: bool) -> None:
    arrive(site, *(unlike(n) for n in range(25)))
    count = len(site.stories())
    assert count == 27, "each of the articles is a story of its own"
    with site.visited(browser, java_script_enabled=scripts) as visit:
        page = visit.context.new_page()
        page.goto(visit.to("/"))
        seen = page.locator(".card h3").all_inner_texts()
        page.get_by_role("link", name="Older stories").click()
        page.locator(".card").first.wait_for()
        later = page.locator(".card h3").all_inner_texts()
        assert len(seen) + len(later) == count
        assert not set(seen) & set(later)
        page.get_by_role("link", name="Newest stories").click()
        assert page.locator(".card h3").all_inner_texts() == seen
        page.goto(visit.to("/search?q=harvest"))
        hits = page.locator(".hit h2").all_inner_texts()
        page.get_by_role("link", name="Older hits").click()
        assert len(hits) + page.locator(".hit").count() == 25


def unlike(n: int) -> Capture:
    """An article that has but one word in common with the others."""
    odd = [_word(hashlib.sha256(f"{n} {k}".encode()).digest()[:5]) for k in range(20)]
    text = f"{' '.join(odd[:6])} harvest.\n\n{' '.join(odd[6:13])}.\n\n{' '.join(odd[13:])}."
    day = f"2026-0{1 + n // 13}-{1 + 2 * (n % 13):02}"
    return make_capture(text, id=f"harvest-{n}", publisher=f"{odd[0]} News", published=day, title=f"{odd[1]} {odd[2]}")


def _word(digest: bytes) -> str:
    return "".join("bdfgklmnprstvz"[b % 14] + "aeiou"[b // 14 % 5] for b in digest).capitalize()


def test_what_is_new_since_the_last_visit_is_told(browser: Browser, site: Site, hands: Hands, scripts: bool) -> None:
    with site.visited(browser, java_script_enabled=scripts) as visit:
        page = visit.context.new_page()
        page.goto(visit.to("/"))
        assert "since your last visit" not in page.inner_text("main")
        hands.ahead += timedelta(hours=2)
        arrive(site, ferry_again(site))
        site.house.changed()
        page.goto(visit.to("/"))
        page.get_by_role("link", name="1 story has something new").click()
        assert page.locator(".card").count() == 1
        expect(page.locator(".card .news")).to_contain_text("1 new article")
        hands.ahead += timedelta(hours=2)
        page.goto(visit.to("/"))
        expect(page.get_by_text("Nothing is new since your last visit")).to_be_visible()


def ferry_again(site: Site, outlet: str = "Halm Post") -> Capture:
    """Another outlet with the text that the first one had."""
    text = show_story(site.desk, FERRY).articles["ferry-courier"].text
    id = outlet.lower().replace(" ", "-")
    url = f"https://{id}.example/ferry"
    return make_capture(text, id=id, url=url, publisher=outlet, published="2026-03-22T10:00:00+01:00")


def test_news_of_an_open_story_come_politely(browser: Browser, site: Site, scripts: bool) -> None:
    with site.visited(browser, java_script_enabled=scripts, viewport={"width": 800, "height": 500}) as visit:
        page = visit.context.new_page()
        page.goto(visit.to(f"/stories/{FERRY}"))
        read_now = page.get_by_role("heading", level=2).nth(4)
        read_now.evaluate("(e) => e.scrollIntoView()")
        before = read_now.bounding_box()
        assert before is not None
        if not scripts:
            arrive(site, ferry_again(site))
            site.house.changed()
            page.reload()
            expect(page.get_by_role("link", name="Halm Post").first).to_be_attached()
            return
        with page.expect_request(re.compile("/live/")) as line:
            page.reload()
        read_now.evaluate("(e) => e.scrollIntoView()")
        before = read_now.bounding_box()
        assert line.value.response() is not None, "the line for news stands"
        arrive(site, ferry_again(site))
        note = page.locator(".live-note")
        expect(note).to_be_visible()
        expect(page.locator("[role=status]").filter(has_text="1 new article.")).to_have_count(1)
        assert read_now.bounding_box() == before, "what is being read has moved"
        assert page.locator("[data-live] [data-article=halm-post]").count() == 0, "nothing came in unasked"
        note.get_by_role("button", name="Show it").click()
        added = page.locator("[data-live] [data-article=halm-post] a")
        expect(added).to_be_focused()
        assert added.inner_text() == "Halm Post"
        assert page.locator("[data-live] [data-article=ferry-herald]").count() == 1


def sign_in(page: Page, site: Site, to: str = "/desk", name: str = "mara") -> None:
    """By the form, as a person does."""
    page.goto(f"{site.address}{to}")
    assert "/login?next=" in page.url
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    assert page.url == f"{site.address}{to}"


def test_a_reader_objects_and_an_editor_decides(browser: Browser, site: Site, scripts: bool) -> None:
    with site.visited(browser, java_script_enabled=scripts) as visit:
        page = visit.context.new_page()
        page.goto(visit.to(f"/stories/{FERRY}"))
        page.get_by_role("link", name="This is wrong").first.click()
        page.get_by_label("What is wrong, and how you know").fill("Two ferries stopped.\nI was there.")
        page.get_by_label("Your name").fill("Ossian Vrell")
        page.get_by_role("main").get_by_role("button", name="Send").click()
        assert "/history" in page.url
        expect(page.get_by_role("status").first).to_contain_text("Your objection is kept")
        expect(page.get_by_text("I was there.")).to_be_visible()

    with site.visited(browser, java_script_enabled=scripts) as visit:
        desk = visit.context.new_page()
        sign_in(desk, site)
        expect(desk.get_by_role("heading", name="1 objection to decide")).to_be_visible()
        desk.get_by_label("Answer to objection 1").fill("There were two; the second is in another story.")
        desk.get_by_role("button", name="Refuse").click()
        expect(desk.get_by_text("None waits.")).to_be_visible()
        desk.goto(visit.to(f"/stories/{FERRY}/history"))
        expect(desk.get_by_text("There were two; the second is in another story.")).to_be_visible()


def test_an_editor_merges_splits_and_takes_back(browser: Browser, site: Site, scripts: bool) -> None:
    large = next(iter(site.stories()))
    with site.visited(browser, java_script_enabled=scripts) as visit:
        page = visit.context.new_page()
        sign_in(page, site, f"/stories/{FERRY}/merge")
        page.get_by_label("address or id").fill(visit.to(f"/stories/{large}"))
        page.get_by_label("Why they are one happening").fill("Both are of Brannick.")
        page.get_by_role("button", name="Merge").click()
        expect(page.get_by_role("status").first).to_contain_text("The stories are put together.")
        tend(site.desk)
        assert list(site.stories().values()) == [12]
        page.goto(visit.to(f"/stories/{FERRY}/history"))
        page.get_by_role("button", name="Take it back").click()
        expect(page.get_by_text("Taken back.", exact=True)).to_be_visible()
        tend(site.desk)
        assert sorted(site.stories().values()) == [3, 9]

        page.goto(visit.to(f"/stories/{FERRY}/split"))
        page.get_by_label("Radio Ostrel").check()
        page.get_by_label("Why they are another happening").fill("It runs again.")
        page.get_by_role("button", name="Split").click()
        expect(page.get_by_text("“It runs again.”")).to_be_visible()
        tend(site.desk)
        assert sorted(site.stories().values()) == [1, 2, 9]
        page.goto(visit.to("/desk"))
        page.get_by_role("button", name="Take it back").click()
        tend(site.desk)
        assert sorted(site.stories().values()) == [3, 9]


def status(address: str, key: str = "") -> int:
    """What a program gets that asks."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        with urlopen(Request(address, headers=headers)) as answer:
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


def test_a_notice_takes_an_article_out_of_everything(browser: Browser, site: Site, scripts: bool) -> None:
    with site.visited(browser, java_script_enabled=scripts) as visit:
        page = visit.context.new_page()
        page.goto(visit.to("/articles/ferry-radio"))
        page.goto(visit.to("/takedown"))
        page.get_by_role("main").get_by_role("button", name="Send the notice").click()
        expect(page.get_by_role("alert")).to_contain_text("The notice was not sent")
        page.get_by_label("What must go").fill(visit.to("/articles/ferry-radio"))
        page.get_by_label("Why").fill("It names a child.")
        page.get_by_label("It is illegal content").check()
        page.get_by_label("Name", exact=True).fill("Ossian Vrell")
        page.get_by_label("E-mail", exact=True).fill("o@vrell.example")
        page.get_by_label("I believe in good faith").check()
        page.get_by_role("button", name="Send the notice").click()
        expect(page.get_by_role("heading", name="Your notice was received")).to_be_visible()
        receipt, address = page.locator("h2.receipt").inner_text(), page.url
        expect(page.get_by_text("It waits for a decision.")).to_be_visible()

        with site.visited(browser, java_script_enabled=scripts) as other:
            desk = other.context.new_page()
            sign_in(desk, site, "/desk/takedowns")
            desk.get_by_role("link", name=receipt).click()
            expect(desk.get_by_text("1 article in 1 version")).to_be_visible()
            desk.get_by_label("Why").fill("It does; she is eight.")
            desk.get_by_role("button", name="Remove it").click()
            expect(desk.get_by_text("Taken down.")).to_be_visible()
        tend(site.desk)

        page.goto(address)
        expect(page.get_by_text("It does; she is eight.")).to_be_visible()
        assert status(visit.to("/articles/ferry-radio")) == 410
        for path in ("/", f"/stories/{FERRY}", "/search?q=ferry", "/publishers", "/feeds/stories.atom"):
            assert status(visit.to(path)) == 200
            with urlopen(visit.to(path)) as answer:
                assert "runs again" not in answer.read().decode(), path
        assert status(visit.to("/api/v1/articles/ferry-radio")) in (404, 410)


def test_a_digest_begins_and_ends_with_a_click(browser: Browser, site: Site, scripts: bool) -> None:
    with site.visited(browser, java_script_enabled=scripts) as visit:
        page = visit.context.new_page()
        page.goto(visit.to("/digest"))
        page.get_by_label("Your mail address").fill("reader@vellmark.example")
        page.get_by_label("Every week").check()
        page.get_by_role("button", name="Ask for the digest").click()
        expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
        (made,) = list_subscriptions(site.desk)
        token = token_of(site.desk.config, made)
        page.goto(visit.to(f"/digest/confirm/{token}"))
        page.get_by_role("button", name="Yes, send it to me").click()
        assert [s.state for s in list_subscriptions(site.desk)] == ["active"]
        page.goto(visit.to(f"/digest/unsubscribe/{token}"))
        page.get_by_role("button", name="Stop these mails").click()
        assert not [s for s in list_subscriptions(site.desk) if s.state == "active"]


def test_an_editor_makes_an_alert_and_ends_it(browser: Browser, site: Site, scripts: bool) -> None:
    with site.visited(browser, java_script_enabled=scripts) as visit:
        page = visit.context.new_page()
        sign_in(page, site, "/alerts")
        page.get_by_label("It waits for").select_option("denial")
        page.get_by_label("Actor").fill("Linea Halm")
        page.get_by_label("It goes out by").select_option("mail")
        page.get_by_label("To", exact=True).fill("mara@vellmark.example")
        page.get_by_label("Name", exact=True).fill("The ferry company")
        page.get_by_role("button", name="Make the alert").click()
        expect(page.get_by_role("status").first).to_contain_text("A mail is on its way")
        row = page.get_by_role("row").filter(has_text="The ferry company")
        expect(row).to_contain_text("waits for its confirmation")
        row.get_by_role("button", name="End").click()
        expect(page.get_by_text("There are none.")).to_be_visible()


def test_a_key_is_shown_once_and_opens_the_interface(browser: Browser, site: Site, scripts: bool) -> None:
    with site.visited(browser, java_script_enabled=scripts) as visit:
        page = visit.context.new_page()
        sign_in(page, site, "/settings")
        page.get_by_label("What it is for").fill("the morning board")
        page.get_by_role("button", name="Make a key").click()
        key = page.locator("main code", has_text=re.compile("^fh_.{20}")).inner_text()
        page.goto(visit.to("/settings"))
        assert key not in page.content()
        stories = visit.to("/api/v1/stories")
        assert (status(stories, key), status(stories, key[:-1] + "!")) == (200, 401)
        page.get_by_role("button", name="Revoke the key").click()
        assert status(stories, key) == 401
        page.get_by_role("button", name="Sign out").click()
        page.goto(visit.to("/settings"))
        assert "/login?next=" in page.url
