"""What pages cost at 100,000 articles and 5,000 stories: `firsthand serve` as people run it, asked over HTTP.

Pages that nothing has asked for before are timed one after the other, each from the request to its last byte. Cached
ones are asked for by wrk where it is at hand, beside a bare uvicorn that answers as many bytes.
"""

from __future__ import annotations

import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from benchmarks.articles import SEED
from benchmarks.housed import MEMBERS, fill
from benchmarks.processes import memory_of
from benchmarks.tables import table
from firsthand.store.database import Store

#: Stories in the store, of MEMBERS articles each.
STORIES = 5_000
#: Pages of one kind that are timed.
ASKED = 200
#: Milliseconds within which 95 of 100 pages are to come; cached pages a second; bytes of the first page; of memory.
MOST, LEAST_CACHED, MOST_BYTES, MOST_MEMORY = 100.0, 200.0, 150_000, 300_000_000
#: Seconds that wrk asks, over so many connections by one thread: the other core is the server's.
WRK_SECONDS, WRK_CONNECTIONS = 10, 16
#: Seconds until the server must answer first.
PATIENCE = 60.0
#: What loads only when a picture comes into view.
PICTURES = ("cytoscape", "d3", "observablehq", "topojson", "world-atlas")

BARE = """
import sys
body = b"x" * int(sys.argv[2])
async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
    await send({"type": "http.response.body", "body": body})
import uvicorn
uvicorn.run(app, port=int(sys.argv[1]), log_level="error", access_log=False, lifespan="off")
"""


def measure_serving(stories: int = STORIES) -> str:
    """The section on serving, in Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        print(f"serving: a store of {stories:,} stories", file=sys.stderr)
        place = Path(folder)
        store = Store.open(f"sqlite:///{place / 'firsthand.db'}", create=True)
        fill(store, stories)
        store.close()
        (place / "firsthand.toml").write_text("[serve]\nrequests_a_minute = 0\n", encoding="utf-8")
        with served(place) as (base, process):
            idle = memory_of(process.pid)[1]
            rows = _timed(base, stories)
            first = _first_page(base)
            cached = [(path, *_cached(base + path)) for path in ("/", f"/stories/s-c{0:06d}")]
            after = memory_of(process.pid)[1]
    lines = [[kind, *(f"{v:.1f}" for v in (_at(took, 50), _at(took, 95), max(took)))] for kind, took in rows]
    return "\n\n".join(
        [
            f"## Serving: {stories * MEMBERS:,} invented articles in {stories:,} stories on SQLite",
            f"Milliseconds from the request to the last byte, {ASKED} pages of each kind, none asked for before; the "
            f"target is a p95 of at most {MOST:.0f} for the front page and stories.",
            table(["page", "p50", "p95", "most"], lines),
            "Cached pages a second, by wrk with one thread and "
            f"{WRK_CONNECTIONS} connections for {WRK_SECONDS} seconds, beside a bare uvicorn that answers as many "
            f"bytes; the target is {LEAST_CACHED:.0f}.",
            table(["page", "firsthand", "bare", "ratio"], [_ratio(*row) for row in cached]),
            f"The front page with its styles and scripts, before any picture is in view: {first:,} bytes as sent; the "
            f"target is at most {MOST_BYTES:,}.",
            f"Memory of the server: {idle / 1e6:.0f} MB before the first page, {after / 1e6:.0f} MB after all of "
            f"these; the target is {MOST_MEMORY / 1e6:.0f} MB idle.",
        ]
    )


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A `firsthand serve` of a folder's store, and its address."""
    command = [sys.executable, "-m", "firsthand", "serve", "--port", "0", "--config", str(folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield _address(process), process
        finally:
            process.terminate()


def _address(process: subprocess.Popen[str]) -> str:
    """Where it says that it listens, once it answers."""
    assert process.stderr is not None
    said = process.stderr.readline()
    found = re.search(r"http://\S+", said)
    if not found:
        raise RuntimeError(f"the server said: {said}")
    base, until = found.group().rstrip("/"), time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            httpx.get(f"{base}/static/site.css", timeout=5)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return base
    raise RuntimeError(f"nothing answers at {base}")


def _timed(base: str, stories: int) -> list[tuple[str, list[float]]]:
    rng = random.Random(SEED)
    picked = rng.sample(range(stories), min(stories, 3 * ASKED))
    days = [f"2025-{7 + n // 28:02d}-{1 + n % 28:02d}" for n in range(150)]
    kinds: list[tuple[str, Callable[[int], str]]] = [
        ("front", lambda _: "/"),
        ("front, a day", lambda n: f"/?day={days[n % len(days)]}"),
        ("story", lambda n: f"/stories/s-c{picked[n % len(picked)]:06d}"),
        ("article", lambda n: f"/articles/c{picked[-1 - n % len(picked)]:06d}-{n % MEMBERS:02d}"),
        ("API: a story", lambda n: f"/api/v1/stories/s-c{picked[(ASKED + n) % len(picked)]:06d}"),
    ]
    found = []
    # a cookie of nobody's: such a request is never answered from the cache
    with httpx.Client(base_url=base, cookies={"measured": "1"}, timeout=60) as client:
        for kind, path in kinds:
            client.get(path(0))
            took = []
            for n in range(ASKED):
                began = time.perf_counter()
                answer = client.get(path(n))
                took.append(1000 * (time.perf_counter() - began))
                answer.raise_for_status()
            found.append((kind, took))
    return found


def _first_page(base: str) -> int:
    """Bytes as sent of the front page and of what it names, and of the scripts that those load at once."""
    total, seen, waiting = 0, set[str](), ["/"]
    with httpx.Client(base_url=base, timeout=60) as client:
        while waiting:
            path = waiting.pop()
            if path in seen or any(name in path for name in PICTURES):
                continue
            seen.add(path)
            with client.stream("GET", path) as answer:
                total += sum(len(part) for part in answer.iter_raw())
            if path == "/":
                text = client.get(path).text
                waiting += re.findall(r'(?:src|href)="(/static/[^"]+)"', text)
    return total


def _cached(address: str) -> tuple[float, float]:
    """Requests a second of ours and of a bare server; zeros where wrk is not at hand."""
    if not shutil.which("wrk"):
        return 0.0, 0.0
    with httpx.stream("GET", address, headers={"accept-encoding": "gzip"}) as answer:
        size = sum(len(part) for part in answer.iter_raw())
    ours = _wrk(address)
    port = random.Random().randint(20_000, 40_000)
    with subprocess.Popen([sys.executable, "-c", BARE, str(port), str(size)]) as process:
        try:
            bare = f"http://127.0.0.1:{port}/"
            until = time.monotonic() + PATIENCE
            while time.monotonic() < until:
                try:
                    httpx.get(bare, timeout=5)
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            return ours, _wrk(bare)
        finally:
            process.terminate()


def _wrk(address: str) -> float:
    command = ["wrk", "-t1", f"-c{WRK_CONNECTIONS}", f"-d{WRK_SECONDS}s", "-H", "Accept-Encoding: gzip", address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if not found or "Non-2xx" in said:
        raise RuntimeError(said)
    return float(found.group(1))


def _ratio(path: str, ours: float, bare: float) -> Sequence[str]:
    if not bare:
        return [path, "wrk is not at hand", "", ""]
    return [path, f"{ours:.0f}", f"{bare:.0f}", f"{ours / bare:.2f}"]


def _at(took: Sequence[float], percent: int) -> float:
    return statistics.quantiles(took, n=100)[percent - 1]
