"""A list of stories: for a terminal one block each, for scripts one record each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from firsthand.publish.paragraphs import say
from firsthand.publish.wording import UPPER_BOUND, counted, harmless, one_line, reported_words

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True)
class ListedStory:
    """What a list says of a story."""

    id: str
    headline: str | None
    articles: int
    origins: int  #: an upper bound
    disagreements: int
    first_reported_at: str | None
    last_reported_at: str | None


def print_stories(stories: Sequence[ListedStory], more: int, console: Console) -> None:
    """Print the stories in their order. `more` is how many of the store are not among them."""
    for number, story in enumerate(stories):
        if number:
            say(console, "")
        say(console, one_line(story.headline or "") or "A story without a headline", style="bold")
        say(console, count_words(story), indent=2)
        say(console, reported_words(story.first_reported_at, story.last_reported_at), indent=2)
        say(console, f"firsthand story {harmless(story.id)}", indent=2, style="dim")
    if more > 0:
        say(console, "")
        say(console, f"And {counted(more, 'older story', 'older stories')}: --limit shows more.")
    if any(story.origins > 1 for story in stories):
        say(console, "")
        say(console, UPPER_BOUND, style="dim")


def count_words(story: ListedStory) -> str:
    """How widely it is told, how often reports differ: "7 articles, at most 3 independent origins, 1 disagreement"."""
    if story.articles == 1:
        return "1 article, a single source"
    bound = "at most " if story.origins > 1 else ""
    parts = [counted(story.articles, "article")]
    if story.origins:
        parts.append(bound + counted(story.origins, "independent origin"))
    return ", ".join([*parts, counted(story.disagreements, "disagreement")])


def nothing_words(older: int, since: str | None) -> str:
    """What to do where there is no story to list. `older` is how many were last reported before `since`."""
    if older and since:
        held = counted(older, "older story", "older stories")
        return f"No story was reported on {since} or later. The store holds {held}."
    return (
        "There is no story yet. Add articles with `firsthand add FILE…`, or follow a feed with `firsthand follow URL` "
        "and collect with `firsthand run --once`."
    )


def story_line(story: ListedStory) -> dict[str, Any]:
    """One story of `firsthand stories --format json`."""
    return {
        "id": story.id,
        "headline": story.headline,
        "articles": story.articles,
        "independent_origins": story.origins,
        "disagreements": story.disagreements,
        "first_reported_at": story.first_reported_at,
        "last_reported_at": story.last_reported_at,
    }
