"""Tables that a reader brings: TOML files, each error with the file and the way out."""

from __future__ import annotations

import tomllib
from pathlib import Path

from firsthand.errors import InputError


def read_table(path: Path, what: str) -> dict[str, object]:
    """The content of a TOML file; `what` says of what it is a table ("agencies"). Raises InputError if it is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(str(path), f"The table of {what} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        reason = f"The table of {what} is not UTF-8 (byte {error.start}); save it as UTF-8."
        raise InputError(str(path), reason) from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(str(path), f"The table of {what} is not TOML; correct it: {error}.") from error
