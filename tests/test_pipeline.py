"""The stages in their order: what comes out of one run."""

from __future__ import annotations

import io
import json
import os
from collections import Counter
from pathlib import Path

import pytest

import firsthand
from firsthand import pipeline
from firsthand.clean import clean
from firsthand.model import Annotations, Capture, Reading
from firsthand.pipeline import FEW, account, read
from tests.command import write_records

FELL = "The Orlen bridge in Halven collapsed on Monday, killing nine people.\n\nPolice arrested Karel Dovan."
AGAIN = "Nine people died when the Orlen bridge in Halven collapsed on Monday.\n\nTessa Brandt ordered an inquiry."
OTHER = "Ilse Marr won the chess tournament of Vellmark.\n\nShe beat the champion in a game of six hours."


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    rows = [
        {"id": "n1", "publisher": "Halven Post", "published": "2026-03-10", "text": FELL},
        {"id": "n2", "publisher": "Marr Gazette", "published": "2026-03-11", "text": AGAIN},
        {"id": "n3", "publisher": "Orlen Echo", "published": "2026-03-12", "text": OTHER},
    ]
    return write_records(tmp_path / "articles.jsonl", rows)


def test_reading_brings_articles_and_no_stories(articles: Path) -> None:
    edition = read([articles], workers=1)
    assert [r.article.id for r in edition.readings] == ["n1", "n2", "n3"]
    assert all(r.annotations.claims for r in edition.readings)
    assert edition.stories == ()


def test_an_account_has_a_story_a_happening_the_latest_first(articles: Path) -> None:
    edition = account([articles], workers=1)
    assert [s.articles for s in edition.stories] == [("n3",), ("n1", "n2")]
    story = edition.stories[1]
    assert (story.first_reported_at, story.last_reported_at) == ("2026-03-10", "2026-03-11")
    assert story.account
    assert {c.publisher for s in story.account for c in s.citations} == {"Halven Post", "Marr Gazette"}


def test_what_the_story_settles_is_in_the_articles_too(tmp_path: Path) -> None:
    rows = [{"id": "n1", "published": "2026-03-10", "text": FELL}, {"id": "n2", "text": AGAIN}]
    edition = account([write_records(tmp_path / "a.jsonl", rows)], workers=1)
    (undated,) = (r for r in edition.readings if r.article.id == "n2")
    assert (undated.article.published_at, undated.article.published_basis) == ("2026-03-10", "story")
    assert "2026-03-09" in {t.value for t in undated.annotations.times}


def test_progress_is_told_stage_by_stage(articles: Path) -> None:
    told: Counter[str] = Counter()

    def count(stage: str, n: int) -> None:
        told[stage] += n

    account([articles], workers=1, progress=count)
    assert told == {"read": 3, "account": 3}


def test_standard_input(articles: Path) -> None:
    edition = read(["-"], workers=1, stdin=io.BytesIO(articles.read_bytes()))
    assert [r.article.id for r in edition.readings] == ["n1", "n2", "n3"]


def test_two_articles_of_one_id_each_get_one_of_their_own(tmp_path: Path) -> None:
    rows = [{"id": "n1", "text": FELL}, {"id": "n1", "text": AGAIN}, {"id": "n1", "text": FELL}]
    edition = account([write_records(tmp_path / "a.jsonl", rows)], workers=1)
    ids = [r.article.id for r in edition.readings]
    assert len(set(ids)) == 3
    for reading in edition.readings:
        spans = [c.span for c in reading.annotations.claims] + list(reading.annotations.sentences)
        assert {s.article for s in spans} == {reading.annotations.article} == {reading.article.id}
    assert sorted(a for s in edition.stories for a in s.articles) == sorted(ids)


def test_what_cannot_be_read_is_listed_in_order_and_the_rest_goes_on(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "a.txt").write_bytes(b"")
    edition = read([tmp_path, "missing"], workers=1)
    assert {Path(f.source).name for f in edition.failures} == {"a.txt", "b.txt", "missing"}
    assert [f.source for f in edition.failures] == sorted(f.source for f in edition.failures)
    assert len(edition.readings) == 3


def test_nothing_in_nothing_out() -> None:
    assert account([], workers=1) == firsthand.Edition((), ())


def test_the_public_face_is_the_pipeline(articles: Path) -> None:
    assert firsthand.account([articles], workers=1) == account([articles], workers=1)
    assert firsthand.read([str(articles)], workers=1) == read([articles], workers=1)
    assert firsthand.edition_record(firsthand.read([articles], workers=1))["stories"] == []


def test_a_worker_that_dies_costs_one_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The deadly article is read alone after the pool broke, and is named; all others are read."""
    rows = [{"id": f"n{i:02}", "text": f"{FELL} {i * 7919}."} for i in range(FEW)]
    rows[5]["text"] = "DEADLY"
    monkeypatch.setattr(pipeline, "read_one", _die_on_deadly)
    edition = read([write_records(tmp_path / "a.jsonl", rows)], workers=2)
    (failure,) = edition.failures
    assert failure.source.endswith(":6")
    assert "died" in failure.reason
    assert len(edition.readings) == FEW - 1


def _die_on_deadly(capture: Capture, agencies: object = None) -> Reading:
    if capture.body == b"DEADLY":
        os._exit(1)
    article = clean(capture)
    return Reading(article, Annotations(article.id))


def test_editions_are_written_as_json(articles: Path) -> None:
    record = firsthand.edition_record(account([articles], workers=1))
    assert json.loads(json.dumps(record)) == record
