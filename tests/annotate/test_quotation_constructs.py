"""The constructs in which news attributes words, one row each: what is said, with which words, by whom."""

from __future__ import annotations

import pytest

from firsthand.annotate.mentions import find_mentions
from firsthand.annotate.quotations import find_quotations
from firsthand.inference.tagger import Tagger
from firsthand.model import Role, Span
from tests.factory import make_article

Row = tuple[str, str, str, str, str | None]


def told(text: str, tagger: Tagger, roles: dict[int, Role] | None = None) -> list[Row]:
    """Kind, content, cue, source and speaker of each quotation, parts joined by a slash."""
    article = make_article(text, roles=roles or {})
    tagged = tagger(text, [(b.span.start, b.span.end) for b in article.blocks])
    found = find_quotations(article, tagged, find_mentions(article, tagged))

    def words(spans: tuple[Span, ...]) -> str:
        return " / ".join(article.quote(s) for s in spans)

    return [(q.kind, words(q.content), words(q.cue), words(q.source), q.speaker) for q in found]


DIRECT: list[tuple[str, str, str, str]] = [
    ("“The bridge is safe,” Ida Bram said.", "The bridge is safe,", "said", "Ida Bram"),
    ("“The bridge is safe,” said Ida Bram.", "The bridge is safe,", "said", "Ida Bram"),
    ('"The bridge is safe," Ida Bram told Vell News.', "The bridge is safe,", "told", "Ida Bram"),
    ("Ida Bram said: “The bridge is safe.”", "The bridge is safe.", "said", "Ida Bram"),
    ("“The bridge,” Ida Bram said, “is safe.”", "The bridge, / is safe.", "said", "Ida Bram"),
    ("“It fell in a minute,” Ida Bram said – “and nobody came.”", "It fell in a minute, / and nobody came.", "said",
     "Ida Bram"),
    ("‘The bridge is safe,’ said Ida Bram.", "The bridge is safe,", "said", "Ida Bram"),
    ("'The bridge is safe,' said Ida Bram.", "The bridge is safe,", "said", "Ida Bram"),
    ("«The bridge is safe,» said Ida Bram.", "The bridge is safe,", "said", "Ida Bram"),
    ("„The bridge is safe,“ said Ida Bram.", "The bridge is safe,", "said", "Ida Bram"),
    ("``The bridge is safe,'' said Ida Bram.", "The bridge is safe,", "said", "Ida Bram"),
    ("''The bridge is safe,'' said Ida Bram. ''It was tested.''", "The bridge is safe, / It was tested.", "said",
     "Ida Bram"),
    ("The river rose. ''The bridge is safe,'' Ida Bram said.", "The bridge is safe,", "said", "Ida Bram"),
    ("“They said, ‘Leave,’ and I ran,” Ida Bram said.", "They said, ‘Leave,’ and I ran,", "said", "Ida Bram"),
    ("“We will rebuild,” Ida Bram tweeted.", "We will rebuild,", "tweeted", "Ida Bram"),
    ("“We will rebuild,” Ida Bram said in a statement.", "We will rebuild,", "said", "Ida Bram"),
    ("Ida Bram was quoted as saying “the bridge is safe”.", "the bridge is safe", "was quoted as saying", "Ida Bram"),
    ("Ida Bram said on “Morning Hour.” “The bridge is safe.”", "The bridge is safe.", "said", "Ida Bram"),
    ("“We have lost all we had here.” — Ida Bram (@idabram) March 3, 2021", "We have lost all we had here.", "—",
     "Ida Bram"),
]


@pytest.mark.parametrize(("text", "content", "cue", "source"), DIRECT)
def test_direct_speech(text: str, content: str, cue: str, source: str, tagger: Tagger) -> None:
    assert told(text, tagger) == [("direct", content, cue, source, "Ida Bram")]


INDIRECT: list[tuple[str, str, str, str]] = [
    ("Ida Bram said that the bridge was safe.", "that the bridge was safe", "said", "Ida Bram"),
    ("The bridge was safe, Ida Bram said.", "The bridge was safe", "said", "Ida Bram"),
    ("But the bridge was safe, Ida Bram said.", "the bridge was safe", "said", "Ida Bram"),
    ("However, the bridge was safe, Ida Bram said.", "the bridge was safe", "said", "Ida Bram"),
    ("The bridge, Ida Bram said, was safe.", "The bridge / was safe", "said", "Ida Bram"),
    ("The bridge is safe, according to Ida Bram.", "The bridge is safe", "according to", "Ida Bram"),
    ("The bridge is safe, per Ida Bram.", "The bridge is safe", "per", "Ida Bram"),
    ("Ida Bram was quoted as saying that the bridge was safe.", "that the bridge was safe", "was quoted as saying",
     "Ida Bram"),
    ("Ida Bram urged the council to rebuild the bridge.", "the council to rebuild the bridge", "urged", "Ida Bram"),
    ("Ida Bram called on the council to rebuild the bridge.", "the council to rebuild the bridge", "called on",
     "Ida Bram"),
    ("Ida Bram is ready to rebuild the bridge.", "to rebuild the bridge", "is ready", "Ida Bram"),
    ("Ida Bram is critical of the new plan.", "the new plan", "is critical of", "Ida Bram"),
    ("Ida Bram criticized the new plan, which costs two millions.", "the new plan", "criticized", "Ida Bram"),
    ("Ida Bram hoped the bridge would hold.", "the bridge would hold", "hoped", "Ida Bram"),
    ("Ida Bram said on “Vellmark Tonight” that the bridge was safe.", "that the bridge was safe", "said", "Ida Bram"),
    ("Ida Bram said Harlan “Biscuit” Moore crossed the river.", "Harlan “Biscuit” Moore crossed the river", "said",
     "Ida Bram"),
    ("Ida Bram seemed to suggest that the bridge was safe.", "that the bridge was safe", "seemed to suggest",
     "Ida Bram"),
    ("The plan was backed by Ida Bram.", "The plan", "was backed by", "Ida Bram"),
    ("Ida Bram wants to rebuild the bridge.", "to rebuild the bridge", "wants", "Ida Bram"),
    ("The bridge fell today — Ida Bram (@idabram) March 3", "The bridge fell today", "—", "Ida Bram"),
]


@pytest.mark.parametrize(("text", "content", "cue", "source"), INDIRECT)
def test_indirect_speech_belief_and_intent(text: str, content: str, cue: str, source: str, tagger: Tagger) -> None:
    assert told(text, tagger) == [("indirect", content, cue, source, "Ida Bram")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The general is reported to have left.", ("indirect", "The general / to have left", "is reported", "", None)),
        ("The general was said to be in town.", ("indirect", "The general / to be in town", "was said", "", None)),
    ],
)
def test_a_passive_that_names_nobody(text: str, expected: Row, tagger: Tagger) -> None:
    assert told(text, tagger) == [expected]


def test_as_an_outlet_reports(tagger: Tagger) -> None:
    [(kind, content, cue, source, _)] = told("As the Courier reports, “the bridge was never tested.”", tagger)
    assert (kind, content, cue, source) == ("direct", "the bridge was never tested.", "reports", "the Courier")


def test_partly_quoted_words_are_mixed(tagger: Tagger) -> None:
    rows = told("Ida Bram said the bridge was “entirely safe” for trucks.", tagger)
    assert rows == [("mixed", "the bridge was “entirely safe” for trucks", "said", "Ida Bram", "Ida Bram")]


def test_she_added_after_a_gap(tagger: Tagger) -> None:
    text = "“The bridge is safe,” Ida Bram said. Workers went home.\n\n“Nobody needs to worry,” she added."
    assert [(c, cue, speaker) for _, c, cue, _, speaker in told(text, tagger)] == [
        ("The bridge is safe,", "said", "Ida Bram"),
        ("Nobody needs to worry,", "added", "Ida Bram"),
    ]


@pytest.mark.parametrize(
    ("headline", "content", "cue", "source"),
    [
        ("Ida Bram: ‘The bridge is safe’", "The bridge is safe", ":", "Ida Bram"),
        ("Bram: ‘The bridge is safe’", "The bridge is safe", ":", "Bram"),
        ("'The bridge is safe', says Ida Bram", "The bridge is safe", "says", "Ida Bram"),
        ("‘The bridge is safe’ – Ida Bram", "The bridge is safe", "–", "Ida Bram"),
    ],
)
def test_headlines(headline: str, content: str, cue: str, source: str, tagger: Tagger) -> None:
    text = f"{headline}\n\nThe river rose for two days."
    [(kind, *found, _)] = told(text, tagger, {0: "headline"})
    assert (kind, *found) == ("direct", content, cue, source)


@pytest.mark.parametrize(
    "text",
    [
        "Workers reopened the so-called ‘iron bridge’ on Monday.",
        "The film “A Winter in Rodo” opened in twelve towns.",
        "Harlan “Biscuit” Moore crossed the river in a small boat.",
        "The ship “Northern Dawn” reached the harbor on Monday.",
        "The slogan of the party, “Bridges First”, was painted on walls.",
        "Protesters carried signs reading “No more tolls in our town”.",
        "The toll rose by two crowns per Vellmark mile.",
        "Don't forget that the bridge is closed.",
    ],
)
def test_no_speaker_where_nobody_speaks(text: str, tagger: Tagger) -> None:
    assert [speaker for *_, speaker in told(text, tagger) if speaker is not None] == []


def test_a_label_before_a_colon_is_no_speaker(tagger: Tagger) -> None:
    text = "Watch: ‘The bridge is safe’\n\nThe river rose for two days."
    assert all(speaker is None for *_, speaker in told(text, tagger, {0: "headline"}))


def test_the_sentence_before_a_quotation_is_no_part_of_it(tagger: Tagger) -> None:
    text = "Why the delay? ''They had no money,'' Ida Bram said. The council met twice."
    assert [c for _, c, *_ in told(text, tagger)] == ["They had no money,"]


def test_a_possessive_does_not_close_a_paragraph_that_the_next_goes_on_with(tagger: Tagger) -> None:
    text = "'It was the voters' choice and we will keep to it.\n\n'We will not stop,' said Ida Bram."
    [(kind, content, _, _, speaker)] = told(text, tagger)
    assert (kind, speaker) == ("direct", "Ida Bram")
    assert content == "It was the voters' choice and we will keep to it. / We will not stop,"


@pytest.mark.usefixtures("watchdog")
def test_a_paragraph_of_dashes_and_handles_does_not_hang(tagger: Tagger) -> None:
    assert told("— a (@" * 5_000, tagger) is not None
