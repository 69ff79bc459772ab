"""What every operation does: refuse what it does not know, answer in JSON, say who may keep the answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Path, Query
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BeforeValidator
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from firsthand.publish.encoded import json_bytes, utc_text
from firsthand.publish.wording import one_line
from firsthand.web.api.problems import Responses, problems
from firsthand.web.house import House, house_of
from firsthand.web.viewer import Viewer, editor, reader

#: Anything but NUL, which no database takes.
TEXT = r"^[^\x00]*$"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: Characters of an id, a key or an address.
ID_LETTERS = 500
#: How many of a list are given at once, unless a request says otherwise; and at most.
USUAL, MOST = 20, 100

Home = Annotated[House, Depends(house_of)]
Reader = Annotated[Viewer, Depends(reader)]
Editor = Annotated[Viewer, Depends(editor)]



def _day(given: object) -> object:
    """Days alone: a number of seconds, which pydantic takes for one too, is a typo."""
    if not isinstance(given, str) or not _DAY.fullmatch(given):
        raise ValueError("write it like 2026-01-31")
    return given


Day = Annotated[date, BeforeValidator(_day)]
Id = Annotated[str, Path(max_length=ID_LETTERS, pattern=TEXT, min_length=1)]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many.")]
Cursor = Annotated[
    str | None, Query(max_length=1_000, pattern=r"^[A-Za-z0-9_-]*$", description="`next` of the answer before.")
]
#: What a request that changes something is told of its rights.
SIGNED: dict[str, Any] = {"security": [{"key": []}, {"session": []}]}


def known_only(request: Request) -> None:
    """A dependency: every parameter in the address is one that the operation has, and stands there once.

    A typo must not widen a search in silence. Raises HTTPException 422.
    """
    route = request.scope.get("route")
    known = _parameters(route.dependant) if isinstance(route, APIRoute) else set()
    given = [name for name, _ in request.query_params.multi_items()]
    unknown = sorted({one_line(name)[:60] for name in given if name not in known})
    if unknown:
        there = f" It has {', '.join(sorted(known))}." if known else " It has none."
        raise HTTPException(422, f"There is no parameter {', '.join(unknown)} here.{there}")
    twice = sorted({name for name in given if given.count(name) > 1})
    if twice:
        raise HTTPException(422, f"{', '.join(twice)}: It stands in the address more than once.")


def _parameters(dependant: Dependant) -> set[str]:
    found = {field.alias for field in dependant.query_params}
    return found.union(*(_parameters(below) for below in dependant.dependencies))


def answer(
    who: Viewer,
    record: Mapping[str, Any],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    *,
    own: bool = False,
) -> Response:
    """A record as JSON. `own`: it is for this viewer alone, and nobody keeps it."""
    shared = "no-cache" if who.via == "nobody" else "private, no-cache"
    held = {"cache-control": "no-store" if own else shared, "vary": "Accept-Encoding, Authorization, Cookie"}
    return Response(json_bytes(record, indent=None), status, held | dict(headers or {}), "application/json")


def next_link(request: Request, house: House, cursor: str | None) -> dict[str, str]:
    """The header that leads to the rest of a list (RFC 8288)."""
    if cursor is None:
        return {}
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    path = request.scope.get("root_path", "") + request.url.path.removeprefix(request.scope.get("root_path", ""))
    return {"link": f'<{house.base}{path}?{urlencode([*kept, ("cursor", cursor)])}>; rel="next"'}


def described(model: Any, *statuses: int, status: int = 200, about: str = "") -> Responses:  # noqa: ANN401  (a type, of whatever kind)
    """The OpenAPI description of what an operation answers with: a shape, and the problems beside the usual ones."""
    said = " ".join((about or model.__doc__ or "").split())
    return {status: {"model": model, "description": said}, **problems(*statuses)}


def moment(at: datetime | None) -> str | None:
    """A time as the API writes it."""
    return utc_text(at) if at is not None else None


def reported(moment: str | None) -> str | None:
    """When something was reported, by what it is sorted by: a day, or a time in UTC; None where that is not known."""
    if not moment or moment.startswith("9999"):
        return None
    day, _, time = moment.partition("T")
    return day if not time or time == "99" else f"{day}T{time[:8]}Z"
