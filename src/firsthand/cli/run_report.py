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
from firsthand.publish.feeds_table import plain


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

    console = Console(stderr=True, highlight=False)
    with console.status("Looking at what is due …") as line:
        counts = {"look": 0, "add": 0, "group": 0}
        past = ""

        def progress(stage: str, count: int) -> None:
            counts[stage] = counts.get(stage, 0) + count
            line.update(f"{_many(counts['look'], 'feed')} looked at, {_many(counts['add'], 'article')} arrived{past}")

        def report(done: Round, summary: Summary, due: datetime | None) -> None:
            nonlocal past
            for failure in _failures(done):
                console.print(plain(failure), markup=False, soft_wrap=True)
            past = f"; {summary.new} new, {summary.changed} changed, {_many(summary.failures, 'failure')}; {_next(due)}"
            progress("look", 0)

        yield report, progress


def _log(done: Round, summary: Summary, due: datetime | None) -> None:
    """One round in one line."""
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    say(
        f"{now}: {_many(done.looked, 'feed')} looked at, {done.changed} with something new; "
        f"{_many(done.added.new, 'new article')}, {done.added.changed} changed; "
        f"{_many(len(_failures(done)), 'failure')}; {_next(due)}."
    )
    _failures_alone(done, summary, due)


def _failures_alone(done: Round, summary: Summary, due: datetime | None) -> None:
    for failure in _failures(done):
        say(failure)


def _failures(done: Round) -> list[str]:
    return [f"firsthand: {f.source}: {f.reason}" for f in (*done.failures, *done.added.failures)]


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _next(due: datetime | None) -> str:
    return f"next due {due.strftime('%Y-%m-%d %H:%M UTC')}" if due else "nothing is due"


def summed_up(summary: Summary) -> str:
    """What a run came to, in a line."""
    stories = "1 story is" if summary.stories == 1 else f"{summary.stories:,} stories are"
    told = f"{_many(summary.looked, 'feed')} looked at, {summary.entries:,} new among their entries. "
    told += f"{_many(summary.new, 'new article')}, {summary.changed:,} changed, {summary.same:,} known already. "
    told += f"{stories} new or changed."
    if summary.kept_out:
        told += f" {_many(summary.kept_out, 'article')} kept out, as takedowns ask."
    if summary.failures:
        told += f" {_many(summary.failed, 'feed')} and {_many(summary.unread, 'page')} failed: see `firsthand feeds`."
    return told
