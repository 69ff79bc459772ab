"""That the marks are read as README.md says."""

import pytest

from tests.quality import gold
from tests.quality.gold import unmark


def test_marks_nest_and_leave_the_bare_text() -> None:
    text, marks = unmark('{c1|"Rain {t|today|2026-03-14},"} {q1|said} {s1|{p|Kestrel|Ana Kestrel}|Ana Kestrel}.', 0)
    assert text == '"Rain today," said Kestrel.'
    assert {(m.code + m.number, text[m.start : m.end], m.value) for m in marks} == {
        ("c1", '"Rain today,"', ""),
        ("q1", "said", ""),
        ("s1", "Kestrel", "Ana Kestrel"),
        ("p", "Kestrel", "Ana Kestrel"),
        ("t", "today", "2026-03-14"),
    }


def test_a_mark_that_is_not_closed_is_an_error() -> None:
    with pytest.raises(ValueError, match="not closed"):
        unmark("on {t|Friday", 0)


def test_no_label_reaches_the_program() -> None:
    for record in (*gold.records(), *gold.story_records()):
        assert "{" not in record.get("text", "") and "> " not in record.get("text", "")
        assert "gold=" not in record.get("html", "")


def test_every_quotation_has_content_and_every_source_a_speaker() -> None:
    for text in gold.texts():
        for said in text.quotations:
            assert said.content, text.id
            assert bool(said.speaker) or not said.source, (text.id, said)


def test_the_corpus_is_large_enough_to_measure_on() -> None:
    assert len(gold.texts()) >= 10 and len(gold.pages()) >= 12 and len(gold.claims()) >= 20
    assert sum(len(t.quotations) for t in gold.texts()) >= 60
    assert sum(len(t.marked("t")) for t in (*gold.texts(), *gold.times())) >= 80
