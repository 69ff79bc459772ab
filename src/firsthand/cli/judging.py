"""`firsthand join`, `part` and `judgements`: what a person knows better than the program of two articles."""

from __future__ import annotations

from typing import Annotated

import typer

from firsthand.cli.looking import ArticleName
from firsthand.cli.options import Format, Output, Quiet, Shape
from firsthand.cli.output import inputs_checked, json_line, progress_line, put, shape_of
from firsthand.cli.places import ConfigFile

Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why, for whoever reads it later.")]
By = Annotated[str, typer.Option(metavar="NAME", help="Who says so.")]


def join(
    a: ArticleName, b: ArticleName, reason: Reason, by: By, config: ConfigFile = None, quiet: Quiet = False
) -> None:
    """Put two articles, and so their stories, together."""
    _say_of(a, b, True, reason, by, config, quiet)


def part(
    a: ArticleName, b: ArticleName, reason: Reason, by: By, config: ConfigFile = None, quiet: Quiet = False
) -> None:
    """Hold two articles apart: they are never in one story."""
    _say_of(a, b, False, reason, by, config, quiet)


def judgements(
    undo: Annotated[int | None, typer.Option(metavar="N", help="Take the judgement of this number back.")] = None,
    output: Output = None,
    format: Shape = None,
    config: ConfigFile = None,
    quiet: Quiet = False,
) -> None:
    """List what persons said of which articles belong together, or take one of it back."""
    shape = shape_of(output, format)
    if shape not in (Format.terminal, Format.json):
        raise typer.BadParameter(f"judgements prints terminal or json, not {shape.value}", param_hint="--format")
    with inputs_checked():
        from firsthand.desk.judging import list_judgements, take_back
        from firsthand.desk.opening import open_desk

        with open_desk(config) as desk, progress_line(quiet) as progress:
            if undo is not None:
                take_back(desk, undo, progress=progress)
            found = list_judgements(desk)
    from firsthand.publish.judgement_list import judgement_lines, judgement_record

    if shape == Format.json:
        put(output, json_line([judgement_record(j) for j in found]) + "\n")
    elif found:
        put(output, "".join(judgement_lines(j) + "\n" for j in found))
    else:
        told = "Nobody has judged yet. `firsthand join A B` puts two articles together, `part` holds them apart."
        put(output, told + "\n")


def _say_of(
    a: str, b: str, together: bool, reason: str, by: str, config: ConfigFile, quiet: bool
) -> None:
    with inputs_checked():
        from firsthand.desk.judging import say_of
        from firsthand.desk.opening import open_desk

        with open_desk(config) as desk, progress_line(quiet) as progress:
            homes = say_of(desk, a, b, together=together, reason=reason, by=by, progress=progress)
    if not quiet:
        if homes[0] == homes[1]:
            put(None, f"Both are in {homes[0]}.\n")
        else:
            put(None, f"They are in two stories: {homes[0]} and {homes[1]}.\n")
