from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from firsthand.desk import digesting
from firsthand.desk.changes import Change
from firsthand.desk.conditions import make_condition
from firsthand.desk.digesting import digest_of, digest_since
from firsthand.desk.opening import Desk
from firsthand.desk.takedown import take_down
from firsthand.desk.telling import told
from firsthand.model import Claim, Disagreement, Side, Story
from firsthand.publish.digest_mail import WIDTH, Digest, digest_html, digest_record, digest_text
from firsthand.store.stories import Told, save_told, story_row
from tests.desk.news import NOW, SITE, appears, happens, told_stories, with_settings
from tests.desk.test_lookup import URL

COPY = "https://post.lissel.example/bridge"


class Seen(HTMLParser):
    """What a mail program shows of HTML: its words, where its links lead, and everything that it would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.loads: list[tuple[str, str]] = []
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = tag in ("style", "title")
        self.links += [value or "" for name, value in attrs if tag == "a" and name == "href"]
        if tag in ("img", "script", "iframe", "object", "link", "form", "svg", "video", "audio"):
            self.loads.append((tag, str(attrs)))
        self.loads += [(tag, name) for name, _ in attrs if name in ("src", "style", "background") or name[:2] == "on"]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "title"):
            self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def seen(html: str) -> Seen:
    found = Seen()
    found.feed(html)
    return found


def words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"https?://\S+", " ", text))


def rest(digest: Digest) -> tuple[str, str]:
    return digest_text(digest), digest_html(digest)


def other_side(desk: Desk, id: str, headline: str = "Orrin bridge falls at Ostrel") -> Story:
    """Have a story hold a disagreement and a denial, under a headline."""
    kept, readings = told(desk, id)
    finding, *findings = kept.story.findings
    one, two = (c for f in kept.story.findings[:2] for c in f.claims[:1])
    denied: Claim = replace(finding.claims[0], certainty="denied", asserted_by="Mara Veld")
    sides = (Side("twelve", "12", (one,)), Side("six", "6", (two,)))
    story = replace(
        kept.story,
        headline=headline,
        findings=(replace(finding, claims=(denied, *finding.claims[1:])), *findings),
        disagreements=(Disagreement("d1", "number", "people hurt", "conflict", sides, "x"),),
    )
    with desk.store.writing() as connection:
        row = story_row(connection, id)
        assert row is not None
        save_told(connection, id, row.members, Told(story, kept.dropped), readings)
    return story


def test_a_new_story_is_told_with_its_sources(desk: Desk) -> None:
    desk = with_settings(desk)
    bridge, _ = told_stories(desk)
    digest = digest_of(desk, appears(desk, bridge), "What is new")
    (item,) = digest.items
    assert (item.new, item.headline, item.url) == (True, "Orrin bridge falls at Ostrel", f"{SITE}/stories/{bridge}")
    assert digest.summary == "1 new story: 2 new articles."
    assert item.counts == "2 articles by 2 outlets, 1 independent origin"
    sentences, listed = item.parts
    assert sentences.title is None and 0 < len(sentences.lines) <= 3
    for line in sentences.lines:
        assert {s.url for s in line.sources} <= {URL, COPY} and line.sources
    assert [(line.text, [s.name for s in line.sources]) for line in listed.lines] == [
        ("Orrin bridge falls at Ostrel", ["Lissel Post"]),
        ("Orrin bridge falls at Ostrel", ["Vellmark Courier"]),
    ]


def test_of_a_known_story_only_what_came_is_told(desk: Desk) -> None:
    desk = with_settings(desk)
    bridge, _ = told_stories(desk)
    _, readings = told(desk, bridge)
    copy = next(r.article for r in readings if r.article.url == COPY)
    (item,) = digest_of(desk, happens(desk, bridge, Change("article", copy.id)), "What is new").items
    assert (item.new, item.news) == (False, "1 new article")
    (listed,) = item.parts  # the copy says nothing that was not told before
    assert [[s.url for s in line.sources] for line in listed.lines] == [[COPY]]


def test_disagreements_are_told_value_by_value_and_denials_by_who_denies(desk: Desk) -> None:
    desk = with_settings(desk)
    bridge, _ = told_stories(desk)
    story = other_side(desk, bridge)
    events = happens(desk, bridge, Change("disagreement", "d1"), Change("denial", story.findings[0].id, "mara-veld"))
    digest = digest_of(desk, events, "What is new")
    assert digest.summary == "News of 1 story: 1 new disagreement and 1 denial."
    differ, denied = digest.items[0].parts
    assert differ.title == "Reports differ. How many: people hurt"
    assert [line.text for line in differ.lines] == ["“twelve”", "“six”"]
    assert all(line.sources for line in (*differ.lines, *denied.lines))
    assert denied.title == "Denied"
    assert denied.lines[0].text.startswith("Mara Veld: “")


def test_an_origin_more_says_at_least_what_the_story_is_about(desk: Desk) -> None:
    desk = with_settings(desk)
    bridge, _ = told_stories(desk)
    (item,) = digest_of(desk, happens(desk, bridge, Change("origin", count=1)), "What is new").items
    assert item.news == "1 new independent origin"
    (sentences,) = item.parts
    assert sentences.lines


def test_a_correction_is_named(desk: Desk) -> None:
    desk = with_settings(desk)
    _, tax = told_stories(desk)
    (article,) = told(desk, tax)[0].story.articles
    (item,) = digest_of(desk, happens(desk, tax, Change("correction", article)), "What is new").items
    assert item.parts[0].title == "Corrected"
    assert item.parts[0].lines[0].sources[0].name == "Marn News"


def test_only_what_happened_since(desk: Desk) -> None:
    desk = with_settings(desk)
    bridge, tax = told_stories(desk)
    appears(desk, bridge, NOW - timedelta(days=3))
    appears(desk, tax, NOW)
    anything = make_condition("anything")
    until = NOW + timedelta(seconds=1)
    assert [i.id for i in digest_since(desk, NOW - timedelta(days=1), until, anything).items] == [tax]
    assert [i.id for i in digest_since(desk, NOW - timedelta(days=9), until, anything).items] == [bridge, tax]
    assert [i.id for i in digest_since(desk, NOW - timedelta(days=9), NOW, anything).items] == [bridge]
    query = make_condition("anything", query="windows")
    assert [i.id for i in digest_since(desk, NOW - timedelta(days=9), until, query).items] == [tax]
    nothing = digest_since(desk, until, until, anything)
    assert (nothing.items, nothing.summary) == ((), "Nothing is new.")


def test_what_was_taken_down_is_not_told(desk: Desk) -> None:
    from firsthand.desk.notice import Notice

    desk = with_settings(desk)
    bridge, tax = told_stories(desk)
    events = [*appears(desk, bridge), *appears(desk, tax)]
    take_down(desk, Notice("https://marn.example/tax", "It must go."), by="Ada Lorn", now=NOW)
    digest = digest_of(desk, events, "What is new")
    assert [i.id for i in digest.items] == [bridge]
    for part in rest(digest):
        assert "window" not in part and "Marn" not in part


def test_a_digest_is_bounded_and_says_what_is_left_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digesting, "STORIES", 1)
    desk = with_settings(desk)
    bridge, tax = told_stories(desk)
    digest = digest_of(desk, [*appears(desk, tax), *appears(desk, bridge)], "What is new")
    assert ([i.id for i in digest.items], digest.more) == ([bridge], 1)
    assert digest.summary == "2 new stories: 3 new articles."
    text, html = rest(digest)
    assert f"And 1 more story: {SITE}" in text
    assert f'And <a href="{SITE}">1 more story</a>' in html


def test_text_and_html_say_the_same(desk: Desk) -> None:
    desk = with_settings(desk)
    bridge, tax = told_stories(desk)
    story = other_side(desk, bridge)
    events = [
        *appears(desk, tax),
        *happens(desk, bridge, Change("disagreement", "d1"), Change("denial", story.findings[0].id, "mara-veld")),
    ]
    digest = digest_of(desk, events, "What is new", why="You asked for it.", unsubscribe=f"{SITE}/digest/unsubscribe/x")
    text, html = rest(digest)
    shown = seen(html)
    assert words(text.replace("Unsubscribe:", "Unsubscribe")) == words(" ".join(shown.words))
    assert set(re.findall(r"https?://\S+", text)) == set(shown.links)
    assert all(link.startswith((SITE, "https://courier.", "https://post.", "https://marn.")) for link in shown.links)
    assert shown.loads == []
    assert "@import" not in html and "url(" not in html
    assert all(len(line) <= WIDTH or "http" in line for line in text.splitlines())


HOSTILE = [
    '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>',
    "</title><style>*{display:none}</style><h1>",
    "Ferry\r\n\r\nUnsubscribe: https://evil.example/\x00\x1b[2J",
    "\u202eyrreF \u2066\u200b",
    "[click](javascript:alert(1)) {{ 7*7 }} {% raw %}",
    "x" * 5_000,
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_an_outlet_wrote_stays_text(hostile: str) -> None:
    from firsthand.publish.digest_mail import Item, Line, Part, Source

    link = "javascript:alert(1)"
    line = Line(hostile, (Source(hostile, link), Source("b", "https://a@b.example/")), language='en" onload="x')
    part = Part(hostile, (line,))
    item = Item("s-1", hostile, f"{SITE}/stories/s-1", True, "1 article", "1 new article", (part,), '"><b>')
    digest = Digest(hostile, "1 new story.", (item,), 2, SITE, hostile, f"{SITE}/digest/unsubscribe/x")
    text, html = rest(digest)
    shown = seen(html)
    assert shown.loads == []
    assert set(shown.links) == {SITE, f"{SITE}/stories/s-1", f"{SITE}/digest/unsubscribe/x"}
    assert html.count("<style>") == 1 and "<script" not in html and "49" not in html
    for made in (text, html):
        assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069\u200b]", made)
    assert [line for line in text.splitlines() if line.startswith("Unsubscribe: ")] == [
        f"Unsubscribe: {SITE}/digest/unsubscribe/x"
    ]
    record = digest_record(digest)
    sources = record["stories"][0]["parts"][0]["lines"][0]["sources"]
    assert [s["url"] for s in sources] == [None, None]


def test_a_finding_that_nobody_denies_any_more_is_not_told(desk: Desk) -> None:
    desk = with_settings(desk)
    bridge, _ = told_stories(desk)
    events = happens(desk, bridge, Change("denial", "f-gone", "mara-veld"), Change("disagreement", "d-gone"))
    assert digest_of(desk, events, "What is new").items == ()
