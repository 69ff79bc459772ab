from __future__ import annotations

import csv
import io
import sys
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from firsthand.errors import InputError
from firsthand.publish import evidence_tables
from firsthand.publish.evidence_tables import TABLES, evidence_csv, evidence_parquet, write_parquet
from firsthand.publish.forms import Evidence
from tests.publish.edition import make_edition
from tests.publish.evidence import rich_edition

KINDS = pytest.mark.parametrize("kind", list(TABLES))


def sheet(kind: Evidence, edition: object = None) -> list[dict[str, str]]:
    written = evidence_csv(edition or rich_edition(), kind)  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(written.decode(), newline="")))


@KINDS
def test_both_have_the_same_rows_in_the_same_columns(kind: Evidence) -> None:
    table = pq.read_table(io.BytesIO(evidence_parquet(rich_edition(), kind)))
    rows = sheet(kind)
    assert table.num_rows == len(rows) > 1
    assert tuple(table.column_names) == TABLES[kind].columns == tuple(rows[0])
    assert table.column("story").to_pylist() == [r["story"] for r in rows]


def test_numbers_are_numbers_and_lists_are_lists() -> None:
    first = pq.read_table(io.BytesIO(evidence_parquet(rich_edition(), "findings"))).to_pylist()[0]
    assert first["independent_sources"] == 1
    assert first["actors"] == ["Orrin bridge", "Hanna Oldecott", "Edda Lorne"]
    assert first["articles"] == ["a-agency", "b-copy", "c-rewrite"]
    assert first["happened"] == "2026-03-13"
    row = sheet("findings")[0]
    assert row["actors"] == "Orrin bridge; Hanna Oldecott; Edda Lorne"
    assert row["articles"] == "a-agency; b-copy; c-rewrite"
    assert row["addresses"].split() == first["addresses"]


def test_a_table_without_rows_has_its_types() -> None:
    table = pq.read_table(io.BytesIO(evidence_parquet(make_edition("empty"), "disagreements")))
    assert table.num_rows == 0
    assert table.schema.field("articles").type == pa.list_(pa.string())


@pytest.mark.parametrize("words", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "  =1"])
def test_what_would_be_a_formula_is_text_in_a_sheet_and_itself_in_parquet(words: str) -> None:
    edition = make_edition("one")
    (story,) = edition.stories
    finding = replace(story.findings[0], statement=words)
    edition = replace(edition, stories=(replace(story, findings=(finding,)),))
    assert sheet("findings", edition)[0]["statement"] == f"'{words}"
    found = pq.read_table(io.BytesIO(evidence_parquet(edition, "findings"))).to_pylist()[0]
    assert found["statement"] == words


def test_rows_are_written_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_tables, "GROUP", 2)
    out = io.BytesIO()
    rows = [("s", None, f"d{n}", *["x"] * 5, *[None] * 4) for n in range(5)]
    assert write_parquet("disagreements", rows, out) == 5
    file = pq.ParquetFile(out)
    assert file.num_row_groups == 3
    assert file.read().column("disagreement").to_pylist() == ["d0", "d1", "d2", "d3", "d4"]


def test_without_pyarrow_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"pip install 'firsthand\[parquet\]', or write CSV"):
        evidence_parquet(rich_edition(), "findings")
