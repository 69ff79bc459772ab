"""Sentences that say alike, by a file of vectors beside the store.

The file is made from the store and can be deleted: it is brought up to date when it is asked, and made again where it
is missing or damaged. It holds no text. What it gives is looked up in the store, so that nothing shows that is gone.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from sqlalchemy import Connection, select

from firsthand.errors import InputError, StoreError
from firsthand.inference.encoder import Encoder
from firsthand.store.articles import load_version
from firsthand.store.database import Store
from firsthand.store.hits import Sentence
from firsthand.store.rows import parts
from firsthand.store.schema import article, story_article
from firsthand.store.tokens import manner
from firsthand.store.vectors import Sentences

#: The file, in the folder of what can be made again.
FILE = "similar.usearch"
#: Raised when vectors are made in another way: older files are then made again.
MANNER = 1
#: Links of a vector in the graph, and how many are weighed when it is added and when one is looked for. On 30,000
#: vectors in clusters: .982 of the ten nearest, 13,000 added a second; twice the pains in adding give .001 more.
LINKS, WEIGHED_ADDING, WEIGHED_LOOKING = 16, 40, 128
#: Numbers of a vector, as the encoder of the package has them.
DIMENSIONS = 96
#: Articles between two looks at the store: memory and the time that a reader holds its view.
BATCH = 500
#: Bits of a key that number the sentence; the others are article.n.
_BITS = 16
#: Keys of what is written over vectors that were removed: no article has them.
_OVER = 1 << 63
#: Behind the vectors: which articles they are of. Then its length, a check sum of all before, and a sign.
_END = struct.Struct("<QI4s")
_SIGN = b"fhsv"

Progress = Callable[[str, int], None]


@dataclass(slots=True)
class _Held:
    """What the file holds: of which articles, and once it is opened, their vectors."""

    articles: dict[int, int] = field(default_factory=dict)  #: article.n -> version
    index: Any = None  #: usearch.index.Index, which has no types


def update(store: Store, folder: Path, encoder: Encoder, progress: Progress | None = None) -> None:
    """Bring the file up to date: vectors of new articles in, those of articles that are gone or changed out.

    Raises StoreError where it cannot be written. Two at once do no harm: the last one's file stays.
    """
    held = listed_articles(folder / FILE)
    with store.reading() as connection:
        now = {n: version for n, version in connection.execute(select(article.c.n, article.c.version))}
    if held is not None and held.articles == now:
        return
    if held is None or not _opened(held, folder / FILE, view=False):
        held = _Held(index=_index())
    _remove(held, [n for n, version in held.articles.items() if now.get(n) != version])
    new = sorted(now.keys() - held.articles.keys())
    sentences = Sentences(encoder)
    for at in range(0, len(new), BATCH):
        with store.reading() as connection:
            _add(connection, held, new[at : at + BATCH], now, sentences)
        if progress:
            progress("read", len(new[at : at + BATCH]))
    _save(held, folder)


def similar(
    store: Store, folder: Path, sentence: str, encoder: Encoder, *, limit: int = 20, progress: Progress | None = None
) -> tuple[Sentence, ...]:
    """The sentences in the store that are most like one, the most alike first.

    Raises InputError where too few of its words are known, and StoreError.
    """
    vector = Sentences(encoder).vector(sentence)
    if vector is None:
        raise InputError("sentence", "Too few of its words are known: give a whole sentence, in English.")
    update(store, folder, encoder, progress)
    held = listed_articles(folder / FILE)
    if held is None or not _opened(held, folder / FILE, view=True) or not len(held.index):
        return ()
    found = held.index.search(vector, min(limit, len(held.index)))
    with store.reading() as connection:
        return _told(connection, held, found.keys.tolist(), found.distances.tolist())


def remove_similar(folder: Path) -> None:
    """Delete the file: it is made again when it is asked next."""
    (folder / FILE).unlink(missing_ok=True)


def _told(
    connection: Connection, held: _Held, keys: Sequence[int], distances: Sequence[float]
) -> tuple[Sentence, ...]:
    """Sentences by their keys, but for those of articles that are gone or changed meanwhile."""
    rows = {
        row.n: row
        for some in parts(sorted({key >> _BITS for key in keys}))
        for row in connection.execute(
            select(article, story_article.c.story)
            .outerjoin(story_article, story_article.c.article == article.c.n)
            .where(article.c.n.in_(some))
        )
    }
    current = {n: row for n, row in rows.items() if held.articles.get(n) == row.version}
    readings = {n: load_version(connection, row.version) for n, row in current.items()}
    told = []
    for key, distance in zip(keys, distances, strict=True):
        n, number = key >> _BITS, key & ((1 << _BITS) - 1)
        if n in current:
            row, reading = current[n], readings[n]
            span = reading.annotations.sentences[number]
            words = " ".join(reading.article.quote(span).split())
            score = min(1.0, max(-1.0, 1.0 - distance))
            told.append(
                Sentence(
                    row.id,
                    row.headline,
                    row.publisher_name,
                    row.published_at,
                    row.url,
                    row.story,
                    span.start,
                    span.end,
                    words,
                    score,
                )
            )
    return tuple(told)


def _index() -> Any:  # noqa: ANN401  (usearch has no types)
    from usearch.index import Index

    return Index(
        ndim=DIMENSIONS,
        metric="cos",
        dtype="i8",
        connectivity=LINKS,
        expansion_add=WEIGHED_ADDING,
        expansion_search=WEIGHED_LOOKING,
    )


def _add(
    connection: Connection, held: _Held, numbers: Sequence[int], versions: Mapping[int, int], sentences: Sentences
) -> None:
    keys: list[int] = []
    vectors = []
    there = set(
        connection.execute(select(article.c.version).where(article.c.n.between(numbers[0], numbers[-1]))).scalars()
    )
    for n in numbers:
        if versions[n] not in there:  # taken down or changed since: the next update sees it
            continue
        found = list(sentences.of(load_version(connection, versions[n])))
        keys += [n << _BITS | number for number, _ in found]
        vectors += [vector for _, vector in found]
        held.articles[n] = versions[n]
    if keys:
        held.index.add(np.array(keys, dtype=np.uint64), np.stack(vectors))


def _remove(held: _Held, gone: Sequence[int]) -> None:
    """Take articles' vectors out. usearch leaves their bytes where they are until others need the place: write over."""
    if not gone:
        return
    ours = np.asarray(held.index.keys, dtype=np.uint64)
    keys = ours[np.isin(ours >> np.uint64(_BITS), np.array(gone, dtype=np.uint64))]
    for n in gone:
        del held.articles[n]
    if not len(keys):
        return
    held.index.remove(keys)
    over = np.arange(_OVER, _OVER + len(keys), dtype=np.uint64)
    noise = np.random.default_rng(0).normal(size=(len(keys), DIMENSIONS)).astype(np.float32)
    held.index.add(over, noise)
    held.index.remove(over)


def listed_articles(file: Path) -> _Held | None:
    """Which articles the file is of; None where it is missing, damaged, or made in another way."""
    import msgspec

    try:
        with file.open("rb") as data:
            size = data.seek(0, os.SEEK_END) - _END.size
            data.seek(max(0, size))
            length, check, sign = _END.unpack(data.read())
            if sign != _SIGN or length > size or _sum(data, size) != check:
                return None
            data.seek(size - length)
            made, articles = msgspec.msgpack.decode(data.read(length), type=tuple[str, dict[int, int]])
    except (OSError, struct.error, msgspec.DecodeError):
        return None
    return _Held(articles) if made == _manner() else None


def _sum(data: BinaryIO, size: int) -> int:
    """The check sum of so many bytes from the beginning: links that lead nowhere would end the process."""
    data.seek(0)
    check = 0
    while size > 0 and (part := data.read(min(size, 1 << 24))):
        check = zlib.crc32(part, check)
        size -= len(part)
    return check


def _opened(held: _Held, file: Path, *, view: bool) -> bool:
    """Open the vectors, in memory, or as a view of the file that cannot be changed. Whether that could be done."""
    from usearch.index import Index

    try:
        held.index = Index.restore(file, view=view)
    except (OSError, ValueError, RuntimeError):
        return False
    if held.index is None:
        return False
    held.index.expansion_add, held.index.expansion_search = WEIGHED_ADDING, WEIGHED_LOOKING
    return True


def _save(held: _Held, folder: Path) -> None:
    import msgspec

    tail = msgspec.msgpack.encode((_manner(), held.articles))
    new = folder / f"{FILE}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held.index.save(new)
        with new.open("r+b") as data:
            size = data.seek(0, os.SEEK_END)
            data.write(tail)
            check = _sum(data, size + len(tail))
            data.seek(0, os.SEEK_END)
            data.write(_END.pack(len(tail), check, _SIGN))
        new.replace(folder / FILE)
    except (OSError, RuntimeError, ValueError) as error:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise StoreError(str(folder / FILE), f"It cannot be written: {error}.") from error


def _manner() -> str:
    return f"{MANNER} {manner()} {DIMENSIONS} {LINKS}"
