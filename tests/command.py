"""The command as a user runs it, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

#: Seconds within which any input is done with, on any machine.
PATIENCE = 30


def firsthand(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command; raises TimeoutExpired where it takes longer than `PATIENCE`. No answer may hold a traceback."""
    call = [sys.executable, "-c", "from firsthand.cli import main; main()", *map(str, arguments)]
    done = subprocess.run(call, input=stdin, capture_output=True, timeout=PATIENCE, cwd=cwd, check=False)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


def write_records(path: Path, records: Iterable[Mapping[str, object]]) -> Path:
    """A file of JSON Lines."""
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")
    return path
