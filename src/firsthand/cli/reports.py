"""`firsthand account`, `read`, `compare` and `schema`: from inputs to what is printed, with no store."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli.options import (
    Agencies,
    Explain,
    Families,
    Form,
    Format,
    Inputs,
    Judgements,
    Length,
    NoSingleSource,
    One,
    Output,
    Quiet,
    Shape,
    Since,
    Workers,
    Written,
)
from firsthand.cli.output import (
    finish,
    inputs_checked,
    json_line,
    progress_line,
    put,
    put_bytes,
    shape_of,
    to_terminal,
    written_as,
)
from firsthand.cli.places import addresses
from firsthand.model import Comparison, Edition


def account(
    inputs: Inputs,
    output: Output = None,
    format: Form = None,
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

    form = written_as(output, format)
    with inputs_checked(), addresses(inputs) as fetch, progress_line(quiet) as progress:
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
            fetch=fetch,
            progress=progress,
        )
    write_edition(edition, form, output)
    finish(edition, explain)


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

    shape = shape_of(output, format)
    if shape in (Format.html, Format.md):
        raise typer.BadParameter(f"read prints terminal, json or jsonl, not {shape.value}", param_hint="--format")
    with inputs_checked(), addresses(inputs) as fetch, progress_line(quiet) as progress:
        edition = understand(
            inputs, workers=workers, agencies=agencies, stdin=sys.stdin.buffer, fetch=fetch, progress=progress
        )
    if shape == Format.terminal:
        from firsthand.publish.terminal import print_readings

        to_terminal(output, lambda console: print_readings(edition.readings, console))
    elif shape == Format.json:
        put(output, json_line([reading_record(r) for r in edition.readings]) + "\n")
    else:
        put(output, "".join(json_line(reading_record(r)) + "\n" for r in edition.readings))
    finish(edition, explain)


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

    shape = shape_of(output, format)
    if shape == Format.jsonl:
        raise typer.BadParameter("compare prints terminal, html, md or json, not jsonl", param_hint="--format")
    with inputs_checked(), addresses([a, b]) as fetch, progress_line(quiet) as progress:
        comparison = lay(a, b, agencies=agencies, stdin=sys.stdin.buffer, fetch=fetch, progress=progress)
    if shape == Format.terminal:
        from firsthand.publish.comparison_terminal import print_comparison

        to_terminal(output, lambda console: print_comparison(comparison, console))
    else:
        put(output, _compared(comparison, shape))
    readings = (comparison.a, comparison.b)
    dropped = tuple(d for r in readings for d in r.article.dropped)
    finish(Edition(readings, (), comparison.failures, dropped), explain)


class Contract(StrEnum):
    """The outputs that have a schema."""

    read = "read"
    account = "account"
    compare = "compare"


def schema(of: Annotated[Contract, typer.Argument(help="Which output.")]) -> None:
    """Print the JSON Schema of an output: a line of `read --format jsonl`, or `account` or `compare` as JSON."""
    from firsthand.publish.contract import schema_text

    typer.echo(schema_text(of.value))


def write_edition(edition: Edition, form: Written, output: Path | None) -> None:
    """An edition to a terminal or a file, in any form. Exits as bad usage where the form wants what is not there."""
    if form == Written.terminal:
        from firsthand.publish.terminal import print_edition

        to_terminal(output, lambda console: print_edition(edition, console))
    elif form == Written.jsonl:
        from firsthand.publish.records import story_record

        put(output, "".join(json_line(story_record(s)) + "\n" for s in edition.stories))
    else:
        from firsthand.publish.forms import FORMS

        with inputs_checked():
            content = FORMS[form].render(edition)
        put_bytes(output, content)


def _compared(comparison: Comparison, shape: Format) -> str:
    if shape == Format.html:
        from firsthand.publish.comparison_page import render_comparison_page

        return render_comparison_page(comparison)
    if shape == Format.md:
        from firsthand.publish.comparison_markdown import render_comparison_markdown

        return render_comparison_markdown(comparison)
    from firsthand.publish.comparison_record import comparison_record

    return json_line(comparison_record(comparison)) + "\n"
