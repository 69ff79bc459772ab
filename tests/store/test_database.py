from __future__ import annotations

import ast
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, insert, inspect, select, text

import firsthand.store.reader_tables  # noqa: F401  (its tables are of the same metadata)
from firsthand.errors import StoreError
from firsthand.store import upgrade
from firsthand.store.archive import drop_body, get_body, put_body
from firsthand.store.database import Store
from firsthand.store.schema import body, judgement, metadata


def test_what_was_written_together_is_kept_together_or_not_at_all(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as connection:
        put_body(connection, b"one")
        raise ZeroDivisionError
    with store.writing() as connection:
        sha256 = put_body(connection, b"two")
    with store.reading() as connection:
        assert connection.execute(select(body.c.sha256)).scalars().all() == [sha256]


def test_moments_come_back_as_they_were_in_utc(store: Store) -> None:
    at = datetime(2026, 3, 14, 9, 30, 1, 500, tzinfo=timezone(timedelta(hours=5)))
    values = {"a": "x", "b": "y", "together": True, "by": "an editor", "at": at}
    with store.writing() as connection:
        connection.execute(insert(judgement).values(**values))
    with store.reading() as connection:
        found = connection.execute(select(judgement.c.at)).scalar_one()
    assert (found, found.tzinfo) == (at, UTC)
    with pytest.raises(Exception, match="has no zone"), store.writing() as connection:
        connection.execute(insert(judgement).values(**values | {"at": datetime(2026, 3, 14)}))


def test_the_migrations_make_the_tables_that_the_code_knows(store: Store) -> None:
    named = {t.name for t in metadata.tables.values()}

    def ours(object: object, name: str | None, kind: str, *_: object) -> bool:
        return kind != "table" or name in named

    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": False})
        assert compare_metadata(context, metadata) == []
        assert upgrade.version_of(connection) == upgrade.NEWEST


def test_the_newest_migration_is_the_one_that_is_asked_for() -> None:
    steps = sorted((upgrade.MIGRATIONS / "versions").glob("0*.py"))
    found = []
    for step in steps:
        values = {
            node.targets[0].id: ast.literal_eval(node.value)
            for node in ast.parse(step.read_text(encoding="utf-8")).body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and "revision" in node.targets[0].id
        }
        assert step.name.startswith(values["revision"])
        found.append((values["down_revision"], values["revision"]))
    numbers = [revision for _, revision in found]
    assert found == list(zip([None, *numbers], numbers, strict=False))
    assert numbers[-1] == upgrade.NEWEST


def test_a_store_of_an_older_version_is_upgraded_with_all_that_it_holds(store_url: str) -> None:
    engine = create_engine(store_url)
    with engine.begin() as connection:
        upgrade._migrate(connection, "0001")
        sha256 = put_body(connection, b"kept by an older version")
        assert upgrade.version_of(connection) == "0001"
    engine.dispose()
    store = Store.open(store_url)
    with store.reading() as connection:
        assert upgrade.version_of(connection) == upgrade.NEWEST
        assert get_body(connection, sha256) == b"kept by an older version"
        assert connection.execute(text("SELECT count(*) FROM takedown")).scalar() == 0
    store.close()


def test_an_upgrade_that_fails_changes_nothing(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = create_engine(store_url)
    with engine.begin() as connection:
        upgrade._migrate(connection, "0001")
        connection.execute(text("CREATE TABLE ledger (n INTEGER)"))  # in the way of the next step
    engine.dispose()
    with pytest.raises(Exception, match="ledger"):
        Store.open(store_url)
    engine = create_engine(store_url)
    with engine.begin() as connection:
        assert upgrade.version_of(connection) == "0001"
        tables = set(metadata.tables) & set(inspect(connection).get_table_names())
        assert "takedown" not in tables
        connection.execute(text("DROP TABLE ledger"))
    engine.dispose()
    Store.open(store_url).close()


def test_a_store_of_a_newer_version_is_refused(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(text(f"UPDATE {upgrade.VERSIONS} SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"newer firsthand .* Upgrade firsthand"):
        Store.open(store.engine.url.render_as_string(hide_password=False))


def test_a_database_of_something_else_is_left_alone(store_url: str) -> None:
    engine = create_engine(store_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE recipes (n INTEGER)"))
    engine.dispose()
    with pytest.raises(StoreError, match="It holds tables of something else"):
        Store.open(store_url, create=True)


def test_places_that_hold_no_store_are_named_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="`firsthand init` makes one"):
        Store.open(f"sqlite:///{tmp_path / 'none.db'}")
    (tmp_path / "text.db").write_text("This is a letter and no store of anything at all. " * 20, encoding="utf-8")
    with pytest.raises(StoreError, match="not a store of firsthand's, or it is damaged"):
        Store.open(f"sqlite:///{tmp_path / 'text.db'}")
    with pytest.raises(StoreError, match="Its folder does not exist"):
        Store.open(f"sqlite:///{tmp_path / 'no' / 'folder.db'}", create=True)
    with pytest.raises(StoreError, match="No database answers there"):
        Store.open("postgresql+psycopg://nobody:secret@127.0.0.1:1/none")
    with pytest.raises(StoreError) as caught:
        Store.open("postgresql+psycopg://nobody:secret@127.0.0.1:1/none")
    assert "secret" not in str(caught.value)


def test_the_archive_writes_once_and_checks_what_it_reads(store: Store) -> None:
    content = b"<html>\x00\xff the bytes as received " * 50
    with store.writing() as connection:
        sha256 = put_body(connection, content)
        assert put_body(connection, content) == sha256
        assert get_body(connection, sha256) == content
    with store.writing() as connection:
        other = connection.execute(select(body.c.zstd)).scalar_one()
        connection.execute(body.update().values(zstd=other[:-6] + b"\x00\x01\x02\x03\x04\x05"))
    with store.reading() as connection, pytest.raises(StoreError, match="is damaged"):
        get_body(connection, sha256)
    with store.writing() as connection:
        assert drop_body(connection, sha256)
        assert not drop_body(connection, sha256)
    with store.reading() as connection, pytest.raises(StoreError, match="The archive holds no capture"):
        get_body(connection, sha256)
