"""The tables are a shadow: made anew from entries and verdicts they are the same, byte for byte."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.bodies import Body, EvidenceAdded, FieldSet, StepTaken, Unknown
from app.domain.entry import Entry, EntryDamaged
from app.domain.findings import Finding, Findings, Judgement, Severity
from app.domain.fold import fold_all
from app.ports.work import CaseFilter
from app.storage.engine import writing
from app.storage.files import Store
from app.wire.findings import write_findings
from tests.domain.make import CASE, UNOPPOSED, ChainMaker
from tests.storage.make import case_id, docketed, named, new_store, save

NAMES = st.text(alphabet="张伟单长餐饮𬭎A1〔 ", max_size=6)
BODIES = st.one_of(
    st.builds(docketed, NAMES),
    st.builds(named, NAMES),
    st.builds(FieldSet, st.sampled_from(["act.place", "act.item", "case.assist"]), st.none(), NAMES),
    st.builds(StepTaken, st.just("S_FOUND"), st.sampled_from(["S_SCENE", "S_CLOSED"])),
    st.builds(EvidenceAdded, NAMES, st.just("sha256:aa"), st.just(1), NAMES, NAMES, st.just("scene")),
    st.builds(Unknown, st.just("drone.flown"), st.dictionaries(NAMES, st.integers(0, 9), max_size=2)),
)
ACTIONS = st.lists(st.lists(st.tuples(st.integers(1, 3), BODIES), min_size=1, max_size=4), max_size=6)


@settings(max_examples=40)
@given(actions=ACTIONS)
def test_any_sequence_of_entries_folds_the_same_step_by_step_and_by_rebuild(
    actions: Sequence[Sequence[tuple[int, Body]]],
) -> None:
    maker = ChainMaker()
    with tempfile.TemporaryDirectory() as folder:
        store = new_store(Path(folder), maker)
        for action in actions:
            with store.work() as work:
                for case, body in action:
                    work.journal.append(maker.add(body, case=case_id(case)), UNOPPOSED)
                work.commit()
        rows = store.queries().case_rows(store.queries().case_keys(CaseFilter()))
        step_by_step = store.projections_digest()
        store.rebuild()
        assert store.projections_digest() == step_by_step
        assert store.queries().case_rows(store.queries().case_keys(CaseFilter())) == rows
        for row in rows:
            assert store.queries().case(row.case) == fold_all(of_case(maker, row.case))
        store.close()


def of_case(maker: ChainMaker, case: str) -> list[Entry]:
    return [entry for entry in maker.entries if entry.header.case == case]


def judge(store: Store, entry: Entry, commit_seq: int, outcome: str) -> None:
    """Put a verdict into the store as if it had been pulled."""
    with writing(store.engine) as connection, connection.begin():
        connection.exec_driver_sql(
            "INSERT INTO verdict (entry, epoch, commit_seq, outcome, findings, statement) "
            "VALUES (?, 'e', ?, ?, '[]', x'00')",
            (entry.id, commit_seq, outcome),
        )


def test_applied_entries_fold_in_the_order_of_their_verdicts_and_own_ones_on_top(
    store: Store, maker: ChainMaker
) -> None:
    save(store, maker, [docketed(), named("第三"), named("第一"), named("第二"), named("留存")])
    docket, third, first, second, held = maker.entries
    for commit_seq, entry in enumerate((docket, first, second, third), 1):
        judge(store, entry, commit_seq, "applied")
    judge(store, held, 5, "held")
    save(store, maker, [named("自己的")])
    store.rebuild()
    own = maker.entries[-1]
    assert store.queries().case(CASE) == fold_all([docket, first, second, third, own])
    shown = store.queries().timeline(CASE)
    assert [line.entry for line in shown] == [docket, first, second, third, held, own]
    assert [line.sent for line in shown] == [True] * 5 + [False]
    assert store.queries().totals().entries == 1


def test_a_held_entry_that_is_applied_later_folds_at_its_last_verdict(
    store: Store, maker: ChainMaker
) -> None:
    save(store, maker, [docketed(), named("先留存"), named("先适用"), named("驳回")])
    docket, held, applied, refused = maker.entries
    judge(store, docket, 1, "applied")
    judge(store, held, 2, "held")
    judge(store, applied, 3, "applied")
    judge(store, refused, 4, "refused")
    judge(store, held, 5, "applied")
    store.rebuild()
    assert store.queries().case(CASE) == fold_all([docket, applied, held])


def test_a_lost_row_a_wrong_word_and_a_wrong_count_are_mended(store: Store, maker: ChainMaker) -> None:
    save(store, maker, [docketed(), named("张伟")])
    before = store.projections_digest()
    for damage in (
        "DELETE FROM case_row",
        "DELETE FROM case_state",
        "DELETE FROM unsent",
        "UPDATE case_row SET party = 'x'",
        "DELETE FROM case_search WHERE rowid = 1",
        "INSERT INTO case_search (rowid, words) VALUES (99, 'x')",
    ):
        with writing(store.engine) as connection, connection.begin():
            connection.exec_driver_sql(damage)
        assert store.projections_digest() != before
        store.rebuild()
        assert store.projections_digest() == before
    assert len(store.queries().search("伟")) == 1


def test_progress_ends_with_all_entries(store: Store, maker: ChainMaker) -> None:
    save(store, maker, [docketed(), named("甲")])
    told: list[tuple[int, int]] = []
    store.rebuild(lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)


def test_a_damaged_entry_stops_the_rebuild_and_the_old_tables_stay(store: Store, maker: ChainMaker) -> None:
    save(store, maker, [docketed(), named("甲")])
    before = store.projections_digest()
    with writing(store.engine) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE entry SET header = x'7b7d' WHERE seq = 2")
    with pytest.raises(EntryDamaged) as damaged:
        store.rebuild()
    assert damaged.value.facts == {"seq": 2, "id": maker.entries[1].id, "part": "header"}
    assert store.projections_digest() == before


def warned(code: str) -> Judgement:
    """A judgement with one warning."""
    return replace(UNOPPOSED, findings=Findings((Finding(code, Severity.WARN),)))


def codes(store: Store) -> list[tuple[str, ...] | None]:
    """What was said to each entry of the case, as the timeline has it."""
    lines = store.queries().timeline(CASE)
    return [None if line.findings is None else line.findings.codes for line in lines]


def test_what_was_said_to_an_entry_stays_beside_it_and_survives_the_rebuild(
    store: Store, maker: ChainMaker
) -> None:
    save(store, maker, [docketed()])
    with store.work() as work:
        work.journal.append(maker.add(named("甲")), warned("clock.unsure"))
        work.commit()
    assert codes(store) == [(), ("clock.unsure",)]
    store.rebuild()
    assert codes(store) == [(), ("clock.unsure",)]


def test_an_entry_that_was_not_saved_leaves_no_judgement(store: Store, maker: ChainMaker) -> None:
    with store.work() as work:
        work.journal.append(maker.add(docketed()), warned("clock.unsure"))
    with writing(store.engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM judgement").scalar() == 0


def test_the_answer_of_the_district_is_shown_before_that_of_the_authors_laptop(
    store: Store, maker: ChainMaker
) -> None:
    with store.work() as work:
        work.journal.append(maker.add(docketed()), warned("clock.unsure"))
        work.commit()
    judge(store, maker.entries[0], 1, "held")
    judge(store, maker.entries[0], 2, "applied")
    answer = write_findings(warned("number.taken").findings)
    with writing(store.engine) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE verdict SET findings = ? WHERE commit_seq = 2", (answer,))
    assert codes(store) == [("number.taken",)]


@pytest.mark.parametrize("kept", [None, "[", "{}"])
def test_an_answer_that_was_not_kept_or_cannot_be_read_is_not_made_up(
    store: Store, maker: ChainMaker, kept: str | None
) -> None:
    save(store, maker, [docketed()])
    with writing(store.engine) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE judgement SET findings = ?", (kept,))
    assert codes(store) == [None]
