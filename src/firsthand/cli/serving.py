"""`firsthand serve` and `tend`: the pages and interfaces over HTTP, and what keeps them current."""

from __future__ import annotations

from typing import Annotated

import typer

from firsthand.cli.options import Quiet
from firsthand.cli.output import inputs_checked, progress_line, say
from firsthand.cli.places import ConfigFile

#: Listening at all addresses of the machine.
ANYWHERE = ("0.0.0.0", "::")
#: Seconds that open requests have to end when the server is asked to stop.
GRACE = 3


def serve(
    host: Annotated[str | None, typer.Option(help="Where to listen; by default this machine alone.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="By default 8470; 0 is any free one.")] = None,
    no_tend: Annotated[
        bool, typer.Option("--no-tend", help="Leave grouping, telling, digests and alerts to another process.")
    ] = False,
    config: ConfigFile = None,
    quiet: Quiet = False,
) -> None:
    """Show the stories on pages and to programs over HTTP, until it is stopped."""
    with inputs_checked():
        from firsthand.desk.opening import open_desk
        from firsthand.web.house import open_house
        from firsthand.web.serving import listen, run_server

        with open_desk(config, lean=True) as desk:
            sockets = listen(host or desk.config.serve.host, desk.config.serve.port if port is None else port)
            bound = sockets[0].getsockname()
            house = open_house(desk, host=host, port=bound[1])
            if not quiet:
                say(f"Stories at {house.base} – stop with Ctrl-C.")
            if bound[0] in ANYWHERE and not desk.config.serve.public_url:
                say("Readers elsewhere are refused: set public_url under [serve] to the address that they use.")
            tending = None if no_tend else ["tend", "--quiet", *(["--config", str(config)] if config else [])]
            run_server(house, sockets, tending, grace=GRACE)


def tend(config: ConfigFile = None, quiet: Quiet = False) -> None:
    """Bring all stories up to date, and send the digests and alerts that are due. `serve` does it by itself."""
    with inputs_checked():
        from datetime import UTC, datetime

        from firsthand.desk.deliveries import send_due
        from firsthand.desk.opening import open_desk
        from firsthand.desk.tending import tend as bring_up_to_date

        with open_desk(config) as desk, progress_line(quiet) as progress:
            told = bring_up_to_date(desk, progress=progress)
            sent = send_due(desk, datetime.now(UTC))
    from firsthand.publish.wording import counted

    for reason in sent.reasons:
        say(reason)
    if not quiet:
        say(f"{counted(told, 'story', 'stories')} told, {counted(sent.sent, 'message')} sent.")
