"""The state of grouping at the last closed epoch, in a file beside the store. Where it is no use, it is made again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from firsthand.errors import ModelError, StoreError
from firsthand.group import Archive, Judgements
from firsthand.group.snapshot import from_snapshot, take_snapshot
from firsthand.store.codec import compress, decompress

FILE = "grouping.state"
#: Part of what the state goes by. Raise it when `group` finds something else: all is then grouped anew.
GROUPING = 1


def digest_of(ids: Iterable[str], judgements: Judgements) -> str:
    """What a state is good for: these articles, in this order, under these judgements."""
    seen = hashlib.sha256(f"{GROUPING}\n".encode())
    for kind in (judgements.together, judgements.apart):
        for id in sorted(kind):
            seen.update(repr((id, sorted(kind[id].items()))).encode("utf-8", "surrogatepass"))
        seen.update(b"\n")
    for id in ids:
        seen.update(id.encode("utf-8", "surrogatepass") + b"\n")
    return seen.hexdigest()


def load_state(folder: Path, ids: list[str], judgements: Judgements) -> tuple[Archive, int]:
    """The archive of stories as it was when an epoch closed, and of how many articles it is; an empty one of none.

    `ids` are all articles in the order of their arrival: a state that is not of the first of them is of no use.
    """
    import msgspec

    try:
        packed = (folder / FILE).read_bytes()
    except OSError:  # there is none yet, or it cannot be read: then all is grouped anew
        return Archive(judgements), 0
    try:
        record: dict[str, Any] = msgspec.msgpack.decode(decompress(packed), strict=False)
        number = record["articles"]
        if record["digest"] == digest_of(ids[:number], judgements):
            return from_snapshot(record["archive"], judgements), number
    except (ModelError, msgspec.DecodeError, KeyError, TypeError):  # damaged: it can be made again
        pass
    return Archive(judgements), 0


def save_state(folder: Path, archive: Archive, ids: list[str], judgements: Judgements) -> None:
    """Keep the archive, which is of these articles. Raises StoreError where it cannot be written."""
    import msgspec

    record = {
        "articles": len(ids),
        "digest": digest_of(ids, judgements),
        "archive": take_snapshot(archive),
    }
    file = folder / FILE
    part = file.with_suffix(f".{os.getpid()}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.write_bytes(compress(msgspec.msgpack.encode(record)))
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StoreError(str(file), f"It cannot be written: {error.strerror}. Nothing was lost.") from error


def drop_state(folder: Path) -> None:
    """Remove the state: it holds words of an article that must go."""
    (folder / FILE).unlink(missing_ok=True)
