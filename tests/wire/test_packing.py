"""Packed bodies come back whole, and a bomb costs no more memory than its limit."""

from __future__ import annotations

import tracemalloc
from contextlib import suppress

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from app.wire.packing import PackedTooLarge, PackedUnreadable, pack, unpack

LIMIT = 1024 * 1024


@given(st.binary(max_size=4096))
def test_what_was_packed_comes_back(data: bytes) -> None:
    assert unpack(pack(data), LIMIT) == data


def test_as_much_as_the_limit_is_let_through_and_one_byte_more_is_not() -> None:
    whole = b"a" * LIMIT
    assert unpack(pack(whole), LIMIT) == whole
    with pytest.raises(PackedTooLarge) as refused:
        unpack(pack(whole + b"a"), LIMIT)
    assert refused.value.facts == {"limit": LIMIT}


def test_a_bomb_of_a_gibibyte_is_refused_without_the_memory_for_it() -> None:
    packer = zstandard.ZstdCompressor(level=19).compressobj()
    bomb = b"".join(packer.compress(bytes(LIMIT)) for _ in range(1024)) + packer.flush()
    assert len(bomb) < LIMIT / 10
    tracemalloc.start()
    try:
        with pytest.raises(PackedTooLarge):
            unpack(bomb, LIMIT)
        assert tracemalloc.get_traced_memory()[1] < 32 * LIMIT
    finally:
        tracemalloc.stop()


def test_a_frame_that_asks_for_a_huge_window_is_refused() -> None:
    settings = zstandard.ZstdCompressionParameters(window_log=27, compression_level=1, write_content_size=0)
    packer = zstandard.ZstdCompressor(compression_params=settings).compressobj()
    frame = packer.compress(b"small") + packer.flush()
    with pytest.raises(PackedUnreadable):
        unpack(frame, LIMIT)


@given(st.binary(max_size=200))
def test_any_other_bytes_are_refused_or_read_within_the_limit(data: bytes) -> None:
    with suppress(PackedUnreadable, PackedTooLarge):
        assert len(unpack(data, 64)) <= 64
