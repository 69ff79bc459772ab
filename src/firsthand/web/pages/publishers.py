"""Publishers: how much of theirs is first-hand, whose texts they take, what they edit, how their feeds are."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from firsthand.desk.publishers import EDITS, SIZE, Tally, list_publishers, show_publisher
from firsthand.publish.wording import counted
from firsthand.web.house import House, house_of
from firsthand.web.rendering import page

router = APIRouter()

#: Feeds change their health without anything else changing: these pages are made anew for each who asks.
_FRESH = "no-store"


@router.get("/publishers", include_in_schema=False)
def publishers_page(request: Request, house: Annotated[House, Depends(house_of)], start: int = 0) -> Response:
    """The publishers with most articles first."""
    at = max(0, min(start, 10**6))
    found = list_publishers(house.desk, house.now(), start=at)
    more = at + SIZE if at + SIZE < found.publishers else None
    response = page(
        request, "publishers.html.j2", found=found, start=at, next=more, before=max(0, at - SIZE) if at else None
    )
    response.headers["cache-control"] = _FRESH
    return response


@router.get("/publishers/{id}", include_in_schema=False)
def publisher_page(request: Request, house: Annotated[House, Depends(house_of)], id: str) -> Response:
    """One publisher."""
    found = show_publisher(house.desk, id.replace("\0", ""), house.now())
    here = f"/publishers/{quote(found.tally.id, safe='')}"
    response = page(
        request,
        "publisher.html.j2",
        found=found,
        tally=found.tally,
        here=here,
        percent=percent,
        taken=taken_words(found.tally),
        EDITS=EDITS,
    )
    response.headers["cache-control"] = _FRESH
    return response


def taken_words(tally: Tally) -> str:
    """How much of a publisher's articles is first-hand, in a sentence or two with its denominators."""
    if not tally.compared:
        alone = "Its one article could not" if tally.articles == 1 else f"None of its {tally.articles:,} articles could"
        return f"{alone} be compared: that takes a story with others that was read together."
    if tally.compared == 1:
        what = "no other text read here explains it" if tally.first_hand else "it rests on another’s text"
        return f"One article could be compared; {'it is an agency’s text' if tally.agency else what}."
    told = f"of {tally.compared:,} articles that could be compared"
    if not tally.taken:
        said = f"None {told} rests on another’s text."
    else:
        rests = "rests" if tally.taken == 1 else "rest"
        kinds = f"{counted(tally.copies, 'copy', 'copies')} and {counted(tally.rewrites, 'rewrite')}"
        said = f"{tally.taken:,} {told} {rests} on another’s text ({percent(tally.taken, tally.compared)}): {kinds}."
    if not tally.first_hand:
        return f"{said} None of them is first-hand."
    share = percent(tally.first_hand, tally.compared)
    return f"{said} No other text read here explains {tally.first_hand:,} ({share})."


def percent(part: int, whole: int) -> str:
    """A share in words: "26 %". A few are not called none, and not quite all are not called all."""
    if not part or not whole:
        return "none"
    share = 100 * part / whole
    if share < 1:
        return "less than 1 %"
    return "more than 99 %" if 99 < share < 100 else f"{round(share)} %"
