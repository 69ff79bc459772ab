"""Invented pages for the tests of cleaning."""

from __future__ import annotations

import hashlib
from typing import Literal

from firsthand.model import Capture, Given

PARAGRAPHS = (
    "The ferry between Vellmark and Sund was late for the third time this week, the harbour board said on Monday.",
    "Some two hundred passengers waited on the quay until noon, and several missed their trains to the capital.",
    "“We are sorry for the delay, and we will repair the engine before the weekend,” said Orla Vint of the board.",
    "The vessel has served the strait for thirty years, and its replacement has been announced and put off twice.",
    "A spokesman for the ministry of transport said that money for a new ferry would be in the budget of next year.",
)


def page(head: str = "", above: str = "", below: str = "", title: str = "Ferry to Sund late again") -> str:
    """A page with furniture around five paragraphs."""
    body = "\n".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return f"""<!DOCTYPE html><html lang="en"><head><title>{title} - Vellmark Courier</title>{head}</head><body>
<nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav>
<main><article><h1>{title}</h1>{above}{body}{below}</article></main>
<footer><p>© 2026 Vellmark Courier. All rights reserved.</p></footer></body></html>"""


def captured(content: str, media: str = "html", given: Given | None = None, source: str = "a.html") -> Capture:
    """The capture of a page or text."""
    body = content.encode()
    kind: Literal["text", "html"] = "html" if media == "html" else "text"
    return Capture(hashlib.sha256(body).hexdigest(), source, kind, body, "utf-8", given or Given())
