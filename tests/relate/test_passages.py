from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model import Annotations, Quotation, Reading
from firsthand.relate.candidates import candidates
from firsthand.relate.passages import Words, find_passages, read_words, seeds_of
from tests.factory import make_article

FLOOD = "The river Asker burst its banks at Quennel on Tuesday night and flooded two farms and the road to the mill."
TRAIN = "A freight train left the rails near Saltmere after a signal failed in heavy fog, the railway said later."


def words(text: str, id: str = "a") -> Words:
    article = make_article(text, id)
    return read_words(Reading(article, Annotations(article.id)))


def paired(texts: list[Words]) -> list[tuple[int, int]]:
    return candidates([seeds_of(t) for t in texts], range(len(texts)))


def shared(left: str, right: str) -> list[tuple[str, str]]:
    a, b = words(left, "a"), words(right, "b")
    return [
        (a.article.quote(a.span(*p.left)), b.article.quote(b.span(*p.right))) for p in find_passages(a, b)
    ]


def test_a_passage_is_given_as_the_same_words_in_both() -> None:
    assert shared(f"First. {FLOOD}", f"{FLOOD} Last.") == [(FLOOD[:-1], FLOOD[:-1])]


def test_reordered_paragraphs_are_found_each() -> None:
    assert len(shared(f"{FLOOD}\n{TRAIN}", f"{TRAIN}\n{FLOOD}")) == 2


def test_an_editors_small_changes_do_not_break_a_passage() -> None:
    edited = FLOOD.replace("on Tuesday night and", "late Tuesday and")
    assert shared(FLOOD, edited) == [(FLOOD[:-1], edited[:-1])]


def test_set_phrases_are_no_passage() -> None:
    assert not shared("The head of the railway said later that it was fog.", "The head of the railway knew nothing.")


def test_words_in_quotation_marks_or_in_a_quotation_that_was_found_are_somebodys() -> None:
    text = 'He said "no road is safe" then.\nThe mill stands, she added.'
    article = make_article(text)
    start = text.index("The mill")
    quotation = Quotation("direct", (article.span(start, start + len("The mill stands")),))
    found = read_words(Reading(article, Annotations(article.id, quotations=(quotation,))))
    assert [w for w, q in zip(found.words, found.quoted, strict=True) if q] == "no road is safe the mill stands".split()


def test_furniture_is_not_compared() -> None:
    article = make_article(f"{TRAIN}\n{FLOOD}", roles={0: "boilerplate"})
    assert read_words(Reading(article, Annotations(article.id))).words[:3] == ("the", "river", "asker")


def test_candidates_are_the_pairs_with_words_in_common() -> None:
    texts = [words(FLOOD, "a"), words(TRAIN, "b"), words(f"So: {FLOOD}", "c")]
    assert paired(texts) == [(0, 2)]


def test_of_copies_the_first_alone_is_compared_with_others() -> None:
    texts = [words(FLOOD, "a"), words(FLOOD, "b"), words(FLOOD, "c"), words(f"So: {FLOOD}", "d")]
    assert paired(texts) == [(0, 1), (0, 2), (0, 3)]


@given(st.lists(st.sampled_from("ash birch cedar elm fir".split()), max_size=60), st.randoms(use_true_random=False))
def test_ranges_lie_in_their_texts_and_no_word_is_used_twice(trees: list[str], random: object) -> None:
    a, b = words(" ".join(["x", *trees])), words(" ".join([*trees, "y"]))
    seen: set[int] = set()
    for p in find_passages(a, b):
        assert 0 <= p.left[0] < p.left[1] <= len(a.words)
        assert 0 <= p.right[0] < p.right[1] <= len(b.words)
        assert not seen & set(range(*p.right))
        seen |= set(range(*p.right))


@pytest.mark.usefixtures("watchdog")
def test_one_word_a_hundred_thousand_times_does_not_hang() -> None:
    long = words("la " * 100_000)
    assert all(p.left[0] < p.left[1] for p in find_passages(long, long))
