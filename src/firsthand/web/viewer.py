"""Who looks, what they may do, and whether a form is really theirs: dependencies of FastAPI's for every route.

    def story(who: Annotated[Viewer, Depends(reader)]) -> Response          a page for readers
    def form(who: Annotated[Viewer, Depends(with_form)]) -> Response        a page with a form: {{ viewer.csrf }} in it
    async def join(who: Annotated[Viewer, Depends(editor)], sent: Annotated[FormData, Depends(checked_form)])

Under /api/ and /mcp a key may come as `Authorization: Bearer fh_…`; what is unsafe and comes with a cookie needs the
header X-CSRF-Token there. On pages it needs the field `csrf`, which `checked_form` checks.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace
from typing import Annotated, Literal, NoReturn
from urllib.parse import urlencode

from fastapi import Depends
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request

from firsthand.desk.audit import NOBODY, Actor
from firsthand.desk.keys import find_key
from firsthand.desk.roles import SCOPE_OF, Role, Scope, reaches, scopes_of
from firsthand.desk.sessions import find_session
from firsthand.web.address import bucket_of, client_of
from firsthand.web.cookies import FORM, SESSION, cookie_of, keep_form, offer_form
from firsthand.web.house import House, house_of
from firsthand.web.limits import hold, limits_of
from firsthand.web.origin import check_origin, way_back

__all__ = [
    *("Role", "Scope", "Viewer", "admin", "allowed", "check_token", "checked_form", "editor", "notices_held", "reader"),
    *("signed_in", "text_in", "viewer", "with_form"),
]

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
#: Where programs ask: they get a status, and never a page to sign in on.
_PROGRAMS = ("/api/", "/mcp")
#: What a mail program sends by itself (RFC 8058): the token in the address says what may be done, and no cookie.
_BY_TOKEN = "/digest/unsubscribe/"
#: The header that a script of ours sends a form's token in.
CSRF_HEADER = "x-csrf-token"
#: Fields of a form, and bytes of one of them. No form of ours takes a file.
MOST_FIELDS = 200
FIELD_BYTES = 200_000
FORGED = "The form is too old, or did not come from this site. Open the page again and send it once more."


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who a request comes from. Nobody has the role of a reader where reading is open."""

    name: str | None
    role: Role | None
    via: Literal["nobody", "session", "key"]
    scopes: frozenset[Scope]
    address: str
    csrf: str  #: the token of forms; empty for keys, and for nobody on a page without `with_form`

    def may(self, role: Role) -> bool:
        """Whether they may do what is for a role: by their own, and where they come by a key, by its scopes."""
        return reaches(self.role, role) and SCOPE_OF[role] in self.scopes

    @property
    def actor(self) -> Actor:
        """As the audit log names them."""
        return Actor(self.name or NOBODY, self.address)


def viewer(request: Request) -> Viewer:
    """Who looks. Raises HTTPException 401 for a wrong key, 403 for what another site sent in their name."""
    house = house_of(request)
    found = _found(request, house)
    request.state.viewer = found  # for the page that says what went wrong, too
    if request.method not in SAFE and found.via != "key" and not request.url.path.startswith(_BY_TOKEN):
        check_origin(request, house.base, house.desk.config.serve.proxies)
        if for_programs(request) and found.via == "session":
            check_token(found, request.headers.get(CSRF_HEADER, ""))
    return found


def for_programs(request: Request) -> bool:
    """Whether it is an address that programs ask."""
    path = request.url.path
    return path.startswith(_PROGRAMS[0]) or path == _PROGRAMS[1] or path.startswith(_PROGRAMS[1] + "/")


def check_token(who: Viewer, token: str) -> None:
    """Raises HTTPException 403 where a form's token is not the viewer's own."""
    if not who.csrf or not hmac.compare_digest(who.csrf.encode(), token.encode("utf-8", "surrogatepass")):
        raise HTTPException(403, FORGED)


def with_form(request: Request, who: Annotated[Viewer, Depends(viewer)]) -> Viewer:
    """Who looks at a page that has a form: nobody, too, gets a token for it, bound to a cookie."""
    if who.via == "nobody" and not who.csrf:
        who = replace(who, csrf=house_of(request).sign("csrf", FORM, offer_form(request)))
        request.state.viewer = who
    else:
        keep_form(request)
    return who


def reader(request: Request, who: Annotated[Viewer, Depends(viewer)]) -> Viewer:
    """Who looks, who may read."""
    return allowed(request, who, "reader")


def editor(request: Request, who: Annotated[Viewer, Depends(viewer)]) -> Viewer:
    """Who looks, who may edit."""
    return allowed(request, who, "editor")


def admin(request: Request, who: Annotated[Viewer, Depends(viewer)]) -> Viewer:
    """Who looks, who may change settings and accounts."""
    return allowed(request, who, "admin")


def signed_in(request: Request, who: Annotated[Viewer, Depends(viewer)]) -> Viewer:
    """Who looks, who has an account: for what is their own."""
    return who if who.name is not None else _turned_away(request)


def allowed(request: Request, who: Viewer, role: Role) -> Viewer:
    """The viewer, who may do what is for a role.

    Raises HTTPException: 303 to the page to sign in on where nobody is signed in, 401 for programs, 403 for others.
    """
    if who.may(role):
        return who
    if who.via == "nobody":
        _turned_away(request)
    raise HTTPException(403, f"This is for an {role}." if role != "reader" else "This key may not read.")


def _turned_away(request: Request) -> NoReturn:
    if for_programs(request):
        _unknown("This needs a key, or a session.")
    to = f"/login?{urlencode({'next': way_back(request)})}"
    if request.headers.get("hx-request"):  # htmx would put the page to sign in on into the middle of this one
        raise HTTPException(401, headers={"HX-Redirect": to})
    raise HTTPException(303, headers={"Location": to})


def notices_held(request: Request, who: Annotated[Viewer, Depends(viewer)]) -> None:
    """A dependency of routes that take notices, objections and subscriptions: only so many an hour from one address.

    Raises HTTPException 429.
    """
    words = "Many notices came from your address within the hour. Send this one later."
    hold(limits_of(request).notices, bucket_of(who.address), words)


async def checked_form(request: Request, who: Annotated[Viewer, Depends(viewer)]) -> FormData:
    """The fields of a form that the viewer has sent from a page of ours.

    Raises HTTPException: 403 where its token is not the viewer's, 400 where it is no form, or too large a one.
    """
    form = await request.form(max_files=0, max_fields=MOST_FIELDS, max_part_size=FIELD_BYTES)
    sent = form.getlist("csrf")
    token = sent[0] if len(sent) == 1 and isinstance(sent[0], str) else ""
    check_token(who, request.headers.get(CSRF_HEADER) or token)
    if any("\x00" in text for pair in form.multi_items() for text in pair if isinstance(text, str)):
        raise HTTPException(400, "The form holds a character that no text has.")
    return form


def text_in(form: FormData, name: str) -> str:
    """What a field of a form holds, without space around it; empty where there is none."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def _found(request: Request, house: House) -> Viewer:
    serve, now = house.desk.config.serve, house.now()
    address = client_of(request.scope, serve.proxies)
    if for_programs(request):
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            found = find_key(house.desk, key.strip(), now)
            if found is None:
                _unknown("This key opens nothing: it is wrong, has run out, or was revoked.")
            return Viewer(found.account, found.role, "key", found.scopes, address, "")
    token = cookie_of(request, SESSION, house.secure)
    session = find_session(house.desk, token, now, serve.session_days) if token else None
    if session is not None:
        csrf = house.sign("csrf", SESSION, token)
        return Viewer(session.account, session.role, "session", scopes_of(session.role), address, csrf)
    bound = cookie_of(request, FORM, house.secure)
    csrf = house.sign("csrf", FORM, bound) if bound else ""
    if serve.reading == "open":
        return Viewer(None, "reader", "nobody", scopes_of("reader"), address, csrf)
    return Viewer(None, None, "nobody", frozenset(), address, csrf)


def _unknown(why: str) -> NoReturn:
    raise HTTPException(401, why, {"WWW-Authenticate": 'Bearer realm="firsthand"'})
