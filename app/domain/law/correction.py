"""责令改正 and 复查 as a machine of its own (section 1.3, line 3a): order, service, re-inspection."""

from __future__ import annotations

from app.domain.case import Case
from app.domain.law.guards.correction import CORRECTED, OVERDUE, REFUSED
from app.domain.law.procedure import Procedure, State, Transition
from app.domain.law.summary import OFFICER

_SERVED = "document.served:D08"
_FOUND = ("reinspection_filled", "order_served", "refusal_shown", "evidence_known", "after_its_cause")

CORRECTING = Procedure(
    id="correction",
    name="责令改正",
    states=(
        State("K_NONE", "未责令改正"),
        State("K_ORDERED", "已出具责令改正通知书"),
        State("K_SERVED", "已送达，待复查"),
        State("K_CORRECTED", "已改正"),
        State("K_REFUSED", "拒不改正"),
        State("K_OVERDUE", "逾期未改正"),
    ),
    transitions=(
        Transition("K_NONE", "K_ORDERED", OFFICER, (), ("D08",), act="document.issued:D08"),
        Transition("K_ORDERED", "K_ORDERED", OFFICER, (), ("D08",), act="document.issued:D08"),
        Transition(
            "K_ORDERED",
            "K_SERVED",
            OFFICER,
            ("service_filled", "service_proven", "after_its_cause", "evidence_known"),
            starts=("correction.due",),
            act=_SERVED,
        ),
        *(
            Transition(
                start,
                end,
                OFFICER,
                _FOUND,
                ("D09",),
                stops=("correction.due",),
                act=f"reinspection.recorded:{result}",
            )
            for start in ("K_SERVED", "K_CORRECTED", "K_REFUSED", "K_OVERDUE")
            for result, end in ((CORRECTED, "K_CORRECTED"), (REFUSED, "K_REFUSED"), (OVERDUE, "K_OVERDUE"))
        ),
        *(
            Transition(start, "K_ORDERED", OFFICER, (), ("D08",), act="document.issued:D08")
            for start in ("K_SERVED", "K_CORRECTED", "K_REFUSED", "K_OVERDUE")
        ),
    ),
)
"""Issuing asks what :data:`app.domain.law.summary.SUMMARY` asks of D08 and D09; only ways stand here."""

_STATES = {CORRECTED: "K_CORRECTED", REFUSED: "K_REFUSED", OVERDUE: "K_OVERDUE"}


def correction_state(case: Case) -> str:
    """Where the newest order of a case stands: a projection of its papers and re-inspections."""
    orders = case.papers("D08")
    if not orders:
        return "K_NONE"
    newest = orders[-1]
    if newest.served_at is None:
        return "K_ORDERED"
    found = [each for each in case.reinspections if each.order == newest.id]
    return _STATES.get(found[-1].result, "K_SERVED") if found else "K_SERVED"
