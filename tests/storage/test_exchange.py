"""The record on its way to and from the district: what goes up and down, and what cases say."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from app.domain.entry import Entry, EntryDamaged
from app.domain.findings import Findings
from app.domain.verdict import Outcome, Verdict
from app.ports.sync import Arrival
from app.ports.work import CaseFilter, CaseUnknown
from app.storage.engine import writing
from app.storage.files import Store
from app.storage.schema import entry as entry_table
from tests.domain.make import CASE, UNOPPOSED, ChainMaker
from tests.storage.make import docketed, named, new_store

AT = "2026-08-07T09:00:00+08:00"


def said(
    entry: Entry,
    commit_seq: int,
    outcome: Outcome = Outcome.APPLIED,
    *,
    brought: bool = True,
    epoch: str = "e1",
) -> Arrival:
    """A verdict on an entry as it comes down, with the entry where another laptop wrote it."""
    verdict = Verdict(entry.id, epoch, commit_seq, outcome, Findings(), None, AT)
    return Arrival(verdict, f"statement {epoch} {commit_seq}".encode(), entry if brought else None)


def receive(store: Store, arrivals: Sequence[Arrival]) -> tuple[str, ...]:
    with store.work() as work:
        changed = work.exchange.receive(arrivals, AT)
        work.commit()
    return changed


def append(store: Store, maker: ChainMaker, *entries: Entry) -> None:
    with store.work() as work:
        for entry in entries:
            work.journal.append(entry, UNOPPOSED)
        work.commit()


def party(store: Store) -> str:
    return store.queries().case(CASE).text("party.name")


def is_as_rebuilt(store: Store) -> bool:
    before = store.projections_digest()
    store.rebuild()
    return store.projections_digest() == before


def test_own_entries_go_up_in_the_order_of_the_chain_until_each_has_a_verdict(
    store: Store, maker: ChainMaker
) -> None:
    first, second = maker.add(docketed()), maker.add(named("演示当事人甲"))
    append(store, maker, first, second)
    with store.work() as work:
        waiting = work.exchange.outgoing(10)
        assert [each.id for each in work.exchange.outgoing(1)] == [first.id]
    assert [(each.id, each.body) for each in waiting] == [(first.id, first.body), (second.id, second.body)]
    receive(store, [said(first, 1, brought=False)])
    with store.work() as work:
        assert [each.id for each in work.exchange.outgoing(10)] == [second.id]
    assert store.queries().totals().entries == 1


def test_a_case_of_another_laptop_comes_down_whole_and_is_listed(store: Store) -> None:
    other = ChainMaker()
    first, second = other.add(docketed()), other.add(named("演示当事人乙"))
    assert receive(store, [said(first, 1), said(second, 2)]) == (CASE,)
    queries = store.queries()
    (row,) = queries.case_rows(queries.case_keys(CaseFilter()))
    assert (row.party, row.unsent) == ("演示当事人乙", 0)
    assert [hit.case for hit in queries.search("当事人乙")] == [CASE]
    assert queries.totals().entries == 0
    assert is_as_rebuilt(store)


def test_the_district_decides_the_order_and_own_entries_without_a_verdict_stand_on_top(
    store: Store, maker: ChainMaker
) -> None:
    other = ChainMaker()
    first, mine = maker.add(docketed()), maker.add(named("本机写的"))
    theirs = other.add(named("对方写的"))
    append(store, maker, first, mine)
    receive(store, [said(first, 1, brought=False), said(theirs, 2)])
    assert party(store) == "本机写的"
    receive(store, [said(mine, 3, brought=False)])
    assert party(store) == "本机写的"
    receive(store, [said(other.add(named("对方后来写的")), 4)])
    assert party(store) == "对方后来写的"
    assert is_as_rebuilt(store)


def test_a_held_entry_stands_aside_and_counts_from_the_verdict_that_applies_it(
    store: Store, maker: ChainMaker
) -> None:
    first, name, held = maker.add(docketed()), maker.add(named("先写的")), maker.add(named("有争议的"))
    append(store, maker, first, name, held)
    receive(
        store,
        [
            said(first, 1, brought=False),
            said(name, 2, brought=False),
            said(held, 3, Outcome.HELD, brought=False),
        ],
    )
    assert party(store) == "先写的"
    receive(store, [said(held, 9, brought=False)])
    assert party(store) == "有争议的"
    assert is_as_rebuilt(store)


def test_what_comes_twice_changes_nothing(store: Store) -> None:
    other = ChainMaker()
    page = [said(other.add(docketed()), 1), said(other.add(named("演示当事人乙")), 2)]
    receive(store, page)
    before = store.projections_digest()
    assert receive(store, page) == (CASE,)
    assert store.projections_digest() == before


def test_a_case_whose_docketing_is_refused_is_no_longer_listed_and_its_entries_stay(
    store: Store, maker: ChainMaker
) -> None:
    first, second = maker.add(docketed()), maker.add(named("演示当事人甲"))
    append(store, maker, first, second)
    receive(store, [said(first, 1, Outcome.REFUSED, brought=False)])
    with pytest.raises(CaseUnknown):
        store.queries().case(CASE)
    assert store.queries().search("演示") == ()
    assert len(store.queries().timeline(CASE)) == 2
    assert is_as_rebuilt(store)


def test_a_verdict_that_comes_before_its_entry_holds_once_the_entry_is_there(store: Store) -> None:
    other = ChainMaker()
    first, second = other.add(docketed()), other.add(named("演示当事人乙"))
    receive(store, [said(first, 1), said(second, 2, Outcome.REFUSED, brought=False)])
    receive(store, [said(second, 2, Outcome.REFUSED)])
    assert party(store) == ""


def test_of_a_damaged_body_the_header_goes_up_alone(store: Store, maker: ChainMaker) -> None:
    first, second = maker.add(docketed()), maker.add(named("演示当事人甲"))
    append(store, maker, first, second)
    with writing(store.engine) as connection, connection.begin():
        damage = update(entry_table).where(entry_table.c.id == second.id).values(body=b"{}")
        connection.execute(damage)
    with store.work() as work:
        sent = work.exchange.outgoing(10)
    assert [(each.header, each.body, each.salt) for each in sent] == [
        (first.header_bytes, first.body, first.salt),
        (second.header_bytes, None, None),
    ]


def test_a_damaged_header_is_named_and_nothing_is_sent_past_it(store: Store, maker: ChainMaker) -> None:
    first, second = maker.add(docketed()), maker.add(named("演示当事人甲"))
    append(store, maker, first, second)
    with writing(store.engine) as connection, connection.begin():
        connection.execute(update(entry_table).where(entry_table.c.id == first.id).values(header=b"{}"))
    with store.work() as work, pytest.raises(EntryDamaged) as raised:
        work.exchange.outgoing(10)
    assert raised.value.facts["seq"] == 1


def test_after_a_restore_of_the_district_each_entry_goes_up_again_with_its_old_verdict(
    store: Store, maker: ChainMaker
) -> None:
    first, second, third = maker.add(docketed()), maker.add(named("一")), maker.add(named("二"))
    append(store, maker, first, second, third)
    receive(store, [said(first, 1, brought=False), said(second, 2, brought=False)])
    receive(store, [said(first, 3, brought=False, epoch="e2")])
    with store.work() as work:
        again = work.exchange.outgoing_again("e2", 0, 10)
        assert [each.id for each in work.exchange.outgoing_again("e2", 2, 10)] == [third.id]
    assert [(each.id, each.verdict) for each in again] == [(second.id, b"statement e1 2"), (third.id, None)]


def test_digests_take_the_newest_verdict_up_to_a_place(store: Store, maker: ChainMaker) -> None:
    first, held = maker.add(docketed()), maker.add(named("有争议的"))
    append(store, maker, first, held)
    receive(
        store,
        [
            said(first, 1, brought=False),
            said(held, 2, Outcome.HELD, brought=False),
            said(held, 5, brought=False),
        ],
    )
    with store.work() as work:
        early = {line.entry: (line.commit_seq, line.outcome) for line in work.exchange.lines(4)}
        late = {line.entry: (line.commit_seq, line.outcome) for line in work.exchange.lines(5)}
    newest = store.queries().newest_verdict()
    assert early == {first.id: (1, "applied"), held.id: (2, "held")}
    assert late == {first.id: (1, "applied"), held.id: (5, "applied")}
    assert newest is not None
    assert (newest.epoch, newest.commit_seq) == ("e1", 5)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(6)), cuts=st.sets(st.integers(1, 5)))
def test_however_verdicts_arrive_the_case_is_the_fold_in_the_districts_order(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], cuts: set[int]
) -> None:
    maker, other = ChainMaker(), ChainMaker()
    store = new_store(tmp_path_factory.mktemp("store"), maker)
    entries = [other.add(docketed()), *(other.add(named(f"第{number}次")) for number in range(5))]
    page = [said(entry, place) for place, entry in enumerate(entries, 1)]
    shuffled = [page[place] for place in order]
    edges = [0, *sorted(cuts), len(page)]
    for start, end in pairwise(edges):
        receive(store, shuffled[start:end])
    assert party(store) == "第4次"
    assert is_as_rebuilt(store)
    store.close()
