"""Who is meant by "he" and who by "she"."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from firsthand.annotate.genders import UNCLEAR, learn_genders, name_gender, noun_gender
from firsthand.inference.tagger import Tagger
from firsthand.model import Mention
from tests.factory import make_article


def learned(tagger: Tagger, text: str, name: str, role: str | None = None) -> str | None:
    article = make_article(text)
    tagged = tagger(text, [(b.span.start, b.span.end) for b in article.blocks])
    start = text.index(name)
    mention = Mention(article.span(start, start + len(name)), "person", name, role)
    last = tagged.tokens_in(mention.span.start, mention.span.end)[-1]
    return learn_genders(tagged, [mention], {last: name}, [False] * len(tagged.tokens)).get(name)


@pytest.mark.parametrize(
    "name", ["Mary", "Fatima", "Oksana", "Priyanka", "Yuko", "Ayse", "Lucia", "Wangari", "Ana-Marta"]
)
def test_names_of_women_of_many_countries(name: str) -> None:
    assert name_gender(name) == "she"


@pytest.mark.parametrize(
    "name", ["John", "Ahmed", "Dmytro", "Rajesh", "Hiroshi", "Mehmet", "Carlos", "Kwame", "Jean-Marc"]
)
def test_names_of_men_of_many_countries(name: str) -> None:
    assert name_gender(name) == "he"


@pytest.mark.parametrize("name", ["Andrea", "Kim", "Sasha", "Nicola", "Jordan", "Xqzt"])
def test_a_name_of_both_or_none_decides_nothing(name: str) -> None:
    assert name_gender(name) is None


def test_nouns_of_office_and_kin() -> None:
    assert [noun_gender(n) for n in ("actress", "nephew", "minister")] == ["she", "he", None]


def test_no_word_is_in_both_lists_and_each_list_is_sorted() -> None:
    tables = tomllib.loads(files("firsthand.annotate").joinpath("genders.toml").read_text("utf-8"))
    for each in tables.values():
        assert not set(each["she"].split()) & set(each["he"].split())
    for names in tables["names"].values():
        assert names.split() == sorted(set(names.split()))


@pytest.mark.parametrize(
    ("text", "role", "pronoun"),
    [
        ("Mrs. Dovan spoke in Halven on Monday.", None, "she"),
        ("He came with his wife, Dovan, to the town of Halven.", None, "she"),
        ("Actor Dovan came to Halven on Monday.", "Actor", "he"),
        ("Dovan left because she was tired of Halven.", None, "she"),
        ("Soldiers shot her cousin, Dovan, in Halven on Monday.", None, None),
        ("Dovan came to Halven on Monday.", "Minister", None),
    ],
)
def test_what_stands_with_a_name_tells(tagger: Tagger, text: str, role: str | None, pronoun: str | None) -> None:
    assert learned(tagger, text, "Dovan", role) == pronoun


def test_a_name_that_covers_two_by_mistake_goes_with_neither(tagger: Tagger) -> None:
    assert learned(tagger, "Mr. Anna Dovan came to Halven on Monday.", "Anna Dovan") == UNCLEAR
