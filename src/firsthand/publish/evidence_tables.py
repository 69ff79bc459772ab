"""Findings, quotations and disagreements as tables: CSV for spreadsheets, Parquet for data frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from firsthand.errors import InputError
from firsthand.model import Edition, Story
from firsthand.publish.forms import Evidence
from firsthand.publish.sheets import (
    DISAGREEMENTS,
    FINDINGS,
    QUOTATIONS,
    Articles,
    Row,
    Several,
    Value,
    disagreement_rows,
    finding_rows,
    quotation_rows,
    sheet,
)
from firsthand.publish.wording import harmless

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows written at once: some 5 MB of memory.
GROUP = 5_000


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of table. Columns are text but for those named."""

    columns: tuple[str, ...]
    rows: Callable[[Story, Articles], Iterator[Row]]
    numbers: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset({"articles", "publishers", "addresses"})


TABLES: dict[Evidence, Table] = {
    "findings": Table(
        FINDINGS,
        finding_rows,
        frozenset({"independent_sources", "owners"}),
        frozenset({"actors", "articles", "publishers", "addresses"}),
    ),
    "quotations": Table(QUOTATIONS, quotation_rows),
    "disagreements": Table(DISAGREEMENTS, disagreement_rows),
}


def evidence_csv(edition: Edition, kind: Evidence) -> bytes:
    """The rows of all stories as CSV with a line of headings; nothing in it is a formula."""
    return sheet([TABLES[kind].columns, *_rows(edition, kind)]).encode()


def evidence_parquet(edition: Edition, kind: Evidence) -> bytes:
    """The same as Parquet, numbers as numbers and lists as lists. Raises InputError where pyarrow is not installed."""
    out = BytesIO()
    write_parquet(kind, _rows(edition, kind), out)
    return out.getvalue()


def no_pyarrow() -> str | None:
    """What to do where pyarrow is not installed; None where it is."""
    if find_spec("pyarrow") is not None:
        return None
    return "Parquet needs pyarrow: install it with pip install 'firsthand[parquet]', or write CSV."


def write_parquet(kind: Evidence, rows: Iterable[Row], file: BinaryIO) -> int:
    """Rows as Parquet, some at a time; how many there were. Raises InputError where pyarrow is not installed."""
    if missing := no_pyarrow():
        raise InputError("parquet", missing)
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema(kind)
    coming = iter(rows)
    number = 0
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        while group := list(islice(coming, GROUP)):
            columns = {name: [_plain(row[n]) for row in group] for n, name in enumerate(schema.names)}
            writer.write_table(pa.table(columns, schema=schema))
            number += len(group)
    return number


def _schema(kind: Evidence) -> pa.Schema:
    import pyarrow as pa

    table = TABLES[kind]
    types = {name: pa.string() for name in table.columns}
    types |= {n: pa.int32() for n in table.numbers} | {n: pa.list_(pa.string()) for n in table.lists if n in types}
    return pa.schema(list(types.items()))


def _plain(value: Value) -> str | int | list[str] | None:
    """A value as a column holds it. Nothing is a formula to a data frame, so nothing gets an apostrophe."""
    if isinstance(value, Several):
        return [harmless(v) for v in value.values]
    return harmless(value) if isinstance(value, str) else value


def _rows(edition: Edition, kind: Evidence) -> Iterator[Row]:
    articles = {r.article.id: r.article for r in edition.readings}
    for story in edition.stories:
        yield from TABLES[kind].rows(story, articles)
