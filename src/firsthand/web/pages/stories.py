"""A story: its page, its parts at full length, its passages, its pictures' data, and what comes while it is open."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from typing import Annotated

import anyio.to_thread
from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse

from firsthand.desk.happenings import NewArticle, articles_after, happened_to
from firsthand.desk.showing import show_story
from firsthand.errors import InputError
from firsthand.publish.derivation_graph import derivation_graph
from firsthand.publish.forms import FORMS
from firsthand.publish.linked_data import story_linked_data
from firsthand.publish.outlets import SIGNS
from firsthand.publish.passages import HASH, Addresses
from firsthand.publish.place_map import place_map
from firsthand.publish.wording import one_line, when_words
from firsthand.web.api.records import public
from firsthand.web.downloads import taken_along
from firsthand.web.house import House, house_of
from firsthand.web.live import MOST_WAITING
from firsthand.web.rendering import page
from firsthand.web.story_changes import ChangesAt, changes_in_words
from firsthand.web.story_context import (
    BESIDE,
    ORIGINS,
    PREFIX,
    ROWS,
    WHOLE,
    StoryFace,
    actor_path,
    passage_view,
    story_path,
)
from firsthand.web.viewer import Viewer, reader

router = APIRouter()
#: To be tried after all rooms: an id may hold slashes, and then "/stories/a/b" is a story, while "/stories/a/wrong" is
#: another room's page.
slashed = APIRouter()

At = Annotated[House, Depends(house_of)]
Who = Annotated[Viewer, Depends(reader)]
#: Seconds after which a browser that lost the line asks again.
RETRY = 10
#: A passage's place: code points of the text.
_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")
#: What may stand in the name of a file that is handed out.
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
#: Bytes of one event's number, at most.
_NUMBER = 19
_HTML = "text/html; charset=utf-8"


@slashed.get("/stories/{name:path}", include_in_schema=False)
@router.get("/stories/{name}", include_in_schema=False)
def story(request: Request, name: str, house: At, who: Who) -> Response:
    """The page of a story; 301 from an id that it had before, 302 from the beginning of one."""
    shown = show_story(house.desk, name)
    if shown.story.id != name:
        return RedirectResponse(story_path(shown.story.id), 301 if name in shown.story.former_ids else 302)
    face = StoryFace(shown, house.base)
    return page(
        request,
        "story_page.html.j2",
        face=face,
        newest=shown.newest,
        changes=_changes(house, face),
        linked_data=story_linked_data(face.in_brief, face.articles, face.url),
        forms=FORMS.values(),
        **_words(),
    )


@router.get("/stories/{name:path}/all/{part}", include_in_schema=False)
def whole_part(request: Request, name: str, part: str, house: At, who: Who) -> Response:
    """One part of a story with all of its rows."""
    if part not in WHOLE:
        raise HTTPException(404)
    shown = show_story(house.desk, name)
    face = StoryFace(shown, house.base)
    changes = _changes(house, face) if part == "changes" else ()
    return page(
        request, "story_whole.html.j2", face=face, part=part, title=WHOLE[part], changes=changes, **_words()
    )


@router.get("/stories/{name:path}/passage", include_in_schema=False)
def passage(
    request: Request,
    name: str,
    house: At,
    who: Who,
    article: Annotated[str, Query(max_length=500)],
    capture: Annotated[str, Query(min_length=HASH, max_length=64)],
    at: Annotated[str, Query(max_length=20)],
) -> Response:
    """A passage with the sentences around it: a page of its own, of which a script shows the middle in place."""
    place = _PLACE.fullmatch(at)
    shown = show_story(house.desk, name)
    view = None
    if place:
        reading = shown.reading(article)
        view = passage_view(shown.story, reading, capture, int(place[1]), int(place[2]))
    if view is None:
        raise HTTPException(404, "This story points at no such passage any more.")
    return page(request, "story_passage.html.j2", view=view, face=StoryFace(shown, house.base))


@router.get("/stories/{name:path}/derivations.json", include_in_schema=False)
def derivations(name: str, house: At, who: Who) -> Response:
    """Who took from whom, for the script that draws it."""
    shown = show_story(house.desk, name)
    return JSONResponse(derivation_graph(shown.story, shown.articles).record())


@router.get("/stories/{name:path}/places.json", include_in_schema=False)
def places(name: str, house: At, who: Who) -> Response:
    """The places of a story, for the script that draws them."""
    shown = show_story(house.desk, name)
    return JSONResponse(place_map(shown.story, shown.articles).record())


@router.get("/stories/{name:path}/as/{form}", include_in_schema=False)
def download(name: str, form: str, house: At, who: Who) -> Response:
    """A story in one of the forms that it can be taken along in, as a file."""
    chosen = FORMS.get(form)
    if chosen is None:
        raise HTTPException(404, f"There is no such form. There are: {', '.join(FORMS)}.")
    shown = show_story(house.desk, name)
    try:
        body = taken_along(form, public(shown.edition))
    except InputError as error:  # a program that this form needs is not on the server
        raise HTTPException(503, error.reason) from error
    file = _UNSAFE.sub("-", shown.story.id).strip("-.") or "story"
    headers = {
        "content-disposition": f'attachment; filename="{file}{chosen.suffix}"',
        "cache-control": "no-store" if who.name is not None else "no-cache",
        # a page that somebody opens from here must not act as one of ours
        "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    }
    return Response(body, media_type=chosen.media_type, headers=headers)


@router.get("/stories/{name:path}/newer", include_in_schema=False)
def newer(request: Request, name: str, house: At, who: Who, since: Annotated[int, Query(ge=0)]) -> Response:
    """The articles that came to a story after an event, as items of its list of outlets."""
    found = articles_after(house.desk, name, _in_range(since))
    if found is None:
        raise HTTPException(404)
    items = [_item(a) for a in found.articles]
    return page(request, "story_newer.html.j2", items=items, newest=found.newest)


@router.get("/live/stories/{name:path}", include_in_schema=False)
async def live(
    request: Request, name: str, house: At, who: Who, after: Annotated[int, Query(ge=0)] = 0
) -> StreamingResponse:
    """New articles of a story as they come, as server-sent events. Answers 503 where too many wait already."""
    if house.live.waiters >= MOST_WAITING:
        raise HTTPException(503, "Too many wait for news already.", {"Retry-After": str(RETRY * 6)})
    last = request.headers.get("last-event-id", "")
    known = int(last) if last.isascii() and last.isdigit() and len(last) < _NUMBER else after
    if await anyio.to_thread.run_sync(articles_after, house.desk, name, _in_range(known)) is None:
        raise HTTPException(404)
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(_events(house, name, _in_range(known)), 200, headers, "text/event-stream")


async def _events(house: House, name: str, known: int) -> AsyncIterator[str]:
    """A word at once, so that the browser knows that the line stands; then what comes, and a beat now and then."""
    yield f"retry: {RETRY * 1000}\n: waiting\n\n"
    changes = house.live.changes()
    try:
        while True:
            seen = house.live.newest
            found = await anyio.to_thread.run_sync(articles_after, house.desk, name, known)
            if found is None:
                return
            if found.articles:
                told = {"newer": len(found.articles), "articles": [_item(a) for a in found.articles]}
                yield f"id: {found.newest}\nevent: articles\ndata: {json.dumps(told)}\n\n"
            known = found.newest
            while house.live.newest == seen:  # what came while this one was being told shows here at once
                try:
                    if not await anext(changes):
                        yield ": still here\n\n"
                except StopAsyncIteration:
                    return
    finally:
        await changes.aclose()  # type: ignore[attr-defined]  # it is a generator: its waiter is counted out now


def _changes(house: House, face: StoryFace) -> tuple[ChangesAt, ...]:
    return changes_in_words(happened_to(house.desk, face.story.id), face)


def _words() -> dict[str, object]:
    """What the templates of a story call."""
    return {"ROWS": ROWS, "BESIDE": BESIDE, "ORIGINS": ORIGINS, "actor_path": actor_path}


def _item(article: NewArticle) -> dict[str, str | None]:
    """An article as static/live.js and the list of outlets show it."""
    return {
        "id": article.id,
        "href": Addresses(PREFIX).article_href(article.id),
        "name": one_line(article.outlet or article.headline or article.id),
        "mark": article.mark,
        "sign": SIGNS.get(article.mark) if article.mark else None,  # type: ignore[call-overload]
        "headline": one_line(article.headline) if article.headline else None,
        "published": article.published_at,
        "when": when_words(article.published_at),
    }


def _in_range(number: int) -> int:
    """A number that a database can compare."""
    return min(number, 2**62)
