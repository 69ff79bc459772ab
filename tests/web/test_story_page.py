"""The page of a story: what stands on it, where its links lead, and what it does while it is open."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest
from sqlalchemy import insert
from starlette.testclient import TestClient

from firsthand.desk.opening import Desk
from firsthand.desk.showing import Shown
from firsthand.publish.forms import FORMS
from firsthand.publish.passages import Addresses
from firsthand.publish.stances import outlets_of, rows_of
from firsthand.store.schema import former_story
from firsthand.web import downloads
from firsthand.web.app import make_app
from firsthand.web.house import House
from tests.web.houses import make_house
from tests.web.signed_in import sign_in
from tests.web.story_pages import KARROW, cells, id, linked_words, part, shown, text_of

__all__ = ["id", "shown"]


def test_every_sentence_of_the_account_leads_to_its_exact_passages(client: TestClient, id: str, shown: Shown) -> None:
    html = client.get(f"/stories/{id}").text
    told_as = re.findall(r'<div class="told" id="s1-w\d+">(.*?)</div>', html, re.DOTALL)
    by_words = {text_of(re.findall(r'<span class="words"[^>]*>(.*?)</span>', t, re.DOTALL)[0]): t for t in told_as}
    assert len(by_words) == len({s.text for s in shown.story.account}) > 10
    for statement in shown.story.account:
        chips = re.findall(r'<a class="chip \w+" href="(/articles/[^"]+)"', by_words[" ".join(statement.text.split())])
        found = {linked_words(href, shown.articles) for href in chips}
        assert found, statement.text
        assert found <= {c.exact for c in statement.citations}
    whole = client.get(f"/stories/{id}/all/passages").text
    every = {linked_words(h, shown.articles) for h in re.findall(r'href="(/articles/[^"]+#passage)"', whole)}
    assert every >= {c.exact for s in shown.story.account for c in s.citations}


def test_a_chip_opens_the_article_at_the_marked_words(client: TestClient, id: str, shown: Shown) -> None:
    html = client.get(f"/stories/{id}").text
    href = unescape(re.findall(r'<a class="chip primary" href="([^"#]+)#passage"', html)[0])
    answer = client.get(href)
    assert answer.status_code == 200
    words = linked_words(href + "#passage", shown.articles)
    marked = re.findall(r'<mark\b[^>]*id="passage"[^>]*>(.*?)</mark>', answer.text, re.DOTALL)
    assert text_of(marked[0])[:40] == " ".join(words.split())[:40]


def test_the_first_screen_counts_articles_origins_and_disagreements(client: TestClient, id: str) -> None:
    words = text_of(client.get(f"/stories/{id}").text)
    assert "9 articles by 8 outlets, at most 5 independent origins, 4 disagreements." in words
    assert re.search(r"First reported 14 March 2026, \d\d:50 UTC\S*; last report 16 March 2026\.", words)
    assert words.index(KARROW) < words.index("9 articles by") < words.index("The account")


def test_outlets_stand_beside_the_account_with_their_marks(client: TestClient, id: str, shown: Shown) -> None:
    outlets = part(client.get(f"/stories/{id}").text, "outlets")
    assert [f'data-article="{a}"' in outlets for a in shown.articles] == [True] * 9
    assert "The Brannick Herald ○ copy 14 March 2026, " in text_of(outlets)
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
        assert linked_words(href, shown.articles) in {
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
    assert re.search(rf'<link rel="alternate" type="application/atom\+xml" [^>]*href="/stories/{id}/feed.atom">', html)
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

    monkeypatch.setattr(downloads, "FORMS", {**FORMS, "pdf": replace(FORMS["pdf"], render=render)})
    answer = client.get(f"/stories/{id}/as/pdf")
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "application/pdf", b"%PDF-")
    assert printed == [503]
    assert client.get(f"/stories/{id}/as/pdf").status_code == 200


def test_a_form_that_is_not_there_names_those_that_are(client: TestClient, id: str) -> None:
    answer = client.get(f"/stories/{id}/as/docx")
    assert answer.status_code == 404
    assert "findings.csv" in answer.text


def test_former_ids_lead_on_and_unknown_ones_say_so(client: TestClient, house: House, id: str) -> None:
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


def test_only_editors_are_offered_to_merge_and_split(client: TestClient, house: House, id: str) -> None:
    assert f"/stories/{id}/merge" not in client.get(f"/stories/{id}").text
    assert f'href="/stories/{id}/wrong"' in client.get(f"/stories/{id}").text
    sign_in(client, house, "editor")
    html = client.get(f"/stories/{id}").text
    assert f'href="/stories/{id}/merge"' in html
    assert f'href="/stories/{id}/split"' in html


def test_behind_a_login_nothing_of_it_is_shown(told_desk: Desk, id: str) -> None:
    serve = replace(told_desk.config.serve, reading="login")
    house = make_house(Desk(replace(told_desk.config, serve=serve), told_desk.store))
    with TestClient(make_app(house), base_url="http://localhost", follow_redirects=False) as client:
        for path in ("", "/all/claims", "/derivations.json", "/places.json", "/as/json", "/newer?since=0"):
            answer = client.get(f"/stories/{id}{path}")
            assert (answer.status_code, KARROW in answer.text) == (303, False)
        assert client.get(f"/live/stories/{id}").status_code == 303
