"""Sheets become a PDF: the same sheets always give the same bytes, and nothing goes by way of a file."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfbase import pdfdoc

from app.documents.embedding import Refer, Subset
from app.documents.faces import FontBook
from app.documents.scene import Mark, Modules, Outline, Passage, Run, Sheet, Stroke, TextLine, Tick

_PRODUCER = "Fieldcase"
_VERSION = (1, 5)
_OUT_OF_PLACE = 0.02
"""em between two glyphs, apart or one over the other, from which a reader may see a break that is none."""
_BLANKS = (" ", "\u00a0", "\u3000")


class PaperDocument(pdfdoc.PDFDocument):
    """A document whose catalogue takes further entries."""

    Catalog: pdfdoc.PDFCatalog


class PaperInfo(pdfdoc.PDFInfo):
    """The title, and nothing of the machine, the person or the hour."""

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The dictionary as it stands in the file."""
        entries = {"Title": pdfdoc.PDFString(self.title), "Producer": pdfdoc.PDFString(_PRODUCER)}
        return pdfdoc.PDFDictionary(entries).format(document)


def pdf_bytes(sheets: Sequence[Sheet], size: tuple[float, float], title: str, fonts: FontBook) -> bytes:
    """The sheets as one file; ``size`` in points."""
    doc = PaperDocument(compression=1, invariant=1, pdfVersion=_VERSION, lang="zh-CN")
    doc.info = PaperInfo()
    doc.setTitle(title)
    vars(doc.Catalog)["ViewerPreferences"] = pdfdoc.PDFDictionary({"PrintScaling": "/None"})
    pen = _Pen(fonts, size[1])
    streams = ["\n".join(pen.written(mark) for mark in sheet.marks()) for sheet in sheets]
    refer: Refer = doc.Reference
    used = {subset.name: subset.font(refer) for subset in pen.subsets.values()}
    resources = pdfdoc.PDFDictionary({"Font": pdfdoc.PDFDictionary(used), "ProcSet": "[ /PDF /Text ]"})
    for stream in streams:
        page = pdfdoc.PDFPage()
        page.MediaBox = pdfdoc.PDFArray([0, 0, _n(size[0]), _n(size[1])])
        page.Resources = resources
        page.Contents = pdfdoc.PDFStream(content=stream, filters=[pdfdoc.PDFZCompress])
        doc.updateSignature(stream)
        doc.addPage(page)
    return doc.GetPDFData(None)


class _Pen:
    """Writes marks as operators of a page, and keeps what it took from each face."""

    def __init__(self, fonts: FontBook, high: float) -> None:
        self._fonts, self._high = fonts, high
        self.subsets: dict[str, Subset] = {}

    def written(self, mark: Mark) -> str:
        """A mark as operators."""
        if isinstance(mark, TextLine):
            return self._text(mark)
        if isinstance(mark, Passage):
            return _actual(mark.text, " ".join(self._shown(line) for line in mark.lines))
        if isinstance(mark, Stroke):
            return f"{_n(mark.width)} w {self._at(mark.x0, mark.y0)} m {self._at(mark.x1, mark.y1)} l S"
        if isinstance(mark, Outline):
            corner = self._at(mark.x, mark.y + mark.high)
            return f"{_n(mark.width)} w {corner} {_n(mark.wide)} {_n(mark.high)} re S"
        if isinstance(mark, Tick):
            first, *rest = (self._at(x, y) for x, y in mark.points)
            return f"{_n(mark.width)} w {first} m {' '.join(f'{point} l' for point in rest)} S"
        return self._modules(mark)

    def _at(self, x: float, y: float) -> str:
        return f"{_n(x)} {_n(self._high - y)}"

    def _text(self, line: TextLine) -> str:
        """One line; where glyphs were moved, what a reader should get is said beside it (ActualText)."""
        shown = self._shown(line)
        return _actual(line.text, shown) if self._is_moved(line) else shown

    def _shown(self, line: TextLine) -> str:
        return f"BT {' '.join(self._run(run, line.baseline) for run in line.runs)} ET"

    def _run(self, run: Run, baseline: float) -> str:
        face = self._fonts.face(run.face)
        if run.face not in self.subsets:
            self.subsets[run.face] = Subset(face, f"F{len(self.subsets) + 1}")
        subset = self.subsets[run.face]
        shown, at = "<", run.places[0]
        for char, place in zip(run.chars.replace("\u00a0", " "), run.places, strict=True):
            move = round((at - place) * 1000 / run.size, 1)
            if move:
                shown += f"> {_n(move)} <"
                at -= move * run.size / 1000
            shown += subset.encoded(char)
            at += face.width(char) * run.size
        where = f"1 0 0 1 {self._at(run.places[0], baseline)} Tm"
        return f"/{subset.name} {_n(run.size)} Tf {where} [{shown}>] TJ"

    def _is_moved(self, line: TextLine) -> bool:
        end: float | None = None
        for run in line.runs:
            face = self._fonts.face(run.face)
            for char, place in zip(run.chars, run.places, strict=True):
                moved = end is not None and abs(place - end) > _OUT_OF_PLACE * run.size
                if moved and char not in _BLANKS:
                    return True
                end = place + face.width(char) * run.size
        return False

    def _modules(self, mark: Modules) -> str:
        side = _n(mark.module)
        parts = [
            f"{self._at(mark.x + column * mark.module, mark.y + (row + 1) * mark.module)} "
            f"{_n(count * mark.module)} {side} re"
            for row, runs in enumerate(mark.rows)
            for column, count in runs
        ]
        return f"{' '.join(parts)} f"


def _actual(text: str, shown: str) -> str:
    """Operators with the text that a reader gets from them (ISO 32000-1, 14.9.4)."""
    actual = ("\ufeff" + text.replace("\u00a0", " ")).encode("utf-16-be").hex().upper()
    return f"/Span <</ActualText <{actual}>>> BDC {shown} EMC"


def _n(number: float) -> str:
    """A number as PDF writes it: three decimals at most, never an exponent."""
    text = f"{number:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text
