"""Bringing a store up to this version of firsthand, by Alembic. All of it or nothing."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from firsthand.errors import StoreError

#: The newest migration of this version of firsthand. A test holds it to migrations/versions.
NEWEST = "0005"
#: The table in which Alembic says which migration a store is at.
VERSIONS = "alembic_version"
MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine, name: str, *, create: bool = False) -> None:
    """Bring the store's tables up to NEWEST.

    Raises StoreError where the store is newer than this firsthand, is no store, or is empty and `create` is not set.
    """
    with engine.connect() as connection, connection.begin():
        at = version_of(connection)
        if at == NEWEST:
            return
        strange = at is None and bool(inspect(connection).get_table_names())
    if strange:
        raise StoreError(name, "It holds tables of something else. Name another file or database.")
    if at is None and not create:
        raise StoreError(name, "It is empty. `firsthand init` makes a store of it.")
    if at is not None and at > NEWEST:
        raise StoreError(
            name, f"It was made by a newer firsthand (its version is {at}, this one knows {NEWEST}). Upgrade firsthand."
        )
    with engine.connect().execution_options(firsthand_writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(7118203)"))  # two that start at once: one upgrades
        if version_of(connection) != NEWEST:
            _migrate(connection)


def version_of(connection: Connection) -> str | None:
    """The migration that a store is at; None where it has no table that says so."""
    if not inspect(connection).has_table(VERSIONS):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar()


def _migrate(connection: Connection, target: str = NEWEST) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, target)
