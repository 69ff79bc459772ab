"""Running a command and watching what it costs: seconds, processor seconds, memory.

For Linux and macOS; the memory of several processes together is watched on Linux alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Seconds between two looks at memory. Reading it costs a few ms, so a run that is timed is never watched.
LOOK = 0.1
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a command took."""

    seconds: float
    cpu_seconds: float  #: of the command and the processes that it waited for
    largest: int  #: bytes of resident memory of its largest process, as the kernel counts it
    output: str
    shared: int = 0  #: bytes, peak of the sum over its processes, shared pages counted once (PSS); 0 unwatched
    resident: int = 0  #: bytes, peak of the sum over its processes, shared pages counted in each (RSS); 0 unwatched


def run(command: Sequence[str], *, watched: bool = False) -> Run:
    """Run a command to its end. Raises CalledProcessError where it fails.

    What it prints is kept, so keep it short. `watched` takes its memory too, and slows it a little.
    """
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        shared, resident = _watch(process.pid) if watched and PROC.is_dir() else (0, 0)
        output, errors = (pipe.read() if pipe else "" for pipe in (process.stdout, process.stderr))
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        print(errors, file=sys.stderr)
        raise subprocess.CalledProcessError(process.returncode, list(command), output, errors)
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * unit, output, shared, resident)


def _watch(root: int) -> tuple[int, int]:
    """The peaks of PSS and RSS summed over a process and its descendants, until it ends."""
    shared = resident = 0
    while _state(root) not in ("", "Z"):
        now = memory_of(root)
        shared, resident = max(shared, now[0]), max(resident, now[1])
        time.sleep(LOOK)
    return shared, resident


def _state(pid: int) -> str:
    fields = _stat(pid)
    return fields[0] if fields else ""


def _stat(pid: int) -> list[str]:
    """State, parent and what follows; nothing where the process has gone."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _family(root: int) -> Iterator[int]:
    """The process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for each in PROC.iterdir():
        if each.name.isdigit() and (fields := _stat(int(each.name))):
            children.setdefault(int(fields[1]), []).append(int(each.name))
    todo = [root]
    while todo:
        pid = todo.pop()
        yield pid
        todo.extend(children.get(pid, ()))


def memory_of(root: int) -> tuple[int, int]:
    """PSS and RSS in bytes of a process and its descendants together."""
    each = [_memory(pid) for pid in _family(root)]
    return sum(p for p, _ in each), sum(r for _, r in each)


def memory_now() -> int:
    """Bytes of resident memory of this process; 0 where the system does not say."""
    return _memory(os.getpid())[1]


def _memory(pid: int) -> tuple[int, int]:
    """PSS and RSS in bytes; nothing where the process has gone."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0, 0
    sizes = {key: int(value.split()[0]) * 1024 for key, _, value in (line.partition(":") for line in lines[1:])}
    return sizes.get("Pss", 0), sizes.get("Rss", 0)
