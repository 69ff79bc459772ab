"""Speed, memory and size: the real command, as a user runs it, beside a bare loop over spaCy.

Everything that is compared runs in turns, round after round, because the machine is seldom idle: the ratio of one round
means more than the seconds of any.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from benchmarks.processes import Run, run
from benchmarks.tables import spread, table

FIRSTHAND = str(Path(sys.executable).with_name("firsthand"))
LOCK = Path(__file__).parent.parent / "requirements.lock"
STARTS = 10
MB = 1_000_000
#: Packages from this size on are named, and docs/decisions says what each buys.
LARGE = 30 * MB
#: The targets: articles a second against bare spaCy, bytes of memory, seconds of --help, bytes installed.
LEAST_RATIO, MOST_MEMORY, SLOWEST_HELP, MOST_INSTALLED = 0.6, 1200 * MB, 0.3, 600 * MB


@dataclass(frozen=True, slots=True)
class Round:
    """One turn of each."""

    read: Run
    one_worker: Run
    bare: Run
    loop: float  #: seconds of the bare loop without loading the model


def measure_speed(path: Path, rounds: int, what: str) -> str:
    """The section on reading and telling a file of articles, in Markdown. `what` says which articles they are."""
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    n, words = len(texts), sum(len(t.split()) for t in texts)
    turns = []
    for i in range(rounds):
        print(f"speed: {what}, round {i + 1} of {rounds}", file=sys.stderr)
        turns.append(_round(path))
    print(f"memory and account: {what}", file=sys.stderr)
    watched = _firsthand("read", path, watched=True)
    told = [_firsthand("account", path, watched=i == 0) for i in range(2)]
    return "\n\n".join(
        [
            f"## Speed and memory: {what}",
            f"{n} articles, {words / n:.0f} words each on average. {rounds} rounds, in turns. Seconds are those of the "
            "whole command, start and loading of the model included.",
            _speed_table(turns, n),
            _ratio_table(turns),
            _memory_table(watched, told),
            f"`firsthand account`: {told[1].seconds:.1f} s, {n / told[1].seconds:.1f} articles/s, "
            f"{1000 * told[1].cpu_seconds / n:.0f} ms of processor time an article.",
        ]
    )


def _round(path: Path) -> Round:
    read = _firsthand("read", path)
    bare = run([sys.executable, "-m", "benchmarks.bare", str(path)])
    one = _firsthand("read", path, "--workers", "1")
    return Round(read, one, bare, float(bare.output))


def _firsthand(command: str, path: Path, *options: str, watched: bool = False) -> Run:
    """The command as a user runs it, with its output in a file."""
    with tempfile.TemporaryDirectory() as folder:
        output = str(Path(folder) / "output.json")
        return run([FIRSTHAND, command, str(path), "--quiet", "-o", output, *options], watched=watched)


def _speed_table(turns: Sequence[Round], n: int) -> str:
    rows = []
    for name, runs in (
        ("`firsthand read`", [t.read for t in turns]),
        ("`firsthand read --workers 1`", [t.one_worker for t in turns]),
        ("bare spaCy, one process", [t.bare for t in turns]),
    ):
        rate, cost = spread([n / r.seconds for r in runs]), spread([1000 * r.cpu_seconds / n for r in runs], 0)
        rows.append([name, rate, cost])
    return table(["", "articles/s: min / median / max", "ms of processor time an article"], rows)


def _ratio_table(turns: Sequence[Round]) -> str:
    """Articles a second against bare spaCy, a column a round. The stricter row leaves out spaCy's start, not ours."""
    rows = []
    for name, ratios, target in (
        ("default workers", [t.bare.seconds / t.read.seconds for t in turns], f"at least {LEAST_RATIO}"),
        ("default workers, against the loop alone", [t.loop / t.read.seconds for t in turns], ""),
        ("`--workers 1`", [t.bare.seconds / t.one_worker.seconds for t in turns], ""),
        ("`--workers 1`, against the loop alone", [t.loop / t.one_worker.seconds for t in turns], ""),
        ("`--workers 1`, processor time", [t.bare.cpu_seconds / t.one_worker.cpu_seconds for t in turns], ""),
    ):
        rows.append([name, ", ".join(f"{r:.2f}" for r in ratios), spread(ratios), target])
    return table(["ratio to bare spaCy", "each round", "min / median / max", "target"], rows)


def _memory_table(watched: Run, told: Sequence[Run]) -> str:
    rows = []
    for name, each in (("`firsthand read`", watched), ("`firsthand account`", told[0])):
        sizes = [f"{size / MB:.0f}" if size else "not measured" for size in (each.shared, each.resident, each.largest)]
        rows.append([name, *sizes, f"under {MOST_MEMORY / MB:.0f}"])
    return table(
        ["peak memory, MB", "all processes (PSS)", "all processes (RSS)", "largest process", "target (PSS)"], rows
    )


def measure_start() -> str:
    """The section on `firsthand --help`, in turns with a Python that does nothing."""
    print("start", file=sys.stderr)
    commands = {"`firsthand --help`": [FIRSTHAND, "--help"], "`python -c pass`": [sys.executable, "-c", "pass"]}
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(STARTS):
        for name, command in commands.items():
            seconds[name].append(run(command).seconds)
    rows = [[name, spread(each, 3)] for name, each in seconds.items()]
    rows[0].append(f"median under {SLOWEST_HELP} s")
    rows[1].append("")
    return f"## Start\n\n{table(['', f'seconds, {STARTS} times: min / median / max', 'target'], rows)}"


def measure_installed(fresh: bool) -> str:
    """The section on size: what requirements.lock names, in this environment or in a fresh one made for it."""
    print("installed size", file=sys.stderr)
    sizes, missing = _fresh_sizes() if fresh else _sizes()
    where = "in a fresh environment, its own pip left out" if fresh else "in the environment that ran this"
    large = [[name, f"{size / MB:.0f}"] for name, size in sorted(sizes.items(), key=lambda x: -x[1]) if size > LARGE]
    return "\n\n".join(
        [
            "## Installed",
            f"{sum(sizes.values()) / MB:.0f} MB for the {len(sizes)} packages of requirements.lock, {where}; the "
            f"target is under {MOST_INSTALLED / MB:.0f} MB. {missing} more are named for other systems. "
            f"Over {LARGE / MB:.0f} MB:",
            table(["package", "MB"], large),
        ]
    )


def pinned(lock: str) -> list[str]:
    """The packages that a lock file names, in its order."""
    return [line.partition("==")[0].strip() for line in lock.splitlines() if "==" in line and line[:1].isalnum()]


def _sizes() -> tuple[dict[str, int], int]:
    """Bytes of each package that is installed, and how many of the lock file are not."""
    sizes: dict[str, int] = {}
    names = pinned(LOCK.read_text(encoding="utf-8"))
    for name in names:
        try:
            files = distribution(name).files or ()
        except PackageNotFoundError:
            continue  # named for another system
        paths = {Path(str(file.locate())).resolve() for file in files}
        sizes[name] = sum(p.stat().st_size for p in paths if p.is_file())
    return sizes, len(names) - len(sizes)


def _fresh_sizes() -> tuple[dict[str, int], int]:
    """The same in a new environment, where nothing else is."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        python = str(Path(folder) / "bin" / "python")
        pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "-qq", "--require-hashes"]
        subprocess.run([*pip, "-r", str(LOCK)], check=True)
        code = "import json; from benchmarks.speed import _sizes; print(json.dumps(_sizes()))"
        done = subprocess.run([python, "-c", code], cwd=LOCK.parent, check=True, capture_output=True, text=True)
        sizes, missing = json.loads(done.stdout)
        return sizes, missing
