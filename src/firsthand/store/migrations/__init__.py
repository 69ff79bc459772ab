"""How a store of an older version becomes one of this version. Alembic runs them, in the order of their numbers."""
