"""`firsthand search`: articles by their words, sentences by what they say."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperOption

from firsthand.cli.options import Format, Output, Quiet, Shape
from firsthand.cli.output import inputs_checked, json_line, progress_line, put, shape_of, to_terminal
from firsthand.cli.places import ConfigFile


class QueryCommand(TyperCommand):
    """A command whose arguments may begin with a minus sign: `-flood` is a word that is not wanted, and no option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  (a context of Typer's own Click)
        """Options to the front, where the parser looks for them; all else behind a `--`."""
        takes_value = {
            name: not param.is_flag
            for param in self.get_params(ctx)
            if isinstance(param, TyperOption)
            for name in param.opts + param.secondary_opts
        }
        options: list[str] = []
        words: list[str] = []
        rest = iter(args)
        for arg in rest:
            if arg == "--":
                words += rest
            elif arg in takes_value:
                options.append(arg)
                if takes_value[arg]:
                    options += [value for value in [next(rest, None)] if value is not None]
            elif arg.startswith("--"):
                options.append(arg)
            else:
                words.append(arg)
        return super().parse_args(ctx, [*options, "--", *words] if words else options)


Query = Annotated[
    list[str],
    typer.Argument(metavar="QUERY…", help='Words, "phrases", -not, OR, (…), publisher:name, after:2026-01.'),
]
Similar = Annotated[bool, typer.Option("--similar", help="Find sentences that say something like this one.")]


def search(
    query: Query,
    newest: Annotated[bool, typer.Option("--newest", help="The newest first; the default.")] = False,
    best: Annotated[bool, typer.Option("--best", help="Those first that are most about it.")] = False,
    similar: Similar = False,
    limit: Annotated[int, typer.Option(min=1, max=1000, metavar="N", help="How many.")] = 20,
    offset: Annotated[int, typer.Option(min=0, metavar="N", help="How many to leave out at the top.")] = 0,
    output: Output = None,
    format: Shape = None,
    config: ConfigFile = None,
    quiet: Quiet = False,
) -> None:
    """Find articles by their words, or sentences like one."""
    shape = shape_of(output, format)
    if shape not in (Format.terminal, Format.json, Format.jsonl):
        raise typer.BadParameter(f"search prints terminal, json or jsonl, not {shape.value}", param_hint="--format")
    if newest + best + similar > 1:
        raise typer.BadParameter("one of --newest, --best and --similar at a time")
    if similar and offset:
        raise typer.BadParameter("--similar takes no --offset", param_hint="--offset")
    asked = " ".join(query)
    with inputs_checked():
        from firsthand.desk.opening import open_desk
        from firsthand.desk.searching import find_similar
        from firsthand.desk.searching import search as find
        from firsthand.publish.hits import (
            found_record,
            hit_record,
            print_hits,
            print_sentences,
            sentence_record,
        )

        with open_desk(config) as desk, progress_line(quiet) as progress:
            if similar:
                sentences = find_similar(desk, asked, limit=limit, progress=progress)
            else:
                found = find(desk, asked, order="best" if best else "newest", limit=limit, offset=offset)
    if similar:
        if shape == Format.terminal:
            to_terminal(output, lambda console: print_sentences(sentences, console))
            return
        records = [sentence_record(s) for s in sentences]
        whole: object = {"sentence": asked, "hits": records}
    else:
        if shape == Format.terminal:
            to_terminal(output, lambda console: print_hits(found, offset, console))
            return
        records = [hit_record(h) for h in found.hits]
        whole = found_record(found, asked)
    if shape == Format.json:
        put(output, json_line(whole) + "\n")
    else:
        put(output, "".join(json_line(r) + "\n" for r in records))
