"""Margins, grid, signature and place of the stamp of a letter, measured on the finished PDF in mm."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pypdf
import pytest
from PIL import Image, ImageOps

from app.ports.paperwork import Rendered
from tests.documents.conftest import Issue, Read
from tests.documents.marks import MM, drawn
from tests.documents.ordinary_demo import CASES

LEFT, TOP, WIDTH, HIGH = 28.0, 37.0, 156.0, 225.0
LINES, CELLS = 22, 28
LEAD, CELL = HIGH / LINES, WIDTH / CELLS
SIZE = 16 / MM
CENTRE_TO_BASELINE = 0.38 * SIZE
HAN = "示范街道办事处综合行政执法人员巡查时发现当事人在道路两侧人行道上堆放杂物"
DPI, BLACK = 200, 128

Box: TypeAlias = tuple[float, float, float, float]
Ink: TypeAlias = Callable[..., Box]


@pytest.fixture
def ink(tmp_path: Path) -> Ink:
    """The black of a page, counted from 0, between two heights: left, top, right, bottom."""

    def ink(rendered: Rendered, page: int, top: float = 0.0, bottom: float = 297.0) -> Box:
        path, number = tmp_path / "paper.pdf", str(page + 1)
        path.write_bytes(rendered.pdf)
        command = ["pdftoppm", "-r", str(DPI), "-gray", "-f", number, "-l", number, str(path)]
        picture = Image.open(io.BytesIO(subprocess.run(command, capture_output=True, check=True).stdout))
        scale = DPI / 25.4
        part = picture.crop((0, round(top * scale), picture.width, round(bottom * scale)))
        found = ImageOps.invert(part.point(lambda grey: 255 if grey > BLACK else 0)).getbbox()
        assert found is not None, "nothing is printed there"
        x0, y0, x1, y1 = (edge / scale for edge in found)
        return x0, y0 + top, x1, y1 + top

    return ink


def line_ink(ink: Ink, rendered: Rendered, page: int, number: float) -> Box:
    """The black of one line of the grid, counted from 0."""
    middle = TOP + (number + 0.5) * LEAD
    return ink(rendered, page, middle - LEAD / 2, middle + LEAD / 2)


def baselines(rendered: Rendered, page: int) -> list[float]:
    """The baselines of a page above its foot, from the top."""
    return sorted({round(y, 2) for _, y, _ in drawn(rendered.pdf, page).texts if y < 265})


def row(baseline: float) -> float:
    """The line of the grid that a baseline of 16 pt belongs to, counted from 0."""
    return (baseline - CENTRE_TO_BASELINE - TOP) / LEAD - 0.5


@pytest.mark.parametrize("case", sorted(CASES))
@pytest.mark.parametrize("form", ["D23", "D35"])
def test_every_page_is_a4_and_nothing_stands_outside_the_margins(
    issue_ordinary: Issue, ink: Ink, form: str, case: str
) -> None:
    rendered = issue_ordinary(form, case=case)
    sheets = pypdf.PdfReader(io.BytesIO(rendered.pdf)).pages
    for page, sheet in enumerate(sheets[: rendered.pages // rendered.copies]):
        assert float(sheet.mediabox.width) / MM == pytest.approx(210, abs=0.01)
        assert float(sheet.mediabox.height) / MM == pytest.approx(297, abs=0.01)
        x0, y0, x1, y1 = ink(rendered, page)
        assert x0 >= LEFT and x1 <= LEFT + WIDTH + 0.2
        assert y0 >= TOP and y1 <= 283.1, "the corner of the archive stays free"
        foot_begins = ink(rendered, page, TOP + HIGH + 0.5)[1]
        assert foot_begins >= 271


@pytest.mark.parametrize("case", sorted(CASES))
@pytest.mark.parametrize("form", ["D23", "D35"])
def test_every_line_of_text_stands_on_the_22_lines_of_the_grid(
    issue_ordinary: Issue, form: str, case: str
) -> None:
    rendered = issue_ordinary(form, case=case)
    pages = rendered.pages // rendered.copies
    for page in range(pages):
        rows = [row(y) for y in baselines(rendered, page)]
        text = [found for found in rows if abs(found - round(found)) < 0.02]
        title, note = (3 if page == 0 else 0), (1, 2) if page == pages - 1 else (0,)
        assert len(rows) - len(text) - title in note
        assert min(text) >= (4 if page == 0 else 0) - 0.02 and max(text) <= LINES - 1 + 0.02


def test_the_title_takes_four_lines_and_the_party_begins_on_the_fifth(issue_ordinary: Issue) -> None:
    agency, name, number, party, *_ = baselines(issue_ordinary("D35"), 0)
    assert agency == pytest.approx(TOP + (11 + 0.38 * 22) / MM, abs=0.02)
    assert name - agency == pytest.approx(35 / MM, abs=0.02)
    assert number - 0.38 * 16 / MM - (name - 0.38 * 22 / MM) == pytest.approx(38 / MM, abs=0.02)
    assert row(party) == pytest.approx(4, abs=0.01)


def test_agency_name_and_number_are_centred(issue_ordinary: Issue, ink: Ink) -> None:
    rendered = issue_ordinary("D35")
    for baseline in baselines(rendered, 0)[:3]:
        x0, _, x1, _ = ink(rendered, 0, baseline - 5, baseline + 0.5)
        assert (x0 + x1) / 2 == pytest.approx(LEFT + WIDTH / 2, abs=0.6)


def test_a_line_of_ideographs_alone_fills_28_cells(issue_ordinary: Issue, read: Read, ink: Ink) -> None:
    rendered = issue_ordinary("D35", {"act.facts": f"当事人在此。\n{HAN * 3}。"})
    lines = read(rendered.pdf, "-raw", "-l", "1").split("\n")
    full = [index for index, line in enumerate(lines) if len(line) == CELLS and line in HAN * 3]
    assert full
    for index in full:
        x0, _, x1, _ = line_ink(ink, rendered, 0, index + 1)  # agency, name and number take four lines
        assert x0 == pytest.approx(LEFT, abs=0.8) and x1 == pytest.approx(LEFT + WIDTH, abs=0.8)


def test_paragraphs_are_indented_by_two_cells_and_entries_stand_in_their_columns(
    issue_ordinary: Issue, tmp_path: Path
) -> None:
    starts = [x for x, y, _ in drawn(issue_ordinary("D35").pdf).texts if row(y) == pytest.approx(8, abs=0.02)]
    assert min(starts) == pytest.approx(LEFT + 2 * CELL, abs=0.1)
    xs = [x for x, y, _ in drawn(issue_ordinary("D35").pdf).texts if row(y) == pytest.approx(5, abs=0.02)]
    assert sorted(round((x - LEFT) / CELL, 1) for x in xs)[:2] == [0.0, 5.0]
    assert any((x - LEFT) / CELL == pytest.approx(16.4, abs=0.05) for x in xs)


@pytest.mark.parametrize("case", sorted(CASES))
@pytest.mark.parametrize("form", ["D23", "D35"])
def test_agency_and_date_stand_two_lines_under_the_text_and_the_date_four_cells_from_the_right(
    issue_ordinary: Issue, ink: Ink, form: str, case: str
) -> None:
    rendered = issue_ordinary(form, case=case)
    last = rendered.pages // rendered.copies - 1
    rows = [round(row(y)) for y in baselines(rendered, last) if abs(row(y) - round(row(y))) < 0.02]
    date, agency, text = rows[-1], rows[-2], rows[-3]
    assert (agency - text, date - agency) == (3, 1)
    assert text <= 17, "the text ends at line 18 at the latest"
    assert last == 0 or text >= 2, "three lines of text at least stand beside the stamp"
    beside_the_note = LEFT + WIDTH / 2
    name, day = (line_ink(ink, rendered, last, number) for number in (agency, date))
    edge = LEFT + WIDTH - 4 * CELL
    assert edge - 1.8 < day[2] < edge, "日 has room on both sides in its cell"
    if day[0] > beside_the_note:
        assert (day[0] + day[2]) / 2 == pytest.approx((name[0] + name[2]) / 2, abs=1)


@pytest.mark.parametrize("form", ["D23", "D35"])
def test_the_stamp_of_42_mm_begins_6_pt_under_the_text_over_agency_and_date(
    issue_ordinary: Issue, ink: Ink, form: str
) -> None:
    rendered = issue_ordinary(form)
    pages = rendered.pages // rendered.copies
    assert [stamp.page for stamp in rendered.stamps] == [
        copy * pages + pages - 1 for copy in range(rendered.copies)
    ]
    on_grid = [row(y) for y in baselines(rendered, pages - 1) if abs(row(y) - round(row(y))) < 0.02]
    text_ends = TOP + (round(on_grid[-3]) + 1) * LEAD
    for stamp in rendered.stamps:
        assert stamp.diameter == 42.0
        assert stamp.y - 21 == pytest.approx(text_ends + 6 / MM, abs=0.02)
    x0, y0, x1, y1 = line_ink(ink, rendered, pages - 1, round(on_grid[-2]))
    stamp = rendered.stamps[0]
    assert (x0 + x1) / 2 == pytest.approx(stamp.x, abs=0.8)
    assert stamp.y - 5 < (y0 + y1) / 2 < stamp.y + 10
    assert not drawn(rendered.pdf, pages - 1).outlines, "nothing is drawn where the stamp goes"
    assert not drawn(rendered.pdf, pages - 1).strokes


@pytest.mark.parametrize(("form", "lines"), [("D35", 2), ("D23", 1)])
def test_the_note_of_copies_stands_on_the_last_lines_and_never_under_the_stamp(
    issue_ordinary: Issue, form: str, lines: int
) -> None:
    rendered = issue_ordinary(form)
    last = rendered.pages // rendered.copies - 1
    notes = [y for y in baselines(rendered, last) if abs(row(y) - round(row(y))) >= 0.02]
    assert len(notes) == lines
    assert notes[-1] == pytest.approx(TOP + HIGH + (0.38 * 10.5 - 7.5) / MM, abs=0.02)
    stamp = rendered.stamps[0]
    for x, y, _ in drawn(rendered.pdf, last).texts:
        if any(abs(y - note) < 0.02 for note in notes) and y < stamp.y + 21:
            assert x < stamp.x - 21


def test_a_very_long_agency_stays_within_the_margins(issue_ordinary: Issue, ink: Ink) -> None:
    rendered = issue_ordinary("D35", {"agency.name": "上海市示范区示范示范示范示范示范示范镇人民政府"})
    for page in range(rendered.pages // rendered.copies):
        x0, _, x1, _ = ink(rendered, page)
        assert x0 >= LEFT and x1 <= LEFT + WIDTH + 0.2


def test_the_foot_lies_between_271_and_283(issue_ordinary: Issue, ink: Ink) -> None:
    rendered = issue_ordinary("D35")
    for page in range(2):
        _, y0, _, y1 = ink(rendered, page, 266)
        assert y0 >= 271 and y1 <= 283.1
