"""What has changed while somebody looks: noticed once a second for all, and sent to whoever waits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

from sqlalchemy import func, select

from firsthand.desk.opening import Desk
from firsthand.errors import StoreError
from firsthand.store.reader_tables import event, objection
from firsthand.store.schema import grouping, judgement

#: Seconds between two looks at the store.
PACE = 1.0
#: Seconds of silence after which a waiting browser hears that the line still stands.
BEAT = 20.0
#: Browsers that may wait at once; each holds a connection and little else.
MOST_WAITING = 1_000

State = tuple[int, ...]


class Live:
    """Watches the store. `run` is a task of the server's; `waiting` is what a stream of events is made of."""

    def __init__(self, desk: Desk, on_change: Callable[[], None]) -> None:
        """`on_change` is called when anything that pages show has changed."""
        self._desk = desk
        self._on_change = on_change
        self._state: State | None = None
        self._changed = asyncio.Event()
        self._stopped = False
        self.waiters = 0

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            with suppress(StoreError):  # the store is busy or away for a moment: the pages themselves will say so
                await self.look()
            await asyncio.sleep(PACE)

    async def look(self) -> None:
        """Look once. Raises StoreError."""
        state = await asyncio.to_thread(self._read)
        if state != self._state:
            if self._state is not None:
                self._on_change()
            self._state = state
            changed, self._changed = self._changed, asyncio.Event()
            changed.set()

    def stop(self) -> None:
        """Let all who wait go: the server ends."""
        self._stopped = True
        self._changed.set()

    @property
    def newest(self) -> int:
        """The number of the newest event."""
        return self._state[0] if self._state else 0

    async def changes(self) -> AsyncIterator[bool]:
        """True when something has changed, False when nothing has for a while. Ends with the server."""
        self.waiters += 1
        try:
            while not self._stopped:
                changed = self._changed
                try:
                    await asyncio.wait_for(changed.wait(), BEAT)
                    if not self._stopped:
                        yield True
                except TimeoutError:
                    yield False
        finally:
            self.waiters -= 1

    def _read(self) -> State:
        """All of it in one look: numbers that grow with whatever pages show."""
        columns = (
            select(func.coalesce(func.max(event.c.n), 0)).scalar_subquery(),
            select(grouping.c.changes).limit(1).scalar_subquery(),
            select(grouping.c.grouped).limit(1).scalar_subquery(),
            select(func.count(judgement.c.n) + func.count(judgement.c.undone_at)).scalar_subquery(),
            select(func.count(objection.c.n) + func.count(objection.c.decided_at)).scalar_subquery(),
        )
        with self._desk.store.reading() as connection:
            return tuple(int(v or 0) for v in connection.execute(select(*columns)).one())
