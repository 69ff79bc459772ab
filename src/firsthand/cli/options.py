"""The options and arguments that several commands take."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """What is printed."""

    terminal = "terminal"
    html = "html"
    md = "md"
    json = "json"
    jsonl = "jsonl"


class Written(StrEnum):
    """What an account is written as: for a terminal, by lines, or any of `publish.forms`."""

    terminal = "terminal"
    html = "html"
    pdf = "pdf"
    md = "md"
    json = "json"
    jsonl = "jsonl"
    findings_csv = "findings.csv"
    findings_parquet = "findings.parquet"
    quotations_csv = "quotations.csv"
    quotations_parquet = "quotations.parquet"
    disagreements_csv = "disagreements.csv"
    disagreements_parquet = "disagreements.parquet"
    derivations_graphml = "derivations.graphml"
    derivations_gexf = "derivations.gexf"
    actors_graphml = "actors.graphml"
    actors_gexf = "actors.gexf"
    jsonld = "jsonld"
    annotations = "annotations"
    stix = "stix"
    ftm = "ftm"


Inputs = Annotated[list[str], typer.Argument(metavar="INPUT…", help="Files, directories, or - for standard input.")]
One = Annotated[str, typer.Argument(metavar="ARTICLE", help="A file that holds one article, or - for standard input.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write here; the suffix names the format.")]
Shape = Annotated[Format | None, typer.Option("--format", "-f", help="What to print, whatever the suffix.")]
Form = Annotated[
    Written | None, typer.Option("--format", "-f", metavar="FORMAT", help=f"One of {', '.join(Written)}.")
]
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
