"""ninjs in its three generations, and what of it is no article."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.clean.article import clean
from firsthand.collect.documents import is_json_feed
from firsthand.collect.ninjs import is_ninjs, read_ninjs
from firsthand.model import Capture, Failure

EXAMPLES = os.environ.get("FIRSTHAND_NINJS_EXAMPLES")
TEXT = (
    "The ferry to Vellmark was late on Monday, the harbour board said in the evening.\n\n"
    "Some 40 passengers waited for three hours at the quay, Tessa Brandt told reporters."
)
FIRST: dict[str, Any] = {
    "uri": "urn:newsml:vna.example:20260314:1",
    "type": "text",
    "versioncreated": "2026-03-14T09:30:00+01:00",
    "language": "en",
    "headline": "Ferry late",
    "byline": "Karel Dovan",
    "located": "Halven",
    "copyrightholder": "Vellmark News Agency",
    "body_text": TEXT,
}
SECOND: dict[str, Any] = {
    "uri": "https://vna.example/news/1",
    "type": "text",
    "firstcreated": "2026-03-14T09:30:00+01:00",
    "headlines": [{"role": "short", "value": "Late"}, {"role": "main", "value": "Ferry <b>late</b>"}],
    "by": "Karel Dovan",
    "infosources": [{"name": "Vellmark News Agency"}],
    "bodies": [
        {"role": "nitf", "contenttype": "application/xml", "value": "<nitf/>"},
        {"role": "plain", "contenttype": "text/plain", "value": "not this one"},
        {"role": "html", "contenttype": "text/html", "value": "<p>The ferry was late.</p>"},
    ],
}
THIRD: dict[str, Any] = {
    "uri": "https://vna.example/news/2",
    "standard": {"name": "ninjs", "version": "3.0"},
    "versionCreated": "2026-03-14T09:30:00+01:00",
    "contentCreated": "2026-03-13",
    "copyrightHolder": "Vellmark News Agency",
    "headlines": [{"value": "Ferry late"}],
    "bodies": [{"contentType": "text/plain", "value": TEXT}],
}
PICTURE = {"uri": "urn:x:picture", "type": "picture", "headline": "A quay", "body_text": "Caption of a picture."}


def outcome(value: object) -> tuple[list[Capture], list[Failure]]:
    found = list(read_ninjs(json.dumps(value).encode(), "wire.json"))
    return [f for f in found if isinstance(f, Capture)], [f for f in found if isinstance(f, Failure)]


def only(value: object) -> Capture:
    (capture,), failures = outcome(value)
    assert failures == []
    return capture


def test_the_first_generation() -> None:
    capture = only(FIRST)
    assert capture.source == "wire.json"
    assert (capture.given.id, capture.given.url) == ("urn:newsml:vna.example:20260314:1", None)
    assert (capture.given.title, capture.given.publisher) == ("Ferry late", "Vellmark News Agency")
    assert capture.given.published == "2026-03-14T09:30:00+01:00"


def test_text_byline_and_language_reach_the_article() -> None:
    article = clean(only(FIRST))
    assert all(paragraph in article.text for paragraph in TEXT.split("\n\n"))
    assert (article.byline, article.language, article.headline) == (("Karel Dovan",), "en", "Ferry late")
    assert article.published_at == "2026-03-14T09:30:00+01:00"


def test_the_second_generation_prefers_html_and_the_main_headline() -> None:
    capture = only(SECOND)
    assert b"<p>The ferry was late.</p>" in capture.body
    assert b"not this one" not in capture.body
    assert (capture.given.title, capture.given.publisher) == ("Ferry late", "Vellmark News Agency")
    assert (capture.given.id, capture.given.url) == (None, "https://vna.example/news/1")
    assert capture.given.published == "2026-03-14T09:30:00+01:00"


def test_the_third_generation_is_in_camel_case() -> None:
    capture = only(THIRD)
    assert (capture.given.published, capture.given.publisher) == ("2026-03-14T09:30:00+01:00", "Vellmark News Agency")
    assert b"Some 40 passengers" in capture.body


def test_a_list_and_an_object_of_items_are_read_item_by_item() -> None:
    items = [FIRST, SECOND, PICTURE, THIRD]
    for document in (items, {"items": items}):
        captures, failures = outcome(document)
        assert [c.source for c in captures] == ["wire.json:1", "wire.json:2", "wire.json:4"]
        assert failures == []


def test_pictures_are_no_articles_and_a_sidebar_is_one() -> None:
    sidebar = FIRST | {"uri": "urn:x:2", "body_text": "A sidebar about the quay."}
    again = FIRST | {"body_text": "The same item again."}
    associations = {"main": PICTURE, "aside": sidebar, "again": again, "broken": 5}
    captures, failures = outcome(FIRST | {"associations": associations})
    assert [c.given.id for c in captures] == [FIRST["uri"], "urn:x:2"]
    assert failures == []
    assert len(outcome(THIRD | {"associations": [PICTURE, sidebar]})[0]) == 2


def test_a_body_that_is_a_whole_page_gives_its_inside() -> None:
    page = "<html><head><title>Wrong</title></head><body class='x'><p>The ferry was late.</p></body></html>"
    capture = only({"uri": "urn:x:1", "body_xhtml": page})
    assert b"<p>The ferry was late.</p>" in capture.body
    assert b"Wrong" not in capture.body


def test_what_an_item_says_cannot_break_out_of_the_head() -> None:
    capture = only(FIRST | {"headline": "</title><script>x</script>", "byline": '"><b>', "language": '"><i>'})
    assert b"<script>" not in capture.body
    assert b"<b>" not in capture.body
    assert b"<i>" not in capture.body


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (PICTURE, "without an article: picture"),
        ([], "without items"),
        ({k: v for k, v in FIRST.items() if k != "body_text"}, "carries no text"),
        (FIRST | {"body_text": " "}, "carries no text"),
        (FIRST | {"body_text": 5}, "carries no text"),
        (FIRST | {"pubstatus": "canceled"}, "'canceled'"),
        (FIRST | {"body_text": "word " * 3_000_000}, "Larger than"),
        ([5], "not an object"),
    ],
)
def test_what_gives_no_article_says_why(value: object, said: str) -> None:
    captures, (failure,) = outcome(value)
    assert captures == []
    assert said in failure.reason


def test_an_embargo_is_named_and_the_article_read() -> None:
    captures, (failure,) = outcome(FIRST | {"embargoed": "2026-03-20T00:00:00Z"})
    assert len(captures) == 1
    assert "holds it back until 2026-03-20" in failure.reason


@pytest.mark.parametrize("body", [b"{", b"", b"\xff\xfe", b"[" * 100_000])
def test_broken_json_is_named(body: bytes) -> None:
    (failure,) = list(read_ninjs(body, "wire.json"))
    assert isinstance(failure, Failure)
    assert "not valid JSON" in failure.reason


@pytest.mark.parametrize("value", [{}, [], 5, None, {"uri": "x"}, {"text": "The ferry"}, {"items": [{"id": 1}]}])
def test_other_json_is_not_taken_for_ninjs(value: object) -> None:
    assert not is_ninjs(value)
    assert not is_json_feed(value)


def test_it_is_told_from_a_json_feed() -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Courier", "items": [{"id": "1"}]}
    assert is_json_feed(feed)
    assert not is_ninjs(feed)
    assert all(is_ninjs(v) and not is_json_feed(v) for v in (FIRST, SECOND, THIRD, [FIRST], {"items": [THIRD]}))


NAMES = st.sampled_from(
    "uri type bodies body_text body_html headlines headline value contentType role name associations infosources "
    "copyrightholder standard items pubstatus embargoed language".split()
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["text", "picture", "text/html"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=25,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(NAMES, JSON, max_size=8) | JSON)
def test_no_json_whatever_raises(value: object) -> None:
    is_ninjs(value)
    captures, failures = outcome(value)
    assert captures or failures


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=100))
def test_no_bytes_whatever_raise(body: bytes) -> None:
    assert list(read_ninjs(body, "wire.json"))


@pytest.mark.skipif(not EXAMPLES, reason="FIRSTHAND_NINJS_EXAMPLES names no checkout of github.com/iptc/newsinjson")
def test_the_examples_of_the_iptc() -> None:
    """Every item of type text with a body of its own gives an article, and no picture, recording or event does."""
    files = sorted((Path(EXAMPLES or "") / "examples").glob("[123].*/**/*.json"))
    assert files
    for file in files:
        value = json.loads(file.read_bytes())
        captures = [c for c in read_ninjs(file.read_bytes(), file.name) if isinstance(c, Capture)]
        if isinstance(value, dict) and value.get("type") in ("picture", "video", "audio", "event"):
            assert not captures, file
        elif isinstance(value, dict) and value.get("type") == "text":
            has_body = "bodies" in value or any(name.startswith("body_") for name in value)
            assert bool(captures) == has_body, file
