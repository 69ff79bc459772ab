"""The day of publication of a page."""

from __future__ import annotations

import json

import pytest

from firsthand.clean.extract import parse_page
from firsthand.clean.published import is_same_instant
from tests.clean.pages import page


def linked(*nodes: dict[str, object]) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@graph": list(nodes)})}</script>'


@pytest.mark.parametrize(
    "name",
    ["dc.date.issued", "parsely-pub-date", "sailthru.date", "cXenseParse:recs:publishtime", "OriginalPublicationDate"],
)
def test_publishers_have_many_names_for_the_day(name: str) -> None:
    assert parse_page(page(f'<meta name="{name}" content="2026-03-14">')).published == "2026-03-14"


def test_one_mark_may_name_two_fields() -> None:
    marked = '<meta itemprop="dateCreated datePublished" content="2026-03-14T11:03:55-04:00">'
    assert parse_page(page(marked)).published == "2026-03-14T11:03:55-04:00"


def test_the_day_of_a_video_is_asked_last() -> None:
    video: dict[str, object] = {"@type": "VideoObject", "datePublished": "2024-01-05"}
    stated = '<meta property="article:published_time" content="2026-03-14">'
    assert parse_page(page(linked(video) + stated)).published == "2026-03-14"
    web = linked(video | {"@type": "ImageObject"}, {"@type": "WebPage", "datePublished": "2026-03-14"})
    assert parse_page(page(web)).published == "2026-03-14"


def test_an_update_beside_the_heading_is_nearer_than_the_day_of_another_article() -> None:
    below = "<div>" + "<span>more</span>" * 150 + '<div class="card-date">2 December 2025</div></div>'
    updated = "<div><span>Last updated:</span> <span>14 March 2026</span></div>"
    assert parse_page(page("", updated, below)).published == "2026-03-14"


def test_the_day_of_publication_wins_over_that_of_an_update() -> None:
    above = "<p>Updated 16 March 2026</p><p>Published 14 March 2026</p>"
    assert parse_page(page("", above)).published == "2026-03-14"


def test_a_printed_day_does_not_take_the_time_from_the_metadata() -> None:
    stated = '<meta property="article:published_time" content="2026-03-14T10:03:00+01:00">'
    assert parse_page(page(stated, "<p>Published 14 March 2026</p>")).published == "2026-03-14T10:03:00+01:00"


def test_a_printed_time_is_kept() -> None:
    above = "<p>Published March 14, 2026 at 5:03 p.m. EDT</p>"
    assert parse_page(page("", above)).published == "2026-03-14T17:03:00-04:00"


def test_instants_are_compared_across_zones() -> None:
    assert is_same_instant("2026-03-15T03:05:00+00:00", "2026-03-14T19:05:00-08:00")
    assert not is_same_instant("2026-03-15T03:05:00+00:00", "2026-03-14T20:05:00-08:00")
    assert not is_same_instant("2026-03-15", "2026-03-14T19:05:00-08:00")
