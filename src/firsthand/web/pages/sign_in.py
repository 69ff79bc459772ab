"""Signing in and out, and what is one's own: password, sessions, keys."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import anyio.to_thread
from fastapi import APIRouter, Depends
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from firsthand.desk.accounts import has_accounts
from firsthand.desk.keys import Key, list_keys, make_key, revoke_key
from firsthand.desk.roles import SCOPES, scopes_of
from firsthand.desk.sessions import list_sessions, session_id
from firsthand.desk.signing_in import change_password, end_session_of, sign_in, sign_out
from firsthand.errors import InputError
from firsthand.web.address import bucket_of
from firsthand.web.cookies import SESSION, cookie_of, give_session, take_session
from firsthand.web.house import house_of
from firsthand.web.limits import TRIED, hashing, hold, limits_of
from firsthand.web.origin import safe_next
from firsthand.web.pages import accounts
from firsthand.web.rendering import page
from firsthand.web.viewer import Viewer, checked_form, signed_in, text_in, viewer, with_form

router = APIRouter(include_in_schema=False)
router.include_router(accounts.router)

#: Days that a key can be made for; 0 is until it is revoked.
KEY_DAYS = (30, 90, 365, 0)
#: Said for a wrong name, a wrong password and a disabled account alike: it must not tell which names there are.
WRONG = "The name or the password is wrong."
#: What was done, by the code that the address of the page after it has.
DONE = {
    "password": "The password is changed. All your other sessions have ended.",
    "session": "The session has ended.",
    "key": "The key is revoked.",
}

Form = Annotated[FormData, Depends(checked_form)]
Owner = Annotated[Viewer, Depends(signed_in)]


@router.get("/login")
def login_page(request: Request, who: Annotated[Viewer, Depends(with_form)], next: str = "/") -> Response:
    """The form; who is signed in already goes on."""
    if who.name is not None:
        return RedirectResponse(safe_next(next), 303)
    first = not has_accounts(house_of(request).desk)
    return page(request, "login.html.j2", next=safe_next(next), name="", wrong="", first=first)


@router.post("/login")
async def login(request: Request, who: Annotated[Viewer, Depends(viewer)], form: Form) -> Response:
    """Begin a session, with a token that no browser has had before."""
    house, limits = house_of(request), limits_of(request)
    name, password = text_in(form, "name").lower()[:64], str(form.get("password", ""))
    hold(limits.logins, bucket_of(who.address), TRIED)
    hold(limits.names, name, TRIED)
    days, old = house.desk.config.serve.session_days, cookie_of(request, SESSION, house.secure)

    found = await hashing(
        request, lambda: sign_in(house.desk, name, password, who.address, house.now(), days, old=old)
    )
    to = safe_next(text_in(form, "next"))
    if found is None:
        return page(request, "login.html.j2", 403, next=to, name=name, wrong=WRONG, first=False)
    response = RedirectResponse(to, 303)
    give_session(response, found[1], house.secure)
    return response


@router.post("/logout")
async def logout(request: Request, who: Annotated[Viewer, Depends(viewer)]) -> Response:
    """End the session; where it has ended already, only forget it."""
    house = house_of(request)
    if who.via == "session":
        await checked_form(request, who)
        token = cookie_of(request, SESSION, house.secure)
        await anyio.to_thread.run_sync(sign_out, house.desk, token, who.actor, house.now())
    response = RedirectResponse("/", 303)
    take_session(response, house.secure)
    return response


@router.get("/settings")
def own(request: Request, who: Owner, done: str = "") -> Response:
    """The password, the sessions and the keys of whoever looks."""
    return _own(request, who, said=DONE.get(done, ""))


@router.post("/settings/password")
async def password(request: Request, who: Owner, form: Form) -> Response:
    """Another password: the old one is asked for, so that a machine left open is not enough."""
    house, limits = house_of(request), limits_of(request)
    hold(limits.logins, bucket_of(who.address), TRIED)
    hold(limits.names, str(who.name), TRIED)
    old, new = str(form.get("old", "")), str(form.get("new", ""))
    days = house.desk.config.serve.session_days
    try:
        if new != form.get("again"):
            raise InputError("password", "The new password was typed in two ways.")
        token = await hashing(
            request, lambda: change_password(house.desk, old, new, who.actor, house.now(), days)
        )
    except InputError as error:
        refused = error
    else:
        response = RedirectResponse("/settings?done=password", 303)
        give_session(response, token, house.secure)
        return response
    return await anyio.to_thread.run_sync(lambda: _own(request, who, 422, wrong=refused.reason))


@router.post("/settings/sessions")
def end_session(request: Request, who: Owner, form: Form) -> Response:
    """End a session, or all of them."""
    house = house_of(request)
    try:
        end_session_of(house.desk, text_in(form, "session"), who.actor, house.now())
    except InputError as error:
        return _own(request, who, 422, wrong=error.reason)
    return RedirectResponse("/settings?done=session", 303)


@router.post("/settings/keys")
def key(request: Request, who: Owner, form: Form) -> Response:
    """A new key. It stands on this answer alone, which nothing keeps, and is not redirected: it is shown once."""
    house = house_of(request)
    now, days, scope = house.now(), text_in(form, "days"), text_in(form, "scope")
    try:
        if scope not in SCOPES or days not in map(str, KEY_DAYS):
            raise InputError("key", "Choose what the key may do, and for how long.")
        until = now + timedelta(days=int(days)) if days != "0" else None
        name, wanted = text_in(form, "name"), {scope}
        made, listed = make_key(house.desk, str(who.name), name, wanted, who.actor, now, until=until)
    except InputError as error:
        return _own(request, who, 422, wrong=error.reason)
    return _own(request, who, 201, made=made, listed=listed)


@router.post("/settings/keys/revoke")
def revoke(request: Request, who: Owner, form: Form) -> Response:
    """End a key of one's own."""
    house = house_of(request)
    try:
        revoke_key(house.desk, text_in(form, "key"), who.actor, house.now(), account=who.name)
    except InputError as error:
        return _own(request, who, 422, wrong=error.reason)
    return RedirectResponse("/settings?done=key", 303)


def _own(
    request: Request,
    who: Viewer,
    status: int = 200,
    *,
    said: str = "",
    wrong: str = "",
    made: str = "",
    listed: Key | None = None,
) -> Response:
    house = house_of(request)
    now = house.now()
    token = cookie_of(request, SESSION, house.secure)
    return page(
        request,
        "settings.html.j2",
        status,
        said=said,
        wrong=wrong,
        made=made,
        listed=listed,
        sessions=list_sessions(house.desk, str(who.name), now),
        this=session_id(token),
        keys=[k for k in list_keys(house.desk, who.name) if k.good(now)],
        scopes=[s for s in SCOPES if who.role and s in scopes_of(who.role)],
        key_days=KEY_DAYS,
    )
