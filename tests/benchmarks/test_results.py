"""RESULTS.md is put together of parts, each of which can be measured anew."""

from benchmarks.run import PARTS, _joined, _parts_of


def test_a_part_measured_anew_leaves_the_others_as_they_are() -> None:
    page = _joined({"speed": "Commit one.\n\n## Speed\n\n| a | b |", "stages": "Commit one.\n\n## Stages"})
    again = _joined(_parts_of(page) | {"stages": "Commit two.\n\n## Stages"})
    assert again == page.replace("Commit one.\n\n## Stages", "Commit two.\n\n## Stages")


def test_parts_stand_in_one_order() -> None:
    page = _joined({name: f"## {name}" for name in reversed(PARTS)})
    assert [line[3:] for line in page.splitlines() if line.startswith("## ")] == list(PARTS)
