"""The page: what it says, where its links lead, and what outside text cannot do to it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model import Annotations, Citation, Edition, Origin, Reading, Statement, Story
from firsthand.publish.page import render_page
from firsthand.publish.passages import Line, Passages
from firsthand.publish.wording import harmless
from tests.factory import make_article
from tests.publish.edition import AGENCY, cut, make_articles, make_edition, with_language

VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}


@dataclass
class Element:
    """An element of the page with its words."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Page(HTMLParser):
    """A page as a reader's program sees it."""

    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {k: v or "" for k, v in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {k: v or "" for k, v in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop().tag == tag, f"</{tag}> closes another element"
        if tag in {"td", "th"}:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data

    def named(self, tag: str) -> list[Element]:
        return [e for e in self.elements if e.tag == tag]

    def words(self) -> str:
        return " ".join(next(e for e in self.elements if e.tag == "main").text.split())

    def passage(self, name: str) -> str:
        """The letters that light up where a link leads to a passage: its parts, without the space between words."""
        return letters("".join(e.text for e in self.elements if e.attributes.get("id") == name or name in classes(e)))


def classes(element: Element) -> list[str]:
    return element.attributes.get("class", "").split()


def letters(text: str) -> str:
    return "".join(text.split())


def parse(html: str) -> Page:
    page = Page()
    page.feed(html)
    page.close()
    assert not page.open, f"not closed: {[e.tag for e in page.open]}"
    return page


@pytest.fixture(scope="module")
def page() -> Page:
    return parse(render_page(make_edition()))


def test_every_link_inside_the_page_leads_to_one_place(page: Page) -> None:
    ids = Counter(e.attributes["id"] for e in page.elements if "id" in e.attributes)
    links = {e.attributes["href"][1:] for e in page.named("a") if e.attributes["href"].startswith("#")}
    assert len(links) > 40
    assert {link: ids[link] for link in links} == dict.fromkeys(links, 1)
    assert not [name for name, count in ids.items() if count > 1]


def test_every_citation_lights_up_its_passage_to_the_letter(page: Page) -> None:
    edition = make_edition()
    numbers = {"a-agency": 1, "c-rewrite": 2, "b-copy": 3, "d-courier": 4, "e-radio": 5, "f-update": 6, "g-hostile": 7}
    cited = [c for s in edition.stories[0].account for c in s.citations]
    links = {e.attributes["href"] for e in page.named("a")}
    for citation in cited:
        name = f"s1-a{numbers[citation.span.article]}-{citation.span.start}-{citation.span.end}"
        assert f"#{name}" in links
        assert page.passage(name) == letters(harmless(citation.exact))


def test_a_passage_in_several_parts_is_joined_by_a_rule(page: Page) -> None:
    agency = make_articles()["a-agency"]
    span = cut(agency, "gave way, witnesses said.\n“It went down like a drawer")
    style = page.named("style")[0].text
    assert f":root:has(#s1-a1-{span.start}-{span.end}:target)" in style
    assert page.passage(f"s1-a1-{span.start}-{span.end}") == letters(agency.quote(span))


def test_the_text_of_an_article_stands_in_the_page_to_the_letter(page: Page) -> None:
    bodies = [e.text for e in page.elements if "body" in classes(e) and e.tag == "div"]
    assert [line for line in bodies[0].split("\n") if line.strip()] == AGENCY.split("\n")


def test_nothing_runs_and_nothing_is_fetched(page: Page) -> None:
    assert not {"script", "img", "iframe", "link", "object", "embed", "form", "base"} & {e.tag for e in page.elements}
    assert not [a for e in page.elements for a in e.attributes if a.startswith("on") or a == "style"]
    fetched = [v for e in page.elements for k, v in e.attributes.items() if k in {"src", "srcset", "poster", "data"}]
    assert not fetched
    assert "url(" not in page.named("style")[0].text
    assert "@import" not in page.named("style")[0].text
    policy = next(e for e in page.named("meta") if "http-equiv" in e.attributes).attributes["content"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_only_web_addresses_become_links(page: Page) -> None:
    outside = [e for e in page.named("a") if not e.attributes["href"].startswith("#")]
    assert {e.attributes["href"].split(":")[0] for e in outside} == {"https"}
    assert {e.attributes["rel"] for e in outside} == {"noopener noreferrer nofollow"}
    assert "javascript:alert(document.domain)" in page.words()


def test_outside_text_stays_text(page: Page) -> None:
    words = page.words()
    assert "<script>alert('read me')</script>" in words
    assert '"><img src=x onerror=alert(1)>' in words
    assert "{{ 7 * 7 }}" in words
    assert "<i>The Evil</i> Mirror" in words


def test_control_characters_are_left_out_and_counted() -> None:
    html = render_page(make_edition())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)
    assert "3 invisible control characters of the original are left out here." in parse(html).words()


def test_the_first_screen_says_how_widely_and_when(page: Page) -> None:
    assert page.named("h1")[0].text == "Orrin bridge falls at Dunmar; reports differ on the toll"
    words = page.words()
    assert "7 articles by 6 outlets, at most 4 independent origins." in words
    assert "First reported 13 March 2026, 20:40 UTC; last changed 15 March 2026, 17:00 UTC." in words
    assert words.count("is an upper bound") == 1
    assert "2026-03-15T17:00+00:00" in [e.attributes.get("datetime") for e in page.named("time")]


def test_each_outlet_carries_its_mark(page: Page) -> None:
    outlets = next(e for e in page.elements if "outlets" in classes(e))
    shown = re.findall(r"(\S[^\n]*?) [●◆◐○] (first-hand|agency|rewrite|copy)", outlets.text)
    assert shown[:7] == [
        ("VPA", "agency"),
        ("Northline Daily Digest", "rewrite"),
        ("Dunmar Post", "copy"),
        ("Vellmark Courier", "first-hand"),
        ("Radio Sile", "agency"),
        ("Vellmark Courier", "first-hand"),
        ("<i>The Evil</i> Mirror", "first-hand"),
    ]


def test_copies_are_folded_under_their_origin(page: Page) -> None:
    assert "2 more articles on the same text: Northline Daily Digest, Dunmar Post" in page.words()
    assert "Three paragraphs stand in both word for word" in page.words()


def test_disagreements_stand_value_by_outlet(page: Page) -> None:
    dispute = next(e for e in page.elements if e.attributes.get("id") == "s1-d1").text
    assert " ".join(dispute.split()) == (
        "How many: people killed conflict VPA, Friday: nine killed; Vellmark Courier, Saturday: twelve killed, by "
        "another source. Value by outlet Value, in the outlet’s words Outlet Reported "
        "Nine people VPA 13 March 2026, 20:40 UTC Northline Daily Digest 14 March 2026 "
        "Dunmar Post 14 March 2026, 06:10 UTC+1 Twelve people Vellmark Courier 14 March 2026, 21:05 UTC"
    )


def test_the_matrix_tells_stances_in_words(page: Page) -> None:
    rows = [" ".join(e.text.split()) for e in page.named("tr")]
    toll = next(r for r in rows if r.startswith("Nine people were killed when the Orrin bridge fell into"))
    assert "✓ says citing police" in toll
    assert "≠ differs Twelve people" in toll
    assert toll.endswith("– silent")


def test_the_timeline_keeps_the_day_of_report_apart(page: Page) -> None:
    rows = [" ".join(e.text.split()) for e in page.named("tr")]
    assert any(r.startswith("12 March 2026 Repair crews") and r.endswith("21:05 UTC, 2 days later") for r in rows)


def test_who_took_from_whom_is_drawn_tabled_and_said(page: Page) -> None:
    drawing = page.named("svg")[0]
    assert "Dunmar Post" in drawing.text
    assert len([e for e in page.named("path") if "arrow" in classes(e)]) == 3
    said = "Dunmar Post reprints VPA; Northline Daily Digest rewrites VPA; Radio Sile credits Sile Wire."
    assert said in page.words()
    assert "91 %" in page.words()


def test_single_sources_are_marked(page: Page) -> None:
    sentence = next(e for e in page.elements if e.attributes.get("id") == "s1-w2")
    assert "one source" in sentence.text


def test_many_sources_of_a_sentence_are_one_link_away(page: Page) -> None:
    sentence = next(e for e in page.elements if e.attributes.get("id") == "s1-w1")
    assert "2 more" in sentence.text
    listed = next(e for e in page.elements if e.attributes.get("id") == "s1-w1-p").text
    assert "disputed by Radio Sile" in " ".join(listed.split())


def test_several_stories_have_an_index(page: Page) -> None:
    both = parse(render_page(make_edition("two")))
    assert both.named("h1")[0].text == "2 stories"
    index = next(e for e in both.named("nav") if e.attributes["aria-label"] == "Stories")
    assert "Ferry timetable changed" in index.text
    assert "1 article, a single source" in both.words()
    ids = Counter(e.attributes["id"] for e in both.elements if "id" in e.attributes)
    assert max(ids.values()) == 1


def test_an_edition_without_stories_says_so_and_names_what_failed() -> None:
    empty = parse(render_page(make_edition("empty")))
    assert "No article could be read" in empty.words()
    assert "articles/broken.jsonl:4 collect the line is no JSON object" in empty.words()
    assert "2 inputs failed." in empty.words()
    assert "The rest went on" not in empty.words()
    assert "articles/<img src=x>.html" in empty.words()


def test_articles_of_no_story_are_listed() -> None:
    edition = make_edition()
    assert "Articles in no story" in parse(render_page(replace(edition, stories=()))).words()


def test_a_text_in_another_language_says_which() -> None:
    page = parse(render_page(with_language(make_edition(), "e-radio", "de")))
    assert "de" in [e.attributes.get("lang") for e in page.elements if "body" in classes(e)]
    assert "Language: de" in page.words()


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert render_page(make_edition("two")) == render_page(make_edition("two"))


def test_a_line_of_many_overlapping_passages_keeps_its_words() -> None:
    article = make_article("abcdefghij klmnop", "x")
    spans = [(0, 5), (2, 8), (2, 4), (4, 17), (0, 17), (7, 9)]
    citations = tuple(Citation(article.span(a, b), article.text[a:b], "", "", None, None, "primary") for a, b in spans)
    story = Story("s", ("x",), account=(Statement("abcdefghij", "f", citations),))
    page = parse(render_page(Edition((Reading(article, Annotations("x")),), (story,))))
    for start, end in spans:
        assert page.passage(f"s1-a1-{start}-{end}") == letters(article.text[start:end])


@given(st.data())
def test_overlapping_passages_keep_every_word_and_every_anchor(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab \n", min_size=1, max_size=40).filter(str.strip))
    article = make_article(text, "x")
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 12)).map(lambda p: (p[0], sum(p)))
    spans = [article.span(a, min(b, len(text))) for a, b in data.draw(st.lists(places, min_size=1, max_size=8))]
    citations = tuple(Citation(s, article.quote(s), "", "", None, None, "primary") for s in spans)
    story = Story("s", ("x",), account=(Statement("words", "f", citations),))
    passages = Passages(story, {"x": article}, {"x": 1}, "s1")
    lines = passages.lines(article)
    assert [spoken(line) for line in lines] == [line for line in text.split("\n") if line.strip()]
    opened = Counter(p.opens for line in lines for p in line.pieces if p.first)
    links = {passages.href(s)[1:] for s in spans if letters(article.quote(s))}
    assert {link: opened[link] for link in links} == dict.fromkeys(links, 1)


def spoken(line: Line) -> str:
    depth = 0
    for piece in line.pieces:
        depth += bool(piece.opens) - piece.closes
        assert depth >= 0
    assert depth == 0
    return "".join(p.words or "" for p in line.pieces)


def test_a_story_of_unlinked_origins_needs_no_picture() -> None:
    article = make_article("A ferry left the pier.", "x")
    story = Story("s", ("x",), origins=(Origin(("x",), "It stands alone."),), account=())
    page = parse(render_page(Edition((Reading(article, Annotations("x")),), (story,))))
    assert not page.named("svg")
    assert "No account was written" in page.words()


def test_the_picture_puts_earlier_reports_to_the_left(page: Page) -> None:
    places = {}
    for element in page.elements:
        if element.tag == "circle":
            places[element.attributes["cy"]] = float(element.attributes["cx"])
    by_row = [places[y] for y in sorted(places, key=float)]
    agency, copy, courier = by_row[0], by_row[1], by_row[2]
    assert agency < copy < courier
