"""The files that pages load: style sheets and scripts, from the package alone."""

from __future__ import annotations

import mimetypes
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from starlette.responses import Response

from firsthand.web.rendering import STATIC, static_bytes

router = APIRouter()

#: A year: the address has the file's hash in it.
FOREVER = "public, max-age=31536000, immutable"
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".json": "application/json"}


@router.get(STATIC + "/{name:path}", include_in_schema=False)
def static(name: str, v: Annotated[str | None, Query()] = None) -> Response:
    """One file. Names that lead anywhere else are not there."""
    parts = name.split("/")
    if any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
        raise HTTPException(404)
    try:
        body = static_bytes(name)
    except OSError as error:
        raise HTTPException(404) from error
    suffix = "." + name.rpartition(".")[2]
    kind = TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(body, media_type=kind, headers={"cache-control": FOREVER if v else "no-cache"})
