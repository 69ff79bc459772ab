"""An archive of stories as a plain record and back, so that grouping goes on where it was.

    record = take_snapshot(archive)           # lists, maps, strings and numbers: fit for MessagePack
    archive = from_snapshot(record)           # adds as the first one would have

Numbers are kept to the last bit: an archive that goes on from a snapshot finds what one finds that never stopped.
"""

from __future__ import annotations

from typing import Any

from firsthand.errors import ModelError
from firsthand.group.archive import Archive, Thread
from firsthand.group.compare import Weighted, names_of
from firsthand.group.judgements import NO_JUDGEMENTS, Judgements
from firsthand.group.view import Seen

Record = dict[str, Any]


def take_snapshot(archive: Archive) -> Record:
    """All that later articles depend on."""
    view = archive.view
    return {
        "ids": archive.ids,
        "merged": archive.merged_into,
        "threads": [
            [t.id, list(t.opened), sorted(t.members), sorted(t.in_view), [[a, b, v] for (a, b), v in t.links.items()]]
            for t in archive.threads.values()
        ],
        "reasons": [[a, b, why] for (a, b), why in archive.reasons.items()],
        "seen": [
            [
                n,
                s.id,
                list(s.when),
                [s.weighted.english, s.weighted.all, list(s.weighted.names), s.weighted.shown, s.weighted.day],
                sorted(s.where),
                [[m, v] for m, v in s.near.items() if m < n],  # the others say the same from their side
            ]
            for n, s in view.seen.items()
        ],
        "counts": [view.counts.articles, view.counts.held],
        "dated": view.dated,
        "undated": view.undated,
        "latest": view.latest,
    }


def from_snapshot(record: Record, judgements: Judgements = NO_JUDGEMENTS) -> Archive:
    """The archive as it was, under the same judgements. Raises ModelError where the record is none."""
    try:
        return _restored(record, judgements)
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise ModelError(f"no archive of stories in the record: {error}") from error


def _restored(record: Record, judgements: Judgements) -> Archive:
    archive = Archive(judgements)
    archive.ids.extend(record["ids"])
    archive.numbers.update((id, n) for n, id in enumerate(record["ids"]))
    archive.merged_into.update(record["merged"])
    for id, (undated, day, first), members, in_view, links in record["threads"]:
        thread = Thread(id, (undated, day, first), set(members), set(in_view), {(a, b): v for a, b, v in links})
        archive.threads[id] = thread
        archive.home.update(dict.fromkeys(in_view, thread))
    archive.reasons.update(((a, b), why) for a, b, why in record["reasons"])
    view = archive.view
    for n, id, (undated, day, same), (english, everything, names, shown, own), where, near in record["seen"]:
        weighted = Weighted(english, everything, names_of(everything, set(names)), shown, own)
        view.seen[n] = Seen(id, (undated, day, same), weighted, frozenset(where), dict(near))
        for m, value in near:
            view.seen[m].near[n] = value
        view.index.add(n, weighted)
    view.counts.articles = record["counts"][0]
    view.counts.held.update(record["counts"][1])
    view.dated.extend((day, n) for day, n in record["dated"])
    view.undated.extend(record["undated"])
    view.latest = record["latest"]
    return archive
