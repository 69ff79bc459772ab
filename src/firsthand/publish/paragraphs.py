"""Paragraphs on a terminal: wrapped at its width behind an indent, a label beside them where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


def say(console: Console, words: str | Text, *, indent: int = 0, first: str | None = None, style: str = "") -> None:
    """A paragraph, wrapped at the terminal's width behind its indent, without trailing blanks.

    `first` stands before the first line in place of the indent. `words` may have styles of their own.
    """
    from rich.text import Text

    width = max(20, console.width - indent)
    whole = Text(words, style) if isinstance(words, str) else words
    for number, line in enumerate(whole.wrap(console, width) or [Text("")]):
        margin = first if first is not None and number == 0 else " " * indent
        line.rstrip()
        console.print(Text(margin if line else margin.rstrip()) + line, no_wrap=True, overflow="ignore", crop=False)


def row(console: Console, label: str, text: str, column: int, indent: int = 2) -> None:
    """A label and a text beside it; the text below it where the label is too long or the terminal too narrow."""
    if len(label) >= column or console.width < column + indent + 20:
        say(console, label, indent=indent)
        say(console, text, indent=indent + 4)
        return
    say(console, text, indent=indent + column, first=" " * indent + label.ljust(column))


def title(console: Console, words: str) -> None:
    """What stands over a part, with an empty line before it."""
    say(console, "")
    say(console, words, style="bold")
