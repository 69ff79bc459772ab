"""Quality on real cases, where a folder of them is at hand. Figures alone come into the results, never a text."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from benchmarks.speed import FIRSTHAND
from benchmarks.tables import table

#: Names the folder: it holds score.py, whose `all` prints a line a set.
VARIABLE = "FIRSTHAND_BENCH"
_FIGURE = re.compile(r"(?P<measure>\S.{0,80}) (?P<value>-?\d+(?:\.\d+)?)")


def measure_quality() -> str:
    """The section on quality, in Markdown; one line that says so where no cases are at hand."""
    folder = os.environ.get(VARIABLE)
    if not folder:
        return f"## Quality\n\nNot measured: {VARIABLE} names no folder of real cases."
    scorer = Path(folder) / "score.py"
    if not scorer.is_file():
        return f"## Quality\n\nNot measured: there is no score.py in the folder that {VARIABLE} names."
    print("quality", file=sys.stderr)
    done = subprocess.run(
        [sys.executable, str(scorer), "all"],
        env=os.environ | {"FIRSTHAND": FIRSTHAND},
        capture_output=True,
        text=True,
        check=False,
    )
    ended = "" if done.returncode == 0 else f"\n\nThe scorer broke off with status {done.returncode}."
    if ended:
        print(done.stderr, file=sys.stderr)
    return f"## Quality\n\n{figures(done.stdout)}{ended}"


def figures(printed: str) -> str:
    """A table of what a scorer printed: a line a set, `set: measure value, measure value`. Other lines are left out."""
    return table(["set", "measure", "value"], read_figures(printed))


def read_figures(printed: str) -> list[list[str]]:
    """Set, measure and value of each figure that a scorer printed."""
    rows = []
    for line in printed.splitlines():
        name, _, rest = line.partition(": ")
        found = [_FIGURE.fullmatch(each) for each in rest.split(", ")]
        if all(found):
            rows += [[name, m["measure"], m["value"]] for m in found if m]
    return rows
