"""From a template to a response."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from firsthand.publish import wording
from firsthand.publish.languages import language_name
from firsthand.publish.page import counts_words, page_globals
from firsthand.publish.passages import in_path
from firsthand.publish.templating import make_environment

if TYPE_CHECKING:
    from jinja2 import Environment

#: Where files that the pages load stand, and the package that has them.
STATIC = "/static"
#: Style sheets that the one-file page has too, so that both look alike.
SHARED = ("page.css",)


@cache
def make_pages() -> Environment:
    """The templates of the site, one for the process; those of the one-file pages can be imported from in them."""
    environment = make_environment("firsthand.web")
    environment.globals.update(page_globals(), asset=asset)
    environment.filters.update(counts=counts_words, standing=wording.standing_words, urlencode=encoded)
    environment.filters["language"] = language_name
    return environment


def encoded(value: Any) -> str:  # noqa: ANN401  (a text, or pairs for a query)
    """Jinja's filter, but that a slash in a text is encoded too: an id with one must not leave its place in a path."""
    from jinja2.filters import do_urlencode

    return in_path(value) if isinstance(value, str) else do_urlencode(value)


def page(request: Request, template: str, status: int = 200, /, **context: Any) -> HTMLResponse:  # noqa: ANN401
    """A page. The template has `request`, `viewer` (who looks, as far as it was asked) and `house` beside the context.

    A page that is somebody's own is never kept by a browser or a proxy.
    """
    house = request.app.state.house
    viewer = context.pop("viewer", None) or getattr(request.state, "viewer", None)
    text = house.pages.get_template(template).render(request=request, viewer=viewer, house=house, **context)
    own = viewer is not None and viewer.name is not None
    headers = {"cache-control": "no-store" if own else "no-cache", "vary": "Cookie, Accept-Encoding"}
    return HTMLResponse(text, status, headers)


@cache
def asset(name: str) -> str:
    """The address of a file that pages load, which changes when the file does."""
    digest = hashlib.sha256(static_bytes(name)).hexdigest()[:12]
    return f"{STATIC}/{name}?v={digest}"


def static_bytes(name: str) -> bytes:
    """A file that pages load. Raises FileNotFoundError."""
    if name in SHARED:
        return resources.files("firsthand.publish").joinpath("templates", name).read_bytes()
    return resources.files("firsthand.web").joinpath("static", *name.split("/")).read_bytes()
