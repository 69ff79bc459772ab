"""One self-contained HTML page: no request goes out, no script runs, and every citation opens its passage."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any

from firsthand.model import Article, Edition
from firsthand.publish import outlets, picture, stances, wording
from firsthand.publish.layout import story_page
from firsthand.publish.storypage import StoryPage
from firsthand.publish.templating import make_environment, style_fields

if TYPE_CHECKING:
    from jinja2 import Environment

#: Sources set behind a sentence; the rest are one link away, in the list of passages.
CHIPS = 4
#: Articles above which the outlets stand in columns below the account and not beside it.
MANY = 10
#: Rows of a table before the rest is folded: about one screen.
FOLD = 15
#: Disagreements named beside the account; all of them stand below it.
NAMED = 3


def render_page(edition: Edition) -> str:
    """The edition as one HTML file. Raises ModelError where a story points at an article that was not read."""
    articles = {r.article.id: r.article for r in edition.readings}
    pages = tuple(story_page(story, articles, number) for number, story in enumerate(edition.stories, 1))
    told = {a for story in edition.stories for a in story.articles}
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            pages=pages,
            edition=edition,
            title=_title(pages),
            untold=[a for a in articles.values() if a.id not in told],
            summary=wording.summary_words(len(pages), len(articles)),
            **style_fields(_style(pages)),
        )
    )


def counts_words(page: StoryPage) -> str:
    """How many articles, outlets and origins a story has."""
    return wording.story_counts(len(page.members), len(page.outlets), len(page.sources), page.story.owners)


def _title(pages: tuple[StoryPage, ...]) -> str:
    if len(pages) == 1:
        return pages[0].headline
    return wording.counted(len(pages), "story", "stories").capitalize()


def _style(pages: tuple[StoryPage, ...]) -> str:
    """The style sheet, with a rule for every passage that is written in several parts and so needs joining."""
    sheet = resources.files("firsthand.publish").joinpath("templates", "page.css").read_text(encoding="utf-8")
    joined = [name for page in pages for name in page.joined]
    return "\n" + sheet + "".join(f":root:has(#{n}:target) .{n}{{background:var(--marked)}}\n" for n in joined)


def _environment() -> Environment:
    environment = make_environment()
    environment.globals.update(page_globals())
    environment.filters.update(counts=counts_words, standing=wording.standing_words)
    return environment


def page_globals() -> dict[str, Any]:
    """What the templates of a story print by, for other pages that import from them."""
    return {
        "unseen": wording.unseen,
        "outlets": outlets,
        "stances": stances,
        "picture": picture,
        "CHIPS": CHIPS,
        "MANY": MANY,
        "NAMED": NAMED,
        "FOLD": FOLD,
        "unseen_in": _unseen_in,
    }


def _unseen_in(article: Article) -> int:
    return wording.unseen(article.text)
