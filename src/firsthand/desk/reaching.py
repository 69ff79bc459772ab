"""What an address holds that a person names as an input: the page, or the articles that a feed carries."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime

from firsthand.collect.documents import find_kind, read_feed
from firsthand.collect.fetch import Request
from firsthand.config import CollectConfig
from firsthand.desk.paging import capture_of
from firsthand.desk.web import Answer, Ask, Web
from firsthand.errors import FetchError
from firsthand.model import Capture, Failure

Outcomes = Iterator[Capture | Failure]


@contextmanager
def reader_of_addresses(settings: CollectConfig) -> Iterator[Callable[[str], Outcomes] | None]:
    """What reads an address, behind all guards, as `collect` takes it; None where no contact address is set.

    The network is touched when the first address is read, and not before.
    """
    if not settings.contact:
        yield None
        return
    with ExitStack() as stack:
        opened: list[Web] = []

        def read(url: str) -> Outcomes:
            if not opened:
                opened.append(stack.enter_context(Web(settings, now=lambda: datetime.now(UTC))))
            most = max(settings.page_bytes, settings.feed_bytes)
            (answer,) = opened[0].ask([Ask(0, Request(url, limit=most), keep=True)], threading.Event())
            yield from _outcomes(url, answer)

        yield read


def _outcomes(url: str, answer: Answer) -> Outcomes:
    if isinstance(answer.outcome, FetchError):
        yield Failure(url, "collect", answer.outcome.reason)
    elif find_kind(answer.outcome.body) in ("feed", "list", "json feed"):
        fetched = answer.outcome
        yield from read_feed(fetched.body, url, fetched.final_url, fetched.header("content-type"))
    else:
        yield capture_of(answer.outcome, answer.at, answer.optouts)
