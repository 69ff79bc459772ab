from __future__ import annotations

import pytest

from firsthand.model import Publisher
from firsthand.relate.outlets import find_all_attributions, find_attributions, load_outlets, outlet_of
from tests.factory import make_article


@pytest.mark.parametrize(
    "text",
    [
        "The mayor told the Vellmark Courier that the road was shut.",
        "According to the Vellmark Courier, the road was shut.",
        "The Vellmark Courier first reported that the road was shut.",
        "The mayor said in an interview with the local newspaper Vellmark Courier that the road was shut.",
        "The road was shut, per the Vellmark Courier.",
    ],
)
def test_what_is_attributed_to_a_publishers_report_is_seen(text: str) -> None:
    (found,) = find_attributions(text, 0, len(text), ["Vellmark Courier"])
    assert found.outlet == "Vellmark Courier"
    assert text[found.start : found.end] == "Vellmark Courier"
    assert found.reports


def test_a_name_alone_is_no_attribution() -> None:
    text = "She left the Vellmark Courier in May. Photo: Reuters"
    assert [(a.outlet, a.reports) for a in find_attributions(text, 0, len(text), ["Vellmark Courier"])] == [
        ("Vellmark Courier", False),
        ("Reuters", False),
    ]


def test_names_within_words_and_picture_credits_are_not_found() -> None:
    text = "The RTX card, REPORTERS and Quill/AP"
    assert not find_attributions(text, 0, len(text))


def test_long_names_are_short_ones_and_hosts_too() -> None:
    text = "Agence France-Presse reported it."
    assert [a.outlet for a in find_attributions(text, 0, len(text))] == ["AFP"]
    assert outlet_of(Publisher("www.reuters.com", "www.reuters.com")) == "Reuters"
    assert outlet_of(Publisher("edition.cnn.com", "edition.cnn.com")) == "CNN"
    assert outlet_of(Publisher("vellmark-courier", "Vellmark Courier")) == "Vellmark Courier"
    assert outlet_of(Publisher("courier.example", "courier.example")) is None
    assert outlet_of(None) is None


def test_agencies_are_marked() -> None:
    assert {"AFP", "AP", "Reuters"} <= load_outlets().agencies
    assert "BBC" not in load_outlets().agencies


@pytest.mark.usefixtures("watchdog")
def test_a_long_line_does_not_hang() -> None:
    text = "according to the the local " * 20_000 + "AFP " + "first also report " * 20_000
    assert "AFP" in {a.outlet for a in find_attributions(text, 0, len(text))}


def test_names_of_the_shape_of_a_papers_are_found_where_something_is_attributed_to_them() -> None:
    text = (
        "The mayor told the Sund Valley Gazette that the road was shut. She has read the Quennel Herald for years.\n"
        "The Gazette first reported on the road in May. The Journal of Roads reported nothing, and the Echo said no."
    )
    found = find_all_attributions(make_article(text, publisher="Orrin Post"))
    assert [a.outlet for a in found] == ["Sund Valley Gazette", "Sund Valley Gazette"]
    assert text[found[1].start : found[1].end] == "Gazette"
