"""What persons said of which articles belong together: for people a few lines each, for scripts a record each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from firsthand.publish.history_view import stamp
from firsthand.publish.wording import one_line


@dataclass(frozen=True, slots=True)
class Judged:
    """One thing that a person said."""

    number: int
    articles: tuple[str, str]  #: ids
    headlines: tuple[str | None, str | None]  #: None where the article is no longer here
    together: bool
    reason: str
    by: str
    at: datetime
    undone_at: datetime | None
    holds: bool  #: not taken back, and nothing newer was said of the two


def judgement_lines(judged: Judged) -> str:
    """What was said in one line, by whom and why in the next."""
    names = [
        f"{one_line(id)} ({one_line(headline)})" if headline else one_line(id)
        for id, headline in zip(judged.articles, judged.headlines, strict=True)
    ]
    what = "together" if judged.together else "apart"
    state = ""
    if judged.undone_at is not None:
        state = f" Taken back {stamp(judged.undone_at)}."
    elif not judged.holds:
        state = " A later one on the same two holds."
    why = f": {one_line(judged.reason)}" if judged.reason else ""
    return f"{judged.number}  {what}: {' and '.join(names)}\n   {one_line(judged.by)}, {stamp(judged.at)}{why}{state}"


def judgement_record(judged: Judged) -> dict[str, Any]:
    """One judgement of `firsthand judgements --format json`."""
    return {
        "number": judged.number,
        "together": judged.together,
        "articles": list(judged.articles),
        "reason": judged.reason,
        "by": judged.by,
        "at": judged.at.isoformat(),
        "undone_at": judged.undone_at.isoformat() if judged.undone_at else None,
        "holds": judged.holds,
    }
