"""Names of outlets and their addresses."""

from __future__ import annotations

import pytest

from firsthand.clean.outlets import agrees, names_outlet


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("Vell Valley Mail", "vellmail.example"),
        ("Vell Valley Mail", "vell-valley-mail.example"),
        ("Sund Broadcasting Corporation", "sbc.example"),
        ("The Vellmark Courier", "vellmarkcourier.co.example"),
        ("Sund Today", "news.sundtoday.example"),
    ],
)
def test_a_host_is_made_of_the_beginnings_of_a_name(name: str, host: str) -> None:
    assert agrees(name, host)


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("Vell Valley Mail", "sundcourier.example"),
        ("Opinion", "vellmail.example"),
        ("Why did every valley in the land lose its mail this year", "vellmail.example"),
        ("Vell Valley Mail", None),
    ],
)
def test_other_names_do_not_agree(name: str, host: str | None) -> None:
    assert not agrees(name, host)


@pytest.mark.usefixtures("watchdog")
def test_a_name_that_fits_a_host_in_many_ways_does_not_hang() -> None:
    assert isinstance(agrees(" ".join(["a" * 60] * 8), "a" * 63 + "b.example"), bool)


@pytest.mark.parametrize(
    ("name", "is_outlet"), [("The Sund Review", True), ("World News", False), ("Ada Brook", False)]
)
def test_an_outlet_is_known_by_a_word_of_the_press(name: str, is_outlet: bool) -> None:
    assert names_outlet(name) == is_outlet
