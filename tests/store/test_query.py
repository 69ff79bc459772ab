from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.errors import InputError
from firsthand.store.query import (
    DEEPEST,
    LONGEST,
    MOST_TERMS,
    MOST_WORDS,
    All,
    InStory,
    Not,
    Reported,
    Some,
    Words,
    parse,
    sought,
)
from firsthand.store.tokens import FIELDS, name_tokens


def word(*words: str) -> Words:
    return Words(words)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("storm", word("storm")),
        ("Storm harbor", All((word("storm"), word("harbor")))),
        ('"storm hits harbor"', word("storm", "hits", "harbor")),
        ("“storm hits”", word("storm", "hits")),
        ("storm -flood", All((word("storm"), Not(word("flood"))))),
        ("storm OR flood", Some((word("storm"), word("flood")))),
        ("a b OR c", Some((All((word("a"), word("b"))), word("c")))),
        ("a (b OR c)", All((word("a"), Some((word("b"), word("c")))))),
        ("a -(b OR c)", All((word("a"), Not(Some((word("b"), word("c"))))))),
        ("anti-war", word("anti", "war")),
        ("Vellmark's", word("vellmark")),
        ("or", word("or")),
        ("storm – harbor & --pier", All((word("storm"), word("harbor"), word("pier")))),
        ("before:2026-02 a", All((Reported("before", "2026-02"), word("a")))),
        ("after:2026-02-28", Reported("after", "2026-02-28")),
        ("story:s-1234", InStory("s-1234", 0)),
        ("Speaker:Veld", Words((FIELDS["speaker"] + "veld",))),
        ('actor:"Mara Veld"', Words(tuple(name_tokens("actor", "Mara Veld")))),
        ("language:en-GB", Words(tuple(name_tokens("language", "en-gb")))),
        ("a -publisher:courier", All((word("a"), Not(Words((FIELDS["publisher"] + "courier",)))))),
        ("12:30", word("12", "30")),
    ],
)
def test_a_query_is_read_as_it_is_meant(query: str, tree: object) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "place", "says"),
    [
        ('storm "harbor', "character 7", "never closed"),
        ("storm (harbor", "character 7", "never closed"),
        ("storm) harbor", "character 6", "never opened"),
        ("storm OR", "character 9", "missing"),
        ("OR storm", "character 1", "missing"),
        ("storm ()", "character 8", "missing"),
        ("storm wind:strong", "character 7", 'no filter "wind:"'),
        ("storm speaker:", "character 7", "needs a value"),
        ("storm speaker:…", "character 7", "no word"),
        ('storm "…"', "character 7", "no word"),
        ("storm before:yesterday", "character 7", "is no day"),
        ("before:2026-02-30", "character 1", "is no day"),
        ("after:2026-13", "character 1", "is no day"),
        ("after:20260101", "character 1", "is no day"),
        ("-storm", "query", "not wanted"),
        ("storm OR -flood", "query", "not wanted"),
        ("", "query", "no word"),
        ("– !", "query", "no word"),
        ("x" * (LONGEST + 1), "query", "1,001 characters"),
        ("a " * (MOST_TERMS + 1), "query", "51 words"),
        ("天" * (MOST_WORDS + 1), "query", "201 words"),
        ("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1), "character 11", "deep"),
    ],
)
def test_a_query_that_cannot_be_read_says_where_and_why(query: str, place: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(query)
    assert place in caught.value.source
    assert says in caught.value.reason


@given(st.text(max_size=60) | st.text(alphabet='ab -"():OR“”', max_size=40))
def test_any_text_is_a_query_or_a_sentence_on_what_is_wrong(query: str) -> None:
    try:
        found = sought(parse(query))
    except InputError as error:
        assert error.source.startswith("query")
        assert error.reason.endswith(".")
    else:
        assert all(words and all(words) for words in found)


def test_what_is_sought_leaves_out_what_is_not_wanted() -> None:
    assert sought(parse('storm ("pier six" OR storm) -flood after:2026')) == (("storm",), ("pier", "six"))
