"""The tables. What is kept of the world's press, and what of it can be made again.

    feed -> entry -> capture -> version -> article -> story
              body (the archive: bytes by SHA-256)

`story`, `story_article` and everything in search.py can be made again from the rest. Whoever changes a table adds a
migration: migrations/versions/NNNN_what.py.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Utc(TypeDecorator[datetime]):
    """A moment: aware in Python, in UTC in the database. SQLite gives back what has no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Raises ValueError on a moment without a zone: it would be another one on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """In UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


#: Text that is compared byte by byte on both databases: ids, addresses, and moments that are sorted.
Plain = String().with_variant(String(collation="C"), "postgresql")
#: Keys that count up. SQLite counts INTEGER alone.
Number = BigInteger().with_variant(Integer(), "sqlite")

# --- what is collected from -------------------------------------------------------------------------------------------

feed = Table(
    "feed",
    metadata,
    Column("n", Number, primary_key=True),
    Column("url", Plain, nullable=False, unique=True),
    Column("kind", Plain, nullable=False),  #: FeedKind; "page" until its feed is found
    Column("title", String),
    Column("site", Plain),
    Column("language", Plain),
    Column("added_at", Utc, nullable=False),
    Column("followed", Boolean, nullable=False),  #: False: unfollowed; its articles stay
    Column("due_at", Utc, nullable=False),
    Column("interval", Float, nullable=False),  #: seconds
    Column("state", LargeBinary, nullable=False),  #: JSON of collect.schedule's state
    Column("etag", Plain),
    Column("last_modified", Plain),
    Column("digest", Plain),  #: SHA-256 of the last document: the same again is not parsed again
    Column("fetched_at", Utc),
    Column("answered_at", Utc),  #: the last time that it could be used
    Column("changed_at", Utc),
    Column("failures", Integer, nullable=False, default=0),  #: in a row
    Column("outcome", String),  #: one sentence on the last look
    Column("entries", Integer, nullable=False, default=0),  #: that it has ever brought
    Column("holder", Plain),  #: the worker that has it; a lease
    Column("held_until", Utc),
    Index(None, "followed", "due_at"),
)

#: What is known of a host, for all workers: when it may be asked again, and its robots.txt.
host = Table(
    "host",
    metadata,
    Column("name", Plain, primary_key=True),
    Column("next_at", Utc),
    Column("permissions", LargeBinary),  #: JSON, as collect.permissions exports it
    Column("permissions_at", Utc),
)

entry = Table(
    "entry",
    metadata,
    Column("n", Number, primary_key=True),
    Column("feed", Number, ForeignKey("feed.n")),  #: None where a person named the address
    Column("key", Plain, nullable=False, unique=True),  #: canonical address, else the feed's address and the guid
    Column("url", Plain),
    Column("seen_at", Utc, nullable=False),
    Column("published", Plain),
    Column("said", LargeBinary, nullable=False),  #: JSON: what the feed last said (desk/saying.py)
    Column("state", Plain, nullable=False),  #: "waiting", "kept", "refused", "failed", "gone"
    Column("due_at", Utc),
    Column("tries", Integer, nullable=False, default=0),
    Column("reason", String),
    Column("holder", Plain),
    Column("held_until", Utc),
    Index(None, "state", "due_at"),
    Index(None, "feed"),
)

# --- what is kept -----------------------------------------------------------------------------------------------------

#: The archive: every byte that was received, once, by its hash. Written once, never changed.
body = Table(
    "body",
    metadata,
    Column("sha256", Plain, primary_key=True),
    Column("size", Integer, nullable=False),  #: bytes, unpacked
    Column("zstd", LargeBinary, nullable=False),
)

capture = Table(
    "capture",
    metadata,
    Column("n", Number, primary_key=True),
    Column("sha256", Plain, ForeignKey("body.sha256"), nullable=False),
    Column("source", Plain, nullable=False),  #: file, "file:line" or address, for messages
    Column("media", Plain, nullable=False),
    Column("charset", Plain),
    Column("at", Utc, nullable=False),  #: when it was received
    Column("given", LargeBinary),  #: JSON of model.Given
    Column("retrieval", LargeBinary),  #: JSON of model.Retrieval, its opt-outs among it
    Column("entry", Number, ForeignKey("entry.n")),
    Column("article", Number, ForeignKey("article.n")),  #: whose bytes they are
    Column("stage", Plain),  #: at which it failed
    Column("reason", String),  #: why it holds no article
    Index(None, "sha256"),
    Index(None, "source", "n"),
    Index(None, "article", "n"),
)

article = Table(
    "article",
    metadata,
    Column("n", Number, primary_key=True),  #: in the order of arrival
    Column("id", Plain, nullable=False, unique=True),
    Column("key", Plain, nullable=False, unique=True),  #: what makes it the same article again: articles.identity
    Column("url", Plain),
    Column("publisher", Plain),  #: id
    Column("publisher_name", String),
    Column("headline", String),
    Column("language", Plain, nullable=False),
    Column("published_at", Plain),  #: ISO 8601 as the article has it
    Column("reported", Plain, nullable=False),  #: model.Article.moment, to sort by; empty where undated
    Column("words", Integer, nullable=False),
    Column("version", Number, nullable=False),  #: the current one
    Index(None, "reported", "n"),
    Index(None, "url"),
    Index(None, "publisher", "reported"),
)

version = Table(
    "version",
    metadata,
    Column("n", Number, primary_key=True),
    Column("article", Number, ForeignKey("article.n"), nullable=False),
    Column("capture", Number, ForeignKey("capture.n"), nullable=False, unique=True),
    Column("seen_at", Utc, nullable=False),
    Column("text", LargeBinary),  #: zstd; None where the bytes of the capture are the text
    Column("reading", LargeBinary, nullable=False),  #: codec.pack of the Reading without its text
    Column("edit", Plain),  #: "changed", "corrected", "retitled"; None for the first
    Index(None, "article", "n"),
)

# --- what is made of it -----------------------------------------------------------------------------------------------

story = Table(
    "story",
    metadata,
    Column("id", Plain, primary_key=True),
    Column("members", Plain, nullable=False),  #: digest of its articles and their versions
    Column("articles", Integer, nullable=False),
    Column("links", LargeBinary, nullable=False),  #: zstd of JSON: why they belong together
    Column("changed_at", Utc, nullable=False),
    Column("last_reported", Plain, nullable=False),  #: of its articles, to sort by
    Column("told_for", Plain),  #: the digest of members that `told` was written for
    Column("told", LargeBinary),  #: codec.pack of the Story in full, and of what its account leaves out
    Column("headline", String),
    Column("origins", Integer),
    Column("disagreements", Integer),
    Column("first_reported", Plain),  #: as the story has it
    Column("lead", LargeBinary),  #: JSON of store.leads.Lead: the first sentence of its account, with its sources
    Index(None, "last_reported"),
    Index(None, "changed_at"),
    Index(None, "told_for", "members"),  # what must be told anew is looked for every few seconds
)

story_article = Table(
    "story_article",
    metadata,
    Column("article", Number, ForeignKey("article.n"), primary_key=True),
    Column("story", Plain, ForeignKey("story.id"), nullable=False),
    Column("mark", Plain),  #: publish.outlets.Mark, when the story was last told
    Column("leans_on", String),  #: the agency or publisher whose text it took, as it is printed
    Index(None, "story"),
    Index(None, "leans_on"),
)

#: Ids of stories that are no more, and where their articles went: an address that was given out leads on.
former_story = Table(
    "former_story",
    metadata,
    Column("id", Plain, primary_key=True),
    Column("story", Plain, nullable=False),
    Column("at", Utc, nullable=False),
    Index(None, "story"),
)

#: What a person says of two articles. The latest on a pair holds; undone ones stay for the history.
judgement = Table(
    "judgement",
    metadata,
    Column("n", Number, primary_key=True),
    Column("a", Plain, nullable=False),  #: article ids, a < b
    Column("b", Plain, nullable=False),
    Column("together", Boolean, nullable=False),
    Column("reason", String, nullable=False, default=""),
    Column("by", String, nullable=False),
    Column("at", Utc, nullable=False),
    Column("undone_at", Utc),
    Index(None, "a", "b"),
)

#: Whether the stories are up to date: one row. `changes` counts what came, changed or went; `grouped` is its value when
#: the stories were last made.
grouping = Table(
    "grouping",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("changes", Integer, nullable=False),
    Column("grouped", Integer, nullable=False),
    Column("at", Utc),
)

# --- what must go -----------------------------------------------------------------------------------------------------

takedown = Table(
    "takedown",
    metadata,
    Column("receipt", Plain, primary_key=True),  #: "T-2026-000001"
    Column("url", Plain, nullable=False),
    Column("article", Plain),  #: id; no foreign key: the article goes and this stays
    Column("basis", Plain, nullable=False),  #: "DSA 16", "DMCA 512(c)(3)", "court order", "publisher", "other"
    Column("reason", String, nullable=False),
    Column("notice", LargeBinary, nullable=False),  #: JSON of the fields of the notice; no content
    Column("by", String, nullable=False),
    Column("at", Utc, nullable=False),
    Column("decision", Plain, nullable=False),  #: "pending", "removed", "refused", "restored"
    Column("decided_at", Utc),
    Column("decided_by", String),
    Column("explanation", String),
    Column("undo_until", Utc),
    Column("sealed", LargeBinary),  #: what an undo needs; emptied when the time for it is over
    Index(None, "url"),
    Index(None, "decision", "at"),
)

#: What keeps it out when it is collected again. Hashes and addresses, no words.
tombstone = Table(
    "tombstone",
    metadata,
    Column("key", Plain, primary_key=True),  #: "url:…", "capture:…", "text:…", "article:…"
    Column("receipt", Plain, ForeignKey("takedown.receipt"), nullable=False),
    Column("at", Utc, nullable=False),
    Index(None, "receipt"),
)

ledger = Table(
    "ledger",
    metadata,
    Column("n", Number, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("receipt", Plain, nullable=False),
    Column("act", Plain, nullable=False),  #: takedowns.Act
    Column("by", String, nullable=False),
    Column("note", String),
    Index(None, "receipt", "n"),
)
