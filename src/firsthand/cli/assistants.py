"""`firsthand mcp`: the store for assistants, over standard input and output or over HTTP."""

from __future__ import annotations

from typing import Annotated

import typer

from firsthand.cli.options import Quiet
from firsthand.cli.output import inputs_checked, say
from firsthand.cli.places import ConfigFile

#: Seconds that open requests have to end when the server is asked to stop.
GRACE = 3


def mcp(
    http: Annotated[bool, typer.Option("--http", help="Over HTTP, at /mcp, and not over standard input.")] = False,
    host: Annotated[str | None, typer.Option(help="With --http: where to listen.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="With --http: 0 is any free one.")] = None,
    config: ConfigFile = None,
    quiet: Quiet = False,
) -> None:
    """Let assistants read the store, by the Model Context Protocol."""
    if not http and (host is not None or port is not None):
        raise typer.BadParameter("--host and --port go with --http", param_hint="--http")
    with inputs_checked():
        from firsthand.desk.opening import open_desk

        with open_desk(config) as desk:
            if not http:
                from firsthand.web.mcp_server import make_server

                make_server(desk, alone=True).run("stdio")
                return
            import uvicorn

            from firsthand.web.house import open_house
            from firsthand.web.mcp_http import PATH, mcp_site
            from firsthand.web.serving import listen

            sockets = listen(host or desk.config.serve.host, desk.config.serve.port if port is None else port)
            house = open_house(desk, host=host, port=sockets[0].getsockname()[1])
            if not quiet:
                say(f"Assistants connect to {house.base}{PATH} – stop with Ctrl-C.")
            settings = uvicorn.Config(
                mcp_site(house),
                log_level="warning",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=GRACE,
                ws="none",
            )
            uvicorn.Server(settings).run(sockets=sockets)
