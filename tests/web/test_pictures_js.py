"""The pages' scripts in a real browser, under the site's own policy: what they draw, say, and leave alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Position, Request, sync_playwright

from firsthand.model import Actor, Article, Story
from firsthand.publish.derivation_graph import derivation_graph
from firsthand.publish.layout import story_page
from firsthand.publish.page import page_globals
from firsthand.publish.place_map import place_map
from firsthand.publish.standing import origins_of
from firsthand.publish.templating import make_environment
from tests.factory import make_article
from tests.publish.edition import make_edition
from tests.web.loopback import Canned, serving

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parents[1] / "publish" / "vendor" / "axe.min.js"
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run", "--disable-quic"),
)
Scheme = Literal["light", "dark"]

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser: {CHROMIUM} is not installed")

TEMPLATE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A bridge falls</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/page.css"><link rel="stylesheet" href="/static/pictures.css">
{% for name in scripts %}<script type="module" src="/static/{{ name }}.js"></script>{% endfor %}</head>
<body>{% import "pictures.html.j2" as pictures with context %}{% import "evidence.html.j2" as evidence with context %}
<main class="story"><h1>A bridge falls</h1>
<p id="times"><time datetime="2026-03-14T06:10+00:00">14 March 2026, 06:10 UTC</time>,
<time datetime="2026-03-14">14 March 2026</time>, <time datetime="2026-07-01T22:30:00Z">22:30 UTC</time>,
<time datetime="2026-03-14T06:10:00+00:00" data-local>06:10</time></p>
<p>Reports by day {{ pictures.spark([1, 0, 4, 2], "7 reports in four days") }}</p>
<ul id="outlets" data-live="/live/stories/s1?after=3">
<li data-article="a1"><a href="/articles/a1">Vellmark Courier</a></li></ul>
<h2>Who took from whom</h2>{{ pictures.derivations_picture("s1", page) }}
{{ evidence.takings(page.takings, "t1", "Each taking") }}
<h2>Places</h2>{{ pictures.places_map("s1", places) }}</main></body></html>"""

NEWS = [
    {"id": "a1", "href": "/articles/a1", "name": "Vellmark Courier", "headline": "Already there"},
    {
        "id": "n1", "href": "/articles/n1", "name": "<img src=x>", "mark": "copy", "sign": "○",
        "headline": "“A <b>bridge</b>”", "published": "2026-03-15T09:00:00Z", "when": "15 March 2026, 09:00 UTC",
    },
    {"id": "n2", "href": "/articles/n2", "name": "Dunmar Post", "headline": None},
    {"id": "n3", "href": "https://evil.example/", "name": "Elsewhere"},
]  # fmt: skip


@dataclass
class Heard:
    """What a page asked for and what the browser complained of."""

    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        def hear(message: ConsoleMessage) -> None:
            self.said.append(message.text)

        def ask(request: Request) -> None:
            self.asked.append(request.url)

        page.on("console", hear)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", ask)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    edition = make_edition("one")
    articles = {r.article.id: r.article for r in edition.readings}
    story = edition.stories[0]
    places = place_map(*made_of_places(("Lisbon", 3), ("Portugal", 2), ("Porto", 1), ("Halven", 1)))
    environment = make_environment("firsthand.web")
    environment.globals.update(page_globals())
    environment.filters.update(standing=lambda f: origins_of(f, story))
    page = environment.from_string(TEMPLATE).render(
        page=story_page(story, articles, 1), places=places, scripts=("times", "graph", "map", "live")
    )
    answers = {
        "/story": Canned(page),
        "/empty": Canned(page.replace("data-", "data-no-")),
        "/stories/s1/derivations.json": of_json(derivation_graph(story, articles).record()),
        "/stories/s1/places.json": of_json(places.record()),
        "/live/stories/s1": Canned(
            f"retry: 600000\nid: 7\nevent: articles\ndata: {json.dumps({'articles': NEWS})}\n\n", "text/event-stream"
        ),
        **{f"/articles/{a}": Canned(f"<title>{a}</title>") for a in articles},
    }
    with serving(answers) as address:
        yield address


def of_json(value: object) -> Canned:
    return Canned(json.dumps(value), "application/json")


def made_of_places(*named: tuple[str, int]) -> tuple[Story, dict[str, Article]]:
    """A story whose articles name places, each in as many articles as it says."""
    text = " ".join(name for name, _ in named)
    articles = {f"p{n}": make_article(text, f"p{n}") for n in range(max(count for _, count in named))}
    actors = tuple(
        Actor(name, name, "place", (name,), tuple(a.span(0, 5) for a in list(articles.values())[:count]))
        for name, count in named
    )
    return Story("places", tuple(articles), actors=actors), articles


def opened(context: BrowserContext, address: str, heard: Heard) -> Page:
    page = context.new_page()
    page.set_default_timeout(20_000)
    heard.listen(page)
    page.goto(address)
    return page


def drawn(page: Page, mark: str) -> None:
    page.locator(f"[{mark}]").scroll_into_view_if_needed()
    page.locator(f"[{mark}][data-drawn=yes]").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pictures_are_drawn_and_the_browser_has_nothing_to_say(browser: Browser, site: str, scheme: Scheme) -> None:
    heard = Heard()
    with browser.new_context(color_scheme=scheme) as context:
        page = opened(context, f"{site}/story", heard)
        drawn(page, "data-graph")
        drawn(page, "data-map")
        assert inked(page) > 500, "the graph is empty"
        assert page.locator("svg.places circle").count() >= 3
        assert page.locator("svg.places text", has_text="Lisbon").count() == 1
        assert page.get_by_role("img", name="Map of places. 4 places are named, 3 drawn").count() == 1
        assert page.get_by_role("img", name="Who took from whom").count() == 1
        page.locator("svg.places").hover()
    assert heard.said == []
    assert {url.split("/")[2] for url in heard.asked if not url.startswith("data:")} == {site.removeprefix("http://")}


def inked(page: Page) -> int:
    """How many points of the graph are not blank."""
    return int(
        page.evaluate(
            """[...document.querySelectorAll('.graph-live canvas')].reduce((sum, canvas) => sum + canvas
            .getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
            .filter((value, i) => i % 4 == 3 && value > 0).length, 0)"""
        )
    )


def test_pictures_wait_until_somebody_comes_near(browser: Browser, site: str) -> None:
    heard = Heard()
    with browser.new_context(viewport={"width": 900, "height": 300}) as context:
        page = opened(context, f"{site}/story", heard)
        page.locator(".live-note").wait_for()
        assert not [url for url in heard.asked if "vendor" in url and "cytoscape" not in url]
        drawn(page, "data-map")
        assert [url for url in heard.asked if "plot" in url]


def test_pointing_says_why_and_a_click_leads_to_the_article(browser: Browser, site: str) -> None:
    with browser.new_context(viewport={"width": 1000, "height": 900}) as context:
        page = opened(context, f"{site}/story", Heard())
        drawn(page, "data-graph")
        says = page.locator("[data-graph] .picture-says")
        box = page.locator(".graph-live")
        assert says.inner_text().startswith("Point at")
        first = page.evaluate(
            """(() => { const node = document.querySelector('.graph-live')._cyreg.cy.nodes('.dot[article]')[0];
            return {...node.renderedPosition(), article: node.data('article'), says: node.data('says')}; })()"""
        )
        at: Position = {"x": first["x"], "y": first["y"]}
        box.hover(position=at)
        page.get_by_text(first["says"], exact=True).wait_for()
        box.click(position=at)
        page.wait_for_url(f"**/articles/{first['article']}")


def test_pictures_take_no_focus_and_hold_none(browser: Browser, site: str) -> None:
    with browser.new_context() as context:
        page = opened(context, f"{site}/story", Heard())
        drawn(page, "data-graph")
        drawn(page, "data-map")
        within = "a, button, input, [tabindex]:not([tabindex='-1'])"
        for live in (".graph-live", ".map-live"):
            assert page.locator(f"{live}").locator(within).count() == 0
            assert page.locator(f"{live}[tabindex]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_what_was_drawn(browser: Browser, site: str, scheme: Scheme) -> None:
    with browser.new_context(color_scheme=scheme) as context:
        page = opened(context, f"{site}/story", Heard())
        drawn(page, "data-graph")
        drawn(page, "data-map")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []


def test_a_narrow_page_does_not_scroll_sideways(browser: Browser, site: str) -> None:
    with browser.new_context(viewport={"width": 320, "height": 640}) as context:
        page = opened(context, f"{site}/story", Heard())
        drawn(page, "data-graph")
        drawn(page, "data-map")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_times_are_the_readers_and_days_stay(browser: Browser, site: str) -> None:
    with browser.new_context(timezone_id="America/New_York") as context:
        page = opened(context, f"{site}/story", Heard())
        page.locator("time[data-zoned]").first.wait_for()
        times = page.locator("#times time")
        assert times.all_inner_texts() == ["14 March 2026, 02:10 GMT-4", "14 March 2026", "18:30 GMT-4", "06:10"]
        assert times.first.get_attribute("title") == "14 March 2026, 06:10 UTC"
        assert times.nth(1).get_attribute("title") is None
        page.evaluate(
            """document.querySelector('h1').insertAdjacentHTML('afterend',
            '<p id="swapped"><time datetime="2026-03-14T23:00Z">14 March 2026, 23:00 UTC</time></p>')"""
        )
        page.evaluate("document.body.dispatchEvent(new CustomEvent('htmx:afterSwap', {bubbles: true}))")
        assert page.locator("#swapped").inner_text() == "14 March 2026, 19:00 GMT-4"


def test_new_articles_are_told_of_and_wait_until_they_are_asked_for(browser: Browser, site: str) -> None:
    heard = Heard()
    with browser.new_context(timezone_id="Asia/Tokyo") as context:
        page = opened(context, f"{site}/story", heard)
        note = page.locator(".live-note")
        note.wait_for()
        assert "2 new articles." in note.inner_text()
        assert page.get_by_role("status").inner_text() == "2 new articles."
        items = page.locator("#outlets li")
        assert items.count() == 1
        before = page.locator("h2").first.bounding_box()
        note.get_by_role("button", name="Show them").click()
        assert items.count() == 3
        assert not note.is_visible()
        added = items.nth(1)
        assert added.locator("a").inner_text() == "<img src=x>"
        assert added.locator("a").evaluate("link => link === document.activeElement")
        assert "“A <b>bridge</b>”" in added.inner_text()
        assert added.locator("time").inner_text() == "15 March 2026, 18:00 GMT+9"
        assert before is not None
    assert heard.said == []
    assert not [url for url in heard.asked if "evil" in url]


def test_scripts_leave_a_page_alone_that_has_none_of_it(browser: Browser, site: str) -> None:
    heard = Heard()
    with browser.new_context() as context:
        page = opened(context, f"{site}/empty", heard)
        page.locator("time[data-zoned]").first.wait_for()
        assert page.locator(".live-note, .graph-live, .map-live").count() == 0
        assert not [url for url in heard.asked if "vendor" in url or "live/" in url]
    assert heard.said == []


def test_without_javascript_the_pages_own_drawing_and_tables_stay(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = opened(context, f"{site}/story", Heard())
        assert page.locator("[data-graph] svg").is_visible()
        assert page.get_by_role("cell", name="not in the gazetteer: not drawn").is_visible()
        assert page.get_by_role("img", name="7 reports in four days").is_visible()


def test_print_keeps_the_pages_own_drawing(browser: Browser, site: str) -> None:
    with browser.new_context() as context:
        page = opened(context, f"{site}/story", Heard())
        drawn(page, "data-graph")
        assert not page.locator("[data-graph] svg").is_visible()
        page.emulate_media(media="print")
        assert page.locator("[data-graph] svg").is_visible()
        assert not page.locator(".graph-live").is_visible()
