"""How the law speaks: all reasons at once, facts never held, no crash over hostile records."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import bodies
from app.domain.bodies import Body
from app.domain.catalogue import Catalogue
from app.domain.clock import EffectiveTime
from app.domain.context import EmptyField
from app.domain.entry import Entry
from app.domain.fields import FIELDS, FieldValue
from app.domain.findings import Findings, Severity
from app.domain.law.judge import OUTSIDE, STILL_STOPS, judge, next_steps
from app.domain.law.parameters import LawParameters
from app.domain.law.running import deadlines_of
from app.releases.law import Law
from tests.domain.law.make import JIA, YI, Journey, issued, photo


def blocked(found: Findings) -> set[str]:
    return {each.code for each in found.blocking}


def warned(found: Findings) -> set[str]:
    return {each.code for each in found.warnings}


OUTSIDE_FACTS: list[tuple[Body, str]] = [
    (photo("e-8"), "officers.too_few"),
    (bodies.DocumentServed("D08", "LEAVE", "演示当事人丙"), "service.leaving_unproven"),
    (bodies.MoneyTaken("D20", 99_999, "演示票据1", "at_most_limit"), "money.amount_differs"),
    (bodies.PartyTold(False, False, "none"), "telling.card_not_shown"),
    (bodies.ReinspectionRecorded("D08", "refused", "仍未改正"), "correction.order_missing"),
]


@pytest.mark.parametrize(("body", "code"), OUTSIDE_FACTS, ids=[body.kind for body, _ in OUTSIDE_FACTS])
def test_what_happened_is_recorded_with_its_findings_and_never_held(
    journey: Journey, body: Body, code: str
) -> None:
    journey.found().set({"correction.demand": "x", "correction.term": "at_once"}).say(issued("D08"), "09:25")
    found = journey.judged(body, "09:50", officers=(JIA,))
    assert blocked(found) == set()
    assert {code, "officers.too_few"} <= warned(found)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (bodies.DocumentServed("D08", "DIRECT", ""), "recipient"),
        (bodies.DocumentServed("D08", "PIGEON", "演示当事人丙"), "mode"),
        (bodies.DocumentServed("D08", "DIRECT", "演示当事人丙", refused_to_sign=True), "reason"),
        (bodies.DocumentServed("D99", "DIRECT", "演示当事人丙"), "document"),
        (bodies.PartyTold(True, True, "made"), "words"),
        (bodies.PartyTold(True, True, ""), "defence"),
        (bodies.ReinspectionRecorded("D08", "refused", ""), "narrative"),
        (bodies.ReinspectionRecorded("D08", "perhaps", "仍未改正"), "result"),
        (bodies.NumberVoided("责改", 2026, 9, "文号", ""), "reason"),
        (bodies.FindingConfirmed("holder.unconfirmed", ""), "reason"),
        (bodies.ActConfirmed(("x",), "paper"), "scan"),
        (bodies.ActConfirmed(("x",), "nod"), "how"),
    ],
)
def test_an_empty_mandatory_field_stops_every_record_and_is_named(
    journey: Journey, body: Body, field: str
) -> None:
    found = journey.found().ordered().judged(body, "09:50")
    assert field in {each.facts.get("field") for each in found.blocking if each.code == "field.missing"}


def test_every_empty_field_of_a_form_is_named(journey: Journey) -> None:
    journey.ready().context_changes = {
        "missing_fields": (EmptyField("party.born", "出生日期"), EmptyField("party.address", "住址"))
    }
    found = journey.judged(issued("D20"), "09:52")
    assert [each.facts["label"] for each in found.blocking] == ["出生日期", "住址"]


@pytest.mark.parametrize("body", [b"{", b'{"from":1}', b'"x"', b"\xff"])
def test_a_poisoned_record_is_a_finding(journey: Journey, body: bytes) -> None:
    journey.docket()
    good = journey.entry(bodies.StepTaken("S_FOUND", "S_ELIGIBLE"), "09:12", JIA, None)
    bad = Entry(good.header, good.header_bytes, body, bytes(16), b"", b"")
    assert judge(journey.case, bad, journey.context("09:12")).codes == ("entry.unreadable",)


def test_an_entry_with_an_impossible_time_is_a_finding(journey: Journey) -> None:
    found = journey.docket().judged(photo("e-1"), act_at="2026-08-06 09:00", now="09:00")
    assert [(each.code, each.facts["field"]) for each in found] == [("entry.unreadable", "act_at")]


def test_nothing_is_said_of_a_kind_that_is_not_known_or_a_body_that_was_erased(journey: Journey) -> None:
    journey.docket()
    assert journey.judged(bodies.Unknown("drone.landed", {})).codes == ()
    entry = journey.entry(photo("e-1"), "09:12", JIA, None)
    erased = Entry(entry.header, entry.header_bytes, None, None, b"", b"")
    assert judge(journey.case, erased, journey.context("09:12")).codes == ()


def test_an_act_before_the_docketing_is_refused(journey: Journey) -> None:
    assert blocked(journey.judged(photo("e-1"))) == {"case.not_docketed"}


def test_the_docketing_needs_number_source_and_known_people(journey: Journey) -> None:
    docket = bodies.CaseDocketed("", "summary", "", "线", 2025, 1)
    found = journey.judged(docket, officers=(JIA, "officer-nobody"))
    assert {"field.missing", "roster.unknown_officer"} <= blocked(found)
    assert "number.other_year" in warned(found)
    unknown = bodies.CaseDocketed("线索登记〔2026〕第0001号", "secret", "inspection", "线", 2026, 1)
    assert blocked(journey.judged(unknown)) == {"procedure.unknown"}


def test_a_missing_figure_of_the_release_is_a_finding_and_names_the_guard(
    shipped: Law, catalogue: Catalogue
) -> None:
    journey = Journey(Law(LawParameters(()), shipped.calendar), catalogue).docket()
    found = journey.judged(issued("D10"), "09:20")
    missing = [each for each in found.blocking if each.code == "law.unavailable"]
    assert {each.facts["guard"] for each in missing} >= {"two_officers", "stated_time"}


@pytest.mark.parametrize(
    ("stated", "severity", "noted"),
    [
        ("09:50", None, False),
        ("09:52", None, False),
        ("09:53", Severity.WARN, True),
        ("09:47", None, True),
        ("2026-08-07T09:00:00+08:00", Severity.BLOCK, True),
    ],
)
def test_a_stated_time_is_believed_noted_and_never_of_a_day_to_come(
    journey: Journey, stated: str, severity: Severity | None, noted: bool
) -> None:
    journey.ready()
    found = journey.judged(bodies.FieldSet("party.phone", None, "1"), stated, now="09:50")
    assert [each.severity for each in found if each.code == "time.in_future"] == (
        [severity] if severity else []
    )
    assert ("clock.difference" in found.codes) is noted


def test_F13_with_an_unsure_clock_the_law_warns_and_lets_work_go_on(journey: Journey) -> None:
    journey.ready()
    for year in (2006, 2029):
        off = EffectiveTime(datetime.fromisoformat(f"{year}-08-06T09:52:00+08:00"), True, "jumped")
        journey.context_changes = {"now": off}
        found = journey.judged(issued("D20"), "09:52")
        assert blocked(found) == set()
        assert "clock.unsure" in warned(found)
        assert "clock.difference" in found.codes


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"act.at": "2026-08-06T10:30:00+08:00"}, "time.after_act"),
        ({"act.at": "2026-08-06T09:53:00+08:00"}, None),
        ({"act.ended_at": "2026-08-06T09:00:00+08:00"}, "time.reversed"),
        (
            {"scene.from": "2026-08-06T09:20:00+08:00", "scene.until": "2026-08-06T09:10:00+08:00"},
            "time.reversed",
        ),
        ({"scene.until": "2026-08-07T09:10:00+08:00"}, "time.after_act"),
        ({"party.born": "2026-08-07"}, "time.born_after_act"),
        ({"act.at": "gestern"}, "time.unreadable"),
        ({"party.born": "2026-02-30"}, "time.unreadable"),
    ],
)
def test_a_decision_with_wrong_dates_is_refused(
    journey: Journey, values: dict[str, object], code: str | None
) -> None:
    found = journey.ready().set(values).judged(issued("D20"), "09:52")
    assert (code in blocked(found)) if code else blocked(found) == set()


@pytest.mark.parametrize(
    ("at", "cause"),
    [
        ("09:51", None),
        ("09:44", "party.told"),
        ("09:39", "reinspection.recorded"),
        ("09:24", "reinspection.recorded"),
    ],
)
def test_a_decision_before_what_it_rests_on_is_refused(journey: Journey, at: str, cause: str | None) -> None:
    found = journey.ready().judged(issued("D20"), at)
    causes = {each.facts["cause"] for each in found.blocking if each.code == "time.out_of_order"}
    assert (cause in causes) if cause else causes == set()


def test_telling_before_the_refusal_does_not_carry_a_fine_that_needs_refusal(journey: Journey) -> None:
    journey.found().ordered().say(bodies.PartyTold(True, True, "none"), "09:30").refused().confirm()
    journey.set({"decision.branch": "SH-CG-0002-1"})
    found = journey.judged(bodies.StepTaken("S_FOUND", "S_ELIGIBLE"), "09:50")
    assert "time.out_of_order" in blocked(found)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"card_shown": False}, "telling.card_not_shown"),
        ({"rights_told": False}, "telling.rights_not_told"),
        ({"defence": ""}, "telling.defence_not_recorded"),
        ({"defence": "made", "words": ""}, "telling.defence_not_recorded"),
        ({"defence": "made", "words": "现场另有他人投放", "new_fact": True}, "telling.new_fact"),
        ({"defence": "made", "words": "罚款过高"}, None),
    ],
)
def test_without_telling_and_hearing_there_is_no_decision(
    journey: Journey, changes: dict[str, Any], code: str | None
) -> None:
    journey.found().ordered().refused().told(**changes).stepped("S_ELIGIBLE", "S_TOLD")
    assert blocked(journey.judged(issued("D20"), "09:52")) == ({code} if code else set())


def test_a_telling_of_another_item_does_not_count(journey: Journey) -> None:
    found = journey.ready().set({"act.item": "SH-CG-0003"}).judged(issued("D20"), "09:52")
    assert "telling.outdated" in blocked(found)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"party.identity": ""}, "party.not_identified"),
        ({"party.name": ""}, "field.missing"),
        ({"party.kind": ""}, "field.missing"),
        ({"party.kind": "unit"}, "field.missing"),
        ({"act.item": "SH-CG-9999"}, "item.unknown"),
    ],
)
def test_an_unknown_party_or_item_is_refused(journey: Journey, values: dict[str, object], code: str) -> None:
    assert code in blocked(journey.ready().set(values).judged(issued("D20"), "09:52"))


def test_an_identity_paper_stands_for_the_number(journey: Journey) -> None:
    journey.ready().set({"party.identity": ""}).say(photo("e-5", "identity"), "09:47").confirm("09:48")
    assert blocked(journey.judged(issued("D20"), "09:52")) == set()


def test_acts_that_only_one_stands_behind_stop_papers_and_steps(journey: Journey) -> None:
    journey.ready().say(photo("e-6"), "09:49")
    for body in (issued("D20"), issued("D10"), bodies.StepTaken("S_TOLD", "S_ISSUED")):
        assert "officers.not_confirmed" in blocked(journey.judged(body, "09:52"))
    assert "officers.not_confirmed" not in blocked(journey.judged(issued("D20"), "09:52", actor=YI))
    journey.say(bodies.ActConfirmed((journey.last,), "passphrase"), "09:50", JIA)
    assert "officers.not_confirmed" in blocked(journey.judged(issued("D20"), "09:52"))
    journey.confirm("09:51")
    assert "officers.not_confirmed" not in journey.judged(issued("D20"), "09:52").codes


def test_nobody_confirms_what_he_did_himself(journey: Journey) -> None:
    journey.docket().say(photo("e-1"), "09:16")
    own = bodies.ActConfirmed((journey.last,), "passphrase")
    assert blocked(journey.judged(own, actor=JIA)) == {"confirm.own_acts"}
    assert blocked(journey.judged(own, actor=YI)) == set()
    strange = bodies.ActConfirmed(("sha256:else",), "passphrase")
    assert "confirm.unknown_acts" in blocked(journey.judged(strange, actor=YI))


def test_a_step_is_taken_from_where_the_case_stands_and_only_where_the_table_leads(journey: Journey) -> None:
    journey.ready()
    assert "step.not_here" in blocked(journey.judged(bodies.StepTaken("S_FOUND", "S_ELIGIBLE")))
    assert "step.unknown" in blocked(journey.judged(bodies.StepTaken("S_TOLD", "S_CLOSED")))
    assert "decision.not_issued" in blocked(journey.judged(bodies.StepTaken("S_TOLD", "S_ISSUED")))


def test_a_paper_has_its_place_its_class_and_its_year(journey: Journey) -> None:
    journey.found()
    assert "paper.wrong_step" in blocked(journey.judged(issued("D20"), "09:20"))
    assert "paper.form_unknown" in blocked(journey.judged(issued("D35"), "09:20"))
    assert "number.wrong_class" in blocked(journey.judged(issued("D08", number_class="当罚"), "09:20"))
    assert "number.other_year" in blocked(journey.judged(issued("D08", number_year=2025), "09:20"))


def test_an_act_under_another_release_than_the_pinned_one_is_refused(journey: Journey) -> None:
    found = journey.ready().judged(issued("D20"), "09:52", release="sha256:" + "9" * 64)
    assert blocked(found) == {"release.not_pinned"}


def test_the_number_of_a_served_paper_is_never_voided(journey: Journey) -> None:
    journey.found().ordered()
    paper = journey.state.papers("D08")[0]
    void = bodies.NumberVoided("责改", 2026, 1, paper.number, "打印错误")
    assert blocked(journey.judged(void)) == {"number.served"}
    assert blocked(journey.judged(replace(void, number="另一文号"))) == set()


def test_a_left_paper_needs_a_witness_or_pictures_of_the_service(journey: Journey) -> None:
    left = bodies.DocumentServed("D08", "LEAVE", "演示当事人丙", True, "拒绝签收")
    journey.found().set({"correction.demand": "x", "correction.term": "at_once"}).say(issued("D08"), "09:25")
    assert "service.leaving_unproven" in warned(journey.judged(left, "09:26"))
    journey.say(photo("e-4", "service"), "09:26")
    assert "service.leaving_unproven" not in journey.judged(left, "09:27").codes


def test_a_value_that_does_not_fit_its_field_is_refused(journey: Journey) -> None:
    journey.docket()
    for field, new in (
        ("decision.amount", -1),
        ("no.such", "x"),
        ("party.kind", "dog"),
        ("act.at", "morgen"),
    ):
        found = journey.judged(bodies.FieldSet(field, None, new))
        assert [(each.code, each.facts["field"]) for each in found.blocking] == [("field.refused", field)]


def test_an_asked_recusal_and_a_missing_video_are_read_once(journey: Journey) -> None:
    journey.ready().set({"scene.recusal_asked": True})
    assert "recusal.asked" in warned(journey.judged(issued("D20"), "09:52"))
    bare = Journey(journey.law, journey.catalogue).docket().say(photo("e-1"), "09:16")
    assert "evidence.video_missing" in bare.judged(issued("D20"), "09:20").codes


def test_a_damaged_photo_does_not_prove_the_scene(journey: Journey) -> None:
    journey.docket().say(photo("e-1", readable=False), "09:16")
    found = journey.judged(bodies.StepTaken("S_FOUND", "S_ELIGIBLE"))
    assert "evidence.scene_missing" in blocked(found)
    assert "evidence.unreadable" in warned(found)


def test_only_named_reasons_stop_the_record_of_an_outside_fact() -> None:
    assert "officers.too_few" not in STILL_STOPS
    assert set(bodies.KINDS) >= OUTSIDE
    assert not {"field.set", "step.taken", "document.issued", "finding.confirmed"} & OUTSIDE


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53) + 1, 2**53 - 1),
    st.text("0123456789-:TZ一元.", max_size=25),
)
TIMES = st.sampled_from(
    [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59+08:00",
        "2026-08-06T09:10:00+08:00",
        "2026-08-06",
        "昨天",
    ]
)


@settings(max_examples=150)
@given(
    fields=st.dictionaries(st.sampled_from(sorted(FIELDS)), VALUES | TIMES, max_size=12),
    at=TIMES,
    served=TIMES,
)
def test_no_record_however_strange_makes_the_law_fail(
    ready_case: Journey, fields: dict[str, object], at: str, served: str
) -> None:
    case, context = ready_case.state, ready_case.context("09:52")
    strange = replace(
        case,
        documents=tuple(replace(paper, served_at=served, issued_at=served) for paper in case.documents),
        docketed_at=served,
        fields={**case.fields, **{name: FieldValue(value, case.head, at) for name, value in fields.items()}},
    )
    for body in (
        issued("D20"),
        bodies.StepTaken("S_TOLD", "S_ISSUED"),
        bodies.DocumentServed("D08", "DIRECT", "x"),
    ):
        entry = ready_case.entry(body, "09:52", JIA, None, act_at=at)
        assert isinstance(judge(strange, entry, context), Findings)
    assert len(next_steps(strange, context)) > 0
    assert isinstance(deadlines_of(strange, context), tuple)
