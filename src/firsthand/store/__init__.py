"""What is kept: bytes, articles in all their versions, stories, feeds. The same code on SQLite and PostgreSQL."""
