"""Everything that firsthand raises on purpose.

    FirsthandError
    ├── InputError          one input cannot be read; names it and says why
    └── ModelError          an object that must not exist was about to be made
        ├── SpanError       a span that does not lie in its text
        └── UncitedError    a statement without a citation
"""

from __future__ import annotations


class FirsthandError(Exception):
    """The root: catch this to catch all that firsthand raises on purpose."""


class InputError(FirsthandError):
    """One input cannot be read. `source` names the file, line or URL; `reason` says why, in one sentence."""

    def __init__(self, source: str, reason: str) -> None:
        """Both are for people: the place, and one sentence."""
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        """Both arguments, so that the error crosses from a worker process whole."""
        return (InputError, (self.source, self.reason))


class ModelError(FirsthandError, ValueError):
    """An object that breaks a rule of the data was about to be made."""


class SpanError(ModelError):
    """A span that is empty, reversed, or outside its text."""


class UncitedError(ModelError):
    """A statement that no passage backs."""
