"""Notice, defence and hearing: two rights, two windows; a waiver of one is none of the other (R37, R41)."""

from __future__ import annotations

import pytest

from app.domain import bodies
from app.domain.ordinary_bodies import DefenceRecorded, HearingAnswered
from app.releases.law import Law
from tests.domain.law.ask import switched
from tests.domain.law.make import WU, ZHU, photo
from tests.domain.law.ordinary.make import (
    TUE,
    WED,
    Ordinary,
    blocked,
    broad,
    noted,
    on,
    paper,
    warned,
)


@pytest.mark.parametrize(
    ("day", "open_"),
    [(TUE, True), ("2026-08-17", True), ("2026-08-18", True), (WED, False), ("2026-09-30", False)],
)
def test_without_an_answer_the_decision_waits_for_the_end_of_the_defence_window(
    case2: Ordinary, day: str, open_: bool
) -> None:
    found = case2.notified().step("O_DECIDE", on(day, "17:00"))
    assert blocked(found) == ({"defence.window_open"} if open_ else set())
    if open_:
        assert noted(found, "defence.window_open")["until"] == "2026-08-18"


def test_the_window_is_counted_from_the_service_that_was_made(case2: Ordinary) -> None:
    case2.reported().ask("D23", on(TUE, "09:40")).approve("D23", on(TUE, "10:00"))
    case2.serve_notice(served_at=on("2026-09-23", "10:00"))
    found = case2.step("O_DECIDE", on("2026-10-08", "10:00"))
    assert noted(found, "defence.window_open")["until"] == "2026-10-08", "Mid-Autumn and National Day rest"
    assert "defence.window_open" not in case2.step("O_DECIDE", on("2026-10-09", "09:00")).codes


def test_a_notice_by_publication_counts_from_the_end_of_its_thirty_days(case2: Ordinary) -> None:
    case2.reported().ask("D23", on(TUE, "09:40")).approve("D23", on(TUE, "10:00"))
    case2.say(paper("D23", "n-1", 1, case2.values()), on(TUE, "14:00")).say(
        paper("D40", "r"), on(TUE, "14:00")
    )
    case2.say(photo("p-1", "service"), on(TUE, "15:00"))
    publication = bodies.DocumentServed(
        "n-1", "NOTICE", "示范餐饮有限公司", reason="下落不明", evidence=("p-1",)
    )
    case2.say(publication, on(TUE, "15:00")).confirm(on(TUE, "15:00"))
    early = case2.step("O_DEFENCE", on("2026-09-09", "10:00"))
    assert noted(early, "service.publication_running")["until"] == "2026-09-10"
    assert blocked(case2.step("O_DEFENCE", on("2026-09-10", "10:00"))) == set()
    case2.stepped("O_DEFENCE", at=on("2026-09-10", "10:00"))
    assert (
        noted(case2.step("O_DECIDE", on("2026-09-11", "10:00")), "defence.window_open")["until"]
        == "2026-09-17"
    )


def test_a_written_waiver_closes_the_defence_at_once_and_a_word_does_not(case2: Ordinary) -> None:
    case2.notified()
    unwritten = DefenceRecorded("n-1", "waived")
    assert "defence.waiver_unwritten" in warned(case2.judged(unwritten, on(TUE, "15:10")))
    case2.say(unwritten, on(TUE, "15:10")).confirm(on(TUE, "15:11"))
    assert {"defence.waiver_unwritten", "defence.window_open"} == blocked(
        case2.step("O_DECIDE", on(TUE, "16:00"))
    )
    case2.waived()
    assert blocked(case2.step("O_DECIDE", on(TUE, "16:00"))) == set()


def test_a_waiver_of_another_notice_closes_nothing(case2: Ordinary) -> None:
    case2.notified().say(photo("e-waiver", "waiver"), on(TUE, "15:10"))
    case2.say(DefenceRecorded("n-0", "waived", evidence=("e-waiver",)), on(TUE, "15:11")).confirm(
        on(TUE, "15:12")
    )
    assert blocked(case2.step("O_DECIDE", on(TUE, "16:00"))) == {"defence.window_open"}


def test_what_the_party_said_is_answered_before_the_decision(case2: Ordinary) -> None:
    case2.notified().say(DefenceRecorded("n-1", "made", "容器由物业设置"), on(TUE, "16:00")).confirm(
        on(TUE, "16:01")
    )
    found = case2.step("O_DECIDE", on(TUE, "16:30"))
    assert [each.facts.get("field") for each in found.blocking] == ["defence.answer"]
    case2.set({"defence.answer": "经复核，容器设置不影响分类投放义务，不予采纳。"}, on(TUE, "16:40"))
    assert blocked(case2.step("O_DECIDE", on(TUE, "16:45"))) == set()
    case2.say(DefenceRecorded("n-1", "made", "请求从轻"), on(TUE, "16:50")).confirm(on(TUE, "16:51"))
    assert blocked(case2.step("O_DECIDE", on(TUE, "16:55"))) == {"defence.unanswered"}


def test_a_defence_after_its_window_is_kept_and_said_to_be_late(case2: Ordinary) -> None:
    found = case2.notified().judged(DefenceRecorded("n-1", "made", "补充意见"), on("2026-08-20", "10:00"))
    assert found.blocking == ()
    assert noted(found, "answer.late")["until"] == "2026-08-18"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (DefenceRecorded("n-9", "made", "x"), "notice"),
        (DefenceRecorded("n-1", "perhaps", "x"), "outcome"),
        (DefenceRecorded("n-1", "made", ""), "words"),
        (HearingAnswered("n-1", "made"), "outcome"),
    ],
)
def test_an_answer_names_its_notice_and_what_it_is(case2: Ordinary, body: bodies.Body, field: str) -> None:
    found = case2.notified().judged(body, on(TUE, "16:00"))
    assert field in {each.facts.get("field") for each in found.blocking}


def fined_8000(law: Law, form: str) -> Ordinary:
    """A person, 8,000 yuan: the right to a hearing exists, told (D24) or, against the law, not told (D23)."""
    return broad(law, {"decision.amount": 800_000}).notified(form)


def test_R37_a_waiver_of_the_defence_does_not_clear_the_hearing(shipped: Law) -> None:
    case = fined_8000(shipped, "D24").waived()
    found = case.step("O_DECIDE", on(TUE, "16:00"))
    assert "defence.window_open" not in found.codes
    assert noted(found, "hearing.window_open")["until"] == "2026-08-18"
    case.say(photo("e-h", "waiver"), on(TUE, "16:10"))
    case.say(HearingAnswered("n-1", "waived", ("e-h",)), on(TUE, "16:11")).confirm(on(TUE, "16:12"))
    assert not {code for code in case.step("O_DECIDE", on(TUE, "16:20")).codes if code.startswith("hearing.")}


@pytest.mark.parametrize(("day", "open_"), [("2026-08-18", True), (WED, False)])
def test_R37_without_a_waiver_the_hearing_window_must_be_over(shipped: Law, day: str, open_: bool) -> None:
    found = fined_8000(shipped, "D24").waived().step("O_DECIDE", on(day, "09:00"))
    assert ("hearing.window_open" in blocked(found)) is open_


def test_R37_a_spoken_waiver_of_the_hearing_is_none(shipped: Law) -> None:
    case = fined_8000(shipped, "D24").waived().say(HearingAnswered("n-1", "waived"), on(TUE, "16:00"))
    found = blocked(case.confirm(on(TUE, "16:01")).step("O_DECIDE", on(TUE, "16:05")))
    assert {"hearing.waiver_unwritten", "hearing.window_open"} <= found


def test_a_hearing_that_was_asked_for_in_time_is_owed_for_ever(shipped: Law) -> None:
    case = fined_8000(shipped, "D24").say(HearingAnswered("n-1", "requested"), on("2026-08-18", "16:00"))
    case.confirm(on("2026-08-18", "16:01"))
    assert "hearing.requested" in blocked(case.step("O_DECIDE", on("2026-10-20", "09:00")))


def test_R19_a_request_after_the_window_is_late(shipped: Law) -> None:
    case = fined_8000(shipped, "D24")
    late = HearingAnswered("n-1", "requested")
    assert noted(case.judged(late, on(WED, "09:00")), "answer.late")["rule"] == "T06"
    case.say(late, on(WED, "09:00")).confirm(on(WED, "09:01"))
    assert "hearing.requested" not in case.step("O_DECIDE", on(WED, "10:00")).codes


def test_a_notice_without_the_hearing_right_is_refused_where_the_right_exists(shipped: Law) -> None:
    case = broad(shipped, {"decision.amount": 800_000}).reported()
    case.ask("D23", on(TUE, "09:40")).approve("D23", on(TUE, "10:00"))
    found = case.judged(paper("D23", "n-1"), on(TUE, "14:00"))
    assert blocked(found) == {"hearing.due"}
    facts = noted(found, "hearing.due")
    assert (facts["amount"], facts["limit"], facts["grounds"]) == (800_000, 500_000, ("fine_amount",))
    assert "hearing.not_told" in blocked(fined_8000(shipped, "D23").step("O_DECIDE", on(WED, "09:00")))


@pytest.mark.parametrize(
    ("told", "decided", "heavier"),
    [
        (300_000, 400_000, True),
        (300_000, 300_000, False),
        (300_000, 299_999, False),
        (300_000, 300_001, True),
    ],
)
def test_R41_a_heavier_fine_than_told_needs_a_new_notice(
    shipped: Law, told: int, decided: int, heavier: bool
) -> None:
    case = broad(shipped, {"decision.amount": told}).notified()
    case.set({"decision.amount": decided}, on(WED, "08:00"))
    found = case.step("O_DECIDE", on(WED, "09:00"))
    assert ("notice.heavier" in blocked(found)) is heavier
    if heavier:
        facts = noted(found, "notice.heavier")
        assert (facts["told_amount"], facts["amount"]) == (told, decided)


def test_R41_another_penalty_beside_the_fine_is_heavier_too(shipped: Law) -> None:
    case = broad(shipped, {}).notified()
    more = {"decision.other_penalties": "没收违法所得1000元", "decision.other_kind": "confiscation"}
    case.set({**more, "decision.confiscated_value": 100_000}, on(WED, "08:00"))
    assert "notice.heavier" in blocked(case.step("O_DECIDE", on(WED, "09:00")))


def test_R41_a_fine_after_a_told_warning_is_heavier(shipped: Law) -> None:
    case = broad(shipped, {"decision.kind": "warning", "decision.amount": None}).notified()
    case.set({"decision.kind": "fine", "decision.amount": 10_000}, on(WED, "08:00"))
    assert "notice.heavier" in blocked(case.step("O_DECIDE", on(WED, "09:00")))


def test_other_facts_than_were_told_lead_back_to_the_notice(case2: Ordinary) -> None:
    case2.notified().set({"act.place": "上海市示范区另一路"}, on(WED, "08:00"))
    found = case2.step("O_DECIDE", on(WED, "09:00"))
    assert noted(found, "notice.changed")["fields"] == ("act.place",)
    assert blocked(case2.step("O_NOTICE", on(WED, "09:00"))) == set()
    parameters = switched(case2.law.parameters, "notice.again_on_change", enabled=False)
    case2.context_changes = {"parameters": parameters}
    assert "notice.changed" not in case2.step("O_DECIDE", on(WED, "09:00")).codes


def test_a_heavier_fine_begins_anew_with_report_notice_and_window(case2: Ordinary) -> None:
    case2.notified().set({"decision.amount": 900_000}, on(TUE, "15:30"))
    case2.stepped("O_NOTICE", at=on(TUE, "15:31")).ask("D23", on(TUE, "15:40"))
    assert blocked(case2.judged(case2.answer("D23"), on(TUE, "15:45"), ZHU)) == {"approval.outdated"}
    case2.stepped("O_INVEST", "O_INV_DONE", at=on(TUE, "15:50")).ask("D22", on(TUE, "15:51"))
    case2.approve("D22", on(TUE, "15:52"), "SQUAD_LEADER", WU).stepped("O_NOTICE", at=on(TUE, "15:52"))
    case2.ask("D23", on(TUE, "15:53")).approve("D23", on(TUE, "15:54"))
    given = case2.state.number_given("罚告")
    assert given is not None
    case2.serve_notice(served_at=on("2026-08-12", "10:00"), document="n-2", seq=given.number_seq)
    found = case2.step("O_DECIDE", on(WED, "09:00"))
    assert noted(found, "defence.window_open")["until"] == WED, "the new window ends a day later"
    assert blocked(case2.step("O_DECIDE", on("2026-08-20", "09:00"))) == set()


def test_full_stops_and_blanks_are_no_other_facts(case2: Ordinary) -> None:
    case2.notified()
    told = dict(case2.state.documents[-2].values)
    assert told["act.facts"] == str(case2.state.value("act.facts"))
    case2.set({"act.facts": str(told["act.facts"]).rstrip("。")}, on(WED, "08:00"))
    assert "notice.changed" not in case2.step("O_DECIDE", on(WED, "09:00")).codes


def test_R08_a_notice_that_one_officer_served_alone_carries_no_decision(case2: Ordinary) -> None:
    case2.notified().say(
        bodies.DocumentServed("n-1", "DIRECT", "x", evidence=("p-n-1",)),
        on(TUE, "16:00"),
        officers=("officer-jia",),
    )
    assert "officers.act_alone" in blocked(case2.confirm(on(TUE, "16:01")).step("O_DECIDE", on(WED, "09:00")))


def test_no_defence_begins_before_the_notice_was_served(case2: Ordinary) -> None:
    case2.reported().ask("D23", on(TUE, "09:40")).approve("D23", on(TUE, "10:00"))
    assert "notice.not_served" in blocked(case2.step("O_DEFENCE", on(TUE, "13:00")))
    case2.say(paper("D23", "n-1", 1, case2.values()), on(TUE, "14:00"))
    assert "notice.not_served" in blocked(case2.step("O_DEFENCE", on(TUE, "14:10"))), "issued is not served"
