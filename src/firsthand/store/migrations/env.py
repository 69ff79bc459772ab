"""What Alembic runs: the steps, on the connection that `upgrade` hands in and inside its transaction."""

from __future__ import annotations

from alembic import context

from firsthand.store import reader_tables  # noqa: F401  (its tables are of the same metadata)
from firsthand.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the transaction is the caller's
)
context.run_migrations()
