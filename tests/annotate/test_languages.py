"""Only English is annotated, and what is not is named."""

from __future__ import annotations

import pytest

from firsthand.annotate import annotate
from firsthand.annotate.languages import foreign
from firsthand.annotate.renaming import rename
from firsthand.inference.tagger import Tagger
from firsthand.model import Annotations
from tests.annotate.told import told
from tests.factory import make_article

GERMAN = "Die Brücke von Halven stürzte am Montag ein, sagte die Bürgermeisterin."


def test_another_language_is_named_and_nothing_is_invented_in_it(tagger: Tagger) -> None:
    article = make_article(GERMAN, language="de-AT")
    assert annotate(article, tagger) == Annotations(article.id)
    assert "German (de-AT)" in (foreign(article) or "")


@pytest.mark.parametrize("language", ["en", "en-GB", "EN", "und"])
def test_english_and_what_has_no_letters_is_not_named(language: str) -> None:
    assert foreign(make_article("The bridge fell.", language=language)) is None


def test_a_language_without_a_name_is_given_by_its_code() -> None:
    assert "'xh'" in (foreign(make_article(GERMAN, language="xh")) or "")


def test_renamed_annotations_are_of_the_other_article_throughout(tagger: Tagger) -> None:
    text = "“The Orlen bridge killed nine people on Monday,” Tessa Brandt said."
    article, notes = told(tagger, text)
    moved = rename(notes, "a2")
    assert "'a1'" not in repr(moved)
    assert repr(moved).replace("'a2'", "'a1'") == repr(notes)
    assert moved.claims
    assert moved.quotations
    assert rename(moved, article.id) == notes
