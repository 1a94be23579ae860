"""An entry is bound to its place, its author and its words: any changed byte is found and named."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.entries import entry_verifier
from app.domain.bodies import KINDS, CaseDocketed, FieldSet, StepTaken, Unknown, body_bytes, body_of
from app.domain.canonical import MAX_BYTES
from app.domain.chain import check_chain
from app.domain.codec import RecordRefused, from_json, to_json
from app.domain.entry import Entry, EntryDamaged, EntryTooLarge, Header, commitment, sha256_id
from tests.domain.make import GRANT, ChainMaker

DOCKETED = CaseDocketed("线索登记〔2026〕第0001号", "summary", "巡查发现", "线", 2026, 1)


def chain_of_three() -> ChainMaker:
    maker = ChainMaker()
    maker.add(DOCKETED)
    maker.add(FieldSet("party.name", None, "演示当事人丙"))
    maker.add(StepTaken("S_FOUND", "S_ELIGIBLE"))
    return maker


def verifier_of(maker: ChainMaker) -> Callable[[Entry], str | None]:
    return entry_verifier({maker.device: maker.device_key.public}.get, {GRANT: maker.officer_key.public}.get)


def test_the_id_is_the_hash_of_the_header_alone() -> None:
    entry = chain_of_three().entries[1]
    assert entry.id == sha256_id(entry.header_bytes)
    assert replace(entry, body=None, salt=None).id == entry.id


def test_an_erased_body_leaves_header_and_chain_whole() -> None:
    maker = chain_of_three()
    maker.entries[1] = replace(maker.entries[1], body=None, salt=None)
    head, faults = check_chain(maker.entries, maker.device, verifier_of(maker))
    assert (head.seq, faults) == (3, ())
    assert body_of(maker.entries[1]) is None


def test_an_entry_read_back_from_its_bytes_is_the_same() -> None:
    entry = chain_of_three().entries[2]
    again = Entry.from_bytes(
        entry.header_bytes, entry.body, entry.salt, entry.device_signature, entry.officer_signature
    )
    assert again == entry
    assert again.id == entry.id
    assert body_of(again) == StepTaken("S_FOUND", "S_ELIGIBLE")


@given(st.data())
def test_one_changed_byte_in_any_part_is_found_and_named(data: st.DataObject) -> None:
    maker = chain_of_three()
    place = data.draw(st.integers(0, 2))
    part = data.draw(
        st.sampled_from(["header_bytes", "body", "salt", "device_signature", "officer_signature"])
    )
    entry = maker.entries[place]
    old: bytes = getattr(entry, part)
    at = data.draw(st.integers(0, len(old) - 1))
    changed = bytearray(old)
    changed[at] ^= data.draw(st.integers(1, 255))
    parts = {
        name: getattr(entry, name)
        for name in ("header_bytes", "body", "salt", "device_signature", "officer_signature")
    }
    parts[part] = bytes(changed)
    try:
        read = Entry.from_bytes(*parts.values())
    except EntryDamaged as error:
        assert error.facts["part"] == {"header_bytes": "header"}.get(part, "body") or part == "header_bytes"
        return
    maker.entries[place] = read
    _, faults = check_chain(maker.entries, maker.device, verifier_of(maker))
    assert faults, f"a changed {part} went unseen"
    assert any(fault.seq in (entry.header.seq, entry.header.seq + 1, read.header.seq) for fault in faults)


def test_a_missing_entry_is_named_as_a_gap() -> None:
    maker = chain_of_three()
    del maker.entries[1]
    _, faults = check_chain(maker.entries, maker.device, verifier_of(maker))
    assert [(fault.seq, fault.part) for fault in faults] == [(3, "gap")]


def test_an_entry_of_another_device_does_not_pass_as_own() -> None:
    maker, other = chain_of_three(), chain_of_three()
    maker.entries[2] = other.entries[2]
    _, faults = check_chain(maker.entries, maker.device, verifier_of(maker))
    assert {fault.part for fault in faults} >= {"device", "prev"}


def test_the_commitment_needs_a_whole_salt() -> None:
    with pytest.raises(RecordRefused, match="salt"):
        commitment(b"short", b"{}")


def test_equal_bodies_of_two_cases_do_not_show_in_their_headers() -> None:
    assert commitment(b"a" * 16, b"{}") != commitment(b"b" * 16, b"{}")


def test_a_body_over_64_kib_is_refused_before_the_save() -> None:
    with pytest.raises(EntryTooLarge) as refused:
        body_bytes(FieldSet("scene.narrative", None, "长" * MAX_BYTES))
    assert refused.value.facts["limit"] == 65_536


def test_a_kind_of_a_newer_program_is_kept_untouched() -> None:
    maker = ChainMaker()
    entry = maker.add(Unknown("drone.landed", {"height": 12, "注": "新"}))
    assert body_of(entry) == Unknown("drone.landed", {"height": 12, "注": "新"})
    assert json.loads(entry.body or b"") == {"height": 12, "注": "新"}


def test_unknown_keys_of_a_known_kind_survive_in_the_bytes() -> None:
    known = to_json(StepTaken("S_FOUND", "S_ELIGIBLE"))
    assert isinstance(known, Mapping)
    body = {**known, "colour": "blue"}
    entry = ChainMaker().add(Unknown("step.taken", body))
    assert body_of(entry) == StepTaken("S_FOUND", "S_ELIGIBLE")
    assert b"blue" in (entry.body or b"")


def test_every_kind_says_whether_it_is_a_fact_or_an_intent() -> None:
    intents = {kind for kind, shape in KINDS.items() if shape.nature.value == "intent"}
    approvals = {"approval.asked", "approval.given", "approval.recorded"}
    assert intents == {"field.set", "step.taken", "finding.confirmed"} | approvals


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"seq": "1"}, "seq"),
        ({"officers": "a"}, "officers"),
        ({"clock": None}, "ClockReading"),
        ({"seq": True}, "seq"),
    ],
)
def test_a_header_of_the_wrong_shape_names_the_field(change: dict[str, object], field: str) -> None:
    data = to_json(chain_of_three().entries[0].header)
    assert isinstance(data, dict)
    with pytest.raises(RecordRefused) as refused:
        from_json(Header, {**data, **change})
    assert field in str(refused.value.facts)
