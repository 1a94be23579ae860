"""Case 1 as the law wants it, act by act, on one laptop without a network."""

from __future__ import annotations

from datetime import date

from app.services.office import LaptopOffice
from tests.flows.summary_case import RECEIPT, at, play
from tests.services.conftest import Laptop


def test_the_case_stands_at_recording_once_the_money_is_taken(office: LaptopOffice) -> None:
    journey = play(office)
    case = office.queries.case(journey.case)
    assert (case.step, case.recorded_at) == ("S_COLLECTED", None)
    assert [(paper.form, paper.number) for paper in case.documents] == [
        ("D10", "沪示示线索登记〔2026〕第0001号"),
        ("D08", "沪示示城管责改字〔2026〕第0001号"),
        ("D09", "沪示示线索登记〔2026〕第0001号"),
        ("D20", "沪示示城管当罚字〔2026〕第0001号"),
    ]
    assert [(money.amount, money.receipt) for money in case.money] == [(10_000, RECEIPT)]
    (onward,) = [step for step in office.outlook(journey.case) if step.end == "S_RECORDED"]
    assert onward.findings.blocking, "the agency has not received the case yet"


def test_every_act_is_signed_by_device_and_officer_in_one_gapless_chain(office: LaptopOffice) -> None:
    journey = play(office)
    rows = office.queries.timeline(journey.case)
    assert [row.entry.header.seq for row in rows] == list(range(1, len(rows) + 1))
    assert {row.entry.header.actor for row in rows} == {"demo-jia", "demo-yi"}
    assert office.doctor.check() == ()
    assert office.doctor.rebuild()


def test_R06_R10_R25_what_runs_after_the_decision_is_known_to_the_day(office: LaptopOffice) -> None:
    journey = play(office)
    running = {each.rule: each.day for each in office.deadlines(journey.case)}
    assert running["T20"] == date(2026, 8, 10), "cash taken on Thursday goes to the agency in 2 working days"
    assert running["T18"] == date(2026, 8, 21)
    assert running["T10"] == date(2026, 10, 8), "60 days end in the October holiday and roll over"


def test_the_decision_prints_what_the_case_holds_and_nothing_else(laptop: Laptop) -> None:
    play(laptop.sign_in())
    form, number, values = laptop.paperwork.issued[-1]
    assert (form, number) == ("D20", "沪示示城管当罚字〔2026〕第0001号")
    expected = {
        "party.name": "王𬭎",
        "decision.amount": 10_000,
        "item.violated": "《上海市生活垃圾管理条例》第二十四条第一款",
        "item.clause": "《上海市生活垃圾管理条例》第五十七条第二款",
        "item.range": "罚款幅度为50元以上200元以下",
        "correction.number": "沪示示城管责改字〔2026〕第0001号",
        "correction.outcome": "refused",
        "benchmark.published": True,
        "benchmark.row": "湿垃圾混投·首次查处",
        "remedy.body": "上海市示范区人民政府",
        "law.reconsideration_days": 60,
        "law.suit_days": 15,
        "officers.assist.card": "演示-0108",
    }
    assert {key: values.get(key) for key in expected} == expected


def test_after_a_new_start_everything_is_there(laptop: Laptop) -> None:
    first = laptop.sign_in()
    journey = play(first)
    before, digest = first.queries.case(journey.case), first.doctor.projections_digest()
    first.close()
    again = laptop.sign_in()
    assert again.queries.case(journey.case) == before
    assert again.doctor.projections_digest() == digest
    assert not again.mended


def test_the_case_is_found_by_any_word_of_it(office: LaptopOffice) -> None:
    journey = play(office)
    for words in ("王", "王𬭎", "湿垃圾", "混合投放", "示范路", "当罚字", "wh"):
        assert journey.case in [row.case for row in office.queries.search(words)], words


def test_an_unchanged_value_writes_nothing(office: LaptopOffice) -> None:
    case = office.docket("巡查发现", "demo-yi", at(9, 10))
    office.set_fields(case, {"party.name": "演示当事人丙"}, at(9, 11))
    office.set_fields(case, {"party.name": " 演示当事人丙 "}, at(9, 12))
    assert len(office.queries.timeline(case)) == 2
