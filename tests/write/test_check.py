"""A sentence that its passages do not hold is refused."""

from __future__ import annotations

import pytest

from firsthand.annotate import annotate
from firsthand.inference.tagger import Tagger
from firsthand.model import Citation, Claim, Statement
from firsthand.write import refuse
from firsthand.write.check import attributed, raised
from tests.factory import make_article

PASSAGE = "The Orlen bridge killed 39 people, “a disaster waiting to happen”, Tessa Brandt’s office said at 10.30."


def refused(text: str, names: tuple[str, ...] = (), passages: tuple[str, ...] = (PASSAGE,)) -> str:
    citations = []
    for passage in passages:
        article = make_article(passage)
        span = article.span(0, len(passage))
        citations.append(Citation(span, passage, "", "", None, None, "primary"))
    return "; ".join(refuse(Statement(text, "f-1", tuple(citations)), names))


@pytest.mark.parametrize(
    "text",
    [
        PASSAGE,
        "The Orlen bridge killed 39 people.",
        "“A disaster waiting to happen”, Tessa Brandt’s office said.".replace("“A", "“a"),
        'The Orlen bridge, "a disaster waiting to happen"',
        "One report says: The Orlen bridge killed 39 people.",
    ],
)
def test_what_the_passage_holds_passes(text: str) -> None:
    assert refused(text) == ""


@pytest.mark.parametrize("figure", ["40", "3", "9", "390", "39.5", "10.3", "1,039", "30"])
def test_a_foreign_figure(figure: str) -> None:
    assert f"figure {figure} " in refused(f"The Orlen bridge killed {figure} people.")


@pytest.mark.parametrize("words", ["a catastrophe waiting", "a disaster", "disaster waiting to happen again"])
def test_foreign_quoted_words(words: str) -> None:
    held = words in PASSAGE
    assert ("quoted words" in refused(f"Tessa Brandt’s office said “{words}”")) is not held


@pytest.mark.parametrize("word", ["collapsed", "not", "Karel", "allegedly", "nobody"])
def test_a_foreign_word(word: str) -> None:
    assert f"the words {word} " in refused(f"The Orlen bridge {word} killed 39 people.")


def test_a_name_may_be_added_but_lends_no_figure_and_no_quotation() -> None:
    text = "Vellmark Courier reports: The Orlen bridge killed 39 people."
    assert refused(text)
    assert refused(text, ("Vellmark Courier",)) == ""
    assert "figure 4 " in refused("Channel 4 reports: The Orlen bridge killed 39 people.", ("Channel 4",))
    assert "quoted words" in refused("The “Real” Post: The Orlen bridge killed 39 people.", ("The “Real” Post",))


def test_any_of_the_passages_may_hold_it() -> None:
    text = "Outlet: “39 people”. Outlet: “12 people”."
    assert refused(text, ("Outlet",), (PASSAGE, "The collapse killed 12 people.")) == ""
    assert "12" in refused(text, ("Outlet",))


def main_claim(tagger: Tagger, text: str) -> Claim:
    return next(c for c in annotate(make_article(text), tagger).claims if c.main)


@pytest.mark.parametrize(
    ("whole", "cut"),
    [
        (
            "The council knew of the cracks, according to Tessa Brandt.",
            "The council knew of the cracks.",
        ),
        ("Soldiers reportedly closed the bridge of Halven.", "Soldiers closed the bridge of Halven."),
        ("The contractor may have sold the bridge of Halven.", "The contractor sold the bridge of Halven."),
        ("The council will close the bridge, if the rain goes on.", "The council will close the bridge."),
        ("The council did not close the bridge of Halven.", "The council did close the bridge of Halven."),
        ("Tessa Brandt denied that the bridge had cracks.", "The bridge had cracks."),
    ],
)
def test_certainty_is_never_raised(tagger: Tagger, whole: str, cut: str) -> None:
    claim = main_claim(tagger, whole)
    assert raised(whole, claim, whole) == ()
    assert raised(cut, claim, whole) != ()


def test_who_asserts_it_is_named_by_any_word_of_the_name(tagger: Tagger) -> None:
    whole = "Tessa Brandt said that the council knew of the cracks."
    claim = main_claim(tagger, whole)
    assert claim.asserted_by == "Tessa Brandt"
    assert attributed(claim, "Mayor Brandt said that the council knew of the cracks.")
    assert attributed(claim, "The mayor said that the council knew of the cracks.", ["the mayor"])
    assert not attributed(claim, "The council knew of the cracks.")


def test_words_alone_keep_the_doubts_that_stand_in_them(tagger: Tagger) -> None:
    whole = "Tessa Brandt said: “The council may have known of the cracks in the bridge.”"
    claim = main_claim(tagger, whole)
    assert raised("Tessa Brandt: “The council may have known of the cracks in the bridge.”", claim, whole) == ()
