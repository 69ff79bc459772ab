"""Which claims back the words of another."""

from __future__ import annotations

import pytest

from firsthand.annotate import annotate
from firsthand.inference.tagger import Tagger
from firsthand.model import Claim
from firsthand.write.backing import holds_too
from tests.factory import make_article

ACTORS = {"Karel Dovan": "actor-dovan", "Tessa Brandt": "actor-brandt", "Tessa Brand": "actor-brandt"}


def claim(tagger: Tagger, text: str, id: str) -> Claim:
    found = annotate(make_article(text, id), tagger).claims
    return next(c for c in found if c.main)


@pytest.mark.parametrize(
    ("first", "second", "backs"),
    [
        ("Tessa Brandt opened the new bridge over the river.", "Tessa Brand opened the bridge on foot.", True),
        ("Tessa Brandt opened the new bridge over the river.", "Karel Dovan opened the new bridge.", False),
        ("The flood destroyed 40 houses in the valley.", "The flood destroyed 40 houses.", True),
        ("The flood destroyed 40 houses in the valley.", "The flood destroyed houses in the valley.", False),
        ("The bridge fell into the river on Monday.", "The bridge fell into the river on Sunday.", False),
        ("The council repaired the bridge.", "The council never repaired the bridge.", False),
        ("Tessa Brandt visited the hospital in Marr.", "Tessa Brandt left the party in Marr.", False),
    ],
)
def test_a_passage_backs_what_it_holds(tagger: Tagger, first: str, second: str, backs: bool) -> None:
    assert holds_too(claim(tagger, first, "a1"), claim(tagger, second, "a2"), ACTORS) is backs


def test_what_may_be_so_does_not_back_that_it_is_so(tagger: Tagger) -> None:
    firm = claim(tagger, "The flood destroyed 40 houses in the valley.", "a1")
    unsure = claim(tagger, "The flood may have destroyed 40 houses in the valley.", "a2")
    assert unsure.certainty == "possible"
    assert not holds_too(firm, unsure, ACTORS)
    assert holds_too(unsure, firm, ACTORS)
