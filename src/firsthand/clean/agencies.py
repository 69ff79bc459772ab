"""The table of news agencies, and a table of the reader's own on top of it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from firsthand.errors import InputError
from firsthand.registry.tables import read_table

#: Letters up to which a name could be a word, and is told by its case.
_SHORT_NAME = 4
_FORM = 'short = "VPU" and names = ["VPU", "Vellmark Press Union"]'


def load_agencies(more: Path | None = None) -> Mapping[str, str]:
    """Each name of each agency, as `fold_name` gives it, with the agency's short name.

    `more` is a table of the same form whose entries come on top: a name that both have is the reader's. Raises
    InputError, which names the file, the entry, and what to do, where `more` cannot be read or used.
    """
    if more is None:
        return _own()
    return MappingProxyType({**_own(), **dict(_entries(read_table(more, "agencies"), str(more)))})


def fold_name(name: str) -> str:
    """A name for looking up: no leading article, no dots; case kept in names so short that they could be words."""
    bare = " ".join(name.replace(".", "").split()).removeprefix("The ").removeprefix("the ")
    return bare if len(bare) <= _SHORT_NAME else bare.lower()


@cache
def _own() -> Mapping[str, str]:
    text = files("firsthand.clean").joinpath("agencies.toml").read_text(encoding="utf-8")
    return MappingProxyType(dict(_entries(tomllib.loads(text), "agencies.toml")))


def _entries(table: Mapping[str, object], source: str) -> Iterator[tuple[str, str]]:
    """Pairs of a folded name and a short name."""
    entries = table.get("agency")
    if not isinstance(entries, list) or not entries:
        raise InputError(source, f"The table holds no agency; begin each entry with [[agency]], and give it {_FORM}.")
    for number, entry in enumerate(entries, 1):
        where = f"Entry {number}"
        if not isinstance(entry, dict):
            raise InputError(source, f"{where} is no table; begin it with [[agency]], and give it {_FORM}.")
        short, names = entry.get("short"), entry.get("names")
        if not isinstance(short, str) or not short.strip():
            raise InputError(source, f"{where} has no short name; give it {_FORM}.")
        if not isinstance(names, list) or not names or not all(isinstance(n, str) and fold_name(n) for n in names):
            raise InputError(source, f"{where} ({short}) has no list of names; give it {_FORM}.")
        for name in names:
            yield fold_name(name), short.strip()
