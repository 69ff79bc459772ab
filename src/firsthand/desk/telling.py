"""Stories kept current: which articles belong together, and what each story tells, made when it is first looked at.

The stories are what `group` makes of all articles in the order in which they arrived, in epochs: the first FIRST of
them weighed together as `firsthand account` weighs them, then EPOCH at a time. The state of the closed epochs is kept;
only the open one is shared out anew when an article comes. So the result does not depend on how the articles were dealt
out among calls, and is what a batch over the same articles gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from firsthand.annotate import settle
from firsthand.desk.changes import changes_between, has_changes, newly_corrected, save_changes
from firsthand.desk.opening import Desk
from firsthand.desk.state import load_state, save_state
from firsthand.errors import InputError
from firsthand.group import judge
from firsthand.model import Article, Reading, Story
from firsthand.pipeline import Progress, tell
from firsthand.publish.outlets import AGENCY, outlet_mark, source_name
from firsthand.registry import load_families
from firsthand.store.articles import load_readings
from firsthand.store.judgements import held_judgements
from firsthand.store.rows import parts
from firsthand.store.stories import (
    Told,
    articles_of,
    changes,
    former_ids,
    kept_telling,
    load_links,
    load_told,
    members,
    resolve,
    save_marks,
    save_stories,
    save_told,
    story_row,
)

#: Articles that are weighed together at first, whatever the order in which they came. As many are shared out anew when
#: one more comes, which takes some 3 ms each.
FIRST = 1_000
#: Articles of every later epoch. On 1,860 articles of four public sets in random order, epochs cost .001 to .002 of
#: B-cubed F1 (.899 in one batch; 50 or 250 make no difference). The open one is grouped again when an article comes.
EPOCH = 100


class Epochs:
    """The closed epochs of a store, in memory: for `regroup`, and for who adds many articles, grouped as they come."""

    def __init__(self, desk: Desk) -> None:
        """As the state beside the store has them; all is closed anew where it is of no use."""
        self._desk = desk
        with desk.store.reading() as connection:
            self.judgements = judge(held_judgements(connection), "judgements")
            found = members(connection)
        self.archive, number = load_state(desk.config.files, [m.id for m in found], self.judgements)
        self.ids = [m.id for m in found[:number]]  #: the articles in them, in the order of their arrival
        self.kept = number  #: how many of these the state knows
        self._last = found[number - 1].n if number else 0

    def close(self, progress: Progress | None = None) -> None:
        """Close every epoch that is full."""
        while True:
            size = EPOCH if self.ids else FIRST
            with self._desk.store.reading() as connection:
                coming = members(connection, after=self._last, most=size)
            if len(coming) < size:
                return
            self.archive.add(_readings(self._desk, [m.id for m in coming]))
            self.ids += [m.id for m in coming]
            self._last = coming[-1].n
            if progress:
                progress("group", size)

    def keep(self) -> None:
        """Have the state know what was closed. Raises StoreError."""
        if len(self.ids) > self.kept:
            save_state(self._desk.config.files, self.archive, self.ids, self.judgements)
            self.kept = len(self.ids)


def regroup(desk: Desk, *, epochs: Epochs | None = None, progress: Progress | None = None) -> list[str]:
    """Bring the stories up to date with the articles. The ids of those that are new or have changed, or none.

    `epochs` are those that were closed while articles were added, and are of no more use afterwards. Raises StoreError,
    and InputError where judgements contradict each other.
    """
    with desk.store.reading() as connection:
        come, grouped = changes(connection)
        if come == grouped:
            return []
        ids = [m.id for m in members(connection)]
        judgements = judge(held_judgements(connection), "judgements")
    if epochs is None or epochs.judgements != judgements or ids[: len(epochs.ids)] != epochs.ids:
        epochs = Epochs(desk)
    known = epochs.kept
    epochs.close(progress)
    epochs.keep()
    rest = ids[len(epochs.ids) :]
    epochs.archive.add(_readings(desk, rest))
    if progress:
        progress("group", len(rest))
    stories = epochs.archive.stories()
    with desk.store.writing() as connection:
        if changes(connection)[1] >= come and grouped < come:
            return []  # another process was as quick
        return save_stories(connection, stories, set(ids[known:]), datetime.now(UTC), come)


def _readings(desk: Desk, ids: Sequence[str]) -> list[Reading]:
    found: list[Reading] = []
    for some in parts(ids):
        with desk.store.reading() as connection:
            found += load_readings(connection, some)
    return found


def told(desk: Desk, name: str) -> tuple[Told, list[Reading]]:
    """A story in full, with its articles, settled as the story has them. Told now where nothing valid is kept.

    `name` is an id, one that the story had before, or the beginning of one. Raises InputError where there is none.
    """
    with desk.store.reading() as connection:
        id = resolve(connection, name)
        row = story_row(connection, id) if id else None
        if id is None or row is None:
            raise InputError(name, "There is no such story. `firsthand stories` lists those that there are.")
        kept = load_told(connection, id)
        readings = load_readings(connection, articles_of(connection, id))
        outline = Story(id, tuple(r.article.id for r in readings), load_links(connection, id))
        former = former_ids(connection, id)
    readings = settle(readings)
    if kept is None:
        story, dropped = tell(outline, readings, load_families(desk.config.families))
        kept = Told(story, dropped)
        _keep(desk, id, row.members, kept, former, readings)
    return Told(replace(kept.story, links=outline.links, former_ids=former), kept.dropped), readings


def _keep(
    desk: Desk, id: str, digest: str, made: Told, former: tuple[str, ...], readings: Sequence[Reading]
) -> None:
    """Keep what was told, and note what is new in it."""
    articles = {r.article.id: r.article for r in readings}
    with desk.store.writing() as connection:
        before = kept_telling(connection, id)
        if not save_told(connection, id, digest, made, readings):
            return  # its articles have changed meanwhile: who looks next tells it anew
        save_marks(connection, {a.id: _mark(made.story, a, articles) for a in articles.values()})
        if before is None and has_changes(connection, id):
            return  # a takedown emptied it: what is left is not new
        corrected = newly_corrected(connection, sorted(articles))
        found = changes_between(before.story if before else None, replace(made.story, former_ids=former), corrected)
        save_changes(connection, id, found, datetime.now(UTC))


def _mark(story: Story, article: Article, articles: Mapping[str, Article]) -> tuple[str, str | None]:
    """What an article is to the others, and whose text it took most of; an agency before an outlet."""
    taken = [d for d in story.derivations if d.target == article.id and d.kind != "quotes"]
    taken.sort(key=lambda d: (not d.source.startswith(AGENCY), -d.share, d.source))
    return outlet_mark(story, article).mark, source_name(taken[0].source, articles) if taken else None
