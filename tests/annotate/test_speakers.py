from __future__ import annotations

import re

import pytest

from firsthand.annotate.quotations import find_quotations
from firsthand.inference.tagger import Tagger
from firsthand.model import Mention, MentionKind
from tests.factory import make_article

PERSONS = {"Tad Dove": "Dove", "Ida Bram": "Bram"}
BODIES = {"Rodo River Institute": "River Institute", "Vellmark Rail": "Vellmark Rail"}


def speakers(
    text: str, tagger: Tagger, roles: dict[str, str] | None = None, more: dict[str, str] | None = None
) -> list[str | None]:
    article = make_article(text)
    tagged = tagger(text, [(b.span.start, b.span.end) for b in article.blocks])
    mentions: list[Mention] = []
    kinds: list[tuple[dict[str, str], MentionKind]] = [(PERSONS | (more or {}), "person"), (BODIES, "organization")]
    for names, kind in kinds:
        for full, short in names.items():
            for match in re.finditer(f"{full}|{short}", text):
                role = (roles or {}).get(full) if match.group() == full else None
                mentions.append(Mention(article.span(*match.span()), kind, full, role))
    return [q.speaker for q in find_quotations(article, tagged, mentions)]


def test_a_surname_is_the_fullest_name(tagger: Tagger) -> None:
    text = "Tad Dove crossed the bridge.\n\n“It is safe,” Dove said."
    assert speakers(text, tagger) == ["Tad Dove"]


def test_a_pronoun_is_who_spoke_last(tagger: Tagger) -> None:
    text = "“It is safe,” said Tad Dove.\n\n“We tested it for years,” he said."
    assert speakers(text, tagger) == ["Tad Dove", "Tad Dove"]


def test_a_pronoun_is_nobody_of_the_other_gender(tagger: Tagger) -> None:
    text = "“It is safe,” said Tad Dove.\n\nIda Bram disagrees with Dove.\n\n“It is a ruin,” she said."
    assert speakers(text, tagger)[-1] == "Ida Bram"


def test_a_pronoun_without_anybody_before_it_is_nobody(tagger: Tagger) -> None:
    assert speakers("“It is safe,” he said.", tagger) == [None]


def test_names_inside_quoted_words_are_no_antecedents(tagger: Tagger) -> None:
    text = "“Tad Dove ruined this town.” The crowd cheered.\n\n“We all know it,” he said."
    assert speakers(text, tagger)[-1] is None


def test_a_role_is_its_holder(tagger: Tagger) -> None:
    text = "Mayor Tad Dove met Ida Bram on Monday.\n\nThe mayor said the bridge was safe."
    assert speakers(text, tagger, roles={"Tad Dove": "Mayor"}) == ["Tad Dove"]


def test_the_institute_is_the_one_with_that_word_in_its_name(tagger: Tagger) -> None:
    text = (
        "The Rodo River Institute measured the flood, and Vellmark Rail closed the line.\n\n"
        "The river rose by two meters, the institute said."
    )
    assert speakers(text, tagger)[-1] == "Rodo River Institute"


def test_it_is_the_body_that_spoke_last(tagger: Tagger) -> None:
    text = "Vellmark Rail said the line was closed.\n\n“No train will run before May,” it said."
    assert speakers(text, tagger) == ["Vellmark Rail", "Vellmark Rail"]


def test_a_name_beside_its_description(tagger: Tagger) -> None:
    text = "One of the engineers, Ida Bram, said that the bridge was safe."
    assert speakers(text, tagger) == ["Ida Bram"]


def test_who_is_the_one_it_refers_to(tagger: Tagger) -> None:
    text = "The council heard Ida Bram, who said that the bridge was safe."
    assert speakers(text, tagger) == ["Ida Bram"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Three angry residents were chanting “Bridge now! Bridge now!”", "residents"),
        ("Police said the road was closed.", "police"),
        ("Several Vellmark officials said that the road was closed.", "Vellmark officials"),
        ("A spokesman for Vellmark Rail said that the line was closed.", "spokesman for Vellmark Rail"),
    ],
)
def test_others_keep_a_short_description(text: str, speaker: str, tagger: Tagger) -> None:
    assert speakers(text, tagger) == [speaker]


def test_the_statement_is_its_authors(tagger: Tagger) -> None:
    text = "“The line is closed,” said Ida Bram.\n\n“It will stay closed,” the statement added."
    assert speakers(text, tagger) == ["Ida Bram", "Ida Bram"]


def test_a_noun_is_the_description_that_it_headed(tagger: Tagger) -> None:
    text = (
        "Vellmark Rail closed the line.\n\nA spokeswoman for the port said that it would stay open.\n\n"
        "“No ship will wait,” the spokeswoman said."
    )
    assert speakers(text, tagger) == ["spokeswoman for the port", "spokeswoman for the port"]


def test_a_pronoun_may_be_somebody_described(tagger: Tagger) -> None:
    text = "A spokeswoman for the port said that it was open.\n\n“No ship will wait,” she said."
    assert speakers(text, tagger) == ["spokeswoman for the port", "spokeswoman for the port"]


def test_who_is_told_of_has_not_spoken(tagger: Tagger) -> None:
    text = "Ida Bram said that the owners believe the bridge is safe.\n\n“I saw it myself,” she said."
    assert speakers(text, tagger)[-1] == "Ida Bram"


def test_who_became_the_subject_since_speaks(tagger: Tagger) -> None:
    text = "“It is safe,” said Tad Dove.\n\nTom Ash built the bridge.\n\n“I know it,” he said."
    assert speakers(text, tagger, more={"Tom Ash": "Ash"})[-1] == "Tom Ash"
