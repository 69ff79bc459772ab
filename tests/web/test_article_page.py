"""The page of an article: its text to the letter with its marks, its versions, and what it shares with another."""

from __future__ import annotations

import html.parser
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import msgspec
import pytest
from sqlalchemy import select, update
from starlette.testclient import TestClient

from firsthand.collect.canonical import canonical_url
from firsthand.config import ServeConfig
from firsthand.desk.adding import keep
from firsthand.desk.notice import Notice
from firsthand.desk.showing_articles import show_article
from firsthand.desk.takedown import take_down
from firsthand.model import OptOut, Retrieval
from firsthand.publish.marked_text import Marked, found_marks, marked_lines
from firsthand.publish.wording import harmless
from firsthand.store.schema import article, capture
from firsthand.web.house import House
from tests.factory import make_article
from tests.kept import make_capture, read
from tests.web.plain_site import PlainSite, open_site, site

__all__ = ["site"]

URL = "https://courier.vellmark.example/bridge"
OTHER = "https://post.lissel.example/bridge-falls"
TEXT = (
    "The bridge at Ostrel fell on Friday night after weeks of rain, and twelve people were hurt, the mayor said.\n\n"
    "“Nobody told us anything,” said Mara Veld. Divers looked for a lorry that had been seen on the middle span.\n\n"
    "The road to the coast stays closed until the spring, and the ferry runs every hour."
)
#: Ids and classes in which marks are told apart.
_MARK = re.compile(r"<(?:mark|span)(?: id=\"([a-z0-9]+)\")? class=\"([a-z -]+)\">")


@dataclass
class Marks(html.parser.HTMLParser):
    """The words of every marked range of a page, by id, and the text of its lines."""

    words: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    scripts: int = 0
    _open: list[tuple[str, str | None]] = field(default_factory=list)
    _row: bool = False  #: a line is about to come
    _in: bool = False  #: it is being read

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        assert not any(name.startswith("on") for name in found), attrs
        if tag == "script" and found.get("type") not in ("module", "application/ld+json"):
            self.scripts += 1
        if tag == "div" and found.get("class") == "row":
            self._row = True
        elif tag == "p" and self._row:
            self._row, self._in = False, True
            self.lines.append("")
        elif tag in ("mark", "span") and self._in:
            self._open.append((tag, found.get("id")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "p" and self._in:
            assert not self._open
            self._in = False
        elif tag in ("mark", "span") and self._in:
            assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self._in:
            self.lines[-1] += data
            for _, id in self._open:
                if id:
                    self.words[id] = self.words.get(id, "") + data


def text_of(page: str) -> str:
    """The words of a page without its markup, as a reader has them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def id_at(site: PlainSite, url: str) -> str:
    with site.desk.store.reading() as connection:
        return str(connection.execute(select(article.c.id).where(article.c.url == canonical_url(url))).scalar_one())


# --- the text and its marks ---


def test_ranges_that_cross_are_nested_and_lose_no_letter() -> None:
    made = make_article("Abc def ghi jkl.\n\nMno <b> & pqr.")
    marks = [
        Marked(0, 10, "claim", "c1"),
        Marked(4, 21, "quoted", "q1"),
        Marked(4, 7, "name", "n1"),
        Marked(19, 30, "passage", "passage"),
    ]
    first, second = marked_lines(made, marks)
    assert str(first.html) == (
        '<span id="c1" class="claim first">Abc <span id="q1" class="quoted first">'
        '<span id="n1" class="name first">def</span> gh</span></span><span class="quoted">i jkl.</span>'
    )
    assert str(second.html) == (
        '<span class="quoted">M<mark id="passage" class="passage first">no</mark></span>'
        '<mark class="passage"> &lt;b&gt; &amp; pq</mark>r.'
    )


def test_a_kind_that_is_no_word_of_ours_does_not_become_markup() -> None:
    (line,) = marked_lines(make_article("Abc."), [Marked(0, 3, "name", 'n"1', '"><script>x</script>')])
    assert str(line.html) == '<span class="name first">Abc</span>.'


@pytest.mark.parametrize("name", ["ea6504bc62c7068a", "a8018070934eb637", "ferry-radio"])
def test_every_mark_has_the_words_of_its_range(client: TestClient, house: House, name: str) -> None:
    made = show_article(house.desk, name).view.reading
    parsed = Marks()
    parsed.feed(client.get(f"/articles/{name}").text)
    wanted = {m.id: m for m in found_marks(made) if m.id}
    assert len(wanted) > 10
    for id, mark in wanted.items():
        whole = made.article.text[mark.start : mark.end]
        shown = parsed.words[id]
        assert whole == shown or (whole.startswith(shown) and shown), (id, whole, shown)
    assert parsed.lines == [harmless(made.article.quote(b.span)) for b in made.article.blocks]


def test_it_says_who_speaks_who_is_named_and_what_is_claimed(client: TestClient) -> None:
    page = client.get("/articles/ferry-radio").text
    said = text_of(page)
    assert "Tomas Vrell" in said
    assert '<a href="/actors/person/tomas-vrell">' in page
    assert re.search(r"The engine of the ferry had failed twice this year.*?Tomas Vrell.*?reported", said)
    assert '<a href="/publishers/radio-ostrel"><bdi>Radio Ostrel</bdi></a>' in page
    assert 'rel="noopener noreferrer nofollow">https://radio.ostrel.example/nachrichten/faehre</a>' in page
    assert "/takedown?url=https%3A%2F%2Fradio.ostrel.example%2Fnachrichten%2Ffaehre" in page
    assert "a file at hand, <bdi>ferry.jsonl" in page  # and not where it lies on the disk
    assert str(Path(__file__).parent) not in page
    assert '"@type": "NewsArticle"' in page


def test_a_passage_is_marked_and_it_says_what_it_is_cited_for(client: TestClient, house: House) -> None:
    shown = show_article(house.desk, "ferry-courier")
    assert shown.story is not None
    statement, span = next(
        (s, c.span) for s in shown.story.account for c in s.citations if c.span.article == "ferry-courier"
    )
    page = client.get(f"/articles/ferry-courier?capture={span.capture[:12]}&at={span.start}-{span.end}").text
    parsed = Marks()
    parsed.feed(page)
    assert parsed.words["passage"] == shown.view.reading.article.quote(span)
    assert f"stands behind the sentence {statement.text}" in text_of(page).replace("&#39;", "'")
    nothing = client.get("/articles/ferry-courier?at=0-5").text
    assert "does not cite it" in nothing
    for at in ("0-99999", "5-5", "9-2", "x", "٣-٤", "-1-4"):
        answer = client.get(f"/articles/ferry-courier?at={quote(at)}")
        assert answer.status_code == 200
        assert "a passage that this version of the article does not have" in answer.text
        assert 'id="passage"' not in answer.text


def test_layers_are_switched_without_a_script(client: TestClient) -> None:
    page = client.get("/articles/ferry-courier").text
    style = client.get("/static/article.css").text
    for layer in re.findall(r'<input type="checkbox" id="(show-[a-z]+)"', page):
        assert f":has(#{layer}:checked)" in style
    assert "What the marks mean" in page


def test_a_line_of_ten_thousand_words_and_text_from_right_to_left_are_shown_whole(site: PlainSite) -> None:
    long = "The mayor said " + "again " * 10_000 + "and left."
    site.keep(long, id="long")
    site.keep("قال رئيس البلدية إن الجسر انهار ليلة الجمعة بعد أسابيع من المطر.", id="rtl", title="انهار الجسر")
    parsed = Marks()
    parsed.feed(site.page("/articles/long"))
    assert parsed.lines[-1] == long
    page = site.page("/articles/rtl")
    assert re.search(r'<p class="[a-z]+" dir="auto">(<[^>]+>)*قال', page)  # the label of the role stands outside it
    assert '<h1 dir="auto"' in page


def test_a_hostile_article_is_text_and_nothing_else(site: PlainSite) -> None:
    evil = '<script>alert(1)</script><svg onload="x()"></svg><img src=x onerror=x()>'
    site.keep(
        f"The \u202emayor\u2066 of Ostrel {evil} spoke for an hour and left at noon on Friday.\n\n"
        f"“{evil} {{{{ 7 * 7 }}}}” said Mara Veld. </p></div></main><style>*{{display:none}}</style>",
        id='a"><script>x</script>',
        url='https://x.example/"onmouseover="x()',
        title=f"\u202e{evil}</title>",
        publisher=f"Courier {evil}",
    )
    at = "/articles/" + quote('a"><script>x</script>', safe="")
    for path in (at, f"{at}?at=4-9", f"{at}/versions", f"{at}?capture=zz", "/articles/%3Cscript%3Ex"):
        answer = site.client.get(path)
        parsed = Marks()
        parsed.feed(answer.text)
        assert parsed.scripts == 0
        assert "<svg onload" not in answer.text and "<img src=x" not in answer.text and "<style>" not in answer.text
        assert "\u202e" not in answer.text and "\u2066" not in answer.text
        assert "49” said" not in answer.text
        assert 'href="javascript' not in answer.text
    page = site.page(at)
    assert "The mayor of Ostrel &lt;script&gt;alert(1)&lt;/script&gt;" in re.sub(r"<[^>]+>", "", page)
    assert "2 invisible control characters of the original are left out here." in page


# --- which article, which version ---


def test_an_address_of_it_a_file_or_the_beginning_of_its_id_lead_to_its_own_address(site: PlainSite) -> None:
    site.keep(TEXT, source="bridge.txt", url=URL)
    id = id_at(site, URL)
    for name in (URL, f"{URL}?utm_source=feed", "bridge.txt", id[:8], quote(URL, safe="")):
        answer = site.client.get(f"/articles/{name}")
        assert (answer.status_code, answer.headers["location"]) == (307, f"/articles/{id}"), name
    answer = site.client.get(f"/articles/{id[:8]}?capture=abc&at=3-9")
    assert answer.headers["location"] == f"/articles/{id}?capture=abc&at=3-9"
    assert site.client.get(f"/articles/{id[:8]}/versions").headers["location"] == f"/articles/{id}/versions"


def test_no_name_leads_away_from_here(site: PlainSite) -> None:
    site.keep(TEXT, id="//evil.example")
    assert site.client.get("/articles///evil.exam").headers["location"] == "/articles/%2F%2Fevil.example"
    assert site.client.get("/articles/nothing").status_code == 404
    assert site.client.get("/articles/https://elsewhere.example/x").status_code == 404
    for name in ("", "a%00b", "%ed%a0%80", "a" * 5_000, "a//versions", "a/beside/b", "%ff"):
        assert site.client.get(f"/articles/{name}").status_code == 404, name


def test_an_earlier_version_says_that_it_is_one_and_the_diff_shows_what_changed(site: PlainSite) -> None:
    site.keep(TEXT, url=URL, title="Bridge falls")
    id = id_at(site, URL)
    old = show_article(site.desk, id).view.versions[0].capture
    site.keep(TEXT.replace("twelve people", "14 people"), url=URL, title="Bridge falls, 14 hurt")
    now = site.page(f"/articles/{id}")
    assert "14 people" in text_of(now) and "twelve people" not in text_of(now)
    assert "2 versions, with what changed" in now
    before = site.page(f"/articles/{id}?capture={old[:12]}")
    assert "twelve people" in text_of(before)
    assert "This is version 1 of 2" in text_of(before)
    versions = site.page(f"/articles/{id}/versions")
    assert re.search(r"<del[^>]*>twelve[^<]*</del> <ins[^>]*>14[^<]*</ins>", versions)
    assert '<del dir="auto">Bridge falls</del> <ins dir="auto">Bridge falls, 14 hurt</ins>' in versions
    assert "Figure:" in versions
    assert versions.index("Version 2") < versions.index("Version 1,")
    assert "This version of the article is not kept" in site.page(f"/articles/{id}?capture=ffffffffffff", 404)


def test_many_versions_are_shown_in_parts(site: PlainSite) -> None:
    for n in range(1, 24):
        site.keep(TEXT.replace("twelve people", f"{n} people"), url=URL)
    id = id_at(site, URL)
    page = site.page(f"/articles/{id}/versions")
    assert "23 versions" in text_of(page)
    assert "Version 23," in page and "Version 4," in page and "Version 3," not in page
    rest = re.search(rf'href="(/articles/{id}/versions\?upto=3)"', page)
    assert rest
    earlier = site.page(rest[1])
    assert "Version 3," in earlier and "Version 1," in earlier and "Version 4," not in earlier
    assert "The first that was kept" in earlier and "The first that was kept" not in page


def test_what_the_publisher_opted_out_of_is_shown_with_where_it_says_so(site: PlainSite) -> None:
    site.keep(TEXT, url=URL)
    robots = "https://courier.vellmark.example/robots.txt"
    got = Retrieval(f"{URL}?a=1", URL, 200, "2026-03-14T06:00:00+00:00", (), (OptOut("tdmrep", "tdm: <1>", robots),))
    with site.desk.store.writing() as connection:
        connection.execute(update(capture).values(retrieval=msgspec.json.encode(got)))
    page = site.page(f"/articles/{id_at(site, URL)}")
    assert "tdm: &lt;1&gt;" in page and f'href="{robots}"' in page
    assert "Asked for" in page and "status 200" in page


# --- who took from whom ---


def test_what_two_articles_share_stands_side_by_side(client: TestClient) -> None:
    page = client.get("/articles/ferry-herald").text
    assert "reprints" in page and 'href="/articles/ferry-herald/beside/ferry-courier"' in page
    source = client.get("/articles/ferry-courier").text
    assert "Who took its text" in source and 'href="/articles/ferry-courier/beside/ferry-herald"' in source
    beside = client.get("/articles/ferry-herald/beside/ferry-courier").text
    assert "Brannick Herald reprints Sorn Valley Courier; 100 % of its telling words stand there." in text_of(beside)
    assert re.search(r'<mark id="a1" class="shared first"><a class="number" href="#b1"', beside)
    assert re.search(r'<mark id="b1" class="shared first"><a class="number" href="#a1"', beside)
    turned = client.get("/articles/ferry-courier/beside/ferry-herald").text
    assert "Brannick Herald reprints Sorn Valley Courier" in text_of(turned)


def test_two_that_share_nothing_say_so(client: TestClient) -> None:
    one = text_of(client.get("/articles/ferry-radio/beside/ferry-courier").text)
    assert "Nothing was found that one of the two took from the other." in one
    other = text_of(client.get("/articles/ferry-radio/beside/a8018070934eb637").text)
    assert "The two belong to no story together" in other
    assert client.get("/articles/ferry-radio/beside/ferry-radio").headers["location"] == "/articles/ferry-radio"
    assert client.get("/articles/ferry-radio/beside/nothing").status_code == 404


def test_what_was_edited_after_the_story_was_told_is_shown_as_it_was(client: TestClient, house: House) -> None:
    url = "https://herald.brannick.example/ferry-halm"
    keep(house.desk, [make_capture("Another text altogether of this ferry and of its line.", url=url)], read=read)
    house.changed()
    beside = client.get("/articles/ferry-herald/beside/ferry-courier").text
    assert 'id="a1"' in beside and "42 passengers" in text_of(beside)
    page = client.get("/articles/ferry-herald").text
    assert "Another text altogether" in text_of(page)


# --- what was taken down ---


def test_what_was_taken_down_answers_410_with_the_receipt_and_no_word_of_it(site: PlainSite) -> None:
    site.keep(TEXT, url=URL, title="Bridge falls")
    site.keep(TEXT.replace("twelve", "14"), url=URL, title="Bridge falls")
    site.keep(f"{TEXT} More follows.", url=OTHER, publisher="Lissel Post", title="Ostrel bridge falls")
    id, other = id_at(site, URL), id_at(site, OTHER)
    paths = (f"/articles/{id}", f"/articles/{id}/versions", f"/articles/{other}/beside/{id}", f"/articles/{URL}")
    warm = [site.client.get(path).text for path in paths]
    assert "Mara Veld" in warm[0]
    done = take_down(site.desk, Notice(URL, "A wish."), "M. Tarn", site.house.now())
    site.house.changed()
    for path in paths:
        answer = site.client.get(path)
        assert answer.status_code == 410
        assert done.receipt in answer.text
        assert "Mara Veld" not in answer.text and "Bridge falls" not in answer.text and "A wish" not in answer.text
    assert site.client.get(f"/articles/{other}").status_code == 200


def test_reading_behind_a_login_shows_no_article(tmp_path: Path) -> None:
    for closed in open_site(tmp_path, serve=ServeConfig(reading="login", requests_a_minute=0)):
        closed.keep(TEXT, id="bridge")
        for path in ("/articles/bridge", "/articles/bridge/versions", "/articles/nothing"):
            answer = closed.client.get(path)
            assert answer.status_code == 303 and answer.headers["location"].startswith("/login")
        browser, _ = closed.editor()
        assert "Mara Veld" in browser.get("/articles/bridge").text
