"""Entries travel byte for byte; a hostile one is read as far as it goes and never costs the whole batch."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.bodies import FieldSet, Unknown
from app.domain.codec import RecordRefused
from app.domain.entry import EntryDamaged
from app.wire.entries import (
    batches,
    entry_json,
    read_batch,
    received_entry,
    sent_entry,
    write_batch,
)
from app.wire.limits import MAX_BATCH, MAX_ENTRIES
from tests.domain.make import ChainMaker

PLACE = FieldSet("act.place", None, "示范路00弄投放点西侧首组桶")


def test_an_entry_comes_back_byte_for_byte() -> None:
    entry = ChainMaker().add(PLACE)
    assert received_entry(json.loads(json.dumps(entry_json(entry)))) == entry


def test_a_batch_keeps_the_order_and_the_old_verdicts() -> None:
    chain = ChainMaker()
    entries = [chain.add(PLACE) for _ in range(3)]
    raw = write_batch([entry_json(each, b'{"kind":"verdict"}') for each in entries])
    read = read_batch(raw)
    assert [each.header for each in read] == [each.header_bytes for each in entries]
    assert {each.verdict for each in read} == {b'{"kind":"verdict"}'}


def test_an_entry_without_its_body_travels_as_a_header_alone() -> None:
    whole = entry_json(ChainMaker().add(PLACE)) | {"body": None, "salt": None}
    assert received_entry(whole).body is None


def test_a_body_that_is_not_the_committed_one_is_not_received() -> None:
    whole = entry_json(ChainMaker().add(PLACE)) | {"body": '{"other":1}'}
    with pytest.raises(EntryDamaged):
        received_entry(whole)


ODD = st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.integers(), max_size=2))


@given(st.dictionaries(st.sampled_from(["header", "body", "salt", "device", "officer", "verdict"]), ODD))
def test_any_object_is_read_without_an_error(parts: dict[str, object]) -> None:
    read = sent_entry(json.loads(json.dumps(parts)))
    assert isinstance(read.header, bytes) and isinstance(read.device_signature, bytes)


@pytest.mark.parametrize("value", [None, 7, "text", [], [[]]])
def test_what_is_no_object_is_an_entry_that_nothing_fits(value: object) -> None:
    read = sent_entry(value)
    assert (read.header, read.body, read.device_signature) == (b"", None, b"")


def test_a_lone_surrogate_is_kept_apart_from_any_text() -> None:
    read = read_batch(b'{"entries":[{"header":"\\ud800","body":"\\ud800"}]}')[0]
    with pytest.raises(UnicodeDecodeError):
        read.header.decode("utf-8")


@pytest.mark.parametrize(
    "signature", ["AA==", "A", "AAB", " AA", "ÄÄ", "A" * 86 + "!", 5, None, "AA\n"], ids=repr
)
def test_a_signature_has_one_spelling_alone(signature: object) -> None:
    assert sent_entry({"device": signature}).device_signature == b""


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'{"entries":{}}', b"\xff", b"[" * 100_000])
def test_what_is_no_batch_is_refused_whole(raw: bytes) -> None:
    with pytest.raises(RecordRefused):
        read_batch(raw)


def test_a_push_holds_at_most_sixty_four_entries() -> None:
    chain = ChainMaker()
    entries = [entry_json(chain.add(PLACE)) for _ in range(130)]
    cut = list(batches(entries))
    assert [len(each) for each in cut] == [MAX_ENTRIES, MAX_ENTRIES, 2]
    assert [entry for batch in cut for entry in batch] == entries


@given(st.lists(st.integers(1, 80_000), max_size=12))
def test_pushes_stay_within_their_size_and_keep_the_order(sizes: list[int]) -> None:
    entries = [
        entry_json(ChainMaker().add(Unknown("note.made", {"t": "x" * min(size, 65_000)}))) for size in sizes
    ]
    for entry, size in zip(entries, sizes, strict=True):
        if size > 65_000:
            entry["body"] = "x" * size
    cut = list(batches(entries))
    assert [entry for batch in cut for entry in batch] == entries
    assert all(len(batch) == 1 or len(write_batch(batch)) <= MAX_BATCH for batch in cut)
    large = [batch for batch in cut if any(len(str(entry["body"])) > 65_536 for entry in batch)]
    assert all(len(batch) == 1 for batch in large)
