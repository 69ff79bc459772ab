"""What an alert waits for, and a digest tells: a condition, and the events that it fires on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from sqlalchemy import Connection, select

from firsthand.desk.opening import Desk
from firsthand.desk.searching import search_up_to_date
from firsthand.errors import InputError
from firsthand.publish.wording import counted, one_line
from firsthand.store.among import matching_among
from firsthand.store.facets import key_of, name_of
from firsthand.store.query import parse
from firsthand.store.reader_tables import event, facet
from firsthand.store.rows import AnyRow, parts
from firsthand.store.schema import article, story_article
from firsthand.store.stories import resolve

#: anything: whatever is new (of digests). query: an article that a saved search finds. story: any change to one story.
#: origins: a story reaches so many independent origins. disagreement: a new one. denial: somebody denies.
#: correction: a publisher corrects an article.
ConditionKind = Literal["anything", "query", "story", "origins", "disagreement", "denial", "correction"]
Period = Literal["daily", "weekly"]
KINDS: tuple[ConditionKind, ...] = get_args(ConditionKind)
PERIODS: tuple[Period, ...] = get_args(Period)

#: Independent origins that are waited for where no number is named, and the most: a story of more is known anyway.
ORIGINS = 3
MOST_ORIGINS = 100
#: Characters of a publisher's or a story's id.
LONGEST_ID = 200
_ID = re.compile(r"[^\s\x00-\x1f\x7f]+")

#: Kinds that may be limited to the stories of a query, an actor and a publisher.
_LIMITED: frozenset[ConditionKind] = frozenset({"anything", "origins", "disagreement", "denial", "correction"})


@dataclass(frozen=True, slots=True)
class Condition:
    """What is waited for. Made by `make_condition`, which checks it."""

    kind: ConditionKind
    query: str = ""  #: as `firsthand search` takes it: the saved search, or what an article of the story must match
    story: str = ""  #: id, of kind "story"
    actor: str = ""  #: key of a facet: who denies, or who acts in the story
    publisher: str = ""  #: id: whose article is corrected, or one of those that report the story
    count: int = 0  #: of kind "origins": how many
    period: Period | None = None  #: of digests: how often they come


def make_condition(
    kind: str,
    *,
    query: str = "",
    story: str = "",
    actor: str = "",
    publisher: str = "",
    count: int = 0,
    period: str | None = None,
) -> Condition:
    """A condition that can be met, of what a person wrote. Raises InputError, which names the field.

    An actor may be given by name: the key is made of it.
    """
    found = next((k for k in KINDS if k == kind), None)
    if found is None:
        raise InputError("condition", f"{one_line(str(kind))[:40]!r} is none of {', '.join(KINDS)}.")
    every = next((p for p in PERIODS if p == period), None)
    if every is None and period is not None:
        raise InputError("period", f"{one_line(str(period))[:40]!r} is none of {', '.join(PERIODS)}.")
    query = " ".join(query.split())
    if query:
        parse(query)
    made = Condition(
        found,
        query,
        _id(story, "story"),
        _actor(actor),
        _id(publisher, "publisher"),
        (count or ORIGINS) if found == "origins" else 0,
        every,
    )
    _check(made)
    return made


def _id(given: str, field: str) -> str:
    given = given.strip()
    if given and (len(given) > LONGEST_ID or not _ID.fullmatch(given)):
        raise InputError(field, "It is no id: ids are short and have no spaces.")
    return given


def _actor(given: str) -> str:
    key = key_of(given[:LONGEST_ID])
    if given.strip() and not key:
        raise InputError("actor", "There is no letter or digit in the name.")
    return key


def _check(made: Condition) -> None:
    if made.kind == "query" and not made.query:
        raise InputError("query", "A saved search needs words to look for.")
    if made.kind == "story" and not made.story:
        raise InputError("story", "Name the story: its id stands in its address.")
    if made.story and made.kind != "story":
        raise InputError("story", "Only a condition on one story names it. Write story:ID into the query instead.")
    if made.kind == "denial" and not made.actor:
        raise InputError("actor", "Name who denies.")
    if made.kind == "correction" and not made.publisher:
        raise InputError("publisher", "Name whose articles are meant.")
    if made.kind == "origins" and not 1 <= made.count <= MOST_ORIGINS:
        raise InputError("count", f"The number of origins goes from 1 to {MOST_ORIGINS}.")
    if made.kind not in _LIMITED and (made.actor or made.publisher):
        reason = "A saved search has filters of its own: write publisher:NAME or speaker:NAME into it."
        raise InputError("actor" if made.actor else "publisher", reason if made.kind == "query" else "It has no use.")


def dump_condition(condition: Condition) -> bytes:
    """As it is kept: JSON of what is set."""
    return json.dumps({k: v for k, v in asdict(condition).items() if v}, ensure_ascii=False).encode()


def load_condition(kept: bytes) -> Condition:
    """As it was kept; it was checked when it was made. Raises InputError where the bytes hold none."""
    try:
        fields: Mapping[str, Any] = json.loads(kept)
        return Condition(**fields)
    except (ValueError, TypeError) as error:
        raise InputError("condition", f"What is kept of it cannot be read: {error}.") from error


def condition_words(condition: Condition, actor: str | None = None, publisher: str | None = None) -> str:
    """A condition as a phrase: "3 independent origins in stories with articles found by “dam”".

    `actor` and `publisher`: their names as they are printed, where they are known.
    """
    actor, publisher = one_line(actor or condition.actor), one_line(publisher or condition.publisher)
    heads: dict[ConditionKind, str] = {
        "anything": "all that is new",
        "query": f"articles found by “{one_line(condition.query)}”",
        "story": f"any change to the story {condition.story}",
        "origins": f"{counted(condition.count, 'independent origin')}",
        "disagreement": "a new disagreement",
        "denial": f"{actor} denies something",
        "correction": f"a correction by {publisher}",
    }
    limits = []
    if condition.query and condition.kind != "query":
        limits.append(f"with articles found by “{one_line(condition.query)}”")
    if condition.actor and condition.kind != "denial":
        limits.append(f"with {actor}")
    if condition.publisher and condition.kind != "correction":
        limits.append(f"reported by {publisher}")
    return f"{heads[condition.kind]} in stories {' and '.join(limits)}" if limits else heads[condition.kind]


def said(desk: Desk, condition: Condition) -> str:
    """The same, with names as stories print them. Raises StoreError."""
    kinds: tuple[Literal["person", "organization", "place"], ...] = ("person", "organization", "place")
    with desk.store.reading() as connection:
        names = (name_of(connection, kind, condition.actor) for kind in kinds if condition.actor)
        publisher = name_of(connection, "publisher", condition.publisher) if condition.publisher else None
        return condition_words(condition, next(filter(None, names), None), publisher)


def matching(desk: Desk, condition: Condition, after: int, upto: int) -> list[int]:
    """The numbers of the events behind `after` and up to `upto` that a condition fires on, in order.

    A saved search fires on articles that it finds now; one on origins where the number is reached. Raises StoreError,
    and InputError where its query is none any more.
    """
    if upto <= after:
        return []
    if condition.query:
        search_up_to_date(desk)
    with desk.store.reading() as connection:
        rows = list(connection.execute(_asked(connection, condition, after, upto)))
        if condition.kind == "query":
            found = matching_among(connection, parse(condition.query), [row.ref for row in rows])
            return [row.n for row in rows if row.ref in found]
        if condition.kind == "correction":
            rows = _by_publisher(connection, rows, condition.publisher)
        wanted = _stories_within(connection, condition, {row.story for row in rows})
        return [row.n for row in rows if wanted is None or row.story in wanted]


def _asked(connection: Connection, condition: Condition, after: int, upto: int) -> Any:  # noqa: ANN401  (a statement)
    """The events that can be meant by their kind alone."""
    rows = select(event.c.n, event.c.story, event.c.ref).where(event.c.n > after, event.c.n <= upto).order_by(event.c.n)
    if condition.kind == "anything":
        return rows
    if condition.kind == "query":
        return rows.where(event.c.kind == "article")
    if condition.kind == "story":
        now = resolve(connection, condition.story)
        return rows.where(event.c.story.in_({condition.story, now or condition.story}))
    if condition.kind == "origins":
        return rows.where(event.c.kind == "origin", event.c.count == condition.count)
    if condition.kind == "denial":
        return rows.where(event.c.kind == "denial", event.c.actor == condition.actor)
    return rows.where(event.c.kind == condition.kind)


def _by_publisher(connection: Connection, rows: Sequence[AnyRow], publisher: str) -> list[AnyRow]:
    own: set[str] = set()
    for some in parts(sorted({row.ref for row in rows if row.ref})):
        owned = select(article.c.id).where(article.c.id.in_(some), article.c.publisher == publisher)
        own |= set(connection.execute(owned).scalars())
    return [row for row in rows if row.ref in own]


def _stories_within(connection: Connection, condition: Condition, stories: Iterable[str]) -> set[str] | None:
    """Those of some stories, by the ids that events have, that meet the limits; None where there are no limits."""
    limits: list[tuple[tuple[str, ...], str]] = []
    if condition.actor and condition.kind != "denial":
        limits.append((("person", "organization", "place"), condition.actor))
    if condition.publisher and condition.kind != "correction":
        limits.append((("publisher",), condition.publisher))
    if not limits and not (condition.query and condition.kind != "query"):
        return None
    now = {id: heir for id in stories if (heir := resolve(connection, id)) is not None}
    kept = set(now.values())
    for kinds, key in limits:
        having = select(facet.c.story).where(facet.c.kind.in_(kinds), facet.c.key == key)
        asked = (having.where(facet.c.story.in_(some)) for some in parts(sorted(kept)))
        kept = {id for statement in asked for id in connection.execute(statement).scalars()}
    if condition.query:
        kept &= _matched(connection, condition.query, kept)
    return {id for id, heir in now.items() if heir in kept}


def _matched(connection: Connection, query: str, stories: Iterable[str]) -> set[str]:
    """Those of some stories of which an article is found by a query."""
    homes: dict[str, str] = {}
    for some in parts(sorted(stories)):
        inside = select(article.c.id, story_article.c.story).join(
            story_article, story_article.c.article == article.c.n
        )
        rows = connection.execute(inside.where(story_article.c.story.in_(some)))
        homes |= {row.id: row.story for row in rows}
    return {homes[id] for id in matching_among(connection, parse(query), list(homes))}
