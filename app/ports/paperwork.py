"""Papers: a form filled with values becomes a PDF, as a preview or as an issue with its number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol, TypeAlias

from app.domain.errors import AppError, Transient

Values: TypeAlias = Mapping[str, object]
"""The facts of one paper by field key; the keys and their shapes are those of the form. A mapping may hold
more than the form prints. Texts, ISO dates, RFC 3339 times, integer fen, counts, flags and lists of texts."""

PREVIEW_NUMBER = "number.preview"
"""The value that a preview shows as its number, such as 沪示示城管当罚字〔2026〕第＿＿号; ＿＿ without it."""


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """A field that keeps a paper from being issued.

    Attributes:
        field: the key.
        label: what the form calls it, in Chinese.
        reason: ``missing`` (empty, or a box that must be ticked is not) or ``shape`` (the value has no
            shape that the field can print).
    """

    field: str
    label: str
    reason: str = "missing"


@dataclass(frozen=True, slots=True)
class StampPlace:
    """Where the agency's stamp belongs. The paper shows nothing there; a view may draw a thin dashed circle.

    ``page`` counts from 0 over the whole PDF; ``x`` and ``y`` are the centre from the upper left corner of
    the page, all in millimetres.
    """

    page: int
    x: float
    y: float
    diameter: float


@dataclass(frozen=True, slots=True)
class Rendered:
    """One PDF with every copy of a paper (a preview: with one copy).

    Attributes:
        sha256: over the whole PDF, ``sha256:<hex>``.
        pages: pages of the PDF, all copies together.
        copies: copies in this PDF.
        check_code: XXXX-XXXX-XXXX of the first page; empty in a preview.
        check_codes: that of each page of one copy; the copies carry the same.
        stamps: the places for the stamp, one for each copy that needs it.
        loose: fields whose text leaves a line wider than good setting allows; other words would help.
    """

    pdf: bytes
    sha256: str
    pages: int
    copies: int
    check_code: str
    check_codes: tuple[str, ...] = ()
    stamps: tuple[StampPlace, ...] = ()
    loose: tuple[str, ...] = ()


class FormUnknown(AppError):
    """No such form; ``form`` names it."""

    code: ClassVar[str] = "paper.form_unknown"


class FormBroken(AppError):
    """The file of a form is unusable: ``file``, ``line`` (from 1) and ``reason`` (``yaml`` or ``rule``) with
    ``detail`` say where and why."""

    code: ClassVar[str] = "paper.form_broken"


class FieldsMissing(AppError):
    """A paper cannot be issued: ``form``, and ``problems`` holds a :class:`FieldProblem` for each field."""

    code: ClassVar[str] = "paper.fields_missing"


class ValueUnprintable(AppError):
    """A value has no shape that its field can print; ``form``, ``field`` and ``label`` name it."""

    code: ClassVar[str] = "paper.value_unprintable"


class MissingGlyph(AppError):
    """No font of the chain holds ``character`` (``codepoint`` U+XXXX); ``field`` and ``label`` say where."""

    code: ClassVar[str] = "paper.missing_glyph"


class TextTooLong(AppError):
    """The text does not fit the one page of the form.

    ``fields`` are the keys of the texts that share the room, ``field`` and ``label`` name the longest of
    them, ``over`` is how many Han characters it must lose at least.
    """

    code: ClassVar[str] = "paper.text_too_long"


class PaperWorkerLost(Transient):
    """The process that sets papers died twice over one request; nothing was printed."""

    code: ClassVar[str] = "paper.worker_lost"


class PaperTooSlow(Transient):
    """Setting a paper took longer than ``seconds``; the process was ended, nothing was printed."""

    code: ClassVar[str] = "paper.too_slow"


class Paperwork(Protocol):
    """Sets papers. Safe to call from several threads; every call may take a while.

    ``forms`` is the folder with the forms of one release; without it the program's own forms are taken.
    """

    def warm(self) -> None:
        """Get ready, so that the first paper is as quick as the others.

        Raises:
            PaperWorkerLost, PaperTooSlow: it could not; the next call tries again.
        """

    def missing(self, form: str, values: Values, *, forms: Path | None = None) -> tuple[FieldProblem, ...]:
        """Every field that keeps the paper from being issued, in the order of the form. Quick, sets nothing.

        Raises:
            FormUnknown, FormBroken.
        """

    def room(self, form: str, values: Values, field: str, *, forms: Path | None = None) -> int:
        """How many more Han characters a text field can take before the form's one page is full.

        Negative: so many too many. Forms that run on to further pages answer with a large number.

        Raises:
            FormUnknown, FormBroken, ValueUnprintable, MissingGlyph, PaperWorkerLost, PaperTooSlow.
        """

    def rooms(self, form: str, values: Values, *, forms: Path | None = None) -> Mapping[str, int]:
        """:meth:`room` of every text that the officer writes, and of every value too long for its cell.

        Quick, since much room is not counted out: above 60 a text has so much at least.

        Raises:
            FormUnknown, FormBroken, ValueUnprintable, MissingGlyph, PaperWorkerLost, PaperTooSlow.
        """

    def preview(self, form: str, values: Values, copy: int = 1, *, forms: Path | None = None) -> Rendered:
        """One copy (from 1) without number, check code and QR; missing values leave their place empty.

        Raises:
            FormUnknown, FormBroken, ValueUnprintable, MissingGlyph, TextTooLong: the paper cannot be set.
            PaperWorkerLost, PaperTooSlow: the process that sets it failed.
        """

    def issue(
        self, form: str, values: Values, number: str, paper: str, *, forms: Path | None = None
    ) -> Rendered:
        """All copies with number, check code and QR: the same input always gives the same bytes.

        Args:
            number: as it is printed; records without a class of their own carry the clue number.
            paper: 16 hexadecimal digits, minted for this issue.

        Raises:
            FieldsMissing: nothing is set before every mandatory field is there.
            FormUnknown, FormBroken, ValueUnprintable, MissingGlyph, TextTooLong: the paper cannot be set.
            PaperWorkerLost, PaperTooSlow: the process that sets it failed.
        """
