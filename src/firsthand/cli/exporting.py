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


class StoryShape(StrEnum):
    """How stories are written."""

    json = "json"
    jsonl = "jsonl"


Which = Annotated[Kind, typer.Argument(help="What to write; all writes each into a file of its own.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write here; for all, a folder.")]
Shape = Annotated[
    StoryShape | None,
    typer.Option("--format", "-f", help="Stories as one document with their articles, or one a line."),
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
    format: Shape = None,
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
    if format is not None and what != Kind.stories:
        raise typer.BadParameter("only stories are written in several formats", param_hint="--format")
    if what == Kind.captures and output is None and sys.stdout.isatty():
        raise typer.BadParameter("captures are no text for a terminal: name a file", param_hint="--output")
    whole = format == StoryShape.json or (format is None and output is not None and output.suffix == ".json")
    with inputs_checked():
        from firsthand.desk.exporting import FILES, How, What
        from firsthand.desk.exporting import export as write
        from firsthand.desk.opening import open_desk
        from firsthand.desk.selecting import Wanted

        wanted = Wanted(since.date().isoformat() if since else None, story, query)
        with open_desk(config) as desk, progress_line(quiet) as progress:

            def write_one(each: What, file: BinaryIO) -> int:
                return write(desk, each, file, wanted, How(whole, bom), progress)

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
