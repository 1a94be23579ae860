"""文书: preview, issue, hand over, and give out copies; the bytes of an issued paper never change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from app.domain.bodies import DocumentIssued, DocumentPrinted, DocumentServed, StepTaken
from app.domain.canonical import nfc
from app.domain.case import Case, Document
from app.domain.context import EmptyField
from app.domain.errors import AppError
from app.domain.fields import FieldValue
from app.domain.findings import Findings
from app.domain.law.ordinary_approvals import APPROVALS
from app.domain.numbers import CORRECTION, ON_THE_SPOT, DocumentNumber
from app.durable import replace_whole
from app.ports.paperwork import PREVIEW_NUMBER, Paperwork, Rendered
from app.ports.vault import Vault
from app.ports.work import UnitOfWork
from app.services.desk import Desk, refuse_blocked
from app.services.offers import RoomLeft, Service
from app.services.paper_room import FIELDS_OF, PaperRoom
from app.services.stock import Stock

NUMBER_CLASSES: Mapping[str, str] = {
    "D08": CORRECTION,
    "D20": ON_THE_SPOT,
    **{row.numbers: row.number_class for row in APPROVALS.values() if row.numbers},
}
"""Forms with a number of their own; every other record carries that of its case: of filing, or clue."""
BY_APPROVAL = frozenset(row.numbers for row in APPROVALS.values())
"""Forms whose number the approval gave; all others take theirs at the issue."""

ValuesOf: TypeAlias = Callable[[Case, str, datetime], Mapping[str, object]]
"""The printed facts of a case for one form, at the time of the issue."""

NOTHING = "sha256:" + "0" * 64


class DocumentUnknown(AppError):
    """The case has no such paper; ``document`` is its id."""

    code = "document.unknown"


class CopyNotWritten(AppError):
    """A copy could not be written to the chosen file; ``name`` and ``reason``. Nothing was counted."""

    code = "document.copy_not_written"


class Papers:
    """Everything that is done with the papers of a case."""

    def __init__(self, desk: Desk, paperwork: Paperwork, vault: Vault, values_of: ValuesOf) -> None:
        self._desk, self._paperwork, self._vault, self._values_of = desk, paperwork, vault, values_of
        self._stock = Stock(vault, desk.queries)
        self._room = PaperRoom(paperwork, desk.law.forms, values_of)

    def preview(self, case_id: str, form: str, typed: Mapping[str, object] | None = None) -> Rendered:
        """The paper as it would look now; it has no number yet.

        Args:
            typed: values that stand in fields and are not saved yet; None clears one.

        Raises:
            ValueUnprintable, MissingGlyph, TextTooLong: the paper cannot be set.
        """
        case, now = _supposing(self._desk.queries.case(case_id), typed or {}), self._desk.now().at
        values, forms = dict(self._values_of(case, form, now)), self._desk.law.forms(case.release)
        if form not in NUMBER_CLASSES:
            values[PREVIEW_NUMBER] = _case_number(case)
        return self._paperwork.preview(form, values, forms=forms)

    def rooms(self, case_id: str, words: str = "") -> Mapping[str, RoomLeft]:
        """How much the papers ahead still take of each text of the case, by field.

        Args:
            words: what the party says and is not recorded yet; its room stands under ``telling.words``.
        """
        return self._room.left(self._desk.queries.case(case_id), self._desk.now().at, words)

    def check(self, case_id: str, form: str) -> Findings:
        """Everything that speaks against issuing the paper now, empty mandatory fields included."""
        with self._desk.start_work() as work:
            case, now = work.cases.get(case_id), self._desk.author.now(work.journal).at
            return self._against(work, case, form, self._values_of(case, form, now), now)

    def issue(self, case_id: str, form: str, at: datetime | None = None) -> str:
        """Give the number, freeze the bytes, append the fact. Returns the document id.

        Raises:
            RuleBroken: a guard stops it; an empty mandatory field is one of the reasons.
            NumbersUsedUp, NumbersUnsafe: no number can be given.
            MissingGlyph, TextTooLong, ValueUnprintable: the paper cannot be set; nothing was used.
        """
        with self._desk.start_work() as work:
            _, body = self._issue(work, work.cases.get(case_id), form, at)
            work.commit()
        return body.document

    def print_and_hand_over(
        self, case_id: str, form: str, service: Service, *, end: str | None, at: datetime | None = None
    ) -> str:
        """打印并交付: issue, count the copies, serve, take the step ``end``: four entries or none."""
        with self._desk.start_work() as work:
            case, body = self._issue(work, work.cases.get(case_id), form, at)
            case, _ = self._desk.write(
                work, case, DocumentPrinted(body.document, body.copies, "printer"), at=at
            )
            case, _ = self._desk.write(work, case, _served(body.document, service), at=at)
            if end is not None:
                self._desk.write(work, case, StepTaken(case.step, end), at=at)
            work.commit()
        return body.document

    def hand_over(self, case_id: str, document: str, service: Service, at: datetime | None = None) -> None:
        """Record that an issued paper was printed and reached the party.

        Raises:
            DocumentUnknown: the case has no such paper.
        """
        with self._desk.start_work() as work:
            case = work.cases.get(case_id)
            paper = _known(case, document)
            case, _ = self._desk.write(work, case, DocumentPrinted(document, paper.copies, "printer"), at=at)
            self._desk.write(work, case, _served(document, service), at=at)
            work.commit()

    def count_printed(self, case_id: str, document: str, at: datetime | None = None) -> None:
        """Record that all copies of an issued paper went to a printer.

        Raises:
            DocumentUnknown: the case has no such paper.
        """
        with self._desk.start_work() as work:
            case = work.cases.get(case_id)
            paper = _known(case, document)
            self._desk.write(work, case, DocumentPrinted(document, paper.copies, "printer"), at=at)
            work.commit()

    def frozen(self, case_id: str, document: str) -> bytes:
        """The PDF of an issued paper, proven by its hash.

        Raises:
            DocumentUnknown: the case has no such paper.
            BlobMissing, EvidenceAltered: the vault does not hold what was issued.
        """
        paper = _known(self._desk.queries.case(case_id), document)
        blob = self._desk.queries.blob(paper.pdf_sha256)
        if blob is None:
            raise DocumentUnknown(document=document)
        self._vault.verify(blob.name, paper.pdf_sha256)
        with self._vault.open(blob.name, paper.size) as reader:
            return reader.read_at(0, paper.size)

    def save_copy(self, case_id: str, document: str, target: Path, at: datetime | None = None) -> None:
        """Write one copy to a file that the officer chose, whole or not at all, and count it.

        Raises:
            CopyNotWritten: the file cannot be written.
        """
        pdf = self.frozen(case_id, document)
        aside = target.with_name(f".{target.name}.part")
        try:
            replace_whole(target, pdf, aside=aside)
        except OSError as error:
            with suppress(OSError):
                aside.unlink()
            raise CopyNotWritten(name=target.name, reason=error.strerror or "") from error
        with self._desk.start_work() as work:
            case = work.cases.get(case_id)
            self._desk.write(work, case, DocumentPrinted(document, 1, "file"), at=at)
            work.commit()

    def _issue(
        self, work: UnitOfWork, case: Case, form: str, at: datetime | None
    ) -> tuple[Case, DocumentIssued]:
        stated = at if at is not None else self._desk.author.now(work.journal).at
        values = self._values_of(case, form, stated)
        refuse_blocked(self._against(work, case, form, values, stated))
        number = self._number(work, case, form, stated)
        paper = self._desk.author.ids.paper()
        forms = self._desk.law.forms(case.release)
        rendered = self._paperwork.issue(form, values, number.written, paper, forms=forms)
        blob = self._stock.seal_bytes(rendered.pdf)
        work.blobs.add(blob)
        body = DocumentIssued(
            document=self._desk.author.ids.uuid(),
            form=form,
            number=number.written,
            number_class=number.number_class,
            number_year=number.year,
            number_seq=number.seq,
            paper=paper,
            pdf_sha256=rendered.sha256,
            size=len(rendered.pdf),
            pages=rendered.pages,
            copies=rendered.copies,
            check_code=rendered.check_code,
            values=values,
        )
        case, _ = self._desk.write(work, case, body, at=stated)
        return case, body

    def _against(
        self, work: UnitOfWork, case: Case, form: str, values: Mapping[str, object], at: datetime
    ) -> Findings:
        """Everything that speaks against a paper: the law, what it lacks, and what does not fit on it."""
        lacking = self._paperwork.missing(form, values, forms=self._desk.law.forms(case.release))
        missing = tuple(EmptyField(FIELDS_OF.get(one.field, one.field), one.label) for one in lacking)
        law = self._desk.findings(work, case, _not_yet(form, at), at=at, missing=missing)
        return Findings.of((*law, *self._room.findings(case, form, values)))

    def _number(self, work: UnitOfWork, case: Case, form: str, stated: datetime) -> DocumentNumber:
        number_class = NUMBER_CLASSES.get(form)
        if number_class is None:
            return DocumentNumber("", stated.year, 0, _case_number(case))
        given = case.number_given(number_class) if form in BY_APPROVAL else None
        if given is not None:
            return DocumentNumber(number_class, given.number_year, given.number_seq, given.number)
        return work.numbers.take(number_class, stated.year)


def _not_yet(form: str, at: datetime) -> DocumentIssued:
    """The issue that is about to be: judged before a number is taken and a page is set."""
    number_class = NUMBER_CLASSES.get(form, "")
    return DocumentIssued("", form, "", number_class, at.year, 0, "", NOTHING, 0, 0, 0, "")


def _supposing(case: Case, typed: Mapping[str, object]) -> Case:
    """The case as it would be with these values in its fields; nothing of it is recorded."""
    values = {name: nfc(value).strip() if isinstance(value, str) else value for name, value in typed.items()}
    fields = {name: FieldValue(value, "", "") for name, value in values.items()}
    return replace(case, fields={**case.fields, **fields}) if fields else case


def _case_number(case: Case) -> str:
    """The number of a record without one of its own."""
    return case.file_number or case.clue_number


def _known(case: Case, document: str) -> Document:
    paper = case.paper(document)
    if paper is None:
        raise DocumentUnknown(document=document)
    return paper


def _served(document: str, service: Service) -> DocumentServed:
    return DocumentServed(
        document,
        service.mode,
        nfc(service.recipient).strip(),
        service.refused_to_sign,
        nfc(service.reason).strip(),
        service.evidence,
    )
