"""Everything that firsthand raises on purpose.

    FirsthandError
    ├── InputError          one input cannot be read; names it and says why
    ├── FetchError          an address gave nothing that can be used; says why, and whether to try again
    ├── ConfigError         firsthand.toml cannot be used; names the setting
    ├── StoreError          the store cannot be opened, read or written
    ├── DeliveryError       a mail or an alert could not be handed over; says why, and whether to try again
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


class FetchError(FirsthandError):
    """An address gave nothing that can be used.

    `url` is the address, `reason` one sentence, `kind` a word for counting ("refused", "timeout", "too large",
    "private", "redirect", "dns", "tls", "status", "network", "unreadable", "fault"), `status` the HTTP status where
    there was one, `retry_after` the seconds that the server asks to wait.
    """

    def __init__(
        self, url: str, reason: str, kind: str, *, status: int | None = None, retry_after: float | None = None
    ) -> None:
        """All but the numbers are for people."""
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason
        self.kind = kind
        self.status = status
        self.retry_after = retry_after


class ConfigError(FirsthandError):
    """firsthand.toml, or a setting in it, cannot be used. `setting` names it; `reason` says why and what would do."""

    def __init__(self, setting: str, reason: str) -> None:
        """Both are for people: the file or the setting, and one sentence."""
        super().__init__(f"{setting}: {reason}")
        self.setting = setting
        self.reason = reason


class StoreError(FirsthandError):
    """The store cannot be opened, read or written. `store` names it without its password; `reason` says why."""

    def __init__(self, store: str, reason: str) -> None:
        """Both are for people: the place, and one sentence with the way out."""
        super().__init__(f"{store}: {reason}")
        self.store = store
        self.reason = reason


class DeliveryError(FirsthandError):
    """A mail or an alert could not be handed over.

    `to` is the server or service, `reason` one sentence, `final` says that trying again is of no use, `ours` that it
    is the way there that fails (the mail server is down, a setting is missing) and not the one that it was meant for,
    `retry_after` the seconds that the server asks to wait.
    """

    def __init__(
        self, to: str, reason: str, *, final: bool = False, ours: bool = False, retry_after: float | None = None
    ) -> None:
        """The first two are for people."""
        super().__init__(f"{to}: {reason}")
        self.to = to
        self.reason = reason
        self.final = final
        self.ours = ours
        self.retry_after = retry_after


class ModelError(FirsthandError, ValueError):
    """An object that breaks a rule of the data was about to be made."""


class SpanError(ModelError):
    """A span that is empty, reversed, or outside its text."""


class UncitedError(ModelError):
    """A statement that no passage backs."""
