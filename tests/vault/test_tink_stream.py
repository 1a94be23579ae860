"""Sealed evidence is a published format: Google's Tink reads ours and we read its; changes are found."""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tink
from hypothesis import given, settings
from hypothesis import strategies as st
from tink import cleartext_keyset_handle, streaming_aead
from tink.proto import aes_gcm_hkdf_streaming_pb2, common_pb2, tink_pb2

from app.ports.vault import EvidenceAltered, SealingCancelled, SourceUnreadable, VaultUnusable
from app.vault.tink_stream import (
    FIRST_PLAIN,
    HEADER,
    NEXT_PLAIN,
    SEGMENT,
    TAG,
    SealedReader,
    SealedStream,
    seal_stream,
    sealed_size,
)

KEY = bytes(range(32))
NAME = "0123456789abcdef0123456789abcdef"
PATTERN = hashlib.shake_256(b"pictures of a street").digest(3 * SEGMENT + 100_000)
EDGES = [0, FIRST_PLAIN, FIRST_PLAIN + NEXT_PLAIN, FIRST_PLAIN + 2 * NEXT_PLAIN]
EDGE_SIZES = sorted({size + step for size in EDGES for step in (-1, 0, 1) if size + step >= 0})
SIZES = st.one_of(
    st.sampled_from(EDGE_SIZES),
    st.builds(lambda edge, step: max(0, edge + step), st.sampled_from(EDGES), st.integers(-40, 40)),
    st.integers(0, len(PATTERN)),
)


def google_tink() -> streaming_aead.StreamingAead:
    """Tink's own primitive over our raw key."""
    streaming_aead.register()
    params = aes_gcm_hkdf_streaming_pb2.AesGcmHkdfStreamingParams(
        ciphertext_segment_size=SEGMENT, derived_key_size=32, hkdf_hash_type=common_pb2.SHA256
    )
    key = aes_gcm_hkdf_streaming_pb2.AesGcmHkdfStreamingKey(version=0, params=params, key_value=KEY)
    keyset = tink_pb2.Keyset(primary_key_id=1)
    keyset.key.add(
        key_id=1,
        status=tink_pb2.ENABLED,
        output_prefix_type=tink_pb2.RAW,
        key_data=tink_pb2.KeyData(
            type_url="type.googleapis.com/google.crypto.tink.AesGcmHkdfStreamingKey",
            value=key.SerializeToString(),
            key_material_type=tink_pb2.KeyData.SYMMETRIC,
        ),
    )
    reader = tink.BinaryKeysetReader(keyset.SerializeToString())
    return cleartext_keyset_handle.read(reader).primitive(streaming_aead.StreamingAead)


TINK = google_tink()


class Kept(io.BytesIO):
    """Keeps its bytes when Tink closes it."""

    def close(self) -> None:
        self.kept = self.getvalue()
        super().close()


def sealed(plaintext: bytes, associated: bytes = NAME.encode()) -> tuple[bytes, SealedStream]:
    out = io.BytesIO()
    done = seal_stream(io.BytesIO(plaintext), out.write, KEY, associated)
    return out.getvalue(), done


@pytest.fixture
def reader_of(tmp_path: Path) -> Callable[[bytes], SealedReader]:
    def opened(data: bytes) -> SealedReader:
        path = tmp_path / hashlib.sha256(data).hexdigest()[:16]
        path.write_bytes(data)
        return SealedReader(io.FileIO(path), KEY, NAME.encode(), NAME)

    return opened


@settings(max_examples=25, deadline=None)
@given(size=SIZES)
def test_tink_reads_what_we_sealed(size: int) -> None:
    ours, done = sealed(PATTERN[:size])
    assert TINK.new_decrypting_stream(io.BytesIO(ours), NAME.encode()).read() == PATTERN[:size]
    assert done == SealedStream(
        "sha256:" + hashlib.sha256(PATTERN[:size]).hexdigest(), size=size, sealed_size=len(ours)
    )


@pytest.mark.parametrize("size", EDGE_SIZES)
def test_we_read_what_tink_sealed(size: int, reader_of: Callable[[bytes], SealedReader]) -> None:
    out = Kept()
    with TINK.new_encrypting_stream(out, NAME.encode()) as stream:
        stream.write(PATTERN[:size])
    with reader_of(out.kept) as reader:
        assert reader.size == size
        assert reader.read() == PATTERN[:size]
    assert len(out.kept) == sealed_size(size)


@pytest.mark.parametrize("size", EDGE_SIZES)
def test_we_read_what_we_sealed_at_every_boundary(
    size: int, reader_of: Callable[[bytes], SealedReader]
) -> None:
    with reader_of(sealed(PATTERN[:size])[0]) as reader:
        assert (reader.size, reader.readall()) == (size, PATTERN[:size])


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_piece_is_read_from_any_place(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with SealedReader(io.FileIO(whole_file(tmp_path_factory)), KEY, NAME.encode(), NAME) as reader:
        for _ in range(5):
            offset = data.draw(SIZES)
            length = data.draw(st.one_of(st.integers(0, 50), st.integers(0, SEGMENT + 50)))
            assert reader.read_at(offset, length) == PATTERN[offset : offset + length]
            assert reader.seek(offset) == offset
            assert reader.read(length) == PATTERN[offset : offset + length]
            assert reader.tell() == max(offset, min(offset + length, len(PATTERN)))


def whole_file(factory: pytest.TempPathFactory) -> Path:
    path = factory.getbasetemp() / "whole-sealed-file"
    if not path.exists():
        path.write_bytes(sealed(PATTERN)[0])
    return path


def test_seeking_counts_from_start_place_and_end(reader_of: Callable[[bytes], SealedReader]) -> None:
    with reader_of(sealed(PATTERN[:1000])[0]) as reader:
        assert (reader.seekable(), reader.readable(), reader.name) == (True, True, NAME)
        assert reader.seek(-10, 2) == 990
        assert reader.seek(5, 1) == 995
        assert reader.read() == PATTERN[995:1000]
        assert reader.seek(5000) == 5000
        assert reader.read() == b""
        with pytest.raises(ValueError, match="before"):
            reader.seek(-1)


def test_several_threads_read_one_file_at_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    wrong: list[int] = []
    with SealedReader(io.FileIO(whole_file(tmp_path_factory)), KEY, NAME.encode(), NAME) as reader:

        def read_some(start: int) -> None:
            places = range(start, len(PATTERN), 300_007)
            wrong.extend(at for at in places if reader.read_at(at, 5_000) != PATTERN[at : at + 5_000])

        threads = [threading.Thread(target=read_some, args=(start,)) for start in (0, 70_000, 1_500_000)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


SEALED_PATTERN = sealed(PATTERN)[0]
SEGMENTS = 4


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, len(SEALED_PATTERN) - 1), bit=st.integers(0, 7))
def test_one_changed_bit_is_found_and_its_segment_named(
    place: int, bit: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    changed = bytearray(SEALED_PATTERN)
    changed[place] ^= 1 << bit
    path = tmp_path_factory.mktemp("changed") / "file"
    path.write_bytes(changed)
    with (
        pytest.raises(EvidenceAltered) as caught,
        SealedReader(io.FileIO(path), KEY, NAME.encode(), NAME) as reader,
    ):
        reader.read()
    assert caught.value.facts["name"] == NAME
    if place >= HEADER:
        assert caught.value.facts["segment"] == place // SEGMENT
        assert caught.value.facts["segments"] == SEGMENTS


@pytest.mark.parametrize(
    ("length", "reason"),
    [
        (SEGMENT * 2, "truncated"),
        (SEGMENT * 3, "truncated"),
        (SEGMENT, "truncated"),
        (SEGMENT * 2 + TAG, "truncated"),
        (SEGMENT * 2 + 5, "truncated"),
        (HEADER + TAG - 1, "truncated"),
        (HEADER - 1, "header"),
        (0, "header"),
        (len(SEALED_PATTERN) - 1, "segment"),
    ],
)
def test_a_file_cut_off_is_found_when_it_is_opened(
    length: int, reason: str, reader_of: Callable[[bytes], SealedReader]
) -> None:
    with pytest.raises(EvidenceAltered) as caught:
        reader_of(SEALED_PATTERN[:length])
    assert caught.value.facts["reason"] == reason


def test_bytes_put_behind_the_end_are_found(reader_of: Callable[[bytes], SealedReader]) -> None:
    with pytest.raises(EvidenceAltered):
        reader_of(SEALED_PATTERN + b"\0")


def test_two_segments_in_each_others_place_are_found(reader_of: Callable[[bytes], SealedReader]) -> None:
    one, two = SEALED_PATTERN[SEGMENT : 2 * SEGMENT], SEALED_PATTERN[2 * SEGMENT : 3 * SEGMENT]
    swapped = SEALED_PATTERN[:SEGMENT] + two + one + SEALED_PATTERN[3 * SEGMENT :]
    with reader_of(swapped) as reader:
        assert reader.read_at(0, 100) == PATTERN[:100]
        with pytest.raises(EvidenceAltered) as caught:
            reader.read_at(SEGMENT, 100)
    assert caught.value.facts["segment"] == 1


def test_a_file_under_another_files_name_does_not_open(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(sealed(b"photo A")[0])
    with pytest.raises(EvidenceAltered):
        SealedReader(io.FileIO(tmp_path / "file"), KEY, b"another name", "another name")


def test_another_vaults_key_does_not_open(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(sealed(b"photo A")[0])
    with pytest.raises(EvidenceAltered):
        SealedReader(io.FileIO(tmp_path / "file"), bytes(32), NAME.encode(), NAME)


def test_two_seals_of_one_photo_share_no_bytes() -> None:
    first, second = sealed(PATTERN[:5000])[0], sealed(PATTERN[:5000])[0]
    assert first[1:33] != second[1:33]
    assert first[HEADER:] != second[HEADER:]


def test_places_beyond_four_gibibytes_are_addressed_rightly(tmp_path: Path) -> None:
    """A sparse file of 5 GiB with one true segment far out: read without reading what lies before."""
    from app.vault import tink_stream

    number, salt, prefix = 5000, b"s" * 32, b"p" * 7
    plain = b"far out" * 100
    cipher = tink_stream._file_cipher(KEY, salt, NAME.encode())
    with (tmp_path / "large").open("wb") as file:
        file.write(bytes([HEADER]) + salt + prefix)
        file.seek((number - 1) * SEGMENT)
        inner = b"i" * NEXT_PLAIN
        file.write(cipher.encrypt(tink_stream._nonce(prefix, number - 1, last=False), inner, None))
        file.write(cipher.encrypt(tink_stream._nonce(prefix, number, last=True), plain, None))
    with SealedReader(io.FileIO(tmp_path / "large"), KEY, NAME.encode(), NAME) as reader:
        start = FIRST_PLAIN + (number - 1) * NEXT_PLAIN
        assert start > 4 * 2**30
        assert reader.size == start + len(plain)
        assert reader.read_at(start - 3, 10) == b"iii" + plain[:7]


class Dripping(io.RawIOBase):
    """A source that gives a few bytes at a time, as sticks and pipes do."""

    def __init__(self, data: bytes, fail_at: int | None = None) -> None:
        self._inner, self._fail_at = io.BytesIO(data), fail_at

    def readinto(self, buffer: Any) -> int:
        if self._fail_at is not None and self._inner.tell() >= self._fail_at:
            raise OSError(5, "Input/output error")
        return self._inner.readinto(memoryview(buffer)[:70_001])


def test_a_source_in_small_steps_is_sealed_whole() -> None:
    out = io.BytesIO()
    done = seal_stream(Dripping(PATTERN), out.write, KEY, NAME.encode())
    assert done.sha256 == "sha256:" + hashlib.sha256(PATTERN).hexdigest()
    assert len(out.getvalue()) == len(SEALED_PATTERN)


class Growing(io.BytesIO):
    """A file that another program still writes to: more bytes stand there after its end was read."""

    def readinto(self, buffer: Any, /) -> int:
        count = super().readinto(buffer)
        if not count:
            self.write(b"more")
            self.seek(-4, 1)
        return count


def test_a_source_that_grows_meanwhile_is_sealed_up_to_its_first_end(
    reader_of: Callable[[bytes], SealedReader],
) -> None:
    out = io.BytesIO()
    done = seal_stream(Growing(PATTERN[:1000]), out.write, KEY, NAME.encode())
    with reader_of(out.getvalue()) as reader:
        assert (done.size, reader.read()) == (1000, PATTERN[:1000])


def test_a_card_that_fails_is_told_from_a_failing_disk() -> None:
    with pytest.raises(SourceUnreadable) as caught:
        seal_stream(Dripping(PATTERN, fail_at=SEGMENT), io.BytesIO().write, KEY, NAME.encode())
    assert caught.value.facts == {"reason": "EIO"}


def test_progress_tells_the_bytes_done_and_cancelling_stops() -> None:
    told: list[int] = []
    seal_stream(io.BytesIO(PATTERN), io.BytesIO().write, KEY, NAME.encode(), told.append)
    assert told == [FIRST_PLAIN, FIRST_PLAIN + NEXT_PLAIN, FIRST_PLAIN + 2 * NEXT_PLAIN, len(PATTERN)]
    with pytest.raises(SealingCancelled) as caught:
        seal_stream(io.BytesIO(PATTERN), io.BytesIO().write, KEY, NAME.encode(), None, lambda: True)
    assert caught.value.facts == {"done": FIRST_PLAIN}


def test_a_disk_that_cannot_read_is_not_called_an_alteration(tmp_path: Path) -> None:
    class BadSector(io.FileIO):
        def readinto(self, buffer: object) -> int:
            raise OSError(5, f"Input/output error at {buffer!r}")

    (tmp_path / "file").write_bytes(SEALED_PATTERN)
    with pytest.raises(VaultUnusable) as caught:
        SealedReader(BadSector(tmp_path / "file"), KEY, NAME.encode(), NAME)
    assert caught.value.facts["reason"] == "EIO"


def test_a_closed_reader_reads_no_more(reader_of: Callable[[bytes], SealedReader]) -> None:
    reader = reader_of(SEALED_PATTERN)
    reader.close()
    for use in (reader.read, lambda: reader.seek(0), lambda: reader.read_at(0, 1)):
        with pytest.raises(ValueError, match="closed"):
            use()


def test_a_vault_key_has_32_bytes() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        seal_stream(io.BytesIO(b""), io.BytesIO().write, KEY[:16], b"name")
