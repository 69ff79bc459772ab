from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.group import group
from firsthand.model import Annotations, Mention, Reading
from tests.factory import make_article

DAM = [
    (
        "Dam above Orrin bursts, valley villages under water",
        "The Tarrow dam above the town of Orrin gave way before dawn on Saturday and sent water into the valley.\n"
        "Governor Ilsa Brandvold said eleven people were missing and the spillway had been cracked since autumn.",
    ),
    (
        "Eleven missing after Tarrow dam collapse",
        "Eleven people are missing below Orrin after the Tarrow dam collapsed, Governor Ilsa Brandvold said.\n"
        "Engineers had warned in autumn that the spillway was cracked. Helicopters lifted families from roofs.",
    ),
    (
        "Opinion: nobody listened at Tarrow",
        "We were told in autumn that the spillway of the Tarrow dam was cracked. Nobody in Orrin listened.\n"
        "Governor Brandvold owes the families of the missing an answer, and the engineers an apology.",
    ),
]
LEVEE = [
    (
        "Levee gives way at Quennel, farms under water",
        "A levee on the river Asker gave way near Quennel on Tuesday night, flooding farms in the lowlands.\n"
        "Mayor Tobias Renn said nobody was missing and that the breach would be closed with sandbags by Thursday.",
    ),
    (
        "Quennel closes breach in Asker levee",
        "Volunteers at Quennel filled sandbags to close a breach in the Asker levee, Mayor Tobias Renn said.\n"
        "Farms in the lowlands stood under water, and cattle were driven to the hills.",
    ),
]
ELECTION = [
    (
        "Vellmark votes for a new parliament",
        "Polling stations opened across Vellmark on Sunday; Premier Oda Kestrel faces the Harvest Party.\n"
        "Turnout stood at 38 percent by noon, the electoral board in Saltmere said.",
    ),
    (
        "Kestrel seeks third term as Vellmark votes",
        "Premier Oda Kestrel wants a third term in Sunday's election in Vellmark, with the Harvest Party behind.\n"
        "The electoral board in Saltmere put turnout at 38 percent at noon.",
    ),
]


def readings(*happenings: list[tuple[str, str]], published: str | None = "2026-03-14") -> list[Reading]:
    rows = [row for happening in happenings for row in happening]
    articles = [
        make_article(text, f"a{n:02}", headline=title, published=published) for n, (title, text) in enumerate(rows)
    ]
    return [Reading(a, Annotations(a.id)) for a in articles]


def together(rows: list[Reading]) -> set[tuple[str, ...]]:
    return {story.articles for story in group(rows)}


def test_reports_of_one_happening_are_one_story_and_of_two_are_two() -> None:
    assert together(readings(DAM, LEVEE, ELECTION)) == {("a00", "a01", "a02"), ("a03", "a04"), ("a05", "a06")}


def test_undated_reports_and_an_opinion_piece_on_one_happening_are_one_story() -> None:
    assert together(readings(DAM, published=None)) == {("a00", "a01", "a02")}


def test_the_order_of_the_input_changes_nothing() -> None:
    rows = readings(DAM, LEVEE, ELECTION)
    shuffled = rows[:]
    random.Random(5).shuffle(shuffled)
    assert group(shuffled) == group(rows) == group(rows[::-1])


def test_a_story_is_named_after_its_earliest_article() -> None:
    rows = readings(DAM[:2])
    late = make_article(DAM[2][1], "a00x", headline=DAM[2][0], published="2026-03-15T09:00:00+00:00")
    early = make_article(DAM[1][1], "zz", headline=DAM[1][0], published="2026-03-13")
    (story,) = group([*rows, Reading(late, Annotations("a00x")), Reading(early, Annotations("zz"))])
    assert story.id == "s-zz"


def test_every_link_says_why_and_the_links_hold_the_story_together() -> None:
    (story,) = group(readings(DAM))
    assert len(story.links) == 2
    assert {a for link in story.links for a in link[:2]} == set(story.articles)
    reasons = " ".join(reason for _, _, reason in story.links)
    assert "Tarrow" in reasons
    assert "“spillway”" in reasons
    assert "within a day" in reasons


def test_a_place_that_both_name_is_called_a_place() -> None:
    rows = []
    for row in readings(LEVEE):
        article = row.article
        at = article.text.index("Quennel")
        quennel = Mention(article.span(at, at + 7), "place", "Quennel")
        rows.append(Reading(article, Annotations(article.id, mentions=(quennel,))))
    (story,) = group(rows)
    assert "both are set in Quennel" in story.links[0][2]


def test_copies_are_one_story_and_empty_texts_stand_alone() -> None:
    rows = readings([LEVEE[0], LEVEE[0]])
    empty = [Reading(make_article("", f"e{n}", headline=None), Annotations(f"e{n}")) for n in range(2)]
    assert together([*rows, *empty]) == {("a00", "a01"), ("e0",), ("e1",)}


def test_an_article_in_another_language_joins_by_names_and_figures() -> None:
    german = (
        "Nach dem Bruch der Talsperre Tarrow oberhalb von Orrin werden elf Menschen vermisst.\n"
        "Das sagte Gouverneurin Ilsa Brandvold in Orrin. Der Überlauf bei Tarrow war gerissen."
    )
    other = (
        "Die Mannschaft von Trainer Lasse Ohm hat in Quennel das Finale verloren und ist nun Letzter.\n"
        "Das sagte Trainer Lasse Ohm nach dem Spiel in Quennel. Der Verein war zuletzt Zweiter."
    )
    foreign = [
        Reading(make_article(text, f"g{n}", language="de"), Annotations(f"g{n}"))
        for n, text in enumerate((german, other))
    ]
    stories = together([*readings(DAM), *foreign])
    assert ("a00", "a01", "a02", "g0") in stories
    assert ("g1",) in stories


def test_a_sequel_a_year_later_is_less_alike_than_the_same_words_on_the_day() -> None:
    def likeness(day: str) -> float:
        later = make_article(DAM[1][1], "b", headline=DAM[1][0], published=day)
        (story,) = group([*readings(DAM[:1]), Reading(later, Annotations("b"))])
        return float(story.links[0][2].removeprefix("Likeness ").split(":")[0])

    assert likeness("2027-03-20") < likeness("2026-03-14")


def test_a_day_that_is_none_is_no_reason_to_fail() -> None:
    rows = readings(DAM[:2], published="yesterday")
    assert together(rows) == {("a00", "a01")}


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(7)), st.integers(min_value=0, max_value=7))
def test_each_article_is_in_one_story_whatever_the_order(order: list[int], count: int) -> None:
    rows = readings(DAM, LEVEE, ELECTION)
    chosen = [rows[i] for i in order[:count]]
    stories = group(chosen)
    assert sorted(a for s in stories for a in s.articles) == sorted(r.article.id for r in chosen)
    assert stories == group(sorted(chosen, key=lambda r: r.article.id))
