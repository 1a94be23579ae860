"""``apply`` tells what the entries say: no law, no refusal, the same whether folded one by one or anew."""

from __future__ import annotations

from app.domain import bodies
from app.domain.case import Case
from app.domain.codec import from_json, to_json
from app.domain.entry import Entry
from app.domain.fold import apply, fold_all
from tests.domain.make import ChainMaker

DOCKETED = bodies.CaseDocketed("线索登记〔2026〕第0001号", "summary", "巡查发现", "线", 2026, 1)
PAPER = bodies.DocumentIssued(
    "doc-1",
    "D08",
    "沪示示城管责改字〔2026〕第0001号",
    "责改",
    2026,
    1,
    "ab" * 8,
    "sha256:" + "2" * 64,
    10,
    1,
    2,
    "AAAA",
)


def folded(*parts: bodies.Body) -> Case:
    maker = ChainMaker()
    maker.add(DOCKETED)
    for part in parts:
        maker.add(part)
    case = fold_all(maker.entries)
    assert case is not None
    assert case.head == maker.entries[-1].id
    return case


def test_the_docketing_begins_the_case_at_its_first_step() -> None:
    case = folded()
    assert (case.step, case.clue_number, case.team) == (
        "S_FOUND",
        DOCKETED.clue_number,
        ("officer-a", "officer-b"),
    )


def test_a_field_keeps_who_set_it_last() -> None:
    case = folded(bodies.FieldSet("party.name", None, "甲"), bodies.FieldSet("party.name", "x", "乙"))
    assert case.text("party.name") == "乙"
    assert case.fields["party.name"].entry == case.acts[-1].entry


def test_a_served_paper_carries_when_and_to_whom() -> None:
    case = folded(PAPER, bodies.DocumentServed("doc-1", "DIRECT", "演示当事人丙"))
    assert case.papers("D08")[0].served_at == "2026-08-06T09:12:00+08:00"
    assert case.papers("D08")[0].recipient == "演示当事人丙"


def test_every_copy_is_counted() -> None:
    case = folded(
        PAPER, bodies.DocumentPrinted("doc-1", 2, "printer"), bodies.DocumentPrinted("doc-1", 1, "file")
    )
    assert case.papers("D08")[0].printed == 3


def test_a_service_of_an_unknown_paper_changes_no_paper() -> None:
    assert folded(bodies.DocumentServed("other", "DIRECT", "x")).documents == ()


def test_an_unknown_kind_and_an_erased_body_move_the_head_alone() -> None:
    maker = ChainMaker()
    maker.add(DOCKETED)
    before = fold_all(maker.entries)
    strange = maker.add(bodies.Unknown("drone.landed", {}))
    erased: Entry = maker.add(bodies.StepTaken("S_FOUND", "S_ELIGIBLE"))
    erased = Entry(erased.header, erased.header_bytes, None, None, b"", b"")
    assert before is not None
    after = apply(apply(before, strange), erased)
    assert after is not None
    assert (after.step, after.fields, after.head) == (before.step, before.fields, erased.id)
    assert [act.kind for act in after.acts] == ["case.docketed", "drone.landed", "step.taken"]


def test_entries_before_a_docketing_leave_nothing_to_show() -> None:
    maker = ChainMaker()
    assert apply(None, maker.add(bodies.StepTaken("S_FOUND", "S_ELIGIBLE"))) is None


def test_the_second_officer_stands_behind_the_acts_that_he_confirmed() -> None:
    maker = ChainMaker()
    first = maker.add(DOCKETED)
    maker.add(bodies.ActConfirmed((first.id,), "passphrase"), actor="officer-b")
    case = fold_all(maker.entries)
    assert case is not None
    assert case.is_confirmed(first.id)
    assert case.confirmed[first.id] == ("officer-b",)


def test_a_case_written_as_json_is_read_back_equal() -> None:
    case = folded(
        bodies.FieldSet("decision.amount", None, 10_000),
        bodies.EvidenceAdded(
            "e-1", "sha256:" + "3" * 64, 5, "image/jpeg", "照片", "scene", facts={"width": 640}
        ),
        bodies.PartyTold(True, True, "none"),
        PAPER,
        bodies.ReinspectionRecorded("doc-1", "refused", "仍未改正", ("e-1",)),
        bodies.MoneyTaken("doc-1", 10_000, "演示票据0001", "at_most_limit"),
        bodies.FindingConfirmed("holder.unconfirmed", "已核对"),
        bodies.SummaryRecorded("doc-1"),
    )
    assert from_json(Case, to_json(case)) == case
