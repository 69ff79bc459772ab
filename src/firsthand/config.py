"""firsthand.toml -> one frozen class a concern. Every setting has a default but the contact address."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field, fields
from ipaddress import ip_network
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args, get_type_hints

from firsthand.errors import ConfigError

#: The file that says where the store is and how to collect.
FILE = "firsthand.toml"
#: Names another place for it, so that commands can be run from anywhere.
VARIABLE = "FIRSTHAND_CONFIG"
#: The embedded store, beside firsthand.toml.
STORE = "firsthand.db"

OptOutPolicy = Literal["refuse", "record"]

_CONTACT = re.compile(r"(?:mailto:)?[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+|https?://[^\s<>()]+", re.I)


@dataclass(frozen=True, slots=True)
class CollectConfig:
    """How feeds and pages are fetched."""

    #: A mail address or a page where a publisher reaches whoever runs this. Nothing is fetched without it.
    contact: str = ""
    #: Seconds between two requests to one host, unless its robots.txt asks for more.
    spacing: float = 1.0
    #: Requests under way at once, in all and to one host.
    concurrency: int = 32
    host_concurrency: int = 1
    #: Seconds for one request, from the first look-up to the last byte.
    deadline: float = 60.0
    #: Bytes of one page or feed, unpacked.
    page_bytes: int = 10_000_000
    feed_bytes: int = 20_000_000
    #: Redirects that are followed, each checked as a new address.
    redirects: int = 10
    #: Seconds between two looks at a feed: the least, the most, and for a feed of which nothing is known.
    least_interval: float = 300.0
    most_interval: float = 86_400.0
    first_interval: float = 3_600.0
    #: What is done where a publisher reserves its rights: "refuse" keeps nothing, "record" keeps and notes it.
    robots: OptOutPolicy = "refuse"
    noai: OptOutPolicy = "refuse"
    tdm: OptOutPolicy = "refuse"
    rsl: OptOutPolicy = "refuse"
    #: Private networks that may be reached all the same, as CIDR: for a feed inside one's own house.
    allow_networks: tuple[str, ...] = ()
    #: Whether the page of each entry is fetched, or only what the feed itself carries is kept.
    pages: bool = True


@dataclass(frozen=True, slots=True)
class TakedownConfig:
    """What becomes of a notice."""

    #: Days within which a takedown can be undone; the content is kept apart until then. 0 deletes at once.
    undo_days: int = 0


@dataclass(frozen=True, slots=True)
class Config:
    """All of firsthand.toml."""

    folder: Path  #: where it stands: relative paths in it start here
    store: str = STORE  #: a file, or "postgresql://user@host/name"
    agencies: Path | None = None  #: a table of news agencies on top of the own one
    families: Path | None = None  #: a table of publishers' owners on top of the own one
    workers: int = 0  #: processes that read; 0 is one a core
    collect: CollectConfig = field(default_factory=CollectConfig)
    takedown: TakedownConfig = field(default_factory=TakedownConfig)

    @property
    def store_url(self) -> str:
        """The store as SQLAlchemy takes it."""
        if self.store.startswith(("postgresql://", "postgresql+psycopg://", "postgres://")):
            return "postgresql+psycopg://" + self.store.split("://", 1)[1]
        return f"sqlite:///{(self.folder / self.store).resolve()}"

    @property
    def files(self) -> Path:
        """The folder of what is kept beside the store and can be made again from it."""
        return self.folder / ".firsthand"


def has_config() -> bool:
    """Whether `find_config` would find a file without being told where."""
    return bool(os.environ.get(VARIABLE)) or Path(FILE).exists()


def find_config(path: Path | None = None) -> Config:
    """The settings of `path`, else of the file that FIRSTHAND_CONFIG names, else of firsthand.toml here.

    Raises ConfigError where there is none, or it cannot be used.
    """
    named = path or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    file = named or Path(FILE)
    if file.is_dir():
        file = file / FILE
    if not file.exists():
        raise ConfigError(str(file), "There is no such file. `firsthand init` makes one, with a store beside it.")
    return load_config(file)


def load_config(file: Path) -> Config:
    """The settings of one file. Raises ConfigError where it cannot be read, or a setting is unknown or impossible."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(str(file), f"It cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(str(file), f"It is not valid TOML: {error}.") from error
    folder = file.resolve().parent
    parts: dict[str, Any] = {}
    for name, kind in (("collect", CollectConfig), ("takedown", TakedownConfig)):
        section = table.pop(name, {})
        if not isinstance(section, dict):
            raise ConfigError(f"{file}: {name}", f"It is a section: write [{name}] on a line of its own.")
        parts[name] = kind(**_checked(section, kind, f"{file}: {name}."))
    table = _checked(table, Config, f"{file}: ")
    for name in ("agencies", "families"):
        if table.get(name):
            table[name] = folder / table[name]
    config = Config(folder, **table, **parts)
    _check(config, str(file))
    return config


def _checked(section: dict[str, Any], kind: type, where: str) -> dict[str, Any]:
    """The settings of a section, each of its type. Raises ConfigError."""
    hints = get_type_hints(kind)
    known = [f.name for f in fields(kind) if f.name not in ("folder", "collect", "takedown")]
    for name, value in section.items():
        if name not in known:
            raise ConfigError(where + name, f"There is no such setting. Known are {', '.join(known)}.")
        section[name] = _fitting(value, hints[name], where + name)
    return section


def _fitting(value: Any, hint: Any, where: str) -> Any:  # noqa: ANN401  (a value of TOML, and a type)
    if isinstance(hint, UnionType):
        hint = Path
    choices = get_args(hint)
    if choices and all(isinstance(c, str) for c in choices):
        if value in choices:
            return value
        raise ConfigError(where, f"{value!r} is none of {', '.join(map(repr, choices))}.")
    if choices:
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return tuple(value)
        raise ConfigError(where, "It must be a list of strings.")
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if hint is Path and isinstance(value, str):
        return Path(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise ConfigError(where, f"{value!r} is no {hint.__name__}.")
    if hint in (int, float) and value < 0:
        raise ConfigError(where, f"{value} is less than nothing.")
    return value


def _check(config: Config, file: str) -> None:
    """What no type can say. Raises ConfigError."""
    c = config.collect
    if c.contact and not (_CONTACT.fullmatch(c.contact) and c.contact.isascii()):
        reason = f"{c.contact!r} is neither a mail address nor the address of a page, in plain ASCII."
        raise ConfigError(f"{file}: collect.contact", reason)
    if not 0 < c.least_interval <= c.first_interval <= c.most_interval:
        reason = "least_interval, first_interval and most_interval must rise in this order."
        raise ConfigError(f"{file}: collect", reason)
    for name in ("concurrency", "host_concurrency", "deadline", "page_bytes", "feed_bytes"):
        if getattr(c, name) < 1:
            raise ConfigError(f"{file}: collect.{name}", "It must be 1 or more.")
    for network in c.allow_networks:
        try:
            ip_network(network)
        except ValueError as error:
            raise ConfigError(f"{file}: collect.allow_networks", f"{network!r} is no network: {error}.") from error
