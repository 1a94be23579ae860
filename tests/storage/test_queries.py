"""The case list and the search: right order, right filters, newest first, one snapshot an answer."""

from __future__ import annotations

import pytest

from app.domain.bodies import EvidenceAdded, FieldSet, StepTaken
from app.domain.entry import EntryDamaged
from app.ports.work import CaseFilter, CaseUnknown, ItemUse
from app.storage.engine import writing
from app.storage.files import Store
from tests.domain.make import CASE, ChainMaker
from tests.storage.make import case_id, docketed, named, save

PARTIES = ("张伟", "安宁餐饮有限公司", "陈安", "单某")


@pytest.fixture
def cases(store: Store, maker: ChainMaker) -> list[str]:
    """Twelve cases: numbers 1 to 12, four parties, every third closed, the second with a deadline."""
    ids = [case_id(number) for number in range(1, 13)]
    for number, case in enumerate(ids, 1):
        bodies = [docketed(f"沪示示线〔2026〕{number}号"), named(PARTIES[number % 4])]
        bodies.append(FieldSet("act.item", None, f"SH-CG-{number % 3:04d}"))
        if number % 3 == 0:
            bodies.append(StepTaken("S_FOUND", "S_CLOSED"))
        if number in (2, 5):
            bodies.append(FieldSet("correction.due", None, f"2026-08-{number:02d}T18:00:00+08:00"))
        if number == 4:
            bodies.append(EvidenceAdded("e", "sha256:aa", 5, "image/jpeg", "照片", "scene"))
        save(store, maker, bodies, case)
    return ids


def listed(store: Store, wanted: CaseFilter) -> list[int]:
    """The numbers of the listed cases, in order."""
    queries = store.queries()
    rows = queries.case_rows(queries.case_keys(wanted))
    return [int(row.number.removeprefix("沪示示线〔2026〕").removesuffix("号")) for row in rows]


@pytest.mark.usefixtures("cases")
def test_number_ten_stands_behind_number_nine(store: Store) -> None:
    assert listed(store, CaseFilter(descending=False)) == list(range(1, 13))
    assert listed(store, CaseFilter()) == list(range(12, 0, -1))


@pytest.mark.usefixtures("cases")
def test_parties_stand_in_the_order_of_their_reading(store: Store) -> None:
    rows = listed(store, CaseFilter(order="party", descending=False))
    assert [PARTIES[number % 4] for number in rows] == ["安宁餐饮有限公司"] * 3 + ["陈安"] * 3 + [
        "单某"
    ] * 3 + ["张伟"] * 3


@pytest.mark.usefixtures("cases")
def test_cases_without_a_deadline_stand_last_either_way(store: Store) -> None:
    assert listed(store, CaseFilter(order="due", descending=False))[:2] == [2, 5]
    assert listed(store, CaseFilter(order="due", descending=True))[:2] == [5, 2]


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize(
    "order", ["number", "party", "item", "place", "step", "docketed_at", "due", "evidence", "unsent"]
)
def test_every_order_lists_every_case_once(store: Store, order: str) -> None:
    for descending in (True, False):
        assert sorted(listed(store, CaseFilter(order=order, descending=descending))) == list(range(1, 13))


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (CaseFilter(steps=("S_CLOSED",)), [12, 9, 6, 3]),
        (CaseFilter(items=("SH-CG-0001",)), [10, 7, 4, 1]),
        (CaseFilter(open_only=True, items=("SH-CG-0000", "SH-CG-0001")), [10, 7, 4, 1]),
        (CaseFilter(officer="officer-b", order="evidence"), [4, 12, 11, 10, 9, 8, 7, 6, 5, 3, 2, 1]),
        (CaseFilter(officer="officer"), []),
        (CaseFilter(words="单"), [11, 7, 3]),
        (CaseFilter(words="sm", open_only=True), [11, 7]),
        (CaseFilter(words="〔〕"), []),
        (CaseFilter(unsent_only=True, words="餐饮"), [9, 5, 1]),
        (CaseFilter(due_until="2026-08-02"), [2]),
        (CaseFilter(due_from="2026-08-05", due_until="2026-08-05"), [5]),
        (CaseFilter(due_from="2026-08-03"), [5]),
        (CaseFilter(undated=True, words="餐饮"), [9, 1]),
    ],
)
def test_filters_narrow_the_list(store: Store, wanted: CaseFilter, numbers: list[int]) -> None:
    rows = listed(store, wanted)
    assert sorted(rows) == sorted(numbers)
    if wanted.order == "number":
        assert rows == numbers


@pytest.mark.usefixtures("cases")
def test_search_puts_a_hit_in_number_or_party_before_one_in_the_facts(
    store: Store, maker: ChainMaker
) -> None:
    save(store, maker, [FieldSet("act.facts", None, "占道经营，与单某同行")], case_id(12))
    numbers = [row.number for row in store.queries().search("单某")]
    assert numbers == [f"沪示示线〔2026〕{number}号" for number in (11, 7, 3, 12)]


@pytest.mark.usefixtures("cases")
def test_search_gives_the_newest_and_no_more_than_asked(store: Store) -> None:
    assert [row.number[-3:] for row in store.queries().search("2026", limit=2)] == ["12号", "11号"]
    assert store.queries().search("2026", limit=0) == ()
    assert store.queries().search("  ") == ()
    assert store.queries().search("没有的人") == ()


def test_a_word_that_was_taken_back_is_no_longer_found(store: Store, maker: ChainMaker) -> None:
    save(store, maker, [docketed(), named("错误姓名")])
    assert len(store.queries().search("错误")) == 1
    save(store, maker, [named("正确姓名")])
    assert store.queries().search("错误") == ()
    assert len(store.queries().search("正确")) == 1


def test_rows_come_in_the_order_asked_and_missing_ones_are_left_out(store: Store, cases: list[str]) -> None:
    queries = store.queries()
    keys = queries.case_keys(CaseFilter())
    asked = (keys[3], 10**9, keys[0])
    assert [row.key for row in queries.case_rows(asked)] == [keys[3], keys[0]]
    assert [row.case for row in queries.case_rows(keys)] == list(reversed(cases))


@pytest.mark.usefixtures("cases")
def test_the_items_of_the_cases_are_counted_the_most_frequent_first(store: Store, maker: ChainMaker) -> None:
    save(store, maker, [docketed("沪示示线〔2026〕13号")], case_id(13))
    save(
        store,
        maker,
        [docketed("沪示示线〔2026〕14号"), FieldSet("act.item", None, "SH-CG-0002")],
        case_id(14),
    )
    assert store.queries().items_used() == (
        ItemUse("SH-CG-0002", "SH-CG-0002", 5),
        ItemUse("SH-CG-0000", "SH-CG-0000", 4),
        ItemUse("SH-CG-0001", "SH-CG-0001", 4),
    )


def test_open_cases_are_those_that_are_not_closed(store: Store, cases: list[str]) -> None:
    assert {case.id for case in store.queries().open_cases()} == {
        case for number, case in enumerate(cases, 1) if number % 3
    }


def test_an_unknown_case_is_named(store: Store) -> None:
    with pytest.raises(CaseUnknown) as unknown:
        store.queries().case(case_id(99))
    assert unknown.value.facts == {"case": case_id(99)}
    assert store.queries().timeline(case_id(99)) == ()


@pytest.mark.parametrize(
    ("damage", "part"),
    [
        ("UPDATE entry SET body = x'7b7d' WHERE seq = 2", "body"),
        ("UPDATE entry SET header = x'7b7d' WHERE seq = 2", "header"),
        (
            "UPDATE entry SET header = (SELECT header FROM entry WHERE seq = 1), body = NULL WHERE seq = 2",
            "header",
        ),
    ],
)
def test_a_damaged_entry_is_named_by_the_timeline(
    store: Store, maker: ChainMaker, damage: str, part: str
) -> None:
    save(store, maker, [docketed(), named("甲")])
    with writing(store.engine) as connection, connection.begin():
        connection.exec_driver_sql(damage)
    with pytest.raises(EntryDamaged) as damaged:
        store.queries().timeline(CASE)
    assert damaged.value.facts == {"seq": 2, "id": maker.entries[1].id, "part": part}
