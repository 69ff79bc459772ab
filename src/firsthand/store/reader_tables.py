"""The tables of the web face: what stories are found by, what happened to them, who may do what, what is sent out.

Facets and events are made when a story is told, and hold no words of an article beside names.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from firsthand.store.schema import Number, Plain, Utc, metadata

# --- what readers look at: made when a story is told, from the story alone --------------------------------------------

#: What a story can be found by beside its words. Publishers and languages are those of its articles.
facet = Table(
    "facet",
    metadata,
    Column("story", Plain, ForeignKey("story.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", Plain, primary_key=True),  #: "person", "organization", "place", "publisher", "language"
    Column("key", Plain, primary_key=True),  #: the name folded, or the publisher's id, or the language
    Column("name", String, nullable=False),  #: as it is printed
    Column("count", Integer, nullable=False),  #: mentions, or articles
    Index(None, "kind", "key"),
)

#: What happened to a story, noted when it is told anew. Ids and counts, no words of an article.
event = Table(
    "event",
    metadata,
    Column("n", Number, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("story", Plain, nullable=False),  #: no foreign key: it outlives merges
    Column("kind", Plain, nullable=False),  #: desk.changes.Kind
    Column("ref", Plain),  #: id of the article, finding or disagreement
    Column("actor", Plain),  #: key of the actor's facet, where somebody denies or speaks
    Column("count", Integer),  #: how many origins there are now
    Index(None, "story", "n"),
    Index(None, "kind", "n"),
)

# --- who may do what --------------------------------------------------------------------------------------------------

user = Table(
    "account",  # "user" is a word of PostgreSQL's
    metadata,
    Column("name", Plain, primary_key=True),
    Column("role", Plain, nullable=False),  #: "reader", "editor", "admin"
    Column("mail", String),
    Column("password", Plain, nullable=False),  #: Argon2id, as argon2-cffi encodes it
    Column("created_at", Utc, nullable=False),
    Column("seen_at", Utc),
    Column("disabled_at", Utc),
)

session = Table(
    "session",
    metadata,
    Column("digest", Plain, primary_key=True),  #: SHA-256 of the token, which the browser alone holds
    Column("account", Plain, ForeignKey("account.name"), nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("used_at", Utc, nullable=False),
    Column("until", Utc, nullable=False),
    Index(None, "account"),
)

api_key = Table(
    "api_key",
    metadata,
    Column("id", Plain, primary_key=True),  #: the beginning of the key, by which it is listed
    Column("digest", Plain, nullable=False),  #: SHA-256 of the key
    Column("account", Plain, ForeignKey("account.name"), nullable=False),
    Column("name", String, nullable=False),  #: what it is for
    Column("scopes", Plain, nullable=False),  #: "read edit admin", some of them
    Column("created_at", Utc, nullable=False),
    Column("used_at", Utc),
    Column("until", Utc),
    Column("revoked_at", Utc),
    Index(None, "account"),
)

#: Who did what, over the pages and the interfaces. Only ever added to: the database refuses the rest.
audit = Table(
    "audit",
    metadata,
    Column("n", Number, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("account", String, nullable=False),  #: who; "-" where nobody was logged in
    Column("act", Plain, nullable=False),  #: "login", "join", "take down", …
    Column("on", String),  #: ids and receipts, no content
    Column("outcome", String),
    Column("address", Plain),  #: from which network address
    Index(None, "at"),
)

#: "This is wrong": what a reader says of a story, and what became of it.
objection = Table(
    "objection",
    metadata,
    Column("n", Number, primary_key=True),
    Column("story", Plain, nullable=False),
    Column("part", Plain, nullable=False),  #: "account", "origins", "disagreements", "articles", …
    Column("ref", Plain),  #: id of the finding, disagreement or article
    Column("reason", String, nullable=False),
    Column("by", String, nullable=False),
    Column("mail", String),
    Column("at", Utc, nullable=False),
    Column("state", Plain, nullable=False),  #: "open", "accepted", "refused", "withdrawn"
    Column("decided_by", String),
    Column("decided_at", Utc),
    Column("answer", String),
    Index(None, "story", "n"),
    Index(None, "state", "n"),
)

# --- what is sent out -------------------------------------------------------------------------------------------------

#: A digest or an alert that somebody asked for.
subscription = Table(
    "subscription",
    metadata,
    Column("n", Number, primary_key=True),
    Column("kind", Plain, nullable=False),  #: "digest", "alert"
    Column("account", Plain),  #: who made it; None where a reader asked for a digest by mail alone
    Column("name", String, nullable=False),
    Column("condition", LargeBinary, nullable=False),  #: JSON of desk.conditions.Condition: a search, a story, an event
    Column("channel", Plain, nullable=False),  #: "mail", "webhook", "apprise"
    Column("target", String, nullable=False),  #: where to: a mail address, or a URL
    Column("secret", Plain),  #: that webhooks are signed with
    Column("token", Plain, nullable=False),  #: SHA-256 of what confirms and ends it
    Column("state", Plain, nullable=False),  #: "waiting" for its confirmation, "active", "paused", "ended"
    Column("created_at", Utc, nullable=False),
    Column("confirmed_at", Utc),
    Column("ended_at", Utc),
    Column("upto", Number, nullable=False),  #: event.n up to which it was looked through
    Column("sent_at", Utc),
    Index(None, "state", "kind"),
    Index(None, "target"),
)

#: What was sent, or is to be sent again.
delivery = Table(
    "delivery",
    metadata,
    Column("n", Number, primary_key=True),
    Column("subscription", Number, ForeignKey("subscription.n"), nullable=False),
    Column("events", Plain, nullable=False),  #: JSON list of event.n; the words are made when it is sent
    Column("at", Utc, nullable=False),
    Column("state", Plain, nullable=False),  #: "waiting", "sent", "failed"
    Column("tries", Integer, nullable=False),
    Column("due_at", Utc),
    Column("reason", String),
    Index(None, "state", "due_at"),
    Index(None, "subscription", "n"),
)
