"""`firsthand doctor`: whether all is well, and the way out where it is not."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer

from firsthand.cli.options import Format, Shape
from firsthand.cli.output import NO_STORE, json_line
from firsthand.cli.places import ConfigFile

Full = Annotated[bool, typer.Option("--full", help="Look at everything that is kept, and not at a sample of it.")]
Mend = Annotated[bool, typer.Option("--mend", help="First make again what can be made again: search, stories.")]

_SIGNS = {"ok": "ok   ", "warn": "warn ", "fault": "FAULT"}


def doctor(full: Full = False, mend: Mend = False, config: ConfigFile = None, format: Shape = None) -> None:
    """Look the settings and the store over: what is wrong, and the way out."""
    if format in (Format.html, Format.md):
        raise typer.BadParameter(f"doctor prints terminal, json or jsonl, not {format.value}", param_hint="--format")
    from firsthand.desk.doctor import look_over
    from firsthand.publish.wording import harmless

    lines = []
    for line in look_over(config, datetime.now(UTC), full=full, mend=mend):
        lines.append(line)
        if format == Format.jsonl:
            typer.echo(json_line(asdict(line)))
        elif format != Format.json:
            typer.echo(harmless(f"{_SIGNS[line.level]} {line.name}: {line.said}"))
            if line.way_out:
                typer.echo(f"      {line.way_out}")
    if format == Format.json:
        typer.echo(json_line([asdict(line) for line in lines]))
    if any(line.level == "fault" for line in lines):
        raise typer.Exit(NO_STORE)
