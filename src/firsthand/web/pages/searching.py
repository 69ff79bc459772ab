"""The search page: articles by their words, under the stories that they are in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from firsthand.desk.front_cards import Card
from firsthand.desk.searching import search, stories_found
from firsthand.errors import InputError
from firsthand.store.hits import Found, Hit, Order
from firsthand.web.house import House, house_of
from firsthand.web.rendering import page

router = APIRouter()

#: Hits of a page.
SIZE = 20
#: Hits behind which there is no further page: each costs a look at all before it, and nobody reads so far.
FARTHEST = 2_000
_PLACE = re.compile(r"query, character (\d+)")


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one story on a page, in their order; those of no story stand alone."""

    story: Card | None
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a query, and where."""

    reason: str
    before: str  #: the query up to the place
    at: str  #: the character there, a space at the end; empty where no place is named
    after: str


@router.get("/search", include_in_schema=False)
def search_page(
    request: Request,
    house: Annotated[House, Depends(house_of)],
    q: str = "",
    order: str = "newest",
    start: int = 0,
) -> Response:
    """Hits, what is wrong with the query, or how to ask."""
    query = q.replace("\0", " ").strip()
    sorting: Order = "best" if order == "best" else "newest"
    at = max(0, min(start, FARTHEST))
    if not query:
        return page(request, "search.html.j2", query="", order=sorting, found=None, fault=None)
    try:
        found = search(house.desk, query, order=sorting, limit=SIZE + 1, offset=at, current=False)
    except InputError as error:
        fault = fault_of(query, error)
        return page(request, "search.html.j2", 400, query=query, order=sorting, found=None, fault=fault)
    shown = Found(found.hits[:SIZE], found.order, found.total, found.counted)
    more = len(found.hits) > SIZE and at + SIZE <= FARTHEST
    return page(
        request,
        "search.html.j2",
        query=query,
        order=sorting,
        found=shown,
        fault=None,
        groups=grouped(shown, stories_found(house.desk, shown)),
        start=at,
        next=_address(query, sorting, at + SIZE) if more else None,
        before=_address(query, sorting, max(0, at - SIZE)) if at else None,
        farthest=FARTHEST,
        newest=_address(query, "newest", 0),
        best=_address(query, "best", 0),
    )


def grouped(found: Found, stories: dict[str, Card]) -> list[Group]:
    """The hits under their stories, a story where its first hit stands."""
    groups: dict[str, list[Hit]] = {}
    for hit in found.hits:
        groups.setdefault(hit.story if hit.story in stories else f"article {hit.n}", []).append(hit)
    return [Group(stories.get(key), tuple(hits)) for key, hits in groups.items()]


def fault_of(query: str, error: InputError) -> Fault:
    """What is wrong with a query, which is cut at the place."""
    place = _PLACE.fullmatch(error.source)
    at = int(place[1]) - 1 if place else len(query)
    return Fault(error.reason, query[:at], (query[at : at + 1] or " ") if place else "", query[at + 1 :])


def _address(query: str, order: Order, start: int) -> str:
    pairs = [("q", query)] + ([("order", order)] if order != "newest" else []) + ([("start", str(start))] * (start > 0))
    return f"/search?{urlencode(pairs)}"
