"""One sourced account from many overlapping articles: every statement leads to its primary source.

    import firsthand

    edition = firsthand.account(["articles/", "page.html"])
    for story in edition.stories:
        for statement in story.account:
            print(statement.text, [citation.publisher for citation in statement.citations])
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from firsthand.errors import FirsthandError, InputError
from firsthand.model import Comparison, Edition, Reading, Statement, Story
from firsthand.publish.comparison_record import comparison_record
from firsthand.publish.records import edition_record, reading_record

__all__ = [
    "Comparison",
    "Edition",
    "FirsthandError",
    "InputError",
    "Reading",
    "Statement",
    "Story",
    "account",
    "compare",
    "comparison_record",
    "edition_record",
    "read",
    "reading_record",
]

__version__ = version("firsthand")


def account(
    inputs: Sequence[str | Path],
    *,
    workers: int | None = None,
    agencies: str | Path | None = None,
    families: str | Path | None = None,
    judgements: str | Path | None = None,
    length: int = 12,
    since: date | str | None = None,
    single_source: bool = True,
) -> Edition:
    """The stories that files and directories tell, each with its account.

    `workers` is the number of processes, by default one a core; it never changes the result. `agencies` is a table
    of news agencies on top of the own one, `families` one of publishers' owners, `judgements` a file that says which
    articles a person puts together or holds apart; InputError is raised where one of them cannot be used. What cannot
    be read is in the edition's `failures`, with its reason.

    An account holds up to `length` sentences, those on differences apart. `since` is a day (ISO 8601 where it is a
    string): only what was first reported, or changed, on it or later is told. Without `single_source`, nothing is told
    that rests on one origin. InputError is raised where `length` is under 1 or `since` is no day.
    """
    from firsthand.pipeline import account as tell  # it brings numpy along: only where it is called

    return tell(
        inputs,
        workers=workers,
        agencies=agencies,
        families=families,
        judgements=judgements,
        length=_length(length),
        since=_day(since),
        single_source=single_source,
    )


def read(
    inputs: Sequence[str | Path], *, workers: int | None = None, agencies: str | Path | None = None
) -> Edition:
    """What is understood of each article in files and directories: an edition without stories.

    The arguments are those of `account`, but for those that only an account has.
    """
    from firsthand.pipeline import read as understand

    return understand(inputs, workers=workers, agencies=agencies)


def compare(a: str | Path, b: str | Path, *, agencies: str | Path | None = None) -> Comparison:
    """Two articles side by side: what stands in both, what in one alone, and where they differ.

    Each of `a` and `b` names an input that holds one article; InputError is raised where it holds none or several.
    `agencies` is as in `account`.
    """
    from firsthand.pipeline import compare as lay

    return lay(a, b, agencies=agencies)


def _length(length: int) -> int:
    if length < 1:
        raise InputError("length", f"{length} is no number of sentences: it must be 1 or more.")
    return length


def _day(since: date | str | None) -> str | None:
    """The ISO day. Raises InputError where it is none."""
    if since is None:
        return None
    try:
        return date.fromisoformat(str(since)[:10] if isinstance(since, date) else since).isoformat()
    except ValueError as error:
        raise InputError("since", f"{since} is no day: it must be written like 2026-03-15.") from error
