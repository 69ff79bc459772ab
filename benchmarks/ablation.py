"""What each part of reading brings: figures with it, and without it.

On the invented corpus of tests/quality always; on real cases where a folder of them is at hand. Each part is measured
on the sets that can show it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.quality.measures import measure
from tests.quality.reading import read_corpus

from benchmarks.cached import CachedParser, CachedTagger, in_this_process
from benchmarks.parts import PARTS, Part, switched_off
from benchmarks.quality import VARIABLE, read_figures
from benchmarks.tables import table
from benchmarks.without import NOTHING, PAGES, TAGGED

ROOT = Path(__file__).parent.parent
Figures = dict[str, float]

#: A change below this is left out: nothing that a reader would notice.
LEAST = 0.0005
NO_CHANGE = "nothing changes"
#: How many changed figures a part shows on real cases, the largest first.
MOST = 4
#: The sets of real cases on which the parts of a layer are measured, as score.py calls them, with their files.
SETS: Mapping[str, tuple[str, ...]] = {
    "pages": ("pages",),
    "lines": ("wagner",),
    "credits": ("origins",),
    "quotations": ("quotations",),
    "speakers": ("facts", "wagner"),
    "mentions": ("wagner",),
    "times": ("times",),
    "claims": ("facts",),
}
#: Parts that read alone never uses, with the set on which they show.
ELSEWHERE: Mapping[str, tuple[str, ...]] = {"times: day of the story": ("facts", "wagner")}
FILES: Mapping[str, str] = {
    "pages": "pages/*.jsonl.gz",
    "wagner": "wagner/gold.json",
    "origins": "origins/*events.jsonl",
    "quotations": "quotations/*.jsonl",
    "facts": "facts/*/*.json",
    "times": "times/*.jsonl",
}
#: Figures that are no shares.
NO_SHARES = frozenset({"pages/s", "articles/s", "disagreements raised"})


def measure_ablation() -> str:
    """The section, in Markdown."""
    print("ablation: invented corpus", file=sys.stderr)
    whole, without = ablate_invented()
    rows = [[p.name, *row] for p in PARTS for row in changes(whole, without[p.name])]
    sections = [
        "## What each part brings",
        "Each part is switched off alone; what changes is shown. A plus means that the part is worth having.",
        "On the invented corpus of tests/quality:",
        table(["part", "figure", "with", "without", "brings"], rows),
    ]
    folder = os.environ.get(VARIABLE)
    if folder and (Path(folder) / "score.py").is_file():
        sections += [f"On real cases, at most {MOST} figures a set:", _real_table(Path(folder).resolve())]
    return "\n\n".join(sections)


def ablate_invented(parts: Iterable[Part] = PARTS) -> tuple[Figures, dict[str, Figures]]:
    """The figures of the whole program on the invented corpus, and those of each part's own layer without it."""
    parser, without = CachedParser(), {}
    with in_this_process(CachedTagger(), parser):
        whole = measure(read_corpus())
        for part in parts:
            if part.layer == "pages":
                parser.forget()
            with switched_off(part):
                without[part.name] = measure(read_corpus([part.shows_in]), [part.shows_in])
    return whole, without


def changes(whole: Figures, without: Figures, most: int | None = None) -> list[list[str]]:
    """The figures that differ, the largest difference first; one row that says so where none does."""
    differing = [
        (name, value, without[name])
        for name, value in whole.items()
        if name not in NO_SHARES and name in without and abs(value - without[name]) >= LEAST
    ]
    differing.sort(key=lambda c: (-abs(c[1] - c[2]), c[0]))
    rows = [[name, f"{a:.3f}", f"{b:.3f}", f"{a - b:+.3f}"] for name, a, b in differing[:most]]
    return rows or [[NO_CHANGE, "", "", ""]]


def _real_table(folder: Path) -> str:
    sets = {part.name: ELSEWHERE.get(part.name, SETS[part.layer]) for part in PARTS}
    wanted = sorted({s for names in sets.values() for s in names if any(folder.glob(FILES[s]))})
    with tempfile.TemporaryDirectory() as tagged, ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        whole = dict(zip(wanted, pool.map(lambda s: _score(folder, s, NOTHING, tagged), wanted), strict=True))
        jobs = [(part, name) for part in PARTS for name in sets[part.name] if name in whole]
        found = pool.map(lambda job: _score(folder, job[1], job[0].name, tagged), jobs)
        rows = [
            [part.name, name, *row]
            for (part, name), without in zip(jobs, found, strict=True)
            for row in changes(whole[name], without, MOST)
        ]
    return table(["part", "set", "figure", "with", "without", "brings"], rows)


def _score(folder: Path, name: str, part: str, tagged: str) -> Figures:
    """The figures of one set without one part; none, and the reason on standard error, where the scorer breaks off."""
    print(f"ablation: {name} without {part}", file=sys.stderr)
    command: Sequence[str] = (sys.executable, "-m", "benchmarks.without", part)
    environment = os.environ | {"FIRSTHAND": " ".join(f"'{word}'" for word in command), TAGGED: tagged}
    if name == "pages":
        environment[PAGES] = "1"
    done = subprocess.run(
        [sys.executable, str(folder / "score.py"), name, *map(str, sorted(folder.glob(FILES[name])))],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stderr, file=sys.stderr)
    return {measured: float(value) for _, measured, value in read_figures(done.stdout)}


if __name__ == "__main__":
    print(measure_ablation())
