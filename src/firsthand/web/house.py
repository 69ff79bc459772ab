"""What every request works with: the desk, the secret, the templates, what is cached, who is told of changes."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.requests import Request

from firsthand.config import SECRET, SECRET_LETTERS, Config
from firsthand.desk.opening import Desk
from firsthand.errors import ConfigError
from firsthand.web.limits import Limits
from firsthand.web.live import Live
from firsthand.web.page_cache import PageCache
from firsthand.web.rendering import make_pages

if TYPE_CHECKING:
    from jinja2 import Environment

#: The secret that is made where none is set, beside the store.
SECRET_FILE = "secret"
#: Hosts that are this machine alone.
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class House:
    """One for an application; `request.app.state.house` everywhere."""

    desk: Desk
    secret: bytes
    base: str  #: the address that readers use, without a slash at its end
    now: Callable[[], datetime] = _now
    pages: Environment = field(default_factory=make_pages)
    limits: Limits = field(init=False)
    cache: PageCache = field(init=False)
    live: Live = field(init=False)

    def __post_init__(self) -> None:
        """Make what depends on the settings."""
        self.limits = Limits(self.desk.config.serve)
        self.cache = PageCache(self.desk.config.serve.cache_bytes)
        self.live = Live(self.desk, self.cache.clear)

    @property
    def secure(self) -> bool:
        """Whether readers come by https: cookies then never leave it."""
        return self.base.startswith("https://")

    def changed(self) -> None:
        """What somebody did here changes what pages show: none of the cached ones holds any more."""
        self.cache.clear()

    def sign(self, *what: str) -> str:
        """A MAC over some strings: only this house can have made it."""
        message = b"".join(len(w.encode()).to_bytes(4, "big") + w.encode("utf-8", "surrogatepass") for w in what)
        return hmac.new(self.secret, message, hashlib.sha256).hexdigest()


def house_of(request: Request) -> House:
    """The house that a request came to: a dependency of FastAPI's."""
    house: House = request.app.state.house
    return house


def open_house(desk: Desk, *, host: str | None = None, port: int | None = None) -> House:
    """The house of a desk that listens at a host and a port, by default those of its settings.

    Raises ConfigError where it would listen beyond this machine without a secret of its own.
    """
    serve = desk.config.serve
    host, port = host or serve.host, serve.port if port is None else port
    base = serve.public_url or f"http://{f'[{host}]' if ':' in host else host}:{port}"
    return House(desk, secret_of(desk.config, host), base.rstrip("/"))


def secret_of(config: Config, host: str) -> bytes:
    """What sessions and forms are signed with. Raises ConfigError where it must be set and is not."""
    if config.secret:
        if len(config.secret) < SECRET_LETTERS:
            raise ConfigError(SECRET, f"It has fewer than {SECRET_LETTERS} characters.")
        return config.secret.encode()
    if host not in LOOPBACK:
        reason = (
            f"Listening on {host} lets other machines in, and sessions need a secret: set {SECRET}, or secret under "
            f'[serve] in firsthand.toml, to {SECRET_LETTERS} or more random characters (python -c "import secrets; '
            'print(secrets.token_urlsafe(32))" makes some).'
        )
        raise ConfigError("serve.secret", reason)
    return _kept_secret(config.files / SECRET_FILE)


def _kept_secret(file: Path) -> bytes:
    """The secret of a house on loopback, made once and readable by its owner alone."""
    try:
        if file.exists():
            return bytes.fromhex(file.read_text(encoding="ascii"))
        file.parent.mkdir(parents=True, exist_ok=True)
        made = secrets.token_bytes(32)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as kept:
            kept.write(made.hex())
    except FileExistsError:
        return _kept_secret(file)  # another one made it at the same moment
    except (OSError, ValueError) as error:
        raise ConfigError(str(file), f"It cannot be used: {error}. Remove it, or set {SECRET}.") from error
    return made


def hosts_of(house: House) -> list[str]:
    """The names of hosts that it answers to: others are another site's, by a trick with the DNS."""
    serve = house.desk.config.serve
    named = [urlsplit(house.base).hostname or "", *serve.hosts]
    return list(dict.fromkeys([*LOOPBACK, "[::1]", *filter(None, named)]))
