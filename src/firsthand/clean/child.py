"""Parsing HTML in a process of its own, reused, with a limit of time and memory for each page.

A page made to hang or crash a parser costs itself alone: it is named with its reason, and the next gets a new child.
"""

from __future__ import annotations

import atexit
import json

from firsthand.clean.limits import hostile
from firsthand.clean.page import Page
from firsthand.errors import InputError
from firsthand.sandbox import Sandbox, serve

#: Seconds for one page. Real pages take 0.02 to 0.5; ten times that is a busy machine, and this is beyond both.
SECONDS = 20.0
#: Bytes of address space of the child: Python, lxml and trafilatura take 0.25 GB of it before the first page.
MEMORY = 1_000_000_000


class PageParser:
    """Reads pages in one child process, started when first needed and replaced when it dies."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        """Limits for one page."""
        self.child = Sandbox("firsthand.clean.child:run", seconds, memory)

    def parse(self, html: str, url: str | None, source: str) -> Page:
        """What the page holds. Raises InputError where it is refused, takes too long or breaks the parser."""
        reason = hostile(html)
        if reason:
            raise InputError(source, reason)
        answer = self.child.ask(json.dumps({"html": html, "url": url}).encode("ascii"))
        if answer == "time":
            raise InputError(source, f"The page could not be parsed within {self.child.seconds:g} seconds.")
        if isinstance(answer, str):
            raise InputError(source, "The page broke the parser, or took more memory than a page may.")
        record = json.loads(answer)
        if "failure" in record:
            raise InputError(source, f"The page could not be parsed: {record['failure']}.")
        return Page.from_record(record)

    def close(self) -> None:
        """End the child, if there is one."""
        self.child.close()


def run() -> None:
    """The life of the child process: a page in, what it holds out."""
    from firsthand.clean.extract import parse_page

    def answer(message: bytes) -> bytes:
        request = json.loads(message)
        try:
            record = parse_page(request["html"], request["url"]).to_record()
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError, MemoryError) as error:
            record = {"failure": f"{type(error).__name__} {error}".strip()[:200]}
        return json.dumps(record).encode("ascii")

    serve(answer)


#: The one child of this process. Kept between pages, because starting it costs as much as thirty of them.
PARSER = PageParser()
atexit.register(PARSER.close)
