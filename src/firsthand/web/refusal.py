"""A refusal from outside the application, where there is no template: a plain page, or problem+json for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from http import HTTPStatus

from starlette.types import Scope, Send

_PAGE = (
    '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>{title} – firsthand</title><main><h1>{title}</h1><p>{words}</p></main></html>"
)


async def refuse(scope: Scope, send: Send, status: int, words: str, headers: Mapping[str, str]) -> None:
    """Answer with a status and a sentence. `headers` come on top of those that a refusal has, their names in small."""
    title = HTTPStatus(status).phrase
    if scope["path"].startswith(("/api/", "/mcp")):
        kind = "application/problem+json"
        text = json.dumps({"type": "about:blank", "title": title, "status": status, "detail": words})
    else:
        kind, text = "text/html; charset=utf-8", _PAGE.format(title=escape(title), words=escape(words))
    body = text.encode()
    held = {"content-type": kind, "content-length": str(len(body)), "cache-control": "no-store", **headers}
    sent = [(name.encode(), value.encode("latin-1")) for name, value in held.items()]
    await send({"type": "http.response.start", "status": status, "headers": sent})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
