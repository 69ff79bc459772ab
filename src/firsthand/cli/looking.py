"""`firsthand stories`, `story`, `show` and `history`: what the store holds, for people and for scripts."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli.options import Explain, Form, Format, Length, NoSingleSource, Output, Quiet, Shape, Since
from firsthand.cli.output import (
    finish,
    inputs_checked,
    json_line,
    progress_line,
    put,
    put_bytes,
    say,
    shape_of,
    to_terminal,
    written_as,
)
from firsthand.cli.places import ConfigFile
from firsthand.cli.reports import write_edition

StoryName = Annotated[str, typer.Argument(metavar="ID", help="The id of a story, or the beginning of it.")]
ArticleName = Annotated[
    str, typer.Argument(metavar="ARTICLE", help="The id of an article, the beginning of it, or its address.")
]
Reported = Annotated[
    datetime | None,
    typer.Option("--since", formats=["%Y-%m-%d"], metavar="DAY", help="Only what was reported on a day or later."),
]


def stories(
    since: Reported = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How many stories, the newest first.")] = 20,
    output: Output = None,
    format: Shape = None,
    config: ConfigFile = None,
    quiet: Quiet = False,
) -> None:
    """List the stories, those with the newest reports first."""
    shape = _one_of((Format.terminal, Format.json, Format.jsonl), shape_of(output, format), "stories")
    day = since.date().isoformat() if since else None
    with inputs_checked():
        from firsthand.desk.lookup import list_stories
        from firsthand.desk.opening import open_desk

        with open_desk(config) as desk, progress_line(quiet) as progress:
            listing = list_stories(desk, limit=limit, since=day, progress=progress)
    from firsthand.publish.story_list import nothing_words, print_stories, story_line

    records = [story_line(s) for s in listing.stories]
    if shape == Format.json:
        put(output, json_line(records) + "\n")
    elif shape == Format.jsonl:
        put(output, "".join(json_line(r) + "\n" for r in records))
    elif listing.stories:
        to_terminal(output, lambda console: print_stories(listing.stories, listing.more, console))
    else:
        put(output, nothing_words(listing.others, day) + "\n")


def story(
    id: StoryName,
    output: Output = None,
    format: Form = None,
    length: Length = 12,
    since: Since = None,
    no_single_source: NoSingleSource = False,
    config: ConfigFile = None,
    quiet: Quiet = False,
    explain: Explain = False,
) -> None:
    """Print the account of a story, as `firsthand account` prints it."""
    form = written_as(output, format)
    with inputs_checked():
        from firsthand.desk.lookup import find_story
        from firsthand.desk.opening import open_desk

        with open_desk(config) as desk, progress_line(quiet) as progress:
            found = find_story(
                desk,
                id,
                length=length,
                since=since.date().isoformat() if since else None,
                single_source=not no_single_source,
                progress=progress,
            )
    if id not in found.id:
        say(f"{id} is now part of {found.id}.")
    write_edition(found.edition, form, output)
    finish(found.edition, explain)


def show(
    article: ArticleName,
    version: Annotated[
        str | None, typer.Option(metavar="N|SHA", help="A version, by its number or the beginning of its capture.")
    ] = None,
    text: Annotated[bool, typer.Option("--text", help="Print the bare text.")] = False,
    words: Annotated[
        str | None, typer.Option(metavar="START-END", help="Print the words at a place, as citations name it.")
    ] = None,
    capture: Annotated[bool, typer.Option("--capture", help="Write the bytes as they were received.")] = False,
    output: Output = None,
    format: Shape = None,
    config: ConfigFile = None,
    quiet: Quiet = False,
) -> None:
    """Print one article: what it says, where it was got, which story it belongs to, whom it took from."""
    if text + capture + (words is not None) > 1:
        raise typer.BadParameter("one of --text, --words and --capture at a time")
    bare = text or capture or words is not None
    shape = Format.terminal if bare and format is None else shape_of(output, format)
    shape = _one_of((Format.terminal, Format.json), shape, "show")
    with inputs_checked():
        from firsthand.desk.lookup import find_article_view, find_bytes, find_text, words_at
        from firsthand.desk.opening import open_desk

        with open_desk(config) as desk, progress_line(quiet) as progress:
            if capture:
                _write_bytes(output, find_bytes(desk, article, version))
                return
            if bare:
                reading = find_text(desk, article, version)
                _write_text(output, words_at(reading, words) if words is not None else reading.article.text)
                return
            view = find_article_view(desk, article, which=version, progress=progress)
    from firsthand.publish.article_view import article_view_record, print_article

    if shape == Format.json:
        put(output, json_line(article_view_record(view)) + "\n")
    else:
        to_terminal(output, lambda console: print_article(view, console))


def history(
    article: ArticleName, output: Output = None, format: Shape = None, config: ConfigFile = None
) -> None:
    """Print the versions of an article and what changed from each to the next."""
    shapes = (Format.terminal, Format.html, Format.md, Format.json)
    shape = _one_of(shapes, shape_of(output, format), "history")
    with inputs_checked():
        from firsthand.desk.history import find_history
        from firsthand.desk.opening import open_desk

        with open_desk(config) as desk:
            found = find_history(desk, article)
    from firsthand.publish.history_view import print_history
    from firsthand.publish.history_written import history_record, render_history_markdown, render_history_page

    if shape == Format.terminal:
        to_terminal(output, lambda console: print_history(found, console))
    elif shape == Format.json:
        put(output, json_line(history_record(found)) + "\n")
    else:
        put(output, render_history_page(found) if shape == Format.html else render_history_markdown(found))


def _one_of(shapes: tuple[Format, ...], shape: Format, command: str) -> Format:
    """The shape, if the command prints it. Raises typer.BadParameter."""
    if shape in shapes:
        return shape
    names = [s.value for s in shapes]
    told = f"{', '.join(names[:-1])} or {names[-1]}"
    raise typer.BadParameter(f"{command} prints {told}, not {shape.value}", param_hint="--format")


def _write_bytes(output: Path | None, content: bytes) -> None:
    """Bytes to a file, or to a pipe: on a terminal they could do harm. Raises typer.BadParameter."""
    if output is None and sys.stdout.isatty():
        raise typer.BadParameter("bytes are not for a terminal; name a file with -o", param_hint="--capture")
    put_bytes(output, content)


def _write_text(output: Path | None, text: str) -> None:
    """Text to the letter; on a terminal without what could steer it."""
    if output is None and sys.stdout.isatty():
        from firsthand.publish.wording import harmless

        text = harmless(text)
    put(output, text if text.endswith("\n") else text + "\n")
