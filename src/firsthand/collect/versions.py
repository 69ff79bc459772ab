"""Versions of one page, put in the order of time with only those in memory that are out of it."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from firsthand.model import Capture

#: Bytes and number of captures that are held until the earlier versions of the same pages have come. Archives are
#: written in the order of time but for those joined of several; what cannot be held comes in the order of the file.
HELD_BYTES = 50_000_000
HELD_MOST = 10_000
#: Digits of a time down to its thousandths.
_DIGITS = 17
_NO_DIGIT = re.compile(r"[^0-9]+")


class Versions:
    """Lets captures through as they come, but holds those of pages whose versions an archive has out of order."""

    def __init__(self, moments: Iterable[tuple[str, str]]) -> None:
        """`moments` are address and time (ISO 8601 in UTC) of each record, in the order in which they will come."""
        self._left = _out_of_order(moments)
        self._held: dict[int, list[Capture]] = {}
        self._bytes = self._many = 0

    def take(self, url: str, captures: Iterable[Capture]) -> Iterator[Capture]:
        """What can go on after a record of that address, which gave these captures, or none."""
        key = _key(url)
        if key not in self._left:
            yield from captures
            return
        self._left[key] -= 1
        for capture in captures:
            self._held.setdefault(key, []).append(capture)
            self._bytes += len(capture.body)
            self._many += 1
        if self._bytes > HELD_BYTES or self._many > HELD_MOST:
            yield from self.release()
        elif not self._left[key]:
            yield from self._let_go(key)

    def release(self) -> Iterator[Capture]:
        """All that is held: at the end, or where it becomes too much."""
        for key in list(self._held):
            yield from self._let_go(key)

    def _let_go(self, key: int) -> Iterator[Capture]:
        captures = self._held.pop(key, [])
        self._bytes -= sum(len(c.body) for c in captures)
        self._many -= len(captures)
        yield from sorted(captures, key=lambda c: c.retrieval.at if c.retrieval else "")


def _out_of_order(moments: Iterable[tuple[str, str]]) -> dict[int, int]:
    """How many records each page has whose records do not rise in time. 16 bytes a record, whatever their number."""
    import numpy

    keys, times = array("Q"), array("Q")
    for url, at in moments:
        keys.append(_key(url))
        times.append(int(_NO_DIGIT.sub("", at[:40]).ljust(_DIGITS, "0")[:_DIGITS]))
    key, time = numpy.frombuffer(keys, numpy.uint64), numpy.frombuffer(times, numpy.uint64)
    order = numpy.argsort(key, kind="stable")
    key, time = key[order], time[order]
    late = numpy.unique(key[1:][(key[1:] == key[:-1]) & (time[1:] < time[:-1])])
    found, counts = numpy.unique(key[numpy.isin(key, late)], return_counts=True)
    return dict(zip(found.tolist(), counts.tolist(), strict=True))


def _key(url: str) -> int:
    """64 bits of an address: two that fall together are put in order together, and nothing else comes of it."""
    return int.from_bytes(blake2b(url.encode("utf-8", "replace"), digest_size=8).digest(), "big")
