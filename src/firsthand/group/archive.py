"""The stories so far, and what one more article does to them: it opens, joins, merges or splits stories.

    archive = Archive()
    changes = archive.add(readings)      # in time order, in one pass
    stories = archive.stories()

What an article costs depends on the articles in view, and not on how many have gone out of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Literal

from firsthand.errors import ModelError
from firsthand.group.judgements import NO_JUDGEMENTS, Judged, Judgements
from firsthand.group.stories import join, strongest_links
from firsthand.group.view import ENOUGH, Coming, Seen, View, When, coming
from firsthand.model import Reading, Story

#: Likeness to one of its articles from which a story is asked whether it takes a new one. Two single articles need .13;
#: .02 takes ten times as long and changes no figure by .001.
TIED = 0.09
#: Articles of one story that are shared out anew when one more comes: the latest. The others stay where most go.
MOST_MOVABLE = 40
#: Articles that are shared out anew in all; no further story is asked where that many are. The cost of an article grows
#: with the square; 480 (60 of each of 8 stories) moves no figure by more than .001.
MOST_SHARED_OUT = 80
#: Likeness of two articles that a person put together: no other link is stronger.
JUDGED = 2.0

Kind = Literal["opened", "joined", "merged", "split"]


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one story."""

    kind: Kind
    story: str  #: which was opened, joined or merged away, or is what was split off
    articles: tuple[str, ...]  #: that opened or joined it, or went with it
    other: str | None = None  #: the story that took it in, that it was split from, or that they had been in before


@dataclass(slots=True)
class Thread:
    """A story as it grows. Articles go by their numbers."""

    id: str
    opened: When  #: when its earliest article was published
    members: set[int] = field(default_factory=set)
    in_view: set[int] = field(default_factory=set)
    links: dict[tuple[int, int], float] = field(default_factory=dict)


class Archive:
    """The stories of all articles so far. Changed by `add` alone; snapshot.py reads and restores all of it."""

    def __init__(self, judgements: Judgements = NO_JUDGEMENTS) -> None:
        """With no story. The judgements hold from the first article on."""
        self.merged_into: dict[str, str] = {}  #: for the id of a story that was merged away, that of the one it is in
        self.judgements = judgements
        self.view = View(judgements.articles)
        self.ids: list[str] = []
        self.numbers: dict[str, int] = {}
        self.threads: dict[str, Thread] = {}
        self.home: dict[int, Thread] = {}  #: of the articles in view
        self.reasons: dict[tuple[int, int], str] = {}  #: of links of which an end has gone out of view

    @property
    def in_view(self) -> int:
        """How many articles a new one may be compared with."""
        return len(self.view.seen)

    def add(self, readings: Iterable[Reading]) -> list[Change]:
        """Take articles in, in the order of their time, and say what became of the stories.

        They are weighed by all that come with them, up to ENOUGH at once. Raises ModelError where one is held already.
        """
        ordered = sorted(map(coming, readings), key=lambda c: c.when)
        changes: list[Change] = []
        for start in range(0, len(ordered), ENOUGH):
            batch = ordered[start : start + ENOUGH]
            for article in batch:
                if article.when[2] in self.numbers:
                    raise ModelError(f"article {article.when[2]} is in the archive already")
                self.view.expect(article)
            for article in batch:
                changes += self._take(article)
        return changes

    def stories(self) -> tuple[Story, ...]:
        """All stories, in the order in which they opened, each with its articles and why they belong together."""
        former: dict[str, list[str]] = {}
        for gone in sorted(self.merged_into):
            former.setdefault(self._survivor(gone), []).append(gone)
        threads = sorted(self.threads.values(), key=lambda t: (t.opened, t.id))
        return tuple(
            Story(
                t.id,
                tuple(sorted(self.ids[n] for n in t.members)),
                tuple((self.ids[a], self.ids[b], self._reason((a, b), v)) for (a, b), v in sorted(t.links.items())),
                former_ids=tuple(former.get(t.id, ())),
            )
            for t in threads
        )

    def _survivor(self, story: str) -> str:
        while story in self.merged_into:
            story = self.merged_into[story]
        return story

    def _reason(self, pair: tuple[int, int], likeness: float) -> str:
        one, two = (self.ids[n] for n in pair)
        judged = self.judgements.together.get(one, {}).get(two)
        if judged is not None:
            return f"A person put them together{': ' + judged if judged else ''}."
        return self.reasons.get(pair) or self.view.explain(*pair, likeness)

    def _take(self, article: Coming) -> list[Change]:
        number = len(self.ids)
        self.ids.append(article.article.id)
        self.numbers[article.article.id] = number
        self.view.take(number, article)
        changes = self._share_out(number)
        for gone in self.view.leaving():
            thread = self.home.pop(gone)
            thread.in_view.remove(gone)
            for pair, likeness in thread.links.items():
                if gone in pair:
                    self.reasons.setdefault(pair, self._reason(pair, likeness))
        return changes

    def _tied(self, seen: Seen) -> list[Thread]:
        """The stories that a new article could change, the likest first, and those that a person put it with."""
        best: dict[str, float] = {}
        for number, likeness in seen.near.items():
            if likeness >= TIED:
                story = self.home[number].id
                best[story] = max(likeness, best.get(story, 0.0))
        chosen: list[str] = []
        room = MOST_SHARED_OUT
        for story in sorted(best, key=lambda s: (-best[s], s)):
            if room <= 0:
                break
            chosen.append(story)
            room -= min(MOST_MOVABLE, len(self.threads[story].in_view))
        partners = self.judgements.together.get(seen.id, {})
        chosen += [self.home[self.numbers[p]].id for p in sorted(partners) if p in self.numbers]
        return [self.threads[s] for s in dict.fromkeys(chosen)]

    def _share_out(self, number: int) -> list[Change]:
        """Share the new article, and those of the stories that it is tied to, out among stories anew."""
        tied = self._tied(self.view.seen[number])
        movable = {t.id: self._movable(t) for t in tied}
        before = {n: story for story, numbers in movable.items() for n in numbers}
        parts = self._parts(sorted([number, *before]))
        heirs = {
            story: max(range(len(parts)), key=lambda p: (len(numbers.intersection(parts[p])), -p))
            for story, numbers in movable.items()
        }
        changes, opening = [], []
        for p, part in enumerate(parts):
            claimants = sorted((t for t in tied if heirs[t.id] == p), key=lambda t: (-len(t.members), t.opened))
            if not claimants:
                opening.append(part)
                continue
            kept, *gone = claimants
            changes += [self._merge(g, kept) for g in gone]
            self._fill(kept, part, set().union(*(t.members - movable[t.id] for t in claimants)), claimants)
        for part in opening:
            thread = self._open(part)
            self._fill(thread, part, set(), ())
            kind: Kind = "split" if part[0] in before else "opened"
            changes.append(self._change(kind, thread.id, part, before.get(part[0])))
            before.update(dict.fromkeys(part, thread.id))
        return changes + self._moves(parts, before)

    def _movable(self, thread: Thread) -> set[int]:
        """The latest of a story's articles in view, and those that a person has judged."""
        if len(thread.in_view) <= MOST_MOVABLE:
            return set(thread.in_view)
        judged = {n for n in thread.in_view if self.ids[n] in self.judgements.articles}
        return judged.union(sorted(thread.in_view)[-MOST_MOVABLE:])

    def _likenesses(self, numbers: Sequence[int]) -> dict[tuple[int, int], float]:
        """The pairs among articles in view that have something in common, the smaller number first."""
        inside = set(numbers)
        found: dict[tuple[int, int], float] = {}
        for n in numbers:
            near = self.view.seen[n].near
            found.update(((m, n), near[m]) for m in sorted(near.keys() & inside) if m < n)
        return found

    def _parts(self, numbers: Sequence[int]) -> list[list[int]]:
        """Articles in view as groups, by likeness and judgements."""
        place = {n: i for i, n in enumerate(numbers)}
        likeness = {(place[m], place[n]): v for (m, n), v in self._likenesses(numbers).items()}
        together, apart = (
            [(place[m], place[n]) for m, n in self._pairs(judged, numbers)]
            for judged in (self.judgements.together, self.judgements.apart)
        )
        return [[numbers[i] for i in part] for part in join(len(numbers), likeness, together, apart)]

    def _pairs(self, judged: Judged, numbers: Iterable[int]) -> list[tuple[int, int]]:
        """The judged pairs among articles, the smaller number first."""
        number_of = {self.ids[n]: n for n in numbers if self.ids[n] in judged}
        return sorted((n, number_of[o]) for i, n in number_of.items() for o in judged[i] if number_of.get(o, -1) > n)

    def _merge(self, gone: Thread, kept: Thread) -> Change:
        del self.threads[gone.id]
        self.merged_into[gone.id] = kept.id
        return self._change("merged", gone.id, gone.members, kept.id)

    def _open(self, part: Sequence[int]) -> Thread:
        """A new story, named after the earliest of its articles after which none is named."""
        ordered = sorted((self.view.seen[n].when, self.ids[n]) for n in part)
        own = [f"s-{i.replace('/', '-')}" for _, i in ordered]  # one part of an address's path
        names = chain(own, (f"{own[0]}-{n}" for n in count(2)))
        name = next(n for n in names if n not in self.threads)
        self.merged_into.pop(name, None)  # a story that was merged away and is split off again has its id back
        self.threads[name] = Thread(name, ordered[0][0])
        return self.threads[name]

    def _fill(self, thread: Thread, part: Sequence[int], others: set[int], claimants: Iterable[Thread]) -> None:
        """Give a story its articles: those shared out to it, and the others of the stories that are one in it now."""
        members = others.union(part)
        links = {
            pair: v
            for t in claimants
            for pair, v in t.links.items()
            if not others.isdisjoint(pair) and members.issuperset(pair)
        }
        likeness = links | self._likenesses(part)
        likeness |= dict.fromkeys(self._pairs(self.judgements.together, part), JUDGED)
        thread.in_view = {n for t in claimants for n in t.in_view if n in others}.union(part)
        thread.members = members
        thread.links = {(a, b): v for a, b, v in strongest_links(members, likeness, links)}
        thread.opened = min((t.opened for t in claimants), default=thread.opened)
        for n in thread.in_view:
            self.home[n] = thread

    def _moves(self, parts: Iterable[Sequence[int]], before: Mapping[int, str]) -> list[Change]:
        """The articles that are in another story than before, but for those whose whole story is."""
        moved: dict[tuple[str, str], list[int]] = {}
        for part in parts:
            now = self.home[part[0]].id
            for n in part:
                was = before.get(n, "")
                if was != now and self.merged_into.get(was) != now:
                    moved.setdefault((now, was), []).append(n)
        return [self._change("joined", now, numbers, was or None) for (now, was), numbers in sorted(moved.items())]

    def _change(self, kind: Kind, story: str, numbers: Iterable[int], other: str | None) -> Change:
        return Change(kind, story, tuple(sorted(self.ids[n] for n in numbers)), other)
