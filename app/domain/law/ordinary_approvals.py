"""What is proposed by the officers and approved by whom, to be read beside section 1.3 of the dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.case import Case
from app.domain.fields import FieldValue
from app.domain.law.articles import APPROVAL, TELLING
from app.domain.law.articles import FILING as FILING_ARTICLE
from app.domain.law.ordinary import DECISION, FILING_READY, INVESTIGATED
from app.domain.numbers import FILING, NOTICE, PENALTY

HEAD, LEADER, DEPUTY = "AGENCY_HEAD", "SQUAD_LEADER", "AGENCY_DEPUTY"


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """One line of the table.

    Attributes:
        state: the stage in which it is proposed and approved.
        needs: the role whose approval the procedure waits for; ``hears``: whose opinion it asks first [P].
        guards: what must hold before it is proposed and before it is approved.
        number_class: class of the number that the approval gives; ``numbers`` is the paper that carries it.
        leads_to: the stage that the approval opens; empty where a paper must be served first.
        tells: fields (by the beginning of their names) that the form tells; a proposal keeps their values.
        covers: those among them whose later change asks for a new proposal.
        article: what the approval rests on, with its evidence tag.
    """

    form: str
    name: str
    state: str
    needs: str
    article: str
    tag: str
    guards: tuple[str, ...]
    hears: str = ""
    number_class: str = ""
    numbers: str = ""
    leads_to: str = ""
    tells: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        """Who may answer the proposal."""
        return tuple(role for role in (self.hears, self.needs) if role)


_WHAT_IS_PUNISHED = ("party.", "act.", "decision.")

APPROVALS: Mapping[str, ApprovalRow] = {
    row.form: row
    for row in (
        ApprovalRow(
            "D06",
            "立案审批表",
            "O_FILING",
            HEAD,
            FILING_ARTICLE,
            "L",
            (*FILING_READY, "filing_reasoned"),
            hears=LEADER,
            number_class=FILING,
            numbers="D06",
            leads_to="O_INVEST",
            tells=("party.", "act.", "filing.", "inspection."),
            covers=("act.item",),
        ),
        ApprovalRow(
            "D22",
            "案件调查终结报告",
            "O_INV_DONE",
            LEADER,
            APPROVAL,
            "P",
            INVESTIGATED,
            leads_to="O_NOTICE",
            tells=(*_WHAT_IS_PUNISHED, "report."),
            covers=(*_WHAT_IS_PUNISHED, "report."),
        ),
        ApprovalRow(
            "D23",
            "行政处罚事先告知书",
            "O_NOTICE",
            HEAD,
            TELLING,
            "P",
            (*INVESTIGATED, "report_approved", "hearing_not_due", "stages_computed"),
            number_class=NOTICE,
            numbers="D23",
            tells=_WHAT_IS_PUNISHED,
            covers=_WHAT_IS_PUNISHED,
        ),
        ApprovalRow(
            "D33",
            "行政处罚决定审批表",
            "O_DECIDE",
            HEAD,
            APPROVAL,
            "L",
            DECISION,
            hears=LEADER,
            number_class=PENALTY,
            numbers="D35",
            leads_to="O_PENALTY",
            tells=(*_WHAT_IS_PUNISHED, "defence.", "payment.surcharge"),
            covers=(*_WHAT_IS_PUNISHED, "defence.", "payment.surcharge"),
        ),
        ApprovalRow(
            "D58",
            "结案审批表",
            "O_CLOSE",
            HEAD,
            APPROVAL,
            "P",
            ("known_people", "valid_grant", "paid_in_full", "closing_filled"),
            hears=LEADER,
            tells=(*_WHAT_IS_PUNISHED, "close."),
            covers=("close.",),
        ),
    )
}
"""Filing, closing report, notice, decision, closing: rows 2, 4, 5, 10 and 17 of section 1.3."""


def told_in(case: Case, row: ApprovalRow) -> dict[str, object]:
    """The values that a proposal of this form keeps: those of the filled fields that it tells."""
    fields = ((name, found.value) for name, found in case.fields.items() if name.startswith(row.tells))
    return {name: value for name, value in fields if value is not None}


def as_proposed(case: Case, form: str) -> Case:
    """The case as its newest proposal of a form told it; the case itself where nothing was proposed.

    An approved form says what was approved, whenever it is printed.
    """
    row, asked = APPROVALS.get(form), case.proposal(form)
    if row is None or asked is None or not row.tells:
        return case
    kept = {name: found for name, found in case.fields.items() if not name.startswith(row.tells)}
    told = {name: FieldValue(value, asked.entry, asked.at) for name, value in asked.values.items()}
    return replace(case, fields={**kept, **told})
