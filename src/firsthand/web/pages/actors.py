"""The page of an actor or a place: what was said and done, and by whom it is told."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from firsthand.desk.actors import show_actor
from firsthand.desk.front import cursor_of, place_of
from firsthand.errors import InputError
from firsthand.store.facets import key_of
from firsthand.web.house import House, house_of
from firsthand.web.rendering import page

router = APIRouter()

#: Entries of a list before the rest is folded.
FIRST = 10


@router.get("/actors/{kind}/{key}", include_in_schema=False)
def actor_page(
    request: Request, house: Annotated[House, Depends(house_of)], kind: str, key: str, before: str = ""
) -> Response:
    """Ten stories of an actor, and what is told of them in these."""
    plain = key_of(key)
    if plain and plain != key:
        return RedirectResponse(f"/actors/{quote(kind, safe='')}/{quote(plain, safe='')}", 303)
    try:
        after = place_of(before) if before else None
    except InputError as error:
        raise HTTPException(400, error.reason) from error
    found = show_actor(house.desk, kind, key, after=after)
    here = f"/actors/{found.kind}/{quote(found.key, safe='')}"
    return page(
        request,
        "actor.html.j2",
        found=found,
        here=here,
        headlines={card.id: card.headline for card in found.cards},
        days=[(day, list(cards)) for day, cards in groupby(found.cards, key=lambda card: card.day)],
        more=f"{here}?{urlencode({'before': cursor_of(found.next)})}" if found.next else None,
        first=not before,
        FIRST=FIRST,
    )
