"""Measure everything and write benchmarks/RESULTS.md: `make bench`, or ARGS="--rounds 5" make bench.

RESULTS.md is written here and never by hand. Each part names the commit and the machine that it was measured on, and
`--only` replaces the parts that it names and leaves the others as they are.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from benchmarks.ablation import measure_ablation
from benchmarks.articles import SEED, articles
from benchmarks.collecting import measure_collecting
from benchmarks.growth import measure_growth
from benchmarks.keeping import KEPT, measure_keeping
from benchmarks.quality import measure_quality
from benchmarks.search import measure_search
from benchmarks.serving import measure_serving
from benchmarks.speed import measure_installed, measure_speed, measure_start
from benchmarks.stages import measure_stages

RESULTS = Path(__file__).with_name("RESULTS.md")
PARTS = (
    *("speed", "start", "installed", "stages", "growth", "keeping", "search", "collecting", "serving", "quality"),
    "ablation",
)
#: Articles that are invented where none are given: as many as the real set that the target was set on.
INVENTED = 140


def main() -> None:
    """Measure the parts that are asked for, print them, and write them down."""
    parser = argparse.ArgumentParser(prog="make bench", description="Measure speed, memory, size and quality.")
    parser.add_argument("--articles", type=Path, help="a JSONL of articles to read instead of invented ones")
    parser.add_argument("--invented", type=int, default=INVENTED, help="how many articles to invent")
    parser.add_argument("--kept", type=int, default=KEPT, help="how many articles to add to a store; an hour for all")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--installed", action="store_true", help="measure the size in a fresh environment")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="some parts; the others stay")
    parser.add_argument("-o", "--output", type=Path, help="write here instead of benchmarks/RESULTS.md")
    asked = parser.parse_args()
    measured_on = _measured_on()  # before there is a load of our own
    with _given(asked.articles, asked.invented) as (path, what):
        measures = {
            "speed": lambda: measure_speed(path, asked.rounds, what),
            "start": measure_start,
            "installed": lambda: measure_installed(asked.installed),
            "stages": lambda: _apart(measure_stages, path, what),
            "growth": measure_growth,
            "keeping": lambda: measure_keeping(asked.kept, max(1, asked.kept // 5)),
            "search": measure_search,
            "collecting": measure_collecting,
            "serving": measure_serving,
            "quality": measure_quality,
            "ablation": measure_ablation,
        }
        found = {part: f"{measured_on}\n\n{measures[part]()}" for part in PARTS if part in asked.only}
    output = asked.output or RESULTS
    kept = _parts_of(output.read_text(encoding="utf-8")) if output.exists() else {}
    text = _joined(kept | found)
    print(text)
    output.write_text(text, encoding="utf-8")
    print(f"written to {output}", file=sys.stderr)


def _joined(parts: Mapping[str, str]) -> str:
    """The parts as one page, in their order, each behind a mark by which it is found again."""
    marked = [f"<!-- {name} -->\n\n{parts[name]}" for name in PARTS if name in parts]
    return "\n\n".join(["# Results", "Written by `make bench`, never by hand.", *marked]) + "\n"


def _parts_of(page: str) -> dict[str, str]:
    """What `_joined` put together, by the names of the parts."""
    pieces = re.split(r"^<!-- (\w+) -->$", page, flags=re.MULTILINE)
    return {name: text.strip() for name, text in zip(pieces[1::2], pieces[2::2], strict=True)}


@contextmanager
def _given(path: Path | None, count: int) -> Iterator[tuple[Path, str]]:
    """The articles to read, as a file, and what they are."""
    if path:
        yield path, "articles given with --articles"
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "articles.jsonl"
        made.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in articles(count)), encoding="utf-8")
        yield made, f"invented articles, seed {SEED}"


def _apart(measure: Callable[..., str], *arguments: object) -> str:
    """A section measured in a process of its own: timing stages changes the program there, and memory is its own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, arguments)


def _measured_on() -> str:
    """One line: commit, machine, versions, and how busy the machine was."""
    packages = ", ".join(f"{name} {_version(name)}" for name in ("spacy", "numpy"))
    machine = f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    load = os.getloadavg()[0]
    return (
        f"Commit {_commit()}; {machine}; Python {platform.python_version()}, {packages}; load of the machine as it "
        f"began: {load:.1f}. Trust the ratios."
    )


def _version(package: str) -> str:
    from importlib.metadata import version

    return version(package)


def _commit() -> str:
    """The commit that was measured, and whether the sources differ from it."""
    try:
        commit = _git("rev-parse", "--short=12", "HEAD")
        changed = _git("status", "--porcelain", "--", "src", "benchmarks/*.py", "requirements.lock")
    except (OSError, subprocess.CalledProcessError):
        return "unknown: not a git checkout"
    return f"{commit}, with changes that are not committed" if changed else commit


def _git(*command: str) -> str:
    done = subprocess.run(
        ["git", *command], cwd=RESULTS.parent.parent, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def _processor() -> str:
    """The model that the system names, else the architecture."""
    names = Path("/proc/cpuinfo")
    if names.is_file():
        for line in names.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
