"""That every part can be switched off, and that the invented corpus shows it."""

from typing import Any

import pytest
from benchmarks.ablation import NO_CHANGE, SETS, ablate_invented, changes
from benchmarks.parts import PARTS, Part, gives, part_named, switched_off

from firsthand.annotate import other_cues, tense, times

IMPORTED: dict[str, object] = vars(times)


def test_every_part_shows_on_the_invented_corpus() -> None:
    whole, without = ablate_invented()
    silent = [p.name for p in PARTS if changes(whole, without[p.name])[0][0] == NO_CHANGE]
    assert not silent


def test_after_all_switches_the_program_is_whole_again() -> None:
    direction, according = tense.direction_of, other_cues.according
    for part in PARTS:
        with switched_off(part):
            pass
    assert (tense.direction_of, IMPORTED["direction_of"], other_cues.according) == (direction, direction, according)


def test_a_switch_reaches_those_who_imported_the_function_by_name() -> None:
    with switched_off(part_named("times: direction from tense")):
        assert IMPORTED["direction_of"] is tense.direction_of
        direction_of: Any = IMPORTED["direction_of"]
        assert direction_of("whatever", 0, 0) == "likely"


def test_a_part_that_the_program_no_longer_has_is_an_error() -> None:
    with pytest.raises(AttributeError), switched_off(Part("times: gone", {"firsthand.annotate.times:gone": gives(0)})):
        pass


def test_no_name_is_given_twice_and_every_part_has_its_sets() -> None:
    assert len({p.name for p in PARTS}) == len(PARTS)
    assert {p.layer for p in PARTS} <= SETS.keys()


def test_changes_are_listed_largest_first() -> None:
    rows = changes({"a": 0.5, "b": 0.5, "c": 0.5}, {"a": 0.4, "b": 0.7, "c": 0.5})
    assert rows == [["b", "0.500", "0.700", "-0.200"], ["a", "0.500", "0.400", "+0.100"]]
