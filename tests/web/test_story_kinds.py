"""Stories of every kind on their page: hostile, in Arabic, untold, large, not current, edited since."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape

from sqlalchemy import update
from starlette.testclient import TestClient

from firsthand.desk.adding import keep
from firsthand.desk.showing import Shown, show_story
from firsthand.model import Article, Story
from firsthand.store.schema import story
from firsthand.web.app import make_app
from firsthand.web.house import House
from firsthand.web.pages import stories
from tests.kept import make_capture
from tests.web.made_stories import large_captures, large_story, put_story, read_ready
from tests.web.story_pages import id, shown, small_story, text_of

__all__ = ["id", "shown"]

HOSTILE = "<script>alert('x')</script> \u202egnp.exe & \"Wall\" {{ 7 * 7 }}"


def test_a_hostile_story_is_text(house: House) -> None:
    text = f"{HOSTILE}\n<b>The wall</b> moved \u202eyb thgin\u202c</script><img src=x onerror=alert(1)>. It rained."
    captures = [
        make_capture(text, "q.txt", id='"><svg onload=alert(1)>', url="javascript:alert(1)",
                     publisher="<i>Evil</i> \u202eMirror", title=HOSTILE)
    ]  # fmt: skip
    made = put_story(house.desk, "s-evil", captures, lambda a: small_story(next(iter(a.values())), HOSTILE))
    with TestClient(make_app(house), base_url="http://localhost") as client:
        html = client.get("/stories/s-evil").text
        span = made.account[0].citations[0].span
        passage = client.get(
            "/stories/s-evil/passage",
            params={"article": span.article, "capture": span.capture, "at": f"{span.start}-{span.end}"},
        )
    assert passage.status_code == 200
    for page in (html, passage.text):
        for bad in ("<script>alert", "<svg onload", "<img", "\u202e", 'href="javascript:', "</script><img"):
            assert bad not in page
    assert "{{ 7 * 7 }}" in text_of(html)
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[0])
    assert "alert('x')" in data["headline"]


def test_a_story_of_one_article_without_a_day_in_arabic(house: House) -> None:
    text = "تحرك جدار المحجر\nتحرك جدار المحجر ليلا"
    captures = [make_capture(text, "q.txt", id="q1", published=None)]

    def tell(articles: Mapping[str, Article]) -> Story:
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
    with house.desk.store.writing() as connection:
        connection.execute(update(story).where(story.c.id == id).values(members="another"))
    with TestClient(make_app(house), base_url="http://localhost") as client:
        html = client.get(f"/stories/{id}").text
    assert "Articles have come since; the account is being brought up to date." in text_of(html)
    assert shown.story.account[0].text in unescape(html)


def test_an_article_that_was_edited_since_is_quoted_as_it_was(house: House, id: str, shown: Shown) -> None:
    cited = [c.span for s in shown.story.account for c in s.citations]
    article = next(shown.articles[s.article] for s in cited if shown.articles[s.article].url)
    name = article.publisher.name if article.publisher else None
    edited = make_capture(
        "What was written here was wrong.\nThe outlet has taken its report back.",
        "again.txt", id=article.id, url=article.url, publisher=name, published="2026-03-14",
    )  # fmt: skip
    keep(house.desk, [edited], read=read_ready)
    assert not show_story(house.desk, id).current
    with TestClient(make_app(house), base_url="http://localhost") as client:
        answer = client.get(f"/stories/{id}")
        assert answer.status_code == 200
        assert "the account is being brought up to date" in answer.text
        assert f"capture={article.capture[:12]}" in answer.text
        assert client.get(f"/stories/{id}/as/md").status_code == 200
        span = next(c.span for s in shown.story.account for c in s.citations if c.span.article == article.id)
        at = f"article={article.id}&capture={span.capture[:12]}&at={span.start}-{span.end}"
        assert article.quote(span) in unescape(client.get(f"/stories/{id}/passage?{at}").text)


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


def test_a_passage_leads_to_the_publisher_at_the_words(house: House) -> None:
    text = "Quarry wall moves\nThe wall of the quarry moved by night. Nobody was below it. It rained."
    captures = [make_capture(text, "q.txt", id="q1", url="https://paper.example/wall")]

    def tell(articles: Mapping[str, Article]) -> Story:
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
