"""A story as pages show it, while articles come and change beside it."""

from __future__ import annotations

import pytest

from firsthand.desk.adding import keep
from firsthand.desk.opening import Desk
from firsthand.desk.showing import show_story
from firsthand.desk.tending import tend
from firsthand.errors import InputError
from firsthand.store.stories import stories_of
from tests.desk.test_changes import bridge, copy
from tests.desk.test_lookup import BRIDGE, URL, telling
from tests.kept import make_capture


def one_story(desk: Desk) -> str:
    with desk.store.reading() as connection:
        return str(stories_of(connection)[0].id)


def test_an_article_that_was_edited_is_shown_as_the_story_was_told_from_it(desk: Desk) -> None:
    keep(desk, [bridge(), copy()], read=telling)
    tend(desk)
    id = one_story(desk)
    assert show_story(desk, id).current
    edited = make_capture("All is otherwise now. Nothing fell at Ostrel.", url=URL, title="Correction")
    keep(desk, [edited], read=telling)
    shown = show_story(desk, id)
    assert not shown.current
    for statement in shown.story.account:
        for citation in statement.citations:
            assert shown.articles[citation.span.article].quote(citation.span) == citation.exact
            assert shown.reading(citation.span.article).article.quote(citation.span) == citation.exact
    assert {r.article.text for r in shown.edition.readings} == {a.text for a in shown.articles.values()}
    assert any(a.text == BRIDGE for a in shown.articles.values())
    tend(desk)
    assert all(a.text != BRIDGE for a in show_story(desk, one_story(desk)).articles.values())


def test_a_story_that_nobody_told_yet_is_told_when_it_is_looked_at(desk: Desk) -> None:
    from firsthand.desk.telling import regroup

    keep(desk, [bridge()], read=telling)
    regroup(desk)
    shown = show_story(desk, one_story(desk))
    assert shown.current
    assert shown.story.account


def test_what_is_no_article_of_a_story_is_not_given_as_one(desk: Desk) -> None:
    keep(desk, [bridge()], read=telling)
    tend(desk)
    with pytest.raises(InputError, match="no article of this story"):
        show_story(desk, one_story(desk)).reading("another")
