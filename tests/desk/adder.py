"""`firsthand add` in a process of its own, without the tagger, to be killed: says what is kept as soon as it is.

    python -m tests.desk.adder FOLDER FILE.jsonl [MOST BYTES OF A FILE]
"""

from __future__ import annotations

import resource
import signal
import sys
from pathlib import Path

from firsthand.collect.files import collect
from firsthand.desk import adding, telling
from firsthand.desk.opening import open_desk
from firsthand.errors import StoreError
from tests.kept import read

#: Small, so that a kill often falls between two batches, and between two epochs.
BATCH, FIRST, EPOCH = 3, 20, 8


def main(folder: str, file: str, most: str = "") -> int:
    adding.BATCH, telling.FIRST, telling.EPOCH = BATCH, FIRST, EPOCH
    if most:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))
    kept = 0

    def say(stage: str, count: int) -> None:
        nonlocal kept
        if stage == "add":
            kept += count
            sys.stdout.write(f"{kept}\n")
            sys.stdout.flush()

    try:
        with open_desk(Path(folder) / "firsthand.toml") as desk:
            added = adding.keep(desk, collect([file]), read=read, progress=say)
            telling.regroup(desk)
    except StoreError as error:
        sys.stderr.write(f"firsthand: {error}\n")
        return 4
    sys.stdout.write(f"new {added.new}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
