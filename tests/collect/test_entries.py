"""The articles that a feed carries itself."""

from __future__ import annotations

from firsthand.clean import clean
from firsthand.collect.entries import SUMMARY_WORDS
from firsthand.collect.feeds import captures_of
from firsthand.model import Capture, Entry, Failure, ParsedFeed
from tests.clean.pages import PARAGRAPHS

TEXT = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
SITE = "https://news.vellmark.example/"


def captured(entry: Entry, title: str | None = "Vellmark Courier", language: str | None = "en") -> Capture | Failure:
    """What one entry of a feed is captured as."""
    (found,) = captures_of(ParsedFeed("rss", title, SITE, language, (entry,)), "feed.xml")
    return found


def test_an_entry_with_its_text_becomes_an_article() -> None:
    found = captured(
        Entry(
            SITE + "1", "1", 'Ferry <late> "again"', "2026-03-05T10:00:00+01:00", content=TEXT, authors=("Orla Vint",)
        )
    )
    assert isinstance(found, Capture)
    article = clean(found)
    assert article.url == found.source == SITE + "1"
    assert article.headline == 'Ferry <late> "again"'
    assert article.byline == ("Orla Vint",)
    assert article.published_at == "2026-03-05T10:00:00+01:00"
    assert article.publisher is not None
    assert (article.publisher.id, article.publisher.name) == ("news.vellmark.example", "Vellmark Courier")
    assert [article.quote(b.span) for b in article.blocks if b.role == "body"] == list(PARAGRAPHS)


def test_who_published_it_first_is_its_publisher() -> None:
    found = captured(Entry(SITE + "1", title="A", content=TEXT, publisher="Sund Post"))
    assert isinstance(found, Capture)
    publisher = clean(found).publisher
    assert publisher is not None
    assert publisher.name == "Sund Post"


def test_a_text_of_lines_becomes_paragraphs() -> None:
    found = captured(Entry(SITE + "1", title="A", content="\n".join(PARAGRAPHS)))
    assert isinstance(found, Capture)
    assert [b.role for b in clean(found).blocks].count("body") == len(PARAGRAPHS)


def test_a_long_summary_is_the_article_and_a_short_one_a_teaser() -> None:
    long, short = "word " * SUMMARY_WORDS, "word " * (SUMMARY_WORDS - 1)
    assert isinstance(captured(Entry(SITE + "1", title="A", summary=long)), Capture)
    found = captured(Entry(SITE + "1", title="A", summary=short))
    assert isinstance(found, Failure)
    assert (found.source, found.stage) == (SITE + "1", "collect")
    assert found.reason.startswith("It carries no text: the feed gives only a teaser.")


def test_an_entry_of_a_picture_carries_no_text() -> None:
    found = captured(Entry(None, title="A", content="<img alt='a b c' src='x.png'>Read more"))
    assert isinstance(found, Failure)
    assert found.source == "feed.xml:1"


def test_an_entry_without_an_address_takes_the_feeds_name() -> None:
    found = captured(Entry(None, title="A", content=TEXT))
    assert isinstance(found, Capture)
    assert found.given.publisher == "Vellmark Courier"


def test_the_same_entry_is_the_same_capture() -> None:
    entry = Entry(SITE + "1", title="A", content=TEXT)
    assert captured(entry) == captured(entry)
