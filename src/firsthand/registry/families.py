"""The table of publishers' owners, and a table of the reader's own on top of it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from firsthand.errors import InputError
from firsthand.model import Publisher
from firsthand.registry.tables import read_table

_FORM = 'owner = "Aldane Group", names = ["Vellmark Courier"], source = "Aldane Group, annual report 2025"'


@dataclass(frozen=True, slots=True)
class Families:
    """Who owns whom, by what one looks up in it."""

    by_name: Mapping[str, str]  #: owner by a publisher's name, as `fold_name` gives it
    by_host: Mapping[str, str]  #: owner by host name; every name below a host belongs to it

    def owner_of(self, publisher: Publisher | None) -> str | None:
        """Whose a publisher is: by its host, else by its name; None where no entry holds it."""
        if publisher is None:
            return None
        parts = publisher.id.lower().removeprefix("www.").split(".")
        for i in range(len(parts) - 1):
            if owner := self.by_host.get(".".join(parts[i:])):
                return owner
        return self.owner_of_name(publisher.name)

    def owner_of_name(self, name: str) -> str | None:
        """Whose a publisher is that is known by its name alone."""
        return self.by_name.get(fold_name(name))


def fold_name(name: str) -> str:
    """A name for looking up: in lower case, without a leading article."""
    return " ".join(name.split()).casefold().removeprefix("the ")


def load_families(more: Path | None = None) -> Families:
    """The own table, with the entries of `more`, a table of the same form, on top.

    Where both name a publisher, the reader's owner counts. Raises InputError, which names the file, the entry, and what
    to do, where `more` cannot be read or used.
    """
    own = _own()
    if more is None:
        return own
    names, hosts = _by_key(read_table(more, "families"), str(more))
    return Families({**own.by_name, **names}, {**own.by_host, **hosts})


@cache
def _own() -> Families:
    text = files("firsthand.registry").joinpath("families.toml").read_text(encoding="utf-8")
    return Families(*_by_key(tomllib.loads(text), "families.toml"))


def _by_key(table: Mapping[str, object], source: str) -> tuple[dict[str, str], dict[str, str]]:
    """Owners by folded name, and by host."""
    names: dict[str, str] = {}
    hosts: dict[str, str] = {}
    for owner, called, at in _entries(table, source):
        names.update((fold_name(n), owner) for n in called)
        hosts.update((h.strip().lower().removeprefix("www."), owner) for h in at)
    return names, hosts


def _entries(table: Mapping[str, object], source: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Owner, names and hosts of each entry."""
    entries = table.get("family")
    if not isinstance(entries, list) or not entries:
        raise InputError(source, f"The table holds no family; begin each entry with [[family]], and give it {_FORM}.")
    for number, entry in enumerate(entries, 1):
        where = f"Entry {number}"
        if not isinstance(entry, dict):
            raise InputError(source, f"{where} is no table; begin it with [[family]], and give it {_FORM}.")
        owner, says = entry.get("owner"), entry.get("source")
        if not isinstance(owner, str) or not owner.strip():
            raise InputError(source, f"{where} has no owner; give it {_FORM}.")
        where = f"{where} ({owner})"
        if not isinstance(says, str) or not says.strip():
            raise InputError(source, f"{where} has no source that says so; give it {_FORM}.")
        names, hosts = entry.get("names", []), entry.get("hosts", [])
        if not _words(names) or not _words(hosts) or not (names or hosts):
            raise InputError(source, f"{where} has no list of names or hosts; give it {_FORM}.")
        yield owner.strip(), names, hosts


def _words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value)
