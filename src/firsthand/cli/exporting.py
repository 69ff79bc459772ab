"""`firsthand export`: what is kept, for other programs and for another store."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from firsthand.cli.options import Quiet
from firsthand.cli.output import inputs_checked, progress_line, say
from firsthand.cli.places import ConfigFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from firsthand.desk.exporting import What


class Kind(StrEnum):
    """What is exported."""

    stories = "stories"
    articles = "articles"
    readings = "readings"
    captures = "captures"
    feeds = "feeds"
    findings = "findings"
    quotations = "quotations"
    disagreements = "disagreements"
    all = "all"


class Shape(StrEnum):
    """How stories, and how sheets, are written."""

    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


#: The formats of each kind that has several; of the others there is one.
SHAPES = {
    Kind.stories: (Shape.jsonl, Shape.json),
    Kind.findings: (Shape.csv, Shape.parquet),
    Kind.quotations: (Shape.csv, Shape.parquet),
    Kind.disagreements: (Shape.csv, Shape.parquet),
}


Which = Annotated[Kind, typer.Argument(help="What to write; all writes each into a file of its own.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write here; for all, a folder.")]
Format = Annotated[
    Shape | None,
    typer.Option(
        *("--format", "-f"), help="Stories by lines (jsonl) or as one document (json); sheets as csv or parquet."
    ),
]
Reported = Annotated[
    datetime | None,
    typer.Option("--since", formats=["%Y-%m-%d"], metavar="DAY", help="Only what was reported on a day or later."),
]
OneStory = Annotated[str | None, typer.Option("--story", metavar="ID", help="Only this story and its articles.")]
Query = Annotated[str | None, typer.Option("--query", metavar="QUERY", help="Only what this search finds.")]
Bom = Annotated[bool, typer.Option("--bom", help="Begin sheets so that spreadsheets read them as UTF-8.")]


def export(
    what: Which,
    output: Output = None,
    format: Format = None,
    since: Reported = None,
    story: OneStory = None,
    query: Query = None,
    bom: Bom = False,
    config: ConfigFile = None,
    quiet: Quiet = False,
) -> None:
    """Write stories, articles, captures, feeds or sheets of findings, for other programs and another store."""
    if what == Kind.all and output is None:
        raise typer.BadParameter("all is written into a folder: name it with --output", param_hint="--output")
    shape = _shape(what, output, format)
    if output is None and sys.stdout.isatty() and (what == Kind.captures or shape == Shape.parquet):
        told = "captures are" if what == Kind.captures else "parquet is"
        raise typer.BadParameter(f"{told} no text for a terminal: name a file", param_hint="--output")
    with inputs_checked():
        from firsthand.desk.exporting import FILES, How, What
        from firsthand.desk.exporting import export as write
        from firsthand.desk.opening import open_desk
        from firsthand.desk.selecting import Wanted

        how = How(shape == Shape.json, bom, shape == Shape.parquet)
        wanted = Wanted(since.date().isoformat() if since else None, story, query)
        with open_desk(config) as desk, progress_line(quiet) as progress:

            def write_one(each: What, file: BinaryIO) -> int:
                return write(desk, each, file, wanted, how, progress)

            if output is None:
                counts = {what.value: write_one(What(what.value), sys.stdout.buffer)}
                sys.stdout.buffer.flush()
            elif what == Kind.all:
                _make_folder(output)
                counts = {each.value: _into(output / name, each, write_one) for each, name in FILES.items()}
            else:
                counts = {what.value: _into(output, What(what.value), write_one)}
    if output is not None and not quiet:
        say(f"{output}: " + ", ".join(f"{count:,} {name}" for name, count in counts.items()))


def _shape(what: Kind, output: Path | None, format: Shape | None) -> Shape | None:
    """The format that is asked for, by name or by the suffix of the output. Raises typer.BadParameter."""
    there = SHAPES.get(what, ())
    if format is not None and format not in there:
        names = " or ".join(s.value for s in there)
        told = f"{what.value} are written as {names}" if there else "only stories and sheets come in several formats"
        raise typer.BadParameter(told, param_hint="--format")
    named = next((s for s in there if output is not None and output.suffix == f".{s.value}"), None)
    return format or named or next(iter(there), None)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise typer.BadParameter(f"{folder}: cannot be made: {error.strerror}", param_hint="--output") from error


def _into(output: Path, what: What, write: Callable[[What, BinaryIO], int]) -> int:
    """Write to a file beside the output, and put it in its place when it is whole."""
    part = output.with_name(f".{output.name}.part")
    try:
        with part.open("wb") as file:
            count = write(what, file)
        part.replace(output)
    except OSError as error:
        raise typer.BadParameter(f"{output}: cannot be written: {error.strerror}", param_hint="--output") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return count
