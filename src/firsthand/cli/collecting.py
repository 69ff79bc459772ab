"""`firsthand follow`, `unfollow`, `feeds` and `run`: collecting from feeds."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType
from typing import Annotated

import typer

from firsthand.cli.options import Format, Output, Quiet, Shape
from firsthand.cli.output import UNREAD, inputs_checked, json_line, put, say, shape_of, to_terminal
from firsthand.cli.places import ConfigFile

#: Exit status where a second ctrl-c cut the work short.
INTERRUPTED = 130

Sources = Annotated[
    list[str],
    typer.Argument(metavar="URL|OPML…", help="Feeds, news sitemaps, pages that name a feed, OPML lists."),
]
Names = Annotated[list[str], typer.Argument(metavar="URL…", help="Feeds, as `firsthand feeds` lists them.")]
Once = Annotated[bool, typer.Option("--once", help="Stop when nothing is due any more.")]
Unfollowed = Annotated[bool, typer.Option("--all", help="Feeds that are not followed any more as well.")]


def follow(sources: Sources, config: ConfigFile = None) -> None:
    """Follow feeds: each is fetched once, and what it holds is collected by the next run."""
    with inputs_checked():
        from firsthand.desk.following import follow as take_up
        from firsthand.desk.opening import open_desk

        failed = False
        with open_desk(config) as desk:
            for each in take_up(desk, sources):
                failed |= each.what == "failed"
                _tell(each.name, each.sentence, failed=each.what == "failed")
    if failed:
        raise typer.Exit(UNREAD)


def unfollow(feeds: Names, config: ConfigFile = None) -> None:
    """Follow feeds no more. Their articles stay."""
    with inputs_checked():
        from firsthand.desk.following import unfollow as let_go
        from firsthand.desk.opening import open_desk

        failed = False
        with open_desk(config) as desk:
            for each in let_go(desk, feeds):
                failed |= each.what == "failed"
                _tell(each.name, each.sentence, failed=each.what == "failed")
    if failed:
        raise typer.Exit(UNREAD)


def feeds(
    output: Output = None, format: Shape = None, all: Unfollowed = False, config: ConfigFile = None
) -> None:
    """List the feeds that are followed, and how each one is."""
    shape = shape_of(output, format)
    if shape in (Format.html, Format.md):
        raise typer.BadParameter(f"feeds prints terminal, json or jsonl, not {shape.value}", param_hint="--format")
    with inputs_checked():
        from firsthand.desk.feed_health import feed_lines
        from firsthand.desk.opening import open_desk
        from firsthand.publish.feeds_table import feed_record, in_order, print_feeds

        with open_desk(config) as desk:
            lines = in_order(feed_lines(desk, datetime.now(UTC), unfollowed=all))
    if shape == Format.terminal:
        to_terminal(output, lambda console: print_feeds(lines, console))
    elif shape == Format.json:
        put(output, json_line([feed_record(line) for line in lines]) + "\n")
    else:
        put(output, "".join(json_line(feed_record(line)) + "\n" for line in lines))


def run(once: Once = False, config: ConfigFile = None, quiet: Quiet = False) -> None:
    """Collect what is due, read it and update the stories, until ctrl-c."""
    stop = threading.Event()
    with inputs_checked(), _stopped_by_signals(stop):
        from firsthand.cli.run_report import reported, summed_up
        from firsthand.desk.opening import open_desk
        from firsthand.desk.running import run as collect

        with open_desk(config) as desk, reported(quiet) as (report, progress):
            summary = collect(desk, once=once, stop=stop, report=report, progress=progress)
    if not quiet:
        typer.echo(summed_up(summary))
    if once and summary.failures:
        raise typer.Exit(UNREAD)


@contextmanager
def _stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    """Ctrl-c and SIGTERM end the work in good order; a second one at once, and nothing that was kept is lost."""

    def handle(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        os.write(2, b"\nStopping when what was fetched is kept; ctrl-c once more stops at once.\n")

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tell(name: str, sentence: str, *, failed: bool) -> None:
    """One outcome in one line."""
    if failed:
        say(f"firsthand: {name}: {sentence}")
    else:
        from firsthand.publish.feeds_table import plain

        typer.echo(plain(f"{name}: {sentence}"))
