"""What brings the stories up to date beside the requests: a process of its own, while there is something to do.

Grouping and telling take whole seconds of a core; in the server's own process readers would wait for them. The
process ends when all is done, so that an idle server holds no memory for it.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime

from firsthand.desk.opening import Desk
from firsthand.desk.tending import is_behind
from firsthand.errors import StoreError

#: Seconds between two looks at whether there is something to do.
PACE = 2.0
#: Seconds until the next try after one that failed, at first and at most: it doubles.
RETRY = 10.0
RETRY_MOST = 600.0

log = logging.getLogger("firsthand.keeper")

#: Starts the process and waits for its end; its exit status.
Start = Callable[[], Coroutine[None, None, int]]
#: Whether anything beside the stories is due: digests, alerts.
Due = Callable[[Desk, datetime], bool]


class Keeper:
    """Looks whether there is something to do, and has it done."""

    def __init__(self, desk: Desk, start: Start, due: Due, now: Callable[[], datetime]) -> None:
        """`start` has all done that is to be done; `now` is the clock."""
        self._desk, self._start, self._due, self._now = desk, start, due, now
        self._wait = RETRY

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            await asyncio.sleep(await self.look())

    async def look(self) -> float:
        """Look once, and have done what is due. Seconds until the next look."""
        try:
            wanted = await asyncio.to_thread(self._wanted)
        except StoreError as error:
            log.warning("%s", error)
            return PACE
        if not wanted:
            return PACE
        status = await self._start()
        if status == 0:
            self._wait = RETRY
            return PACE
        wait, self._wait = self._wait, min(2 * self._wait, RETRY_MOST)
        log.warning("firsthand tend ended with status %d; next try in %d s", status, wait)
        return wait

    def _wanted(self) -> bool:
        return is_behind(self._desk) or self._due(self._desk, self._now())


def process(arguments: Sequence[str]) -> Start:
    """A start that runs `firsthand` with some arguments, killed where the server ends first."""

    async def start() -> int:
        running = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "firsthand", *arguments, stdin=asyncio.subprocess.DEVNULL, stdout=sys.stderr.fileno()
        )
        try:
            return await running.wait()
        except asyncio.CancelledError:
            running.terminate()
            await running.wait()
            raise

    return start
