"""One action, one transaction: whole or not at all, and only the own chain grows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.bodies import NumberVoided, StepTaken, Unknown
from app.domain.chain import ChainHead
from app.domain.entry import EntryDamaged
from app.domain.fold import fold_all
from app.ports.vault import SealedBlob
from app.ports.work import CaseFilter, CaseUnknown, StoreReadOnly
from app.storage.files import Store
from tests.domain.make import CASE, UNOPPOSED, ChainMaker
from tests.storage.make import docketed, named, save


def test_what_was_committed_is_the_case_the_list_and_the_timeline(store: Store, maker: ChainMaker) -> None:
    save(store, maker, [docketed(), named("演示当事人")])
    queries = store.queries()
    assert queries.case(CASE) == fold_all(maker.entries)
    (row,) = queries.case_rows(queries.case_keys(CaseFilter()))
    assert (row.number, row.party, row.step, row.unsent) == (
        "沪示示线〔2026〕1号",
        "演示当事人",
        "S_FOUND",
        2,
    )
    assert [line.entry for line in queries.timeline(CASE)] == maker.entries
    assert not any(line.sent for line in queries.timeline(CASE))


def test_leaving_without_commit_undoes_everything(store: Store, maker: ChainMaker) -> None:
    with store.work() as work:
        work.journal.append(maker.add(docketed()), UNOPPOSED)
        work.blobs.add(SealedBlob("00" * 16, "sha256:aa", 1, 2))
        work.settings.put("a", "1")
        work.drafts.put("b", "2")
        assert work.cases.get(CASE).clue_number == "沪示示线〔2026〕1号"
    queries = store.queries()
    assert queries.case_keys(CaseFilter()) == ()
    assert queries.totals().entries == queries.totals().blobs == 0
    assert queries.setting("a") is queries.draft("b") is None
    with pytest.raises(CaseUnknown):
        queries.case(CASE)


def test_an_error_inside_the_action_undoes_everything(store: Store, maker: ChainMaker) -> None:
    with pytest.raises(ZeroDivisionError), store.work() as work:
        work.journal.append(maker.add(docketed()), UNOPPOSED)
        raise ZeroDivisionError
    assert store.queries().totals().entries == 0


def test_several_acts_of_one_button_take_consecutive_places(store: Store, maker: ChainMaker) -> None:
    save(store, maker, [docketed()])
    with store.work() as work:
        before = work.journal.head()
        work.journal.append(maker.add(named("甲")), UNOPPOSED)
        work.journal.append(maker.add(StepTaken("S_FOUND", "S_SCENE")), UNOPPOSED)
        assert work.journal.head() == ChainHead(before.seq + 2, maker.entries[-1].id)
        assert work.cases.get(CASE).step == "S_SCENE"
        work.commit()
    with store.work() as work:
        assert work.journal.newest_clock() == maker.entries[-1].header.clock
        assert work.journal.get(maker.entries[1].id) == maker.entries[1]
        assert work.journal.get("sha256:none") is None
    assert store.queries().newest_clock() == maker.entries[-1].header.clock


def test_a_new_store_has_no_head_and_no_clock(store: Store) -> None:
    with store.work() as work:
        assert work.journal.head() == ChainHead(0, None)
        assert work.journal.newest_clock() is None
    assert store.queries().newest_clock() is None


def test_an_entry_that_skips_a_place_is_refused(store: Store, maker: ChainMaker) -> None:
    maker.add(docketed())
    with store.work() as work, pytest.raises(EntryDamaged) as refused:
        work.journal.append(maker.add(named("甲")), UNOPPOSED)
    assert refused.value.facts["part"] == "seq"


def test_an_entry_that_follows_another_one_is_refused(store: Store, maker: ChainMaker) -> None:
    save(store, maker, [docketed()])
    fork = ChainMaker(maker.device_key, maker.officer_key)
    fork.add(docketed("沪示示线〔2026〕2号"))
    with store.work() as work, pytest.raises(EntryDamaged) as refused:
        work.journal.append(fork.add(named("甲")), UNOPPOSED)
    assert refused.value.facts["part"] == "prev"


def test_an_entry_of_another_device_is_refused(store: Store) -> None:
    with store.work() as work, pytest.raises(EntryDamaged) as refused:
        work.journal.append(ChainMaker().add(docketed()), UNOPPOSED)
    assert refused.value.facts["part"] == "device"


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"body": b"{}"}, "body"),
        ({"body": None}, "body"),
        ({"salt": bytes(16)}, "body"),
        ({"device_signature": b"short"}, "device_signature"),
        ({"officer_signature": b""}, "officer_signature"),
        ({"header_bytes": b"{}"}, "header"),
    ],
)
def test_an_entry_that_is_not_what_its_header_says_is_refused(
    store: Store, maker: ChainMaker, change: dict[str, bytes | None], part: str
) -> None:
    entry = replace(maker.add(docketed()), **change)
    with store.work() as work, pytest.raises(EntryDamaged) as refused:
        work.journal.append(entry, UNOPPOSED)
    assert refused.value.facts["part"] == part


def test_a_kind_of_a_newer_program_is_kept_and_moves_only_the_head(store: Store, maker: ChainMaker) -> None:
    save(store, maker, [docketed(), Unknown("drone.flown", {"height": 12})])
    assert store.queries().case(CASE).head == maker.entries[-1].id
    assert store.queries().timeline(CASE)[-1].entry.body == b'{"height":12}'


def test_an_entry_without_a_case_is_kept_and_waits_to_be_sent(store: Store, maker: ChainMaker) -> None:
    save(store, maker, [NumberVoided("责改", 2026, 3, "沪示示责改〔2026〕3号", "打印损坏")], case=None)
    totals = store.queries().totals()
    entry = maker.entries[0]
    assert totals.entries == 1
    assert totals.entry_bytes == len(entry.header_bytes) + len(entry.body or b"") + 16 + 64 + 64


def test_an_entry_before_the_docketing_shows_no_case_until_it_is_docketed(
    store: Store, maker: ChainMaker
) -> None:
    save(store, maker, [named("甲")])
    assert store.queries().case_keys(CaseFilter()) == ()
    save(store, maker, [docketed()])
    (row,) = store.queries().case_rows(store.queries().case_keys(CaseFilter()))
    assert (row.party, row.unsent) == ("", 2)


def test_a_restricted_store_reads_and_keeps_drafts_but_takes_no_act(store: Store, maker: ChainMaker) -> None:
    save(store, maker, [docketed()])
    store.restrict("lease")
    with store.work() as work:
        with pytest.raises(StoreReadOnly) as refused:
            work.journal.append(maker.add(named("甲")), UNOPPOSED)
        with pytest.raises(StoreReadOnly):
            work.numbers.take("责改", 2026)
        with pytest.raises(StoreReadOnly):
            work.numbers.void("责改", 2026, 1)
        work.drafts.put("k", "{}")
        work.commit()
    assert refused.value.facts == {"reason": "lease"}
    assert store.queries().case(CASE).clue_number == "沪示示线〔2026〕1号"
    assert store.queries().draft("k") == "{}"
    store.restrict(None)
    with store.work() as work:
        work.journal.append(maker.entries[-1], UNOPPOSED)
        work.commit()
    assert store.queries().case(CASE).text("party.name") == "甲"


def test_small_values_are_put_replaced_and_dropped(store: Store) -> None:
    with store.work() as work:
        work.settings.put("a", "1")
        work.settings.put("a", "2")
        work.drafts.put("d", '"x"')
        work.drafts.put("d", '"y"')
        assert (work.settings.get("a"), work.drafts.get("d")) == ("2", '"y"')
        work.drafts.drop("d")
        work.commit()
    assert store.queries().setting("a") == "2"
    assert store.queries().draft("d") is None


def test_of_the_same_bytes_only_the_newest_file_is_remembered(store: Store) -> None:
    newest, other = SealedBlob("1" * 32, "sha256:aa", 10, 20), SealedBlob("2" * 32, "sha256:bb", 5, 9)
    with store.work() as work:
        work.blobs.add(SealedBlob("0" * 32, "sha256:aa", 10, 20))
        work.blobs.add(newest)
        work.blobs.add(other)
        assert work.blobs.find("sha256:aa") == newest
        assert work.blobs.find("sha256:cc") is None
        work.commit()
    assert [blob.name for blob in store.queries().blobs()] == [newest.name, other.name]
    assert store.queries().blob("sha256:aa") == newest
    assert store.queries().blobs() == (newest, other)
