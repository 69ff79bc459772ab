"""What came from another site is refused before anything is done; and where to go after signing in, here alone."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

from firsthand.web.address import scheme_of

#: Characters of an address to go back to.
_LONGEST = 2_000
FOREIGN = "This was sent by another site. Open the page here, and send it from there."
#: Where nobody is sent back to: signing in would lead to signing in, or out.
_NOT_BACK = ("/login", "/logout")


def check_origin(request: Request, base: str, proxies: tuple[str, ...]) -> None:
    """Raises HTTPException 403 where a browser says that another site sent the request.

    Sec-Fetch-Site says so in browsers of today, over https and on loopback; Origin in the others. A program sends
    neither: it has no cookies of a reader's either, and where it has, the form's token is still asked for.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise HTTPException(403, FOREIGN)
        return
    origin = request.headers.get("origin")
    if origin is None:
        return
    own = f"{scheme_of(request.scope, proxies)}://{request.headers.get('host', '')}"
    if origin.lower() not in (own.lower(), base.lower()):
        raise HTTPException(403, FOREIGN)


def way_back(request: Request) -> str:
    """The address that a reader wanted, to be led to after signing in; "/" where it was no page to go to."""
    if request.method not in ("GET", "HEAD"):
        return "/"
    query = request.url.query
    return safe_next(request.url.path + (f"?{query}" if query else ""))


def safe_next(said: str) -> str:
    """A path of ours with its query, to redirect to; "/" for all that a browser might take for another place.

    Browsers read a backslash as a slash and drop tabs and line breaks, so "/\\t/else.example" leads away.
    """
    if not 0 < len(said) <= _LONGEST or not said.startswith("/") or said.startswith("//"):
        return "/"
    if "\\" in said or any(c.isspace() or not c.isprintable() for c in said):
        return "/"
    try:
        parts = urlsplit(said)
    except ValueError:
        return "/"
    if parts.scheme or parts.netloc or parts.path.rstrip("/") in _NOT_BACK:
        return "/"
    return quote(said, safe="/%?#=&+:;,@!$'()*~[]", errors="replace")
