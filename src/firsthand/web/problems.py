"""What went wrong, on a page that says so in a sentence and names the way out."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from firsthand.errors import InputError, StoreError
from firsthand.web.rendering import page
from firsthand.web.viewer import for_programs

#: What a status means to a reader, where nothing better is known.
WORDS = {
    400: "The request could not be understood.",
    401: "You need to sign in for this.",
    403: "Your account may not do this.",
    404: "There is nothing at this address.",
    405: "This address does not take that.",
    413: "That is more than is taken in one go.",
    422: "Something in the form or the address is missing or malformed.",
    429: "Too many requests came from your address. Wait a little.",
    500: "Something went wrong here. It has been noted in the server's log.",
    503: "The store cannot be read at the moment. Try again in a while.",
}


def problem_page(request: Request, status: int, detail: str = "") -> Response:
    """A page with a status, what it means, and the detail in words; for programs the same as RFC 9457 has it."""
    title = HTTPStatus(status).phrase.capitalize()
    if for_programs(request):
        told = {"type": "about:blank", "title": title, "status": status, "detail": detail or WORDS.get(status, title)}
        return JSONResponse(told, status, media_type="application/problem+json")
    return page(request, "problem.html.j2", status, title=title, words=detail or WORDS.get(status, title))


def add_problem_pages(app: FastAPI) -> None:
    """Have an application answer errors with pages."""

    def not_there(request: Request, error: Exception) -> Response:
        assert isinstance(error, InputError)
        return problem_page(request, 404, f"{error.source}: {error.reason}" if error.source else error.reason)

    def no_store(request: Request, error: Exception) -> Response:
        return problem_page(request, 503)

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        said = error.detail if error.detail != HTTPStatus(error.status_code).phrase else ""
        response = problem_page(request, error.status_code, said)
        for name, value in (error.headers or {}).items():
            response.headers[name] = value
        return response

    def malformed(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        fields = ", ".join(dict.fromkeys(str(e["loc"][-1]) for e in error.errors()))
        return problem_page(request, 422, f"{WORDS[422]} Look at: {fields}." if fields else "")

    app.add_exception_handler(InputError, not_there)
    app.add_exception_handler(StoreError, no_store)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(500, lambda request, error: problem_page(request, 500))
