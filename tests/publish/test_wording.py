"""The words that pages, terminals and Markdown share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.publish.wording import (
    counted,
    harmless,
    one_line,
    origin_counts,
    outlet_name,
    quoted,
    safe_url,
    story_counts,
    when,
    when_words,
)
from tests.factory import make_article


@pytest.mark.parametrize(
    ("number", "words"), [(0, "no articles"), (1, "1 article"), (2, "2 articles"), (1200, "1,200 articles")]
)
def test_counts_are_worded_rightly(number: int, words: str) -> None:
    assert counted(number, "article") == words


def test_one_origin_is_no_upper_bound() -> None:
    assert origin_counts(1) == "1 independent origin"
    assert origin_counts(3) == "at most 3 independent origins"
    assert story_counts(1, 1, 1) == "1 article, a single source"
    assert story_counts(4, 3, 1) == "4 articles by 3 outlets, 1 independent origin"
    assert story_counts(4, 3, 0) == "4 articles by 3 outlets"


def test_owners_are_named_where_they_are_fewer_than_origins() -> None:
    assert origin_counts(3, 2) == "at most 3 independent origins, 2 owners"
    assert origin_counts(3, 3) == "at most 3 independent origins"
    assert story_counts(4, 4, 2, 1) == "4 articles by 4 outlets, at most 2 independent origins, 1 owner"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2026-03-14", "14 March 2026"),
        ("2026-03-14T06:10:00Z", "14 March 2026, 06:10 UTC"),
        ("2026-03-14T06:10:00+05:30", "14 March 2026, 06:10 UTC+5:30"),
        ("2026-03-14T06:10:00-03:00", "14 March 2026, 06:10 UTC−3"),
        ("2026-03-14T06:10:00", "14 March 2026, 06:10"),
        ("2026-03", "March 2026"),
        ("2026", "2026"),
        ("2026-03-13/2026-03-14", "13 to 14 March 2026"),
        ("2026-02-27/2026-03-01", "27 February 2026 to 1 March 2026"),
        ("2026-13", "2026-13"),
        ("soon", "soon"),
        (None, "day not known"),
    ],
)
def test_times_are_told_in_words(value: str | None, words: str) -> None:
    assert when_words(value) == words


def test_only_times_that_a_machine_can_read_are_given_to_it() -> None:
    assert [w.machine for w in when("2026-03-13/2026-03-14")] == ["2026-03-13", "2026-03-14"]
    assert [w.machine for w in when("soon")] == [None]


@pytest.mark.parametrize("url", ["https://a.example/x?y=1", "http://a.example"])
def test_web_addresses_are_safe(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        *(None, "", "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "//a.example", "file:///etc"),
        *(
            "https://",
            "https://you@a.example",
            "https://a.example/ x",
            "java\nscript:x",
            "https://[a",
            "\u202ehttps://a.b",
        ),
    ],
)
def test_other_addresses_are_not(url: str | None) -> None:
    assert safe_url(url) is None


def test_an_outlet_without_a_name_goes_by_its_file() -> None:
    assert outlet_name(make_article("x", "a1", publisher=None)) == "a1.txt"
    assert outlet_name(make_article("x", "a" * 40, publisher=None)) == "aaaaaaaaaaaaaaa…aaaa.txt"


def test_marks_of_quotation_are_not_doubled() -> None:
    assert quoted("so he said") == "“so he said”"
    assert quoted("“No,” he said") == "“No,” he said"


@given(st.text())
def test_harmless_text_is_harmless_and_stays_so(text: str) -> None:
    assert harmless(harmless(text)) == harmless(text)
    assert all(c in "\t\n" or c.isprintable() or ord(c) >= 0xA0 for c in harmless(text))
    harmless(text).encode()
    assert "\n" not in one_line(text)
