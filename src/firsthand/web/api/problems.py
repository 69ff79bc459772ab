"""What went wrong, as RFC 9457 has it: application/problem+json, for every status, with a sentence for people."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route

from firsthand.errors import InputError, StoreError
from firsthand.publish.encoded import json_bytes
from firsthand.publish.wording import one_line
from firsthand.web.api.shapes import Problem
from firsthand.web.problems import WORDS

MEDIA = "application/problem+json"
#: What a status means here, where that is not what it means on a page.
_MEANS = {
    400: "The body of the request cannot be read.",
    401: "This needs a key, or a session.",
    403: "The key or the account may not do this.",
    409: "It contradicts what was done before.",
    410: "It was taken down, and nothing of it is kept.",
    422: "A parameter or a field is missing, malformed or unknown.",
    501: "What makes this form is not installed here.",
}
#: Statuses that any request can meet.
ALWAYS = (401, 403, 422, 429, 500, 503)
#: How an article that is no more is told of by `desk.finding`.
_TAKEN_DOWN = "It was taken down"
#: Advice to people at a terminal, which is of no use here.
_COMMANDS = re.compile(r"[^.!?:;]*`firsthand[^`]*`[^.!?]*[.!?]")
_OPTIONS = re.compile(r"\s*\((?:--[a-z-]+(?:, )?)+\)|:? ?--[a-z-]+(?= says)")
#: As FastAPI takes the descriptions of answers.
Responses = dict[int | str, dict[str, Any]]
_log = logging.getLogger("firsthand.web")


def problems(*statuses: int) -> Responses:
    """The OpenAPI description of the problems that an operation can answer with, beside those that all can."""
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        status: {"description": _means(status), "content": {MEDIA: schema}}
        for status in sorted({*ALWAYS, *statuses})
    }


def _means(status: int) -> str:
    return _MEANS.get(status) or WORDS.get(status) or HTTPStatus(status).phrase


def problem(status: int, detail: str = "", headers: dict[str, str] | None = None) -> Response:
    """A problem as a response. `detail` is one or two sentences."""
    title = HTTPStatus(status).phrase
    said = one_line(detail) or _means(status)
    body: Problem = {"type": "about:blank", "title": title, "status": status, "detail": said}
    held = {"cache-control": "no-store", **(headers or {})}
    return Response(json_bytes(body, indent=None), status, held, MEDIA)


def for_programs(reason: str) -> str:
    """A reason without the advice that it gives to people at a terminal."""
    return " ".join(_OPTIONS.sub("", _COMMANDS.sub("", reason)).split())


def refusal(error: InputError, status: int = 422) -> HTTPException:
    """What a request asks for that cannot be done, as an exception for the handlers."""
    reason = for_programs(error.reason)
    return HTTPException(status, f"{error.source}: {reason}" if error.source else reason)


def add_problems(app: FastAPI, routes: Sequence[BaseRoute]) -> None:
    """Have an application answer every error with a problem. `routes`: all that it has."""

    def not_there(request: Request, error: Exception) -> Response:
        assert isinstance(error, InputError)
        gone = error.reason.startswith(_TAKEN_DOWN)
        said = refusal(error, 410 if gone else 404)
        return problem(said.status_code, said.detail)

    def no_store(request: Request, error: Exception) -> Response:
        _log.error("%s", error)
        return problem(503, WORDS[503], {"retry-after": "5"})

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        said = error.detail if error.detail != HTTPStatus(error.status_code).phrase else ""
        status = error.status_code if error.status_code >= 400 else 401
        headers = {name.lower(): value for name, value in (error.headers or {}).items()}
        if status == 405:
            headers["allow"] = ", ".join(_methods(request, routes))
        return problem(status, said, headers)

    def malformed(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return problem(422, " ".join(_sentence(e) for e in error.errors()[:5]))

    app.add_exception_handler(InputError, not_there)
    app.add_exception_handler(StoreError, no_store)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(500, lambda request, error: problem(500))


def _methods(request: Request, routes: Sequence[BaseRoute]) -> list[str]:
    """What an address takes, in all of its operations: each route knows its own alone."""
    matching = (r for r in routes if isinstance(r, Route) and r.matches(request.scope)[0] != Match.NONE)
    return sorted({method for route in matching for method in route.methods or ()})


def _sentence(error: dict[str, Any]) -> str:
    """One fault of a request: where, and what is wrong. What was sent is not said again."""
    where = ".".join(str(part) for part in error["loc"] if part not in ("query", "path", "body"))
    said = str(error["msg"]).rstrip(".")
    return f"{one_line(where)[:100] or 'body'}: {said}."
