"""What a larger archive costs: seconds to add articles to one of 10,000 and to one of 100,000.

The articles are invented, and as many a day in both: the larger archive spans a longer time. Each is a short item of
made-up words, some of its happening and some of all news, so that the whole takes minutes. They are grouped alone and
not read, which costs the same whatever is held.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate, count, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection

from benchmarks.articles import EPOCH, SEED
from benchmarks.processes import memory_now
from benchmarks.tables import spread, table
from firsthand.group import Archive
from firsthand.model import Annotations, Article, Block, Reading, Span

#: Articles held when the clock starts, in the small archive and in the large one.
SMALL, LARGE = 10_000, 100_000
#: Articles added at a time, and how often: one figure alone could be an accident of the machine.
ADDED, TIMES = 1_000, 3
#: Articles of one happening, at most, and words of one article: of its happening, and of all news.
MOST_TOLD = 9
OWN, GENERAL = 12, 12
#: Words that tell of one happening, of which each report has OWN; and words of all news, the commonest first.
TELLING, VOCABULARY = 15, 20_000
_SYLLABLES = [a + b for a in ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z") for b in "aeiou"]
#: The target: the seconds of the large archive against those of the small one.
MOST_RATIO = 1.5


@dataclass(frozen=True, slots=True)
class Growth:
    """What adding cost when an archive held so many articles."""

    held: int
    stories: int
    memory: int  #: bytes that the process held; 0 where the system does not say
    seconds: tuple[float, ...]  #: of processor time for the articles added, each time


def measure_growth(small: int = SMALL, large: int = LARGE, added: int = ADDED) -> str:
    """The section on growth, in Markdown."""
    print(f"growth: archives of {small:,} and {large:,} articles", file=sys.stderr)
    grown = grow((small, large), added)
    ratios = [b / a for a, b in zip(grown[0].seconds, grown[1].seconds, strict=True)]
    rows = [[f"{g.held:,}", f"{g.stories:,}", spread(g.seconds), f"{g.memory / 1_000_000:.0f}"] for g in grown]
    return "\n\n".join(
        [
            "## Growth: invented short items",
            f"Seconds of processor time to add {added:,} articles to an archive, {len(ratios)} times, in turns.",
            table(["articles held", "stories", "seconds: min / median / max", "memory, MB"], rows),
            f"Ratio: {spread(ratios)}; the target is at most {MOST_RATIO}.",
        ]
    )


def grow(sizes: Sequence[int], added: int = ADDED) -> list[Growth]:
    """What `added` articles cost archives of several sizes, each in a process of its own, measured in turns."""
    context = get_context("spawn")
    ends, processes = [], []
    for size in sizes:
        here, there = context.Pipe()
        process = context.Process(target=_hold, args=(there, size, added))
        process.start()
        ends.append(here)
        processes.append(process)
    filled = [end.recv() for end in ends]
    seconds: list[tuple[float, ...]] = [() for _ in sizes]
    for _ in range(TIMES):
        for n, end in enumerate(ends):
            end.send(True)
            seconds[n] += (end.recv(),)
    for process in processes:
        process.join()
    return [
        Growth(size, stories, memory, took)
        for size, (stories, memory), took in zip(sizes, filled, seconds, strict=True)
    ]


def _hold(end: Connection, size: int, added: int) -> None:
    """Fill an archive, tell its stories and memory, and add to it whenever asked."""
    archive = Archive()
    coming = readings(size + TIMES * added)
    for held in range(0, size, added):
        archive.add(islice(coming, min(added, size - held)))
    end.send((len(archive.stories()), memory_now()))
    for _ in range(TIMES):
        batch = list(islice(coming, added))
        end.recv()
        began = time.process_time()
        archive.add(batch)
        end.send(time.process_time() - began)


def readings(count: int, seed: int = SEED) -> Iterator[Reading]:
    """So many invented short items, in the order of their time, as they come out of reading."""
    return islice(_items(seed), count)


def _items(seed: int) -> Iterator[Reading]:
    rng = random.Random(seed)
    general = [_word(rng) for _ in range(VOCABULARY)]
    weights = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))  # as words of any language are spread
    for number in count():
        own = [_word(rng) for _ in range(TELLING)]
        begun = EPOCH + timedelta(hours=5 * number)
        for n in range(rng.randint(1, MOST_TOLD)):
            words = rng.sample(own, OWN) + rng.choices(general, cum_weights=weights, k=GENERAL)
            published = begun + timedelta(minutes=30 * n)
            yield _reading(f"h{number:06d}-{n}", published.isoformat() + "+00:00", " ".join(words))


def _word(rng: random.Random) -> str:
    return "".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4)))


def _reading(name: str, published: str, text: str) -> Reading:
    lines = (Block(Span(name, "", 0, len(text), len(text)), "body", "invented"),)
    article = Article(
        name, capture="", source=name, text=text, blocks=lines, language="en", published_at=published
    )
    return Reading(article, Annotations(name))
