"""What can stand alone: no word that points outside, no cut end, nobody's pronoun."""

from __future__ import annotations

import time

import pytest

from firsthand.write.standalone import flaws, leans, points_back


@pytest.mark.parametrize(
    "text",
    [
        "Then the council of Halven closed the Orlen bridge.",
        "From there, the soldiers marched to the Orlen bridge.",
        "On that occasion two women drowned near the Orlen bridge.",
        "The latter closed the Orlen bridge in the evening.",
        "In 2016, they closed the Orlen bridge for the winter.",
        "Known as the old crossing, it carries cars and lorries.",
        "The mayor of Halven offered him safe passage to Marr.",
        "On Monday engineers found it under the hinges of the gates.",
        "From their left side a lamp lights the whole bridge.",
        "In Halven we saw the bridge fall into the river.",
        "Pictured, the Orlen bridge on the morning of Monday.",
        "Soldiers search the river Orlen for survivors – video.",
        "When the train landed in Halven at night, it was Sun.",
        "The council closed the bridge, the mayor told reporters:",
        "The full list of the bridges of Halven can be found below.",
        "The scene after the bridge of Halven fell into the river.",
        "THE OLD BRIDGE According to the council, cars may cross.",
        "The bridge of Halven fell Read more about the bridge here.",
        "Bridge of Halven falls These are the cars that fell with it.",
        "'The council of Halven closed the Orlen bridge in time.",
    ],
)
def test_it_leans_on_something_outside(text: str) -> None:
    assert leans(text, False, ["Karel Dovan"]) is not None


@pytest.mark.parametrize(
    "text",
    [
        "The council of Halven closed the Orlen bridge on Monday.",
        "On Monday Karel Dovan said that he would repair the bridge.",
        "When he reached Halven, Karel Dovan closed the bridge.",
        "A spokesman said that he knew nothing of the cracks.",
        "The council closed the bridge because its pillars had cracks.",
        "After the bridge fell, it was searched by 40 soldiers.",
        "Karel Dovan said: “We saw it fall, and I ran.”",
        "The council of Halven asked Karel Dovan to help them.",
        "During this week the council will meet three times.",
    ],
)
def test_it_stands(text: str) -> None:
    assert leans(text, False, ["Karel Dovan"]) is None


def test_words_that_open_with_a_quotation_may_point_where_the_speaker_is_named() -> None:
    text = "“It fell like a drawer,” Karel Dovan said."
    assert leans(text, True, ["Karel Dovan"]) is None
    assert leans(text, False, ["Karel Dovan"]) is not None


def test_a_plain_sentence_reads_better_than_one_that_leans_on_its_day() -> None:
    plain = flaws("The council of Halven closed the Orlen bridge on Monday.")
    assert plain == 0
    assert flaws("The council of Halven closed the Orlen bridge yesterday.") > plain
    assert flaws("You can now cross the Orlen bridge of Halven again!") > plain
    assert flaws("[Karel Dovan] closed the Orlen bridge of Halven on Monday.") > plain


@pytest.mark.parametrize(
    ("words", "back"), [("But my wife was glad", True), ("We saw it fall", True), ("The bridge fell", False)]
)
def test_words_alone_that_point_back(words: str, back: bool) -> None:
    assert points_back(words) is back


@pytest.mark.parametrize("piece", ["a ", "the old man ", "“", "' ", "[x] ", ", it ", "\\w+ of ", "AB CD "])
def test_a_hostile_line_takes_no_time(piece: str) -> None:
    start = time.process_time()
    leans(piece * 20_000, False, ["Karel Dovan"])
    flaws(piece * 20_000)
    assert time.process_time() - start < 2
