"""The command line: `firsthand account`, `firsthand compare`, `firsthand read`, `firsthand schema`.

Exit status: 0 all read; 1 a fault of the program; 2 bad usage; 3 an input could not be read, the rest was.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from firsthand.errors import InputError
from firsthand.model import Comparison, Edition

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="One sourced account from many overlapping articles: every statement leads to its primary source.",
)

#: Exit status where an input could not be read and the rest was.
UNREAD = 3
#: Exit status of bad usage, as the option parser has it.
BAD_USAGE = 2


class Format(StrEnum):
    """What is printed."""

    terminal = "terminal"
    html = "html"
    md = "md"
    json = "json"
    jsonl = "jsonl"


_SUFFIXES = {".html": Format.html, ".htm": Format.html, ".md": Format.md, ".json": Format.json, ".jsonl": Format.jsonl}

Inputs = Annotated[list[str], typer.Argument(metavar="INPUT…", help="Files, directories, or - for standard input.")]
One = Annotated[str, typer.Argument(metavar="ARTICLE", help="A file that holds one article, or - for standard input.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write here; the suffix names the format.")]
Shape = Annotated[Format | None, typer.Option("--format", "-f", help="What to print, whatever the suffix.")]
Workers = Annotated[int | None, typer.Option(min=1, help="Processes; by default one a core. Never changes the result.")]
Agencies = Annotated[Path | None, typer.Option(metavar="FILE", help="A table of news agencies on top of the own one.")]
Families = Annotated[
    Path | None, typer.Option(metavar="FILE", help="A table of publishers' owners on top of the own one.")
]
Judgements = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Which articles a person puts together or holds apart.")
]
Length = Annotated[int, typer.Option(min=1, metavar="N", help="Sentences of an account, those on differences apart.")]
Since = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help="Tell only what is new since a day.")
]
NoSingleSource = Annotated[bool, typer.Option("--no-single-source", help="Leave out what rests on one origin.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress. What could not be read is still named.")]
Explain = Annotated[bool, typer.Option("--explain", help="Say what was left out, and why each line has its role.")]


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


@app.command()
def account(
    inputs: Inputs,
    output: Output = None,
    format: Shape = None,
    workers: Workers = None,
    agencies: Agencies = None,
    families: Families = None,
    judgements: Judgements = None,
    length: Length = 12,
    since: Since = None,
    no_single_source: NoSingleSource = False,
    quiet: Quiet = False,
    explain: Explain = False,
) -> None:
    """Read articles and print one account of each happening they report."""
    from firsthand.pipeline import account as tell

    shape = _shape(output, format)
    with _inputs_checked(), _progress(quiet) as progress:
        edition = tell(
            inputs,
            workers=workers,
            agencies=agencies,
            families=families,
            judgements=judgements,
            length=length,
            since=since.date().isoformat() if since else None,
            single_source=not no_single_source,
            stdin=sys.stdin.buffer,
            progress=progress,
        )
    if shape == Format.terminal:
        from firsthand.publish.terminal import print_edition

        _to_terminal(output, lambda console: print_edition(edition, console))
    else:
        _put(output, _rendered(edition, shape))
    _finish(edition, explain)


@app.command()
def read(
    inputs: Inputs,
    output: Output = None,
    format: Shape = None,
    workers: Workers = None,
    agencies: Agencies = None,
    quiet: Quiet = False,
    explain: Explain = False,
) -> None:
    """Print what was understood of each article."""
    from firsthand.pipeline import read as understand
    from firsthand.publish.records import reading_record

    shape = _shape(output, format)
    if shape in (Format.html, Format.md):
        raise typer.BadParameter(f"read prints terminal, json or jsonl, not {shape.value}", param_hint="--format")
    with _inputs_checked(), _progress(quiet) as progress:
        edition = understand(inputs, workers=workers, agencies=agencies, stdin=sys.stdin.buffer, progress=progress)
    if shape == Format.terminal:
        from firsthand.publish.terminal import print_readings

        _to_terminal(output, lambda console: print_readings(edition.readings, console))
    elif shape == Format.json:
        _put(output, _json([reading_record(r) for r in edition.readings]) + "\n")
    else:
        _put(output, "".join(_json(reading_record(r)) + "\n" for r in edition.readings))
    _finish(edition, explain)


@app.command()
def compare(
    a: One,
    b: One,
    output: Output = None,
    format: Shape = None,
    agencies: Agencies = None,
    quiet: Quiet = False,
    explain: Explain = False,
) -> None:
    """Lay two articles side by side: what both have, what one alone has, and where they differ."""
    from firsthand.pipeline import compare as lay

    shape = _shape(output, format)
    if shape == Format.jsonl:
        raise typer.BadParameter("compare prints terminal, html, md or json, not jsonl", param_hint="--format")
    with _inputs_checked(), _progress(quiet) as progress:
        comparison = lay(a, b, agencies=agencies, stdin=sys.stdin.buffer, progress=progress)
    if shape == Format.terminal:
        from firsthand.publish.comparison_terminal import print_comparison

        _to_terminal(output, lambda console: print_comparison(comparison, console))
    else:
        _put(output, _compared(comparison, shape))
    readings = (comparison.a, comparison.b)
    dropped = tuple(d for r in readings for d in r.article.dropped)
    _finish(Edition(readings, (), comparison.failures, dropped), explain)


class Contract(StrEnum):
    """The outputs that have a schema."""

    read = "read"
    account = "account"
    compare = "compare"


@app.command()
def schema(of: Annotated[Contract, typer.Argument(help="Which output.")]) -> None:
    """Print the JSON Schema of an output: a line of `read --format jsonl`, or `account` or `compare` as JSON."""
    from firsthand.publish.contract import schema_text

    typer.echo(schema_text(of.value))


def main() -> None:
    """Run the command line."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # sums are taken in one order, whatever the number of cores
    app()


def _shape(output: Path | None, format: Format | None) -> Format:
    if format is not None:
        return format
    if output is None:
        return Format.terminal
    if output.suffix not in _SUFFIXES:
        raise typer.BadParameter(f"{output}: no format has this suffix; name one with --format", param_hint="--output")
    return _SUFFIXES[output.suffix]


def _rendered(edition: Edition, shape: Format) -> str:
    from firsthand.publish.records import edition_record, story_record

    if shape == Format.html:
        from firsthand.publish.page import render_page

        return render_page(edition)
    if shape == Format.md:
        from firsthand.publish.markdown import render_markdown

        return render_markdown(edition)
    if shape == Format.jsonl:
        return "".join(_json(story_record(s)) + "\n" for s in edition.stories)
    return _json(edition_record(edition)) + "\n"


def _compared(comparison: Comparison, shape: Format) -> str:
    if shape == Format.html:
        from firsthand.publish.comparison_page import render_comparison_page

        return render_comparison_page(comparison)
    if shape == Format.md:
        from firsthand.publish.comparison_markdown import render_comparison_markdown

        return render_comparison_markdown(comparison)
    from firsthand.publish.comparison_record import comparison_record

    return _json(comparison_record(comparison)) + "\n"


def _json(record: object) -> str:
    return json.dumps(record, ensure_ascii=False, allow_nan=False)


def _to_terminal(output: Path | None, show: Callable[..., None]) -> None:
    from rich.console import Console

    if output is None:
        show(Console(highlight=False))
        return
    with _opened(output) as file:
        show(Console(file=file, highlight=False, width=100))


def _put(output: Path | None, text: str) -> None:
    if output is None:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
        return
    with _opened(output) as file:
        file.write(text)


@contextmanager
def _opened(output: Path) -> Iterator[TextIO]:
    try:
        with output.open("w", encoding="utf-8", errors="replace", newline="") as file:
            yield file
    except OSError as error:
        raise typer.BadParameter(f"{output}: cannot be written: {error.strerror}", param_hint="--output") from error


@contextmanager
def _inputs_checked() -> Iterator[None]:
    """Bad usage told in one line: a table that cannot be used, or not one article in an input of `compare`."""
    try:
        yield
    except InputError as error:
        _say(f"firsthand: {error.source}: {error.reason}")
        raise typer.Exit(BAD_USAGE) from error


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[str, int], None] | None]:
    """A line on standard error, where a person watches it."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    labels = {"read": "articles read", "account": "articles told"}
    columns = (TextColumn("{task.completed} {task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {stage: bar.add_task(label, total=None, visible=False) for stage, label in labels.items()}

        def advance(stage: str, count: int) -> None:
            bar.update(tasks[stage], advance=count, visible=True)

        yield advance


def _finish(edition: Edition, explain: bool) -> None:
    """Name on standard error what could not be read and, if asked, what was left out; exit 3 where anything failed."""
    if explain:
        for reading in edition.readings:
            for block in reading.article.blocks:
                place = f"{reading.article.id}:{block.span.start}-{block.span.end}"
                _say(f"{place}: {block.role}: {block.reason}")
        for dropped in edition.dropped:
            _say(f"{dropped.source}: {dropped.stage}: left out: {dropped.reason}")
    for failure in edition.failures:
        _say(f"firsthand: {failure.source}: {failure.reason}")
    if edition.failures:
        raise typer.Exit(UNREAD)


def _say(line: str) -> None:
    """One line for a person: control characters out of hostile names and texts made visible."""
    typer.echo("".join(c if c.isprintable() else repr(c)[1:-1] for c in line), err=True)
