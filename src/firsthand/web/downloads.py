"""Stories in the forms that they can be taken along in, for pages and programs alike."""

from __future__ import annotations

import threading

from starlette.exceptions import HTTPException

from firsthand.model import Edition
from firsthand.publish.forms import FORMS

#: A browser of the server's own prints PDF, which takes seconds and some hundred MB: one at a time.
_PRINTING = threading.Lock()
#: Seconds until a PDF is worth another try.
RETRY = 10


def taken_along(form: str, edition: Edition) -> bytes:
    """An edition in a form. Raises InputError where what makes the form is not installed on the server.

    Raises HTTPException 404 where there is no such form, 503 where a PDF is being printed already.
    """
    chosen = FORMS.get(form)
    if chosen is None:
        raise HTTPException(404, f"There is no such form. There are: {', '.join(FORMS)}.")
    if form != "pdf":
        return chosen.render(edition)
    if not _PRINTING.acquire(blocking=False):
        raise HTTPException(503, "Another PDF is being printed. Try again in a while.", {"Retry-After": str(RETRY)})
    try:
        return chosen.render(edition)
    finally:
        _PRINTING.release()
