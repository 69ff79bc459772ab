"""Reading the invented corpus with `firsthand`, as a user would: from a file of records."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import firsthand
from tests.quality import gold


def read_corpus(layers: Iterable[str] = tuple(gold.LAYERS)) -> list[dict[str, Any]]:
    """A record an article, as `firsthand read` prints it; of the articles of a story, as `firsthand account` does."""
    wanted = list(layers)
    with tempfile.TemporaryDirectory() as folder:
        alone, story = Path(folder) / "alone.jsonl", Path(folder) / "story.jsonl"
        _write(alone, gold.records(wanted))
        _write(story, gold.story_records())
        readings = firsthand.read([alone], workers=1).readings
        if "times" in wanted:
            readings += firsthand.account([story], workers=1).readings
    return [firsthand.reading_record(r) for r in readings]


def _write(path: Path, records: Iterable[dict[str, str]]) -> None:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
