"""What one reading of a page lost between two lines comes back from the other."""

from __future__ import annotations

from firsthand.clean import clean
from firsthand.clean.extract import fold
from firsthand.clean.gaps import with_gaps_filled
from firsthand.clean.page import Line
from tests.clean.pages import PARAGRAPHS, captured, page


def filled(lines: list[str], other: list[Line]) -> list[str]:
    kept = [Line(text) for text in lines]
    pairs = [(line, fold(line.text)) for line in other]
    return [line.text for line in with_gaps_filled(kept, [fold(t) for t in lines], pairs)]


def test_a_lost_line_comes_back_between_its_neighbors() -> None:
    lost = Line("A list of three late ferries")
    other = [Line(PARAGRAPHS[0]), lost, Line(PARAGRAPHS[1])]
    assert filled(list(PARAGRAPHS[:3]), other) == [PARAGRAPHS[0], lost.text, *PARAGRAPHS[1:3]]


def test_what_stands_before_and_behind_the_article_stays_out() -> None:
    other = [Line("Menu of the whole site"), *map(Line, PARAGRAPHS), Line("Other articles of the day")]
    assert filled(list(PARAGRAPHS), other) == list(PARAGRAPHS)


def test_captions_and_buttons_stay_out() -> None:
    other = [Line(PARAGRAPHS[0]), Line("A ferry at the quay of Sund", "caption"), Line("Share"), Line(PARAGRAPHS[1])]
    assert filled(list(PARAGRAPHS[:2]), other) == list(PARAGRAPHS[:2])


def test_a_long_menu_between_two_paragraphs_stays_out() -> None:
    menu = [Line(f"Part of menu {n}") for n in range(30)]
    assert filled(list(PARAGRAPHS[:2]), [Line(PARAGRAPHS[0]), *menu, Line(PARAGRAPHS[1])]) == list(PARAGRAPHS[:2])


def test_cleaning_a_page_twice_gives_the_same() -> None:
    content = page(above="<figure><img><figcaption>The quay</figcaption></figure>", below="<ul><li>One late ferry</ul>")
    assert clean(captured(content)) == clean(captured(content))
