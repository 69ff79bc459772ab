"""The nouns keep their own rules: no span outside its text, no sentence without a passage."""

from __future__ import annotations

import dataclasses
import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

import firsthand.model as model
from firsthand.errors import FirsthandError, InputError, ModelError, SpanError, UncitedError
from firsthand.model import Citation, Claim, Disagreement, Finding, Side, Span, Statement
from tests.factory import make_article

TEXT = "The Orlen bridge fell on Monday.\nNobody was hurt, the mayor said.\n"
ARTICLE = make_article(TEXT)


def cite(role: model.CitationRole) -> Citation:
    span = ARTICLE.span(0, 32)
    return Citation(span, ARTICLE.quote(span), "", "\nNobody", None, "Vellmark Courier", role)


def claim() -> Claim:
    span = ARTICLE.span(0, 32)
    return Claim(span, span, None, False, "stated", "fall", "bridge", None, None)


def nouns() -> list[type]:
    return [c for _, c in inspect.getmembers(model, inspect.isclass) if dataclasses.is_dataclass(c)]


@pytest.mark.parametrize("noun", nouns(), ids=lambda n: n.__name__)
def test_every_noun_is_frozen_and_slotted(noun: type) -> None:
    assert "__slots__" in vars(noun)
    assert noun.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_what_was_made_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        ARTICLE.text = "The Orlen bridge stands."  # type: ignore[misc]


@pytest.mark.parametrize("roles", [(), ("disputing",), ("disputing", "disputing")])
def test_a_sentence_without_a_passage_behind_it_cannot_be_made(roles: tuple[model.CitationRole, ...]) -> None:
    with pytest.raises(UncitedError, match="no passage backs"):
        Statement("The Orlen bridge fell.", "f-1", tuple(map(cite, roles)))


@pytest.mark.parametrize("role", ["primary", "corroborating"])
def test_one_passage_behind_it_is_enough_even_where_others_dispute(role: model.CitationRole) -> None:
    assert len(Statement("The Orlen bridge fell.", "f-1", (cite("disputing"), cite(role))).citations) == 2


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (5, 4), (0, len(TEXT) + 1), (len(TEXT), len(TEXT) + 1)])
def test_a_span_outside_its_text_cannot_be_made(start: int, end: int) -> None:
    with pytest.raises(SpanError, match="a1"):
        ARTICLE.span(start, end)


@given(st.text(min_size=1), st.data())
def test_a_span_gives_the_words_to_the_letter(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = model.Article("x", "c", "x.txt", text).span(start, end)
    assert model.Article("x", "c", "x.txt", text).quote(span) == text[start:end]
    assert len(span) == end - start


def test_another_capture_is_not_quoted() -> None:
    edited = make_article(TEXT.replace("Monday", "Friday"))
    with pytest.raises(ModelError, match="capture"):
        edited.quote(ARTICLE.span(0, 32))


def test_spans_cover_and_overlap_within_one_capture_alone() -> None:
    whole, part, beside = ARTICLE.span(0, 32), ARTICLE.span(4, 9), ARTICLE.span(32, 40)
    other = make_article("Another text altogether, of the same length or more.").span(4, 9)
    assert whole.covers(part)
    assert not part.covers(whole)
    assert part.overlaps(whole)
    assert not whole.overlaps(beside)
    assert not whole.covers(other)
    assert not whole.overlaps(other)


def test_a_finding_that_nobody_claims_cannot_be_made() -> None:
    with pytest.raises(ModelError):
        Finding("f-1", "It fell.", "agreed", 1, ())
    with pytest.raises(ModelError):
        Finding("f-1", "It fell.", "agreed", 0, (claim(),))
    assert Finding("f-1", "It fell.", "single-source", 1, (claim(),)).claims


def test_one_side_is_no_disagreement() -> None:
    side = Side("nine", "9", (claim(),))
    with pytest.raises(ModelError, match="one side"):
        Disagreement("d-1", "number", "number killed", "conflict", (side,), "why")
    assert Disagreement("d-1", "number", "number killed", "conflict", (side, side), "why").sides


def test_all_that_is_raised_on_purpose_has_one_root() -> None:
    assert issubclass(SpanError, ModelError)
    assert issubclass(UncitedError, ModelError)
    assert issubclass(ModelError, FirsthandError)
    error = InputError("a.txt", "The file is empty.")
    assert str(error) == "a.txt: The file is empty."
    rebuilt = error.__reduce__()
    assert rebuilt[0](*rebuilt[1]).reason == error.reason


def test_spans_sort_in_the_order_of_the_text() -> None:
    spans = [ARTICLE.span(9, 12), ARTICLE.span(0, 4), ARTICLE.span(0, 2)]
    assert [(s.start, s.end) for s in sorted(spans)] == [(0, 2), (0, 4), (9, 12)]
    assert isinstance(spans[0], Span)
