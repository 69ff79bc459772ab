"""The server process: sockets, uvicorn, and what runs beside the requests."""

from __future__ import annotations

import gc
import socket
from collections.abc import Sequence
from types import FrameType

from firsthand.desk.deliveries import is_due
from firsthand.errors import ConfigError
from firsthand.web.app import make_app
from firsthand.web.house import House
from firsthand.web.keeper import Keeper, process

#: New objects after which garbage is collected, and how many such rounds make a wider one. A page makes some 100,000
#: that die with it: at Python's own 700 looking at them takes a sixth of a story's page, and much wider rounds hold one
#: page in ten up by .1 s.
GARBAGE = (10_000, 3, 1_000)
#: Connections that may wait to be taken.
BACKLOG = 512
#: Connections at once; more are told to come later.
MOST_CONNECTIONS = 2_000


def listen(host: str, port: int) -> list[socket.socket]:
    """Sockets that listen at a host's addresses. Raises ConfigError where none can."""
    made: list[socket.socket] = []
    try:
        for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            if made and port == 0:
                break  # each address would take another free port
            one = socket.socket(family, kind, protocol)
            made.append(one)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            one.bind(address)
            one.listen(BACKLOG)
    except OSError as error:
        for one in made:
            one.close()
        reason = f"{error.strerror or error}. Name another with --port, or see what listens there."
        raise ConfigError(f"{host}:{port}", reason) from error
    return made


def run_server(house: House, sockets: Sequence[socket.socket], tending: Sequence[str] | None, *, grace: int) -> None:
    """Serve until a signal comes. `tending`: the arguments of the `firsthand` that keeps the stories current."""
    import uvicorn

    beside = [] if tending is None else [Keeper(house.desk, process(tending), is_due, house.now).run]
    config = uvicorn.Config(
        make_app(house, beside),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # the limits read them, from the proxies that are named alone
        timeout_graceful_shutdown=grace,
        limit_concurrency=MOST_CONNECTIONS,
        h11_max_incomplete_event_size=64_000,
        ws="none",
    )

    class Server(uvicorn.Server):
        """One that lets those go who wait for news, as soon as it is asked to stop: they would hold it up."""

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            house.live.stop()
            super().handle_exit(sig, frame)

    # What is there now stays: collecting garbage need not look at it, which takes .1 s in the middle of a page.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)
    Server(config).run(sockets=list(sockets))
