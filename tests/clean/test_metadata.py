"""What a page says of itself."""

from __future__ import annotations

import json

import pytest

from firsthand.clean.extract import parse_page
from firsthand.clean.page import Page
from tests.clean.pages import PARAGRAPHS, page


def linked(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle"} | fields)}</script>'


def test_json_ld_is_read_in_a_graph_with_references() -> None:
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "@id": "#site", "name": "Vellmark Courier"},
            {"@type": "Person", "@id": "#ada", "name": "Ada Brook"},
            {
                "@type": ["ReportageNewsArticle"],
                "headline": "Ferry to Sund late again",
                "author": [{"@id": "#ada"}, {"@type": "Person", "name": "Tom Field"}],
                "publisher": {"@id": "#site"},
                "datePublished": "2026-03-14T10:03:00+01:00",
                "articleSection": "Transport",
                "isAccessibleForFree": False,
            },
        ],
    }
    found = parse_page(page(f'<script type="application/ld+json">{json.dumps(graph)}</script>'))
    assert found.byline == ("Ada Brook", "Tom Field")
    assert found.published == "2026-03-14T10:03:00+01:00"
    assert (found.publisher, found.section, found.paywalled) == ("Vellmark Courier", "Transport", True)


@pytest.mark.parametrize(
    "script",
    [
        '<![CDATA[{"@type": "NewsArticle", "author": "Ada Brook"}]]>',
        '{"@type": "NewsArticle", "author": {"name": "Ada Brook",},}',
        '{"@type": "NewsArticle", "author": "Ada\n Brook"}',
    ],
)
def test_json_ld_is_read_as_pages_write_it(script: str) -> None:
    assert parse_page(page(f'<script type="application/ld+json">{script}</script>')).byline == ("Ada Brook",)


def test_broken_json_ld_costs_nothing_else() -> None:
    found = parse_page(
        page('<script type="application/ld+json">{"@type": </script><meta name="author" content="Ada Brook">')
    )
    assert found.byline == ("Ada Brook",)
    assert found.lines


@pytest.mark.parametrize(
    ("head", "above"),
    [
        ('<meta name="author" content="Ada Brook">', ""),
        ("", '<a rel="author" href="/ada">Ada Brook</a>'),
        ("", '<p itemprop="author">Ada Brook</p>'),
        (
            "",
            '<div class="article-byline"><span>By</span> <a href="/ada">Ada Brook</a> <time>14 March 2026</time></div>',
        ),
        ("", "<div><p>Written by Ada Brook</p></div>"),
        (
            linked(author={"@type": "Organization", "name": "Vellmark Courier"}),
            '<span class="author-name">Ada Brook</span>',
        ),
    ],
)
def test_the_author_is_found_wherever_the_page_puts_it(head: str, above: str) -> None:
    site = '<meta property="og:site_name" content="Vellmark Courier">'
    assert parse_page(page(site + head, above)).byline == ("Ada Brook",)


@pytest.mark.parametrize(
    ("head", "above", "day"),
    [
        ('<meta property="article:published_time" content="2026-03-14T10:03:00Z">', "", "2026-03-14T10:03:00+00:00"),
        ("", '<time datetime="2026-03-14">Saturday</time>', "2026-03-14"),
        ("", "<p>14 March 2026</p>", "2026-03-14"),
        ("", "<div><span>Updated</span> <span>16 March 2026</span></div><p>Published 14 March 2026</p>", "2026-03-14"),
        (linked(datePublished="2026-03-20"), "<p>Published 14 March 2026</p>", "2026-03-14"),
        (
            '<meta property="article:published_time" content="2026-03-15T03:05:00Z">',
            '<time datetime="2026-03-14T19:05:00-08:00">Saturday</time>',
            "2026-03-14T19:05:00-08:00",
        ),
    ],
)
def test_the_day_is_found_wherever_the_page_puts_it(head: str, above: str, day: str) -> None:
    assert parse_page(page(head, above)).published == day


def test_the_day_may_stand_in_the_address() -> None:
    assert parse_page(page(), "https://courier.example/2026/mar/14/ferry").published == "2026-03-14"


def test_a_copyright_line_is_no_day() -> None:
    assert parse_page(page()).published is None


@pytest.mark.parametrize(
    ("content", "headline"),
    [
        (page(title="Ferry to Sund late again"), "Ferry to Sund late again"),
        (page().replace("<h1>", "<h1>Vellmark Courier</h1><h1>"), "Ferry to Sund late again"),
        (page().replace("<h1>", "<p>").replace("</h1>", "</p>"), "Ferry to Sund late again"),
    ],
)
def test_the_headline_is_what_the_page_prints(content: str, headline: str) -> None:
    assert parse_page(content).headline == headline


def test_a_page_crosses_between_processes_whole() -> None:
    found = parse_page(page(linked(author="Ada Brook")))
    assert Page.from_record(json.loads(json.dumps(found.to_record()))) == found


def test_comments_and_teasers_stay_outside() -> None:
    teaser = "<h3>More stories</h3><p>A bridge was promised in the spring of last year, and it was never built.</p>"
    comment = "<p>I waited for three hours on that quay and nobody told us anything.</p>"
    below = f'<div class="related-articles">{teaser}</div><div id="comments">{comment}</div>'
    text = "\n".join(line.text for line in parse_page(page(below=below)).lines)
    assert [p for p in PARAGRAPHS if p in text] == list(PARAGRAPHS)
    assert "three hours" not in text
