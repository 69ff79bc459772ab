"""Unpacking: what comes out is what went in, whatever the pieces, and never more than may."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from firsthand.collect.unpacking import MEMBERS_MOST, TooLargeError, Unpacker, UnpackingError, unpack

PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda body: bytes(brotli.compress(body, quality=4)),
    "zstd": zstandard.compress,
}


def fed(body: bytes, encoding: str, step: int, limit: int = 10**6) -> bytes:
    unpacker = Unpacker([encoding], limit)
    for place in range(0, len(body), step):
        unpacker.feed(body[place : place + step])
    return unpacker.finish()


@given(st.binary(max_size=500).map(lambda b: b * 40), st.sampled_from([*PACKED]), st.integers(1, 700))
def test_it_comes_out_as_it_went_in_whatever_the_pieces(body: bytes, encoding: str, step: int) -> None:
    assert fed(PACKED[encoding](body), encoding, step) == body


@given(st.lists(st.sampled_from([*PACKED]), max_size=3), st.binary(max_size=300))
def test_encodings_on_top_of_one_another(encodings: list[str], body: bytes) -> None:
    packed = body
    for encoding in encodings:
        packed = PACKED[encoding](packed)
    assert unpack(packed, [", ".join(encodings)], 10**6) == body
    assert unpack(packed, encodings, 10**6) == body


@given(st.binary(max_size=300), st.sampled_from([*PACKED, "", "identity"]))
def test_any_bytes_end_in_a_body_or_a_reason(body: bytes, encoding: str) -> None:
    try:
        assert len(unpack(body, [encoding], 1_000)) <= 1_000
    except UnpackingError as error:
        assert str(error).endswith(".")


@pytest.mark.parametrize("encoding", [*PACKED])
def test_a_body_of_the_limit_is_taken_and_one_byte_more_is_not(encoding: str) -> None:
    assert len(unpack(PACKED[encoding](bytes(70_000)), [encoding], 70_000)) == 70_000
    with pytest.raises(TooLargeError, match="70,000 bytes"):
        unpack(PACKED[encoding](bytes(70_001)), [encoding], 70_000)


@pytest.mark.parametrize("encoding", [*PACKED])
@pytest.mark.parametrize("step", [10**9, 100])
def test_a_thousandfold_body_takes_the_limit_and_a_small_buffer(encoding: str, step: int) -> None:
    packed = PACKED[encoding](bytes(100_000_000))
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError):
            fed(packed, encoding, step)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 10**6 + 5_000_000


def test_an_inner_layer_is_limited_too() -> None:
    # Frames that zstd skips (RFC 8878, 3.1.2): 100 MB of them unpack to nothing, but would have to be walked through.
    skipped = b"\x50\x2a\x4d\x18" + (10**6).to_bytes(4, "little") + bytes(10**6)
    with pytest.raises(TooLargeError):
        unpack(gzip.compress(skipped * 100), ["zstd", "gzip"], 2 * 10**6)


@pytest.mark.parametrize("encoding", [*PACKED])
def test_a_body_that_breaks_off(encoding: str) -> None:
    packed = PACKED[encoding](bytes(range(256)) * 20)
    with pytest.raises(UnpackingError, match="breaks off"):
        unpack(packed[:-5], [encoding], 10**6)


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_joined_parts_are_one_body(encoding: str) -> None:
    pack = PACKED[encoding]
    for step in (1, 3, 10**6):
        assert fed(pack(b"one ") + pack(b"two"), encoding, step) == b"one two"
    with pytest.raises(UnpackingError, match="joined of more"):
        unpack(pack(b"") * (MEMBERS_MOST + 1), [encoding], 10**6)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_what_follows_the_end_is_passed_over(encoding: str) -> None:
    assert unpack(PACKED[encoding](b"body") + b"\0\0 and more", [encoding], 10**6) == b"body"


def test_deflate_without_its_wrapper() -> None:
    for step in (1, 10**6):
        assert fed(zlib.compress(b"body", wbits=-15), "deflate", step) == b"body"


@pytest.mark.parametrize("encodings", [["x-gzip"], ["GZIP"], ["identity, gzip"], ["gzip", "none"]])
def test_names_of_encodings(encodings: list[str]) -> None:
    assert unpack(gzip.compress(b"body"), encodings, 10) == b"body"


def test_nothing_packed_is_nothing() -> None:
    assert unpack(b"", ["gzip"], 10) == b""


def test_an_encoding_that_is_not_known_and_too_many_are_refused() -> None:
    with pytest.raises(UnpackingError, match="'compress', which is not known"):
        unpack(b"", ["compress"], 10)
    with pytest.raises(UnpackingError, match="4 times over"):
        unpack(b"", ["gzip, br, gzip, br"], 10)
