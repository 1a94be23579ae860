"""What the tables themselves ask: the right step, the right role, the right paper, fields still open."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.bodies import DocumentIssued, FieldSet
from app.domain.case import Case
from app.domain.findings import Finding
from app.domain.law.articles import RECORD, law_of_form
from app.domain.law.guards.registry import block, guard
from app.domain.law.matter import Matter
from app.domain.law.ordinary import ORDINARY
from app.domain.law.procedure import Paper
from app.domain.law.summary import SUMMARY

PROCEDURES = {SUMMARY.id: SUMMARY, ORDINARY.id: ORDINARY}


@guard
def procedure_known(matter: Matter) -> Iterator[Finding]:
    """This program holds the table of the case's procedure."""
    if matter.case.procedure not in PROCEDURES:
        yield block("procedure.unknown", RECORD, tag="P", procedure=matter.case.procedure)


@guard
def release_pinned(matter: Matter) -> Iterator[Finding]:
    """An act is judged by the release that its case pins."""
    if matter.act.release is not None and matter.act.release != matter.case.release:
        yield block(
            "release.not_pinned", RECORD, tag="P", pinned=matter.case.release, named=matter.act.release
        )


@guard
def paper_in_place(matter: Matter) -> Iterator[Finding]:
    """The procedure knows the form, at this step, with this class of numbers."""
    body, procedure = matter.act.body, PROCEDURES.get(matter.case.procedure)
    if not isinstance(body, DocumentIssued) or procedure is None:
        return
    paper = procedure.paper(body.form)
    if paper is None:
        yield block("paper.form_unknown", law_of_form(body.form), tag="P", form=body.form)
        return
    if matter.case.step not in paper.states:
        yield block(
            "paper.wrong_step", law_of_form(body.form), tag="P", form=body.form, step=matter.case.step
        )
    if body.number_class != paper.number_class:
        yield block(
            "number.wrong_class",
            law_of_form(body.form),
            tag="P",
            form=body.form,
            number_class=body.number_class,
        )


@guard
def field_open(matter: Matter) -> Iterator[Finding]:
    """A printed fact no longer changes: a paper that stands is corrected by a paper."""
    body, procedure = matter.act.body, PROCEDURES.get(matter.case.procedure)
    if not isinstance(body, FieldSet) or procedure is None:
        return
    for paper in procedure.papers:
        if body.field.startswith(paper.freezes) and stands(matter.case, paper):
            yield block("field.frozen", law_of_form(paper.form), tag="P", field=body.field, form=paper.form)


def stands(case: Case, paper: Paper) -> bool:
    """Whether a paper of this form binds: a record once it is issued, another paper once it was served."""
    issued = case.papers(paper.form)
    return bool(issued) and (not paper.number_class or any(each.served_at is not None for each in issued))
