"""Words keep their place in the text; ranges are read apart; long ranges come in pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.inference.tagger import PIECE, Tagged, Tagger, Token, pieces

TEXT = "  The mayor  resigned.\nShe left Halven on Monday. Nobody knew why."


def test_tokens_stand_where_the_text_has_them(tagger: Tagger) -> None:
    tagged = tagger(TEXT, [(0, 22), (23, len(TEXT))])
    assert all(TEXT[t.start : t.end] == t.text for t in tagged.tokens)
    assert not any(t.text.isspace() for t in tagged.tokens)
    assert [TEXT[slice(*tagged.sentence_span(i))] for i in range(len(tagged.sentences))] == [
        "The mayor  resigned.",
        "She left Halven on Monday.",
        "Nobody knew why.",
    ]


def test_no_sentence_crosses_from_one_range_to_the_next(tagger: Tagger) -> None:
    text = "The mayor\nof Halven resigned"
    tagged = tagger(text, [(0, 9), (10, len(text))])
    assert len(tagged.sentences) == 2
    assert all(tagged.tokens[t.head].sentence == t.sentence for t in tagged.tokens)


def test_what_is_outside_the_ranges_is_not_read(tagger: Tagger) -> None:
    tagged = tagger(TEXT, [(23, 49)])
    assert (tagged.tokens[0].text, tagged.tokens[-1].text) == ("She", ".")
    assert tagger("   \n ", [(0, 5)]).tokens == ()


def test_grammar_is_told(tagger: Tagger) -> None:
    tagged = tagger("Tessa Brandt opened the bridge.", [(0, 31)])
    verb = next(i for i, t in enumerate(tagged.tokens) if t.lemma == "open")
    assert {tagged.tokens[c].dep for c in tagged.children[verb]} >= {"nsubj", "dobj"}
    assert tagged.subtree(verb) == list(range(len(tagged.tokens)))


@given(st.text(alphabet="ab ", max_size=60), st.integers(0, 10))
def test_pieces_follow_one_another_without_gap(text: str, start: int) -> None:
    long = text * 900
    end = max(start, len(long))
    cut = list(pieces(long, start, end))
    assert [a for a, _ in cut] == [start, *(b for _, b in cut[:-1])]
    assert cut[-1][1] == end
    assert all(b - a <= PIECE for a, b in cut)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5)), max_size=12), st.integers(0, 60), st.integers(0, 60))
def test_the_tokens_of_a_range_are_those_that_lie_wholly_in_it(
    shape: list[tuple[int, int]], start: int, end: int
) -> None:
    tokens: list[Token] = []
    at = 0
    for gap, length in shape:
        tokens.append(Token(at + gap, at + gap + length, "x", "x", "NOUN", "NN", "ROOT", len(tokens), "", False, 0))
        at += gap + length
    tagged = Tagged("", tokens, [(0, len(tokens))])
    inside = [i for i, t in enumerate(tokens) if start <= t.start and t.end <= end]
    assert list(tagged.tokens_in(start, end)) == inside
