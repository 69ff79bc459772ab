"""Which settings, and so which store, a command works on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from firsthand.model import Capture, Failure

#: How an address on the network begins; anything else is a file.
_ADDRESS = re.compile(r"https?://", re.I)

ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="The firsthand.toml to use; by default the one in this folder."),
]


@contextmanager
def addresses(inputs: Sequence[str]) -> Iterator[Callable[[str], Iterator[Capture | Failure]] | None]:
    """What fetches the addresses among the inputs; None where there are none, or no firsthand.toml names a contact.

    Raises ConfigError where there is a firsthand.toml that cannot be used.
    """
    if not any(_ADDRESS.match(each) for each in inputs):
        yield None
        return
    from firsthand.config import find_config, has_config

    if not has_config():
        yield None
        return
    from firsthand.desk.reaching import reader_of_addresses

    with reader_of_addresses(find_config().collect) as fetch:
        yield fetch
