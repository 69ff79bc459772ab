"""Where names of places lie: looked up in full, told how surely, and never guessed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from firsthand.registry.gazetteer import country_codes, find_places, fold_place, locate


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Lisbon", "PT", 38.7, -9.1),
        ("Nairobi", "KE", -1.3, 36.8),
        ("München", "DE", 48.1, 11.6),
        ("Kiev", "UA", 50.5, 30.5),
    ],
)
def test_a_city_is_found_where_it_is(name: str, country: str, latitude: float, longitude: float) -> None:
    located = locate(name)
    assert located.exact
    assert located.place is not None
    assert located.place.country == country
    assert (located.place.latitude, located.place.longitude) == pytest.approx((latitude, longitude), abs=0.15)
    assert located.precision.startswith("city")


@pytest.mark.parametrize(
    ("name", "latitude", "longitude"),
    [("Portugal", 39.6, -8.5), ("the Netherlands", 52.2, 5.6), ("UK", 54, -2), ("Fiji", -17.8, 178), ("Niger", 17, 9)],
)
def test_a_country_is_drawn_at_its_middle_and_says_so(name: str, latitude: float, longitude: float) -> None:
    located = locate(name)
    assert located.precision.startswith("country: drawn at its middle")
    assert not located.exact
    assert located.place is not None
    assert (located.place.latitude, located.place.longitude) == pytest.approx((latitude, longitude), abs=3)


def test_a_region_is_drawn_at_the_middle_of_its_towns() -> None:
    located = locate("Bavaria")
    assert located.precision == "region: drawn at the middle of its towns"
    assert not located.exact


def test_a_city_and_the_region_around_it_are_one() -> None:
    located = locate("Istanbul")
    assert located.exact
    assert located.precision == "city, or the region of that name around it: drawn at the city"


def test_an_invented_name_is_not_drawn() -> None:
    assert locate("Halven").place is None
    assert locate("Halven").precision == "not in the gazetteer: not drawn"
    assert locate("!?").place is None
    assert locate("").place is None


def test_a_name_of_several_is_not_drawn_until_a_country_is_named_too() -> None:
    alone = locate("Birmingham")
    assert alone.place is None
    assert alone.precision == "3 places have this name: not drawn"
    with_country = locate("Birmingham", country_codes(["Birmingham", "Britain"]))
    assert with_country.place is not None
    assert with_country.place.country == "GB"
    assert with_country.precision == "city, by name alone; the only one in a country that is named too"
    assert locate("Springfield", {"US"}).place is None, "several lie in that country"


def test_ten_times_as_many_people_make_a_place_the_one_that_is_meant_and_it_is_said() -> None:
    located = locate("Paris", {"US"})
    assert located.place is not None
    assert located.place.country == "FR"
    assert "over 10 times as many people" in located.precision


def test_a_name_is_looked_up_as_its_own_before_it_is_another_places_other_name() -> None:
    assert {p.country for p in find_places("Victoria") if p.alias} == set()
    doubtful = locate("Calcutta")
    assert doubtful.place is None, "a town of that name, and what Kolkata was"
    meant = locate("Calcutta", {"IN"}).place
    assert meant is not None
    assert meant.name == "Kolkata"


def test_names_are_folded_alike() -> None:
    assert fold_place("The  São Paulo") == fold_place("sao paulo") == "sao paulo"
    assert fold_place("U.S.") == "us"
    assert fold_place("The") == "the"
    assert country_codes(["U.S.", "Lisbon", "Halven", "Wales"]) == {"US"}


def test_it_is_loaded_in_little_time_and_memory() -> None:
    """Fresh in a process of its own: under 0.3 s and 30 MB, so that a page may ask for it."""
    code = (
        "import resource, time, zstandard; from firsthand.registry.gazetteer import locate;"
        "size = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "before, start = size(), time.process_time(); locate('Lisbon');"
        "print(time.process_time() - start, size() - before)"
    )
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert float(out[0]) < 0.3
    assert int(out[1]) < 30_000
