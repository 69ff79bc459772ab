"""Collecting without end, or once: rounds, and stories brought up to date after each."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from firsthand.desk.adding import Read
from firsthand.desk.collecting import Collector, Round, known_permissions
from firsthand.desk.opening import Desk
from firsthand.desk.telling import regroup
from firsthand.desk.turns import ROUND
from firsthand.desk.undoing import erase_overdue
from firsthand.desk.web import Web
from firsthand.pipeline import Progress, read_each

#: Seconds after which a worker without work looks again: another one may have added feeds.
POLL = 5.0
#: Seconds at least between two such looks: what is due may be another's, or its host not free.
GLIMPSE = 0.5


@dataclass(slots=True)
class Summary:
    """What a run came to."""

    looked: int = 0
    failed: int = 0  #: looks at feeds
    entries: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    kept_out: int = 0
    unread: int = 0  #: pages that gave no article
    stories: int = 0  #: that are new or have changed

    @property
    def failures(self) -> int:
        """All that failed."""
        return self.failed + self.unread

    def count(self, done: Round, stories: int) -> None:
        """Add a round."""
        self.looked += done.looked
        self.failed += len(done.failures)
        self.entries += done.entries
        self.new += done.added.new
        self.changed += done.added.changed
        self.same += done.added.same
        self.kept_out += done.added.kept_out
        self.unread += len(done.added.failures) - done.added.kept_out
        self.stories += stories


#: Told after each round: the round, all so far, and when the next feed or page is due.
Report = Callable[[Round, Summary, datetime | None], None]


def run(
    desk: Desk,
    *,
    once: bool = False,
    stop: threading.Event | None = None,
    report: Report | None = None,
    progress: Progress | None = None,
    read: Read = read_each,
    now: Callable[[], datetime] | None = None,
    jitter: Callable[[], float] = random.random,
) -> Summary:
    """Collect what is due, read it and update the stories, until `stop` is set; or once, until nothing is due.

    Raises ConfigError where no contact address is set, and StoreError; what was kept until then stays.
    """
    stop = stop or threading.Event()
    clock = now or (lambda: datetime.now(UTC))
    summary = Summary()
    with Web(desk.config.collect, now=clock, known=known_permissions(desk, clock())) as web:
        collector = Collector(desk, web, stop=stop, now=clock, jitter=jitter, read=read, progress=progress)
        stories = len(regroup(desk))  # what a run that was killed had kept, and not told yet
        while not stop.is_set():
            done = collector.round()
            erase_overdue(desk, clock())
            if not done.idle:
                stories += len(regroup(desk, progress=progress))
                summary.count(done, stories)
                stories = 0
                if report:
                    report(done, summary, collector.next_due())
                continue
            if once and not _wait_for_host(collector, clock, stop):
                break
            if not once:
                _wait(collector, clock, stop)
    summary.stories += stories
    return summary


def _wait(collector: Collector, clock: Callable[[], datetime], stop: threading.Event) -> None:
    """Until something is due, or another worker may have brought something."""
    due = collector.next_due()
    seconds = POLL if due is None else min(max((due - clock()).total_seconds(), GLIMPSE), POLL)
    stop.wait(seconds)


def _wait_for_host(collector: Collector, clock: Callable[[], datetime], stop: threading.Event) -> bool:
    """Wait until a host of what is due may be asked; False where nothing is due, or the host asks for a long pause."""
    free = collector.host_free()
    if free is None or free - clock() > timedelta(seconds=ROUND):
        return False
    stop.wait(max((free - clock()).total_seconds(), GLIMPSE))
    return True
