"""Captures written as a web archive come back from it as they were."""

from __future__ import annotations

from io import BytesIO

import pytest
from fastwarc.warc import ArchiveIterator
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.collect.warc import read_archive
from firsthand.model import Capture
from firsthand.publish.warc_out import Kept, write_warc

PAGE = (
    "<!DOCTYPE html><html><body><p>The ferry to Vellmark was late, “very late”, on Monday.</p></body></html>".encode()
)
KEPT: list[Kept] = [
    (
        "https://courier.example/ferry",
        "2026-03-14T09:30:00+00:00",
        PAGE,
        "text/html",
        (("etag", '"a"'), ("content-encoding", "gzip"), ("content-type", "text/html; charset=utf-8")),
    ),
    ("https://courier.example/ferry", "2026-03-15T09:30:00.250000+00:00", PAGE + b"<!-- again -->", "text/html", ()),
    ("https://courier.example/note", "2026-03-14T09:30:00Z", b"The ferry was late.", "text/plain", ()),
]


def written(captures: list[Kept]) -> bytes:
    file = BytesIO()
    assert write_warc(captures, file) == len(captures)
    return file.getvalue()


def read(archive: bytes) -> list[Capture]:
    return [c for c in read_archive(BytesIO(archive), "export.warc.gz") if isinstance(c, Capture)]


def test_what_is_written_is_read_again() -> None:
    captures = read(written(KEPT))
    assert [c.body for c in captures] == [body for _, _, body, _, _ in KEPT]
    assert [c.given.url for c in captures] == [uri for uri, *_ in KEPT]
    assert [c.media for c in captures] == ["html", "html", "text"]
    retrievals = [c.retrieval for c in captures if c.retrieval]
    assert [r.at[:23] for r in retrievals] == [
        "2026-03-14T09:30:00+00:",
        "2026-03-15T09:30:00.250",
        "2026-03-14T09:30:00+00:",
    ]
    assert dict(retrievals[0].headers)["etag"] == '"a"'
    assert "content-encoding" not in dict(retrievals[0].headers)


def test_the_same_captures_give_the_same_bytes_and_each_record_an_id_of_its_own() -> None:
    assert written(KEPT) == written(KEPT)
    ids = [record.record_id for record in ArchiveIterator(BytesIO(written(KEPT)))]
    assert len(set(ids)) == len(ids) == 4


def test_digests_hold() -> None:
    records = list(ArchiveIterator(BytesIO(written(KEPT))))
    assert [r.headers.get("WARC-Type") for r in records] == ["warcinfo", "response", "response", "response"]
    checked = [
        r.verify_payload_digest() for r in ArchiveIterator(BytesIO(written(KEPT)), verify_digests=False) if r.is_http
    ]
    assert checked == [True] * 3


def test_nothing_kept_is_an_archive_all_the_same() -> None:
    assert len(list(ArchiveIterator(BytesIO(written([]))))) == 1


def test_no_header_and_no_address_can_forge_another() -> None:
    forged = ("https://a.example/\r\nWARC-Type: metadata", "2026-03-14T09:30:00Z", PAGE, "text/html", ())
    headers = (("X-A", "1\r\nContent-Type: image/png\r\n\r\n<p>other</p>"), ("Bad: name\r\n", "x"))
    (first, second) = read(written([forged, (*KEPT[1][:4], headers)]))
    assert first.body == PAGE
    assert second.body == KEPT[1][2]


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time in UTC"):
        write_warc([("https://a.example/", "2026-03-14", b"x", "text/html", ())], BytesIO())


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])),
    st.lists(st.tuples(st.text(max_size=12), st.text(max_size=30)), max_size=5),
)
def test_any_text_under_any_headers_comes_back(text: str, headers: list[tuple[str, str]]) -> None:
    page = f"<html><body><p>The ferry was late.</p>{text}</body></html>".encode()
    headers = [(name, value) for name, value in headers if name.lower() != "content-type"]
    (capture,) = read(written([("https://a.example/", "2026-03-14T09:30:00Z", page, "text/html", headers)]))
    assert capture.body == page
