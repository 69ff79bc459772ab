"""Nouns of the model as bytes, small: what is kept of an article's reading and of a story's telling.

A record is laid out by columns, as Dremel's are (Melnik et al., VLDB 2010): all starts of all spans, then all their
lengths, then all kinds of all mentions, and so on down; a column of one value is that value alone. A span names
article, capture and limit by a number in a table at the front. MessagePack, then zstd: a reading takes about as much as
its text, where plain JSON takes 15 times that.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from itertools import accumulate, islice
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
import zstandard

from firsthand.errors import ModelError
from firsthand.model import Span

#: zstd's level: 3 is 4 % larger and saves .2 ms of the 100 ms that an article takes.
LEVEL = 9
#: Bytes of a record, unpacked: the most that a damaged store makes us allocate. A story of 500 articles has 20 MB.
MOST = 400_000_000
#: Values of one column: likewise.
MOST_VALUES = 50_000_000

#: The dictionary by which small records are packed: English news and the shape of records, trained on invented texts by
#: tools/train_dictionary.py. It saves a sixth of short texts and of readings.
DICTIONARY = 1
#: Bytes above which a record has enough of its own to learn from.
SMALL = 200_000

T = TypeVar("T")
Places = dict[tuple[str, str, int], int]
#: Column of values -> what MessagePack takes, and back. `places` is the table of what spans lie in.
Write = Callable[[Sequence[Any], Places], Any]
Read = Callable[[Any, int, Sequence[tuple[str, str, int]]], list[Any]]


def pack(value: object) -> bytes:
    """A noun as bytes."""
    places: Places = {}
    kind: Any = type(value)
    columns = _column(kind)[0]([value], places)
    return compress(msgspec.msgpack.encode([list(places), columns]))


def unpack(kind: type[T], data: bytes) -> T:
    """The noun of that type. Raises ModelError where the bytes hold none: the store is damaged, or from elsewhere."""
    noun: Any = kind
    try:
        places, columns = msgspec.msgpack.decode(decompress(data))
        (found,) = _column(noun)[1](columns, 1, [(str(a), str(c), int(n)) for a, c, n in places])
    except (msgspec.DecodeError, ValueError, TypeError, IndexError, KeyError) as error:
        raise ModelError(f"no {kind.__name__} in {len(data)} bytes: {error}") from error
    if not isinstance(found, kind):
        raise ModelError(f"no {kind.__name__} in {len(data)} bytes")
    return found


def unpack_field(kind: type, name: str, data: bytes) -> Any:  # noqa: ANN401  (the field's type)
    """One field of the noun of that type: the other columns are not looked at. Raises ModelError as `unpack` does."""
    number, read = _field(kind, name)
    try:
        places, columns = msgspec.msgpack.decode(decompress(data))
        (found,) = read(columns[number], 1, [(str(a), str(c), int(n)) for a, c, n in places])
    except (msgspec.DecodeError, ValueError, TypeError, IndexError, KeyError) as error:
        raise ModelError(f"no {name} of a {kind.__name__} in {len(data)} bytes: {error}") from error
    return found


@cache
def _field(kind: type, name: str) -> tuple[int, Read]:
    """Which of the columns of a noun a field is, and how it is read."""
    return [f.name for f in fields(kind)].index(name), _column(get_type_hints(kind)[name])[1]


def compress(data: bytes) -> bytes:
    """By zstd, with its length and a check sum, so that `doctor` can tell a damaged one."""
    words = _dictionary() if len(data) <= SMALL else None
    return zstandard.ZstdCompressor(level=LEVEL, dict_data=words, write_checksum=True).compress(data)


def decompress(data: bytes, most: int = MOST) -> bytes:
    """What `compress` was given. Raises ModelError where it is damaged or larger than `most` bytes."""
    try:
        frame = zstandard.get_frame_parameters(data)
        if not 0 <= frame.content_size <= most:
            raise ModelError(f"{frame.content_size} bytes are more than a record may have")
        if frame.dict_id not in (0, DICTIONARY):
            raise ModelError(f"it is packed by dictionary {frame.dict_id}, which this firsthand does not have")
        words = _dictionary() if frame.dict_id else None
        return zstandard.ZstdDecompressor(dict_data=words).decompress(data, max_output_size=most)
    except zstandard.ZstdError as error:
        raise ModelError(f"the bytes are damaged: {error}") from error


@cache
def _dictionary() -> zstandard.ZstdCompressionDict:
    content = (Path(__file__).parent / f"dictionary.{DICTIONARY}").read_bytes()
    words = zstandard.ZstdCompressionDict(content)
    words.precompute_compress(level=LEVEL)
    return words


@cache
def _column(kind: Any) -> tuple[Write, Read]:  # noqa: ANN401  (a type, or what typing makes of one)
    """How a column of that type is written and read. Raises TypeError at a type that no noun has."""
    if kind is Span:
        return _write_spans, _read_spans
    if is_dataclass(kind) and isinstance(kind, type):
        return _nouns(kind)
    origin, args = get_origin(kind), get_args(kind)
    if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
        return _tuples(*_column(args[0]))
    if origin is tuple:
        return _rows([_column(a) for a in args], tuple)
    if origin in (Union, types.UnionType):
        some = [a for a in args if a is not type(None)]
        if len(some) != 1:
            raise TypeError(f"{kind} is of several types: the codec cannot tell them apart")
        return (_write_plain, _read_plain) if _is_plain(some[0]) else _optional(*_column(some[0]))
    if _is_plain(kind):
        return _write_plain, _read_plain
    raise TypeError(f"the codec knows no {kind}")


def _is_plain(kind: Any) -> bool:  # noqa: ANN401
    return get_origin(kind) is Literal or kind in (str, int, float, bool)


def _write_plain(values: Sequence[Any], _: Places) -> Any:  # noqa: ANN401
    """The values; where they are all one, that one in a map, which no other column is."""
    first = values[0] if values else None
    if values and all(v == first and type(v) is type(first) for v in values):
        return {0: first}
    return list(values)


def _read_plain(column: Any, count: int, _: object) -> list[Any]:  # noqa: ANN401
    if isinstance(column, dict):
        if count > MOST_VALUES:
            raise ValueError(f"{count} values in a column")
        return [column[0]] * count
    if len(column) != count:
        raise ValueError(f"{len(column)} values where there should be {count}")
    return list(column)


def _write_spans(spans: Sequence[Span], places: Places) -> list[Any]:
    """Each start as its distance from the one before, lengths, and the numbers of the places."""
    starts = [s.start for s in spans]
    steps = [b - a for a, b in zip([0, *starts], starts, strict=False)]
    where = [places.setdefault((s.article, s.capture, s.limit), len(places)) for s in spans]
    return [_write_plain(c, places) for c in (steps, [s.end - s.start for s in spans], where)]


def _read_spans(columns: Any, count: int, places: Sequence[tuple[str, str, int]]) -> list[Span]:  # noqa: ANN401
    steps, lengths, where = (_read_plain(c, count, None) for c in columns)
    starts = list(accumulate(steps))
    ends = [start + length for start, length in zip(starts, lengths, strict=True)]
    lie = [places[place] for place in where]
    articles, captures, limits = ([each[n] for each in lie] for n in range(3))
    return list(map(Span, articles, captures, starts, ends, limits))


def _nouns(kind: type) -> tuple[Write, Read]:
    """Columns of a dataclass: one a field."""
    hints = get_type_hints(kind)
    names = [f.name for f in fields(kind)]
    columns = [_column(hints[n]) for n in names]
    # A record of an older version lacks the newest fields: they come last, and have defaults.
    needed = sum(f.default is MISSING and f.default_factory is MISSING for f in fields(kind))

    def write(values: Sequence[Any], places: Places) -> list[Any]:
        return [w([getattr(v, n) for v in values], places) for n, (w, _) in zip(names, columns, strict=True)]

    def read(packed: Any, count: int, places: Sequence[tuple[str, str, int]]) -> list[Any]:  # noqa: ANN401
        if len(packed) < needed:
            raise ValueError(f"{kind.__name__} has {len(packed)} fields")
        found = [r(c, count, places) for c, (_, r) in zip(packed, columns, strict=False)]
        return [kind(*row) for row in zip(*found, strict=True)]

    return write, read


def _rows(columns: Sequence[tuple[Write, Read]], kind: Callable[[Any], Any]) -> tuple[Write, Read]:
    """Columns of a tuple of fixed length: one a place."""

    def write(values: Sequence[Any], places: Places) -> list[Any]:
        return [w([v[i] for v in values], places) for i, (w, _) in enumerate(columns)]

    def read(packed: Any, count: int, places: Sequence[tuple[str, str, int]]) -> list[Any]:  # noqa: ANN401
        found = [r(c, count, places) for c, (_, r) in zip(packed, columns, strict=True)]
        return [kind(row) for row in zip(*found, strict=True)]

    return write, read


def _tuples(write_one: Write, read_one: Read) -> tuple[Write, Read]:
    """A column of tuples: how long each is, and all that they hold in one column."""

    def write(values: Sequence[Any], places: Places) -> list[Any]:
        return [
            _write_plain([len(v) for v in values], places),
            write_one([each for v in values for each in v], places),
        ]

    def read(packed: Any, count: int, places: Sequence[tuple[str, str, int]]) -> list[Any]:  # noqa: ANN401
        lengths = _read_plain(packed[0], count, places)
        rest: Iterator[Any] = iter(read_one(packed[1], sum(lengths), places))
        return [tuple(islice(rest, n)) for n in lengths]

    return write, read


def _optional(write_one: Write, read_one: Read) -> tuple[Write, Read]:
    """A column of nouns or None: which are there, and those that are."""

    def write(values: Sequence[Any], places: Places) -> list[Any]:
        there = [v is not None for v in values]
        return [_write_plain(there, places), write_one([v for v in values if v is not None], places)]

    def read(packed: Any, count: int, places: Sequence[tuple[str, str, int]]) -> list[Any]:  # noqa: ANN401
        there = _read_plain(packed[0], count, places)
        rest = iter(read_one(packed[1], sum(there), places))
        return [next(rest) if t else None for t in there]

    return write, read
