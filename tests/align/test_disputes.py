"""Each way in which reports can differ, and what only looks like it."""

from __future__ import annotations

import pytest

from firsthand.annotate import annotate
from firsthand.inference.tagger import Tagger
from firsthand.model import Reading
from tests.align.told import MONDAY, TUESDAY, arrange, tell
from tests.factory import make_article

BRIDGE = "The collapse of the Orlen bridge in Halven killed {} people."


# --- numbers ---------------------------------------------------------------------------------------------------------


def test_a_number_is_given_in_the_outlets_words_with_what_follows_it(tagger: Tagger) -> None:
    told = tell(tagger, BRIDGE.format("12 or more"), BRIDGE.format("close to nine"))
    assert {s.value for d in told.differ("number") for s in d.sides} == {"12 or more", "close to nine"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("close to 40", "39"),
        ("a minimum of nine", "12"),
        ("nine or more", "12"),
        ("just over 40", "42"),
        ("scores of", "61"),
    ],
)
def test_rounding_and_bounds_are_no_conflict(tagger: Tagger, one: str, other: str) -> None:
    assert tell(tagger, BRIDGE.format(one), BRIDGE.format(other)).differ("number") == []


def test_a_later_toll_that_is_hardly_higher_is_rounding(tagger: Tagger) -> None:
    told = tell(tagger, (BRIDGE.format("more than 50"), MONDAY), (BRIDGE.format("51"), TUESDAY))
    assert told.differ("number") == []


def test_at_least_so_many_is_overtaken_by_more(tagger: Tagger) -> None:
    told = tell(tagger, (BRIDGE.format("at least five"), MONDAY), (BRIDGE.format("at least nine"), TUESDAY))
    assert [d.type for d in told.differ("number")] == ["update"]


def test_a_part_is_not_set_against_the_whole(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "The collapse of the Orlen bridge in Halven injured 40 people.",
        "The hospital in Halven treats 20 people after the collapse of the Orlen bridge, of whom four are injured.",
    )
    assert told.differ("number") == []


def test_two_tolls_that_articles_open_with_differ_whatever_words_they_share(tagger: Tagger) -> None:
    one = "Nine people were killed after a gate of the Orlen dam gave way, the governor said."
    other = "Twelve people were dead by evening in the town of Halven, two doctors at the hospital told reporters."
    assert tell(tagger, one, other).values("number") in ([("conflict", {"9", "12"})], [("attribution", {"9", "12"})])
    below = "The market opened late. Shops sold bread. Children played in the streets. "
    assert tell(tagger, below + one, below + other).differ("number") == []


@pytest.mark.parametrize(("when", "other"), [("in June", "in July"), ("in July", "so far this year")])
def test_two_periods_are_two_quantities_in_articles_without_a_day(tagger: Tagger, when: str, other: str) -> None:
    def differ(*periods: str) -> bool:
        readings = []
        for n, (jobs, period) in enumerate(zip(("136,000", "213,000"), periods, strict=True)):
            text = f"The economy of Vellmark added {jobs} jobs {period}."
            article = make_article(text, f"a{n}", published=None, publisher=f"Outlet {n}")
            readings.append(Reading(article, annotate(article, tagger)))
        return bool(arrange(readings).differ("number"))

    assert differ(when, when)
    assert not differ(when, other)


def test_who_gives_both_figures_knows_two_quantities(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "The mayor opened four new schools in Halven.",
        "The mayor opened seven new schools in Halven. Four new schools are in the old town.",
    )
    assert told.differ("number") == []


def test_things_of_two_kinds_are_not_set_against_each_other(tagger: Tagger) -> None:
    one = "The singer Ilse Marr posted four photos of her cousin on Tuesday."
    told = tell(tagger, one, one.replace("four", "three"))
    assert [d.about for d in told.differ("number")] == ["number of photos"]
    assert tell(tagger, one, "Karel Dovan bought three photos at a sale in Lenz.").differ("number") == []


def test_counts_of_a_match_are_left_alone(tagger: Tagger) -> None:
    one = "Halven scored four runs in the last inning on Monday."
    assert tell(tagger, one, one.replace("four", "three")).differ("number") == []


def test_figures_of_an_older_time_do_not_meet(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "The tram crash in Halven injured 40 people.",
        "Tram crashes in Halven injured 112 people between March 2024 and March 2025.",
    )
    assert told.differ("number") == []


def test_the_longest_sentence_that_two_reports_name(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "Karel Dovan could face up to 14 years in prison for the collapse of the bridge.",
        "Karel Dovan could be jailed for up to ten years for the collapse of the bridge.",
    )
    assert [d.about for d in told.differ("number")] == ["number of years in prison"]


def test_few_and_nearly_all_of_them(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "The sailors came home to Halven on Monday. One of them was carrying a wound.",
        "The sailors came home to Halven on Monday. All but two were carrying wounds.",
    )
    assert {s.normalized for d in told.differ("number") for s in d.sides} == {"few", "most"}


# --- days and hours --------------------------------------------------------------------------------------------------


def test_the_year_of_one_day(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "Rebels kidnapped the schoolgirls on 14 April 2014.",
        "Rebels abducted the schoolgirls on 14 April 2016.",
    )
    assert told.values("date") == [("conflict", {"2014-04-14", "2016-04-14"})]


def test_a_month_and_a_day_in_it_are_one_side(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "Rebels kidnapped the schoolgirls on 14 April 2014.",
        "Rebels abducted the schoolgirls on 14 April 2016.",
        "Rebels seized the schoolgirls in April 2014.",
    )
    assert told.values("date") == [("conflict", {"2014-04-14", "2016-04-14"})]


def test_who_tells_both_days_tells_two_acts(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "Police arrested a man in the Halven harbor case on Sunday.",
        "Police arrested a man in the Halven harbor case on Monday. Police had arrested another man on Sunday.",
    )
    assert told.differ("date") == []


@pytest.mark.parametrize(
    "dated",
    [
        "Published: 10 March 2026. Police arrested the contractor Karel Dovan of Halven, the mayor said.",
        "Police arrested the contractor Karel Dovan of Halven — Lenz Desk (@LenzDesk) March 10, 2026",
    ],
)
def test_the_date_of_a_text_is_not_the_day_of_what_it_tells(tagger: Tagger, dated: str) -> None:
    assert tell(tagger, "Police arrested the contractor Karel Dovan of Halven on Monday.", dated).differ("date") == []


def test_an_hour_told_by_two_services_is_their_word(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "The fire brigade said it had been called at 6:04 a.m. on Monday to the tunnel in Halven. "
        "The police said they had been called at 6:10 a.m. on Monday to the tunnel in Halven.",
    )
    assert told.values("date") == [("attribution", {"06:04", "06:10"})]


def test_morning_against_evening(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "The ferry from Lenz landed in Halven at 10:15 a.m. on Monday.",
        "The passengers of the ferry from Lenz arrived in Halven at 10:15 p.m. on Monday.",
    )
    assert told.values("date") == [("conflict", {"10:15", "22:15"})]
    assert [d.about for d in told.differ("date")] == ["the hour"]


def test_hours_roughly_told_are_one(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "The ferry from Lenz landed in Halven at 10:15 a.m. on Monday.",
        "The ferry from Lenz landed in Halven at around 10 a.m. on Monday.",
    )
    assert told.differ("date") == []


def test_an_announced_hour_and_the_one_that_was_kept(tagger: Tagger) -> None:
    told = tell(
        tagger,
        ("The ferry will land in Halven at 9:45 a.m. on Monday.", f"{MONDAY}T06:00:00Z"),
        ("The ferry landed in Halven at 10:15 a.m. on Monday.", f"{MONDAY}T18:00:00Z"),
    )
    assert told.values("date") == [("update", {"09:45", "10:15"})]


# --- places ----------------------------------------------------------------------------------------------------------


def test_one_place_in_two_spellings_of_one_text(tagger: Tagger) -> None:
    text = "Two women and the driver died after the tram caught fire in {} Road, Halven, and hit a lorry."
    told = tell(tagger, text.format("Ettleston"), text.format("Ettlestone"))
    assert {s.normalized for d in told.differ("place") for s in d.sides} == {"Ettleston Road", "Ettlestone Road"}


def test_inside_and_outside(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "The tram came off the tracks in a tunnel near Halven on Monday.",
        "The tram came out of the tunnel near Halven on Monday and left the tracks.",
    )
    assert {s.normalized for d in told.differ("place") for s in d.sides} == {"inside", "outside"}


def test_a_place_and_the_town_that_holds_it_agree(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "Police arrested the contractor Karel Dovan in Orrin, a suburb of Berlin.",
        "Police arrested the contractor Karel Dovan in Berlin.",
    )
    assert told.differ("place") == []


def test_whereabouts_that_one_report_knows(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "Karel Dovan left the city. Karel Dovan's whereabouts were unclear on Monday.",
        "Karel Dovan arrived in Berlin on Tuesday.",
        day=TUESDAY,
    )
    assert {s.normalized for d in told.differ("place") for s in d.sides} == {"unknown", "Berlin"}


# --- who -------------------------------------------------------------------------------------------------------------


def test_the_same_words_in_two_mouths(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "“The old bridge was a death trap,” Tessa Brandt said.",
        "“The old bridge was a death trap,” Karel Dovan said.",
    )
    (found,) = told.differ("who")
    assert {s.value for s in found.sides} == {"Tessa Brandt", "Karel Dovan"}


def test_a_name_with_a_slip(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "The Orin probe, whose name means “Silver Palace”, was built in Halven.",
        "The Orin probe, or “Silver Place”, was built in Halven.",
    )
    assert {s.value for d in told.differ("who") for s in d.sides} == {"Silver Palace", "Silver Place"}


# --- whether ---------------------------------------------------------------------------------------------------------


def test_a_denial_in_other_words_finds_what_it_denies(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "Tessa Brandt said that Karel Dovan had threatened to close her bakery.",
        "Through a spokesman, Karel Dovan denied ever threatening her bakery.",
    )
    assert {s.normalized for d in told.differ("whether") for s in d.sides} == {"asserted", "denied"}


def test_who_calls_charges_false_answers_who_made_them(tagger: Tagger) -> None:
    text = (
        "“Karel Dovan threw stones at the soldiers,” the army said on Monday. "
        "Ilse Marr, the head of the miners' union, said the charges were false."
    )
    (found,) = tell(tagger, text).differ("whether")
    assert found.type == "attribution"
    assert {c.asserted_by for s in found.sides for c in s.claims if s.normalized == "denied"} == {"Ilse Marr"}


def test_what_is_not_so_by_another(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "It was not a straight road, Tessa Brandt said.",
        "It was a straight road, Karel Dovan said.",
    )
    assert [d.type for d in told.differ("whether")] == ["attribution"]


@pytest.mark.parametrize(
    "no",
    [
        "The town of Halven had not won the cup since 1908.",
        "The town of Halven has not won the cup yet.",
        "If the town of Halven does not win the cup, it will close its stadium.",
    ],
)
def test_a_no_that_is_limited_denies_nothing(tagger: Tagger, no: str) -> None:
    assert tell(tagger, no, "The town of Halven won the cup on Monday.").differ("whether") == []


def test_what_is_refused_is_not_disputed(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "The council said that four ships had access to the port of Halven.",
        "The council of Lenz denied port access to four ships in Halven.",
    )
    assert told.differ("whether") == []


def test_without_a_shot_and_somebody_shot(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "The rebels seized the army base in Halven without firing a single shot.",
        "The rebels shot two guards when they seized the army base in Halven.",
    )
    assert {s.normalized for d in told.differ("whether") for s in d.sides} == {"none", "some"}


def test_no_dead_since_a_year_is_no_denial(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "There have been no deaths on the trams of Halven since 1959.",
        "Seven people died when a tram overturned in Halven on Monday.",
    )
    assert told.differ("whether") == []


def test_who_did_not_answer_and_was_never_asked(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "Karel Dovan did not respond to requests for comment.",
        "Karel Dovan said he was never contacted by the newspaper.",
    )
    assert {s.normalized for d in told.differ("whether") for s in d.sides} == {"asked", "not asked"}


def test_what_was_only_meant_to_be(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "The Orin reactor was supposed to be demolished in 2013.",
        "The Orin reactor was originally demolished in 2013.",
    )
    assert {s.normalized for d in told.differ("whether") for s in d.sides} == {"meant", "done"}


def test_what_was_planned_and_done_agrees(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "The Orin reactor was scheduled to be demolished in 2013.",
        "The Orin reactor was demolished in 2013.",
    )
    assert told.differ("whether") == []


# --- order -----------------------------------------------------------------------------------------------------------


def test_cause_and_effect_the_other_way_round(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "A fire on the barge caused an explosion in the harbor of Halven.",
        "An explosion sparked a fire on a barge in the harbor of Halven.",
    )
    (found,) = told.differ("sequence")
    assert found.type == "conflict"
    assert "Outlet A" in found.reason
    assert "Outlet B" in found.reason


def test_one_order_in_two_voices_of_the_verb_agrees(tagger: Tagger) -> None:
    told = tell(
        tagger,
        "A fire on the barge caused an explosion in the harbor of Halven.",
        "The explosion in the harbor of Halven was caused by a fire.",
    )
    assert told.differ("sequence") == []


# --- all of them -----------------------------------------------------------------------------------------------------


def test_the_order_of_the_articles_changes_nothing(tagger: Tagger) -> None:
    texts = [
        ("A fire on the barge caused an explosion. Two people were injured.", MONDAY),
        ("An explosion sparked a fire on a barge. No one was injured, Tessa Brandt said.", TUESDAY),
    ]
    told = [tell(tagger, *order) for order in (texts, texts)]
    assert [d.id for d in told[0].story.disagreements] == [d.id for d in told[1].story.disagreements]
    assert {d.slot for d in told[0].story.disagreements} == {"sequence", "whether"}
