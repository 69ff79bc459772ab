"""The command line."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True)


@app.command()
def read(inputs: list[str], format: Annotated[str, typer.Option("--format")] = "jsonl") -> None:
    """What was understood of each article."""
    from firsthand.pipeline import read
    from firsthand.publish.records import reading_record

    for reading in read(inputs).readings:
        sys.stdout.write(json.dumps(reading_record(reading), ensure_ascii=False) + "\n")


@app.command()
def account(inputs: list[str], format: Annotated[str, typer.Option("--format")] = "json") -> None:
    """One account of what many articles report."""
    from firsthand.pipeline import account
    from firsthand.publish.records import edition_record

    sys.stdout.write(json.dumps(edition_record(account(inputs)), ensure_ascii=False) + "\n")


def main() -> None:
    """Run the command line."""
    app()
