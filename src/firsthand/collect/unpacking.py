"""Content encodings (RFC 9110, 8.4) undone piece by piece, so that a small body never becomes a large one in memory.

What is held at any time is the body so far, at most `limit`, and one piece: PIECE bytes, for zstd up to 2 MB.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Any, Protocol

#: Bytes that are unpacked at a time.
PIECE = 65_536
#: Encodings on top of one another. Nobody needs two; three leave room for proxies that pack again.
STACKED_MOST = 3
#: Members that one gzip or zstd body may be joined of. 10 MB in blocks of 64 KB, as bgzip cuts them, has 160.
MEMBERS_MOST = 1_000
#: Bytes of zstd that are unpacked in one step: a block takes at least 4 and gives at most 128 KB, and the library has
#: no limit of its own. 64 cost 23 ms for 5 MB of text where 4,096 cost 11.
_ZSTD_STEP = 64
#: The largest window of zstd that a server may use on the web (RFC 9659).
_ZSTD_WINDOW = 8 * 2**20
#: What servers wrongly call an encoding, and is none.
_NO_ENCODING = frozenset({"", "identity", "none", "utf-8", "binary", "7bit", "8bit"})

#: What to name in Accept-Encoding.
ACCEPTED = "gzip, deflate, br, zstd"


class UnpackingError(Exception):
    """A body cannot be unpacked; the message is one sentence."""


class TooLargeError(UnpackingError):
    """A body is larger, unpacked, than it may be; the message is one sentence."""


class _Layer(Protocol):
    """One encoding being undone."""

    name: str
    complete: bool  #: it ends where it says that it ends, or nothing of it has come

    def unpack(self, data: bytes) -> Iterator[bytes]: ...


class Unpacker:
    """Takes a body as it arrives, and has it unpacked at the end."""

    def __init__(self, encodings: Iterable[str], limit: int) -> None:
        """`encodings` are the values of Content-Encoding, in order; `limit` is in bytes.

        Raises UnpackingError where an encoding is not known, or there are too many.
        """
        names = [name.strip().lower() for value in encodings for name in value.split(",")]
        names = [name for name in names if name not in _NO_ENCODING]
        if len(names) > STACKED_MOST:
            raise UnpackingError(f"The body is packed {len(names)} times over; {STACKED_MOST} are undone at most.")
        self._layers = [_layer(name) for name in reversed(names)]
        self._limit = limit
        self._sizes = [0] * len(self._layers)
        self._body = bytearray()

    def feed(self, data: bytes) -> None:
        """The next bytes as received. Raises UnpackingError, TooLargeError where the body, or a layer, outgrows it."""
        if not self._layers:
            self._keep(data)
            return
        for piece in reduce(self._through, range(len(self._layers)), iter((data,))):
            self._keep(piece)

    def finish(self) -> bytes:
        """The body. Raises UnpackingError where it is cut short."""
        for layer in self._layers:
            if not layer.complete:
                raise UnpackingError(f"The body breaks off: its {layer.name} encoding has no end.")
        return bytes(self._body)

    def _keep(self, piece: bytes) -> None:
        if len(self._body) + len(piece) > self._limit:
            raise TooLargeError(f"The body is larger than the {self._limit:,} bytes that are taken.")
        self._body += piece

    def _through(self, pieces: Iterator[bytes], place: int) -> Iterator[bytes]:
        """What a layer makes of the pieces. An inner layer has the same limit, else it could be endless noise."""
        layer = self._layers[place]
        for data in pieces:
            try:
                for piece in layer.unpack(data):
                    self._sizes[place] += len(piece)
                    if self._sizes[place] > self._limit:
                        raise TooLargeError(f"The body is larger than the {self._limit:,} bytes that are taken.")
                    yield piece
            except _broken() as error:
                raise UnpackingError(f"The body is not the {layer.name} that it says it is ({error}).") from error


def unpack(body: bytes, encodings: Iterable[str], limit: int) -> bytes:
    """A whole body at once, as `Unpacker` does. For files that are packed without a header that says so."""
    unpacker = Unpacker(encodings, limit)
    unpacker.feed(body)
    return unpacker.finish()


def _broken() -> tuple[type[Exception], ...]:
    """What the libraries raise at a body that is not theirs."""
    import brotli  # type: ignore[import-untyped]
    import zstandard

    return (zlib.error, brotli.error, zstandard.ZstdError)


def _layer(name: str) -> _Layer:
    if name in ("gzip", "x-gzip"):
        return _Gzip()
    if name in ("deflate", "x-deflate"):
        return _Deflate()
    if name == "br":
        return _Brotli()
    if name == "zstd":
        return _Zstd()
    raise UnpackingError(f"The body is packed as {name[:40]!r}, which is not known here.")


def _inflated(inner: Any, data: bytes) -> Iterator[bytes]:  # noqa: ANN401  (zlib does not name the type)
    """What a zlib object makes of data, in pieces."""
    while True:
        piece = inner.decompress(data, PIECE)
        if piece:
            yield piece
        data = inner.unconsumed_tail
        # A full piece may leave output behind without any input to go with it.
        if inner.eof or (not data and len(piece) < PIECE):
            return


class _Gzip:
    """RFC 1952, one or several members. What follows the last member is no part of it, and is passed over."""

    name = "gzip"
    _MAGIC = b"\x1f\x8b"

    def __init__(self) -> None:
        self.complete = True
        self._inner = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._members = 1
        self._over = False

    def unpack(self, data: bytes) -> Iterator[bytes]:
        while data and not self._over:
            if self._inner.eof:
                self._over = not self._MAGIC.startswith(data[:2])
                if self._over:
                    return
                self._members = _counted(self._members)
                self._inner = zlib.decompressobj(16 + zlib.MAX_WBITS)
            self.complete = False
            yield from _inflated(self._inner, data)
            self.complete = self._inner.eof
            data = self._inner.unused_data


class _Deflate:
    """RFC 1950, and the bare RFC 1951 that some servers send under the same name."""

    name = "deflate"

    def __init__(self) -> None:
        self.complete = True
        self._inner: Any = None
        self._start = b""

    def unpack(self, data: bytes) -> Iterator[bytes]:
        if self._inner is None:
            data = self._start = self._start + data
            self.complete = not data
            if len(data) < 2:
                return
            zlib_header = data[0] & 15 == 8 and int.from_bytes(data[:2], "big") % 31 == 0
            self._inner = zlib.decompressobj(zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS)
        if not self._inner.eof:
            yield from _inflated(self._inner, data)
            self.complete = self._inner.eof


class _Brotli:
    """RFC 7932. Its window, up to 16 MB, is held beside the body."""

    name = "br"

    def __init__(self) -> None:
        import brotli

        self.complete = True
        self._inner = brotli.Decompressor()

    def unpack(self, data: bytes) -> Iterator[bytes]:
        self.complete = False
        piece = self._inner.process(data, output_buffer_limit=PIECE)
        while piece:
            yield piece
            piece = self._inner.process(b"", output_buffer_limit=PIECE)
        self.complete = self._inner.is_finished()


class _Zstd:
    """RFC 8878, one or several frames."""

    name = "zstd"

    def __init__(self) -> None:
        import zstandard

        self.complete = True
        self._decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        self._inner = self._decompressor.decompressobj(write_size=PIECE)
        self._frames = 1

    def unpack(self, data: bytes) -> Iterator[bytes]:
        place = 0
        while place < len(data):
            if self._inner.eof:
                self._frames = _counted(self._frames)
                self._inner = self._decompressor.decompressobj(write_size=PIECE)
            step = data[place : place + _ZSTD_STEP]
            self.complete = False
            yield self._inner.decompress(step)
            self.complete = self._inner.eof
            place += len(step) - len(self._inner.unused_data)


def _counted(members: int) -> int:
    if members >= MEMBERS_MOST:
        raise UnpackingError(f"The body is joined of more than {MEMBERS_MOST:,} packed parts.")
    return members + 1
