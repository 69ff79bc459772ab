from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand.annotate.marks import find_marked
from firsthand.annotate.quotations import find_quotations
from firsthand.inference.tagger import Tagged, Tagger, Token
from firsthand.model import Article, Mention, Quotation, Span
from tests.factory import make_article


def read(text: str, tagger: Tagger) -> tuple[Article, tuple[Quotation, ...]]:
    article = make_article(text)
    tagged = tagger(text, [(b.span.start, b.span.end) for b in article.blocks])
    return article, find_quotations(article, tagged, ())


def told(text: str, tagger: Tagger) -> list[tuple[str, str, str, str]]:
    """Kind, source, cue and content of each quotation, parts joined by a slash."""
    article, found = read(text, tagger)

    def words(spans: tuple[Span, ...]) -> str:
        return " / ".join(article.quote(s) for s in spans)

    return [(q.kind, words(q.source), words(q.cue), words(q.content)) for q in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The bridge is safe,” Mayor Tad Dove said.", ("direct", "Mayor Tad Dove", "said", "The bridge is safe,")),
        ("“Is it safe?” asked Ida Bram.", ("direct", "Ida Bram", "asked", "Is it safe?")),
        ('Dove told reporters: "We will rebuild."', ("direct", "Dove", "told", "We will rebuild.")),
        ("‘It fell in a minute,’ said Ida Bram.", ("direct", "Ida Bram", "said", "It fell in a minute,")),
        ("«It fell in a minute,» said Ida Bram.", ("direct", "Ida Bram", "said", "It fell in a minute,")),
        ("''It fell in a minute,'' said Ida Bram.", ("direct", "Ida Bram", "said", "It fell in a minute,")),
        ("Dove said that the bridge was safe.", ("indirect", "Dove", "said", "that the bridge was safe")),
        ("The bridge was safe, Dove said.", ("indirect", "Dove", "said", "The bridge was safe")),
        ("The bridge is safe, according to Ida Bram.", ("indirect", "Ida Bram", "according to", "The bridge is safe")),
        (
            "Dove said the bridge was “entirely safe” for trucks.",
            ("mixed", "Dove", "said", "the bridge was “entirely safe” for trucks"),
        ),
        ("Dove called the delay “a disgrace”.", ("mixed", "Dove", "called", "the delay “a disgrace”")),
        (
            "Ida Bram went on to say that she was tired.",
            ("indirect", "Ida Bram", "went on to say", "that she was tired"),
        ),
        ("Dove criticized the new plan.", ("indirect", "Dove", "criticized", "the new plan")),
        ("Dove vowed to rebuild the bridge.", ("indirect", "Dove", "vowed", "to rebuild the bridge")),
    ],
)
def test_one_quotation(text: str, expected: tuple[str, str, str, str], tagger: Tagger) -> None:
    assert told(text, tagger) == [expected]


def test_a_split_quotation_is_one_with_two_parts(tagger: Tagger) -> None:
    assert told("“The bridge,” Dove said, “will be rebuilt by May.”", tagger) == [
        ("direct", "Dove", "said", "The bridge, / will be rebuilt by May.")
    ]


def test_a_cue_that_parts_its_sentence(tagger: Tagger) -> None:
    assert told("The bridge, he said, was entirely safe.", tagger) == [
        ("indirect", "he", "said", "The bridge / was entirely safe")
    ]


def test_the_sentence_that_follows_is_the_same_speakers(tagger: Tagger) -> None:
    text = "“The bridge is safe,” Dove said on Monday. “Nobody needs to worry about it.”"
    assert told(text, tagger) == [("direct", "Dove", "said", "The bridge is safe, / Nobody needs to worry about it.")]


def test_several_paragraphs_with_one_closing_mark(tagger: Tagger) -> None:
    text = "Dove told the council: “It was built in a year.\n\n“It was never tested in a storm.\n\n“We were wrong.”"
    assert told(text, tagger) == [
        (
            "direct",
            "Dove",
            "told",
            "It was built in a year. / It was never tested in a storm. / We were wrong.",
        )
    ]


def test_a_paragraph_of_quoted_words_after_an_attributed_one(tagger: Tagger) -> None:
    text = "“The bridge is safe,” said Ida Bram.\n\n“We tested it for three years.”"
    assert told(text, tagger) == [("direct", "Ida Bram", "said", "The bridge is safe, / We tested it for three years.")]


def test_a_colon_opens_the_next_paragraph(tagger: Tagger) -> None:
    text = "Dove continued:\n\n“The bridge is safe and will stay so.”"
    assert told(text, tagger) == [("direct", "Dove", "continued", "The bridge is safe and will stay so.")]


def test_nested_marks_stay_inside(tagger: Tagger) -> None:
    text = "“They told me, ‘Leave the bridge,’ and I ran,” Ida Bram said."
    assert told(text, tagger) == [("direct", "Ida Bram", "said", "They told me, ‘Leave the bridge,’ and I ran,")]


def test_an_apostrophe_closes_nothing(tagger: Tagger) -> None:
    text = "'It's the drivers' fault and nobody else's,' said Ida Bram."
    assert told(text, tagger) == [("direct", "Ida Bram", "said", "It's the drivers' fault and nobody else's,")]


def test_two_verbs_of_one_speaker_are_two(tagger: Tagger) -> None:
    text = "Dove said the bridge was safe, adding that the toll would stay."
    assert [(source, cue, content) for _, source, cue, content in told(text, tagger)] == [
        ("Dove", "said", "the bridge was safe"),
        ("Dove", "adding", "that the toll would stay"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Workers reopened the so-called “Iron Bridge” on Monday.",
        "The film “A Winter in Rodo” opened in twelve towns.",
        "Harlan “Biscuit” Moore crossed the river in a small boat.",
        "Lessons of the flood\n\n“Humbling for Dove”\n\nThe river rose for two days.",
    ],
)
def test_marks_that_quote_nobody(text: str, tagger: Tagger) -> None:
    assert told(text, tagger) == []


def test_quoted_words_of_nobody_named_have_no_source(tagger: Tagger) -> None:
    text = "The crowd moved slowly along the river.\n\n“We have lost everything we had here.”"
    _, found = read(text, tagger)
    assert [(q.kind, q.source, q.speaker) for q in found] == [("direct", (), None)]


def test_a_headline_names_its_source(tagger: Tagger) -> None:
    article = make_article("Tad Dove: ‘The bridge is safe’\n\nThe river rose for two days.", roles={0: "headline"})
    tagged = tagger(article.text, [(b.span.start, b.span.end) for b in article.blocks])
    [quotation] = find_quotations(article, tagged, ())
    assert article.quote(quotation.source[0]) == "Tad Dove"
    assert article.quote(quotation.content[0]) == "The bridge is safe"


def test_who_relays_and_who_spoke(tagger: Tagger) -> None:
    text = "“The bridge is safe,” Dove said, according to the Courier."
    assert {source for _, source, _, _ in told(text, tagger)} == {"Dove", "the Courier"}


def test_a_passive_attributes_to_nobody(tagger: Tagger) -> None:
    assert told("The bridge is expected to open in May.", tagger) == [
        ("indirect", "", "is expected", "The bridge / to open in May")
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="ab ,.:\n\"'“”‘’«»", max_size=80))
def test_marked_stretches_lie_in_order_inside_their_paragraphs(text: str) -> None:
    article = make_article(text)
    last = 0
    for marked in find_marked(text, article.blocks):
        block = article.blocks[marked.block].span
        assert block.start <= marked.outer_start < marked.start < marked.end <= marked.outer_end <= block.end
        assert marked.outer_start >= last
        last = marked.outer_end


WORDS = [
    *"Dove Ida said that it he told them who as saying called according to add statement view".split(),
    *'“”‘’":,.—\n',
]
DEPS = "nsubj dobj ccomp xcomp advcl acl relcl pcomp prep pobj conj mark auxpass agent punct poss appos dep".split()
TAGS = "VBD VBG VBN VB NN NNP PRP WDT IN PRP$".split()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_text_and_no_parse_breaks_it(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(WORDS), max_size=25))
    count = sum(bool(w.strip()) for w in words)
    tokens: list[Token] = []
    offset = 0
    for word in words:
        start, offset = offset, offset + len(word) + 1
        if word.strip():
            pos = data.draw(st.sampled_from(["VERB", "NOUN", "PROPN", "ADP", "ADJ"])) if word.isalpha() else "PUNCT"
            tag, dep = data.draw(st.sampled_from(TAGS)), data.draw(st.sampled_from(DEPS))
            head = data.draw(st.integers(0, count - 1))
            lemma = {"said": "say", "told": "tell", "saying": "say", "called": "call"}.get(word, word)
            tokens.append(Token(start, start + len(word), word, lemma, pos, tag, dep, head, "", False, 0))
    text = " ".join(words)
    tokens = [t._replace(head=i if _circles(tokens, i) else t.head) for i, t in enumerate(tokens)]
    tagged = Tagged(text, tokens, [(0, len(tokens))] if tokens else [])
    article = make_article(text)
    names = [Mention(article.span(t.start, t.end), "person", "Tad Dove") for t in tokens if t.text == "Dove"]
    for quotation in find_quotations(article, tagged, names):
        assert quotation.content


def _circles(tokens: list[Token], i: int) -> bool:
    """Whether following the heads from a token never ends: no parser makes such a tree."""
    seen, at = {i}, i
    while tokens[at].head != at:
        at = tokens[at].head
        if at in seen:
            return True
        seen.add(at)
    return False


@pytest.mark.usefixtures("watchdog")
def test_a_paragraph_of_nothing_but_marks_does_not_hang() -> None:
    text = "‘a s' “b " * 20_000
    article = make_article(text)
    assert all(0 <= m.start <= m.end <= len(text) for m in find_marked(text, article.blocks))


@pytest.mark.parametrize(
    "text",
    ["“We have lost everything we had.” — Ida Bram", "“We have lost everything we had.”\n\n– Ida Bram"],
)
def test_a_name_behind_a_dash_signs_a_quotation(text: str, tagger: Tagger) -> None:
    [(kind, source, _, content)] = told(text, tagger)
    assert (kind, source, content) == ("direct", "Ida Bram", "We have lost everything we had.")


def test_a_paragraph_left_open_goes_with_the_next(tagger: Tagger) -> None:
    text = "“The river rose for two days and nobody warned us.\n\n“We lost the house,” Ida Bram said."
    assert told(text, tagger) == [
        ("direct", "Ida Bram", "said", "The river rose for two days and nobody warned us. / We lost the house,")
    ]


def test_a_caption_does_not_part_two_paragraphs_of_one_speaker(tagger: Tagger) -> None:
    text = "“The bridge is safe,” Ida Bram said.\n\nThe bridge in May.\n\n“We tested it for three years.”"
    article = make_article(text, roles={1: "caption"})
    tagged = tagger(text, [(b.span.start, b.span.end) for b in article.blocks])
    assert [len(q.content) for q in find_quotations(article, tagged, ())] == [2]


def test_an_addressee_and_a_day_may_stand_between_two_parts(tagger: Tagger) -> None:
    text = "“The bridge is safe,” Dove told the Courier on Monday, “but the road is not.”"
    assert told(text, tagger) == [("direct", "Dove", "told", "The bridge is safe, / but the road is not.")]


def test_a_quoted_phrase_of_nobody_named_is_kept_without_a_source(tagger: Tagger) -> None:
    text = "The road, a “long and winding way”, leads to the “Iron Bridge” and an “old” mill."
    article, found = read(text, tagger)
    assert [(article.quote(q.content[0]), q.source, q.speaker) for q in found] == [("long and winding way", (), None)]


def test_a_relative_clause_behind_the_cue_does_not_hide_the_quotation_before_it(tagger: Tagger) -> None:
    text = "“It is not true that the ferry was late,” she said in a letter that her office sent out. “It was on time.”"
    contents = [content for *_, content in told(text, tagger)]
    assert contents == ["It is not true that the ferry was late, / It was on time."]


@pytest.mark.parametrize(
    "text",
    [
        "Dove pointed a torch to the wall.",
        "The minister pushed the bill for months.",
        "The navy seized a boat on Friday.",
        "The navy seized a boat under the suspicion that it carried arms.",
    ],
)
def test_a_verb_and_a_preposition_that_do_not_belong_together_attribute_nothing(text: str, tagger: Tagger) -> None:
    assert told(text, tagger) == []


@pytest.mark.parametrize(
    ("text", "cue"), [("Dove pushed for a new bridge.", "pushed for"), ("Dove asked the crew for a boat.", "asked")]
)
def test_a_verb_and_its_own_preposition_do(text: str, cue: str, tagger: Tagger) -> None:
    assert [c for _, _, c, _ in told(text, tagger)] == [cue]
