"""The page of a story: what stands on it, where its links lead, and what it does while it is open."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from starlette.testclient import TestClient

from firsthand.desk.adding import keep
from firsthand.desk.opening import Desk
from firsthand.desk.showing import Shown, show_story
from firsthand.model import Article, Story
from firsthand.publish.forms import FORMS
from firsthand.publish.passages import Addresses
from firsthand.publish.stances import outlets_of, rows_of
from firsthand.store.stories import stories_of
from firsthand.web.app import make_app
from firsthand.web.house import House
from firsthand.web.pages import stories
from tests.kept import make_capture, read
from tests.web.made_stories import cite, claim, large_captures, large_story, put_story
from tests.web.signed_in import sign_in

KARROW = "Nine dead as dam gate fails above Ruvenian town of Ostrel"


@pytest.fixture
def id(told_desk: Desk) -> str:
    with told_desk.store.reading() as connection:
        return next(row.id for row in stories_of(connection, limit=100) if row.headline == KARROW)


@pytest.fixture
def shown(told_desk: Desk, id: str) -> Shown:
    return show_story(told_desk, id)


def text_of(html: str) -> str:
    """What a reader sees, in one line."""
    bare = re.sub(r"<(script|title|svg)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", bare)).split())


def part(html: str, name: str) -> str:
    """A section of the page, by the end of its anchor."""
    start = html.index(f'id="s1-{name}"')
    ends = [m.start() for m in re.finditer(r'<section [^>]*id="s1-(?!d\d)', html) if m.start() > start]
    return html[start : min(ends, default=len(html))]


def cells(table: str) -> list[list[str]]:
    """The rows of a table, each with its cells in words."""
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    return [[text_of(c) for c in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]


def linked_words(href: str, articles: dict[str, Article]) -> str:
    """The words that the address of a passage points at."""
    parts = urlsplit(unescape(href))
    article = articles[unquote(parts.path.rpartition("/")[2])]
    query = parse_qs(parts.query)
    assert article.capture.startswith(query["capture"][0])
    start, end = map(int, query["at"][0].split("-"))
    assert parts.fragment == "passage"
    return article.text[start:end]


def test_every_sentence_of_the_account_leads_to_its_exact_passages(client: TestClient, id: str, shown: Shown) -> None:
    html = client.get(f"/stories/{id}").text
    told_as = re.findall(r'<div class="told" id="s1-w\d+">(.*?)</div>', html, re.DOTALL)
    by_words = {text_of(re.findall(r'<span class="words"[^>]*>(.*?)</span>', t, re.DOTALL)[0]): t for t in told_as}
    assert len(by_words) == len({s.text for s in shown.story.account}) > 10
    for statement in shown.story.account:
        chips = re.findall(r'<a class="chip \w+" href="(/articles/[^"]+)"', by_words[" ".join(statement.text.split())])
        found = {linked_words(href, dict(shown.articles)) for href in chips}
        assert found, statement.text
        assert found <= {c.exact for c in statement.citations}
    whole = client.get(f"/stories/{id}/all/passages").text
    every = {linked_words(h, dict(shown.articles)) for h in re.findall(r'href="(/articles/[^"]+#passage)"', whole)}
    assert every >= {c.exact for s in shown.story.account for c in s.citations}


def test_a_chip_opens_the_article_at_the_marked_words(client: TestClient, id: str, shown: Shown) -> None:
    html = client.get(f"/stories/{id}").text
    href = unescape(re.findall(r'<a class="chip primary" href="([^"#]+)#passage"', html)[0])
    answer = client.get(href)
    assert answer.status_code == 200
    words = linked_words(href + "#passage", dict(shown.articles))
    marked = re.findall(r'<mark\b[^>]*id="passage"[^>]*>(.*?)</mark>', answer.text, re.DOTALL)
    assert text_of(marked[0])[:40] == " ".join(words.split())[:40]


def test_the_first_screen_counts_articles_origins_and_disagreements(client: TestClient, id: str) -> None:
    words = text_of(client.get(f"/stories/{id}").text)
    assert "9 articles by 8 outlets, at most 5 independent origins, 4 disagreements." in words
    assert "First reported 14 March 2026, 06:50 UTC; last report 16 March 2026." in words
    assert words.index(KARROW) < words.index("9 articles by") < words.index("The account")


def test_outlets_stand_beside_the_account_with_their_marks(client: TestClient, id: str, shown: Shown) -> None:
    outlets = part(client.get(f"/stories/{id}").text, "outlets")
    assert [f'data-article="{a}"' in outlets for a in shown.articles] == [True] * 9
    assert "The Brannick Herald ○ copy 14 March 2026, 19:15 UTC" in text_of(outlets)
    assert "<details" not in outlets[: outlets.index("What the marks mean")].rpartition("<details")[0]


def test_disagreements_are_values_by_outlet_by_time(client: TestClient, id: str, shown: Shown) -> None:
    html = part(client.get(f"/stories/{id}").text, "disputes")
    table = html[html.index('id="s1-d1"') : html.index('id="s1-d2"')]
    head, *rows = cells(table)
    assert head[0] == "Value, in the outlet’s words"
    assert "Meridian Broadcasting" in head
    dispute = shown.story.disagreements[0]
    assert [row[0] for row in rows] == [side.value for side in dispute.sides]
    for side, row in zip(dispute.sides, rows, strict=True):
        says = {shown.articles[c.span.article].publisher.name for c in side.claims}  # type: ignore[union-attr]
        assert {name for name, cell in zip(head[1:], row[1:], strict=True) if cell != "–"} == says
    for href in re.findall(r'href="(/articles/[^"]+#passage)"', table):
        assert linked_words(href, dict(shown.articles)) in {
            shown.articles[c.span.article].quote(c.span) for s in dispute.sides for c in s.claims
        }


def test_claims_by_outlet_say_differ_deny_or_are_silent(client: TestClient, id: str, shown: Shown) -> None:
    html = client.get(f"/stories/{id}/all/claims").text
    outlets = outlets_of(shown.story, shown.articles)
    rows = rows_of(shown.story, shown.articles, outlets)
    head, *found = cells(html)
    assert head == ["Finding", *(o.name for o in outlets)]
    compared = [r for r in rows if sum(c.stance != "silent" for c in r.cells) > 1]
    words = {"says": "says", "differs": "differs", "denies": "denies", "both": "says both", "silent": "silent"}
    for row, line in zip(compared, found, strict=True):
        assert [line[n + 1].startswith(words[c.stance]) for n, c in enumerate(row.cells)] == [True] * len(outlets)
    assert text_of(html).count("one source") >= 90


def test_what_happened_stands_apart_from_when_it_was_reported(client: TestClient, id: str) -> None:
    html = part(client.get(f"/stories/{id}").text, "timeline")
    assert 'class="lanes"' in html
    assert "16 reported the same day" in text_of(html)
    row = next(r for r in cells(html) if r[1].startswith("The gate of the Karrow Dam gave way late on Friday"))
    assert row[0] == "13 March 2026, 23:40"
    assert row[2] == "Sorn Valley Courier 14 March 2026, 20:40, 1 day later"


def test_deeds_name_who_did_what_to_whom_and_lead_to_actors(client: TestClient, id: str) -> None:
    html = client.get(f"/stories/{id}/all/deeds").text
    rows = cells(html)
    assert any(r[:3] == ["Ruvenian Water Authority", "lower", "reservoir"] for r in rows)
    assert 'href="/actors/organization/ruvenian-water-authority"' in html
    assert "citing Ruvenian Water Authority" in text_of(html)


def test_origins_fold_their_copies_and_say_why(client: TestClient, id: str) -> None:
    html = part(client.get(f"/stories/{id}").text, "origins")
    assert html.count('<rect class="lead"') == 5
    assert html.count('<rect class="copied"') == 4
    words = text_of(html)
    assert "5 of 9 articles rest on the text of Tessera News Agency. 4 articles stand alone." in words
    assert "4 more articles on the same text: NewsWhirl" in words
    assert "names Tessera News Agency as its source" in words
    assert "Why these articles are one story" in words


def test_quotations_stand_under_their_speaker(client: TestClient, id: str) -> None:
    html = client.get(f"/stories/{id}/all/quotations").text
    marsk = html[html.index('<a href="/actors/person/helena-marsk">') :]
    assert "We owe the people of Ostrel an answer" in text_of(marsk[: marsk.index("</section>")])


def test_what_changed_is_told_with_its_time(client: TestClient, id: str) -> None:
    words = text_of(part(client.get(f"/stories/{id}").text, "changes"))
    assert "9 articles came: " in words
    assert "There are at most 5 independent origins now." in words
    assert "denials reported: " in words


def test_every_part_has_a_page_with_all_of_it(client: TestClient, id: str) -> None:
    html = client.get(f"/stories/{id}").text
    for href in set(re.findall(r'hx-get="([^"]+)"', html)):
        answer = client.get(href)
        assert answer.status_code == 200
        assert 'class="whole"' in answer.text
    assert client.get(f"/stories/{id}/all/nothing").status_code == 404


def test_anchors_that_the_page_points_at_are_there_once(client: TestClient, id: str) -> None:
    html = client.get(f"/stories/{id}").text
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_pictures_have_their_data(client: TestClient, id: str, shown: Shown) -> None:
    graph = client.get(f"/stories/{id}/derivations.json").json()
    assert {n["article"] for n in graph["nodes"]} == set(shown.articles)
    assert "reprint" in {e["kind"] for e in graph["edges"]}
    places = client.get(f"/stories/{id}/places.json").json()
    assert "Ostrel" in {p["name"] for p in places["places"]}


def test_programs_are_told_what_it_is(client: TestClient, id: str) -> None:
    answer = client.get(f"/stories/{id}")
    html = answer.text
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[0])
    assert data["@type"] == "Report"
    assert data["headline"] == KARROW
    assert data["url"] == f"http://localhost/stories/{id}"
    assert f'<link rel="canonical" href="http://localhost/stories/{id}">' in html
    assert f'type="application/atom+xml" title="What is new in this story (Atom)" href="/stories/{id}/feed.atom"' in html
    assert f'<meta property="og:title" content="{KARROW}">' in html
    assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_a_passage_stands_between_its_neighbors(client: TestClient, id: str, shown: Shown) -> None:
    first = shown.story.account[1].citations[0]
    span, article = first.span, shown.articles[first.span.article]
    at = f"article={article.id}&capture={span.capture[:12]}&at={span.start}-{span.end}"
    answer = client.get(f"/stories/{id}/passage?{at}")
    figure = re.findall(r'<figure class="passage".*?</figure>', answer.text, re.DOTALL)[0]
    assert f'<mark class="shown-passage">{first.exact}</mark>' in unescape(figure)
    quoted = text_of(re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", figure, re.DOTALL)[0])
    assert quoted.strip("… ") in " ".join(article.text.split())
    assert unescape(Addresses("s1").href(span)) in unescape(figure)
    for wrong in (at.replace(span.capture[:12], "0" * 12), at + "9", f"{at}&at=", at.replace("article=", "article=x")):
        assert client.get(f"/stories/{id}/passage?{wrong}").status_code in (404, 422)


def test_a_passage_leads_to_the_publisher_at_the_words(house: House) -> None:
    text = "Quarry wall moves\nThe wall of the quarry moved by night. Nobody was below it. It rained."
    captures = [make_capture(text, "q.txt", id="q1", url="https://paper.example/wall")]

    def tell(articles: Any) -> Story:  # noqa: ANN401
        return small_story(articles["q1"])

    put_story(house.desk, "s-wall", captures, tell)
    with TestClient(make_app(house), base_url="http://localhost") as client:
        span = show_story(house.desk, "s-wall").articles["q1"]
        start = span.text.index("Nobody")
        at = f"article=q1&capture={span.capture[:12]}&at={start}-{start + 20}"
        html = client.get(f"/stories/s-wall/passage?{at}").text
    assert "https://paper.example/wall#:~:text=" in html
    assert "The wall of the quarry moved by night." in html
    assert "It rained." in html


def small_story(article: Article, headline: str | None = "Quarry wall moves") -> Story:
    from firsthand.model import Finding, Origin, Statement

    words = article.text.split("\n")[1].split(". ")[0]
    finding = Finding("f1", words, "single-source", 1, (claim(article, words),))
    return Story(
        "s-small",
        (article.id,),
        headline=headline,
        first_reported_at=article.published_at,
        last_reported_at=article.published_at,
        origins=(Origin((article.id,), "It is alone."),),
        findings=(finding,),
        account=(Statement(words, "f1", (cite(article, words),), "lead", 1),),
    )


@pytest.mark.parametrize("form", [f for f in FORMS if f != "pdf"])
def test_it_can_be_taken_along(client: TestClient, id: str, form: str) -> None:
    answer = client.get(f"/stories/{id}/as/{form}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMS[form].media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="{id}{FORMS[form].suffix}"'
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.content
    assert f'href="/stories/{id}/as/{form}"' in client.get(f"/stories/{id}").text


def test_one_pdf_is_printed_at_a_time(client: TestClient, id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[int] = []

    def render(edition: object) -> bytes:
        printed.append(client.get(f"/stories/{id}/as/pdf").status_code)  # another reader asks meanwhile
        return b"%PDF-"

    monkeypatch.setattr(stories, "FORMS", {**FORMS, "pdf": replace(FORMS["pdf"], render=render)})
    answer = client.get(f"/stories/{id}/as/pdf")
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "application/pdf", b"%PDF-")
    assert printed == [503]
    assert client.get(f"/stories/{id}/as/pdf").status_code == 200


def test_a_form_that_is_not_there_names_those_that_are(client: TestClient, id: str) -> None:
    answer = client.get(f"/stories/{id}/as/docx")
    assert answer.status_code == 404
    assert "findings.csv" in answer.text


def test_former_ids_lead_on_and_unknown_ones_say_so(client: TestClient, house: House, id: str) -> None:
    from datetime import UTC, datetime

    from sqlalchemy import insert

    from firsthand.store.schema import former_story

    with house.desk.store.writing() as connection:
        connection.execute(insert(former_story).values(id="s-former", story=id, at=datetime(2026, 3, 14, tzinfo=UTC)))
    answer = client.get("/stories/s-former")
    assert (answer.status_code, answer.headers["location"]) == (301, f"/stories/{id}")
    begun = client.get(f"/stories/{id[:10]}")
    assert (begun.status_code, begun.headers["location"]) == (302, f"/stories/{id}")
    assert "It was known before as s-former" in text_of(client.get(f"/stories/{id}").text)
    unknown = client.get("/stories/s-nothing-of-the-kind")
    assert unknown.status_code == 404
    assert "There is no such story." in unknown.text


def test_an_id_with_a_slash_is_a_story_too(house: House) -> None:
    captures = [make_capture("Wall moves\nThe wall moved by night.", "q.txt", id="wire/7")]
    put_story(house.desk, "s-wire/7", captures, lambda articles: small_story(articles["wire/7"]))
    app = make_app(house)
    app.include_router(stories.slashed)
    with TestClient(app, base_url="http://localhost") as client:
        html = client.get("/stories/s-wire%2F7").text
        assert "The wall moved by night" in html
        assert "/articles/wire%2F7?capture=" in html
        assert client.get("/stories/s-wire%2F7/as/md").headers["content-disposition"].endswith('"s-wire-7.md"')
        assert client.get("/stories/s-wire%2F7/all/passages").status_code == 200


def test_only_editors_are_offered_to_merge_and_split(client: TestClient, house: House, id: str) -> None:
    assert f"/stories/{id}/merge" not in client.get(f"/stories/{id}").text
    assert f'href="/stories/{id}/wrong"' in client.get(f"/stories/{id}").text
    sign_in(client, house, "editor")
    html = client.get(f"/stories/{id}").text
    assert f'href="/stories/{id}/merge"' in html
    assert f'href="/stories/{id}/split"' in html


def test_behind_a_login_nothing_of_it_is_shown(told_desk: Desk, id: str) -> None:
    from tests.web.houses import make_house

    serve = replace(told_desk.config.serve, reading="login")
    house = make_house(Desk(replace(told_desk.config, serve=serve), told_desk.store))
    with TestClient(make_app(house), base_url="http://localhost", follow_redirects=False) as client:
        for path in ("", "/all/claims", "/derivations.json", "/places.json", "/as/json", "/newer?since=0"):
            answer = client.get(f"/stories/{id}{path}")
            assert (answer.status_code, KARROW in answer.text) == (303, False)
        assert client.get(f"/live/stories/{id}").status_code == 303


HOSTILE = "<script>alert('x')</script> \u202egnp.exe & \"Wall\" {{ 7 * 7 }}"


def test_a_hostile_story_is_text(house: House) -> None:
    text = f"{HOSTILE}\n<b>The wall</b> moved \u202eyb thgin\u202c</script><img src=x onerror=alert(1)>. It rained."
    captures = [
        make_capture(text, "q.txt", id='"><svg onload=alert(1)>', url="javascript:alert(1)",
                     publisher="<i>Evil</i> \u202eMirror", title=HOSTILE)
    ]  # fmt: skip
    story = put_story(house.desk, "s-evil", captures, lambda articles: small_story(*articles.values(), HOSTILE))
    with TestClient(make_app(house), base_url="http://localhost") as client:
        html = client.get("/stories/s-evil").text
        span = story.account[0].citations[0].span
        shown = client.get(
            "/stories/s-evil/passage",
            params={"article": span.article, "capture": span.capture, "at": f"{span.start}-{span.end}"},
        )
    assert shown.status_code == 200
    for page in (html, shown.text):
        for bad in ("<script>alert", "<svg onload", "<img", "\u202e", 'href="javascript:', "</script><img"):
            assert bad not in page
    assert "{{ 7 * 7 }}" in text_of(html)
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[0])
    assert "alert('x')" in data["headline"]


def test_a_story_of_one_article_without_a_day_in_arabic(house: House) -> None:
    text = "تحرك جدار المحجر\nتحرك جدار المحجر ليلا"
    captures = [make_capture(text, "q.txt", id="q1", published=None)]

    def tell(articles: Any) -> Story:  # noqa: ANN401
        return small_story(replace(articles["q1"], language="ar"), text.split("\n")[0])

    put_story(house.desk, "s-ar", captures, tell)
    with TestClient(make_app(house), base_url="http://localhost") as client:
        html = client.get("/stories/s-ar").text
    words = text_of(html)
    assert "1 article, a single source." in words
    assert "No day of report is known." in words
    assert '<h1 id="s1-h" dir="auto">تحرك جدار المحجر</h1>' in html
    assert "One article, one origin." in words
    assert "disagreement" not in words.split("The account")[0]


def test_a_story_of_which_nothing_could_be_told(house: House) -> None:
    captures = [make_capture("Wall moves\nThe wall moved by night.", f"{n}.txt", id=f"q{n}") for n in (1, 2)]
    put_story(house.desk, "s-bare", captures, lambda articles: Story("s-bare", tuple(articles)))
    with TestClient(make_app(house), base_url="http://localhost") as client:
        answer = client.get("/stories/s-bare")
    assert answer.status_code == 200
    assert "No account was written" in text_of(answer.text)
    assert "2 articles by 1 outlet." in text_of(answer.text)


def test_large_stories_stay_light(house: House) -> None:
    put_story(house.desk, "s-large", large_captures(20), large_story)
    with TestClient(make_app(house), base_url="http://localhost") as client:
        html = client.get("/stories/s-large").text
        assert len(html.encode()) < 150_000
        assert "20 articles by 20 outlets, at most 11 independent origins, 6 disagreements." in text_of(html)
        assert "All 260 findings" in text_of(html)
        last = unescape(re.findall(r'href="(/stories/s-large/all/disagreements#s1-d6)"', html)[0])
        assert 'id="s1-d6"' in client.get(last).text


def test_a_story_of_a_hundred_articles_is_shown(house: House) -> None:
    put_story(house.desk, "s-large", large_captures(100, 33), large_story)
    with TestClient(make_app(house), base_url="http://localhost") as client:
        html = client.get("/stories/s-large").text
    assert "100 articles by 100 outlets, at most 51 independent origins" in text_of(html)
    assert html.count("data-article=") == 100
    assert len(html.encode()) < 350_000


def test_a_story_that_articles_came_to_says_so(house: House, id: str, shown: Shown) -> None:
    from sqlalchemy import update

    from firsthand.store.schema import story

    with house.desk.store.writing() as connection:
        connection.execute(update(story).where(story.c.id == id).values(members="another"))
    with TestClient(make_app(house), base_url="http://localhost") as client:
        html = client.get(f"/stories/{id}").text
    assert "Articles have come since; the account is being brought up to date." in text_of(html)
    assert shown.story.account[0].text in unescape(html)


def test_an_article_that_was_edited_since_is_quoted_as_it_was(house: House, id: str, shown: Shown) -> None:
    article = next(a for a in shown.articles.values() if a.publisher and a.publisher.name == "Meridian Broadcasting")
    changed = article.text.replace("twelve", "thirteen")
    assert changed != article.text
    name = article.publisher.name if article.publisher else None
    edited = make_capture(changed, "again.txt", id=article.id, publisher=name, published="2026-03-14")
    before = {s.text for s in shown.story.account}
    keep(house.desk, [edited], read=lambda some, workers=1, agencies=None: read(some, workers, agencies))
    again = show_story(house.desk, id)
    if again.articles[article.id].capture == article.capture:
        pytest.skip("the edit was kept as an article of its own")
    with TestClient(make_app(house), base_url="http://localhost") as client:
        answer = client.get(f"/stories/{id}")
        assert answer.status_code == 200
        assert "the account is being brought up to date" in answer.text
        assert f"capture={article.capture[:12]}" in answer.text
        assert all(text.split()[0] in answer.text for text in before)
        assert client.get(f"/stories/{id}/as/md").status_code == 200
        span = next(c.span for s in shown.story.account for c in s.citations if c.span.article == article.id)
        at = f"article={article.id}&capture={span.capture[:12]}&at={span.start}-{span.end}"
        assert article.quote(span) in unescape(client.get(f"/stories/{id}/passage?{at}").text)


# --- while it stands open ---------------------------------------------------------------------------------------------

NEWS = "Ferry runs again from Halm\nThe ferry between Halm and Ostrel runs again. Nobody was hurt in the engine room."


class Line:
    """A browser's line to the stream of events, on the application itself."""

    def __init__(self, house: House, path: str) -> None:
        self.app = make_app(house)
        self.sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.gone = asyncio.Event()
        self.path, _, self.query = path.partition("?")

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def run(self) -> None:
        scope = {
            "type": "http", "asgi": {"version": "3.0", "spec_version": "2.4"}, "http_version": "1.1", "method": "GET",
            "scheme": "http", "path": self.path, "raw_path": self.path.encode(), "root_path": "",
            "query_string": self.query.encode(), "client": ("127.0.0.1", 5), "server": ("localhost", 80),
            "headers": [(b"host", b"localhost"), (b"accept-encoding", b"gzip")],
        }  # fmt: skip
        await self.app(scope, self.receive, self.sent.put)

    async def chunk(self) -> str:
        message = await self.sent.get()
        assert message["type"] == "http.response.body"
        return message.get("body", b"").decode()


def add_news(desk: Desk, id: str) -> str:
    """An article comes to a story, and it is told anew."""
    from tests.web.made_stories import put_story as put

    story = show_story(desk, id).story
    captures = [make_capture(NEWS, "new.txt", id="ferry-news", publisher="Halm <b>Post</b>")]
    put(desk, "s-side", captures, lambda articles: small_story(articles["ferry-news"]))
    from firsthand.desk.changes import Change, save_changes
    from firsthand.store.schema import article, story_article
    from sqlalchemy import select, update

    with desk.store.writing() as connection:
        n = connection.execute(select(article.c.n).where(article.c.id == "ferry-news")).scalar_one()
        connection.execute(update(story_article).where(story_article.c.article == n).values(story=story.id))
        save_changes(connection, story.id, (Change("article", "ferry-news"),), story_time())
    return "ferry-news"


def story_time() -> Any:  # noqa: ANN401
    from tests.web.made_stories import AT

    return AT


def test_new_articles_are_sent_to_whoever_has_the_story_open(house: House, id: str) -> None:
    after = show_story(house.desk, id).newest

    async def watch() -> None:
        await house.live.look()
        line = Line(house, f"/live/stories/{id}?after={after}")
        task = asyncio.create_task(line.run())
        start = await line.sent.get()
        headers = dict(start["headers"])
        assert (start["status"], headers[b"content-type"]) == (200, b"text/event-stream; charset=utf-8")
        assert b"content-encoding" not in headers
        assert (await line.chunk()).startswith("retry: 10000\n")
        new = add_news(house.desk, id)
        while not house.live.waiters:
            await asyncio.sleep(0)
        await house.live.look()
        event = await line.chunk()
        fields = dict(f.split(": ", 1) for f in event.strip().split("\n"))
        assert fields["event"] == "articles"
        told_of = json.loads(fields["data"])
        assert [a["id"] for a in told_of["articles"]] == [new]
        assert told_of["newer"] == 1
        assert told_of["articles"][0]["name"] == "Halm <b>Post</b>"
        assert int(fields["id"]) > after
        line.gone.set()
        await asyncio.wait_for(task, 5)
        assert house.live.waiters == 0

    asyncio.run(watch())


def test_what_came_before_the_line_stood_is_sent_at_once(house: House, id: str) -> None:
    after = show_story(house.desk, id).newest
    add_news(house.desk, id)

    async def watch() -> None:
        await house.live.look()
        line = Line(house, f"/live/stories/{id}?after={after}")
        task = asyncio.create_task(line.run())
        await line.sent.get()
        await line.chunk()
        assert "ferry-news" in await line.chunk()
        while not house.live.waiters:
            await asyncio.sleep(0)
        house.live.stop()
        await asyncio.wait_for(task, 5)  # the server ends

    asyncio.run(watch())


def test_another_storys_change_is_not_sent(house: House, id: str) -> None:
    after = show_story(house.desk, id).newest

    async def watch() -> None:
        await house.live.look()
        line = Line(house, f"/live/stories/{id}?after={after}")
        task = asyncio.create_task(line.run())
        await line.sent.get()
        await line.chunk()
        while not house.live.waiters:
            await asyncio.sleep(0)
        put_story(house.desk, "s-other", [make_capture(NEWS, "o.txt", id="o1")], lambda a: small_story(a["o1"]))
        await house.live.look()
        house.live.stop()
        await asyncio.wait_for(task, 5)
        rest = [line.sent.get_nowait() for _ in range(line.sent.qsize())]
        assert b"event" not in b"".join(m.get("body", b"") for m in rest)

    asyncio.run(watch())


def test_streams_of_stories_that_are_not_there_and_too_many_readers(house: House, client: TestClient, id: str) -> None:
    assert client.get("/live/stories/s-nothing-of-the-kind").status_code == 404
    house.live.waiters = 1_000
    answer = client.get(f"/live/stories/{id}")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    house.live.waiters = 0


def test_new_articles_as_items_of_the_list(house: House, id: str) -> None:
    with TestClient(make_app(house), base_url="http://localhost") as client:
        html = client.get(f"/stories/{id}").text
        after = int(re.findall(r'data-version="(\d+)"', html)[0])
        assert f'data-live="/live/stories/{id}?after={after}"' in html
        assert "<li" not in client.get(f"/stories/{id}/newer?since={after}").text
        add_news(house.desk, id)
        house.changed()
        items = client.get(f"/stories/{id}/newer?since={after}").text
    assert '<li class="new" data-article="ferry-news"><a href="/articles/ferry-news">' in items
    assert "Halm &lt;b&gt;Post&lt;/b&gt;" in items
