"""The headline of a page."""

from __future__ import annotations

import pytest

from firsthand.clean.extract import parse_page
from firsthand.clean.heading import likeness, without_site
from tests.clean.pages import page

TITLE = "Ferry to Sund late again"


def headed(headings: str, title: str = f"{TITLE} - Vellmark Courier", head: str = "") -> str | None:
    content = page(head).replace(f"<h1>{TITLE}</h1>", headings)
    return parse_page(content.replace(f"<title>{TITLE} - Vellmark Courier</title>", f"<title>{title}</title>")).headline


def test_what_stands_in_the_heading_beside_the_title_is_cut_off() -> None:
    assert headed(f"<h1>{TITLE} <small>Posted on 14 March 2026</small></h1>") == TITLE
    assert headed(f"<h1><span><a href='/f'>{TITLE}</a> <a href='/s'>(sund.example)</a></span> <b>87</b></h1>") == TITLE
    assert headed(f"<h1><span>Transport</span> {TITLE}</h1>") == TITLE


def test_a_title_in_several_pieces_stays_whole() -> None:
    assert headed("<h1>Ferry to <em>Sund</em> late again</h1>") == TITLE


def test_the_only_top_heading_is_the_headline_even_if_the_metadata_put_it_otherwise() -> None:
    assert headed(f"<h1>{TITLE}</h1>", title="Strait crossing: all delays of 2026") == TITLE


def test_no_lesser_heading_is_taken_for_its_likeness_to_the_title() -> None:
    title = "Crossing the strait in 2026: what passengers should know"
    assert headed(f"<h1>{TITLE}</h1><h2>Crossing the strait: what to know</h2>", title=title) == TITLE


@pytest.mark.parametrize("site", ["Vellmark Courier", "VELLMARK COURIER"])
def test_the_name_of_the_outlet_is_no_headline(site: str) -> None:
    head = '<meta property="og:site_name" content="Vellmark Courier">'
    assert headed(f"<h1>{site}</h1>", title=f"Vellmark Courier: {TITLE}", head=head) == TITLE
    assert headed(f"<h1>{site}</h1>") == TITLE


def test_a_heading_of_one_word_is_a_section() -> None:
    assert headed("<h1>Transport</h1>") == TITLE


def test_titles_are_compared_by_their_words() -> None:
    assert likeness("Ferry to Sund late again", "Ferry to Sund is late again!") == 1
    assert likeness("Ferry late", "Bridge late") == 0.5
    assert likeness("", "Ferry late") == 0


@pytest.mark.parametrize(
    "title",
    [f"{TITLE} | Vellmark Courier", f"Vellmark Courier » {TITLE}", f"Vellmark Courier: {TITLE}", TITLE],
)
def test_a_title_is_freed_of_its_site(title: str) -> None:
    assert without_site(title, "Vellmark Courier") == TITLE
