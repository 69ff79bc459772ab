"""One sourced account from many overlapping articles: every statement leads to its primary source.

    import firsthand

    edition = firsthand.account(["articles/", "page.html"])
    for story in edition.stories:
        for statement in story.account:
            print(statement.text, [citation.publisher for citation in statement.citations])
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from firsthand.errors import FirsthandError, InputError
from firsthand.model import Edition, Reading, Statement, Story
from firsthand.publish.records import edition_record, reading_record

__all__ = [
    "Edition",
    "FirsthandError",
    "InputError",
    "Reading",
    "Statement",
    "Story",
    "account",
    "edition_record",
    "read",
    "reading_record",
]

__version__ = version("firsthand")


def account(
    inputs: Sequence[str | Path], *, workers: int | None = None, agencies: str | Path | None = None
) -> Edition:
    """The stories that files and directories tell, each with its account.

    `workers` is the number of processes, by default one a core; it never changes the result. `agencies` is a table
    of news agencies on top of the own one; InputError is raised where it cannot be used. What cannot be read is in the
    edition's `failures`, with its reason.
    """
    from firsthand.pipeline import account as tell  # it brings numpy along: only where it is called

    return tell(inputs, workers=workers, agencies=agencies)


def read(
    inputs: Sequence[str | Path], *, workers: int | None = None, agencies: str | Path | None = None
) -> Edition:
    """What is understood of each article in files and directories: an edition without stories.

    The arguments are those of `account`.
    """
    from firsthand.pipeline import read as understand

    return understand(inputs, workers=workers, agencies=agencies)
