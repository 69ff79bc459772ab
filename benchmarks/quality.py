"""Quality on real cases, where a folder of them is at hand. Figures alone come into the results, never a text."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from benchmarks.speed import FIRSTHAND
from benchmarks.tables import table

#: Names the folder: it holds score.py, which prints one line a set, its name and then `measure value` pairs.
VARIABLE = "FIRSTHAND_BENCH"
_FIGURE = re.compile(r"(?P<measure>[A-Za-z0-9][\w/ '’-]*?)\s+(?P<value>-?\d+(?:\.\d+)?)(?=\s|$)")


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
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        return f"## Quality\n\nNot measured: the scorer ended with status {done.returncode}."
    return f"## Quality\n\n{figures(done.stdout)}"
