"""A web archive's bytes, unpacked within limits, so that no file can take more time or memory than it is worth."""

from __future__ import annotations

import gzip
import zlib
from typing import BinaryIO, Protocol

from firsthand.collect.sizes import in_words

#: Bytes that an archive may unpack to whatever its size, and on top of that for each byte of it. Archives of pages
#: unpack to 4 to 20 times their size; gzip can do 1,000 and zstd far more. It costs half a second to find a bomb out.
UNPACKED_FREE = 200_000_000
UNPACKED_RATIO = 100
_GZIP = b"\x1f\x8b"
#: A frame of zstd, and the frame with a dictionary that an archive in zstd may begin with.
_ZSTD = (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")
_TAIL = 4


class _Reader(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


class ArchiveStream:
    """A file-like object for fastwarc: ends where the file ends, breaks or unpacks to too much, and never raises."""

    def __init__(self, raw: BinaryIO) -> None:
        """`raw` is the archive as it is stored, at its start, seekable; it stays open."""
        self.broken: str | None = None  #: why the stream ended before the file did, in one sentence
        self.tail = b""  #: the last bytes that were read
        self._raw = raw
        self._size = 0
        raw.seek(0)
        start = raw.read(_TAIL)
        raw.seek(0)
        self.packed = start.startswith((_GZIP, *_ZSTD))
        self._inner = _unpacked(raw, start)

    def read(self, size: int = -1) -> bytes:
        """At most that many bytes, or 64 KB; none at the end."""
        if self.broken:
            return b""
        try:
            data = self._inner.read(size if 0 < size < 65_536 else 65_536)
        except (OSError, EOFError, zlib.error) as error:
            said = str(error).rstrip(".")
            self.broken = f"its compression is broken: {said[:1].lower()}{said[1:]}"
            return b""
        self._size += len(data)
        if self.packed and self._size > UNPACKED_FREE + UNPACKED_RATIO * self._raw.tell():
            self.broken = f"it unpacks to more than {in_words(UNPACKED_FREE)}, over {UNPACKED_RATIO} times its size"
            return b""
        self.tail = (self.tail + data)[-_TAIL:]
        return data

    def tell(self) -> int:
        """Bytes read so far, unpacked."""
        return self._size

    def seek(self, offset: int, whence: int = 0) -> int:
        """Not to be had of a stream that is unpacked. Raises OSError."""
        raise OSError("an archive is read from front to back")

    def close(self) -> None:
        """Nothing: the file belongs to whoever opened it."""


class _Gzip:
    """Each member by itself, so that a broken one costs nothing of what stands before it."""

    def __init__(self, raw: BinaryIO) -> None:
        self._file = gzip.GzipFile(fileobj=raw)

    def read(self, size: int = -1, /) -> bytes:
        return self._file.read1(size)


def _unpacked(raw: BinaryIO, start: bytes) -> _Reader:
    if start.startswith(_GZIP):
        return _Gzip(raw)
    if start.startswith(_ZSTD):
        from fastwarc.stream_io import ZstdReader

        return ZstdReader(raw)
    return raw
