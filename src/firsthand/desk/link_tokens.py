"""The tokens in the links of mails: they confirm, and they end, without a login.

A token is a MAC over what it is for, so that every mail can carry it while the store holds its SHA-256 alone: whoever
reads the store can neither confirm nor end anything.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets

from firsthand.config import Config
from firsthand.errors import ConfigError

#: The key where no secret is set, beside the store.
KEY_FILE = "links.key"
#: Bytes of a token: 144 bits, 24 letters in an address.
TOKEN_BYTES = 18


def make_token(config: Config, *what: str) -> str:
    """The token for something: the same at every call, as long as the secret is. Raises ConfigError."""
    message = b"".join(len(w.encode()).to_bytes(4, "big") + w.encode() for w in ("link", *what))
    mac = hmac.new(_key(config), message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac[:TOKEN_BYTES]).decode("ascii")


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _key(config: Config) -> bytes:
    """The secret of the settings; else one that is made once, readable by its owner alone."""
    if config.secret:
        return config.secret.encode()
    file = config.files / KEY_FILE
    try:
        if file.exists():
            return bytes.fromhex(file.read_text(encoding="ascii"))
        file.parent.mkdir(parents=True, exist_ok=True)
        made = secrets.token_bytes(32)
        part = file.with_suffix(f".{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as kept:
            kept.write(made.hex())
        try:
            os.link(part, file)  # whole or not at all, and never over one that another process made
        except FileExistsError:
            return bytes.fromhex(file.read_text(encoding="ascii"))
        finally:
            part.unlink()
    except (OSError, ValueError) as error:
        raise ConfigError(str(file), f"It cannot be used: {error}. Remove it, or set FIRSTHAND_SECRET.") from error
    return made
