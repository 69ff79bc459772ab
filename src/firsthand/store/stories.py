"""Stories: which articles belong together, and what was told of them. All of it can be made again from the articles."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from firsthand.errors import ModelError
from firsthand.model import Dropped, Reading, Story
from firsthand.store.codec import compress, decompress, pack, unpack
from firsthand.store.facets import facets_of, save_facets
from firsthand.store.leads import lead_of, pack_lead
from firsthand.store.rows import AnyRow, insert_new, parts
from firsthand.store.schema import article, former_story, grouping, story, story_article
from firsthand.store.takedowns import hold_takedowns

#: Characters of an id that are enough to name a story, where no other begins so: "s-" and six more.
ENOUGH_OF_AN_ID = 8
#: Part of what a telling is kept under. Raise it when a stage changes what it finds: stories are then told anew.
TELLING = 1


@dataclass(frozen=True, slots=True)
class Told:
    """A story in full, and what its account leaves out, as they are kept."""

    story: Story
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """An article as a story has it."""

    n: int  #: article.n
    id: str
    version: int
    reported: str  #: to sort by


def members(connection: Connection, *, after: int = 0, most: int | None = None) -> list[Member]:
    """All articles in the order in which they arrived; or so many of those after the one of a number."""
    columns = (article.c.n, article.c.id, article.c.version, article.c.reported)
    rows = connection.execute(select(*columns).where(article.c.n > after).order_by(article.c.n).limit(most))
    return [Member(*row) for row in rows]


def digest_of(found: Iterable[Member]) -> str:
    """What changes when an article joins or leaves a story, or is edited."""
    text = "\n".join(f"{m.id} {m.version}" for m in sorted(found, key=lambda m: m.id))
    return hashlib.sha256(f"{TELLING}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def changes(connection: Connection) -> tuple[int, int]:
    """How many changes there were to articles, and how many of them the stories know."""
    row = connection.execute(select(grouping.c.changes, grouping.c.grouped)).one()
    return row.changes, row.grouped


def save_stories(
    connection: Connection, found: Sequence[Story], weighed: Set[str], at: datetime, changes: int
) -> list[str]:
    """Bring the stories in line with what `group` found. The ids of those that are new or have changed.

    A story keeps the id under which most of its articles are known; ids that are no more lead on to where most of
    theirs went. `weighed`: ids of the articles that were weighed anew: why they belong together may read otherwise now.
    """
    hold_takedowns(connection)
    by_id = {m.id: m for m in members(connection)}
    wanted = [tuple(by_id[a] for a in s.articles if a in by_id) for s in found]
    before = {row.article: row.story for row in connection.execute(select(story_article))}
    kept = {row.id: row.members for row in connection.execute(select(story.c.id, story.c.members))}
    names = _names([s.id for s in found], [[before.get(m.n) for m in some] for some in wanted])
    changed: list[str] = []
    home: dict[int, str] = {}
    for made, some, name in zip(found, wanted, names, strict=True):
        if not some:
            continue
        home.update((m.n, name) for m in some)
        digest = digest_of(some)
        if kept.get(name) == digest and weighed.isdisjoint(made.articles):
            continue
        values = {
            "members": digest,
            "articles": len(some),
            "last_reported": max(m.reported for m in some),
            "links": compress(json.dumps(made.links, ensure_ascii=False).encode("utf-8", "surrogatepass")),
        }
        if name not in kept:
            connection.execute(insert(story).values(id=name, changed_at=at, **values))
            changed.append(name)
        elif kept[name] != digest:
            connection.execute(update(story).where(story.c.id == name).values(changed_at=at, **values))
            changed.append(name)
        else:
            links = story.c.links != values["links"]
            connection.execute(update(story).where(story.c.id == name, links).values(**values))
    _save_homes(connection, before, home)
    _save_former(connection, set(kept) - set(names), before, home, at)
    connection.execute(delete(former_story).where(former_story.c.id.in_(select(story.c.id))))
    connection.execute(update(grouping).values(grouped=changes, at=at))
    return changed


def _names(canonical: Sequence[str], known: Sequence[Sequence[str | None]]) -> list[str]:
    """The id of each story: that of the one that most of its articles were in, where no other has more of it."""
    claims: list[tuple[int, int, str]] = []
    for i, homes in enumerate(known):
        counts: dict[str, int] = {}
        for home in homes:
            if home is not None:
                counts[home] = counts.get(home, 0) + 1
        claims += [(-count, i, home) for home, count in counts.items()]
    names: dict[int, str] = {}
    taken: set[str] = set()
    for _, i, home in sorted(claims):
        if i not in names and home not in taken:
            names[i] = home
            taken.add(home)
    for i, name in enumerate(canonical):
        if i not in names:
            number, free = 2, name
            while free in taken:
                number, free = number + 1, f"{name}-{number}"
            names[i] = free
            taken.add(free)
    return [names[i] for i in range(len(canonical))]


def _save_homes(connection: Connection, before: Mapping[int, str], home: Mapping[int, str]) -> None:
    """Which story each article is in: only what has changed is written."""
    gone = [n for n in before if n not in home]
    moved = [n for n, name in home.items() if n in before and before[n] != name]
    for some in parts([*gone, *moved]):
        connection.execute(delete(story_article).where(story_article.c.article.in_(some)))
    coming = [{"article": n, "story": name} for n, name in home.items() if before.get(n) != name]
    if coming:
        connection.execute(insert(story_article), coming)


def _save_former(
    connection: Connection, gone: Collection[str], before: Mapping[int, str], home: Mapping[int, str], at: datetime
) -> None:
    """Ids that are no more lead on to the story that has most of their articles."""
    heirs: dict[str, dict[str, int]] = {id: {} for id in gone}
    for n, name in before.items():
        if name in heirs and n in home:
            heirs[name][home[n]] = heirs[name].get(home[n], 0) + 1
    for id, counts in sorted(heirs.items()):
        connection.execute(delete(story).where(story.c.id == id))
        if counts:
            heir = min(counts, key=lambda h: (-counts[h], h))
            connection.execute(update(former_story).where(former_story.c.story == id).values(story=heir))
            insert_new(connection, former_story, id=id, story=heir, at=at)


def resolve(connection: Connection, name: str) -> str | None:
    """The story that goes by an id, by one that it had before, or by the beginning of one; None where none does."""
    if connection.execute(select(story.c.id).where(story.c.id == name)).first():
        return name
    heir: str | None = connection.execute(select(former_story.c.story).where(former_story.c.id == name)).scalar()
    if heir is not None:
        return heir
    if len(name) < ENOUGH_OF_AN_ID:
        return None
    begun = connection.execute(
        select(story.c.id).where(story.c.id >= name, story.c.id < name + "\U0010ffff").limit(2)
    ).scalars()
    found = list(begun)
    return found[0] if len(found) == 1 else None


def story_row(connection: Connection, id: str) -> AnyRow | None:
    """The row of a story, without what was told of it."""
    columns = [c for c in story.c if c.name != "told"]
    return connection.execute(select(*columns).where(story.c.id == id)).first()


def articles_of(connection: Connection, id: str) -> list[str]:
    """The ids of a story's articles, in their order."""
    inside = select(article.c.id).join(story_article, story_article.c.article == article.c.n)
    return sorted(connection.execute(inside.where(story_article.c.story == id)).scalars())


def former_ids(connection: Connection, id: str) -> tuple[str, ...]:
    """Ids that lead to a story from former times."""
    rows = connection.execute(select(former_story.c.id).where(former_story.c.story == id).order_by(former_story.c.id))
    return tuple(rows.scalars())


def load_links(connection: Connection, id: str) -> tuple[tuple[str, str, str], ...]:
    """Why a story's articles belong together."""
    packed = connection.execute(select(story.c.links).where(story.c.id == id)).scalar_one()
    return tuple((a, b, why) for a, b, why in json.loads(decompress(packed)))


def load_told(connection: Connection, id: str) -> Told | None:
    """What was told of a story, if nothing has changed since."""
    current = select(story.c.told).where(story.c.id == id, story.c.told_for == story.c.members)
    return _unpacked(connection.execute(current).scalar())


def kept_telling(connection: Connection, id: str) -> Told | None:
    """What was last told of a story, whatever came since; None where nothing was, or it must go."""
    return _unpacked(connection.execute(select(story.c.told).where(story.c.id == id)).scalar())


def _unpacked(packed: bytes | None) -> Told | None:
    if packed is None:
        return None
    try:
        return unpack(Told, packed)
    except ModelError:  # damaged: it is told anew, and kept in its place
        return None


def save_told(connection: Connection, id: str, digest: str, told: Told, readings: Sequence[Reading]) -> bool:
    """Keep what was told of a story, with what it is found by, unless its articles have changed meanwhile.

    `readings` are those of its articles. Returns whether it was kept.
    """
    articles = {r.article.id: r.article for r in readings}
    lead = lead_of(told.story, {a.id: a.language for a in articles.values()})
    kept = connection.execute(
        update(story)
        .where(story.c.id == id, story.c.members == digest)
        .values(
            told_for=digest,
            told=pack(told),
            headline=told.story.headline,
            origins=len(told.story.origins),
            disagreements=len(told.story.disagreements),
            first_reported=told.story.first_reported_at,
            lead=pack_lead(lead),
        )
    )
    if not kept.rowcount:
        return False
    save_facets(connection, id, facets_of(told.story, articles))
    return True


def save_marks(connection: Connection, marks: Mapping[str, tuple[str, str | None]]) -> None:
    """What each article is to the others of its story, by its id: the mark, and whose text it took."""
    rows = [{"one": id, "mark": mark, "leans_on": name} for id, (mark, name) in marks.items()]
    if rows:
        number = select(article.c.n).where(article.c.id == bindparam("one")).scalar_subquery()
        connection.execute(
            update(story_article)
            .where(story_article.c.article == number)
            .values(mark=bindparam("mark"), leans_on=bindparam("leans_on")),
            rows,
        )


def stories_of(connection: Connection, *, since: str | None = None, limit: int = 20, offset: int = 0) -> list[AnyRow]:
    """Rows of stories, those with the newest report first; with `since` (an ISO day) those reported on it or later."""
    columns = [c for c in story.c if c.name not in ("told", "links")]
    rows = select(*columns).order_by(story.c.last_reported.desc(), story.c.id).limit(limit).offset(offset)
    if since is not None:
        rows = rows.where(story.c.last_reported >= since)
    return list(connection.execute(rows))


def count_stories(connection: Connection) -> int:
    """How many stories there are."""
    return connection.execute(select(func.count()).select_from(story)).scalar_one()
