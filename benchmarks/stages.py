"""Where the time of `read` and `account` goes, stage by stage, in one process.

Processor time is counted, not time by the clock, so that what else runs on the machine weighs little. A stage's own
time is without the stages it calls.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import ParamSpec, TypeVar

from benchmarks.tables import table

P = ParamSpec("P")
T = TypeVar("T")

#: The functions that a module calls as its stages, by their names there.
READING = {
    "firsthand.pipeline": ("clean", "annotate"),
    "firsthand.annotate": ("find_mentions", "find_times", "find_quotations", "find_claims"),
}
TELLING = {
    "firsthand.pipeline": ("group", "settle", "relate", "find_origins", "align", "count_sources", "write"),
    "firsthand.align": ("identify", "compare", "gather", "make_findings", "find_disagreements", "share_quotations"),
}


class Clock:
    """Processor seconds of each stage, without those of the stages inside it."""

    def __init__(self) -> None:
        """With nothing counted yet."""
        self.seconds: dict[str, float] = {}
        self._inside: list[float] = []

    def timed(self, name: str, function: Callable[P, T]) -> Callable[P, T]:
        """The function, with its own time counted under that name."""

        def measured(*args: P.args, **kwargs: P.kwargs) -> T:
            self._inside.append(0.0)
            began = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                took = time.process_time() - began
                self.seconds[name] = self.seconds.get(name, 0.0) + took - self._inside.pop()
                if self._inside:
                    self._inside[-1] += took

        return measured

    def wrap(self, stages: Mapping[str, Sequence[str]]) -> None:
        """Time the named functions wherever the named modules call them. Names that are gone are passed over."""
        for module_name, names in stages.items():
            module: ModuleType = importlib.import_module(module_name)
            for name in names:
                if hasattr(module, name):
                    setattr(module, name, self.timed(name, getattr(module, name)))


def measure_stages(path: Path, what: str) -> str:
    """The section on stages, in Markdown. Changes the program in this process: run it last, or in one of its own."""
    from firsthand import pipeline
    from firsthand.inference.tagger import SpacyTagger
    from firsthand.publish.records import edition_record, reading_record

    print(f"stages: {what}", file=sys.stderr)
    clock = Clock()
    tagger = SpacyTagger()
    for text in ("Rain fell.", "The mayor said so."):
        tagger(text, [(0, len(text))])  # the first call sets things up
    tag = clock.timed("tagger", tagger)
    pipeline._tagger = lambda: tag  # type: ignore[assignment]
    clock.wrap(READING)
    edition = clock.timed("collect and the rest", pipeline.read)([path], workers=1)
    clock.timed("records as JSON", lambda: [json.dumps(reading_record(r)) for r in edition.readings])()
    reading, clock.seconds = clock.seconds, {}
    clock.wrap(TELLING)
    pipeline.read = lambda *_, **__: edition
    told = clock.timed("the rest", pipeline.account)([path])
    clock.timed("records as JSON", lambda: json.dumps(edition_record(told)))()
    count = len(edition.readings)
    return "\n\n".join(
        [
            f"## Stages: {what}",
            "Milliseconds of processor time an article, in one process; what a stage spends in others is theirs.",
            _table("of `read`", reading, count),
            _table("`account` adds", clock.seconds, count),
        ]
    )


def _table(title: str, seconds: dict[str, float], count: int) -> str:
    rows = [(name, 1000 * s / count) for name, s in sorted(seconds.items(), key=lambda x: -x[1])]
    rows.append(("all", sum(ms for _, ms in rows)))
    return table([title, "ms an article"], [[name, f"{ms:.2f}"] for name, ms in rows])
