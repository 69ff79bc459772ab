"""What happened to a story, in words for its page: what came at one time stands together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from firsthand.desk.happenings import Happening
from firsthand.model import Story
from firsthand.publish.passages import Addresses
from firsthand.publish.wording import about_words, counted, one_line
from firsthand.store.facets import key_of
from firsthand.web.story_context import PREFIX, StoryFace

#: Articles, disagreements or denials named of one time; the rest are counted.
NAMED = 6


@dataclass(slots=True)
class ChangeLine:
    """One sentence, with links after it."""

    words: str
    links: list[tuple[str, str]] = field(default_factory=list)  #: words and address
    more: int = 0  #: that are not named


@dataclass(frozen=True, slots=True)
class ChangesAt:
    """What happened at one time."""

    at: str  #: ISO 8601 in UTC, to the minute
    lines: tuple[ChangeLine, ...]


def changes_in_words(happened: Sequence[Happening], face: StoryFace) -> tuple[ChangesAt, ...]:
    """What happened, the latest first."""
    found = []
    for at, group in groupby(happened, key=lambda h: h.at.isoformat(timespec="minutes")):
        kinds: dict[str, list[Happening]] = {}
        for each in group:
            kinds.setdefault(each.kind, []).insert(0, each)  # within a time, in the order in which they were noted
        lines = tuple(_line(kind, some, face) for kind, some in kinds.items())
        found.append(ChangesAt(at, lines[::-1]))
    return tuple(found)


def _line(kind: str, some: Sequence[Happening], face: StoryFace) -> ChangeLine:
    if kind == "article":
        return _named(f"{counted(len(some), 'article')} came:", [_article(h) for h in some])
    if kind == "correction":
        return _named("Corrected by its outlet:", [_article(h) for h in some])
    if kind == "origin":
        most = max(h.count or 0 for h in some)
        told = f"at most {counted(most, 'independent origin')}" if most > 1 else "1 independent origin"
        return ChangeLine(f"There are {told} now." if most > 1 else f"There is {told} so far.")
    if kind == "disagreement":
        about = {d.disagreement.id: (about_words(d.disagreement), face.dispute_href(d.id)) for d in face.page.disputes}
        held = [about[h.ref] for h in some if h.ref in about]
        return _named(f"{counted(len(some), 'disagreement')} found:", held, gone=len(some) - len(held))
    if kind == "denial":
        return _denials(some, face.story)
    if kind == "merged":
        return ChangeLine(f"{counted(len(some), 'other story', 'other stories').capitalize()} went into this one.")
    return ChangeLine("It was first told here.")


def _named(words: str, links: list[tuple[str, str]], gone: int = 0) -> ChangeLine:
    return ChangeLine(words, links[:NAMED], max(0, len(links) - NAMED) + gone)


def _article(happening: Happening) -> tuple[str, str]:
    name = one_line(happening.outlet or happening.headline or "") or "an article that is no longer kept"
    return name, Addresses(PREFIX).article_href(happening.ref or "")


def _denials(some: Sequence[Happening], story: Story) -> ChangeLine:
    names = {key_of(a.name): (one_line(a.name), a.kind) for a in story.actors}
    who: dict[tuple[str, str], None] = {}
    for each in some:
        name, kind = names.get(each.actor or "", ("", "other"))
        if name and kind != "other":
            who[name, f"/actors/{kind}/{each.actor}"] = None
    return _named(f"{counted(len(some), 'denial')} reported{':' if who else '.'}", list(who))
