"""The two cookies: that of a session, and one that binds a form to the browser of somebody who is not signed in."""

from __future__ import annotations

import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from firsthand.desk.sessions import LONGEST_DAYS, TOKEN_BYTES

#: Over https their names begin with __Host-: a browser then takes them from this host alone, and only by https.
SESSION = "firsthand"
FORM = "firsthand-form"
_PREFIX = "__Host-"


def name_of(cookie: str, secure: bool) -> str:
    """The name under which a cookie goes out."""
    return _PREFIX + cookie if secure else cookie


def cookie_of(request: Request, cookie: str, secure: bool) -> str:
    """What the browser sent as a cookie; empty where it sent none, or two that differ.

    Names are compared byte by byte. Starlette strips what Unicode calls space, and so takes a name for __Host- that a
    browser did not hold to the rules of one: another host of the same domain could have set it.
    """
    wanted, found = name_of(cookie, secure), set()
    for header in request.headers.getlist("cookie"):
        for pair in header.split(";"):
            name, _, value = pair.strip(" \t").partition("=")
            if name == wanted:
                found.add(value)
    return found.pop() if len(found) == 1 else ""


def give_session(response: Response, token: str, secure: bool) -> None:
    """Have the browser hold a session, and forget what bound forms to it before."""
    response.set_cookie(
        name_of(SESSION, secure),
        token,
        max_age=LONGEST_DAYS * 86_400,
        path="/",
        secure=secure,
        httponly=True,
        samesite="lax",
    )
    _forget(response, FORM, secure)


def take_session(response: Response, secure: bool) -> None:
    """Have the browser forget its session."""
    _forget(response, SESSION, secure)


def _forget(response: Response, cookie: str, secure: bool) -> None:
    response.delete_cookie(name_of(cookie, secure), path="/", secure=secure, httponly=True, samesite="lax")


def offer_form(request: Request) -> str:
    """A new cookie for a browser that has none, which `FormCookie` sends along with the page."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    request.state.form_cookie = token
    return token


def keep_form(request: Request) -> None:
    """Note that a page has a form with a token, of a browser that has its cookie."""
    request.state.form_cookie = ""


def _form_cookie(token: str, secure: bool) -> str:
    response = Response()
    response.set_cookie(name_of(FORM, secure), token, path="/", secure=secure, httponly=True, samesite="strict")
    return response.headers["set-cookie"]


class FormCookie:
    """An ASGI layer: sets the cookie that a page with a form asked for, and has nobody keep such a page."""

    def __init__(self, app: ASGIApp, secure: bool) -> None:
        """`secure`: readers come by https."""
        self._app = app
        self._secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start" and "form_cookie" in state:
                headers = MutableHeaders(scope=message)
                headers["cache-control"] = "no-store"
                if state["form_cookie"]:
                    headers.append("set-cookie", _form_cookie(state["form_cookie"], self._secure))
            await send(message)

        await self._app(scope, receive, add)
