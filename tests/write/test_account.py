"""What an account says, of whom, and with which passages."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from firsthand.annotate import annotate
from firsthand.group import group
from firsthand.inference.tagger import Tagger
from firsthand.model import Reading, Statement, Story
from firsthand.pipeline import tell
from firsthand.write import account as writing
from firsthand.write import refuse, write
from tests.factory import make_article

FELL = "The Orlen bridge in Halven collapsed on Monday, killing {} people."
DIED = "The collapse of the Orlen bridge in Halven on Monday killed {} people, officials said."
ARREST = "Police arrested the contractor Karel Dovan at the airport of Marr."
HOURS = ("2026-03-10T08:00:00Z", "2026-03-10T08:00:00Z", "2026-03-10T08:00:00Z", "2026-03-10T08:00:00Z")


def readings_of(tagger: Tagger, *rows: tuple[str | None, str]) -> list[Reading]:
    """Readings of articles given as publisher and text."""
    readings = []
    for n, (publisher, text) in enumerate(rows, 1):
        article = make_article(text, f"a{n}", publisher=publisher, published=HOURS[n - 1])
        readings.append(Reading(article, annotate(article, tagger)))
    return readings


def told(readings: Sequence[Reading]) -> Story:
    """All of the readings as one story, told."""
    story = Story("s-a1", tuple(sorted(r.article.id for r in readings)))
    return tell(story, readings)[0]


def texts(story: Story, section: str | None = None) -> list[str]:
    return [s.text for s in story.account if section in (None, s.section)]


def test_what_most_report_comes_first_and_cites_each(tagger: Tagger) -> None:
    rows = [("Halven Post", f"{ARREST}\n{FELL.format('nine')}"), ("Marr Gazette", DIED.format("nine"))]
    first = told(readings_of(tagger, *rows)).account[0]
    assert first.text in (FELL.format("nine"), DIED.format("nine"))
    assert {c.span.article for c in first.citations} == {"a1", "a2"}


def test_a_single_source_is_named(tagger: Tagger) -> None:
    story = told(
        readings_of(tagger, ("Halven Post", f"{FELL.format('nine')}\n{ARREST}"), ("Marr Gazette", DIED.format("nine")))
    )
    assert f"Halven Post reports: {ARREST}" in texts(story)


def test_one_article_alone_is_told_without_saying_so_in_every_sentence(tagger: Tagger) -> None:
    story = told(readings_of(tagger, ("Halven Post", f"{FELL.format('nine')}\n{ARREST}")))
    assert set(texts(story)) == {FELL.format("nine"), ARREST}
    assert {f.standing for f in story.findings} == {"single-source"}


@pytest.mark.parametrize("publisher", ["Channel 4", "The “Real” Post", None, "24 Heures", 'The "Real" Post'])
def test_a_name_that_would_break_a_promise_is_not_printed(tagger: Tagger, publisher: str | None) -> None:
    story = told(
        readings_of(tagger, (publisher, f"{FELL.format('nine')}\n{ARREST}"), ("Marr Gazette", FELL.format("12")))
    )
    assert f"One report says: {ARREST}" in texts(story)
    assert any("nine" in t and "12" in t for t in texts(story, "disputed"))
    for statement in story.account:
        backing = " ".join(c.exact for c in statement.citations)
        assert all(f in backing for f in re.findall(r"\d+", statement.text))
        assert all(q in backing for q in re.findall(r"[“\"]([^”\"]+)[”\"]", statement.text))


def test_no_fact_is_told_twice(tagger: Tagger) -> None:
    rows = [
        ("Halven Post", FELL.format("nine")),
        ("Marr Gazette", DIED.format("nine")),
        ("Orlen Echo", FELL.format("9")),
    ]
    lead = texts(told(readings_of(tagger, *rows)), "lead")
    assert len([t for t in lead if "Orlen bridge" in t]) == 1


def test_a_dispute_names_both_sides_and_cites_both(tagger: Tagger) -> None:
    story = told(readings_of(tagger, ("Halven Post", FELL.format("nine")), ("Marr Gazette", FELL.format("12"))))
    (text,) = texts(story, "disputed")
    assert "Halven Post: " in text
    assert "Marr Gazette: " in text
    assert "nine" in text
    assert "12" in text
    (statement,) = (s for s in story.account if s.section == "disputed")
    assert {c.span.article for c in statement.citations} == {"a1", "a2"}


def test_the_other_side_is_cited_as_disputing(tagger: Tagger) -> None:
    story = told(readings_of(tagger, ("Halven Post", FELL.format("nine")), ("Marr Gazette", FELL.format("12"))))
    lead = next(s for s in story.account if s.section == "lead")
    assert {c.role for c in lead.citations} == {"primary", "disputing"}


def test_who_denies_does_not_back_what_is_denied(tagger: Tagger) -> None:
    said = "Ilse Marr said that the council had ignored the warnings about the bridge."
    denied = "Tessa Brandt denied that the council had ignored the warnings about the bridge."
    story = told(readings_of(tagger, ("Halven Post", said), ("Marr Gazette", denied)))
    for statement in story.account:
        if statement.section != "disputed":
            backing = {c.span.article for c in statement.citations if c.role != "disputing"}
            assert len(backing) == 1, statement.text


def test_a_reprint_corroborates_and_is_no_second_primary(tagger: Tagger) -> None:
    text = "\n".join([FELL.format("nine"), ARREST, "Tessa Brandt ordered an inquiry into the contract with a firm."])
    story = told(readings_of(tagger, ("Halven Post", text), ("Marr Gazette", text)))
    assert len(story.origins) == 1
    for statement in story.account:
        assert [c.role for c in statement.citations].count("primary") == 1
    assert {f.independent_sources for f in story.findings} == {1}


def test_every_sentence_passes_the_check_and_cites_to_the_letter(tagger: Tagger) -> None:
    rows = [
        ("Halven Post", f"{FELL.format('nine')}\nThe council “will rebuild it before the winter,” Tessa Brandt said."),
        ("Marr Gazette", f"{DIED.format('12')}\n{ARREST}"),
        ("Orlen Echo", "Soldiers searched the river.\nThe bridge, which was built in 1931, carried 4,000 cars a day."),
    ]
    readings = readings_of(tagger, *rows)
    by_id = {r.article.id: r.article for r in readings}
    story = told(readings)
    assert len(story.account) >= 4
    for statement in story.account:
        names = ["Halven Post", "Marr Gazette", "Orlen Echo", "Tessa Brandt", statement.text.split(". ")[0]]
        assert refuse(statement, names) == ()
        assert all(by_id[c.span.article].quote(c.span) == c.exact for c in statement.citations)
        for c in statement.citations:
            text = by_id[c.span.article].text
            assert text.startswith(c.prefix + c.exact + c.suffix, c.span.start - len(c.prefix))


def test_a_refused_sentence_does_not_appear_and_is_listed(tagger: Tagger, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse_arrests(statement: Statement, names: object) -> tuple[str, ...]:
        return ("no arrests today",) if "arrested" in statement.text else ()

    readings = readings_of(tagger, ("Halven Post", f"{FELL.format('nine')}\n{ARREST}"))
    story = told(readings)
    assert any("arrested" in t for t in texts(story))
    monkeypatch.setattr(writing, "refuse", refuse_arrests)
    written = write(story, readings)
    assert not any("arrested" in s.text for s in written.statements)
    assert "no arrests today" in {d.reason for d in written.dropped}


def test_the_length_is_kept_to(tagger: Tagger) -> None:
    readings = readings_of(tagger, ("Halven Post", f"{FELL.format('nine')}\n{ARREST}\nTessa Brandt resigned as mayor."))
    assert len(write(told(readings), readings, length=1).statements) == 1


def test_a_story_of_nothing_has_an_empty_account(tagger: Tagger) -> None:
    story = told(readings_of(tagger, ("Halven Post", "Bridge news.")))
    assert story.account == ()


def test_articles_of_one_happening_are_grouped_for_it(tagger: Tagger) -> None:
    readings = readings_of(tagger, ("Halven Post", FELL.format("nine")), ("Marr Gazette", DIED.format("nine")))
    assert [s.articles for s in group(readings)] == [("a1", "a2")]
