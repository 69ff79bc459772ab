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
#: Name the secret of `firsthand serve` and the mail server's password without writing them into a file.
SECRET = "FIRSTHAND_SECRET"
MAIL_PASSWORD = "FIRSTHAND_MAIL_PASSWORD"
#: The embedded store, beside firsthand.toml.
STORE = "firsthand.db"

OptOutPolicy = Literal["refuse", "record"]
Reading = Literal["open", "login"]
MailSecurity = Literal["starttls", "tls", "none"]

#: Characters that a secret has at least: 32 random letters and digits are some 190 bits.
SECRET_LETTERS = 32
_PUBLIC = re.compile(r"https?://[A-Za-z0-9.\-]+(?::\d{1,5})?|https?://\[[0-9a-fA-F:]+\](?::\d{1,5})?")
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
class ServeConfig:
    """The pages and interfaces of `firsthand serve`."""

    #: Where it listens. Anything but loopback needs a secret.
    host: str = "127.0.0.1"
    port: int = 8470
    #: The address that readers use, for links in mails and feeds: "https://news.example.org". Empty: where it listens.
    public_url: str = ""
    #: Other names of hosts that it answers to, beside that of public_url and loopback.
    hosts: tuple[str, ...] = ()
    #: Who may read: "open" to all, or behind a "login". Editing is always behind one.
    reading: Reading = "open"
    #: At least 32 characters that nobody can guess; FIRSTHAND_SECRET goes before it. On loopback one is made where none
    #: is set.
    secret: str = ""
    #: Addresses or networks of proxies in front, whose X-Forwarded-For and X-Forwarded-Proto are believed.
    proxies: tuple[str, ...] = ()
    #: Days until a login ends that is not used.
    session_days: int = 14
    #: Requests a minute from one address, and tries to log in. 0 is no limit.
    requests_a_minute: int = 1_200
    logins_a_minute: int = 10
    #: Notices, objections and subscriptions an hour from one address.
    notices_an_hour: int = 20
    #: Bytes of a request's body.
    body_bytes: int = 1_000_000
    #: Bytes of rendered pages that are kept in memory.
    cache_bytes: int = 64_000_000


@dataclass(frozen=True, slots=True)
class MailConfig:
    """The mail server that digests and alerts go out by."""

    host: str = ""  #: nothing is sent without it
    port: int = 587
    security: MailSecurity = "starttls"
    user: str = ""
    password: str = ""  #: FIRSTHAND_MAIL_PASSWORD goes before it
    sender: str = ""  #: "Firsthand <news@example.org>"
    deadline: float = 30.0  #: seconds for one mail


@dataclass(frozen=True, slots=True)
class AlertConfig:
    """Alerts that go to other machines."""

    #: Private networks that webhooks may reach all the same, as CIDR.
    allow_networks: tuple[str, ...] = ()
    #: Whether alerts may go to services by Apprise, which makes requests of its own that are not held from private
    #: networks.
    apprise: bool = False
    #: Tries until a delivery is given up, each later than the last.
    tries: int = 6
    #: Seconds for one delivery.
    deadline: float = 20.0


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
    serve: ServeConfig = field(default_factory=ServeConfig)
    mail: MailConfig = field(default_factory=MailConfig)
    alerts: AlertConfig = field(default_factory=AlertConfig)

    @property
    def secret(self) -> str:
        """What sessions and forms are signed with, as it is set; empty where it is not."""
        return os.environ.get(SECRET, "") or self.serve.secret

    @property
    def mail_password(self) -> str:
        """The mail server's password."""
        return os.environ.get(MAIL_PASSWORD, "") or self.mail.password

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


#: The sections of the file.
SECTIONS: dict[str, type] = {
    "collect": CollectConfig,
    "takedown": TakedownConfig,
    "serve": ServeConfig,
    "mail": MailConfig,
    "alerts": AlertConfig,
}


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
    for name, kind in SECTIONS.items():
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
    known = [f.name for f in fields(kind) if f.name != "folder" and f.name not in SECTIONS]
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
    for name in ("collect.allow_networks", "alerts.allow_networks", "serve.proxies"):
        section, setting = name.split(".")
        for network in getattr(getattr(config, section), setting):
            try:
                ip_network(network)
            except ValueError as error:
                raise ConfigError(f"{file}: {name}", f"{network!r} is no network: {error}.") from error
    _check_serving(config, file)


def _check_serving(config: Config, file: str) -> None:
    s, m = config.serve, config.mail
    if s.public_url and not _PUBLIC.fullmatch(s.public_url):
        reason = f"{s.public_url!r} is no address like https://news.example.org, without a path."
        raise ConfigError(f"{file}: serve.public_url", reason)
    if s.secret and len(s.secret) < SECRET_LETTERS:
        raise ConfigError(f"{file}: serve.secret", f"It has fewer than {SECRET_LETTERS} characters.")
    if not 0 <= s.port < 65_536:
        raise ConfigError(f"{file}: serve.port", f"{s.port} is no port.")
    if s.session_days < 1:
        raise ConfigError(f"{file}: serve.session_days", "It must be 1 or more.")
    if not 0 < m.port < 65_536:
        raise ConfigError(f"{file}: mail.port", f"{m.port} is no port.")
    if m.host and ("@" not in m.sender or not m.sender.isprintable()):
        raise ConfigError(f"{file}: mail.sender", "Name who the mails are from: Firsthand <news@example.org>.")
