"""`firsthand run` over 2,000 feeds on loopback that change now and then: memory and latency over time, as a plot.

    make soak                       ten minutes; writes build/soak/soak.csv and soak.svg
    ARGS="--seconds 60" make soak   a minute

Fails where the run dies, loses an article, falls behind, or takes more memory than MEMORY.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.press import ENTRIES, Press, host, open_press
from benchmarks.processes import memory_of
from firsthand.collect.schedule import FeedState
from firsthand.config import load_config
from firsthand.desk.collecting import Collector, Round
from firsthand.desk.looking import state_bytes
from firsthand.desk.opening import Desk
from firsthand.desk.web import Web
from firsthand.store.database import Store
from firsthand.store.feeds import add_feed
from firsthand.store.schema import article, entry, feed

#: Feeds, seconds, and feeds that get an entry each time that is looked.
FEEDS, SECONDS, CHANGES = 2_000, 600.0, 8
#: Seconds between two samples.
SAMPLE = 5.0
#: Seconds between two looks at a feed, at least and at most: short, so that ten minutes hold some ten looks at each.
LEAST, MOST = 30, 60
#: Bytes of all processes together, shared pages counted once. The model of the reader takes 200 MB of what is used.
MEMORY = 500_000_000
#: Seconds from the end of the changes within which all must be kept.
AFTERWARDS = 240.0

_CONFIG = f"""\
[collect]
contact = "bench@vellmark.example"
spacing = 0
allow_networks = ["127.0.0.0/8"]
least_interval = {LEAST}
first_interval = {LEAST}
most_interval = {MOST}
"""


@dataclass(frozen=True)
class Sample:
    """What was seen at one moment."""

    seconds: float  #: since the start
    megabytes: float  #: of all processes
    overdue: float  #: seconds that the feed due longest has waited
    kept: int  #: articles
    latency: float  #: seconds from a change of a feed to its article in the store; the median of late, 0 without any


def main() -> None:
    """Run, watch, write."""
    parser = argparse.ArgumentParser(prog="make soak", description="Collect for a while, and watch memory and latency.")
    parser.add_argument("--feeds", type=int, default=FEEDS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--output", type=Path, default=Path("build/soak"))
    asked = parser.parse_args()
    asked.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, open_press() as press:
        samples, faults = _soak(Path(folder), press, asked.feeds, asked.seconds)
    with (asked.output / "soak.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(f.name for f in fields(Sample))
        writer.writerows(astuple(s) for s in samples)
    (asked.output / "soak.svg").write_text(plot(samples), encoding="utf-8")
    memory, latencies = [s.megabytes for s in samples], [s.latency for s in samples if s.latency]
    print(
        f"{asked.feeds:,} feeds for {asked.seconds:.0f} s: {samples[-1].kept:,} articles; memory at most "
        f"{max(memory):.0f} MB, {memory[-1]:.0f} MB at the end; a change is kept after "
        f"{statistics.median(latencies) if latencies else 0:.0f} s in the median; "
        f"a feed waited {max(s.overdue for s in samples):.0f} s at most. Plot: {asked.output / 'soak.svg'}"
    )
    for fault in faults:
        print(f"FAILED: {fault}", file=sys.stderr)
    sys.exit(bool(faults))


def _soak(folder: Path, press: Press, count: int, seconds: float) -> tuple[list[Sample], list[str]]:
    (folder / "firsthand.toml").write_text(_CONFIG, encoding="utf-8")
    config = load_config(folder / "firsthand.toml")
    store = Store.open(config.store_url, create=True)
    try:
        _begin(Desk(config, store), press, count)
        command = [str(Path(sys.executable).with_name("firsthand")), "run", "--quiet"]
        with subprocess.Popen(command, cwd=folder, env=os.environ, stdout=subprocess.DEVNULL) as process:
            try:
                return _watch(store, press, process, count, seconds)
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(60)
    finally:
        store.close()


def _begin(desk: Desk, press: Press, count: int) -> None:
    """All feeds looked at once, their articles taken for old, and their next looks spread."""
    now = datetime.now(UTC)
    with desk.store.writing() as connection:
        for number in range(count):
            state = state_bytes(FeedState(press.feed(number), now))
            add_feed(connection, press.feed(number), "rss", state, float(LEAST), now)
    done = Round()
    with Web(desk.config.collect, now=lambda: datetime.now(UTC)) as web:
        collector = Collector(desk, web)
        while done.looked < count:
            collector.look(done)
    with desk.store.writing() as connection:
        connection.execute(entry.update().values(state="kept", due_at=None))


def _watch(
    store: Store, press: Press, process: subprocess.Popen[bytes], count: int, seconds: float
) -> tuple[list[Sample], list[str]]:
    chance, start = random.Random(3), time.monotonic()
    editions: dict[str, int] = {}
    waiting: dict[str, float] = {}  # addresses of articles, and when their feeds named them first
    latencies: list[float] = []
    samples: list[Sample] = []
    changed = 0
    while process.poll() is None:
        passed = time.monotonic() - start
        if passed < seconds:
            for number in chance.sample(range(count), min(CHANGES, count)):
                own = host(number)
                editions[own] = editions.get(own, 0) + 1
                waiting[f"http://{own}:{press.port}/news/{editions[own] + ENTRIES}"] = passed
                changed += 1
            press.say(editions=editions)
        latencies += _arrived(store, waiting, passed)
        samples.append(_sample(store, process.pid, passed, latencies[-20:]))
        if passed >= seconds and (not waiting or passed > seconds + AFTERWARDS):
            break
        time.sleep(SAMPLE)
    return samples, _faults(samples, process, waiting, changed)


def _arrived(store: Store, waiting: dict[str, float], passed: float) -> list[float]:
    """Seconds that those articles took that are kept now; they wait no longer."""
    with store.reading() as connection:
        asked = select(entry.c.key).where(entry.c.key.in_(sorted(waiting)[:900]), entry.c.state == "kept")
        kept = connection.execute(asked).scalars().all()
    return [passed - waiting.pop(key) for key in kept]


def _sample(store: Store, pid: int, passed: float, latencies: Sequence[float]) -> Sample:
    with store.reading() as connection:
        kept = connection.execute(select(func.count()).select_from(article)).scalar_one()
        due = connection.execute(select(func.min(feed.c.due_at))).scalar_one()
    overdue = max((datetime.now(UTC) - due).total_seconds(), 0.0)
    shared, _ = memory_of(pid)
    return Sample(passed, shared / 1e6, overdue, kept, statistics.median(latencies) if latencies else 0.0)


def _faults(
    samples: Sequence[Sample], process: subprocess.Popen[bytes], waiting: dict[str, float], changed: int
) -> list[str]:
    found = []
    if process.poll() is not None:
        found.append(f"the run ended with status {process.returncode}")
    if waiting:
        found.append(f"{len(waiting)} of {changed} articles were not kept")
    if samples[-1].kept != changed:
        found.append(f"{samples[-1].kept} articles are kept where {changed} were named")
    if (most := max(s.megabytes for s in samples)) > MEMORY / 1e6:
        found.append(f"it took {most:.0f} MB")
    return found


#: One panel a measure, each over the same seconds.
_PLOT = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 {{ 60 + 170 * panels|length }}" font-family="sans-serif">
<rect width="100%" height="100%" fill="white"/>
{%- for panel in panels %}
<g transform="translate(70,{{ 40 + 170 * loop.index0 }})">
<text y="-10" font-size="14">{{ panel.title }}</text>
<path d="M0,0V120H700" fill="none" stroke="black"/>
<polyline points="{{ panel.points }}" fill="none" stroke="{{ panel.color }}" stroke-width="1.5"/>
<text x="-8" y="8" font-size="11" text-anchor="end">{{ panel.most }}</text>
<text x="-8" y="120" font-size="11" text-anchor="end">0</text>
<text x="700" y="136" font-size="11" text-anchor="end">{{ seconds }} s</text>
</g>
{%- endfor %}
</svg>
"""


def plot(samples: Sequence[Sample]) -> str:
    """The samples as a picture."""
    import jinja2

    titles = (
        ("megabytes", "Memory of all processes, MB", "#1f6f8b"),
        ("latency", "From a change to the article in the store, s (median of the last 20)", "#99582a"),
        ("overdue", "How long the feed due longest has waited, s", "#6a4c93"),
        ("kept", "Articles kept", "#386641"),
    )
    last = max(samples[-1].seconds, 1.0)
    panels = []
    for name, title, color in titles:
        values = [float(getattr(s, name)) for s in samples]
        most = max(*values, 1.0)
        places = zip(samples, values, strict=True)
        points = " ".join(f"{700 * s.seconds / last:.1f},{120 - 120 * v / most:.1f}" for s, v in places)
        panels.append({"title": title, "color": color, "points": points, "most": f"{most:.0f}"})
    return str(jinja2.Template(_PLOT, autoescape=True).render(panels=panels, seconds=f"{last:.0f}"))


if __name__ == "__main__":
    main()
