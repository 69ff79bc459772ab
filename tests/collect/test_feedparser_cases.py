"""feedparser's own test-suite, as far as it is about fields that we have.

Its cases say what they expect in a comment. Set FIRSTHAND_FEEDPARSER_TESTS to the folder `tests` of a checkout of
feedparser (github.com/kurtmckee/feedparser) to run them.
"""

from __future__ import annotations

import ast
import html
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml.etree import XMLSyntaxError

from firsthand.collect import xml_tree
from firsthand.collect.feed_child import read_feed
from firsthand.collect.feed_values import Values
from firsthand.errors import InputError
from firsthand.model import Entry, ParsedFeed

VARIABLE = "FIRSTHAND_FEEDPARSER_TESTS"
#: Share of the cases that agree: 197 of 207, read strictly or by tags. The others expect mail addresses in names, the
#: last of two dates, ids made absolute, a language from a header or taken back, an entity that a document declares.
AGREEMENT = 0.95
_EXPECTED = re.compile(r"(feed|entries\[(\d)\])\['(\w+)'\](?:\[0\]\['(value|language)'\])? == (.+)")
_CASES = re.compile(rb"Expect:\s+(.+)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
#: Not about what a feed says: HTML made safe, HTTP, another format, addresses made absolute within HTML.
_ELSEWHERE = ("sanitize", "/http/", "/amp/", "/cdf/")


def _cases(folder: Path) -> Iterator[tuple[str, bytes, str]]:
    for file in sorted(folder.glob("wellformed/**/*.xml")):
        found = _CASES.search(file.read_bytes())
        if found and not any(part in file.as_posix() for part in _ELSEWHERE):
            yield file.as_posix(), file.read_bytes(), found[1].decode("utf-8", "replace").strip()


def _value(feed: ParsedFeed, number: str | None, field: str, part: str | None) -> object:
    """What we have for a field of feedparser's; LookupError where it is none of ours."""
    if number is None:
        return {"title": feed.title, "link": feed.site, "language": feed.language}[field]
    entry = feed.entries[int(number)]
    if part == "language":
        return entry.language or feed.language
    return _fields(entry)[field]


def _fields(entry: Entry) -> dict[str, object]:
    return {
        "link": entry.url,
        "id": entry.guid,
        "guid": entry.guid,
        "title": entry.title,
        "summary": entry.summary or entry.content,
        "description": entry.summary or entry.content,
        "content": entry.content,
        "author": entry.authors[0] if entry.authors else None,
        "published_parsed": _parsed(entry.published),
        "created_parsed": _parsed(entry.published),
        "updated_parsed": _parsed(entry.updated or entry.published),
    }


def _parsed(when: str | None) -> tuple[int, ...] | None:
    if when is None:
        return None
    at = datetime.fromisoformat(when)
    return tuple((at.astimezone(UTC) if at.tzinfo else at).utctimetuple())


def _agree(ours: object, theirs: object) -> bool:
    """Whether both are the same but for markup: titles are plain text here and HTML there."""
    if not isinstance(ours, str) or not isinstance(theirs, str):
        return ours == theirs
    return any(_plain(a) == _plain(b) for a in (ours, html.unescape(ours)) for b in (theirs, html.unescape(theirs)))


def _plain(text: str) -> str:
    return " ".join(_TAG.sub("", text).split())


def _refuse(*_: object) -> None:
    raise XMLSyntaxError(None, 0, 0, 0)


@pytest.mark.parametrize("strictly", [True, False])
@pytest.mark.skipif(not os.environ.get(VARIABLE), reason=f"{VARIABLE} does not name feedparser's folder of tests")
def test_agreement_with_feedparsers_own_cases(monkeypatch: pytest.MonkeyPatch, strictly: bool) -> None:
    if not strictly:
        monkeypatch.setattr(xml_tree, "_strictly", _refuse)
    monkeypatch.setattr(Values, "entries", lambda self, found: tuple(found))  # its entries hold one field each
    agreed, differ = 0, []
    for name, body, expectation in _cases(Path(os.environ[VARIABLE])):
        found = _EXPECTED.fullmatch(expectation.removeprefix("not bozo and "))
        if not found or "<a href" in expectation:
            continue
        header = re.search(rb"Content-Location:\s*(\S+)", body)
        url = (header[1].decode() if header else "http://127.0.0.1:8097/") if "/base/" in name else None
        try:
            theirs = ast.literal_eval(found[5])
            ours = _value(read_feed(body, url, None, name), found[2], found[3], found[4])
        except (KeyError, ValueError, SyntaxError):
            continue
        except InputError as error:
            ours = error.reason
        if _agree(ours, theirs):
            agreed += 1
        else:
            differ.append(f"{name}: {ours!r} is not {expectation}")
    total = agreed + len(differ)
    assert total > 200
    assert agreed / total >= AGREEMENT, "\n".join(differ)
