"""What the tests of the rules ask: the decision of a ready case after some fields changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.domain.catalogue import Item, SubjectClass
from app.domain.findings import Findings
from app.domain.law.parameters import LawParameters, Parameter
from app.releases.law import Law
from tests.domain.catalogue.make import branch, catalogue_of, fine, item
from tests.domain.law.make import Journey, issued

WIDE = item(
    branch(fine=fine(50, 5_000), subject=SubjectClass.ANY), penalty_kinds=("警告", "罚款", "通报批评")
)
"""An invented item with a range that crosses every limit of the summary procedure."""
DEMO = {"act.item": WIDE.code, "decision.branch": "", "decision.benchmark": "", "decision.tier": ""}
UNIT = {"party.kind": "unit", "party.unit_name": "演示公司", "party.credit_code": "00000000000000000X"}


def wide(law: Law, row: Item = WIDE) -> Journey:
    """A case of the invented item, ready for the decision."""
    journey = Journey(law, catalogue_of(row)).found().set(DEMO, "09:18")
    chosen = {name: value for name, value in DEMO.items() if name != "act.item"}
    return journey.told().set(chosen, "09:46").stepped("S_ELIGIBLE", "S_TOLD")


def decision(journey: Journey, values: Mapping[str, object] | None = None, at: str = "09:52") -> Findings:
    """What the law says to the decision after the given fields changed."""
    return journey.set(values or {}, "09:47").judged(issued("D20"), at)


def blocked(found: Findings) -> set[str]:
    return {each.code for each in found.blocking}


def switched(law: LawParameters, id_: str, enabled: bool) -> LawParameters:
    rows: list[Parameter] = [replace(each, enabled=enabled) if each.id == id_ else each for each in law]
    return LawParameters(rows, law.rules)
