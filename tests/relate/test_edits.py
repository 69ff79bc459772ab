from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model import Annotations, Mention, Reading, Role, TimeExpression
from firsthand.relate.edits import Edit, EditKind, classify
from firsthand.relate.words import fold
from tests.factory import make_article

FIRE = "A fire on the quay of Halven injured 12 people on Monday evening, police said."
DAM = "The dam had failed before, Edda Lorne told reporters in Dunmar."
RAIN = "It had rained for a week."


def reading(*lines: str, headline: str | None = "Fire at Halven", roles: dict[int, Role] | None = None) -> Reading:
    article = make_article("\n".join(lines), headline=headline, roles=roles)
    return Reading(article, Annotations(article.id))


def swaps(edit: Edit, old: Reading, new: Reading) -> list[tuple[str, str, str]]:
    return [(s.kind, old.article.quote(s.old), new.article.quote(s.new)) for s in edit.swaps]


def swapped(old: str, new: str) -> list[tuple[str, str, str]]:
    before, after = reading(old), reading(new)
    return swaps(classify(before, after), before, after)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (FIRE, FIRE.replace("12", "14"), ("figure", "12 people", "14 people")),
        (FIRE, FIRE.replace("12", "fourteen"), ("figure", "12 people", "fourteen people")),
        (FIRE, FIRE.replace("Monday", "Tuesday"), ("day", "Monday", "Tuesday")),
        (DAM, DAM.replace("Edda", "Edna"), ("name", "Edda Lorne", "Edna Lorne")),
        (DAM, DAM.replace("had failed", "had not failed"), ("negation", "dam had failed", "dam had not failed")),
        (DAM, DAM.replace("had failed", "hadn't failed"), ("negation", "dam had failed", "dam hadn't failed")),
        ("He failed to act.", "He did not fail to act.", ("negation", "He failed to act", "He did not fail to act")),
        ("It cost 3 million crowns.", "It cost 3.5 million crowns.", ("figure", "3 million", "3.5 million")),
        ("Prices rose 5% in May.", "Prices rose 7% in May.", ("figure", "5%", "7%")),
        ("It owes $5 million.", "It owes $6 million.", ("figure", "$5 million", "$6 million")),
        ("Jonna Tiel, 34, said so.", "Jonna Tiel, 43, said so.", ("figure", "Tiel, 34", "Tiel, 43")),
        ("The mayor can stay on.", "The mayor cannot stay on.", ("negation", "mayor can stay", "mayor cannot stay")),
        ("火灾造成12人受伤，警方说。", "火灾造成14人受伤，警方说。", ("figure", "12人", "14人")),
    ],
)
def test_a_figure_a_day_a_name_or_a_negation_inside_a_sentence_is_a_correction(
    old: str, new: str, found: tuple[str, str, str]
) -> None:
    assert swapped(old, new) == [found]
    edit = classify(reading(old), reading(new))
    assert edit.kind == "corrected"
    assert not edit.notices
    assert "no notice says so" in edit.reason


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The council said twelve boats sank.", "The council said 12 boats sank."),  # the same number
        ("The fleet of 1,200 boats is old and slow.", "The fleet of 1200 boats is old and slow."),
        ("The mayor spoke of the big quay in town.", "The mayor spoke of the large quay in town."),
        ("The mayor saw it, Lorne said to reporters.", "The mayor saw it, Edda Lorne said to reporters."),  # more of it
        ("Nine boats sank in the storm.", "The harbor of Dunmar has 12 berths, and most stand empty in winter."),
        ("The mayor refused an answer on the quay.", "The mayor gave no answer on the quay."),
    ],
)
def test_other_words_for_the_same_are_no_correction(old: str, new: str) -> None:
    assert swapped(old, new) == []
    assert classify(reading(old), reading(new)).kind in ("changed", "extended")


def test_days_are_what_the_times_say_and_names_what_the_mentions_say() -> None:
    old, new = reading("It sank on Monday off Mill Street."), reading("It sank on yesterday off Mill Lane.")
    for n, (each, words, street) in enumerate(((old, "Monday", "Mill Street"), (new, "yesterday", "Mill Lane"))):
        at, place = each.article.text.index(words), each.article.text.index(street)
        span = each.article.span(at, at + len(words))
        name = each.article.span(place, place + len(street))
        notes = replace(
            each.annotations,
            times=(TimeExpression(span, "DATE", "2026-03-09"),),
            mentions=(Mention(name, "place", street),),
        )
        old, new = (Reading(each.article, notes), new) if n == 0 else (old, Reading(each.article, notes))
    assert swaps(classify(old, new), old, new) == [("name", "Mill Street", "Mill Lane")]


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: The harbor master is Edna Lorne.",
        "Corrections & clarifications: the quay was built in 1961.",
        "CORRECTION (March 15): The harbor master is Edna Lorne.",
        "An earlier version of this article misspelled a name.",
        "This article was amended on 15 March 2026. The quay was built in 1961.",
        "This story has been corrected to fix the year.",
        "Updated to correct the year in which the quay was built.",
        "(Corrects spelling of name in paragraph 3)",
    ],
)
def test_a_notice_makes_it_a_correction(notice: str) -> None:
    edit = classify(reading(FIRE), new := reading(FIRE, notice, roles={1: "disclosure"}))
    assert (edit.kind, edit.reason) == ("corrected", "A notice of the publisher says so.")
    assert [new.article.quote(n) for n in edit.notices] == [notice]
    assert (edit.added, edit.removed) == (0, 0)
    assert [line.kind for line in edit.lines] == ["same", "added"]


@pytest.mark.parametrize(
    "line",
    [
        "This article was updated to include a comment of the mayor.",
        "The correction of the river took a century.",
        "An earlier version of the law was struck down in 2019.",
        "The minister said that figures would be corrected.",
    ],
)
def test_news_of_corrections_is_no_notice(line: str) -> None:
    assert classify(reading(FIRE), reading(FIRE, line)).kind == "extended"


def test_a_notice_that_stood_there_before_corrects_nothing_again() -> None:
    notice = "Correction: The harbor master is Edna Lorne."
    edit = classify(reading(FIRE, notice), reading(FIRE, notice, RAIN))
    assert (edit.kind, edit.notices) == ("extended", ())


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ((FIRE,), (FIRE, RAIN), "extended"),
        ((FIRE, RAIN), (FIRE,), "shortened"),
        ((FIRE, DAM), (FIRE, RAIN), "changed"),
        ((FIRE, RAIN), (RAIN, FIRE), "changed"),
        ((FIRE, RAIN), (FIRE, RAIN), "same"),
        ((FIRE, f"{RAIN} {DAM}"), (FIRE, RAIN), "shortened"),
    ],
)
def test_what_comes_and_goes_has_a_name(old: tuple[str, ...], new: tuple[str, ...], kind: EditKind) -> None:
    assert classify(reading(*old), reading(*new)).kind == kind


def test_a_new_headline_alone_is_a_new_headline() -> None:
    edit = classify(reading(FIRE, headline="Fire at Halven"), reading(FIRE, headline="12 hurt at Halven"))
    assert (edit.kind, edit.headline) == ("retitled", ("Fire at Halven", "12 hurt at Halven"))
    assert classify(reading(FIRE, headline=None), reading(FIRE)).kind == "same"


def test_furniture_marks_and_blanks_are_no_edit() -> None:
    roles: dict[int, Role] = {1: "boilerplate", 2: "byline"}
    old = reading("“It rained,” she said – twice.", "Share this", "Updated 3:15 p.m.", roles=roles)
    new = reading('"It  rained," she said - twice.', "Related: x", "Updated 4 p.m.", roles=roles)
    edit = classify(old, new)
    assert (edit.kind, edit.reason, edit.swaps) == ("same", "No change of the text.", ())


def test_where_lines_break_off_is_no_edit() -> None:
    assert classify(reading(FIRE, RAIN, DAM), reading(f"{FIRE} {RAIN}", DAM)).kind == "same"


def test_a_line_that_is_taken_for_furniture_now_has_not_gone() -> None:
    edit = classify(reading(FIRE, RAIN), reading(FIRE, RAIN, roles={1: "boilerplate"}))
    assert edit.kind == "same"


def test_a_new_credit_is_named_where_the_text_is_the_same() -> None:
    old = reading(FIRE)
    new = replace(old, article=replace(old.article, credits=("VPA",)))
    assert classify(old, new).kind == "credited"


def test_a_paywall_is_named_as_the_reason() -> None:
    old, new = reading(FIRE, RAIN), reading(FIRE)
    edit = classify(old, Reading(replace(new.article, access="stub"), new.annotations))
    assert (edit.kind, edit.reason) == ("shortened", "The page now ends at a paywall.")


lines = st.lists(
    st.lists(st.sampled_from("Lorne not 12 14 fire the of Monday said . ’s 火 — x".split()), min_size=1, max_size=9)
    .map(" ".join),
    max_size=6,
)


@given(lines, lines)
@settings(deadline=None)
def test_the_pieces_are_both_versions_in_full(old: list[str], new: list[str]) -> None:
    before, after = reading(*old), reading(*new)
    edit = classify(before, after)
    assert (edit.kind == "same") == (fold(" ".join(old)).split() == fold(" ".join(new)).split())
    if edit.lines:
        assert [x.new for x in edit.lines if x.new] == [b.span for b in after.article.blocks]
        assert [x.old for x in edit.lines if x.old] == [b.span for b in before.article.blocks]
    for line in edit.lines:
        if line.kind == "changed":
            assert line.new is not None
            there = "".join(after.article.quote(p.span) for p in line.pieces if p.kind != "old")
            assert there == after.article.quote(line.new)
            kept = [
                (before if p.kind == "old" else after).article.quote(p.span) for p in line.pieces if p.kind != "new"
            ]
            assert line.old is not None
            assert "".join("".join(kept).split()) == "".join(before.article.quote(line.old).split())
    for swap in edit.swaps:
        assert before.article.quote(swap.old) != after.article.quote(swap.new)


@given(lines)
def test_nothing_has_changed_from_a_text_to_itself(same: list[str]) -> None:
    edit = classify(reading(*same), reading(*same))
    assert (edit.kind, edit.added, edit.removed, edit.swaps) == ("same", 0, 0, ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12 not x " * 20_000, "14 no y " * 20_000),
        ("a b\n" * 10_000, "b a\n" * 10_000),
        ("".join(f"line {n} of {n % 11}\n" for n in range(2_000)), "".join(f"row {n} of 9\n" for n in range(2_000))),
        ("an earlier " * 20_000, "updated to " * 20_000),
    ],
)
def test_two_large_texts_with_nothing_in_common_do_not_hang(old: str, new: str, watchdog: None) -> None:
    started = time.monotonic()
    classify(reading(old), reading(new))
    assert time.monotonic() - started < 20


def test_an_hour_stands_whole_in_what_changed() -> None:
    found = []
    for hour in "34":
        each = reading(f"It broke out at {hour} a.m. in a warehouse.")
        at = each.article.text.index(hour)
        time_ = TimeExpression(each.article.span(at, at + 6), "TIME", f"2026-03-09T0{hour}:00")
        found.append(Reading(each.article, replace(each.annotations, times=(time_,))))
    assert swaps(classify(*found), *found) == [("time", "3 a.m.", "4 a.m.")]
