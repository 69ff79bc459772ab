"""An article: its text with all that was found in it, what it shares with another, and its versions."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from firsthand.desk.history import find_history_part
from firsthand.desk.receiving import BASIS_WORDS
from firsthand.desk.showing_articles import Removed, ShownArticle, article_id, show_article, show_beside
from firsthand.errors import InputError, SpanError
from firsthand.model import Article, Span
from firsthand.publish import article_page as pages
from firsthand.publish import beside, history_view
from firsthand.publish.linked_data import article_linked_data
from firsthand.publish.passages import in_path
from firsthand.store.facets import key_of
from firsthand.web.house import House, house_of
from firsthand.web.rendering import page

router = APIRouter()

#: Versions on one page: comparing two takes some milliseconds, and a live blog has hundreds.
VERSIONS = 20
_NOT_HERE = "No article here goes by this id or address. Search finds articles by their words."


@router.get("/articles/{name:path}/versions", include_in_schema=False)
def versions(request: Request, name: str, upto: Annotated[int | None, Query(ge=1)] = None) -> Response:
    """What changed from each version of an article to the next, the latest first."""
    house = house_of(request)
    found = _named(house, name)
    if isinstance(found, Removed):
        return _gone(request, found)
    if found != name:
        return _elsewhere(request, found, "/versions")
    history, total = find_history_part(house.desk, found, upto=upto, most=VERSIONS)
    steps = [(v, before) for v, before in history.steps() if before is not None or v.number == 1]
    return page(
        request,
        "article_versions.html.j2",
        id=found,
        article=history.latest.reading.article,
        history=history,
        steps=steps[::-1],
        total=total,
        views=history_view,
        excerpt=pages.excerpt,
    )


@router.get("/articles/{name:path}/beside/{other:path}", include_in_schema=False)
def side_by_side(request: Request, name: str, other: str) -> Response:
    """Two articles in two columns, with what stands in both."""
    house = house_of(request)
    ids = []
    for each in (name, other):
        found = _named(house, each)
        if isinstance(found, Removed):
            return _gone(request, found)
        ids.append(found)
    if ids != [name, other]:
        return _elsewhere(request, ids[0], f"/beside/{in_path(ids[1])}")
    if name == other:
        return _elsewhere(request, name, "")
    shown = show_beside(house.desk, *ids)
    made = beside.beside_page(shown.one.article, shown.two.article, shown.story)
    return page(request, "article_beside.html.j2", shown=made, story=shown.story, beside=beside)


@router.get("/articles/{name:path}", include_in_schema=False)
def article(
    request: Request,
    name: str,
    capture: Annotated[str | None, Query(max_length=64)] = None,
    at: Annotated[str | None, Query(max_length=40)] = None,
) -> Response:
    """One article, in its current version or in that of a capture; with the passage from one place to another."""
    house = house_of(request)
    found = _named(house, name, request.url.query)
    if isinstance(found, Removed):
        return _gone(request, found)
    if found != name:
        return _elsewhere(request, found, "")
    try:
        shown = show_article(house.desk, found, capture)
    except InputError as error:
        raise HTTPException(404, "This version of the article is not kept.") from error
    kept = shown.view.reading.article
    span = _place(kept, at) if at else None
    made = pages.article_page(shown.view, shown.story, shown.outlines, span)
    return page(
        request,
        "article_page.html.j2",
        shown=made,
        story=shown.story,
        article=kept,
        missing=at is not None and span is None,
        pages=pages,
        key_of=key_of,
        stamp=history_view.stamp,
        edits=history_view.KINDS,
        linked_data=_linked_data(house, shown, made.current),
    )


def _named(house: House, name: str, query: str = "") -> str | Removed:
    """The id of an article. Raises HTTPException 404 where there is none."""
    if "\x00" in name:  # which PostgreSQL takes for no text at all
        raise HTTPException(404, _NOT_HERE)
    try:
        return article_id(house.desk, name)
    except InputError as error:
        if query and name.startswith(("http:", "https:")):  # an address that was not encoded: its query is its own
            return _named(house, f"{name}?{query}")
        raise HTTPException(404, _NOT_HERE) from error


def _elsewhere(request: Request, id: str, rest: str) -> Response:
    """On to the address of an article's own."""
    asked = "&".join(f"{k}={quote(request.query_params[k])}" for k in ("capture", "at") if k in request.query_params)
    return RedirectResponse(f"/articles/{in_path(id)}{rest}{'?' + asked if asked else ''}", 307)


def _gone(request: Request, removed: Removed) -> Response:
    return page(request, "takedown_removed.html.j2", 410, removed=removed, words=BASIS_WORDS)


def _place(article: Article, at: str) -> Span | None:
    """The passage that an address names; None where the text has none there."""
    start, _, end = at.partition("-")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        return None
    try:
        return article.span(int(start), int(end))
    except SpanError:
        return None


def _linked_data(house: House, shown: ShownArticle, current: bool) -> Markup:
    """For programs that read the page. The text has no character that HTML reads as markup."""
    kept = shown.view.reading.article
    story = shown.story if current else None
    url = f"{house.base}/articles/{in_path(kept.id)}"
    return Markup(article_linked_data(kept, story, shown.outlines | {kept.id: kept}, url))
