"""Passwords: what is taken as one, and Argon2id with the defaults of argon2-cffi (RFC 9106, low memory)."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from firsthand.errors import InputError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

#: Characters of the shortest and the longest password. Length counts, kinds of characters do not (NIST SP 800-63B).
SHORTEST, LONGEST = 12, 1_000
#: Different characters that it has at least: "aaaaaaaaaaaa" is long and nothing else.
_KINDS = 5


def check_new(password: str, name: str) -> str:
    """A password as it is hashed: normalized, so that it is the same from every keyboard.

    Raises InputError where it is too short, too long, or can be guessed from the account's name.
    """
    long, password = len(password), unicodedata.normalize("NFKC", password)
    if long > LONGEST or not SHORTEST <= len(password) <= LONGEST:
        raise InputError("password", f"It has {SHORTEST} characters or more, and at most {LONGEST}.")
    if "\x00" in password or any(unicodedata.category(c) == "Cs" for c in password):
        raise InputError("password", "It holds a character that no text has.")
    if len(set(password)) < _KINDS:
        raise InputError("password", f"It repeats itself: use {_KINDS} different characters or more.")
    bare = password.casefold().replace(name.casefold(), "") if name else password
    if len(bare) < SHORTEST - 4 and len(bare) < len(password):
        raise InputError("password", "It is little more than the name of the account.")
    return password


def hash_of(password: str) -> str:
    """The hash of a password that `check_new` let through, with its salt and parameters."""
    return _hasher().hash(_typed(password))


def matches(password: str, hash: str | None) -> bool:
    """Whether a password is that of a hash. Where there is no hash it takes as long, and is not."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(hash or _decoy(), _typed(password)) and hash is not None
    except (VerificationError, InvalidHashError):  # wrong; or the store has no hash: nothing is right
        return False


def renewed(password: str, hash: str) -> str | None:
    """A new hash of a password that `matches`, where the old one was made with other parameters than those of today."""
    return _hasher().hash(_typed(password)) if _hasher().check_needs_rehash(hash) else None


def _typed(password: str) -> bytes:
    """A password as it comes from a keyboard, as it is hashed."""
    return unicodedata.normalize("NFKC", password[:LONGEST]).encode("utf-8", "replace")


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _decoy() -> str:
    """The hash of nothing that anybody knows, to be as slow where there is no account."""
    import secrets

    return hash_of(secrets.token_urlsafe(32))
