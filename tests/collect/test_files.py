"""What a user names, and what comes of it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import zstandard

from firsthand.collect.files import collect
from firsthand.model import Capture, Failure
from tests.collect.archives import record, response

STORY = "The ferry to Vellmark was late on Monday, the harbour board said."


OPML = b"<opml version='2.0'><body><outline xmlUrl='https://a.example/f'/><outline xmlUrl='https://b.example/f'/></body></opml>"
SITEMAP = (
    b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://a.example/1</loc></url></urlset>"
)
RSS = (
    "<rss version='2.0'><channel><title>Courier</title><item><title>Ferry late</title>"
    f"<link>https://courier.example/ferry</link><description>{(STORY + ' ') * 8}</description></item></channel></rss>"
).encode()
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Courier",
        "items": [{"id": "1", "url": "https://courier.example/ferry", "content_text": (STORY + "\n") * 3}],
    },
    indent=1,
).encode()
NINJS = json.dumps({"uri": "urn:x:1", "headline": "Ferry late", "type": "text", "body_text": STORY}).encode()
ARCHIVE = record(response(f"<html><body><p>{STORY}</p></body></html>".encode()))
SEVERAL = {
    "feed.xml": RSS,
    "feed.rss": RSS,
    "feed.atom": RSS,
    "feed.json": JSON_FEED,
    "wire.json": NINJS,
    "crawl.warc": ARCHIVE,
    "crawl.warc.gz": gzip.compress(ARCHIVE),
    "crawl.warc.zst": zstandard.compress(ARCHIVE),
}


def outcome(*inputs: Path | str, stdin: bytes | None = None) -> tuple[list[Capture], list[Failure]]:
    found = list(collect(inputs, BytesIO(stdin) if stdin is not None else None))
    return [f for f in found if isinstance(f, Capture)], [f for f in found if isinstance(f, Failure)]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_text_arrives_byte_for_byte(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", "One line.\r\nAnother. \n")
    (capture,), failures = outcome(file)
    assert capture.body == b"One line.\r\nAnother. \n"
    assert (capture.media, capture.source, failures) == ("text", str(file), [])


def test_a_directory_is_searched_to_the_bottom_and_other_types_are_passed_by(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", STORY)
    write(tmp_path / "deep" / "down" / "b.htm", f"<p>{STORY}</p>")
    write(tmp_path / "notes.pdf", "not for us")
    write(tmp_path / ".hidden.txt", "not for us")
    captures, failures = outcome(tmp_path)
    assert [Path(c.source).name for c in captures] == ["a.txt", "b.htm"]
    assert failures == []


def test_the_order_of_inputs_does_not_matter_and_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    a, b = write(tmp_path / "a.txt", STORY), write(tmp_path / "b.txt", STORY + " Again.")
    assert outcome(b, a)[0] == outcome(tmp_path, a, b, a)[0]


def test_jsonl_carries_what_it_says_of_the_article(tmp_path: Path) -> None:
    record = {
        "id": 7,
        "url": "https://courier.example/ferry",
        "publisher": "Vellmark Courier",
        "published": "2026-03-14",
        "title": "Ferry late",
        "text": STORY,
    }
    file = write(tmp_path / "a.jsonl.gz", gzip.compress(json.dumps(record).encode()))
    (capture,), _ = outcome(file)
    assert capture.source == f"{file}:1"
    assert capture.body.decode() == STORY
    assert (capture.given.id, capture.given.published, capture.given.title) == ("7", "2026-03-14", "Ferry late")


def test_a_broken_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = json.dumps({"text": STORY})
    file = write(tmp_path / "a.jsonl", f"{good}\n{{broken\n\n{good}\n")
    captures, (failure,) = outcome(file)
    assert [c.source for c in captures] == [f"{file}:1", f"{file}:4"]
    assert failure.source == f"{file}:2"
    assert "not valid JSON" in failure.reason


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ([1], "not an object"),
        ({"url": "x"}, "neither 'text' nor 'html'"),
        ({"text": 5}, "'text' is not a string"),
        ({"text": STORY, "title": ["x"]}, "'title' is not a string"),
        ({"text": STORY, "id": 1.5}, "'id' is neither"),
        ({"text": "  "}, "empty"),
    ],
)
def test_a_record_that_is_no_article_says_why(tmp_path: Path, record: object, said: str) -> None:
    captures, (failure,) = outcome(write(tmp_path / "a.jsonl", json.dumps(record)))
    assert captures == []
    assert said in failure.reason


def test_a_title_alone_is_an_article_without_text(tmp_path: Path) -> None:
    (capture,), failures = outcome(write(tmp_path / "a.jsonl", json.dumps({"title": "Ferry late", "text": ""})))
    assert (capture.body, capture.given.title, failures) == (b"", "Ferry late", [])


def test_half_a_surrogate_pair_is_named_and_the_article_kept(tmp_path: Path) -> None:
    (capture,), (failure,) = outcome(write(tmp_path / "a.jsonl", '{"text": "A \\ud800 ferry was late."}'))
    assert capture.body.decode() == "A \ufffd ferry was late."
    assert "surrogate" in failure.reason


def test_a_cut_gzip_gives_what_stands_before_the_cut(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": str(n), "text": f"{STORY} {n * 7919}"}) + "\n" for n in range(200))
    file = write(tmp_path / "a.jsonl.gz", gzip.compress(lines.encode())[:-40])
    captures, failures = outcome(file)
    assert captures
    assert "broken gzip" in failures[-1].reason


def test_a_line_without_end_costs_that_line_alone(tmp_path: Path) -> None:
    long = b'{"text": "' + b"a" * 20_000_000 + b'"}\n'
    file = write(tmp_path / "a.jsonl.gz", gzip.compress(long + json.dumps({"text": STORY}).encode(), 1))
    captures, (failure,) = outcome(file)
    assert failure.source == f"{file}:1"
    assert [c.source for c in captures] == [f"{file}:2"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("binary.txt", bytes(range(256)) * 9, "binary"),
        ("huge.txt", b"word " * 4_000_000, "Larger than"),
        ("feed.xml", b"<rss version='2.0'><channel><title>x</title></channel></rss>", "without articles"),
        ("feed.rss", b"\n", "empty"),
        ("feed.atom", b"The ferry was late.", "feed"),
        ("feeds.opml", OPML, "It lists 2 feeds: follow them with `firsthand follow FILE`."),
        ("map.xml", SITEMAP, "It lists 1 address: follow"),
        ("package.json", b'{"name": "x"}', "neither a JSON Feed nor ninjs"),
        ("text.json", b'"x"', "neither an object nor a list"),
        ("broken.json", b'{"version": ', "not valid JSON"),
        ("huge.json", b"[" + b"1," * 7_000_000 + b"1]", "14.0 MB"),
        ("crawl.warc.gz", b"x", "web archive"),
        ("crawl.warc", b"", "empty"),
        ("bomb", gzip.compress(b"a" * 70_000_000, 1), "More than 64.0 MB"),
        ("cut", gzip.compress(b"The ferry was late.")[:-9], "gzip is empty or broken"),
        ("not.jsonl.gz", b"plain", "gzip"),
        ("none.jsonl", b"\n\n", "empty"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_reason(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    file = write(tmp_path / name, content)
    captures, (failure,) = outcome(file)
    assert captures == []
    assert failure.source == str(file)
    assert said in failure.reason


def test_a_missing_file_an_address_and_a_directory_without_articles_are_named(tmp_path: Path) -> None:
    _, failures = outcome(tmp_path / "gone.txt", "https://courier.example/ferry", tmp_path)
    said = " ".join(f.reason for f in failures)
    assert len(failures) == 3
    assert all(words in said for words in ("no such file", "firsthand init", "holds no file of a type"))


def test_a_directory_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    write(tmp_path / "a.txt", STORY)
    real = Path.iterdir

    def iterdir(self: Path) -> object:
        if self == closed:
            raise PermissionError(13, "Permission denied")
        return real(self)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    captures, (failure,) = outcome(tmp_path)
    assert len(captures) == 1
    assert failure.source == str(closed)
    assert "permission denied" in failure.reason


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", STORY)
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert len(outcome(tmp_path)[0]) == 1


def test_invalid_utf8_is_kept_and_named(tmp_path: Path) -> None:
    text = "The “ferry” was late. " * 50
    (capture,), (failure,) = outcome(write(tmp_path / "a.txt", text.encode() + b"\xff"))
    assert capture.body.decode(capture.charset or "", "replace").startswith(text)
    assert "byte" in failure.reason


def test_another_encoding_is_guessed_and_named(tmp_path: Path) -> None:
    text = "La ministre a annoncé que le bac de Vellmark serait réparé après l’été. " * 5
    (capture,), (failure,) = outcome(write(tmp_path / "a.txt", text.encode("windows-1252")))
    assert capture.body.decode(capture.charset or "") == text
    assert "guess" in failure.reason


@pytest.mark.parametrize("charset", ["utf-16", "utf-8-sig", "utf-32"])
def test_a_byte_order_mark_settles_the_encoding(tmp_path: Path, charset: str) -> None:
    (capture,), failures = outcome(write(tmp_path / "a.txt", STORY.encode(charset)))
    assert capture.body.decode(capture.charset or "") == STORY
    assert failures == []


def test_a_page_may_declare_its_encoding(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="iso-8859-2"></head><p>Żółw {STORY}</p></html>'
    (capture,), failures = outcome(write(tmp_path / "a.html", page.encode("iso-8859-2")))
    assert "Żółw" in capture.body.decode(capture.charset or "")
    assert failures == []


@pytest.mark.parametrize(
    ("content", "media", "count"),
    [
        (STORY, "text", 1),
        (f"  <!DOCTYPE html><html><p>{STORY}</p></html>", "html", 1),
        (json.dumps({"text": STORY}) + "\n" + json.dumps({"text": STORY + "!"}), "text", 2),
        ("{not JSON, but a sentence about a ferry}", "text", 1),
    ],
)
def test_standard_input_is_told_by_its_content(content: str, media: str, count: int) -> None:
    captures, failures = outcome("-", stdin=content.encode())
    assert [c.media for c in captures] == [media] * count
    assert failures == []


def test_a_file_of_unknown_type_is_read_when_it_is_named(tmp_path: Path) -> None:
    (capture,), _ = outcome(write(tmp_path / "page.dat", f"<html><p>{STORY}</p></html>"))
    assert capture.media == "html"


@pytest.mark.parametrize("name", SEVERAL)
def test_feeds_ninjs_and_archives_are_read_by_their_ending(tmp_path: Path, name: str) -> None:
    (capture,), failures = outcome(write(tmp_path / name, SEVERAL[name]))
    assert STORY.encode() in capture.body
    assert failures == []


@pytest.mark.parametrize("name", SEVERAL)
@pytest.mark.parametrize("packed", [bytes, gzip.compress])
def test_they_are_told_by_their_content_too(tmp_path: Path, name: str, packed: type[bytes]) -> None:
    body = packed(SEVERAL[name]) if not name.endswith((".gz", ".zst")) else SEVERAL[name]
    file = write(tmp_path / "download", body)
    for captures, failures in (outcome(file), outcome("-", stdin=body)):
        assert [STORY.encode() in c.body for c in captures] == [True]
        assert failures == []


def test_a_directory_is_searched_for_all_of_them(tmp_path: Path) -> None:
    for name, body in SEVERAL.items():
        write(tmp_path / "deep" / name, body)
    captures, failures = outcome(tmp_path)
    assert {Path(c.source.partition(":record")[0]).name for c in captures} >= {
        "crawl.warc",
        "crawl.warc.gz",
        "wire.json",
    }
    assert len(captures) == len(SEVERAL)
    assert failures == []


def test_a_directory_named_beside_the_one_above_it_is_searched_once(tmp_path: Path) -> None:
    write(tmp_path / "deep" / "a.txt", STORY)
    captures, failures = outcome(tmp_path, tmp_path / "deep")
    assert (len(captures), failures) == (1, [])


def test_an_address_goes_to_whoever_fetches(tmp_path: Path) -> None:
    asked = []

    def fetch(url: str) -> Iterator[Capture | Failure]:
        asked.append(url)
        yield Failure(url, "collect", "It was late.")

    found = list(collect([write(tmp_path / "a.txt", STORY), "https://courier.example/ferry"], None, fetch))
    assert asked == ["https://courier.example/ferry"]
    assert [type(f) for f in found] == [Capture, Failure]


def test_a_text_that_opens_with_a_bracket_stays_a_text() -> None:
    for text in (b"[Halven] The ferry was late on Monday.", b"<3 the ferry, said the mayor on Monday."):
        (capture,), failures = outcome("-", stdin=text)
        assert (capture.media, capture.body, failures) == ("text", text, [])
