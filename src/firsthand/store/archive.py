"""The archive: every byte that was received, once, under its SHA-256. Never changed, and verified when it is read."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, bindparam, delete, select

from firsthand.errors import ModelError, StoreError
from firsthand.store.codec import compress, decompress
from firsthand.store.rows import insert_new
from firsthand.store.schema import body, capture

#: Bytes of one capture, unpacked: what a damaged store may make us allocate. Collecting stops far below.
MOST = 200_000_000

_HELD = select(body.c.size).where(body.c.sha256 == bindparam("sha256"))


def put_body(connection: Connection, content: bytes) -> str:
    """Keep bytes, unless they are kept already. Their SHA-256, hexadecimal."""
    sha256 = hashlib.sha256(content).hexdigest()
    if connection.execute(_HELD, {"sha256": sha256}).first() is None:
        insert_new(connection, body, sha256=sha256, size=len(content), zstd=compress(content))
    return sha256


def get_body(connection: Connection, sha256: str) -> bytes:
    """The bytes under a SHA-256. Raises StoreError where there are none, or they are not what was kept."""
    packed = connection.execute(select(body.c.zstd).where(body.c.sha256 == sha256)).scalar()
    return unpack_body(connection, sha256, packed)


def unpack_body(connection: Connection, sha256: str, packed: bytes | None) -> bytes:
    """The bytes of a row of `body` that was read already. Raises StoreError as `get_body` does."""
    name = connection.engine.url.render_as_string(hide_password=True)
    if packed is None:
        raise StoreError(name, f"The archive holds no capture {sha256[:12]}.")
    try:
        content = decompress(packed, MOST)
    except ModelError as error:
        raise StoreError(name, f"The capture {sha256[:12]} is damaged: {error}.") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StoreError(name, f"The capture {sha256[:12]} is damaged: its bytes are not those that were kept.")
    return content


def drop_body(connection: Connection, sha256: str) -> bool:
    """Remove bytes that no capture refers to any more. Whether they were removed."""
    if connection.execute(select(capture.c.n).where(capture.c.sha256 == sha256).limit(1)).first():
        return False
    return connection.execute(delete(body).where(body.c.sha256 == sha256)).rowcount > 0
