from __future__ import annotations

from datetime import date

import pytest

from app.domain.law.parameters import LawParameters, Parameter, ParameterUnknown, Unit

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
    assert all(parameter.enabled for parameter in law if not parameter.is_switchable)


def test_every_figure_and_rule_names_its_source(law: LawParameters) -> None:
    assert all(parameter.source and parameter.evidence for parameter in law)
    assert all(rule.source and rule.evidence for rule in law.rules)


def test_the_table_of_deadlines_is_whole(law: LawParameters) -> None:
    rows = {rule.id.split(".")[0] for rule in law.rules}
    assert {f"T{number:02d}" for number in range(1, 47)} <= rows
    assert "T04x" in rows
