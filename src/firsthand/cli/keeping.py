"""`firsthand init` and `firsthand add`: a store, and articles in it."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli.options import Quiet, Workers
from firsthand.cli.output import UNREAD, inputs_checked, progress_line, say
from firsthand.cli.places import ConfigFile

Store = Annotated[str, typer.Option(metavar="FILE|URL", help="A file, or postgresql://user@host/name.")]
Contact = Annotated[
    str, typer.Option(metavar="MAIL|URL", help="Where publishers reach you. Nothing is fetched without it.")
]
Added = Annotated[
    list[str], typer.Argument(metavar="INPUT…", help="Files, directories, addresses, or - for standard input.")
]


def init(
    folder: Annotated[Path, typer.Argument(help="Where firsthand.toml and the store are made.")] = Path(),
    store: Store = "firsthand.db",
    contact: Contact = "",
) -> None:
    """Make firsthand.toml and an empty store."""
    with inputs_checked():
        from firsthand.desk.opening import init as make

        config = make(folder, store, contact)
    place = "" if folder == Path() else f" in {folder}"
    typer.echo(f"Made firsthand.toml{place}, with the store {config.store}.")
    if not contact:
        typer.echo("Before anything is fetched, set [collect] contact in it: a mail address or a page of yours.")
    typer.echo("Next: firsthand follow URL, or firsthand add FILE.")


def add(inputs: Added, config: ConfigFile = None, workers: Workers = None, quiet: Quiet = False) -> None:
    """Keep articles in the store, each once, and bring the stories up to date."""
    with inputs_checked():
        from firsthand.desk.adding import add as keep
        from firsthand.desk.opening import open_desk
        from firsthand.desk.reaching import reader_of_addresses
        from firsthand.desk.telling import Epochs, regroup
        from firsthand.desk.undoing import erase_overdue
        from firsthand.store.stories import count_stories

        with (
            open_desk(config) as desk,
            reader_of_addresses(desk.config.collect) as fetch,
            progress_line(quiet) as progress,
        ):
            epochs = Epochs(desk)
            added = keep(
                desk,
                inputs,
                stdin=sys.stdin.buffer,
                fetch=fetch,
                saved=lambda: epochs.close(progress),
                workers=workers,
                progress=progress,
            )
            erase_overdue(desk, datetime.now(UTC))
            changed = regroup(desk, epochs=epochs, progress=progress)
            with desk.store.reading() as connection:
                stories = count_stories(connection)
    if not quiet:
        kept = f"{added.new} new, {added.changed} changed, {added.same} known already."
        there = f"{stories} {'story' if stories == 1 else 'stories'}, {len(changed) or 'none'} new or changed."
        typer.echo(f"{kept} {there}")
    for failure in added.failures:
        say(f"firsthand: {failure.source}: {failure.reason}")
    if added.failures:
        raise typer.Exit(UNREAD)
