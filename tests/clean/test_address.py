"""Which address of a page is believed."""

from __future__ import annotations

import pytest

from firsthand.clean import clean
from firsthand.clean.address import find_address, site_of, without_tracking
from firsthand.model import Given
from tests.clean.pages import captured, page

ARTICLE = "https://courier.example/2026/ferry"


@pytest.mark.parametrize(
    ("given", "stated", "found"),
    [
        (None, ARTICLE, ARTICLE),
        (f"{ARTICLE}?utm_source=mail&page=2#top", "", f"{ARTICLE}?page=2#top"),
        ("https://m.courier.example/2026/ferry?fbclid=x", ARTICLE, ARTICLE),
        ("https://amp-courier-example.cdn.ampproject.org/c/s/x", ARTICLE, ARTICLE),
        (ARTICLE, "/2026/ferry-late?utm_medium=x", "https://courier.example/2026/ferry-late"),
        (ARTICLE, "https://courier.example/", ARTICLE),
        (ARTICLE, "https://courier.example/en/index.html", ARTICLE),
        (ARTICLE, "https://other.example/ferry", ARTICLE),
        (ARTICLE, "http://localhost/ferry", ARTICLE),
        (ARTICLE, "http:///ferry", ARTICLE),
        (ARTICLE, "javascript:void(0)", ARTICLE),
        (None, "https://courier.example/", None),
        (None, "/2026/ferry", None),
        (None, "http://[", None),
    ],
)
def test_an_address_is_believed_where_it_can_be_right(given: str | None, stated: str, found: str | None) -> None:
    assert find_address(given, [stated] if stated else [], given) == found


def test_the_id_comes_from_the_canonical_address() -> None:
    head = f'<link rel="canonical" href="{ARTICLE}">'
    one = clean(captured(page(head), given=Given(url=f"{ARTICLE}?utm_source=mail")))
    two = clean(captured(page(head, below="<p>A later line of the same article.</p>"), given=Given(url=ARTICLE)))
    assert (one.url, one.id) == (ARTICLE, two.id)


def test_the_section_is_kept() -> None:
    assert clean(captured(page('<meta property="article:section" content="Transport">'))).section == "Transport"


def test_sites_under_a_country_s_second_level_are_apart() -> None:
    assert site_of("www.courier.co.uk") == "courier.co.uk" != site_of("sund.co.uk")


def test_parameters_that_choose_the_page_stay() -> None:
    assert without_tracking("https://a.example/x?id=7&gclid=1&q=a%20b") == "https://a.example/x?id=7&q=a%20b"
