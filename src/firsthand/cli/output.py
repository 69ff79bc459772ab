"""Where what a command prints goes, and how it ends.

Exit status: 0 all done; 1 a fault of the program; 2 bad usage; 3 an input could not be read, the rest was; 4 the store
could not be used.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import typer

from firsthand.cli.options import Format, Written
from firsthand.errors import ConfigError, InputError, StoreError
from firsthand.model import Edition

#: Exit status where an input could not be read and the rest was.
UNREAD = 3
#: Exit status of bad usage, as the option parser has it.
BAD_USAGE = 2
#: Exit status where the store could not be opened, read or written.
NO_STORE = 4

_SUFFIXES = {".html": Format.html, ".htm": Format.html, ".md": Format.md, ".json": Format.json, ".jsonl": Format.jsonl}


def shape_of(output: Path | None, format: Format | None) -> Format:
    """The format that is asked for, by name or by the suffix of the output. Raises typer.BadParameter."""
    if format is not None:
        return format
    if output is None:
        return Format.terminal
    if output.suffix not in _SUFFIXES:
        raise typer.BadParameter(f"{output}: no format has this suffix; name one with --format", param_hint="--output")
    return _SUFFIXES[output.suffix]


def written_as(output: Path | None, format: Written | None) -> Written:
    """What an account is to be written as, by name or by the suffix of the output.

    Raises typer.BadParameter, before anything is read, where that is none or cannot be written here.
    """
    from firsthand.publish.forms import FORMS, form_of_file

    if format is None and output is None:
        return Written.terminal
    form = FORMS.get(format) if format else form_of_file(output.name) if output else None
    if form is None:
        if format is None and output is not None and output.suffix != ".jsonl":
            told = f"{output}: no format has this suffix; name one with --format"
            raise typer.BadParameter(told, param_hint="--output")
        return format or Written.jsonl
    if output is None and not form.text and sys.stdout.isatty():
        raise typer.BadParameter(f"{form.name} is not for a terminal; name a file with -o", param_hint="--format")
    if missing := form.missing():
        raise typer.BadParameter(missing, param_hint="--format")
    return Written(form.name)


def json_line(record: object) -> str:
    """A record as one line of JSON, without its end."""
    return json.dumps(record, ensure_ascii=False, allow_nan=False)


def to_terminal(output: Path | None, show: Callable[..., None]) -> None:
    """Have `show` print on a rich console: the terminal, or a file as wide as a page."""
    from rich.console import Console

    if output is None:
        show(Console(highlight=False))
        return
    with opened(output) as file:
        show(Console(file=file, highlight=False, width=100))


def put(output: Path | None, text: str) -> None:
    """Text to a file, or to standard output in UTF-8 whatever the terminal's encoding."""
    if output is None:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
        return
    with opened(output) as file:
        file.write(text)


def put_bytes(output: Path | None, content: bytes) -> None:
    """Bytes to a file, or to standard output as they are. Raises typer.BadParameter where it cannot be written."""
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise typer.BadParameter(f"{output}: cannot be written: {error.strerror}", param_hint="--output") from error


@contextmanager
def opened(output: Path) -> Iterator[TextIO]:
    """A file to write to. Raises typer.BadParameter where it cannot be written."""
    try:
        with output.open("w", encoding="utf-8", errors="replace", newline="") as file:
            yield file
    except OSError as error:
        raise typer.BadParameter(f"{output}: cannot be written: {error.strerror}", param_hint="--output") from error


@contextmanager
def inputs_checked() -> Iterator[None]:
    """What a person can mend told in one line: bad usage, settings, a store that cannot be used."""
    try:
        yield
    except (InputError, ConfigError, StoreError) as error:
        say(f"firsthand: {error}")
        raise typer.Exit(NO_STORE if isinstance(error, StoreError) else BAD_USAGE) from error


@contextmanager
def progress_line(quiet: bool) -> Iterator[Callable[[str, int], None] | None]:
    """A line on standard error, where a person watches it."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    labels = {
        "read": "articles read",
        "account": "articles told",
        "add": "articles kept",
        "group": "articles grouped",
        "export": "written",
    }
    columns = (TextColumn("{task.completed} {task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {stage: bar.add_task(label, total=None, visible=False) for stage, label in labels.items()}

        def advance(stage: str, count: int) -> None:
            bar.update(tasks[stage], advance=count, visible=True)

        yield advance


def finish(edition: Edition, explain: bool) -> None:
    """Name on standard error what could not be read and, if asked, what was left out; exit 3 where anything failed."""
    if explain:
        for reading in edition.readings:
            for block in reading.article.blocks:
                place = f"{reading.article.id}:{block.span.start}-{block.span.end}"
                say(f"{place}: {block.role}: {block.reason}")
        for dropped in edition.dropped:
            say(f"{dropped.source}: {dropped.stage}: left out: {dropped.reason}")
    for failure in edition.failures:
        say(f"firsthand: {failure.source}: {failure.reason}")
    if edition.failures:
        raise typer.Exit(UNREAD)


def say(line: str) -> None:
    """One line for a person: control characters out of hostile names and texts made visible."""
    typer.echo("".join(c if c.isprintable() else repr(c)[1:-1] for c in line), err=True)
