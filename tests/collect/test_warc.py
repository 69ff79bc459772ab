"""Web archives: what is read, what is passed by, and what a hostile or broken one comes to."""

from __future__ import annotations

import gzip
import os
import zlib
from io import BytesIO
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.collect import archive_stream, versions, warc
from firsthand.collect.warc import read_archive, read_warc
from firsthand.model import Capture, Failure
from tests.collect.archives import ADDRESS, PAGE, record, response

BODY = PAGE.encode()
WARCIO = os.environ.get("FIRSTHAND_WARCIO_TESTS")
RSS = (
    '<rss version="2.0"><channel><title>Courier</title><item><title>Ferry late</title>'
    "<link>https://courier.example/ferry</link><pubDate>Sat, 14 Mar 2026 09:30:00 GMT</pubDate><description>"
    + "&lt;p&gt;"
    + "The ferry to Vellmark was late on Monday, the harbour board said in the evening. " * 8
    + "&lt;/p&gt;</description></item><item><title>Only a title</title><link>https://courier.example/2</link></item>"
    "</channel></rss>"
)


def outcome(archive: bytes) -> tuple[list[Capture], list[Failure]]:
    found = list(read_archive(BytesIO(archive), "a.warc"))
    return [f for f in found if isinstance(f, Capture)], [f for f in found if isinstance(f, Failure)]


def only(archive: bytes) -> Capture:
    (capture,), failures = outcome(archive)
    assert failures == []
    return capture


def refused(archive: bytes) -> Failure:
    captures, (failure,) = outcome(archive)
    assert captures == []
    return failure


WHOLE = {
    "plain": bytes,
    "gzip": gzip.compress,
    "zstd": zstandard.compress,
}


@pytest.mark.parametrize("packed", WHOLE.values(), ids=WHOLE)
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_page_comes_with_its_address_and_how_it_was_retrieved(packed: type[bytes], version: str) -> None:
    page = response(BODY, "ETag: abc", "X-Robots-Tag: noai")
    archive = record(b"software: x", kind="warcinfo", version=version) + record(page, version=version)
    capture = only(packed(archive))
    assert (capture.body, capture.media, capture.source) == (BODY, "html", "a.warc:record 2")
    assert (capture.given.url, capture.given.title, capture.given.published) == (ADDRESS, None, None)
    assert capture.retrieval is not None
    assert (capture.retrieval.url, capture.retrieval.final_url) == (ADDRESS, ADDRESS)
    assert (capture.retrieval.status, capture.retrieval.at) == (200, "2026-03-14T09:30:00+00:00")
    assert ("etag", "abc") in capture.retrieval.headers
    assert [(o.kind, o.value) for o in capture.retrieval.opt_outs] == [("x-robots-tag", "noai")]


def test_each_record_may_be_packed_by_itself(tmp_path: Path) -> None:
    file = tmp_path / "crawl.warc.gz"
    pages = [record(response(BODY + b"%d" % n), url=f"{ADDRESS}/{n}") for n in range(50)]
    file.write_bytes(b"".join(map(gzip.compress, pages)) + b"\0" * 512)
    captures = [c for c in read_warc(file) if isinstance(c, Capture)]
    assert [c.given.url for c in captures] == [f"{ADDRESS}/{n}" for n in range(50)]
    assert captures[0].source == f"{file}:record 1"


def test_a_reservation_in_the_page_is_recorded() -> None:
    page = b'<html><head><meta name="tdm-reservation" content="1"></head><body><p>The ferry was late.</p></body></html>'
    retrieval = only(record(response(page))).retrieval
    assert retrieval is not None
    assert [o.value for o in retrieval.opt_outs] == ["tdm-reservation: 1"]


@pytest.mark.parametrize(
    "dull",
    [
        record(b"", kind="request"),
        record(b"fetched: well", kind="metadata"),
        record(response(b""), kind="revisit"),
        record(response(b"\x89PNG", media="image/png")),
        record(response(status="404 Not Found")),
        record(response(status="301 Moved")),
        record(response(b"body{}", media="text/css")),
        record(response(b"User-agent: *\nDisallow:", media="text/plain"), url="https://courier.example/robots.txt"),
        record(b"\0\x01", kind="response", url="dns:courier.example", media="text/dns"),
        record(b"log", kind="resource", url="metadata://crawler.example/log", media="text/plain"),
        record(response(b'{"a": 1}', media="application/json")),
        record(response(b"<urlset><url><loc>https://courier.example/</loc></url></urlset>", media="application/xml")),
        record(response(b"<note/>", media="text/xml")),
        record(response(b"  ")),
    ],
)
def test_what_is_no_article_is_passed_by_silently_beside_one_and_counted_alone(dull: bytes) -> None:
    assert only(dull + record(response(), url=ADDRESS + "/2")).source.endswith("record 2")
    failure = refused(dull * 3)
    assert failure.source == "a.warc"
    assert "no article: 3 records" in failure.reason
    assert "(3)" in failure.reason


def test_text_and_pages_without_a_type_are_read() -> None:
    text = only(record(response(b"The ferry was late on Monday.", media="text/plain")))
    assert (text.media, text.body) == ("text", b"The ferry was late on Monday.")
    assert only(record(response(media=""))).media == "html"
    assert only(record(response(media="application/xhtml+xml"))).media == "html"
    resource = only(record(BODY, kind="resource", media="text/html"))
    assert (resource.body, resource.media) == (BODY, "html")


def test_a_feed_is_read_as_feeds_are_and_keeps_its_retrieval() -> None:
    capture = only(record(response(RSS.encode(), media="application/rss+xml"), url="https://courier.example/feed"))
    assert capture.given.title == "Ferry late"
    assert capture.retrieval is not None
    assert capture.retrieval.url == "https://courier.example/feed"
    assert outcome(record(response(RSS.encode(), media="text/xml")))[0]


def test_ninjs_behind_an_address_is_read() -> None:
    item = b'{"uri": "urn:x:1", "versioncreated": "2026-03-14T09:30:00Z", "body_text": "The ferry was late."}'
    capture = only(record(response(item, media="application/json")))
    assert capture.given.id == "urn:x:1"


def test_versions_of_a_page_come_in_the_order_of_time() -> None:
    days = ("2026-03-16", "2026-03-14", "2026-03-15T01:02:03.5Z")
    pages = [record(response(BODY + day.encode()), at=day if "T" in day else f"{day}T00:00:00Z") for day in days]
    other = record(response(BODY + b"other"), url=ADDRESS + "/other")
    captures, failures = outcome(pages[0] + other + pages[1] + record(b"", kind="request") + pages[2])
    assert failures == []
    seen = [(c.given.url, c.retrieval.at[:10]) for c in captures if c.retrieval]
    assert seen[0] == (ADDRESS + "/other", "2026-03-14")
    assert [at for _, at in seen[1:]] == ["2026-03-14", "2026-03-15", "2026-03-16"]


def test_no_more_versions_are_held_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "HELD_MOST", 4)
    days = [f"2026-03-{day:02}T00:00:00Z" for day in range(20, 0, -1)]
    captures, _ = outcome(b"".join(record(response(BODY + d.encode()), at=d) for d in days))
    assert len({c.id for c in captures}) == len(captures) == 20


def test_the_header_tells_the_encoding_before_the_page_does() -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><body><p>Déjà vu à Vellmark</p></body></html>'
    capture = only(record(response(page.encode("windows-1252"), media="text/html; charset=windows-1252")))
    assert "Déjà vu" in capture.body.decode(capture.charset or "")


def test_a_header_under_which_bytes_are_lost_is_not_believed() -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><body><p>Żółw w Vellmark</p></body></html>'
    for said in ("utf-8", "no-such-charset", "base64"):
        capture = only(record(response(page.encode("iso-8859-2"), media=f"text/html; charset={said}")))
        assert "Żółw" in capture.body.decode(capture.charset or "")


def chunked(body: bytes, size: int = 20) -> bytes:
    parts = [body[i : i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


CODED = {
    "gzip": (gzip.compress(BODY), ["Content-Encoding: gzip"]),
    "deflate": (zlib.compress(BODY), ["Content-Encoding: deflate"]),
    "brotli": (brotli.compress(BODY), ["Content-Encoding: br"]),
    "zstd": (zstandard.compress(BODY), ["Content-Encoding: zstd"]),
    "chunked": (chunked(BODY), ["Transfer-Encoding: chunked"]),
    "chunked gzip": (chunked(gzip.compress(BODY)), ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]),
    "gzip in gzip": (gzip.compress(gzip.compress(BODY)), ["Content-Encoding: gzip, gzip"]),
    "undone, header kept": (BODY, ["Transfer-Encoding: chunked", "Content-Encoding: br"]),
}


@pytest.mark.parametrize(("body", "headers"), CODED.values(), ids=CODED)
def test_codings_are_undone(body: bytes, headers: list[str]) -> None:
    assert only(record(response(body, *headers))).body == BODY


def test_broken_chunks_give_what_stands_before_the_break_and_say_so() -> None:
    broken = chunked(BODY[:40])[:-5] + b"zz\r\n" + BODY[40:]
    (capture,), (failure,) = outcome(record(response(broken, "Transfer-Encoding: chunked")))
    assert capture.body == BODY[:40]
    assert "chunked encoding breaks off" in failure.reason


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (response(gzip.compress(BODY)[:-12], "Content-Encoding: gzip"), "breaks off"),
        (response(gzip.compress(b"a" * 50_000_000), "Content-Encoding: gzip"), "larger than"),
        (response(gzip.compress(gzip.compress(b"a" * 10**9, 1), 1), "Content-Encoding: gzip, gzip"), "larger than"),
        (response(BODY, *["Content-Encoding: gzip"] * 4).replace(BODY, gzip.compress(BODY)), "packed 4 times"),
        (response(b"<p>" + b"word " * 2_100_000), "larger than"),
        (response(b"word " * 200_000, media="text/plain"), "limit"),
    ],
)
def test_a_page_that_cannot_be_read_is_named_and_the_rest_goes_on(block: bytes, said: str) -> None:
    (capture,), (failure,) = outcome(record(block) + record(response(), url=ADDRESS + "/2"))
    assert capture.source == "a.warc:record 2"
    assert failure.source == "a.warc:record 1"
    assert said in failure.reason


def test_a_page_that_the_archive_cut_short_is_read_and_named() -> None:
    (capture,), (failure,) = outcome(record(response(), "WARC-Truncated: length"))
    assert capture.body == BODY
    assert "cut it short (length)" in failure.reason


def test_a_record_without_http_headers_is_passed_by() -> None:
    assert "without HTTP headers (1)" in refused(record(b"just some words")).reason


def test_a_length_that_is_not_there_ends_the_reading_with_a_sentence() -> None:
    captures, (failure,) = outcome(record(response(), url=ADDRESS + "/1") + record(response(), length=2_000_000_000))
    assert len(captures) == 1
    assert failure.source == "a.warc:record 2"
    assert "2000.0 MB" in failure.reason


def test_a_last_record_that_breaks_off_is_named_and_not_read() -> None:
    whole = record(response(), url=ADDRESS + "/1")
    captures, (failure,) = outcome(whole + record(response())[:-30])
    assert len(captures) == 1
    assert failure.source == "a.warc:record 2"
    assert "breaks off" in failure.reason
    captures, (failure,) = outcome(whole + record(b"z" * 500, kind="metadata")[:-30])
    assert (len(captures), "breaks off" in failure.reason) == (1, True)


@pytest.mark.parametrize("length", ["-5", "many", "", "9" * 40])
def test_an_impossible_length_is_named(length: str) -> None:
    captures, failures = outcome(record(response(), url=ADDRESS + "/1") + record(response(), length=length))
    assert len(captures) == 1
    assert failures[0].source == "a.warc:record 2"


def test_nothing_after_a_break_is_read() -> None:
    """A page may hold bytes that look like a record of another's page: they are never taken for one."""
    inner = record(response(b"<html><p>Forged words.</p></html>"), url="https://other.example/")
    forged = record(response(BODY + b"\r\n\r\n" + inner), length=len(response()))
    captures, failures = outcome(record(response(), url=ADDRESS + "/1") + b"junk" + forged)
    assert [c.given.url for c in captures] == [ADDRESS + "/1"]
    assert "nothing after it is read" in failures[0].reason


def test_broken_gzip_gives_what_stands_before_the_break() -> None:
    packed = [gzip.compress(record(response(BODY + b"%d" % n), url=f"{ADDRESS}/{n}")) for n in range(5)]
    for archive in (b"".join(packed)[:-30], b"".join(packed[:4]) + b"\x1f\x8bgarbage", b"".join(packed[:4]) + b"more"):
        captures, (failure,) = outcome(archive)
        assert [c.given.url for c in captures] == [f"{ADDRESS}/{n}" for n in range(4)]
        assert "nothing after it is read" in failure.reason


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_an_archive_that_unpacks_to_too_much_is_left_at_the_limit(
    monkeypatch: pytest.MonkeyPatch, pack: type[bytes]
) -> None:
    monkeypatch.setattr(archive_stream, "UNPACKED_FREE", 2_000_000)
    good = record(response(), url=ADDRESS + "/1")
    captures, (failure,) = outcome(pack(good + record(b"a" * 50_000_000, kind="metadata") + good))
    assert len(captures) == 1
    assert "unpacks to more than 2.0 MB" in failure.reason


@pytest.mark.parametrize(
    ("archive", "said"),
    [
        (b"", "empty"),
        (b"\n" * 10_000, "empty"),
        (b"This is a letter.", "no web archive"),
        (gzip.compress(b"This is a letter."), "no web archive"),
        (b"WARC/1.0" + b"a" * 5_000_000, "no web archive"),
        (record(response(), "X-Long: " + "a" * 5_000_000), "broken here"),
        (record(response(), at=None), "WARC-Date"),
        (record(response(), at="yesterday"), "WARC-Date"),
    ],
)
def test_an_archive_that_gives_nothing_says_why(archive: bytes, said: str) -> None:
    assert said in refused(archive).reason


def test_failures_are_named_one_by_one_up_to_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MOST_FAILURES", 3)
    bad = record(response(gzip.compress(BODY)[:-12], "Content-Encoding: gzip"))
    _, failures = outcome(bad * 10)
    assert len(failures) == 4
    assert "7 more" in failures[-1].reason


def test_many_tiny_records_take_no_memory_to_speak_of() -> None:
    tiny = record(response(b"", status="204 No Content", media=""))
    assert "100,000 records" in refused(gzip.compress(tiny * 100_000, 1)).reason


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["", "gzip", "record", "page"]), st.integers(0, 400))
def test_no_bytes_whatever_raise(noise: bytes, how: str, cut: int) -> None:
    archive = {
        "": noise,
        "gzip": gzip.compress(noise),
        "record": record(response())[:cut] + noise + record(response())[cut:],
        "page": record(b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nTransfer-Encoding: chunked\r\n\r\n" + noise),
    }[how]
    captures, failures = outcome(archive)
    assert captures or failures
    assert all(c.body for c in captures)


@pytest.mark.skipif(not WARCIO, reason="FIRSTHAND_WARCIO_TESTS names no checkout of github.com/webrecorder/warcio")
def test_the_cases_of_warcio() -> None:
    readable = {
        "example-bad-non-chunked.warc.gz": 1270,
        "example-bad.warc.gz.bad": 1270,
        "example-iana.org-chunked.warc": 7223,
        "example-resource.warc.gz": 1303,
        "example-wget-bad-target-uri.warc.gz": 1270,
        "example-wrong-chunks.warc.gz": 1270,
        "example.warc": 1270,
        "example.warc.gz": 1270,
    }
    for file in sorted((Path(WARCIO or "") / "test" / "data").iterdir()):
        found = list(read_warc(file))
        sizes = [len(f.body) for f in found if isinstance(f, Capture)]
        assert sizes == ([readable[file.name]] if file.name in readable else []), file.name
        assert sizes or found
