"""The command line. One file a group of commands; heavy imports wait until a command runs."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Annotated

import typer

from firsthand.cli import (
    accounts,
    assistants,
    checking,
    collecting,
    exporting,
    judging,
    keeping,
    looking,
    notifying,
    removing,
    reports,
    searching,
    serving,
)
from firsthand.cli.options import Format

__all__ = ["Format", "app", "main"]

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="One sourced account from many overlapping articles: every statement leads to its primary source.",
)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Print the version, or the help where no command is named."""
    if version:
        from firsthand import __version__

        typer.echo(f"firsthand {__version__}")
        raise typer.Exit


#: In the order in which `--help` lists them: without a store, keeping one, collecting, looking things up, judging.
COMMANDS: tuple[Callable[..., None], ...] = (
    reports.account,
    reports.read,
    reports.compare,
    reports.schema,
    keeping.init,
    keeping.add,
    collecting.follow,
    collecting.unfollow,
    collecting.feeds,
    collecting.run,
    looking.stories,
    looking.story,
    looking.show,
    looking.history,
    judging.join,
    judging.part,
    judging.judgements,
    exporting.export,
    serving.serve,
    serving.tend,
    assistants.mcp,
    notifying.digest,
    checking.doctor,
)
for command in COMMANDS:
    app.command()(command)
app.command(cls=searching.QueryCommand)(searching.search)
app.add_typer(removing.app, name="takedown")
app.add_typer(notifying.app, name="alert")
app.add_typer(accounts.users, name="user")
app.add_typer(accounts.keys, name="key")


def main() -> None:
    """Run the command line."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # sums are taken in one order, whatever the number of cores
    app()
