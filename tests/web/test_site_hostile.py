"""Articles that attack the reader: read by the real stages, shown by every page, and nothing but text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.error import HTTPError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from firsthand.desk.adding import Added, add
from firsthand.desk.tending import tend
from firsthand.publish.forms import FORMS
from firsthand.store.schema import article
from tests.web.hostile import ATTACKS, LONG_WORD, articles, write
from tests.web.page_checks import too_wide, unfold
from tests.web.site import NEEDS_CHROMIUM, Site, empty_site, launched

#: Elements and attributes that no page of ours has; the pages have SVG pictures of their own.
NEVER = {"iframe", "object", "embed", "base", "math", "style", "frame", "portal", "hostile-element"}
SAFE_LINKS = ("http", "https", "mailto", "")
#: Pages that are read in one go from the front page on.
MOST_PAGES = 260


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Added]]:
    with empty_site(tmp_path_factory.mktemp("hostile")) as running:
        added = add(running.desk, write(tmp_path_factory.mktemp("articles")))
        tend(running.desk)
        running.account("mara", "editor")
        yield running, added


@pytest.fixture
def site(hostile_site: tuple[Site, Added]) -> Site:
    return hostile_site[0]


def test_they_are_kept_and_stand_in_one_story(hostile_site: tuple[Site, Added]) -> None:
    site, added = hostile_site
    assert added.articles >= len(articles()), [(f.source, f.reason) for f in added.failures]
    assert next(iter(site.stories().values())) >= len(ATTACKS)


@dataclass
class Markup(HTMLParser):
    """What a page is made of."""

    links: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in NEVER or (tag == "meta" and "http-equiv" in given):
            self.faults.append(f"<{tag}>")
        ours = (given.get("src") or "").startswith("/static/") or given.get("type") == "application/ld+json"
        if tag == "script" and not ours:
            self.faults.append(f"script {given}")
        forbidden = [n for n in given if n.startswith("on") or "hostile" in n or n == "style"]
        self.faults += [f"{tag} {name}" for name in forbidden]
        for name in ("href", "src", "action", "formaction", "xlink:href", "hx-get"):
            target = given.get(name)
            if target is not None:
                self.link(tag, name, target)

    def link(self, tag: str, name: str, target: str) -> None:
        """An address in an attribute."""
        parts = urlsplit(target)
        outside = bool(parts.netloc)
        if re.sub(r"[\s\x00-\x1f]", "", target).partition(":")[0].lower() in ("javascript", "data", "vbscript"):
            self.faults.append(f"{tag} {name}={target[:60]}")
        if parts.scheme not in SAFE_LINKS or (outside and (tag, name) not in (("a", "href"), ("link", "href"))):
            self.faults.append(f"{tag} {name}={target[:60]}")
        if tag == "a" and name == "href" and not outside and target.startswith("/"):
            self.links.append(target.partition("#")[0])


def markup(text: str) -> Markup:
    """A page, read."""
    made = Markup()
    made.feed(text)
    made.close()
    return made


def get(site: Site, path: str) -> tuple[int, str, bytes]:
    """The status, the type and the body at an address."""
    try:
        with urlopen(urljoin(site.address, path)) as answer:
            return answer.status, answer.headers.get_content_type(), answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.headers.get_content_type(), error.read()


def test_every_page_that_can_be_reached_is_made_of_ours_alone(site: Site) -> None:
    todo, seen, found = ["/", "/publishers", "/search?q=dam"], {"/takedown"}, []
    kinds = dict.fromkeys(("html", "atom", "json"), 0)
    while todo and len(seen) < MOST_PAGES:
        path = todo.pop(0)
        if path in seen or "/as/" in path or path.startswith("/login"):
            continue
        seen.add(path)
        status, kind, body = get(site, path)
        if status >= 400 and not ("/search" in path and status == 400):
            found.append(f"{path}: {status}")
        if kind == "text/html":
            kinds["html"] += 1
            page = markup(body.decode())
            found += [f"{path}: {fault}" for fault in page.faults]
            todo += page.links
        elif kind.endswith("xml"):
            kinds["atom"] += 1
            found += [f"{path}: {fault}" for fault in ill_formed(body)]
        elif kind.endswith("json"):
            kinds["json"] += 1
            json.loads(body)
    assert not found, "\n".join(found)
    assert kinds["html"] > 100, kinds


def ill_formed(body: bytes) -> list[str]:
    """What is wrong with a feed: it cannot be read, or links to what is no page."""
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError as error:
        return [f"no XML: {error}"]
    links = [each.get("href", "") for each in root.iter("{http://www.w3.org/2005/Atom}link")]
    return [f"link to {link}" for link in links if urlsplit(link).scheme not in ("http", "https")]


def ids(site: Site) -> list[str]:
    """The ids of all articles."""
    with site.desk.store.reading() as connection:
        return [row.id for row in connection.execute(article.select())]


def test_each_article_answers_at_its_own_address(site: Site) -> None:
    found = []
    for id in ids(site):
        here = f"/articles/{quote(id, safe='')}"
        status, _, body = get(site, here)
        if status != 200 or markup(body.decode()).faults:
            found.append(f"{here}: {status} {markup(body.decode()).faults}")
        for path in (f"{here}/versions", f"/api/v1{here}", f"/api/v1{here}/versions"):
            status, kind, body = get(site, path)
            found += [] if status == 200 else [f"{path}: {status}"]
            if kind == "application/json":
                json.loads(body)
    assert not found, "\n".join(found)


def test_feeds_and_files_can_be_read_and_hold_no_markup(site: Site) -> None:
    large = quote(next(iter(site.stories())), safe="")
    for path in ("/feeds/stories", f"/stories/{large}/feed", "/search/feed"):
        query = "?q=dam" if "search" in path else ""
        status, kind, body = get(site, f"{path}.atom{query}")
        assert (status, kind, ill_formed(body)) == (200, "application/atom+xml", [])
        assert b"<script" not in body
        status, kind, body = get(site, f"{path}.json{query}")
        assert (status, kind) == (200, "application/feed+json")
        assert json.loads(body)["items"]
    for name, form in FORMS.items():
        if name == "pdf":
            continue  # made of the HTML
        status, kind, body = get(site, f"/stories/{large}/as/{name}")
        assert status == 200, name
        if "json" in form.media_type:
            json.loads(body) if name != "ftm" else [json.loads(line) for line in body.splitlines()]
        elif name.endswith(("graphml", "gexf")):
            ElementTree.fromstring(body)
        elif name == "html":
            alone = [f for f in markup(body.decode()).faults if f not in ("<style>", "<meta>")]
            assert not alone
        elif name.endswith("csv"):
            assert not re.search(rb"(^|,)\"?=", body), "a spreadsheet would run it"


@pytest.mark.skipif(NEEDS_CHROMIUM.args[0], reason=NEEDS_CHROMIUM.kwargs["reason"])
def test_in_a_browser_nothing_runs_nothing_is_made_of_it_and_nothing_is_fetched(browser: Browser, site: Site) -> None:
    large = quote(next(iter(site.stories())), safe="")
    paths = ["/", f"/stories/{large}", f"/stories/{large}/history", f"/stories/{large}/wrong", "/publishers"]
    paths += ["/search?q=" + quote(attack.replace("\x00", "")) for attack in ATTACKS.values()][:4]
    paths += [f"/articles/{quote(id, safe='')}" for id in ids(site)]
    paths += ["/?actor=" + quote(ATTACKS["double"]), "/takedown?url=" + quote(ATTACKS["attribute"])]
    paths += ["/login?next=" + quote("javascript:alert(1)"), "/articles/" + quote(ATTACKS["script"], safe="")]
    found = []
    with site.visited(browser, "mara", viewport={"width": 320, "height": 700}) as visit:
        page = visit.context.new_page()
        for path in paths:
            page.goto(visit.to(path))
            unfold(page)
            found += [f"{path}: {each}" for each in too_wide(page)]
            found += [f"{path}: {each}" for each in page.evaluate(_MADE)]
        page.goto(visit.to(f"/stories/{large}"))
        for chip in page.locator(".told a.chip:not(.more)").all()[:3]:
            chip.click()
            page.locator(".in-place .passage").wait_for()
            page.keyboard.press("Escape")
        found += page.evaluate(_MADE)
    assert not found, "\n".join(found)


_MADE = """() => [
  ...("__hostile" in window ? ["a script ran"] : []),
  ...[...document.querySelectorAll("hostile-element, [hostile], iframe, object, embed, base, math, main style")]
    .map((e) => e.outerHTML.slice(0, 100)),
  ...[...document.querySelectorAll("*")].filter((e) => [...e.attributes].some((a) => a.name.startsWith("on")))
    .map((e) => e.outerHTML.slice(0, 100)),
  ...(document.querySelectorAll("main img:not(.visited)").length ? ["an image"] : []),
  ...(/\\b49\\b/.test(document.title) ? ["a template ran"] : []),
]"""


def test_what_they_wrote_is_there_to_read(site: Site) -> None:
    _, _, body = get(site, "/articles/hostile-word")
    assert LONG_WORD[:2_000] in body.decode()
    _, _, body = get(site, f"/articles/{quote(IDS_OF['template'], safe='')}")
    assert "{{7*7}}" in body.decode()


IDS_OF = dict(zip(ATTACKS, (each["id"] for each in articles()), strict=False))
