"""The order of the stages, and nothing else.

    collect(inputs) | clean | annotate | group | settle | relate | align | write

Articles are read one by one, in several processes where there are many; stories are told from all of them at once.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from loky import ProcessPoolExecutor

from firsthand.align import align
from firsthand.annotate import annotate, settle
from firsthand.annotate.languages import foreign
from firsthand.annotate.renaming import rename
from firsthand.clean import clean
from firsthand.clean.agencies import load_agencies
from firsthand.clean.ids import unique_ids
from firsthand.collect.files import collect
from firsthand.errors import InputError
from firsthand.group import NO_JUDGEMENTS, group, load_judgements
from firsthand.inference.encoder import word_vectors
from firsthand.inference.tagger import SpacyTagger
from firsthand.model import Article, Capture, Comparison, Dropped, Edition, Failure, Reading, Story
from firsthand.registry import Families, load_families
from firsthand.relate import count_sources, find_origins, named_sources, relate, share_text
from firsthand.write import LENGTH, choose_headline, write
from firsthand.write import compare as lay_side_by_side

#: Articles below which one process reads them sooner than several would have started.
FEW = 12
#: Articles that wait for a worker, each: enough to keep it busy, few enough to keep memory flat.
WAITING = 4
#: Likewise where the outcomes are taken in order: one long article must not leave the other workers idle.
AHEAD = 16

#: What a mistake of ours raises, ModelError among it. A newsroom that runs by itself must not stop at one article for
#: it: it would stop there again at every start.
FAULTS = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, MemoryError)

Progress = Callable[[str, int], None]
#: From an address to the captures that it holds.
Fetch = Callable[[str], Iterator[Capture | Failure]]
Inputs = Sequence[str | Path]
#: A table as `load_agencies` gives it, in a form that goes to other processes; None for the own one.
Agencies = dict[str, str] | None


def read(
    inputs: Inputs,
    *,
    workers: int | None = None,
    agencies: str | Path | None = None,
    stdin: BinaryIO | None = None,
    fetch: Fetch | None = None,
    progress: Progress | None = None,
) -> Edition:
    """What is understood of each article that the inputs hold: an edition without stories.

    `workers` is the number of processes (by default one a core); it never changes the result. `agencies` is a table of
    news agencies on top of the own one; raises InputError where it cannot be used. `fetch` gets what an address holds;
    without it an address is a failure. `progress` is told the stage and how many more are done.
    """
    table = dict(load_agencies(Path(agencies))) if agencies is not None else None
    readings: list[Reading] = []
    failures: list[Failure] = []
    captures = collect(inputs, stdin, fetch)
    for outcome in _read_all(captures, workers or os.cpu_count() or 1, table):
        if isinstance(outcome, Failure):
            failures.append(outcome)
        else:
            readings.append(outcome)
        if progress:
            progress("read", 1)
    readings = _unique(readings)
    failures += [Failure(r.article.source, "annotate", why) for r in readings if (why := foreign(r.article))]
    dropped = tuple(d for r in readings for d in r.article.dropped)
    return Edition(tuple(readings), (), tuple(sorted(failures, key=lambda f: (f.source, f.reason))), dropped)


def account(
    inputs: Inputs,
    *,
    workers: int | None = None,
    agencies: str | Path | None = None,
    families: str | Path | None = None,
    judgements: str | Path | None = None,
    length: int = LENGTH,
    since: str | None = None,
    single_source: bool = True,
    stdin: BinaryIO | None = None,
    fetch: Fetch | None = None,
    progress: Progress | None = None,
) -> Edition:
    """The stories that the inputs tell, each with its account. The arguments are those of `read`.

    `families` is a table of publishers' owners on top of the own one, `judgements` a file that says which articles a
    person puts together or holds apart; raises InputError where either cannot be used. `length`, `since` and
    `single_source` are those of `write`.
    """
    judged = load_judgements(Path(judgements)) if judgements is not None else NO_JUDGEMENTS
    owners = load_families(Path(families) if families is not None else None)
    edition = read(inputs, workers=workers, agencies=agencies, stdin=stdin, fetch=fetch, progress=progress)
    readings = {r.article.id: r for r in edition.readings}
    absent = sorted(judged.articles - readings.keys())
    reason = "a judgement names this article, which is not among those that were read"
    stories, dropped = [], [*edition.dropped, *(Dropped(a, "group", reason) for a in absent)]
    for story in group(edition.readings, judged):
        members = settle([readings[a] for a in story.articles])
        readings.update((r.article.id, r) for r in members)
        told, left = tell(story, members, owners, length=length, since=since, single_source=single_source)
        stories.append(told)
        dropped.extend(left)
        if progress:
            progress("account", len(members))
    stories.sort(key=lambda s: (s.last_reported_at or "", s.id), reverse=True)
    return replace(
        edition,
        readings=tuple(readings[r.article.id] for r in edition.readings),
        stories=tuple(stories),
        dropped=tuple(dropped),
    )


def tell(
    story: Story,
    readings: Iterable[Reading],
    families: Families | None = None,
    *,
    length: int = LENGTH,
    since: str | None = None,
    single_source: bool = True,
) -> tuple[Story, tuple[Dropped, ...]]:
    """One story in full, from its articles, and what its account leaves out. The own table of families by default."""
    members = sorted(readings, key=lambda r: (r.article.moment, r.article.id))
    derivations = relate(members)
    dates = [r.article.published_at for r in members if r.article.published_at]  # in order, as the members are
    story = replace(story, derivations=derivations, origins=find_origins(members, derivations))
    story = replace(
        story,
        headline=choose_headline([r.article for r in members], derivations),
        first_reported_at=dates[0] if dates else None,
        last_reported_at=dates[-1] if dates else None,
    )
    story = count_sources(align(story, members, word_vectors()), members, families or load_families())
    written = write(story, members, length, since=since, single_source=single_source)
    return replace(story, account=written.statements, since=since), written.dropped


def compare(
    a: str | Path,
    b: str | Path,
    *,
    agencies: str | Path | None = None,
    stdin: BinaryIO | None = None,
    fetch: Fetch | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Two articles side by side. Each input holds one; raises InputError where it holds none or several.

    They are compared as one story whether or not `group` would have joined them; only where it would does the one
    settle what the other leaves open (a day).
    """
    table = dict(load_agencies(Path(agencies))) if agencies is not None else None
    found: list[Reading] = []
    failures: list[Failure] = []
    for each in (a, b):
        reading, failed = _single(each, table, stdin, fetch)
        found.append(reading)
        failures += failed
        if progress:
            progress("read", 1)
    places = [(r.article.source, r.article.capture) for r in found]
    if places[0] == places[1]:
        raise InputError(str(b), "It is named twice: a comparison takes two articles.")
    readings = {(r.article.source, r.article.capture): r for r in _unique(found)}
    one, two = (readings[place] for place in places)
    return compare_readings(one, two, failures=failures)


def compare_readings(
    one: Reading, two: Reading, families: Families | None = None, *, failures: Sequence[Failure] = ()
) -> Comparison:
    """Two readings side by side, as `compare` lays two inputs. The own table of families by default."""
    stories = group((one, two))
    if len(stories) == 1:
        settled = {r.article.id: r for r in settle([one, two])}
        one, two = settled[one.article.id], settled[two.article.id]
    members = sorted((one, two), key=lambda r: (r.article.moment, r.article.id))
    links = stories[0].links if len(stories) == 1 else ()
    story = Story(f"s-{members[0].article.id}", tuple(sorted(r.article.id for r in members)), links)
    derivations = relate(members)
    story = replace(story, derivations=derivations, origins=find_origins(members, derivations))
    story = count_sources(align(story, members, word_vectors()), members, families or load_families())
    credits = named_sources(one.article, two.article), named_sources(two.article, one.article)
    return lay_side_by_side(one, two, story, share_text(one, two), credits, failures)


def _single(
    name: str | Path, table: Agencies, stdin: BinaryIO | None, fetch: Fetch | None
) -> tuple[Reading, list[Failure]]:
    """The one article that an input holds, and what of the input could not be used."""
    found: Reading | None = None
    failures: list[Failure] = []
    for capture in collect([name], stdin, fetch):
        outcome = capture if isinstance(capture, Failure) else read_one(capture, table)
        if isinstance(outcome, Failure):
            failures.append(outcome)
        elif found is not None:
            raise InputError(str(name), "It holds more than one article: a comparison takes one from each input.")
        else:
            found = outcome
            failures += [Failure(str(name), "annotate", why)] if (why := foreign(found.article)) else []
    if found is None:
        first = failures[0] if failures else Failure(str(name), "collect", "It holds no article.")
        raise InputError(first.source, first.reason)
    return found, failures


def _unique(readings: Sequence[Reading]) -> list[Reading]:
    """In the order of their ids, each with one of its own: two copies of one file are two articles."""
    notes = {(r.article.source, r.article.capture): r.annotations for r in readings}
    return [
        Reading(a, rename(notes[a.source, a.capture], a.id)) for a in unique_ids(r.article for r in readings)
    ]


@cache
def _tagger() -> SpacyTagger:
    """The model, loaded once a process and only where an article is to be read."""
    return SpacyTagger()


def read_one(capture: Capture, agencies: Agencies = None) -> Reading | Failure:
    """Clean and annotate one capture. What cannot be read comes back as a failure with its reason."""
    try:
        article: Article = clean(capture, agencies)
    except InputError as error:
        return Failure(error.source, "clean", error.reason)
    except FAULTS as error:
        return Failure(capture.source, "clean", f"a fault of the program: {type(error).__name__} {error}"[:250])
    try:
        return Reading(article, annotate(article, _tagger()))
    except FAULTS as error:  # a rule made something that cannot be: it costs this article, not the run
        said = f"{type(error).__name__} {error}".strip()
        return Failure(capture.source, "annotate", f"a fault of the program: {said[:200]}")


def _read_all(
    captures: Iterator[Capture | Failure], workers: int, agencies: Agencies
) -> Iterator[Reading | Failure]:
    first = list(islice(captures, FEW))
    if workers == 1 or len(first) < FEW:
        for each in chain(first, captures):
            yield each if isinstance(each, Failure) else read_one(each, agencies)
        return
    yield from _in_pool(chain(first, captures), workers, agencies)


def _in_pool(
    captures: Iterator[Capture | Failure], workers: int, agencies: Agencies
) -> Iterator[Reading | Failure]:
    """The outcomes as they come, with no more captures in memory than the workers can soon use."""
    lost: list[Capture] = []
    with ProcessPoolExecutor(workers) as pool:
        running: dict[Future[Reading | Failure], Capture] = {}
        for each in captures:
            if isinstance(each, Failure):
                yield each
                continue
            try:
                running[pool.submit(read_one, each, agencies)] = each
            except BrokenProcessPool:
                lost.append(each)
            if len(running) >= workers * WAITING:
                yield from _finished(running, lost)
        while running:
            yield from _finished(running, lost)
    for capture in lost:  # a worker died: each of its articles again, alone, so that only the deadly one is lost
        yield _read_alone(capture, agencies)


def read_each(
    captures: Iterable[Capture], workers: int, agencies: Agencies = None
) -> Iterator[tuple[Capture, Reading | Failure]]:
    """Each capture with what was understood of it, in the order of the captures, a few of them ahead of what is taken.

    For who keeps what is read as it comes. One process reads where there are few.
    """
    rest = iter(captures)
    first = list(islice(rest, FEW))
    if workers == 1 or len(first) < FEW:
        for each in chain(first, rest):
            yield each, read_one(each, agencies)
        return
    waiting: deque[tuple[Capture, Future[Reading | Failure] | None]] = deque()
    with ProcessPoolExecutor(workers) as pool:
        for each in chain(first, rest):
            try:
                waiting.append((each, pool.submit(read_one, each, agencies)))
            except BrokenProcessPool:
                waiting.append((each, None))
            if len(waiting) >= workers * AHEAD:
                yield _outcome(*waiting.popleft(), agencies)
        while waiting:
            yield _outcome(*waiting.popleft(), agencies)


def _outcome(
    capture: Capture, future: Future[Reading | Failure] | None, agencies: Agencies
) -> tuple[Capture, Reading | Failure]:
    try:
        return capture, future.result() if future else _read_alone(capture, agencies)
    except BrokenProcessPool:  # a worker died: the article again, alone, so that only the deadly one is lost
        return capture, _read_alone(capture, agencies)


def _read_alone(capture: Capture, agencies: Agencies) -> Reading | Failure:
    with ProcessPoolExecutor(1) as pool:
        try:
            outcome: Reading | Failure = pool.submit(read_one, capture, agencies).result()
            return outcome
        except BrokenProcessPool:
            return Failure(capture.source, "annotate", "the process that read it died; it was set aside")


def _finished(running: dict[Future[Reading | Failure], Capture], lost: list[Capture]) -> Iterator[Reading | Failure]:
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        capture = running.pop(future)
        try:
            yield future.result()
        except BrokenProcessPool:
            lost.append(capture)
