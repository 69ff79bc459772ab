"""The settings and the store that a command works on, together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from firsthand.config import FILE, Config, find_config, load_config
from firsthand.errors import ConfigError
from firsthand.store.database import Store

#: What `firsthand init` writes. Every setting that most people look for, the others in docs/reference/config.md.
_TEMPLATE = """\
# Settings of firsthand. All of them are described in docs/reference/config.md.

# A file beside this one, or "postgresql://user@host/name".
store = "{store}"

[collect]
# Where publishers reach you: a mail address, or a page. Nothing is fetched from the network without it.
contact = "{contact}"
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that an act of the desk needs."""

    config: Config
    store: Store


@contextmanager
def open_desk(config: Path | None = None, *, lean: bool = False) -> Iterator[Desk]:
    """The settings of a file (as `find_config` finds it) and their store. Raises ConfigError and StoreError.

    `lean` is that of `Store.open`.
    """
    settings = find_config(config)
    store = Store.open(settings.store_url, lean=lean)
    try:
        yield Desk(settings, store)
    finally:
        store.close()


def init(folder: Path, store: str, contact: str) -> Config:
    """Make firsthand.toml and an empty store in a folder. Raises ConfigError where there is such a file already."""
    file = folder / FILE
    if file.exists():
        raise ConfigError(str(file), "It is there already: change it, or name another folder.")
    for name, value in (("store", store), ("contact", contact)):
        if any(c in value for c in '"\\\n\r'):
            raise ConfigError(name, "It may hold no quotation mark, backslash or line break.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(_TEMPLATE.format(store=store, contact=contact), encoding="utf-8")
    except OSError as error:
        raise ConfigError(str(file), f"It cannot be written: {error.strerror}.") from error
    try:
        config = load_config(file)
        Store.open(config.store_url, create=True).close()
    except Exception:
        file.unlink()  # half a desk would keep the next `init` from making a whole one
        raise
    return config
