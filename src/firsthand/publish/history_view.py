"""The versions of an article and what changed between them, in words: for a terminal.

Whatever is said of an edit is said in the words of the two versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from firsthand.model import Reading, Span
from firsthand.publish.paragraphs import say, title
from firsthand.publish.wording import counted, harmless, one_line, outlet_name, quoted, when_words
from firsthand.relate.edits import Edit, EditKind, Line, PieceKind
from firsthand.relate.swaps import Swap

if TYPE_CHECKING:
    from rich.console import Console

#: Words of an unchanged stretch of a paragraph that are shown beside a change in a terminal.
BESIDE = 10
#: Digits of a capture's hash that people are shown.
HASH = 12

KINDS: dict[EditKind, str] = {
    "corrected": "Corrected",
    "retitled": "Retitled",
    "extended": "Extended",
    "shortened": "Shortened",
    "changed": "Changed",
    "credited": "Credited anew",
    "same": "Not edited",
}
_STYLES: dict[PieceKind, str] = {"same": "", "old": "red strike", "new": "green bold"}
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One version of an article, and how it came from the one before."""

    number: int  #: from 1
    seen_at: datetime
    source: str  #: where its bytes came from
    reading: Reading
    edit: Edit | None = None  #: None for the first


@dataclass(frozen=True, slots=True)
class History:
    """An article through time."""

    versions: tuple[ShownVersion, ...]  #: the earliest first
    visits: int = 0  #: how often other bytes came whose text was the same
    last_visit: datetime | None = None

    @property
    def latest(self) -> ShownVersion:
        """The current one."""
        return self.versions[-1]

    def steps(self) -> Iterator[tuple[ShownVersion, ShownVersion | None]]:
        """Each version with the one before."""
        yield from zip(self.versions, (None, *self.versions), strict=False)


def stamp(at: datetime) -> str:
    """A moment for people: "2026-01-05 06:00 UTC"."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def print_history(history: History, console: Console) -> None:
    """Print the versions, the earliest first. Without colors what went stands on "-" lines, what came on "+" lines."""
    article = history.latest.reading.article
    say(console, one_line(article.headline or "") or "no headline", style="bold")
    say(console, f"{outlet_name(article)}, {when_words(article.published_at)}")
    say(console, visits_words(history))
    for version, before in history.steps():
        title(console, f"Version {version.number}, {stamp(version.seen_at)}")
        capture = version.reading.article.capture[:HASH]
        say(console, f"capture {capture} from {one_line(version.source)}", indent=2, style="dim")
        if before is not None and version.edit is not None:
            _edit(console, version.edit, before.reading, version.reading)
        else:
            said = counted(len(version.reading.article.text.split()), "word")
            say(console, f"The first that was kept: {said}.", indent=2)


def visits_words(history: History) -> str:
    """How many versions there are, and how often the page was seen without a change of its text."""
    told = counted(len(history.versions), "version")
    if not history.visits or history.last_visit is None:
        return f"{told.capitalize()}."
    page = f"{told.capitalize()}. Received {counted(history.visits, 'more time')} with no change of the text"
    return f"{page}, last on {stamp(history.last_visit)}."


def edit_words(edit: Edit) -> str:
    """What kind of edit it was, and what shows it, in two sentences."""
    kind = KINDS[edit.kind]
    if edit.kind == "corrected" and not edit.notices:
        kind = "Corrected or overtaken by events"
    return f"{kind}. {edit.reason}"


def swap_words(swap: Swap, old: Reading, new: Reading) -> str:
    """What stood there and what stands there now, in the words of both: “12 injured” -> “14 injured”."""
    return f"{_in_marks(old.article.quote(swap.old))} -> {_in_marks(new.article.quote(swap.new))}"


def changes_words(edit: Edit, old: Reading, new: Reading) -> list[str]:
    """What changed, a sentence each."""
    found = [f"Notice: {one_line(new.article.quote(n))}" for n in edit.notices]
    if edit.headline is not None:
        found.append(f"Headline: {_in_marks(edit.headline[0] or '')} -> {_in_marks(edit.headline[1] or '')}")
    swaps = dict.fromkeys(f"{s.kind.capitalize()}: {swap_words(s, old, new)}" for s in edit.swaps)
    if edit.kind == "credited":
        for label, was, is_now in (
            ("By", old.article.byline, new.article.byline),
            ("Credits", old.article.credits, new.article.credits),
        ):
            if was != is_now:
                found.append(f"{label}: {_listed(was)} -> {_listed(is_now)}")
    return [*found, *swaps]


Pieces = list[tuple[PieceKind, str]]


def paragraphs(edit: Edit, old: Reading, new: Reading, *, short: bool = False) -> Iterator[tuple[str, Pieces]]:
    """The paragraphs of both versions in order, each with its kind and its words. Those without a change are counted.

    With `short`, long stretches without a change within a paragraph are cut.
    """
    same = 0
    for line in edit.lines:
        if line.kind == "same":
            same += 1
            continue
        if same:
            yield "same", [("same", f"{counted(same, 'paragraph')} without a change")]
            same = 0
        yield line.kind, _pieces(line, old, new, short)
    if same and same < len(edit.lines):
        yield "same", [("same", f"{counted(same, 'paragraph')} without a change")]


def _pieces(line: Line, old: Reading, new: Reading, short: bool) -> Pieces:
    if line.kind != "changed":
        kind: PieceKind = "new" if line.kind == "added" else "old"
        return [(kind, _quote(new, line.new) if line.new else _quote(old, line.old))]
    found: Pieces = []
    for number, piece in enumerate(line.pieces):
        reading = old if piece.kind == "old" else new
        text = _quote(reading, piece.span)
        if short and piece.kind == "same":
            text = _cut(text, number > 0, number < len(line.pieces) - 1)
        before = reading.article.text[piece.span.start - 1 : piece.span.start]
        if found and before.isspace() and not found[-1][1].endswith(" "):
            text = " " + text
        found.append((piece.kind, text))
    return found


def _cut(text: str, left: bool, right: bool) -> str:
    """The words beside the changes on the left and on the right, if it is longer than those."""
    words = text.split(" ")
    if len(words) <= BESIDE * (left + right + 1):
        return text
    before, after = " ".join(words[:BESIDE]) if left else "", " ".join(words[-BESIDE - 1 :]) if right else ""
    return f"{before} … {after}".lstrip()


def _edit(console: Console, edit: Edit, old: Reading, new: Reading) -> None:
    say(console, edit_words(edit), indent=2)
    for change in changes_words(edit, old, new):
        say(console, change, indent=4)
    colors = console.is_terminal and console.color_system is not None and not console.no_color
    shown = list(paragraphs(edit, old, new, short=True))
    if shown:
        say(console, "")
    for kind, pieces in shown:
        if kind == "same":
            say(console, f"({pieces[0][1]})", indent=4, style="dim")
        elif colors:
            _colored(console, kind, pieces)
        else:
            for sign, mine in (("-", "old"), ("+", "new")):
                words = "".join(text for k, text in pieces if k in ("same", mine)).strip()
                if any(k == mine for k, _ in pieces) or kind == "changed":
                    say(console, words, indent=4, first=f"  {sign} ")


def _colored(console: Console, kind: str, pieces: Pieces) -> None:
    from rich.text import Text

    words = Text()
    for k, text in pieces:
        bare = text.strip(" ")  # a blank struck out is a stray line
        words.append(text[: text.find(bare)]).append(bare, _STYLES[k]).append(text[text.find(bare) + len(bare) :])
    sign = {"added": "+", "removed": "-"}.get(kind, "~")
    say(console, words, indent=4, first=f"  {sign} ")


def _quote(reading: Reading, span: Span | None) -> str:
    return _BLANK.sub(" ", harmless(reading.article.quote(span))) if span else ""


def _in_marks(text: str) -> str:
    return quoted(text) if one_line(text) else "nothing"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(one_line(n) for n in names) or "nobody"
