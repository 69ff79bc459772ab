"""The front page: running stories by day, what of them is new, and what they can be narrowed by."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from firsthand.desk.front import WEIGHED, Asked, Chip, cursor_of, front, place_of
from firsthand.errors import InputError
from firsthand.publish.languages import language_name
from firsthand.publish.wording import one_line
from firsthand.store.facets import FACETS, FacetKind
from firsthand.web.cookies import cookie_of
from firsthand.web.house import House, house_of
from firsthand.web.rendering import page
from firsthand.web.visits import SEEN, looked, remember, visits_of

router = APIRouter()

#: Values of one kind that the list is narrowed by at once, and letters of one.
MOST, LETTERS = 5, 200
#: The parameter by which the list is narrowed by a facet of a kind, and how such facets are called.
NARROWED: dict[FacetKind, tuple[str, str]] = {
    "person": ("actor", "People"),
    "organization": ("actor", "Organizations"),
    "place": ("place", "Places"),
    "publisher": ("publisher", "Publishers"),
    "language": ("language", "Languages"),
}
_DOT = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'

Typed = Annotated[list[str], Query()]


@router.get("/", include_in_schema=False)
def front_page(
    request: Request,
    house: Annotated[House, Depends(house_of)],
    actor: Typed = [],  # noqa: B006  (FastAPI copies it)
    place: Typed = [],  # noqa: B006
    publisher: Typed = [],  # noqa: B006
    language: Typed = [],  # noqa: B006
    day: str = "",
    new: str = "",
    before: str = "",
) -> Response:
    """The stories that fit all that is asked for, a page at a time."""
    kinds = (_typed(actor), _typed(place), _typed(publisher), _typed(language))
    asked = Asked(*kinds, day=one_line(day)[:LETTERS] or None, new=bool(new))
    if any(value == "" for _, value in request.query_params.multi_items()):
        return RedirectResponse(address(asked), 303)  # what a form left empty need not stand in the address
    visits = visits_of(cookie_of(request, SEEN, house.secure))
    seen = visits.since_at(house.now()) if visits else None
    try:
        found = front(house.desk, asked, after=place_of(before) if before else None, seen=seen)
    except InputError as error:
        raise HTTPException(400, f"{error.source}: {error.reason}" if error.source else error.reason) from error
    return page(
        request,
        "front.html.j2",
        asked=asked,
        found=found,
        days=[(day, list(cards)) for day, cards in groupby(found.cards, key=lambda card: card.day)],
        seen=seen,
        weighed=WEIGHED,
        first=not before,
        narrowed=[(kind, *NARROWED[kind]) for kind in FACETS if found.offered.get(kind)],
        more=address(asked, before=cursor_of(found.next)) if found.next else None,
        address=address,
        without=without,
        adding=adding,
        language_name=language_name,
    )


@router.get("/visited.svg", include_in_schema=False)
def visited(request: Request, house: Annotated[House, Depends(house_of)], n: int = 0) -> Response:
    """A dot that nobody sees, by which the browser remembers that it was here: the page itself can then be kept."""
    response = Response(_DOT, media_type="image/svg+xml", headers={"cache-control": "no-store"})
    visits = visits_of(cookie_of(request, SEEN, house.secure))
    remember(response, looked(visits, max(0, min(n, 10**14)), house.now()), house.secure)
    return response


def address(asked: Asked, **more: str) -> str:
    """The address of the list that is asked for."""
    named = {"actor": asked.actors, "place": asked.places, "publisher": asked.publishers, "language": asked.languages}
    pairs = [(name, value) for name, values in named.items() for value in values]
    pairs += [("day", asked.day)] if asked.day else []
    pairs += [("new", "1")] if asked.new else []
    pairs += list(more.items())
    return f"/?{urlencode(pairs)}" if pairs else "/"


def without(asked: Asked, chip: Chip) -> str:
    """The address of the list without something that it is narrowed by."""
    held = _fields(asked)
    match chip.name:
        case "day":
            held["day"] = None
        case "new":
            held["new"] = False
        case name:
            held[f"{name}s"] = tuple(value for value in held[f"{name}s"] if value != chip.value)
    return address(Asked(**held))


def adding(asked: Asked, name: str, value: str) -> str:
    """The address of the list narrowed by one thing more."""
    held = _fields(asked)
    if name in ("day", "new"):
        held[name] = value if name == "day" else True
    else:
        held[f"{name}s"] = (*held[f"{name}s"], value)
    return address(Asked(**held))


def _fields(asked: Asked) -> dict[str, Any]:
    return {name: getattr(asked, name) for name in ("actors", "places", "publishers", "languages", "day", "new")}


def _typed(values: list[str]) -> tuple[str, ...]:
    """What was typed or linked, each once and none empty."""
    return tuple(dict.fromkeys(filter(None, (one_line(value)[:LETTERS] for value in values))))[:MOST]
