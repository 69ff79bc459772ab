"""Merging and splitting stories: what editors say of whole stories, as judgements on their articles."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from firsthand.desk.finding import story_named
from firsthand.desk.judging import list_judgements, say_of_all, take_back
from firsthand.desk.objections import objections_to
from firsthand.desk.opening import Desk
from firsthand.errors import InputError
from firsthand.publish.judgement_list import Judged
from firsthand.store.reader_tables import event, facet
from firsthand.store.rows import AnyRow
from firsthand.store.schema import article, former_story, story, story_article

#: Stories that are offered for a merge.
OFFERED = 12
#: Happenings of a story's history that are shown.
SHOWN = 200


@dataclass(frozen=True, slots=True)
class StoryMembers:
    """A story with the rows of its articles, in the order of their report."""

    id: str
    headline: str | None
    articles: tuple[AnyRow, ...]


def members_of(desk: Desk, name: str) -> StoryMembers:
    """The articles of a story. Raises InputError where there is none, and StoreError."""
    with desk.store.reading() as connection:
        id = story_named(connection, name)
        headline = connection.execute(select(story.c.headline).where(story.c.id == id)).scalar()
        rows = connection.execute(
            select(article, story_article.c.mark)
            .join(story_article, story_article.c.article == article.c.n)
            .where(story_article.c.story == id)
            .order_by(article.c.reported, article.c.n)
        )
        return StoryMembers(id, headline, tuple(rows))


def near(desk: Desk, id: str) -> list[AnyRow]:
    """Stories that share actors or places with one, those that share most first: what one might merge it with."""
    kinds = ("person", "organization", "place")
    own = select(facet.c.kind, facet.c.key).where(facet.c.story == id, facet.c.kind.in_(kinds)).subquery()
    shared = func.count().label("shared")
    rows = (
        select(story.c.id, story.c.headline, story.c.articles, story.c.last_reported, shared)
        .join(facet, facet.c.story == story.c.id)
        .join(own, (own.c.kind == facet.c.kind) & (own.c.key == facet.c.key))
        .where(story.c.id != id)
        .group_by(story.c.id, story.c.headline, story.c.articles, story.c.last_reported)
        .order_by(shared.desc(), story.c.last_reported.desc(), story.c.id)
        .limit(OFFERED)
    )
    with desk.store.reading() as connection:
        return list(connection.execute(rows))


def merge(desk: Desk, one: str, other: str, *, reason: str, by: str, now: datetime) -> tuple[str, str]:
    """Put two stories together, by their earliest articles. The ids of both.

    Raises InputError where one is not there, where both are one, or where it contradicts what was said before.
    """
    a, b = members_of(desk, one), members_of(desk, other)
    if a.id == b.id:
        raise InputError(other, "Both names mean the same story: a merge takes two.")
    say_of_all(desk, [(a.articles[0].id, b.articles[0].id, True)], reason=_reason(reason), by=by, now=now)
    return a.id, b.id


def split(desk: Desk, name: str, out: Collection[str], *, reason: str, by: str, now: datetime) -> str:
    """Take articles out of a story, into one of their own. The id of the story.

    Each is held apart from each that stays: a story is held together by many links, and one that is left would join
    them again. Raises InputError where none or all are named, one is not in the story, or it contradicts the rest.
    """
    found = members_of(desk, name)
    ids = [row.id for row in found.articles]
    gone = [id for id in ids if id in set(out)]
    stay = [id for id in ids if id not in set(out)]
    strange = sorted(set(out) - set(ids))
    if strange:
        raise InputError(strange[0], "It is not, or no longer, in this story. Open the page again.")
    if not gone or not stay:
        raise InputError("articles", "Choose at least one article, and leave at least one.")
    pairs = [(a, b, False) for a in gone for b in stay]
    pairs += [(gone[0], b, True) for b in gone[1:]]
    say_of_all(desk, pairs, reason=_reason(reason), by=by, now=now)
    return found.id


def undo(desk: Desk, number: int, now: datetime) -> None:
    """Take back what was said in one act: a judgement, and those that were said with it. Raises InputError."""
    said = list_judgements(desk)
    one = next((j for j in said if j.number == number), None)
    if one is None:
        raise InputError(str(number), "There is no judgement of this number.")
    act = [j.number for j in said if (j.at, j.by, j.reason) == (one.at, one.by, one.reason) and j.undone_at is None]
    if not act:
        raise InputError(str(number), "It was taken back already.")
    for each in reversed(act):
        take_back(desk, each, now=now, group=False)


@dataclass(frozen=True, slots=True)
class Act:
    """Judgements that one person said in one go."""

    judged: tuple[Judged, ...]

    @property
    def first(self) -> Judged:
        """The one that stands for all."""
        return self.judged[0]

    @property
    def holds(self) -> bool:
        """Whether any of it still holds."""
        return any(j.undone_at is None for j in self.judged)


def acts_of(judged: Collection[Judged]) -> list[Act]:
    """Judgements by the act that they were said in, the latest first."""
    acts: dict[tuple[datetime, str, str], list[Judged]] = {}
    for each in judged:
        acts.setdefault((each.at, each.by, each.reason), []).append(each)
    return [Act(tuple(some)) for some in sorted(acts.values(), key=lambda some: -some[0].number)]


@dataclass(frozen=True, slots=True)
class StoryHistory:
    """What happened to a story, and what persons said of it."""

    members: StoryMembers
    acts: tuple[Act, ...]  #: that name one of its articles
    objections: tuple[AnyRow, ...]
    former: tuple[AnyRow, ...]  #: stories that went into it, with when
    events: tuple[AnyRow, ...]  #: the latest first


def history_of(desk: Desk, name: str) -> StoryHistory:
    """The history of a story. Raises InputError where there is none, and StoreError."""
    found = members_of(desk, name)
    ids = {row.id for row in found.articles}
    acts = [act for act in acts_of(list_judgements(desk)) if any(ids & set(j.articles) for j in act.judged)]
    with desk.store.reading() as connection:
        former = list(connection.execute(select(former_story).where(former_story.c.story == found.id)))
        names = [found.id, *(row.id for row in former)]
        said = objections_to(connection, names)
        happened = select(event).where(or_(*(event.c.story == n for n in names[:50])))
        events = list(connection.execute(happened.order_by(event.c.n.desc()).limit(SHOWN)))
    return StoryHistory(found, tuple(acts), tuple(said), tuple(former), tuple(events))


def _reason(reason: str) -> str:
    if not reason.strip():
        raise InputError("reason", "Say why: it stands in the story's history.")
    return reason
