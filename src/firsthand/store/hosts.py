"""What all workers know of a host: when it may be asked again, and what its robots.txt said.

A worker that takes feeds or pages of a host takes the host with them for as long as they need at the host's pace, so
that several workers together ask no more often than one. A killed worker's hosts are free when that time is over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from firsthand.store.rows import parts
from firsthand.store.schema import host


def reserve_hosts(connection: Connection, until: Mapping[str, datetime], ready: datetime) -> set[str]:
    """Take hosts, each until its time. Those that were got: the others may not be asked before `ready`."""
    got: set[str] = set()
    for some in parts(sorted(until)):
        statement = _dialect(connection).insert(host).values([{"name": n, "next_at": until[n]} for n in some])
        taken = statement.on_conflict_do_update(
            index_elements=[host.c.name],
            set_={"next_at": statement.excluded.next_at},
            where=or_(host.c.next_at.is_(None), host.c.next_at <= ready),
        ).returning(host.c.name)
        got |= set(connection.execute(taken).scalars())
    return got


def free_hosts(connection: Connection, next_at: Mapping[str, datetime]) -> None:
    """When hosts that this worker had taken may be asked again."""
    for some in parts(sorted(next_at)):
        statement = _dialect(connection).insert(host).values([{"name": n, "next_at": next_at[n]} for n in some])
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=[host.c.name], set_={"next_at": statement.excluded.next_at}
            )
        )


def times_of(connection: Connection, names: Sequence[str]) -> dict[str, datetime]:
    """When hosts may be asked again, where that is known."""
    found: dict[str, datetime] = {}
    for some in parts(sorted(set(names))):
        rows = connection.execute(select(host.c.name, host.c.next_at).where(host.c.name.in_(some)))
        found |= {row.name: row.next_at for row in rows if row.next_at is not None}
    return found


def save_permissions(connection: Connection, records: Mapping[str, Sequence[Mapping[str, Any]]], now: datetime) -> None:
    """Keep what `Permissions.export` gave, by host, so that a restart does not ask every host again."""
    for some in parts(sorted(records)):
        rows = [
            {"name": n, "permissions": json.dumps(records[n]).encode("utf-8"), "permissions_at": now} for n in some
        ]
        statement = _dialect(connection).insert(host).values(rows)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=[host.c.name],
                set_={
                    "permissions": statement.excluded.permissions,
                    "permissions_at": statement.excluded.permissions_at,
                },
            )
        )


def load_permissions(connection: Connection, since: datetime) -> list[dict[str, Any]]:
    """All records that were kept since a time, the oldest first."""
    rows = connection.execute(
        select(host.c.permissions)
        .where(host.c.permissions.is_not(None), host.c.permissions_at >= since)
        .order_by(host.c.permissions_at, host.c.name)
    )
    return [record for kept in rows.scalars() for record in json.loads(kept)]


def _dialect(connection: Connection) -> Any:  # noqa: ANN401  (two modules of the same functions)
    return sqlite if connection.dialect.name == "sqlite" else postgresql
