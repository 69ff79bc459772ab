"""What `firsthand run` says while it runs: a line that changes on a terminal, a line a round elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from firsthand.cli.output import say
from firsthand.desk.collecting import Round
from firsthand.desk.running import Report, Summary
from firsthand.pipeline import Progress


@contextmanager
def reported(quiet: bool) -> Iterator[tuple[Report, Progress | None]]:
    """Where what a run does is told: a line that changes on a terminal, a line a round elsewhere."""
    if quiet:
        yield _failures_alone, None
        return
    if not sys.stderr.isatty():
        yield _log, None
        return
    from rich.console import Console

    with Console(stderr=True).status("Looking at what is due …") as line:
        counts = {"look": 0, "add": 0, "group": 0}
        past = ""

        def progress(stage: str, count: int) -> None:
            counts[stage] = counts.get(stage, 0) + count
            now = f"{counts['look']} feeds looked at, {counts['add']} articles arrived"
            line.update(f"{now}{past}")

        def report(done: Round, summary: Summary, due: datetime | None) -> None:
            nonlocal past
            _failures_alone(done, summary, due)
            past = f"; {summary.new} new, {summary.changed} changed, {summary.failures} failures; {_next(due)}"
            progress("look", 0)

        yield report, progress


def _log(done: Round, summary: Summary, due: datetime | None) -> None:
    """One round in one line."""
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    say(
        f"{now}: {done.looked} feeds looked at, {done.changed} with something new; "
        f"{done.added.new} new articles, {done.added.changed} changed; "
        f"{len(done.failures) + len(done.added.failures)} failures; {_next(due)}."
    )
    _failures_alone(done, summary, due)


def _failures_alone(done: Round, summary: Summary, due: datetime | None) -> None:
    for failure in (*done.failures, *done.added.failures):
        say(f"firsthand: {failure.source}: {failure.reason}")


def _next(due: datetime | None) -> str:
    return f"next due {due.strftime('%Y-%m-%d %H:%M UTC')}" if due else "nothing is due"


def summed_up(summary: Summary) -> str:
    """What a run came to, in a line."""
    many = f"{summary.looked:,} feeds looked at, {summary.entries:,} new entries. "
    many += f"{summary.new:,} new articles, {summary.changed:,} changed, {summary.same:,} known already. "
    many += f"{summary.stories:,} stories are new or have changed."
    if summary.kept_out:
        many += f" {summary.kept_out:,} articles were kept out, as takedowns ask."
    if summary.failures:
        many += f" {summary.failed:,} feeds and {summary.unread:,} pages failed: see `firsthand feeds`."
    return many
