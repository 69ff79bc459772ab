from __future__ import annotations

from datetime import UTC, datetime

import pytest

from firsthand.desk.adding import keep
from firsthand.desk.judging import list_judgements, say_of, take_back
from firsthand.desk.lookup import find_story, list_stories
from firsthand.desk.opening import Desk
from firsthand.errors import InputError
from tests.desk.test_lookup import URL, fill
from tests.kept import make_capture, read

COPY = "https://post.lissel.example/bridge"
TAX = "https://marn.example/tax"
NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)


def homes(desk: Desk) -> list[int]:
    """How many articles each story has."""
    return sorted(s.articles for s in list_stories(desk).stories)


def test_two_stories_become_one_and_the_old_id_leads_on(desk: Desk) -> None:
    fill(desk)
    tax = next(s.id for s in list_stories(desk).stories if s.articles == 1)
    ours, theirs = say_of(desk, URL, TAX, together=True, reason="One vote", by="Ada Lorn", now=NOW)
    assert ours == theirs != tax
    assert homes(desk) == [3]
    assert find_story(desk, tax).id == ours


def test_two_articles_of_one_story_are_held_apart_until_it_is_taken_back(desk: Desk) -> None:
    fill(desk)
    assert homes(desk) == [1, 2]
    ours, theirs = say_of(desk, URL, COPY, together=False, reason="", by="Ada Lorn", now=NOW)
    assert ours != theirs
    assert homes(desk) == [1, 1, 1]
    (judged,) = list_judgements(desk)
    assert (judged.together, judged.by, judged.holds, judged.undone_at) == (False, "Ada Lorn", True, None)
    take_back(desk, judged.number, now=NOW)
    assert homes(desk) == [1, 2]
    (judged,) = list_judgements(desk)
    assert (judged.holds, judged.undone_at) == (False, NOW)
    with pytest.raises(InputError, match="taken back already"):
        take_back(desk, judged.number)


def test_the_latest_word_on_two_articles_holds(desk: Desk) -> None:
    fill(desk)
    say_of(desk, URL, TAX, together=True, reason="a slip", by="Ada Lorn")
    say_of(desk, TAX, URL, together=False, reason="no, two things", by="Bo Lisk")
    assert [j.holds for j in list_judgements(desk)] == [False, True]
    assert homes(desk) == [1, 2]


def test_a_contradiction_is_refused_and_not_kept(desk: Desk) -> None:
    fill(desk)
    say_of(desk, URL, COPY, together=True, reason="", by="Ada Lorn")
    say_of(desk, COPY, TAX, together=True, reason="", by="Ada Lorn")
    with pytest.raises(InputError, match="contradicts what was said before"):
        say_of(desk, URL, TAX, together=False, reason="", by="Bo Lisk")
    assert len(list_judgements(desk)) == 2
    assert homes(desk) == [3]


def test_a_judgement_needs_two_articles_and_a_name(desk: Desk) -> None:
    fill(desk)
    with pytest.raises(InputError, match="the same article"):
        say_of(desk, URL, f"{URL}#top", together=True, reason="", by="Ada Lorn")
    with pytest.raises(InputError, match="Say who"):
        say_of(desk, URL, COPY, together=True, reason="", by=" ")
    with pytest.raises(InputError, match="No article"):
        say_of(desk, URL, "https://nobody.example/", together=True, reason="", by="Ada Lorn")
    with pytest.raises(InputError, match="no judgement of this number"):
        take_back(desk, 7)
    assert list_judgements(desk) == []


def test_what_was_said_holds_for_an_article_that_is_edited_later(desk: Desk) -> None:
    fill(desk)
    say_of(desk, URL, TAX, together=True, reason="", by="Ada Lorn")
    keep(desk, [make_capture("The council of Marn has put the vote off, its chairman said.", url=TAX)], read=read)
    assert homes(desk) == [3]
