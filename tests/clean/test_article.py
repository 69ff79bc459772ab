"""From a capture to an article."""

from __future__ import annotations

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st

from firsthand.clean import clean
from firsthand.errors import InputError
from firsthand.model import Given
from tests.clean.pages import PARAGRAPHS, captured, page

TEXT = "\r\n\r\n".join(("Ferry to Sund late again", *PARAGRAPHS, "Ada Brook, with AFP", "Subscribe to our newsletter"))


def roles(text: str) -> dict[str, str]:
    article = clean(captured(text, "text"))
    return {article.quote(b.span): b.role for b in article.blocks}


def test_text_is_kept_to_the_letter_and_every_line_has_a_role() -> None:
    article = clean(captured(TEXT, "text", source="a.txt"))
    assert article.text == TEXT
    assert [article.quote(b.span) for b in article.blocks] == [line for line in TEXT.split("\r\n") if line.strip()]
    assert [b.role for b in article.blocks] == ["headline", *["body"] * 5, "byline", "boilerplate"]
    assert all(b.reason for b in article.blocks)


def test_headline_byline_and_credits_come_out_of_the_text() -> None:
    article = clean(captured(TEXT, "text"))
    assert article.headline == "Ferry to Sund late again"
    assert article.byline == ("Ada Brook",)
    assert article.credits == ("AFP",)
    assert article.language == "en"
    assert (article.published_at, article.published_basis) == (None, "none")


def test_what_is_given_is_believed_first() -> None:
    given = Given("x1", "https://www.courier.example/a", None, "2026-03-14T17:00:00", "A given title")
    article = clean(captured(TEXT, "text", given))
    assert (article.id, article.headline, article.published_at) == ("x1", "A given title", "2026-03-14T17:00:00")
    assert article.published_basis == "given"
    assert article.publisher is not None
    assert article.publisher.id == "courier.example"


def test_a_date_that_is_none_is_dropped_with_a_note() -> None:
    article = clean(captured(TEXT, "text", Given(published="soon")))
    assert (article.published_at, article.published_basis) == (None, "none")
    assert any("soon" in d.reason for d in article.dropped)


def test_the_day_may_stand_in_the_text() -> None:
    article = clean(captured("Ferry late again\nPublished: 14 March 2026, 10:03 GMT\n" + "\n".join(PARAGRAPHS), "text"))
    assert (article.published_at, article.published_basis) == ("2026-03-14", "text")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Share This Article\nLeave a comment\nSubscribe to our newsletter\n7 Min Read", "furniture"),
        ("--- *** ---\n123", "no text"),
    ],
)
def test_furniture_alone_is_no_article(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as error:
        clean(captured(text, "text", source="f.txt"))
    assert error.value.source == "f.txt"


def test_a_page_of_furniture_is_no_article() -> None:
    content = "<html><title>Home</title><nav><a href='/'>Home</a></nav><p>Share this article</p><p>Leave a comment</p>"
    with pytest.raises(InputError, match="No article"):
        clean(captured(content))


def test_a_title_alone_is_kept_without_text() -> None:
    article = clean(captured("", "text", Given(id="x", title="Ferry to Sund late again")))
    assert (article.text, article.blocks, article.headline, article.language) == (
        "",
        (),
        "Ferry to Sund late again",
        "en",
    )


@pytest.mark.parametrize(
    "text", [" " * 300_000 + "\nThe ferry was late again.", "A ferry.\n" * 20_000, "by on at " * 40_000]
)
def test_odd_text_takes_no_longer(text: str) -> None:
    assert clean(captured(text, "text", Given(title="x"))).text == text


def test_another_language_is_told() -> None:
    text = (
        "Die Fähre nach Sund kam am Montag zum dritten Mal in dieser Woche zu spät, teilte die Hafenbehörde mit. "
        "Rund zweihundert Fahrgäste warteten bis zum Mittag am Kai, und mehrere verpassten ihre Züge in die Hauptstadt."
    )
    assert clean(captured(text, "text")).language == "de"


def test_a_page_becomes_lines_without_its_furniture() -> None:
    article = clean(captured(page()))
    assert [p for p in PARAGRAPHS if p in article.text] == list(PARAGRAPHS)
    assert "Sport" not in article.text
    assert article.headline == "Ferry to Sund late again"
    assert any("furniture" in d.reason for d in article.dropped)


def test_a_paywall_is_listed_among_what_was_left_out() -> None:
    script = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'
    assert any("paywall" in d.reason for d in clean(captured(page(script))).dropped)


def test_what_scripts_draw_leaves_the_page_s_own_summary() -> None:
    content = """<html><head><title>Ferry to Sund late for the third time</title>
    <meta property="og:description" content="The harbour board is sorry for the delay of the ferry."></head>
    <body><div id="app"></div><script>draw()</script></body></html>"""
    article = clean(captured(content))
    assert "The harbour board is sorry" in article.text


@settings(max_examples=60, deadline=None)
@hypothesis_given(
    st.lists(st.sampled_from([*PARAGRAPHS, "", "  ", "A short line", "\t", "7 Min Read", "By Ada Brook"]))
)
def test_blocks_cover_each_line_once(lines: list[str]) -> None:
    text = "\n".join([PARAGRAPHS[0], *lines])
    article = clean(captured(text, "text"))
    assert [article.quote(b.span) for b in article.blocks] == [
        line.strip() for line in text.split("\n") if line.strip()
    ]
