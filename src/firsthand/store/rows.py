"""Rows in and out, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable, Row, Table
from sqlalchemy.dialects import postgresql, sqlite

#: Values in one `IN (…)`: below what every build of SQLite takes (999), with room for the rest of the statement.
MOST_VALUES = 900

T = TypeVar("T")
#: A row of whatever columns were asked for, by their names.
AnyRow = Row[*tuple[Any, ...]]


def insert_new(connection: Connection, table: Table, **values: Any) -> None:  # noqa: ANN401  (a column's value)
    """Insert a row unless one of its keys is there already."""
    connection.execute(_insert_new(connection.dialect.name, table), values)


@cache
def _insert_new(dialect: str, table: Table) -> Executable:
    if dialect == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


def parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Values in parts that one statement can take."""
    rest = iter(values)
    while part := tuple(islice(rest, MOST_VALUES)):
        yield part
