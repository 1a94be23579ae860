from __future__ import annotations

from datetime import date

import pytest

from app.domain.law.parameters import POLICY, UNVERIFIED, LawParameters, Parameter, ParameterUnknown, Unit

TODAY = date(2026, 8, 6)


def version(value: int, begins: date | None, ends: date | None, unit: Unit = Unit.DAYS) -> Parameter:
    return Parameter("payment.days", "缴纳罚款", value, unit, "演示出处", "L", begins, ends)


@pytest.fixture
def two_versions() -> LawParameters:
    return LawParameters(
        [
            version(15, date(2021, 7, 15), date(2026, 12, 31)),
            version(20, date(2027, 1, 1), None),
        ]
    )


def test_a_figure_is_found_by_the_day(two_versions: LawParameters) -> None:
    assert two_versions.get("payment.days", date(2026, 12, 31)).value == 15
    assert two_versions.get("payment.days", date(2027, 1, 1)).value == 20


def test_a_day_before_every_version_is_refused_but_a_guard_gets_the_nearest(
    two_versions: LawParameters,
) -> None:
    with pytest.raises(ParameterUnknown) as caught:
        two_versions.get("payment.days", date(2006, 1, 1))
    assert caught.value.facts == {"id": "payment.days", "on": "2006-01-01"}
    assert two_versions.nearest("payment.days", date(2006, 1, 1)).value == 15


def test_figures_and_rules_that_are_missing_come_from_another_law_and_no_other_changes(
    two_versions: LawParameters, law: LawParameters
) -> None:
    whole = two_versions.completed_by(law)
    assert whole.value("payment.days", date(2027, 1, 1)) == 20, "what is there stays"
    assert whole.fen("summary.fine_max_person", TODAY) == 20_000
    assert whole.rule("T18") == law.rule("T18")
    assert len([each for each in whole if each.id == "payment.days"]) == 2
    assert {each.id for each in law.completed_by(two_versions)} == {each.id for each in law}


def test_a_missing_figure_is_named(law: LawParameters) -> None:
    with pytest.raises(ParameterUnknown) as caught:
        law.value("no.such", TODAY)
    assert caught.value.code == "law.parameter_unknown"


def test_yuan_become_fen_and_days_do_not(law: LawParameters) -> None:
    assert law.fen("summary.fine_max_person", TODAY) == 20_000
    with pytest.raises(ParameterUnknown):
        law.fen("payment.days", TODAY)


def test_a_policy_can_be_switched_off_and_a_rule_of_law_cannot(law: LawParameters) -> None:
    off = Parameter("night.from_hour", "夜间", 22, Unit.CLOCK_HOUR, "策略", "P", enabled=False)
    assert not LawParameters([off]).is_on("night.from_hour", TODAY)
    assert law.is_on("payment.days", TODAY)
    assert all(parameter.enabled for parameter in law if parameter.evidence not in (POLICY, UNVERIFIED))


def test_every_figure_and_rule_names_its_source(law: LawParameters) -> None:
    assert all(parameter.source and parameter.evidence for parameter in law)
    assert all(rule.source and rule.evidence for rule in law.rules)


def test_the_table_of_deadlines_is_whole(law: LawParameters) -> None:
    rows = {rule.id.split(".")[0] for rule in law.rules}
    assert {f"T{number:02d}" for number in range(1, 47)} <= rows
    assert "T04x" in rows


@pytest.mark.parametrize(
    ("id_", "value", "unit", "evidence"),
    [
        ("summary.fine_max_person", 200, "yuan", "L"),
        ("summary.fine_max_unit", 3000, "yuan", "L"),
        ("summary.collect_max", 100, "yuan", "L"),
        ("summary.recording_days", 3, "working_days", "UNVERIFIED"),
        ("summary.volume_cases", 50, "count", "S"),
        ("officers.min", 2, "count", "L"),
        ("minors.no_penalty_under", 14, "years", "L"),
        ("minors.lighter_under", 18, "years", "L"),
        ("surcharge.percent_per_day", 3, "percent", "L"),
        ("surcharge.cap_percent", 100, "percent", "L"),
        ("repeat.window_months", 24, "months", "P"),
        ("reconsideration.untold_months", 12, "months", "L"),
        ("hearing.person", 5000, "yuan", "UNVERIFIED"),
        ("hearing.unit", 50000, "yuan", "UNVERIFIED"),
        ("clock.note_minutes", 2, "minutes", "P"),
        ("contact.lease_days", 30, "days", "P"),
        ("contact.warn_days", 20, "days", "P"),
        ("night.from_hour", 22, "clock_hour", "P"),
        ("night.to_hour", 6, "clock_hour", "P"),
    ],
)
def test_a_figure_is_that_of_the_dossier(
    law: LawParameters, id_: str, value: int, unit: str, evidence: str
) -> None:
    found = law.get(id_, TODAY)
    assert (found.value, found.unit.value, found.evidence) == (value, unit, evidence)


TABLE = """
T01 5 WD, T02 3 WD, T03 15 CDX, T03.extension 10 CDX, T04 90 CDX, T04x 30 CDX, T04x.second 60 CDX, T05 5 WD,
T06 5 WD, T07 7 WD, T08 5 WD, T09 7 WD, T10 60 CD, T11 6 M, T12 3 M, T13 10 WD, T14 5 WD, T15 3 WD, T16 7 WD,
T17 24 H, T18 15 CD, T19 3 RATE, T20 2 WD, T21 2 WD, T22 3 WD, T23 30 CDX, T24 30 CDX, T25 30 CD, T26 30 CD,
T27 10 CD, T28 60 CD, T29 10 CD, T30 7 WD, T31 20 WD, T32 3 WD, T33 24 H, T33.hard 2 WD, T34 30 CD, T35 3 CDX,
T36 24 H, T37 3 CDX, T38 3 CDX, T39 5 WD, T40 24 MX, T40.harm 60 MX, T41 24 H, T41.progress 2 H, T42 15 CD,
T43 7 WD, T44 3 M, T44.special 12 M, T45 36 M, T46 3 WD
"""


def test_the_table_of_deadlines_is_that_of_the_dossier(law: LawParameters) -> None:
    shipped = [f"{rule.id} {law.value(rule.length, TODAY)} {rule.counting.value}" for rule in law.rules]
    assert shipped == [row.strip() for row in TABLE.split(",")]


def test_extensions_that_were_not_read_are_switched_off(law: LawParameters) -> None:
    unverified = {parameter.id for parameter in law if parameter.evidence == "UNVERIFIED"}
    assert {"decision.extension_days", "decision.second_extension_days"} == {
        id_ for id_ in unverified if not law.is_on(id_, TODAY)
    }
