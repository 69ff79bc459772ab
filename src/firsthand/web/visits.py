"""When a browser was here before: a cookie with two moments, so that what is new can be told apart without an account.

A visit goes on while the front page is looked at again within BREAK: what was new when it began stays marked through
it. The cookie names nobody, and nothing of it is kept here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.responses import Response

from firsthand.desk.front import Seen
from firsthand.web.cookies import name_of

#: The cookie.
SEEN = "firsthand-seen"
#: Without the front page for so long, the next look at it begins another visit.
BREAK = timedelta(minutes=30)
#: Days for which a browser remembers.
DAYS = 90
#: Digits of a number in the cookie; one of more is none of ours.
_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Visits:
    """What the cookie holds."""

    since: Seen  #: the end of the visit before: what came later is new
    last: Seen  #: the last look

    def since_at(self, now: datetime) -> Seen:
        """From when on something is new to who looks now."""
        return self.last if now - self.last.at > BREAK else self.since


def visits_of(cookie: str) -> Visits | None:
    """What a cookie holds; None where it is none of ours."""
    numbers = cookie.split(".")
    if len(numbers) != 4 or not all(n.isascii() and n.isdigit() and len(n) <= _DIGITS for n in numbers):
        return None
    since, since_at, last, last_at = map(int, numbers)
    try:
        return Visits(
            Seen(since, datetime.fromtimestamp(since_at, UTC)), Seen(last, datetime.fromtimestamp(last_at, UTC))
        )
    except (ValueError, OverflowError, OSError):
        return None


def looked(before: Visits | None, newest: int, now: datetime) -> Visits:
    """The cookie after a look at the front page, which showed what happened up to the event `newest`."""
    if before is None:
        here = Seen(newest, now)
        return Visits(here, here)
    return Visits(before.since_at(now), Seen(max(newest, before.last.event), now))


def remember(response: Response, visits: Visits, secure: bool) -> None:
    """Have the browser hold it."""
    held = (visits.since, visits.last)
    value = ".".join(f"{seen.event}.{int(seen.at.timestamp())}" for seen in held)
    response.set_cookie(
        name_of(SEEN, secure), value, max_age=DAYS * 86_400, path="/", secure=secure, httponly=True, samesite="lax"
    )
