"""The parts of an account: what opens it, who says what, what comes next, what was before; less, or what is new."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from firsthand.annotate import annotate
from firsthand.inference.tagger import Tagger
from firsthand.model import Reading, Statement, Story
from firsthand.pipeline import tell
from firsthand.write import write
from tests.factory import make_article

FELL = "The Orlen bridge in Halven collapsed on Monday, killing nine people."
FELL_TOO = "Nine people were killed on Monday when the Orlen bridge in Halven collapsed."
RIVER = "Soldiers searched the river below the town for two missing lorries."
RIVER_TOO = "Two missing lorries were searched for by soldiers in the river below the town."
ARREST = "Police arrested the contractor Karel Dovan at the airport of Marr."
BUILT = "Engineers from Vellmark built the wooden crossing in 1931 for coal trains."
VOTE = "Parliament will vote on new rules for road safety in June."
SAID = "“We will rebuild this crossing before the winter comes to our valley,” said Tessa Brandt, the mayor."
MONDAY, TUESDAY, WEDNESDAY = "2026-03-09T18:00:00Z", "2026-03-10T08:00:00Z", "2026-03-11T08:00:00Z"


def readings_of(tagger: Tagger, *rows: tuple[str, str, str]) -> list[Reading]:
    """Readings of articles given as publisher, time and text."""
    found = []
    for n, (publisher, published, text) in enumerate(rows, 1):
        article = make_article(text, f"a{n}", publisher=publisher, published=published)
        found.append(Reading(article, annotate(article, tagger)))
    return found


def told(readings: Sequence[Reading]) -> Story:
    return tell(Story("s-a1", tuple(r.article.id for r in readings)), readings)[0]


def part(statements: Sequence[Statement], section: str) -> str:
    return " ".join(s.text for s in statements if s.section == section)


@pytest.fixture
def readings(tagger: Tagger) -> list[Reading]:
    return readings_of(
        tagger,
        ("Halven Post", MONDAY, "\n".join([FELL, RIVER, SAID, BUILT])),
        ("Marr Gazette", TUESDAY, "\n".join([FELL_TOO, RIVER_TOO, VOTE, SAID])),
        ("Orlen Echo", WEDNESDAY, "\n".join([ARREST, VOTE])),
    )


def test_each_sentence_stands_in_its_part(readings: list[Reading]) -> None:
    account = told(readings).account
    assert account[0].text in (FELL, FELL_TOO)
    assert account[0].section == "lead"
    assert "rebuild this crossing" in part(account, "said")
    assert "Tessa Brandt" in part(account, "said")
    assert "vote on new rules" in part(account, "next")
    assert "1931" in part(account, "background")


def test_the_parts_come_in_one_order(readings: list[Reading]) -> None:
    order = ["lead", "happened", "disputed", "said", "next", "background"]
    places = [order.index(s.section) for s in told(readings).account]
    assert places == sorted(places)
    assert len(set(places)) >= 4


def test_a_lead_is_no_longer_than_five_sentences(tagger: Tagger) -> None:
    people = ["Karel Dovan", "Ilse Marr", "Tomas Wirth", "Edda Lorne", "Hanna Oldecott", "Ruta Selm", "Judit Hallow"]
    things = ["market", "harbor", "school", "station", "museum", "library", "stadium"]
    verbs = ["closed", "visited", "repaired", "sold", "painted", "guarded", "measured"]
    lines = [f"{p} {v} the {t} of Halven on Monday." for p, v, t in zip(people, verbs, things, strict=True)]
    text = "\n".join([FELL, *lines])
    other = "\n".join([FELL_TOO, *(f"On Monday {line[:-11]}." for line in lines)])
    account = told(readings_of(tagger, ("Halven Post", MONDAY, text), ("Marr Gazette", TUESDAY, other))).account
    assert 3 <= sum(s.section == "lead" for s in account) <= 5


@pytest.mark.parametrize("length", [1, 2, 3])
def test_as_many_sentences_as_asked_for(readings: list[Reading], length: int) -> None:
    statements = write(told(readings), readings, length).statements
    assert sum(s.section != "disputed" for s in statements) == length
    assert statements[0].text in (FELL, FELL_TOO)


def test_only_what_is_new_since_a_day(readings: list[Reading]) -> None:
    written = write(told(readings), readings, since="2026-03-11")
    text = " ".join(s.text for s in written.statements)
    assert "arrested" in text
    assert "collapsed" not in text
    assert "vote on new rules" not in text
    assert {c.span.article for s in written.statements for c in s.citations} == {"a3"}
    assert any("first reported before 2026-03-11" in d.reason for d in written.dropped)


def test_nothing_is_new_since_a_day_to_come_or_of_an_unknown_day(readings: list[Reading], tagger: Tagger) -> None:
    assert write(told(readings), readings, since="2026-04-01").statements == ()
    undated = make_article(ARREST, "a9", published=None)
    alone = [Reading(undated, annotate(undated, tagger))]
    assert write(told(alone), alone, since="2020-01-01").statements == ()
    assert write(told(alone), alone).statements != ()


def test_a_toll_that_a_later_report_changes_is_new(tagger: Tagger) -> None:
    rose = "The Orlen bridge in Halven collapsed on Monday, killing 12 people."
    rows = [("Halven Post", MONDAY, f"{FELL}\n{RIVER}"), ("Halven Post", WEDNESDAY, rose)]
    readings = readings_of(tagger, *rows)
    text = " ".join(s.text for s in write(told(readings), readings, since="2026-03-11").statements)
    assert "12 people" in text
    assert "lorries" not in text


def test_what_rests_on_one_origin_is_left_out_and_counted(readings: list[Reading]) -> None:
    written = write(told(readings), readings, single_source=False)
    text = " ".join(s.text for s in written.statements)
    assert "nine people" in text.lower()
    assert "arrested" not in text
    assert "1931" not in text
    assert all(s.independent_sources != 1 for s in written.statements)
    assert any("rest on one origin and were left out as asked" in d.reason for d in written.dropped)


def test_one_article_without_single_sources_says_nothing(readings: list[Reading]) -> None:
    alone = readings[:1]
    assert write(told(alone), alone, single_source=False).statements == ()


def test_a_quotation_that_two_papers_carry_comes_before_one_that_one_carries(tagger: Tagger) -> None:
    other = "“Nobody ever told the council about those old cracks,” said Tomas Wirth, an engineer."
    rows = [("Halven Post", MONDAY, f"{FELL}\n{other}\n{SAID}"), ("Marr Gazette", TUESDAY, f"{FELL_TOO}\n{SAID}")]
    said = [s for s in told(readings_of(tagger, *rows)).account if s.section == "said"]
    assert "rebuild" in said[0].text
    assert {c.span.article for c in said[0].citations} == {"a1", "a2"}
    assert "Halven Post reports: “Nobody" in said[1].text


def test_a_sentence_counts_the_origins_of_its_own_passages(readings: list[Reading]) -> None:
    for statement in told(readings).account:
        if statement.section != "disputed":
            backing = {c.span.article for c in statement.citations if c.role != "disputing"}
            assert statement.independent_sources == len(backing)


def test_an_account_opens_with_the_latest_toll_and_tells_the_old_one_among_the_differences(tagger: Tagger) -> None:
    early = "At least three people were killed on Monday when the Orlen bridge in Halven collapsed."
    rows = [("Marr Gazette", MONDAY, early), ("Halven Post", TUESDAY, FELL), ("Orlen Echo", WEDNESDAY, FELL_TOO)]
    account = told(readings_of(tagger, *rows)).account
    assert "nine people" in account[0].text.lower()
    assert "three" not in " ".join(s.text for s in account if s.section != "disputed")
    assert "three" in part(account, "disputed")


def test_words_that_nobody_is_named_for_are_not_told(tagger: Tagger) -> None:
    words = "“There will be a rain of metal and it might go through the roof of a house in the valley.”"
    account = told(readings_of(tagger, ("Halven Post", MONDAY, f"{FELL}\n{words}"))).account
    assert "rain of metal" not in " ".join(s.text for s in account)


def test_a_clause_keeps_its_end(tagger: Tagger) -> None:
    text = (
        "At least seven people were killed and more than 50 people were taken to the hospital on Monday after a "
        "lorry, believed by the police of Vellmark to have been going too fast, left the road near the Orlen bridge."
    )
    account = told(readings_of(tagger, ("Halven Post", MONDAY, text))).account
    assert all("lorry" not in s.text or "left the road" in s.text for s in account)


def test_nobody_is_quoted_with_a_toll_that_was_overtaken(tagger: Tagger) -> None:
    early = "At least three people were killed on Monday when the Orlen bridge in Halven collapsed."
    words = "“At least three people were killed under the old arches,” said Tomas Wirth, a fireman."
    rows = [("Marr Gazette", MONDAY, f"{early}\n{words}"), ("Halven Post", TUESDAY, FELL)]
    account = told(readings_of(tagger, *rows)).account
    assert "under the old arches" not in " ".join(s.text for s in account if s.section != "disputed")


def test_an_old_fact_in_a_new_report_is_no_news(tagger: Tagger) -> None:
    rows = [("Halven Post", MONDAY, FELL), ("Orlen Echo", WEDNESDAY, f"{FELL_TOO}\n{ARREST}")]
    readings = readings_of(tagger, *rows)
    text = " ".join(s.text for s in write(told(readings), readings, since="2026-03-11").statements)
    assert "arrested" in text
    assert "killed" not in text
